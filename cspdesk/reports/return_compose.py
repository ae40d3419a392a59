"""Composes a return: its sections in order, declaration and signatures, over frozen figures."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby

from cspdesk.domain.money import pounds
from cspdesk.domain.periods import long_date
from cspdesk.domain.proof import counted
from cspdesk.domain.return_actions import rule_sentences
from cspdesk.domain.return_check import Finding
from cspdesk.domain.return_figures import FilledField, FilledSection, RatingValue, ReturnFigures
from cspdesk.domain.return_periods import ReturnPeriod
from cspdesk.domain.return_rows import NOT_ANSWERED, shown, shown_field
from cspdesk.domain.return_sources import FieldKind
from cspdesk.domain.return_table import CellKind, TableValue
from cspdesk.reports.blocks import (
    AttachedFiles,
    Block,
    Bullets,
    Column,
    Facts,
    Heading,
    Paragraph,
    Replacements,
    Row,
    Signatures,
    Table,
    Title,
)
from cspdesk.reports.evidence_tables import widest
from cspdesk.reports.return_charts import return_charts

_MOST_WEIGHT = 4.4  # more would make the type of the whole table smaller
_LONG_HEADING = 20  # letters; broken into more than three lines over a narrow column
_SHORT = 14  # rows of a table that is kept on one page
DRAFT = "DRAFT – not for submission"
_OF_ACTIONS = {"actions", "milestones", "milestones_due", "outputs", "delivery_rating"}  # sources
_NOT_AGREED = {"profile_period": "none agreed", "profile_year": "none agreed", "underspend_now": "–"}
_NOTHING = {
    "virements": "No money was moved between budget lines.",
    "variations": "The funder has changed nothing.",
    "corrections": "No figure of a closed quarter has changed.",
    "milestones": "No milestone was due, reached or late.",
    "outputs": "No output is recorded.",
    "match": "Nothing is recorded.",
    "audit": "No audit sample was drawn by the period’s end.",
    "ineligible_by_clause": "Nothing is left out as not eligible.",
    "underspends": "Nothing will be left, and nothing is planned.",
    "instalments": "No instalment is recorded.",
}


def compose(
    figures: ReturnFigures, made_on: date, findings: Sequence[Finding] = (), *, draft: bool
) -> tuple[Block, ...]:
    """Return the document's blocks; they hold nothing that the figures and, in a draft, the findings do not."""
    return (
        *_front(figures, made_on, findings, draft=draft),
        *(block for section in figures.sections for block in _section(figures, section)),
        *return_charts(figures, draft=draft),
        *_explained(figures),
        *_end(figures),
    )


def _front(figures: ReturnFigures, made_on: date, findings: Sequence[Finding], *, draft: bool) -> Iterator[Block]:
    yield Title(figures.partnership, figures.title, f"{figures.period_label} · {figures.agreement}")
    if draft:
        yield Paragraph(f"{DRAFT}. What it says may still change.", "warning")
    if figures.illustrative:
        yield Paragraph(
            "Some records here are illustrative: they were made up to show how the record works.", "warning"
        )
    dates = f"{long_date(figures.agreement_starts_on)} to {long_date(figures.agreement_ends_on)}"
    pairs = (
        ("Funder", figures.funder),
        ("Scheme", figures.scheme),
        ("Agreement", f"{figures.agreement}, {dates}"),
        ("Recipient", figures.recipient or figures.partnership),
        ("Period", figures.period_label),
        ("Due", long_date(figures.due_on)),
        ("Record as at", f"{long_date(figures.as_at)}, {figures.version}"),
        ("Made on", long_date(made_on)),
        ("Readers", figures.audience.label),
    )
    yield Facts(pairs, "What this return is about")
    against = [f.says for f in findings if f.is_error]
    if draft and against:
        yield Heading(1, "What must be put right before it is sent")
        yield Bullets(tuple(against))


def _section(figures: ReturnFigures, section: FilledSection) -> Iterator[Block]:
    yield Heading(1, section.title)
    if section.help:
        yield Paragraph(section.help, "small")
    for kind, fields in groupby(_facts_together(section.fields), key=_look):
        known = tuple(fields)
        if kind == "figures":
            yield _figures_table(section.title, known, {} if _has_profile(figures) else _NOT_AGREED)
        elif kind == "facts":
            yield _facts_table(section.title, known)
        else:
            for field in known:
                yield from _whole(figures, field)


