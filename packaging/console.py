"""How the development commands speak: short lines, and one plain sentence when they must stop."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path


class Stop(Exception):
    """The command cannot go on; its text says why and what to do."""


def say(line: str) -> None:
    """Print one line at once, so that it stands before what the next program prints."""
    print(line, flush=True)


def run(command: Sequence[str | Path], *, cwd: Path, extra: Mapping[str, str] | None = None) -> int:
    """Run a program in a folder with some environment variables added; return its exit code."""
    return subprocess.run([str(part) for part in command], cwd=cwd, env=os.environ | dict(extra or {})).returncode


def must(command: Sequence[str | Path], *, cwd: Path, or_else: str, extra: Mapping[str, str] | None = None) -> None:
    """Run a program that has to succeed; raise Stop with the given sentence when it does not."""
    if run(command, cwd=cwd, extra=extra) != 0:
        raise Stop(or_else)


def written(command: Sequence[str | Path]) -> str:
    """Return a command as a person would type it in this system's terminal."""
    parts = [str(part) for part in command]
    return subprocess.list2cmdline(parts) if sys.platform == "win32" else shlex.join(parts)
