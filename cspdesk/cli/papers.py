"""`cspdesk export bid` and `cspdesk export committee`: the two papers."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from cspdesk.cli import publicity
from cspdesk.cli.common import Commands, iso_date, show, today

if TYPE_CHECKING:
    from cspdesk.app.paper_made import PaperRequest, Shape

AUDIENCES = ("public", "partner", "restricted")


def add_exports(kinds: Commands) -> None:
    """Add the commands that make papers."""
    bid = kinds.add_parser("bid", help="a justification for funding, as a PDF, a web page or a word-processor file")
    bid.add_argument("--from", dest="file", type=Path, required=True, metavar="FILE")
    bid.add_argument("--priority", required=True, metavar="NAME|all")
    _add_common(bid, "partner")
    bid.add_argument("--template", default="", metavar="NAME", help="a funder's questions, such as commissioner-bid")
    bid.set_defaults(run=_export_bid)
    summary = kinds.add_parser(
        "committee", help="a summary for a scrutiny committee, as a PDF, a web page or a word-processor file"
    )
    summary.add_argument("--from", dest="file", type=Path, required=True, metavar="FILE")
    _add_common(summary, "public")
    summary.add_argument("--template", default="", metavar="NAME", help="a council's headings, such as council-paper")
    summary.add_argument("--one-page", action="store_true", help="each priority on one page, and nothing else")
    summary.add_argument("--priority", metavar="NAME", help="with --one-page: of this priority alone")
    summary.add_argument("--booklet", action="store_true", help="a PDF, two pages a side, in the order for folding")
    summary.set_defaults(run=_export_committee)


def _add_common(command: argparse.ArgumentParser, audience: str) -> None:
    publicity.add_options(command)
    command.add_argument("--year", required=True, metavar="2015/16")
    command.add_argument("--audience", choices=AUDIENCES, default=audience)
    command.add_argument("--out", type=Path, required=True, metavar="X.pdf|.html|.docx")
    command.add_argument("--draft", action="store_true", help="marked as a draft, with what is missing in front")
    command.add_argument("--date", type=iso_date, metavar="YYYY-MM-DD", help="the date on it; today unless given")
    command.add_argument("--json", action="store_true", help="figures used, claims found, what is withheld and missing")


def _export_bid(options: argparse.Namespace) -> int:
    from cspdesk.app.paper_made import PaperRequest, Shape
    from cspdesk.domain.papers import PaperKind

    request = PaperRequest(PaperKind.BID, options.year, options.priority, options.audience, options.template)
    return _export(options, request, Shape(draft=options.draft))


def _export_committee(options: argparse.Namespace) -> int:
    from cspdesk.app.paper_made import ALL, PaperRequest, Shape
    from cspdesk.domain.papers import PaperKind
    from cspdesk.errors import UserError

    if options.priority and not options.one_page:
        raise UserError("--priority is for one priority's page: give --one-page too.")
    request = PaperRequest(
        PaperKind.COMMITTEE, options.year, options.priority or ALL, options.audience, options.template
    )
    return _export(options, request, Shape(options.one_page, options.booklet, options.draft))


def _export(options: argparse.Namespace, request: "PaperRequest", shape: "Shape") -> int:
    from cspdesk.app.papers import export_paper

    made = export_paper(options.file, request, options.out, options.date or today(), shape)
    show(made.said() if options.json else None, made.sentences(), as_json=options.json)
    publicity.tell_published(options, f"the {request.kind.value} paper {options.year}", options.audience)
    return 0
