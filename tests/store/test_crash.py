"""Killed in the middle of a write, many times, the file is whole and holds all of a step or nothing of it."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cspdesk.store.check import check_file
from cspdesk.store.store import Store, open_to_write

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is not a Windows word")

SAVING = """
import sys
from pathlib import Path
from cspdesk.store.store import open_to_write
from tests.builders import payment
store = open_to_write(Path(sys.argv[1]), "Cat")
print("ready", flush=True)
for round in range(1_000_000):
    with store.step(f"Recorded {ROWS} payments"):
        store.funding.transactions.insert(*(payment(f"{sys.argv[2]}-{round}-{n}") for n in range(ROWS)))
    print("kept", flush=True)
"""


@pytest.mark.parametrize(("rows", "kills"), [(3, 8), (2_000, 8)], ids=["a save", "an import"])
def test_a_kill_leaves_a_file_that_passes_the_check(store: Store, rows: int, kills: int) -> None:
    store.close()
    chance = random.Random(rows)
    for number in range(kills):
        script = SAVING.replace("ROWS", str(rows))
        child = subprocess.Popen([sys.executable, "-c", script, str(store.path), str(number)], stdout=subprocess.PIPE)
        assert child.stdout is not None
        assert child.stdout.readline() == b"ready\n"
        if number == kills - 1:  # on a slow machine none of the others may have come so far
            assert child.stdout.readline() == b"kept\n"
        time.sleep(chance.uniform(0.005, 0.25))
        os.kill(child.pid, signal.SIGKILL)
        child.wait()
        child.stdout.close()
        assert check_file(store.path).problems == ()
    with open_to_write(store.path, "Bea") as opened:
        count = opened.funding.transactions.count()
        steps = [s for s in opened.journal.steps(limit=-1) if s.label == f"Recorded {rows} payments"]
    assert count == rows * len(steps) > 0


def test_a_file_read_straight_after_a_kill_is_already_whole(store: Store, tmp_path: Path) -> None:
    store.close()
    script = SAVING.replace("ROWS", "5000")
    child = subprocess.Popen([sys.executable, "-c", script, str(store.path), "x"], stdout=subprocess.PIPE)
    assert child.stdout is not None
    child.stdout.readline()
    journal = store.path.with_name(store.path.name + "-journal")
    while not journal.exists():
        time.sleep(0.001)
    os.kill(child.pid, signal.SIGKILL)
    child.wait()
    child.stdout.close()
    with open_to_write(store.path) as opened:
        assert opened.funding.transactions.count() % 5_000 == 0
        assert opened.left_behind is not None
