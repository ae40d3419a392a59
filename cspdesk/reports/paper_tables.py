"""The tables of papers: money, actions, milestones, outputs, who benefited, what was asked, what was recommended."""

from collections.abc import Iterator, Sequence
from datetime import date

from cspdesk.domain.disclosure import MARK
from cspdesk.domain.money import pounds
from cspdesk.domain.periods import short_date
from cspdesk.domain.positions import Position
from cspdesk.reports.blocks import Column, Row, Table
from cspdesk.reports.evidence_tables import marked, widest
from cspdesk.reports.paper_figures import AnsweredQuestion, PaperFigures, Tracked
from cspdesk.reports.paper_plans import stated_words
from cspdesk.reports.paper_priority_figures import ActionDone, AgreementMoney, Asked, OutputDone, PriorityFigures, Step
from cspdesk.reports.paper_written import Overruled

_DAY = "00/00/0000"
_HEADS = ("Budget", "Paid", "Ordered", "Expected", "Outturn", "Variance")


def money_table(agreements: Sequence[AgreementMoney], total: Position) -> Table:
    """Return every line under its agreement, with the sum of each agreement and of all."""
    rows = tuple(_money_rows(agreements, total))
    fits = [widest(row.cells[place] for row in rows if len(row.cells) > 1) for place in range(1, len(_HEADS) + 1)]
    return Table(
        (
            Column("Budget line", weight=1.6),
            *(Column(head, "right", fit) for head, fit in zip(_HEADS, fits, strict=True)),
        ),
        rows,
        name="The money by agreement and budget line",
        row_heading=True,
        together=True,
    )


def _money_rows(agreements: Sequence[AgreementMoney], total: Position) -> Iterator[Row]:
    for each in agreements:
        name = f"{each.reference} {each.title} ({each.funder}; {each.certainty.value})"
        yield Row((marked(name, each.illustrative),), "group")
        for line in each.lines:
            yield Row((line.name, *_cells(line.position)))
        yield Row((f"Sum of {each.reference}", *_cells(each.total)), "subtotal")
    yield Row(("All agreements", *_cells(total)), "total")


def _cells(position: Position) -> tuple[str, ...]:
    sums = (position.revised, position.actual, position.committed, position.forecast, position.outturn)
    return tuple(pounds(pence) for pence in (*sums, position.variance))


def priorities_money_table(figures: PaperFigures) -> Table:
    """Return the money by priority; what serves all of them, or stands on no line, is the rest of the whole."""
    rows = [(p.name, p.money) for p in figures.priorities]
    whole = figures.money
    rest = _less(whole, [position for _, position in rows])
    cells = [(name, *_cells(position)) for name, position in rows]
    if any((rest.revised, rest.actual, rest.committed, rest.forecast)):
        cells.append(("What serves all priorities, or stands elsewhere", *_cells(rest)))
    cells.append(("All", *_cells(whole)))
    columns = (Column(head, "right", widest(row[place] for row in cells)) for place, head in enumerate(_HEADS, 1))
    return Table(
        (Column("Priority", weight=1.6), *columns),
        (*(Row(row) for row in cells[:-1]), Row(cells[-1], "total")),
        name="The money by priority",
        row_heading=True,
        together=True,
    )


def _less(whole: Position, parts: Sequence[Position]) -> Position:
    """Return what is left of a position when parts are taken away; its figures may be below nought."""
    return Position(
        original=whole.original - sum(p.original for p in parts),
        virements_in=whole.virements_in - sum(p.virements_in for p in parts),
        virements_out=whole.virements_out - sum(p.virements_out for p in parts),
        actual=whole.actual - sum(p.actual for p in parts),
        committed=whole.committed - sum(p.committed for p in parts),
        forecast=whole.forecast - sum(p.forecast for p in parts),
        variations=whole.variations - sum(p.variations for p in parts),
    )


