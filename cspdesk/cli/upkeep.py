"""`cspdesk check`, `backup`, `restore` and `salvage`: look after a file."""

import argparse
import sys
from pathlib import Path

from cspdesk.cli import returns
from cspdesk.cli.common import Commands, show


def add_commands(commands: Commands) -> None:
    """Add the commands that look after a file."""
    check = commands.add_parser("check", help="look for what is wrong; exit 1 if the file is damaged")
    check.add_argument("file", type=Path, metavar="FILE")
    check.add_argument("--json", action="store_true")
    returns.add_check(check)
    check.set_defaults(run=_check)
    backup = commands.add_parser("backup", help="copy the file, checked")
    backup.add_argument("file", type=Path, metavar="FILE")
    backup.add_argument("--to", type=Path, metavar="FOLDER", help="where to; cspdesk's own backups unless given")
    backup.set_defaults(run=_backup)
    restore = commands.add_parser("restore", help="copy a backup back, beside what is there")
    restore.add_argument("backup", type=Path, metavar="BACKUP")
    restore.add_argument("--to", type=Path, required=True, metavar="FILE")
    restore.set_defaults(run=_restore)
    salvage = commands.add_parser("salvage", help="copy what can still be read of a damaged file into a new one")
    salvage.add_argument("file", type=Path, metavar="FILE")
    salvage.add_argument("--to", type=Path, required=True, metavar="NEW")
    salvage.set_defaults(run=_salvage)


def _check(options: argparse.Namespace) -> int:
    if options.template or options.agreement or options.period:
        return returns.check(options)
    from cspdesk.app.files import loose_ends, ways_out
    from cspdesk.store.check import check_file

    result = check_file(options.file)
    waiting = loose_ends(options.file) if result.ok else {}
    kinds = [f"{kind.replace('_', ' ')} {count:,}" for kind, count in result.counts.items() if count]
    figures = {"ok": result.ok, "counts": result.counts, "problems": list(result.problems)}
    figures |= {"stale": list(result.stale), "waiting": waiting}
    said = [f"{options.file.name} is sound: {', '.join(kinds)}.", *_waiting(waiting)] if result.ok else []
    said += [f"{fault} Check the file in the window; that makes it anew." for fault in result.stale]
    show(figures, said, as_json=options.json)
    if not result.ok:
        for sentence in (*result.problems, *ways_out(options.file)):
            print(sentence, file=sys.stderr)
    return 0 if result.ok else 1


def _waiting(figures: dict[str, int]) -> list[str]:
    from cspdesk.domain.money import pounds

    paid, missing = figures["paid_pence"], figures["not_evidenced_pence"]
    return [
        f"{pounds(missing)} of {pounds(paid)} paid is not yet evidenced.",
        f"Payments without a budget line: {figures['payments_without_line']:,}. "
        f"Actions past their due date: {figures['late_actions']:,}.",
    ]


def _backup(options: argparse.Namespace) -> int:
    from cspdesk.app.files import back_up

    print(f"Copied to {back_up(options.file, options.to)}.")
    return 0


def _restore(options: argparse.Namespace) -> int:
    from cspdesk.store.backups import restore

    target = restore(options.backup, options.to)
    beside = "" if target == options.to else f" {options.to.name} was there already and was not touched."
    print(f"Restored to {target}.{beside}")
    return 0


def _salvage(options: argparse.Namespace) -> int:
    from cspdesk.store.salvage import salvage
    from cspdesk.store.store import account_name

    saved = salvage(options.file, options.to, account_name())
    lost = f" Not all could be read of: {', '.join(saved.incomplete)}." if saved.incomplete else ""
    print(f"Copied {saved.rows:,} rows to {saved.path}.{lost}")
    return 0