def _facts_together(fields: tuple[FilledField, ...]) -> Iterator[FilledField]:
    """Give a section's fields with its short answers all where the first of them stands: they make one table."""
    facts = [field for field in fields if _look(field) == "facts"]
    for field in fields:
        if field in facts[:1]:
            yield from facts
        elif field not in facts:
            yield field


def _look(field: FilledField) -> str:
    if field.kind in (FieldKind.MONEY, FieldKind.COUNT) and (field.source or field.help):
        return "figures"
    return "whole" if field.kind in (FieldKind.WORDS, FieldKind.TABLE, FieldKind.RATING) else "facts"


def _has_profile(figures: ReturnFigures) -> bool:
    """Return whether a profile was agreed; a return kept before its quarters were does not tell, and shows its sums."""
    return not figures.quarters or "profile" in figures.quarters


def _figures_table(title: str, fields: tuple[FilledField, ...], instead: Mapping[str, str]) -> Table:
    """Return a section's sums as a table; instead: what stands in place of a sum, by its source."""
    texts = [instead.get(f.source, shown_field(f)) for f in fields]
    kinds = {f.kind for f in fields}
    heading = "Amount or number" if len(kinds) > 1 else "Amount" if FieldKind.MONEY in kinds else "Number"
    columns = [Column("Figure", weight=1.2), Column(heading, "right", widest([heading, *texts]))]
    rows = [[f.title, text] for f, text in zip(fields, texts, strict=True)]
    if any(f.help for f in fields):
        columns.append(Column("Note", weight=1))
        rows = [[*row, f.help] for row, f in zip(rows, fields, strict=True)]
    made = tuple(Row(tuple(row)) for row in rows)
    return Table(tuple(columns), made, row_heading=True, name=title, together=True)


def _facts_table(title: str, fields: tuple[FilledField, ...]) -> Table:
    return _pairs_table(title, ("Question", "Answer"), tuple((f.title, shown_field(f)) for f in fields))


def _pairs_table(title: str, headings: tuple[str, str], pairs: tuple[tuple[str, str], ...]) -> Table:
    columns = tuple(Column(heading, weight=1) for heading in headings)
    return Table(columns, tuple(Row(pair) for pair in pairs), row_heading=True, name=title, together=True)


def _whole(figures: ReturnFigures, field: FilledField) -> Iterator[Block]:
    yield Heading(2, field.title)
    if isinstance(field.value, TableValue):
        yield table_block(field, field.value, _nothing(figures, field.source))
    elif isinstance(field.value, RatingValue):
        yield Facts(tuple(_rating(field.value)), field.title)
    else:
        yield from (Paragraph(part) for part in shown_field(field).split("\n") if part.strip())


def _rating(value: RatingValue) -> Iterator[tuple[str, str]]:
    yield "Stated", f"{value.stated} of 5" if value.stated else NOT_ANSWERED
    yield "Proposed by the record", f"{value.proposed} of 5. {value.because}" if value.proposed else value.because
    if value.reason:
        yield "Reason given", value.reason


def _nothing(figures: ReturnFigures, source: str) -> str:
    """Return what is said in place of a table without rows; of what is still to come nothing is said as of the past."""
    if source == "corrections" and not figures.sums.get("quarters_closed", 1):  # one kept before they were counted
        return "No quarter is closed yet, so no change is followed."
    if source == "audit" and not _is_over(figures):
        return "No audit sample is drawn yet."
    if source == "audit" and (period := ReturnPeriod.parse(figures.period)).ends_on == period.year.ends_on:
        return f"No audit sample had been drawn by {long_date(figures.as_at)}."  # one of the year is drawn after it
    return _NOTHING.get(source, "There is none to show.")


