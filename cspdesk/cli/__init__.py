"""The command line: the window's work without a window, for scheduled exports and for checking.

Exit 0 done; 1 the input was bad or a check failed (one plain sentence on stderr, nothing changed); 2 wrong usage.
"""

import atexit
import gc
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from cspdesk import __version__
from cspdesk.errors import Cancelled, UserError

if TYPE_CHECKING:
    import argparse

COMMANDS = ("new", "import", "export", "check", "backup", "restore", "salvage", "history", "undo", "redo")


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code; without a command, open the window."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    asked = next((a for a in arguments if not a.startswith("-")), None)
    if asked not in COMMANDS and not {"-h", "--help", "--version"} & set(arguments):
        return _open_window(arguments)
    try:
        options = _parser().parse_args(arguments)
        run: Callable[[argparse.Namespace], int] = options.run
        return run(options)
    except UserError as error:
        print(error, file=sys.stderr)
        return 1
    except (Cancelled, KeyboardInterrupt):
        print("Stopped; nothing was changed.", file=sys.stderr)
        return 1
    except SystemExit as wrong_usage:
        return int(wrong_usage.code or 0)


def _open_window(arguments: list[str]) -> int:  # noqa: RET503 -- `_end` does not come back
    try:
        file = _file_of(arguments)
    except SystemExit as wrong_usage:
        return int(wrong_usage.code or 0)
    if file is not None and file.suffix != ".cspdesk" and not file.exists():
        print(f"There is neither a command nor a file called {file}. See cspdesk --help.", file=sys.stderr)
        return 2
    if not _has_screen():
        print("There is no screen here to open a window on. What works without one: cspdesk --help.", file=sys.stderr)
        return 1
    gc.disable()  # nothing made in starting is garbage; the window has it looked for again once it stands
    from cspdesk.store.ahead import ReadAhead

    ahead = None if file is None else ReadAhead(file)
    from cspdesk.ui.application import let_go, run

    code = run(file, ahead=ahead)
    let_go()
    _end(code)


def _has_screen() -> bool:
    """Return whether a window can be opened: where there is no display server, Qt would end the process."""
    named = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return sys.platform != "linux" or any(os.environ.get(name) for name in named)


def _file_of(arguments: list[str]) -> Path | None:
    """Return the file to open, if any; SystemExit when more or something else is asked for."""
    if not arguments:
        return None
    if len(arguments) == 1 and not arguments[0].startswith("-"):
        return Path(arguments[0])  # without a parser, which would first look for its messages in other languages
    import argparse

    parser = argparse.ArgumentParser(prog="cspdesk")
    parser.add_argument("file", nargs="?", type=Path, metavar="FILE")
    found: Path | None = parser.parse_args(arguments).file
    return found


def _end(code: int) -> NoReturn:
    """End the process: what was asked to be done at its end is done, then it goes in one piece.

    To take every object of a window apart, one by one, would only keep the person waiting.
    """
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:  # a window started from a menu has none
            stream.flush()
    os._exit(code)


def _parser() -> "argparse.ArgumentParser":
    import argparse

    from cspdesk.cli import exports, history, imports, new, upkeep

    parser = argparse.ArgumentParser(
        prog="cspdesk",
        description="Plan, money and evidence of a community safety partnership. Without a command: open the window.",
    )
    parser.add_argument("--version", action="version", version=f"cspdesk {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for part in (new, imports, exports, upkeep, history):
        part.add_commands(commands)
    return parser
