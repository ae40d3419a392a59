"""`cspdesk export grants|spending` and `cspdesk import grants`: open data on money."""

import argparse
from pathlib import Path

from cspdesk.cli import publicity
from cspdesk.cli.common import Commands, iso_date, show, today


def add_exports(kinds: Commands) -> None:
    """Add what publishes awards and payments."""
    grants = kinds.add_parser("grants", help="confirmed awards in the 360Giving standard")
    grants.add_argument("--from", dest="file", type=Path, required=True, metavar="FILE")
    grants.add_argument("--year", required=True, metavar="2015/16")
    grants.add_argument("--out", type=Path, required=True, metavar="X.json|.csv|.xlsx")
    grants.add_argument("--date", type=iso_date, metavar="YYYY-MM-DD", help="the date on it; today unless given")
    grants.add_argument("--json", action="store_true")
    publicity.add_options(grants)
    grants.set_defaults(run=_export_grants)
    spending = kinds.add_parser("spending", help="payments over £500 and grants to voluntary bodies as CSV")
    spending.add_argument("--from", dest="file", type=Path, required=True, metavar="FILE")
    spending.add_argument("--year", required=True, metavar="2015/16")
    spending.add_argument("--out", type=Path, required=True, metavar="X.csv")
    spending.add_argument("--over", default="500", metavar="POUNDS", help="payments above this; 500 unless given")
    spending.add_argument("--json", action="store_true")
    publicity.add_options(spending)
    spending.set_defaults(run=_export_spending)


def add_imports(kinds: Commands) -> None:
    """Add what takes in awards that others publish."""
    grants = kinds.add_parser("grants", help="list the awards of a 360Giving file made to the partnership")
    grants.add_argument("source", type=Path, metavar="SOURCE")
    grants.add_argument("--into", type=Path, required=True, metavar="FILE")
    grants.add_argument("--recipient", metavar="NAME", help="who was awarded; the record's recipients unless given")
    grants.add_argument(
        "--accept", action="append", default=[], metavar="ID", help="keep this award as an agreement; all for every one"
    )
    grants.add_argument("--dry-run", action="store_true", help="say what would happen and change nothing")
    grants.add_argument("--json", action="store_true")
    grants.set_defaults(run=_import_grants)


def _export_grants(options: argparse.Namespace) -> int:
    from cspdesk.app.grants import export_grants

    made = export_grants(options.file, options.year, options.out, options.date or today())
    show(made.figures(), [made.sentence("award")], as_json=options.json)
    publicity.tell_published(options, f"awards {options.year}")
    return 0


def _export_spending(options: argparse.Namespace) -> int:
    from cspdesk.app.grants import export_spending
    from cspdesk.domain.money import typed_pence

    made = export_spending(options.file, options.year, options.out, typed_pence(options.over))
    show(made.figures(), [made.sentence("payment")], as_json=options.json)
    publicity.tell_published(options, f"payments {options.year}")
    return 0


def _import_grants(options: argparse.Namespace) -> int:
    from cspdesk.app.grants import import_grants

    read, added = import_grants(
        options.source, options.into, options.recipient, options.accept, dry_run=options.dry_run
    )
    said = [f"{o.grant.id}: {o.grant.title}{' (an agreement already)' if o.known else ''}" for o in read.offers]
    said += [f"{', '.join(filter(None, (p.place, p.field)))}: {p.reason}" for p in read.problems]
    said.append(f"{len(read.offers)} awards to the partnership, {read.others} to others; {added} added as agreements.")
    show(read.figures(added), said, as_json=options.json)
    return 0
