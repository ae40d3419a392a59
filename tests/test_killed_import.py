"""An import that is killed at any moment has been taken whole or not at all."""

import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cspdesk.store.check import check_file
from cspdesk.store.large_sample import write_large_ledger
from cspdesk.store.store import Store

ROWS, KILLS = 12_000, 8


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is not a Windows word")
def test_a_killed_import_leaves_a_sound_file_with_all_of_it_or_nothing(store: Store, tmp_path: Path) -> None:
    store.close()
    ledger = tmp_path / "ledger.csv"
    write_large_ledger(ledger, ROWS)
    chance = random.Random(ROWS)
    for number in range(KILLS):
        file = Path(shutil.copy(store.path, tmp_path / f"{number}.cspdesk"))
        command = ["import", "ledger", str(ledger), "--into", str(file), "--agreement", "A-1", "--allow-outside"]
        child = subprocess.Popen([sys.executable, "-m", "cspdesk", *command], stdout=subprocess.DEVNULL)
        journal = file.with_name(file.name + "-journal")
        started = time.monotonic()
        while not journal.exists() and child.poll() is None and time.monotonic() - started < 20:
            time.sleep(0.002)
        time.sleep(chance.uniform(0, 0.15))
        child.send_signal(signal.SIGKILL)
        child.wait()
        result = check_file(file)
        assert result.problems == ()
        assert result.counts["transactions"] in (0, ROWS)
