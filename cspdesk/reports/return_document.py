"""The document of a return, with the data it carries: the same figures and day give the same bytes."""

import csv
import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from cspdesk.domain.money import plain_pounds
from cspdesk.domain.periods import long_date
from cspdesk.domain.return_check import Finding
from cspdesk.domain.return_figures import ReturnFigures, figures_json
from cspdesk.domain.return_rows import OneFigure, one_by_one
from cspdesk.reports.document import Furniture
from cspdesk.reports.evidence import RenderedDocument
from cspdesk.reports.evidence_data import guarded
from cspdesk.reports.finish import Attachment, Metadata
from cspdesk.reports.forms import write_form
from cspdesk.reports.progress import Progress
from cspdesk.reports.return_compose import DRAFT, compose

_COLUMNS = ("section", "field", "title", "row", "column", "kind", "value")


def render(
    figures: ReturnFigures,
    path: Path,
    *,
    made_on: date,
    findings: Sequence[Finding] = (),
    draft: bool = False,
    progress: Progress | None = None,
) -> RenderedDocument:
    """Write a return at path in the form its ending says; a draft says so throughout, with what stands against it.

    Raises UserError when the file cannot be written; Cancelled when progress raises it, and what was there stays.
    """
    data = figures_json(figures)
    name = f"{figures.title}, {figures.agreement}, {figures.period_label}"
    marking = (
        f"{figures.audience.label.upper()} · ILLUSTRATIVE" if figures.illustrative else figures.audience.label.upper()
    )
    foot = f"{figures.partnership} · {figures.version} · made {long_date(made_on)}"
    written = write_form(
        path,
        compose(figures, made_on, findings, draft=draft),
        Metadata(
            title=f"{name} ({'draft, ' if draft else ''}{figures.audience.value})",
            author=figures.partnership,
            subject=f"Return to {figures.funder} for {figures.period_label}",
            made_on=made_on,
        ),
        Furniture(
            head=f"{figures.agreement} · {figures.period_label} · {figures.title}",
            marking=DRAFT if draft else marking,
            foot=f"{foot} · {marking}" if draft else foot,
        ),
        attachments=(
            Attachment("figures.csv", "text/csv", "Every figure of this return", figures_csv(figures, draft=draft)),
            Attachment("figures.json", "application/json", "Everything in this return", data.encode()),
        ),
        progress=progress,
    )
    return RenderedDocument(written.sha256, written.pages, data)


def figures_csv(figures: ReturnFigures, *, draft: bool = False) -> bytes:
    """Return one row a figure as UTF-8 CSV, money in pounds; text that a spreadsheet would run is guarded.

    A draft's first row says so.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    if draft:
        writer.writerow(("", "state", "State", "", "", "words", DRAFT))
    for each in one_by_one(figures):
        row = (each.section, each.field, each.title, each.row, each.column, each.kind)
        writer.writerow((*(guarded(text) for text in row), _plain(each)))
    return out.getvalue().encode("utf-8", "replace")


def _plain(each: OneFigure) -> str:
    if isinstance(each.value, int):
        return plain_pounds(each.value) if each.kind == "money" else str(each.value)
    return guarded(each.value or "")
