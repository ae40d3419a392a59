"""The parts of a committee's summary that the record fills, each in plain words and printable in grey."""

from collections.abc import Iterator, Sequence

from cspdesk.analysis.verdicts import VerdictKind
from cspdesk.domain.field_markings import WITHHELD
from cspdesk.domain.money import short_pounds
from cspdesk.domain.periods import long_date
from cspdesk.domain.plans import ActionStatus
from cspdesk.domain.proof import listed, payments_sentence
from cspdesk.reports import paper_money_tables as money_tables
from cspdesk.reports import paper_scrutiny_tables as scrutiny_tables
from cspdesk.reports import paper_shared as shared
from cspdesk.reports.bid_annexes import figures_table
from cspdesk.reports.blocks import Block, Bullets, Column, Heading, KeyFigures, Paragraph, Row, Table
from cspdesk.reports.committee_page import called
from cspdesk.reports.evidence_tables import marked, widest
from cspdesk.reports.evidence_words import counted
from cspdesk.reports.paper_figures import PaperFigures
from cspdesk.reports.paper_priority_figures import ActionDone, PriorityFigures


def summary(figures: PaperFigures) -> Iterator[Block]:
    """Give the whole in plain English: the money, the work, the results, and one row a priority."""
    money, traced = figures.money, figures.traced
    actions = [a for p in figures.priorities for a in p.actions]
    rated = [a for a in actions if ActionStatus(a.status).rates_priority]
    late = sum(a.is_late for a in actions)
    whole = sum(each.count for each in figures.withheld if each.what == "priority")
    yield from shared.hidden_actions(figures, "summary", *figures.priorities, whole=whole)
    if money.revised or money.outturn:
        yield KeyFigures(
            (
                (short_pounds(money.revised), f"to spend in {figures.year.label}"),
                (short_pounds(money.actual), "paid, as the ledger has it"),
                (f"{sum(a.status == ActionStatus.COMPLETE for a in rated):,} of {len(rated):,}", _complete(actions)),
                (f"{late:,}", f"open action{'s' * (late != 1)} past the due date"),
            )
        )
    yield Bullets(tuple(_plainly(figures)))
    if figures.priorities:
        yield _at_a_glance(figures)
    parted = any(p.hidden for p in figures.priorities)
    if traced.payments or parted:
        rule = "one rule, of the actions shown here" if parted else "one rule from dates and milestones"
        yield Paragraph(f"Ratings follow {rule}; “What changed” counts indicators by what can be said.", "small")


def _complete(actions: Sequence[ActionDone]) -> str:
    """Return what the number of complete actions is called, with those that it leaves out."""
    stopped = sum(a.status == ActionStatus.STOPPED for a in actions)
    return (
        f"actions complete; {stopped:,} {'was' if stopped == 1 else 'were'} stopped" if stopped else "actions complete"
    )


def _at_a_glance(figures: PaperFigures) -> Table:
    """Return a row a priority; how it will stand at the year's end is a column only while that lies ahead."""
    ahead = not figures.over
    return Table(
        (
            Column("Priority", weight=1.4),
            Column("Now", fit="Cannot tell"),
            *((Column("At year’s end", fit="Cannot tell"),) if ahead else ()),
            Column("Paid of budget", "right", widest(_of_budget(p) for p in figures.priorities)),
            Column("What changed", weight=1.9),
        ),
        tuple(
            Row(
                (
                    called(p),
                    p.rating.value.capitalize(),
                    *((p.at_end.value.capitalize(),) if ahead else ()),
                    _of_budget(p),
                    tally(p),
                )
            )
            for p in figures.priorities
        ),
        name="The priorities at a glance",
        row_heading=True,
        together=True,
    )


def _of_budget(priority: PriorityFigures) -> str:
    if not priority.has_money:
        return "no money in the year"
    return f"{short_pounds(priority.money.actual)} of {short_pounds(priority.money.revised)}"


def _plainly(figures: PaperFigures) -> Iterator[str]:
    money = figures.money
    if money.revised or money.outturn:
        side = "more" if money.variance > 0 else "less"
        heading = f"{short_pounds(abs(money.variance))} {side} than" if money.variance else "exactly"
        comes = "comes to" if figures.over else "is heading for"
        yield f"The year {comes} {short_pounds(money.outturn)}, {heading} its budget."
    results = [r for p in figures.priorities for r in p.results]
    hidden = sum(w.count for w in figures.withheld if w.what == "indicator")
    if results:
        yield " ".join((_moved([r.kind for r in results]), *_hidden(hidden, " and not counted here")))
    else:
        yield from _hidden(hidden, ", so what changed is not told")
    if figures.traced.untraced > 0:
        yield f"{short_pounds(figures.traced.untraced)} of what was paid is not yet proved by an invoice or the like."
    elif figures.traced.missing:
        yield f"{payments_sentence(figures.traced)}."