def table_block(field: FilledField, value: TableValue, nothing: str) -> Table | Paragraph:
    """Return a table as it is drawn; the sentence for nothing where it would be empty."""
    if not value.rows:
        return Paragraph(nothing)
    unknown = "–" if field.source == "outputs" else ""
    rows = [Row(tuple(cell or unknown for cell in _cells(value, cells))) for cells in value.rows]
    if value.total is not None:
        rows.append(Row(tuple(_cells(value, value.total)), "total"))
    made = [
        _column(heading, kind, [row.cells[place] for row in rows])
        for place, (heading, kind) in enumerate(value.columns)
    ]
    share = sum(column.weight for column in made)
    columns = tuple(replace(c, weight=c.weight * min(1.0, _MOST_WEIGHT / share)) if c.weight else c for c in made)
    heads = value.columns[0][1] == "words"
    return Table(columns, tuple(rows), row_heading=heads, name=field.title, together=len(rows) <= _SHORT)


def _cells(value: TableValue, cells: tuple[str | int | None, ...]) -> Iterator[str]:
    for (_, kind), cell in zip(value.columns, cells, strict=True):
        yield cell if isinstance(cell, str) and kind != "date" else shown(kind, cell)


def _column(heading: str, kind: CellKind, texts: list[str]) -> Column:
    if kind == "money":
        return Column(heading, "right", widest([*texts, _half(heading)]))
    if kind == "count":
        return Column(heading, "right", widest([*texts, "than first" if len(heading) > _LONG_HEADING else "Target,"]))
    if kind == "date":
        return Column(heading, fit="00/00/0000")
    longest = max(map(len, texts))
    return Column(heading, weight=2.0 if longest > 60 else 1.4 if longest > 25 else 0.9)


def _half(heading: str) -> str:
    """Return the longer line of a heading broken into two as evenly as its words allow."""
    words = heading.split()
    broken = ((" ".join(words[:place]), " ".join(words[place:])) for place in range(1, len(words)))
    return min((widest(lines) for lines in broken), key=len, default=heading)


def _is_over(figures: ReturnFigures) -> bool:
    return figures.as_at > ReturnPeriod.parse(figures.period).ends_on


def _as_they_stood(figures: ReturnFigures) -> str:
    """Say of what day the figures are: what is spent and ordered, and what was known then of the rest of the year."""
    over = _is_over(figures)
    day = long_date(figures.as_at)
    stood = "at the period’s end" if over else f"on {day}"
    known = f" Expected and outturn are as known on {day}." if over else ""
    return (
        f"Figures are as they stood {stood}: spent by accounting date; ordered is what orders had left then; expected "
        f"is what the year comes to beyond both.{known} Above nought, a variance is over budget."
    )


def _explained(figures: ReturnFigures) -> Iterator[Block]:
    if figures.explained:
        yield Heading(1, "What explains differences from the last return")
        yield from (Paragraph(part) for part in figures.explained.split("\n") if part.strip())


def _end(figures: ReturnFigures) -> Iterator[Block]:
    yield Heading(1, "How to read this return")
    yield Paragraph(_as_they_stood(figures), "small")
    if before := figures.sums.get("spent_before_year", 0):
        yield Paragraph(
            "The agreement began in an earlier financial year. Its revised budget here is what was left of it when "
            f"this year began: {pounds(before)} had been spent before.",
            "small",
        )
    hidden = figures.sums.get("actions_withheld", 0)
    if hidden and any(f.source in _OF_ACTIONS for f in figures.fields):
        those, verb = ("its", "is") if hidden == 1 else ("their", "are")
        yield Paragraph(
            f"{counted(hidden, 'action').capitalize()} begun that this money pays for {verb} withheld from this "
            f"{figures.audience.value} version, with {those} milestones and outputs: nothing here counts them.",
            "small",
        )
    if any(f.kind is FieldKind.RATING for f in figures.fields):
        yield from (Paragraph(sentence, "small") for sentence in rule_sentences())
    yield AttachedFiles("figures.csv holds every figure shown, figures.json everything.")
    if figures.signatures or figures.declaration:
        yield Heading(1, "Declaration")
    if figures.declaration:
        yield Paragraph(figures.declaration)
    if figures.signatures:
        signed = tuple((role, name or "not signed") for role, name in figures.signatures)
        yield _pairs_table("Signatures in the record", ("Who signs", "Name"), signed)
        if unsigned := tuple(role for role, name in figures.signatures if not name):
            yield Signatures(unsigned)
    yield Replacements()
