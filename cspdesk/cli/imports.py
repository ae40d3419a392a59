"""`cspdesk import`: take in what others made."""

import argparse
import sys
from pathlib import Path

from cspdesk.cli import indicators, open_data
from cspdesk.cli.common import Commands, iso_date, show, today

FIELDS = ("date", "reference", "payee", "description", "net", "vat", "gross", "category")
PLAN_FIELDS = (
    "reference",
    "title",
    "description",
    "objective",
    "lead",
    "partners",
    "start",
    "due",
    "finished",
    "status",
    "rating",
    "percent",
    "milestones",
    "update",
)


def add_commands(commands: Commands) -> None:
    """Add the commands that take things in."""
    kinds = commands.add_parser("import", help="take in what others made").add_subparsers(metavar="KIND", required=True)
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
    ledger.add_argument("--date", type=iso_date, metavar="YYYY-MM-DD", help="for a ledger without a date column")
    ledger.add_argument("--decimal", choices=("point", "comma"), help="what separates pounds from pence")
    ledger.add_argument("--partial", action="store_true", help="take the good rows even if some are rejected")
    ledger.add_argument("--allow-outside", action="store_true", help="take, and mark, rows outside the agreement")
    ledger.add_argument("--dry-run", action="store_true", help="say what would happen and change nothing")
    ledger.add_argument("--rejects", type=Path, metavar="PATH", help="write rejected rows to a CSV to correct")
    ledger.add_argument("--json", action="store_true")
    ledger.set_defaults(run=_import_ledger)
    _add_plan(kinds)
    open_data.add_imports(kinds)
    indicators.add_imports(kinds)


def _add_plan(kinds: Commands) -> None:
    plan = kinds.add_parser("plan", help="a plan that others edited, or one not made with cspdesk, into a priority")
    plan.add_argument("source", type=Path, metavar="SOURCE.xlsx")
    plan.add_argument("--into", type=Path, required=True, metavar="FILE")
    plan.add_argument("--priority", required=True, metavar="NAME")
    plan.add_argument("--year", metavar="2015/16", help="of a plan not made with cspdesk; this year unless given")
    plan.add_argument(
        "--map",
        action="append",
        default=[],
        type=_plan_mapping,
        metavar="FIELD=HEADER",
        help=f"of a plan not made with cspdesk; FIELD: {', '.join(PLAN_FIELDS)}",
    )
    plan.add_argument("--sheet", metavar="NAME", help="of a plan not made with cspdesk")
    plan.add_argument("--take", choices=("theirs", "ours"), default="ours", help="what was changed on both sides")
    plan.add_argument("--remove-missing", action="store_true", help="remove here what was removed there")
    plan.add_argument("--partial", action="store_true", help="take the good rows even if some are rejected")
    plan.add_argument("--dry-run", action="store_true", help="say what would happen and change nothing")
    plan.add_argument("--json", action="store_true")
    plan.set_defaults(run=_import_plan)


def _plan_mapping(text: str) -> tuple[str, str]:
    return _one_mapping(text, PLAN_FIELDS)


def _mapping(text: str) -> tuple[str, str]:
    return _one_mapping(text, FIELDS)


def _one_mapping(text: str, fields: tuple[str, ...]) -> tuple[str, str]:
    field, equals, header = text.partition("=")
    if not equals or field not in fields:
        raise argparse.ArgumentTypeError(f"“{text}” is not FIELD=HEADER with FIELD one of {', '.join(fields)}")
    return field, header


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
    show(outcome.figures(), outcome.sentences(), as_json=options.json)
    if outcome.refused:
        print(outcome.refused, file=sys.stderr)
        return 1
    return 0


def _import_plan(options: argparse.Namespace) -> int:
    from cspdesk.app.plan_imports import PlanOptions
    from cspdesk.app.plan_outcome import import_plan

    outcome = import_plan(
        options.source,
        options.into,
        options.priority,
        PlanOptions(options.year, dict(options.map), options.sheet),
        today(),
        partial=options.partial,
        dry_run=options.dry_run,
        take=options.take,
        remove_missing=options.remove_missing,
    )
    show(outcome.figures(), outcome.sentences(), as_json=options.json)
    if outcome.refused:
        print(outcome.refused, file=sys.stderr)
        return 1
    return 0