def _moved(kinds: Sequence[VerdictKind]) -> str:
    """Return how many indicators got better, worse or changed otherwise, and of how many no change can be told."""
    better, worse, changed = (kinds.count(kind) for kind in _CLEAR)
    moved = [f"{better:,} got better" if better else "none got better"]
    moved += [f"{worse:,} got worse" if worse else "none got worse"]
    moved += [f"{changed:,} changed otherwise"] if changed else []
    untold = len(kinds) - better - worse - changed
    rest = f"; of {untold:,} no change can be told" if untold else ""
    return f"Of {counted(len(kinds), 'indicator')}, {listed(moved)}{rest}."


def _hidden(number: int, so: str) -> Iterator[str]:
    """Give that so many indicators are withheld, and what follows; nothing where none is."""
    if number:
        yield f"{counted(number, 'indicator').capitalize()} {'is' if number == 1 else 'are'} withheld{so}."


def tally(priority: PriorityFigures) -> str:
    """Return how many indicators say what."""
    counts = [(kind, sum(r.kind is kind for r in priority.results)) for kind in VerdictKind]
    said = [f"{count:,} {_SHORT[kind]}" for kind, count in counts if count]
    return ", ".join(said) or "no indicator"


_CLEAR = (VerdictKind.BETTER, VerdictKind.WORSE, VerdictKind.CHANGED)
_SHORT = {
    VerdictKind.BETTER: "better",
    VerdictKind.WORSE: "worse",
    VerdictKind.CHANGED: "changed",
    VerdictKind.NO_CLEAR_CHANGE: "no clear change",
    VerdictKind.CANNOT_TELL: "cannot tell",
    VerdictKind.NOT_COMPARABLE: "not comparable",
}


def asked(figures: PaperFigures) -> Iterator[Block]:
    """Give what members asked last time and what happened since."""
    meeting = figures.meeting
    if meeting is None:
        yield Paragraph("No meeting of the committee is recorded yet, or none may be shown.")
        return
    yield Paragraph(f"{_the(meeting.body)} met on {long_date(meeting.held_on)}.")
    if meeting.questions:
        yield scrutiny_tables.asked_table(meeting.questions, meeting.held_on)
    else:
        yield Paragraph("No question of that meeting is recorded, or none may be shown.")


def _the(body: str) -> str:
    """Return who met, as a sentence begins with it: a name that brings its article, or says whose it is, has none."""
    said = "committee" if body.strip() in ("", WITHHELD) else body.strip()
    owned = any(mark in said for mark in ("’s ", "'s "))
    return said if owned or said.casefold().startswith(("the ", "our ")) else f"The {said}"


def outside(figures: PaperFigures) -> Iterator[Block]:
    """Give what is outside the partnership's control, action by action."""
    found = [
        (p.name, a.ref, a.title, a.outside_control) for p in figures.priorities for a in p.actions if a.outside_control
    ]
    if not found:
        of = " that is shown here" if any(p.hidden for p in figures.priorities) else ""
        yield Paragraph(f"No action of the year{of} says that anything is outside the partnership’s control.")
        return
    yield Bullets(tuple(f"{ref} {title}: {said}" for _, ref, title, said in found))


def money(figures: PaperFigures) -> Iterator[Block]:
    """Give the money by priority and by agreement and line, and that it is the funder's figure."""
    if not figures.agreements:
        yield Paragraph("No agreement pays for the year, or none may be shown.")
        return
    if figures.priorities:
        yield money_tables.priorities_money_table(figures)
    yield Heading(2, "By agreement and budget line")
    yield money_tables.money_table(figures.agreements, figures.money)
    yield Paragraph(shared.reconciled(figures), "small")
    yield Paragraph(money_tables.outturn_said(figures.money), "small")


def questions(figures: PaperFigures) -> Iterator[Block]:
    """Give questions that members may wish to ask, by priority and of the money."""
    given = [(p.name, p.questions) for p in figures.priorities if p.questions]
    if figures.questions:
        given.append(("The money as a whole", figures.questions))
    if not given:
        yield Paragraph("The figures raise no question by themselves.")
    for name, found in given:
        yield Heading(2, name)
        yield Bullets(found)


def tracker(figures: PaperFigures) -> Iterator[Block]:
    """Give every recommendation and where it stands."""
    if figures.tracker:
        yield scrutiny_tables.tracker_table(figures.tracker)
    else:
        yield Paragraph("No recommendation is recorded, or none may be shown.")


def reading(_: PaperFigures) -> Iterator[Block]:
    """Give how to read the charts."""
    yield Bullets(shared.READING)


def behind(figures: PaperFigures) -> Iterator[Block]:
    """Give the figures behind the charts."""
    for priority in figures.priorities:
        for result in priority.results:
            yield Heading(2, marked(result.name, result.illustrative))
            yield figures_table(result)


def overruled(figures: PaperFigures) -> Iterator[Block]:
    """Give findings that were set aside."""
    if figures.overruled:
        yield scrutiny_tables.overruled_table(figures.overruled)
    else:
        yield Paragraph("No finding of the checker was overruled, or none may be shown.")
