"""The parts of a bid pack that the record fills: need, cost, what changed, value, who benefited, and on."""

from collections.abc import Callable, Iterator, Sequence

from cspdesk.analysis.verdict_notes import ALL_WITHHELD
from cspdesk.domain.money import pounds, short_pounds
from cspdesk.domain.narrative import read_narrative
from cspdesk.domain.papers import FundingLevel
from cspdesk.domain.periods import long_date, short_date
from cspdesk.domain.proof import listed
from cspdesk.reports import paper_money_tables as money_tables
from cspdesk.reports import paper_scrutiny_tables as scrutiny_tables
from cspdesk.reports import paper_shared as shared
from cspdesk.reports.blocks import Block, Bullets, Column, Heading, Narrative, Paragraph, Row, Table
from cspdesk.reports.evidence_tables import marked
from cspdesk.reports.evidence_words import counted
from cspdesk.reports.paper_ahead import next_years_money
from cspdesk.reports.paper_figures import PaperFigures
from cspdesk.reports.paper_priority_figures import Decision, PriorityFigures, ResultDone, Value

Part = Callable[[PaperFigures], Iterator[Block]]
_FOUR = (
    ("Economy", "economy", "what the inputs cost"),
    ("Efficiency", "efficiency", "what one output cost"),
    ("Effectiveness", "effectiveness", "what changed"),
    ("Equity", "equity", "who was reached"),
    ("Break-even", "break_even", "what it would have to prevent"),
    ("Range", "spread", "between what is sure and what is expected"),
)


def need(figures: PaperFigures) -> Iterator[Block]:
    """Give why each priority was chosen and what its newest figures are, with their caveats."""
    yield from shared.by_priority(figures, _need)


def _need(priority: PriorityFigures) -> Iterator[Block]:
    if priority.why_chosen:
        yield Paragraph(f"Why it was chosen: {priority.why_chosen}")
    if not priority.results:
        yield Paragraph("No indicator of it is held, or none may be shown.")
        return
    yield Table(
        (
            Column("Indicator", weight=1.1),
            Column("Newest figure", weight=1.8),
            Column("What must be known", weight=1.9),
        ),
        tuple(
            Row((marked(r.name, r.illustrative), _newest(r), " ".join((*r.caveats, *_reach(r)))))
            for r in priority.results
        ),
        name="The need in figures",
        row_heading=True,
    )


def _newest(result: ResultDone) -> str:
    """Return the sentence of an indicator's newest figure without its name, which stands beside it."""
    said = result.sentences[0].removeprefix(f"{result.name}: ")
    return f"{said[:1].upper()}{said[1:]}"


def _reach(result: ResultDone) -> Iterator[str]:
    """Give how far the figures reach, without that there are none to be used, which stands beside it."""
    if not result.reach.startswith(ALL_WITHHELD):
        yield result.reach
    elif more := result.reach.removeprefix(ALL_WITHHELD).lstrip("; .").removesuffix("."):
        yield f"{more[:1].upper()}{more[1:]}."


def cost(figures: PaperFigures) -> Iterator[Block]:
    """Give the reconciliation, how much is evidenced, and the reasons for variances."""
    if not figures.agreements:
        yield Paragraph("No agreement pays for this in the year, or none may be shown.")
        return
    yield money_tables.money_table(figures.agreements, figures.money)
    yield Paragraph(f"{money_tables.outturn_said(figures.money)} {shared.reconciled(figures)}", "small")
    if figures.traced.payments:
        yield money_tables.traced_table(figures.agreements)
    reasons = [line for a in figures.agreements for line in a.lines if line.position.variance and line.reason]
    if reasons:
        yield Bullets(tuple(f"{line.name}, {pounds(line.position.variance)}: {line.reason}" for line in reasons))


def changed(figures: PaperFigures) -> Iterator[Block]:
    """Give every indicator's verdict with its grade, drawn where there are figures enough."""
    yield from shared.by_priority(figures, _changed)


def _changed(priority: PriorityFigures) -> Iterator[Block]:
    if not priority.results:
        yield Paragraph("No indicator of it is held, or none may be shown, so what changed cannot be told.")
        return
    yield from shared.result_rows(priority.results)
    targets = (f"{r.name}: {r.target}" for r in priority.results if r.target)
    # One list: parted, its parts would stand before and after the charts as the pages have room.
    if said := (*shared.undrawn(priority.results), *targets, *shared.beside(priority)):
        yield Bullets(said)
    for footing in shared.footings(priority.results):
        yield Paragraph(footing, "small")


def value(figures: PaperFigures) -> Iterator[Block]:
    """Give what can be said of value for money."""
    yield from shared.by_priority(figures, lambda p: _value(p.value))


def _value(found: Value) -> Iterator[Block]:
    rows = []
    for name, field, about in _FOUR:
        said: tuple[str, ...] = getattr(found, field)
        if said:
            rows.append(Row((f"{name}: {about}", " ".join(said))))
    yield Table(
        (Column("Value for money", weight=1), Column("What the record can say", weight=3)),
        tuple(rows),
        name="Value for money",
        row_heading=True,
    )


def benefited(figures: PaperFigures) -> Iterator[Block]:
    """Give who benefited."""
    yield from shared.by_priority(figures, lambda p: shared.benefited(p, figures.least))


def case_study(figures: PaperFigures) -> Iterator[Block]:
    """Give the case studies that may be told."""
    told = [(p.name, story) for p in figures.priorities for story in p.stories]
    if not told:
        yield Paragraph("There is no case study that may be told to these readers.")
    for name, story in told:
        yield Heading(2, marked(f"{name}: {story.title}", story.illustrative))
        yield Narrative(read_narrative(story.body), level=3)
    if told:
        yield Paragraph("Told with the person’s consent, and without what would tell who it is.", "small")


