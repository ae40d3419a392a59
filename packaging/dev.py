#!/usr/bin/env python3
"""Everything a developer does with cspdesk, from a fresh checkout, with nothing installed but Python.

python3 packaging/dev.py run      open the sample partnership (without a screen: make its documents)
python3 packaging/dev.py test     format, lint, types, layers, then the tests on all cores; more words go to pytest
python3 packaging/dev.py bench    hold every bar of speed against its floor; --json PATH keeps the figures
python3 packaging/dev.py env      only make the environment, and print its Python's path
python3 packaging/dev.py lock     write the lock file anew from pyproject.toml
python3 packaging/dev.py build    make the wheel and the source archive in dist/
"""

import sys

if sys.version_info < (3, 11):
    sys.exit("cspdesk needs Python 3.11 or newer; this is {}.{}.".format(*sys.version_info))

import time
from collections.abc import Callable, Sequence
from pathlib import Path

import environment
import sample
import system
from console import Stop, must, run, say
from environment import ROOT

STAGES = (
    ("format", ("-m", "ruff", "format", "--check", "--output-format=concise", "--quiet", ".")),
    ("lint", ("-m", "ruff", "check", "--quiet", ".")),
    ("types", ("-m", "mypy", "--no-error-summary")),
    ("layers", ("-m", "pytest", "-p", "no:cacheprovider", "tests/test_layers.py")),
)
# On all cores; a file's tests stay together, for they share what they are made of. -n 0 in the words given ends that.
TESTS = ("-m", "pytest", "-n", "auto", "--dist", "loadfile")


def run_command(arguments: Sequence[str]) -> int:
    """Open the window with the sample partnership, or cspdesk with whatever words were given."""
    python = _python_with_qt()
    if arguments:
        return run([python, "-m", "cspdesk", *arguments], cwd=Path.cwd())
    return sample.open_window(python) if system.has_screen() else sample.make_documents(python)


def test_command(arguments: Sequence[str]) -> int:
    """Run every check in order; stop at the first that fails, with its exit code. The last line is pytest's own."""
    python = _python_with_qt()
    for name, words in STAGES:
        code = _stage(name, [python, *words])
        if code != 0:
            say(f"Stopped: {name} failed")
            return code
    system.bring_judges()
    with system.screen() as variables:
        say("-- tests")
        return run([python, *TESTS, *arguments], cwd=ROOT, extra=variables | system.quick_folder())


def bench_command(arguments: Sequence[str]) -> int:
    """Measure what design and tests promise of speed; 1 if a bar is broken."""
    python = _python_with_qt()
    with system.screen() as variables:
        path = {"PYTHONPATH": str(ROOT / "packaging")}
        return run([python, "-m", "bench", *arguments], cwd=ROOT, extra=variables | path)


def env_command(_: Sequence[str]) -> int:
    """Make the environment; the last line is the path of its Python."""
    python = environment.ready()
    try:
        system.need_qt_libraries(environment.site_packages())
    except Stop as missing:
        say(str(missing))
    say(str(python))
    return 0


def lock_command(_: Sequence[str]) -> int:
    """Write the lock file anew."""
    environment.lock()
    return 0


def build_command(_: Sequence[str]) -> int:
    """Make the wheel and the source archive."""
    must([environment.ready(), "-m", "hatchling", "build"], cwd=ROOT, or_else="The wheel was not made; see above.")
    return 0


COMMANDS: dict[str, Callable[[Sequence[str]], int]] = {
    "run": run_command,
    "test": test_command,
    "bench": bench_command,
    "env": env_command,
    "lock": lock_command,
    "build": build_command,
}


def main(words: Sequence[str]) -> int:
    """Do one command; return the exit code: 0 done, 1 could not (one sentence on stderr), 2 no such command."""
    if not words or words[0] not in COMMANDS:
        asked_for_help = bool(words) and words[0] in ("-h", "--help", "help")
        print(__doc__.strip(), file=sys.stdout if asked_for_help else sys.stderr)
        return 0 if asked_for_help else 2
    try:
        return COMMANDS[words[0]](words[1:])
    except Stop as stop:
        print(stop, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _python_with_qt() -> Path:
    python = environment.ready()
    system.need_qt_libraries(environment.site_packages())
    return python


def _stage(name: str, command: Sequence[str | Path]) -> int:
    started = time.monotonic()
    code = run(command, cwd=ROOT)
    say(f"-- {name} {'passed' if code == 0 else 'FAILED'} in {time.monotonic() - started:.1f} s")
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
