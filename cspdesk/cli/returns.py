"""`cspdesk export return` and `cspdesk check FILE --return`: returns to funders, made and checked."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from cspdesk.cli import publicity
from cspdesk.cli.common import Commands, iso_date, show, today
from cspdesk.domain.periods import long_date
from cspdesk.errors import UserError

if TYPE_CHECKING:
    from cspdesk.app.one_return import OneReturn

AUDIENCES = ("public", "partner", "restricted")


def add_export(kinds: Commands) -> None:
    """Add the command that makes a return."""
    made = kinds.add_parser(
        "return",
        help="a return to a funder as a PDF, .html, .docx, a workbook (.xlsx) or figures (.csv)",
    )
    made.add_argument("--from", dest="file", type=Path, required=True, metavar="FILE")
    made.add_argument("--template", required=True, metavar="NAME", help="its shape, such as pcc-quarterly")
    made.add_argument("--agreement", required=True, metavar="REF")
    made.add_argument("--period", required=True, metavar="2015/16-Q2|2015/16")
    made.add_argument("--out", type=Path, required=True, metavar="PATH.pdf|.html|.docx|.xlsx|.csv")
    made.add_argument("--draft", action="store_true", help="make it whatever is missing, marked on every page")
    made.add_argument("--answers", type=Path, metavar="X.toml", help="a person's answers, instead of those kept")
    made.add_argument("--audience", choices=AUDIENCES, default="partner")
    made.add_argument("--date", type=iso_date, metavar="YYYY-MM-DD", help="the date on it; today unless given")
    made.add_argument("--json", action="store_true")
    publicity.add_options(made)
    made.set_defaults(run=_export)


def add_check(check: argparse.ArgumentParser) -> None:
    """Add to the command that checks a file what it takes to check a return."""
    check.add_argument("--return", dest="template", metavar="NAME", help="check a return of this template; exit 1 if")
    check.add_argument("--agreement", metavar="REF", help="it would be refused")
    check.add_argument("--period", metavar="2015/16-Q2|2015/16")
    check.add_argument("--date", type=iso_date, metavar="YYYY-MM-DD", help="as on this day; today unless given")


def _export(options: argparse.Namespace) -> int:
    from cspdesk.app.returns import ReturnRequest, export_return

    request = ReturnRequest(options.template, options.agreement, options.period, options.audience)
    day = options.date or today()
    one, made = export_return(options.file, request, options.out, day, draft=options.draft, answers=options.answers)
    figures = _findings(one) | {"out": str(options.out) if made else None}
    if made is None:
        show(figures, [], as_json=options.json)
        print(f"{_name(one)} would be refused; make it with --draft, or put this right:", file=sys.stderr)
        _say_errors(one)
        return 1
    figures |= {"pages": made.pages, "sha256": made.sha256, "draft": made.draft, "sums": dict(one.figures.sums)}
    size = f": {made.pages} page{'s' * (made.pages != 1)}" if made.pages else ""
    what = " (draft)" if made.draft else _sent(one, options.out) if one.is_submitted else ""
    show(figures, [f"Made {options.out}{size}{what}."], as_json=options.json)
    publicity.tell_published(options, f"the return {options.agreement} {options.period}", options.audience)
    return 0


def check(options: argparse.Namespace) -> int:
    """Check a return and say what is found; 1 if it would be refused."""
    from cspdesk.app.returns import ReturnRequest, check_return

    if not (options.template and options.agreement and options.period):
        raise UserError("To check a return give --return NAME, --agreement REF and --period 2015/16-Q2.")
    request = ReturnRequest(options.template, options.agreement, options.period)
    one = check_return(options.file, request, options.date or today())
    said = []
    if one.kept is not None and one.kept.submitted_on is not None:
        said.append(f"{_name(one)} was submitted on {long_date(one.kept.submitted_on)}; its figures are frozen.")
    elif one.is_ready:
        said.append(f"{_name(one)} is ready to be sent.")
    said += [f"Worth a look: {f.says}" for f in one.findings if not f.is_error]
    show(_findings(one), said, as_json=options.json)
    if not one.is_ready:
        print(f"{_name(one)} would be refused:", file=sys.stderr)
        _say_errors(one)
    return 0 if one.is_ready else 1


def _sent(one: "OneReturn", out: Path) -> str:
    """Say whether what is given out is the very document that was sent, or made of the figures that were."""
    same = out.suffix.lower() == ".pdf" and one.kept is not None and one.kept.document_id is not None
    return " (as it was sent)" if same else " (from the figures that were sent)"


def _name(one: "OneReturn") -> str:
    return f"{one.template.title}, {one.record.agreement.reference}, {one.record.period.label},"


def _say_errors(one: "OneReturn") -> None:
    for finding in one.findings:
        if finding.is_error:
            print(f"- {finding.says}", file=sys.stderr)


def _findings(one: "OneReturn") -> dict[str, object]:
    found = [
        {"severity": f.severity.value, "says": f.says, "place": f.place.kind.value, "key": f.place.key,
         "ids": list(f.place.ids)}
        for f in one.findings
    ]  # fmt: skip
    return {
        "template": one.template.name,
        "agreement": one.record.agreement.reference,
        "period": str(one.record.period),
        "submitted": one.is_submitted,
        "ready": one.is_ready,
        "findings": found,
    }