def learned(figures: PaperFigures) -> Iterator[Block]:
    """Give what reviews decided and what came of it."""
    yield from _hidden_decisions(figures)
    shared_by_all = _of_all(figures.priorities)
    if shared_by_all:
        yield Heading(2, "All priorities")
        yield from _learned(shared_by_all)
    for priority in figures.priorities:
        own = [d for d in priority.decisions if d not in shared_by_all]
        if own or not shared_by_all:
            if len(figures.priorities) > 1 or shared_by_all:
                yield Heading(2, priority.name)
            yield from shared.named(priority.name, _learned(own))


def _hidden_decisions(figures: PaperFigures) -> Iterator[Block]:
    """Give how many decisions are withheld, where others are shown under a heading that speaks of all."""
    hidden = sum(each.count for each in figures.withheld if each.what == "decision of a review")
    if hidden and any(p.decisions for p in figures.priorities):
        are = "is" if hidden == 1 else "are"
        yield Paragraph(
            f"{counted(hidden, 'decision').capitalize()} {are} withheld from this version, and not among those below.",
            "small",
        )


def _of_all(priorities: Sequence[PriorityFigures]) -> list[Decision]:
    """Return the decisions that were made of all priorities at once, to be told once and called so."""
    first, *others = priorities or (None,)
    if first is None:
        return []
    shared_by = [made for made in first.decisions if all(made in each.decisions for each in others)]
    return shared_by if others else [made for made in shared_by if made.of_all]


def _learned(decisions: Sequence[Decision]) -> Iterator[Block]:
    if not decisions:
        yield Paragraph("No decision of a review may be shown here, or none was made.")
        return
    yield Table(
        (
            Column("Decided", fit="00/00/0000"),
            Column("What reviews decided", weight=3),
            Column("Due", fit="00/00/0000"),
            Column("Done", fit="00/00/0000"),
        ),
        tuple(
            Row(
                (
                    short_date(d.held_on),
                    d.text,
                    short_date(d.due_on) if d.due_on else "",
                    short_date(d.done_on) if d.done_on else "",
                )
            )
            for d in decisions
        ),
        name="What reviews decided",
    )


def risks(figures: PaperFigures) -> Iterator[Block]:
    """Give what the record says may go wrong, and what is outside the partnership's control."""
    yield from shared.by_priority(figures, _risks)


def _risks(priority: PriorityFigures) -> Iterator[Block]:
    outside = tuple(f"{a.ref}, outside our control: {a.outside_control}" for a in priority.actions if a.outside_control)
    found = (*priority.risks, *outside)
    if found:
        yield Bullets(found)
    else:
        shown = " that is shown here" if priority.hidden else ""
        yield Paragraph(
            f"No open action{shown} is at risk by the rule, and no action{shown} names anything outside the "
            "partnership’s control."
        )


def request(figures: PaperFigures) -> Iterator[Block]:
    """Give the amounts asked for, beside what this year costs and what the year after may count on."""
    yield from _amounts(figures)
    if figures.ahead is not None:
        yield from next_years_money(figures.ahead, asked=bool(figures.request))


def _amounts(figures: PaperFigures) -> Iterator[Block]:
    unseen = listed(figures.request_withheld) if figures.request_withheld else ""
    if unseen and not figures.request:
        yield Paragraph("What is asked for is withheld from this version.", "warning")
        return
    if not figures.request:
        yield Paragraph("No amount is given yet: in full, reduced and none, each with what happens.", "warning")
        return
    yield money_tables.request_table(figures.request, several=len(figures.priorities) > 1)
    full = [each.amount_pence for each in figures.request if each.level is FundingLevel.FULL]
    comes = "came to" if figures.over else "is heading for"
    if full:
        yield Paragraph(
            f"Spending on the same in {figures.year.label} {comes} {short_pounds(_same(figures))}; the request "
            f"in full is for {short_pounds(sum(full))}.",
            "small",
        )
    if unseen:
        yield Paragraph(f"The request for {unseen} is withheld from this version, and in no sum here.", "small")


def _same(figures: PaperFigures) -> int:
    """Return what the year's spending comes to on the priorities that money is asked for, or on all of them."""
    names = {each.priority for each in figures.request}
    asked = [p.money.outturn for p in figures.priorities if p.name in names]
    return sum(asked) if len(asked) == len(names) else figures.money.outturn


def unknown(figures: PaperFigures) -> Iterator[Block]:
    """Give what the figures cannot tell."""
    found = [p for p in figures.priorities if p.unknown]
    if not found:
        return
    yield Heading(2, "What the figures cannot tell")
    for priority in found:
        if len(figures.priorities) > 1:
            yield Heading(3, priority.name)
        yield Bullets(priority.unknown)


def changes(figures: PaperFigures) -> Iterator[Block]:
    """Give what changed since the last reviews and returns."""
    for changed in figures.log:
        yield Paragraph(changed.says, leads=bool(changed.items))
        if changed.items:
            yield Bullets(changed.items)
    if figures.changes:
        yield Bullets(figures.changes)
    elif not figures.log:
        yield Paragraph("There was neither a review nor a return in the year that changes could be counted from.")


def overruled(figures: PaperFigures) -> Iterator[Block]:
    """Give findings that were set aside."""
    if figures.overruled:
        yield scrutiny_tables.overruled_table(figures.overruled)
    else:
        yield Paragraph("No finding of the checker was overruled, or none may be shown.")


def reviewed(priority: PriorityFigures) -> str:
    """Return when a priority was last reviewed, and when it will be."""
    said = f"Last reviewed {long_date(priority.reviewed_on)}" if priority.reviewed_on else "Not reviewed this year"
    return f"{said}; next {long_date(priority.next_review_on)}" if priority.next_review_on else said
