"""`cspdesk new`: make a partnership file."""

import argparse
from pathlib import Path

from cspdesk.cli.common import Commands


def add_commands(commands: Commands) -> None:
    """Add the command that makes a file."""
    new = commands.add_parser("new", help="make a partnership file")
    new.add_argument("file", type=Path, metavar="FILE")
    new.add_argument("--name", help="the partnership's name; the sample has its own")
    new.add_argument("--sample", action="store_true", help="fill it with the sample partnership")
    new.set_defaults(run=_new)


def _new(options: argparse.Namespace) -> int:
    from cspdesk.app.files import new_file

    new_file(options.file, options.name, sample=options.sample)
    print(f"Made {options.file}.")
    return 0
