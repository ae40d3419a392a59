"""`cspdesk history`, `undo` and `redo`: what was done, and taking it back."""

import argparse
from pathlib import Path

from cspdesk.cli.common import Commands, show


def add_commands(commands: Commands) -> None:
    """Add the commands that read and walk the history."""
    history = commands.add_parser("history", help="what was done, newest first")
    history.add_argument("file", type=Path, metavar="FILE")
    history.add_argument("--json", action="store_true")
    history.set_defaults(run=_history)
    for name, help_text in (("undo", "undo the newest step"), ("redo", "redo the step undone last")):
        command = commands.add_parser(name, help=help_text)
        command.add_argument("file", type=Path, metavar="FILE")
        command.set_defaults(run=_undo_or_redo, direction=name)


def _history(options: argparse.Namespace) -> int:
    from cspdesk.store.store import open_store

    with open_store(options.file, read_only=True) as store:
        steps = store.journal.steps(limit=-1)
    figures = [
        {
            "step": s.seq,
            "label": s.label,
            "person": s.person,
            "at": f"{s.at:%Y-%m-%dT%H:%M:%SZ}",
            "kind": s.kind,
            "changes": s.size,
            "undone": s.undone,
        }
        for s in steps
    ]
    lines = [f"{s.at:%Y-%m-%d %H:%M}  {s.person or '—'}  {s.label}{'  (undone)' if s.undone else ''}" for s in steps]
    show(figures, lines, as_json=options.json)
    return 0


def _undo_or_redo(options: argparse.Namespace) -> int:
    from cspdesk.app.files import writing

    with writing(options.file) as store:
        step = store.undo() if options.direction == "undo" else store.redo()
    print(f"{'Undone' if options.direction == 'undo' else 'Redone'}: {step.label}")
    return 0
