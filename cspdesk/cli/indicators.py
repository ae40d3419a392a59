"""`cspdesk import indicators` and `cspdesk export indicator-template`: published figures."""

import argparse
import sys
from pathlib import Path

from cspdesk.cli.common import Commands, iso_date, show, today

KINDS = ("home-office-crime", "police-street", "fingertips", "table")


def add_imports(kinds: Commands) -> None:
    """Add what takes in figures that others publish."""
    figures = kinds.add_parser(
        "indicators", help="published figures: recorded crime, street-level crime, health, others"
    )
    figures.add_argument("kind", choices=KINDS, metavar="KIND", help=f"one of {', '.join(KINDS)}")
    figures.add_argument("source", type=Path, nargs="+", metavar="SOURCE", help="files, or a folder of them")
    figures.add_argument("--into", type=Path, required=True, metavar="FILE")
    figures.add_argument("--area", action="append", default=[], metavar="CODE", help="ONS code, such as E06000019")
    figures.add_argument("--compare", action="append", default=[], metavar="CODE", help="an area to hold against it")
    figures.add_argument("--priority", metavar="NAME", help="that the new indicators belong to")
    figures.add_argument("--published", type=iso_date, metavar="YYYY-MM-DD", help="today unless given")
    figures.add_argument("--only", default="", metavar="TEXT", help="recorded crime: groups and subgroups named so")
    figures.add_argument("--partial", action="store_true", help="take the good rows even if some are rejected")
    figures.add_argument("--dry-run", action="store_true", help="say what would happen and change nothing")
    figures.add_argument("--json", action="store_true")
    figures.set_defaults(run=_import_indicators)


def add_exports(kinds: Commands) -> None:
    """Add what writes an empty table for figures from anywhere else."""
    template = kinds.add_parser("indicator-template", help="a CSV to fill in for `import indicators table`")
    template.add_argument("--out", type=Path, required=True, metavar="X.csv")
    template.add_argument("--json", action="store_true")
    template.set_defaults(run=_export_template)


def _import_indicators(options: argparse.Namespace) -> int:
    from cspdesk.app.indicator_outcome import import_figures
    from cspdesk.app.indicators import FigureRequest
    from cspdesk.exchange.indicator_choice import Choice

    choice = Choice(tuple(options.area), tuple(options.compare), options.only, today())
    request = FigureRequest(options.kind, tuple(options.source), choice, options.published or today(), options.priority)
    outcome = import_figures(options.into, request, partial=options.partial, dry_run=options.dry_run)
    show(outcome.figures(), outcome.sentences(), as_json=options.json)
    if outcome.refused:
        print(outcome.refused, file=sys.stderr)
        return 1
    return 0


def _export_template(options: argparse.Namespace) -> int:
    from cspdesk.exchange.indicator_table import write_template

    sha256 = write_template(options.out)
    show({"out": str(options.out), "sha256": sha256}, [f"Wrote {options.out}."], as_json=options.json)
    return 0
