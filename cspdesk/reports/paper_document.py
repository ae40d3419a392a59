"""The document of a paper, with the data it carries: the same figures and day give the same bytes."""

import csv
import io
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from cspdesk.domain.frozen_json import from_json, to_json
from cspdesk.domain.money import plain_pounds
from cspdesk.domain.papers import PaperKind
from cspdesk.domain.periods import long_date
from cspdesk.reports.document import Furniture, Measure, write_booklet
from cspdesk.reports.evidence import RenderedDocument
from cspdesk.reports.evidence_data import guarded
from cspdesk.reports.finish import Attachment, Metadata
from cspdesk.reports.forms import write_form
from cspdesk.reports.paper_compose import DRAFT, beneath, compose
from cspdesk.reports.paper_figures import PaperFigures
from cspdesk.reports.paper_money import named_sums
from cspdesk.reports.progress import Progress
from cspdesk.reports.style import A4, A5, LARGE

FORMAT = 1
DOCUMENT = "paper"


def render(
    figures: PaperFigures,
    path: Path,
    *,
    made_on: date,
    one_page: bool = False,
    booklet: bool = False,
    draft: bool = False,
    progress: Progress | None = None,
) -> RenderedDocument:
    """Write a paper at path as its ending says; booklet: a PDF imposed for folding, two pages a side.

    Raises UserError when the file cannot be written; Cancelled when progress raises it, and what was there stays.
    """
    named = (figures.title, *beneath(figures))
    marking = f"{figures.audience.label.upper()}{' · ILLUSTRATIVE' if figures.illustrative else ''}"
    kept = figures_json(figures)
    told = kept if draft else figures_json(replace(figures, gaps=(), claims=()))
    sheet = A5 if booklet else LARGE if figures.kind is PaperKind.COMMITTEE else A4
    measure, most = Measure(sheet), 2 if booklet else 1
    write = write_booklet if booklet else partial(write_form, sheet=sheet)
    written = write(
        path,
        compose(figures, made_on, lambda page: measure.pages(page) <= most, one_page=one_page, draft=draft),
        Metadata(
            title=f"{', '.join(named)} ({'draft, ' if draft else ''}{figures.audience.value})",
            author=figures.partnership,
            subject=_subject(figures),
            made_on=made_on,
        ),
        Furniture(
            head=" · ".join(named),
            marking=f"{DRAFT} · {marking}" if draft else marking,
            foot=f"{figures.partnership} · version {figures.version} · made {long_date(made_on)}",
        ),
        attachments=(
            Attachment("money.csv", "text/csv", "The money by agreement and line", money_csv(figures)),
            Attachment("results.csv", "text/csv", "The figures behind the charts", results_csv(figures)),
            Attachment("figures.json", "application/json", "Everything in this paper", told.encode()),
        ),
        progress=progress,
    )
    return RenderedDocument(written.sha256, written.pages, kept)


def _subject(figures: PaperFigures) -> str:
    what = "Justification for funding" if figures.kind is PaperKind.BID else "Summary for scrutiny"
    return f"{what}, {figures.year.label}, {figures.priority or 'all priorities'}"


def figures_json(figures: PaperFigures) -> str:
    """Return everything in the paper as JSON: days in ISO, money in whole pence."""
    return to_json(figures, document=DOCUMENT, form=FORMAT)


def figures_from_json(text: str) -> PaperFigures:
    """Return the figures from what was kept. Raises UserError when they are not a paper's of this version."""
    return from_json(PaperFigures, text, document=DOCUMENT, form=FORMAT)


def money_csv(figures: PaperFigures) -> bytes:
    """Return one row a budget line, with sums, as UTF-8 CSV in pounds; text that a spreadsheet would run is guarded."""
    rows = [
        (a.reference, line.name, line.priority, named_sums(line.position))
        for a in figures.agreements
        for line in a.lines
    ]
    rows += [(a.reference, "sum", "", named_sums(a.total)) for a in figures.agreements]
    rows.append(("all", "sum", "", named_sums(figures.money)))
    heads = ("agreement", "line", "priority", *rows[-1][3])
    return _csv(heads, [(*names, *map(plain_pounds, sums.values())) for *names, sums in rows])


def results_csv(figures: PaperFigures) -> bytes:
    """Return every figure behind the charts, as people would write it, one row each, as UTF-8 CSV."""
    rows: list[tuple[str, ...]] = []
    for priority in figures.priorities:
        for result in priority.results:
            table = result.chart.table
            for row in table.rows:
                pairs = zip(table.headings[1:], row[1:], strict=True)
                rows += [(priority.name, result.name, row[0], head, cell) for head, cell in pairs if cell]
    return _csv(("priority", "indicator", "period", "what", "value"), rows)


def _csv(heads: tuple[str, ...], rows: list[tuple[str, ...]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(heads)
    for row in rows:
        writer.writerow(_safe(cell) for cell in row)
    return out.getvalue().encode("utf-8", "replace")


def _safe(cell: str) -> str:
    """Return a cell that no spreadsheet runs; an amount below nought stays the number it is."""
    return cell if cell.replace(".", "", 1).removeprefix("-").isdecimal() else guarded(cell)
