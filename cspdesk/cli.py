"""The command line: the window's work without a window, for scheduled exports and for checking.

Exit 0 done; 1 the input was bad or a check failed (one plain sentence on stderr, nothing changed); 2 wrong usage.
"""

import argparse
import gc
import json
import os
import sys
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TypeAlias

from cspdesk import __version__
from cspdesk.errors import Cancelled, UserError

COMMANDS = ("new", "import", "export", "check", "backup", "restore", "salvage", "history", "undo", "redo")
FIELDS = ("date", "reference", "payee", "description", "net", "vat", "gross", "category")


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


def _open_window(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="cspdesk")
    parser.add_argument("file", nargs="?", type=Path, metavar="FILE")
    try:
        options = parser.parse_args(arguments)
    except SystemExit as wrong_usage:
        return int(wrong_usage.code or 0)
    gc.disable()  # nothing made in starting is garbage; the window has it looked for again once it stands
    from cspdesk.ui.application import run

    return run(options.file)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="cspdesk",
        description="Plan, money and evidence of a community safety partnership. Without a command: open the window.",
    )
    parser.add_argument("--version", action="version", version=f"cspdesk {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    _add_new(commands)
    _add_import(commands)
    _add_export(commands)
    _add_upkeep(commands)
    _add_history(commands)
    return parser


Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def _add_new(commands: Commands) -> None:
    new = commands.add_parser("new", help="make a partnership file")
    new.add_argument("file", type=Path, metavar="FILE")
    new.add_argument("--name", help="the partnership's name; the sample has its own")
    new.add_argument("--sample", action="store_true", help="fill it with the sample partnership")
    new.set_defaults(run=_new)


def _add_import(commands: Commands) -> None:
    kinds = commands.add_parser("import", help="take in a ledger").add_subparsers(metavar="KIND", required=True)
    ledger = kinds.add_parser("ledger", help="payments from a CSV, XLSX, XLS or ODS file into an agreement")
    ledger.add_argument("source", type=Path, metavar="SOURCE")
    ledger.add_argument("--into", type=Path, required=True, metavar="FILE")
    ledger.add_argument("--agreement", required=True, metavar="REF")
    ledger.add_argument("--line", metavar="REF", help="the budget line all of it belongs to")
    ledger.add_argument(
        "--map", action="append", default=[], type=_mapping, metavar="FIELD=HEADER", help=f"FIELD: {', '.join(FIELDS)}"
    )
    ledger.add_argument("--sheet", metavar="NAME")
    ledger.add_argument("--date-order", choices=("dmy", "mdy", "ymd"))
    ledger.add_argument("--date", type=_iso_date, metavar="YYYY-MM-DD", help="for a ledger without a date column")
    ledger.add_argument("--decimal", choices=("point", "comma"), help="what separates pounds from pence")
    ledger.add_argument("--partial", action="store_true", help="take the good rows even if some are rejected")
    ledger.add_argument("--allow-outside", action="store_true", help="take, and mark, rows outside the agreement")
    ledger.add_argument("--dry-run", action="store_true", help="say what would happen and change nothing")
    ledger.add_argument("--rejects", type=Path, metavar="PATH", help="write rejected rows to a CSV to correct")
    ledger.add_argument("--json", action="store_true")
    ledger.set_defaults(run=_import_ledger)


def _add_export(commands: Commands) -> None:
    kinds = commands.add_parser("export", help="make a document").add_subparsers(metavar="KIND", required=True)
    evidence = kinds.add_parser("evidence", help="evidence of spend as a PDF")
    evidence.add_argument("--from", dest="file", type=Path, required=True, metavar="FILE")
    evidence.add_argument("--agreement", required=True, metavar="REF")
    evidence.add_argument("--year", required=True, metavar="2015/16")
    evidence.add_argument("--priority", metavar="NAME")
    evidence.add_argument("--audience", choices=("public", "partner", "restricted"), default="public")
    evidence.add_argument("--out", type=Path, required=True, metavar="PATH.pdf")
    evidence.add_argument("--date", type=_iso_date, metavar="YYYY-MM-DD", help="the date on it; today unless given")
    evidence.add_argument("--json", action="store_true")
    evidence.set_defaults(run=_export_evidence)


def _add_upkeep(commands: Commands) -> None:
    check = commands.add_parser("check", help="look for what is wrong; exit 1 if the file is damaged")
    check.add_argument("file", type=Path, metavar="FILE")
    check.add_argument("--json", action="store_true")
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


def _add_history(commands: Commands) -> None:
    history = commands.add_parser("history", help="what was done, newest first")
    history.add_argument("file", type=Path, metavar="FILE")
    history.add_argument("--json", action="store_true")
    history.set_defaults(run=_history)
    for name, help_text in (("undo", "undo the newest step"), ("redo", "redo the step undone last")):
        command = commands.add_parser(name, help=help_text)
        command.add_argument("file", type=Path, metavar="FILE")
        command.set_defaults(run=_undo_or_redo, direction=name)


def _mapping(text: str) -> tuple[str, str]:
    field, equals, header = text.partition("=")
    if not equals or field not in FIELDS:
        raise argparse.ArgumentTypeError(f"“{text}” is not FIELD=HEADER with FIELD one of {', '.join(FIELDS)}")
    return field, header


def _iso_date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” is not a date like 2016-03-31") from None


def _today() -> date:
    return datetime.now().astimezone().date()


def _new(options: argparse.Namespace) -> int:
    from cspdesk.app.files import new_file

    new_file(options.file, options.name, sample=options.sample)
    print(f"Made {options.file}.")
    return 0


def _import_ledger(options: argparse.Namespace) -> int:
    from cspdesk.app import importing

    wanted = importing.LedgerOptions(
        mapping=dict(options.map),
        sheet=options.sheet,
        date_order=options.date_order,
        default_date=options.date,
        decimal=options.decimal,
        allow_outside=options.allow_outside,
    )
    outcome = importing.import_ledger(
        options.source,
        options.into,
        options.agreement,
        options.line,
        wanted,
        partial=options.partial,
        dry_run=options.dry_run,
        rejects=options.rejects,
    )
    _show(outcome.figures(), outcome.sentences(), as_json=options.json)
    if outcome.refused:
        print(outcome.refused, file=sys.stderr)
        return 1
    return 0


def _export_evidence(options: argparse.Namespace) -> int:
    from cspdesk.app.documents import EvidenceRequest, export_evidence

    request = EvidenceRequest(options.agreement, options.year, options.priority, options.audience)
    made = export_evidence(options.file, request, options.out, options.date or _today())
    figures = {"out": str(options.out), "pages": made.pages, "sha256": made.sha256} | made.figures
    _show(figures, [f"Made {options.out}: {made.pages} page{'s' * (made.pages != 1)}."], as_json=options.json)
    return 0


def _check(options: argparse.Namespace) -> int:
    from cspdesk.app.files import loose_ends, ways_out
    from cspdesk.store.check import check_file

    result = check_file(options.file)
    waiting = loose_ends(options.file) if result.ok else {}
    kinds = [f"{kind.replace('_', ' ')} {count:,}" for kind, count in result.counts.items() if count]
    figures = {"ok": result.ok, "counts": result.counts, "problems": list(result.problems), "waiting": waiting}
    said = [f"{options.file.name} is sound: {', '.join(kinds)}.", *_waiting(waiting)] if result.ok else []
    _show(figures, said, as_json=options.json)
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
    _show(figures, lines, as_json=options.json)
    return 0


def _undo_or_redo(options: argparse.Namespace) -> int:
    from cspdesk.app.files import writing

    with writing(options.file) as store:
        step = store.undo() if options.direction == "undo" else store.redo()
    print(f"{'Undone' if options.direction == 'undo' else 'Redone'}: {step.label}")
    return 0


def _show(figures: object, sentences: Sequence[str], *, as_json: bool) -> None:
    said = [json.dumps(figures, indent=2, ensure_ascii=False)] if as_json else sentences
    try:
        print(*said, sep="\n", end="\n" if said else "", flush=True)
    except BrokenPipeError:  # the reader, such as `head`, has seen enough; what was done stands
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
