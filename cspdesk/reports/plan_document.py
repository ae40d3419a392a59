"""The document of a plan: gather the figures, compose the sections, render; with the data it carries."""

import csv
import io
import json
from dataclasses import asdict
from datetime import date
from pathlib import Path

from cspdesk.domain.frozen_json import from_json
from cspdesk.domain.periods import FinancialYear, long_date
from cspdesk.reports.document import Furniture
from cspdesk.reports.evidence import RenderedDocument
from cspdesk.reports.evidence_data import guarded
from cspdesk.reports.finish import Attachment, Metadata
from cspdesk.reports.forms import write_form
from cspdesk.reports.plan_compose import compose
from cspdesk.reports.plan_figures import PlanFigures
from cspdesk.reports.plan_gather import gather
from cspdesk.reports.plan_words import illustrative_sentence
from cspdesk.reports.progress import Progress

__all__ = ["gather", "plan_csv", "render"]

FORMAT = 1
_COLUMNS = (
    "ref",
    "title",
    "description",
    "lead",
    "partners",
    "starts_on",
    "due_on",
    "agreed_due_on",
    "status",
    "percent",
    "finished_on",
    "computed",
    "computed_sentence",
    "stated",
    "reason",
    "at_year_end",
    "stated_at_year_end",
    "reason_at_year_end",
    "outside_control",
    "update",
    "updated_on",
    "illustrative",
)


def render(figures: PlanFigures, path: Path, *, made_on: date, progress: Progress | None = None) -> RenderedDocument:
    """Write the figures at path in the form its ending says; the same figures and date give the same bytes.

    Raises UserError when the file cannot be written; Cancelled when progress raises it, and what was there stays.
    """
    data = figures_json(figures, made_on)
    name = f"Action plan {figures.year.label}: {figures.priority}"
    marking = figures.audience.label.upper()
    written = write_form(
        path,
        compose(figures, made_on),
        Metadata(
            title=f"{name} ({figures.audience.value})",
            author=figures.partnership,
            subject=f"The plan of {figures.priority} as at {long_date(figures.as_at)}",
            made_on=made_on,
        ),
        Furniture(
            head=name,
            marking=f"{marking} · ILLUSTRATIVE" if illustrative_sentence(figures) else marking,
            foot=f"{figures.partnership} · version {figures.version} · made {long_date(made_on)}",
        ),
        attachments=(
            Attachment("plan.csv", "text/csv", "The actions of this plan", plan_csv(figures)),
            Attachment("figures.json", "application/json", "Everything shown in this document", data.encode()),
        ),
        rows=len(figures.lines),
        progress=progress,
    )
    return RenderedDocument(written.sha256, written.pages, data)


def figures_json(figures: PlanFigures, made_on: date) -> str:
    """Return everything in the document as JSON: days in ISO, money in whole pence."""
    kept = {"document": "action plan", "format": FORMAT, "made_on": made_on, **asdict(figures)}
    kept["year"] = figures.year.label
    return json.dumps(kept, ensure_ascii=True, separators=(",", ":"), default=date.isoformat)


def figures_from_json(text: str) -> PlanFigures:
    """Return the figures from what was kept. Raises UserError when they are of a newer cspdesk."""
    kept = json.loads(text)
    form, year = kept.pop("format"), FinancialYear.parse(kept["year"]).first
    wrapped = {"document": kept.pop("document"), "format": form, "figures": kept | {"year": {"first": year}}}
    return from_json(PlanFigures, json.dumps(wrapped), document="action plan", form=FORMAT)


def plan_csv(figures: PlanFigures) -> bytes:
    """Return one row an action as UTF-8 CSV; text that a spreadsheet would run is guarded."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for line in figures.lines:
        values = {
            "partners": "; ".join(line.partners),
            "computed": line.computed.rating.value,
            "computed_sentence": line.computed.sentence,
            "at_year_end": line.at_end.rating.value,
            "stated_at_year_end": line.stated_at_end.value,
            "reason_at_year_end": line.reason_at_end,
            "illustrative": "yes" if line.illustrative else "no",
        }
        given = (values[c] if c in values else getattr(line, c) for c in _COLUMNS)
        writer.writerow(guarded("" if value is None else str(value)) for value in given)
    return out.getvalue().encode("utf-8", "replace")
