"""The tables of a plan's document."""

from collections.abc import Iterator
from datetime import date

from cspdesk.domain.disclosure import MARK
from cspdesk.domain.money import pounds
from cspdesk.domain.periods import FinancialYear, short_date
from cspdesk.reports.blocks import Column, Row, Table
from cspdesk.reports.evidence_tables import marked, widest
from cspdesk.reports.plan_figures import Held, Line, PlanFigures
from cspdesk.reports.plan_words import rule_words, stated_words, status_words

_DAY = "00/00/0000"


def actions_table(figures: PlanFigures) -> Table:
    """Return one row an action: what, who, when, how far, and both ratings."""
    return Table(
        (
            Column("Ref", fit=widest(line.ref for line in figures.lines)),
            Column("Action", weight=2.2),
            Column("Lead", weight=1.1),
            Column("Due", fit=_DAY),
            Column("Status", weight=0.8),
            Column("By the rule", fit="Not started"),
            Column("Stated", fit="Not started"),
        ),
        tuple(
            Row(
                (
                    line.ref,
                    marked(line.title, line.illustrative),
                    line.lead or "nobody yet",
                    short_date(line.due_on),
                    status_words(line),
                    line.computed.rating.value.capitalize() if line.is_rated else "Not rated",
                    stated_words(line),
                )
            )
            for line in figures.lines
        ),
        name="Actions",
        row_heading=True,
    )


def milestones_table(lines: list[Line]) -> Table:
    """Return every milestone under its action: day first agreed, day now planned, day reached, and how late."""
    steps = [step for line in lines for step in line.milestones]
    late, noted = any(step.late_days for step in steps), any(step.note for step in steps)
    return Table(
        (
            Column("Milestone", weight=2.4),
            Column("First agreed", fit=_DAY),
            Column("Now planned", fit=_DAY),
            Column("Reached", fit=_DAY),
            *((Column("Late", "right", "0,000 days"),) if late else ()),
            *((Column("Note", weight=1.2),) if noted else ()),
        ),
        tuple(_milestone_rows(lines, late=late, noted=noted)),
        name="Milestones",
    )


def _milestone_rows(lines: list[Line], *, late: bool, noted: bool) -> Iterator[Row]:
    for line in lines:
        yield Row((f"{line.ref} {line.title}",), "group")
        for step in line.milestones:
            reached = short_date(step.actual_on) if step.actual_on else ""
            behind = "stopped" if line.is_dropped(step) else _days(step.late_days)
            days = (short_date(step.baseline_on), short_date(step.current_on), reached)
            yield Row((step.title, *days, *((behind,) if late else ()), *((step.note,) if noted else ())))


def _days(late: int) -> str:
    return f"{late:,} day{'s' * (late != 1)}" if late else ""


def outputs_table(lines: list[Line], year: FinancialYear, as_at: date) -> Table:
    """Return every output under its action, added up from quarter to quarter: what was done of what was meant.

    Of a quarter that had not begun on the day of the record nothing is withheld.
    """
    begun = [quarter.starts_on <= as_at for quarter in year.quarters]
    rows = tuple(_output_rows(lines, begun))
    held = [row.cells for row in rows if row.kind == "row"]
    return Table(
        (
            Column("Output", weight=2),
            Column("Counted in", weight=1),
            *(
                Column(f"To end of Q{q.number}", "right", widest(cells[place] for cells in held))
                for place, q in enumerate(year.quarters, start=2)
            ),
        ),
        rows,
        name="Outputs",
    )


def _output_rows(lines: list[Line], begun: list[bool]) -> Iterator[Row]:
    for line in lines:
        yield Row((f"{line.ref} {line.title}",), "group")
        for output in line.outputs:
            quarters = zip(output.quarters, begun, strict=True)
            done = (_done_of(*pair, output.withheld and has_begun) for pair, has_begun in quarters)
            yield Row((output.title, output.counted_in, *done))


def _done_of(target: int | None, actual: int | None, withheld: bool) -> str:
    if withheld:
        return MARK if target is None else f"{MARK} of {target:,}"
    if actual is None:
        return "" if target is None else f"– of {target:,}"
    return f"{actual:,}" if target is None else f"{actual:,} of {target:,}"


def differing_table(lines: list[Line]) -> Table:
    """Return the ratings that differ from the rule, each with its reason."""
    return Table(
        (
            Column("Action", weight=1.4),
            Column("By the rule", weight=1.8),
            Column("Stated", fit="Not started"),
            Column("Reason given", weight=2),
        ),
        tuple(
            Row((f"{x.ref} {x.title}", rule_words(x), stated_words(x), x.reason.strip() or "No reason given."))
            for x in lines
        ),
        name="Ratings that differ",
        row_heading=True,
    )


def services_table(figures: PlanFigures) -> Table:
    """Return the services with their dates and value."""
    return Table(
        (
            Column("Service", weight=1.6),
            Column("Provider", weight=1.2),
            Column("Starts", fit=_DAY),
            Column("Ends", fit=_DAY),
            Column("Extension to", fit=_DAY),
            Column("Notice by", fit=_DAY),
            Column("Value", "right", widest(pounds(s.value_pence) for s in figures.services)),
        ),
        tuple(
            Row(
                (
                    marked(s.title, s.illustrative),
                    s.provider or "not known yet",
                    short_date(s.starts_on),
                    short_date(s.ends_on),
                    short_date(s.extendable_to) if s.extendable_to else "",
                    short_date(s.notice_on) if s.notice_on else "",
                    pounds(s.value_pence),
                )
            )
            for s in figures.services
        ),
        name="Services",
        row_heading=True,
        together=True,
    )


def cases_table(figures: PlanFigures) -> Table:
    """Return the case reviews by reference."""
    return Table(
        (
            Column("Reference", weight=1),
            Column("Stage", weight=1),
            Column("Next stage due", fit=_DAY),
            Column("Recommendations open", "right", "0,000"),
        ),
        tuple(
            Row(
                (
                    marked(c.reference, c.illustrative),
                    c.stage.capitalize(),
                    short_date(c.stage_due_on) if c.stage_due_on else "",
                    f"{c.open_recommendations:,}",
                )
            )
            for c in figures.cases
        ),
        name="Case reviews",
        row_heading=True,
        together=True,
    )


def decisions_table(held: Held) -> Table:
    """Return what a review decided."""
    return Table(
        (Column("Decision", weight=3), Column("Who", weight=1), Column("Due", fit=_DAY), Column("Done", fit=_DAY)),
        tuple(
            Row(
                (
                    d.text,
                    d.owner or "nobody yet",
                    short_date(d.due_on) if d.due_on else "",
                    short_date(d.done_on) if d.done_on else "",
                )
            )
            for d in held.decisions
        ),
        name="Decisions",
        together=True,
    )
