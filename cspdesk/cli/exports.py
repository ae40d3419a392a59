"""`cspdesk export`: make documents."""

import argparse
from pathlib import Path

from cspdesk.cli import indicators, open_data, papers, publicity, returns
from cspdesk.cli.common import Commands, iso_date, show, today


def add_commands(commands: Commands) -> None:
    """Add the commands that make documents."""
    kinds = commands.add_parser("export", help="make documents and data").add_subparsers(metavar="KIND", required=True)
    evidence = kinds.add_parser("evidence", help="evidence of spend as a PDF, .html or .docx")
    evidence.add_argument("--from", dest="file", type=Path, required=True, metavar="FILE")
    evidence.add_argument("--agreement", required=True, metavar="REF")
    evidence.add_argument("--year", required=True, metavar="2015/16")
    evidence.add_argument("--priority", metavar="NAME")
    evidence.add_argument("--audience", choices=("public", "partner", "restricted"), default="public")
    evidence.add_argument("--out", type=Path, required=True, metavar="PATH.pdf|.html|.docx")
    evidence.add_argument("--date", type=iso_date, metavar="YYYY-MM-DD", help="the date on it; today unless given")
    evidence.add_argument("--json", action="store_true")
    publicity.add_options(evidence)
    evidence.set_defaults(run=_export_evidence)
    plan = kinds.add_parser(
        "plan", help="a priority's plan as a workbook (.xlsx), calendar (.ics), PDF, .html or .docx"
    )
    plan.add_argument("--from", dest="file", type=Path, required=True, metavar="FILE")
    plan.add_argument("--priority", required=True, metavar="NAME")
    plan.add_argument("--year", required=True, metavar="2015/16")
    plan.add_argument("--out", type=Path, required=True, metavar="PATH.xlsx|.ics|.pdf|.html|.docx")
    plan.add_argument("--person", metavar="NAME", help="of a calendar: only what this person leads or owns")
    plan.add_argument("--audience", choices=("public", "partner", "restricted"), default="public")
    plan.add_argument("--date", type=iso_date, metavar="YYYY-MM-DD", help="the date on it; today unless given")
    plan.add_argument("--json", action="store_true")
    publicity.add_options(plan)
    plan.set_defaults(run=_export_plan)
    returns.add_export(kinds)
    papers.add_exports(kinds)
    open_data.add_exports(kinds)
    indicators.add_exports(kinds)


def _export_evidence(options: argparse.Namespace) -> int:
    from cspdesk.app.documents import EvidenceRequest, export_evidence

    request = EvidenceRequest(options.agreement, options.year, options.priority, options.audience)
    made = export_evidence(options.file, request, options.out, options.date or today())
    figures = {"out": str(options.out), "pages": made.pages, "sha256": made.sha256} | made.figures
    size = f": {made.pages} page{'s' * (made.pages != 1)}" if made.pages else ""
    show(figures, [f"Made {options.out}{size}."], as_json=options.json)
    publicity.tell_published(options, f"evidence of spend {options.agreement} {options.year}", options.audience)
    return 0


def _export_plan(options: argparse.Namespace) -> int:
    from cspdesk.app.plans import PlanRequest, export_plan

    request = PlanRequest(options.priority, options.year, options.audience, options.person)
    made = export_plan(options.file, request, options.out, options.date or today())
    show(made.figures(), made.sentences(), as_json=options.json)
    publicity.tell_published(options, f"the plan of {options.priority} {options.year}", options.audience)
    return 0