def traced_table(agreements: Sequence[AgreementMoney]) -> Table:
    """Return how much of each line's payments is evidenced."""
    rows = [
        (line.name, pounds(t.paid), pounds(t.evidenced), pounds(t.untraced), f"{t.payments - t.payments_evidenced:,}")
        for each in agreements
        for line in each.lines
        if (t := line.traced).payments
    ]
    heads = ("Paid", "Evidenced", "Not yet evidenced", "Payments without proof")
    columns = (Column(head, "right", widest(row[place] for row in rows)) for place, head in enumerate(heads, 1))
    return Table(
        (Column("Budget line", weight=1.8), *columns),
        tuple(Row(row) for row in rows),
        name="How much is evidenced",
        row_heading=True,
    )


def promised_table(actions: Sequence[ActionDone]) -> Table:
    """Return what was agreed: each action with its lead and its dates as first agreed."""
    return Table(
        (
            Column("Ref", fit=widest(a.ref for a in actions)),
            Column("Action", weight=2.4),
            Column("Lead", weight=1.2),
            Column("From", fit=_DAY),
            Column("First agreed for", fit=_DAY),
        ),
        tuple(
            Row((a.ref, marked(a.title, a.illustrative), a.lead or "nobody yet", short_date(a.starts_on),
                 short_date(a.agreed_due_on)))
            for a in actions
        ),
        name="What was agreed",
        row_heading=True,
    )  # fmt: skip


def done_table(actions: Sequence[ActionDone]) -> Table:
    """Return what became of each action: status, due, the rule's rating and the lead's, now and at the year's end."""
    return Table(
        (
            Column("Ref", fit=widest(a.ref for a in actions)),
            Column("Action", weight=2.2),
            Column("Status", fit="In progress"),
            Column("Due", fit=_DAY),
            Column("By the rule", fit="Cannot tell"),
            Column("Stated", fit="Cannot tell"),
            Column("At year’s end", fit="Cannot tell"),
        ),
        tuple(
            Row((a.ref, marked(a.title, a.illustrative), a.status.capitalize(), short_date(a.due_on),
                 a.rating.value.capitalize(), stated_words(a.stated).capitalize(), a.at_end.value.capitalize()))
            for a in actions
        ),
        name="What was done",
        row_heading=True,
    )  # fmt: skip


def steps_table(steps: Sequence[Step]) -> Table:
    """Return milestones: first agreed, reached or now planned, and whether that is within the year."""
    return Table(
        (
            Column("Milestone", weight=2.6),
            Column("First agreed", fit=_DAY),
            Column("Reached or now planned", fit="reached 00/00/0000"),
            Column("Now", fit="00,000 days late"),
            Column("By year’s end", fit="not by then"),
        ),
        tuple(
            Row((f"{s.action} {s.title}", short_date(s.agreed_on), _reached(s), _now(s),
                 "reached" if s.reached_on else "planned" if s.by_year_end else "not by then"))
            for s in steps
        ),
        name="Milestones",
        row_heading=True,
    )  # fmt: skip


def _reached(step: Step) -> str:
    return f"reached {short_date(step.reached_on)}" if step.reached_on else short_date(step.planned_on)


def _now(step: Step) -> str:
    if step.reached_on is not None:
        return "reached"
    return f"{step.late_days:,} day{'s' * (step.late_days != 1)} late" if step.late_days else "to come"


def outputs_table(outputs: Sequence[OutputDone]) -> Table:
    """Return outputs: what was done of what was meant by now, and of the year."""
    return Table(
        (
            Column("Output", weight=2.2),
            Column("Counted in", weight=1.2),
            Column("Done by now", "right", "0,000,000"),
            Column("Meant by now", "right", "0,000,000"),
            Column("Meant for the year", "right", "0,000,000"),
        ),
        tuple(
            Row((f"{o.action} {marked(o.title, o.illustrative)}", o.counted_in, _done(o), _count(o.target_now),
                 _count(o.target_year)))
            for o in outputs
        ),
        name="Outputs",
        row_heading=True,
    )  # fmt: skip


def _done(output: OutputDone) -> str:
    return MARK if output.withheld else "not counted yet" if output.actual is None else f"{output.actual:,}"


