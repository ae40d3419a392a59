"""From the command to a window that can be used, each side as a whole process, compiled as installed programs are."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from bench import Result, _large, _pairs

NAME = "start to a usable window"
BAR = 1.5
UNIT = "s"

ROUNDS = 7
READY = "CSPDESK_EXIT_WHEN_READY"
BARE_WINDOW = Path(__file__).with_name("_bare_window.py")


def measure() -> Result:
    """Open the large sample, and a bare window, in turn."""
    with tempfile.TemporaryDirectory() as folder:
        file = _large.copy_of_large_file(Path(folder))
        variables = {"CSPDESK_HOME": str(Path(folder, "home")), READY: "1"}
        variables |= {"PYTHONPYCACHEPREFIX": str(Path(folder, "compiled"))}  # by the round that warms both sides
        return _pairs.compare(
            lambda: _python(["-m", "cspdesk", str(file)], variables),
            lambda: _python([str(BARE_WINDOW)], variables),
            rounds=ROUNDS,
        )


def _python(words: list[str], variables: dict[str, str]) -> None:
    """Run to the end. Without a time limit: with one Python looks only every 50 ms whether the process has ended."""
    known = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run([sys.executable, *words], env=known | variables, check=True)
