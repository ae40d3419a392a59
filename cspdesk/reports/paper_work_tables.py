"""The tables of papers that hold work: actions, milestones, outputs, and who benefited."""

from collections.abc import Collection, Sequence

from cspdesk.domain.disclosure import MARK
from cspdesk.domain.periods import short_date
from cspdesk.domain.plans import ActionStatus, Rating
from cspdesk.reports.blocks import Column, Row, Table
from cspdesk.reports.evidence_tables import marked, widest
from cspdesk.reports.paper_plans import stated_words
from cspdesk.reports.paper_priority_figures import ActionDone, OutputDone, PriorityFigures, Step

_DAY = "00/00/0000"


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


def done_table(actions: Sequence[ActionDone], *, over: bool) -> Table:
    """Return what became of each action: status, due, the rule's rating and the lead's.

    What is expected of it at the year's end is a column only while that lies ahead, not when the year is over.
    """
    return Table(
        (
            Column("Ref", fit=widest(a.ref for a in actions)),
            Column("Action", weight=2.2),
            Column("Status", fit="In progress"),
            Column("Due", fit=_DAY),
            Column("By the rule", fit="Cannot tell"),
            Column("Stated", fit="Cannot tell"),
            *(() if over else (Column("At year’s end", fit="Cannot tell"),)),
        ),
        tuple(
            Row((a.ref, marked(a.title, a.illustrative), a.status.capitalize(), short_date(a.due_on),
                 _rated(a, a.rating), stated_words(a.stated).capitalize(),
                 *(() if over else (_rated(a, a.at_end),))))
            for a in actions
        ),
        name="What was done",
        row_heading=True,
    )  # fmt: skip


def _rated(action: ActionDone, rating: Rating) -> str:
    """Return what the rule says; a stopped action it does not rate, which is not that it cannot tell."""
    return "Not rated" if action.status == ActionStatus.STOPPED else rating.value.capitalize()


def steps_table(steps: Sequence[Step], stopped: Collection[str] = ()) -> Table:
    """Return milestones: first agreed, reached or now planned, and whether that is within the year.

    stopped: the numbers of the actions that were stopped, of which no milestone is late any more.
    """
    return Table(
        (
            Column("Milestone", weight=2.6),
            Column("First agreed", fit=_DAY),
            Column("Reached or now planned", fit="reached 00/00/0000"),
            Column("Now", fit="00,000 days late"),
            Column("By year’s end", fit="not by then"),
        ),
        tuple(
            Row((f"{s.action} {s.title}", short_date(s.agreed_on), _reached(s), _now(s, stopped),
                 _by_year_end(s)))
            for s in steps
        ),
        name="Milestones",
        row_heading=True,
    )  # fmt: skip


def _reached(step: Step) -> str:
    return f"reached {short_date(step.reached_on)}" if step.reached_on else short_date(step.planned_on)


def _now(step: Step, stopped: Collection[str]) -> str:
    if step.reached_on is not None:
        return "reached"
    if step.action in stopped:
        return "stopped"
    return f"{step.late_days:,} day{'s' * (step.late_days != 1)} late" if step.late_days else "to come"


def _by_year_end(step: Step) -> str:
    if not step.by_year_end:
        return "not by then"
    return "reached" if step.reached_on is not None else "planned"


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
    """Return who benefited, by each breakdown, with its total; a mark where a count is withheld.

    Shares are a column only where one may be told.
    """
    rows: list[Row] = []
    shares = any(each.percent(part) is not None for each in priority.benefited for part, _ in each.parts)
    for each in priority.benefited:
        rows.append(Row((each.name,), "group"))
        for part, people in each.parts:
            share = each.percent(part)
            told = ("" if share is None else f"{share:.0f}%",) if shares else ()
            rows.append(Row((part, MARK if people is None else f"{people:,}", *told)))
        total = MARK if each.total is None else f"{each.total:,}"
        rows.append(Row(("Total", total, *([""] if shares else [])), "subtotal"))
    return Table(
        (
            Column("Group", weight=2),
            Column("People", "right", "0,000,000"),
            *([Column("Of the total", "right", "Of the total")] if shares else []),
        ),
        tuple(rows),
        name="Who benefited",
        row_heading=True,
        together=True,
    )