def _count(number: int | None) -> str:
    return "not set" if number is None else f"{number:,}"


def benefited_table(priority: PriorityFigures) -> Table:
    """Return who benefited, by each breakdown, with its total; a mark where a count is withheld."""
    rows: list[Row] = []
    for each in priority.benefited:
        rows.append(Row((each.name,), "group"))
        for part, people in each.parts:
            share = each.percent(part)
            rows.append(
                Row((part, MARK if people is None else f"{people:,}", "" if share is None else f"{share:.0f}%"))
            )
        rows.append(Row(("Total", MARK if each.total is None else f"{each.total:,}", ""), "subtotal"))
    return Table(
        (
            Column("Group", weight=2),
            Column("People", "right", "0,000,000"),
            Column("Of the total", "right", "Of the total"),
        ),
        tuple(rows),
        name="Who benefited",
        row_heading=True,
        together=True,
    )


def request_table(request: Sequence[Asked]) -> Table:
    """Return the three amounts, each with what happens then."""
    several = len({each.priority for each in request}) > 1
    return Table(
        (
            *((Column("Priority", weight=1),) if several else ()),
            Column("Request", fit="Reduced"),
            Column("Amount", "right", widest(pounds(each.amount_pence) for each in request)),
            Column("What happens then", weight=3),
        ),
        tuple(
            Row((*((each.priority,) if several else ()), each.level.value.capitalize(), pounds(each.amount_pence),
                 each.what_happens or "Not said yet."))
            for each in request
        ),
        name="The request",
    )  # fmt: skip


def asked_table(questions: Sequence[AnsweredQuestion]) -> Table:
    """Return what members asked, the answer, and what happened since."""
    return Table(
        (Column("Members asked", weight=1.3), Column("The answer", weight=1.4), Column("What happened", weight=1.3)),
        tuple(
            Row((q.text, f"{q.answer} ({short_date(q.answered_on)})" if q.answer and q.answered_on else
                 q.answer or "No answer yet.", q.what_happened or "Nothing is recorded yet."))
            for q in questions
        ),
        name="What members asked",
        row_heading=True,
        together=True,
    )  # fmt: skip


def tracker_table(tracked: Sequence[Tracked]) -> Table:
    """Return every recommendation: to whom, what was said to it and why, when due, done."""
    return Table(
        (
            Column("Ref", fit=widest(t.reference for t in tracked) or "Ref"),
            Column("Recommendation", weight=2),
            Column("To", weight=0.8),
            Column("Response", weight=1.4),
            Column("Due", fit=_DAY),
            Column("Where it stands", weight=1.2),
        ),
        tuple(
            Row((t.reference, f"{t.text} ({short_date(t.made_on)})", t.addressed_to or "not said", _response(t),
                 short_date(t.due_on) if t.due_on else "no date", _stands(t)))
            for t in tracked
        ),
        name="Recommendation tracker",
        row_heading=True,
        together=True,
    )  # fmt: skip


def _response(tracked: Tracked) -> str:
    said = tracked.decision.capitalize()
    return f"{said}. {tracked.response}".strip() if said else tracked.response or "No response yet."


def _stands(tracked: Tracked) -> str:
    state = f"Done {_on(tracked.done_on)}" if tracked.done_on else "Open" if tracked.is_open else "Closed"
    return f"{state}. {tracked.outcome}".strip()


def _on(day: date | None) -> str:
    return short_date(day) if day else ""


def overruled_table(overruled: Sequence[Overruled]) -> Table:
    """Return findings of the checker that a person set aside."""
    return Table(
        (
            Column("Section", weight=0.9),
            Column("The words", weight=1.5),
            Column("Finding", weight=1.2),
            Column("Set aside by", weight=0.9),
            Column("On", fit=_DAY),
            Column("Because", weight=1.5),
        ),
        tuple(Row((o.section, o.words, o.finding, o.by, short_date(o.on), o.reason)) for o in overruled),
        name="Findings that were overruled",
    )
