"""What follows from a paper's figures: what is not known, what members may wish to ask, what may go wrong."""

from collections.abc import Iterator, Sequence

from cspdesk.analysis.verdicts import VerdictKind
from cspdesk.domain.disclosure import ToldBreakdown
from cspdesk.domain.funding import Certainty
from cspdesk.domain.money import pounds, short_pounds
from cspdesk.domain.plans import ActionStatus, Rating
from cspdesk.domain.positions import Position, Traced
from cspdesk.domain.proof import listed, payments_sentence
from cspdesk.reports.evidence_words import counted
from cspdesk.reports.paper_priority_figures import ActionDone, AgreementMoney, OutputDone, ResultDone, Step

UNCOUNTED = "Percentages were published without the numbers behind them"

_UNTOLD = (
    (VerdictKind.NOT_COMPARABLE, ", since it is no longer counted alike"),
    (VerdictKind.CANNOT_TELL, ""),
)
_WORTH_ASKING = 50  # a variance of more than one in so many of the budget


def unknown_of(
    results: Sequence[ResultDone],
    outputs: Sequence[OutputDone],
    benefited: Sequence[ToldBreakdown],
    proof: Traced,
    *,
    people_withheld: bool = False,
) -> Iterator[str]:
    """Give what the figures of a priority cannot tell, gravest first.

    people_withheld: it is counted who benefited, but none of it may be told.
    """
    if not results:
        yield "No indicator is held, or none may be shown, so what changed is not known."
    yield from _untold(results)
    missing = [o.title for o in outputs if o.actual is None and not o.withheld]
    if missing:
        yield f"How much was done of {_quoted(missing)}: it is not counted yet."
    begun = [o for o in outputs if o.actual is not None and o.uncounted]
    if begun:
        quarters = "a quarter that is over is" if all(o.uncounted == 1 for o in begun) else "quarters that are over are"
        yield f"How much was done of {_quoted([o.title for o in begun])} in all: {quarters} not counted yet."
    if not benefited:
        yield f"Who benefited, by age, sex and the like: this is {'withheld' if people_withheld else 'not recorded'}."
    if proof.untraced > 0:
        yield f"What {pounds(proof.untraced)} of the money paid bought: it is not yet evidenced."
    if results and all(r.grade.value < 2 for r in results):
        yield "What would have happened without the work: no figure here has a comparison that could show it."


def _untold(results: Sequence[ResultDone]) -> Iterator[str]:
    """Give what indicators cannot tell, those of one sort together."""
    old = [f"“{r.name}” ({_reach(r)})" for r in results if r.stale]
    if old:
        yield f"How things have gone since the newest figures of {listed(old)}."
    without = [r.name for r in results if any(c.startswith(UNCOUNTED) for c in r.caveats)]
    for kind, why in _UNTOLD:
        names = [r.name for r in results if r.kind is kind and not r.stale]
        if names and names == without:
            of = "its percentage" if len(names) == 1 else "their percentages"
            yield f"Whether {_quoted(names)} changed{why}, and how many stand behind {of}."
            without = []
        elif names:
            yield f"Whether {_quoted(names)} changed{why}."
    if without:
        yield f"How many stand behind the percentages of {_quoted(without)}."


def _reach(result: ResultDone) -> str:
    reach = result.reach.partition(";")[0].rstrip(".")
    return f"{reach[0].lower()}{reach[1:]}"


def questions_of(
    name: str,
    actions: Sequence[ActionDone],
    steps: Sequence[Step],
    outputs: Sequence[OutputDone],
    results: Sequence[ResultDone],
    money: Position,
    proof: Traced,
    *,
    over: bool,
) -> Iterator[str]:
    """Give questions that members may wish to ask of a priority, each from what the figures show.

    over: whether the year lies behind.
    """
    yield from (asked for result in results if (asked := _of_result(result)))
    yield from _of_plan(name, actions, steps, over=over)
    yield from _of_outputs(outputs, over=over)
    yield from _of_money(name, money, proof, over=over)


def _of_result(result: ResultDone) -> str:
    match result.kind:
        case VerdictKind.WORSE:
            return f"“{result.name}” got worse. What is thought to be behind it, and what is done about it?"
        case VerdictKind.CHANGED:
            return f"“{result.name}”: did more happen, or did more come to be known? What would tell the two apart?"
        case VerdictKind.NOT_COMPARABLE:
            return f"“{result.name}” is no longer counted as before. From when will it be known whether it changes?"
        case VerdictKind.CANNOT_TELL if result.stale:
            return f"“{result.name}” has {_reach(result)} and nothing newer. When will there be any?"
    return ""


def _of_plan(name: str, actions: Sequence[ActionDone], steps: Sequence[Step], *, over: bool) -> Iterator[str]:
    late = [a for a in actions if a.is_late]
    if late:
        said = f"{counted(len(late), 'action').capitalize()} of {name} {_is(late)} past the due date."
        yield f"{said} What holds {_it(late)} up?"
    stopped = {a.ref for a in actions if a.status == ActionStatus.STOPPED}
    behind = [s for s in steps if not s.by_year_end and s.action not in stopped]
    yield from _of_steps(name, behind, over=over)
    for each in (a for a in actions if a.lacks_reason):
        stated = "has no stated rating" if each.stated is Rating.CANNOT_TELL else f"is stated {each.stated.value}"
        yield f"“{each.title}” {stated} and is computed {each.rating.value}. Why?"


def _of_steps(name: str, behind: Sequence[Step], *, over: bool) -> Iterator[str]:
    """Give questions about milestones that missed the year's end: still open, or reached only after it."""
    still = [s for s in behind if s.reached_on is None]
    if still:
        came = f"{_was(still)} not reached in it" if over else "will come after it"
        yield f"{_milestones(still)} of {name} agreed for the year {came}. What does that put off?"
    after = [s for s in behind if s.reached_on is not None]
    if after:
        yield f"{_milestones(after)} of {name} agreed for the year {_was(after)} reached only after it. Why?"


def _milestones(found: Sequence[Step]) -> str:
    return counted(len(found), "milestone").capitalize()


def _of_outputs(outputs: Sequence[OutputDone], *, over: bool) -> Iterator[str]:
    for output in outputs:
        if output.actual is not None and output.target_now and output.actual * 10 < output.target_now * 9:
            by, asks = ("in the year", "What came of the rest?") if over else ("by now", "Can the rest still be done?")
            if output.uncounted:
                by = f"{by}, with {counted(output.uncounted, 'quarter')} not counted yet"
                asks = "How much was done in all?"
            yield f"“{output.title}”: {output.actual:,} of the {output.target_now:,} meant {by}. {asks}"


def _of_money(name: str, money: Position, proof: Traced, *, over: bool) -> Iterator[str]:
    if proof.untraced > 0:
        yield f"{pounds(proof.untraced)} paid for {name} is not yet evidenced. When will it be?"
    elif proof.missing:
        yield f"Of {name}, {payments_sentence(proof)}. When will there be one for each?"
    if money.revised and abs(money.variance) * 20 > money.revised:
        more = "more" if money.variance > 0 else "less"
        said = f"{name} {_comes(over=over)} {short_pounds(abs(money.variance))} {more} than its budget."
        yield f"{said} What was decided about it?"


def _comes(*, over: bool) -> str:
    return "came to" if over else "is heading for"


def _was(found: Sequence[object]) -> str:
    return "was" if len(found) == 1 else "were"


def _is(found: Sequence[object]) -> str:
    return "is" if len(found) == 1 else "are"


def _it(found: Sequence[object]) -> str:
    return "it" if len(found) == 1 else "them"


def risks_of(actions: Sequence[ActionDone], money: Position, *, over: bool) -> Iterator[str]:
    """Give what the record itself says may go wrong with a priority; over: whether the year lies behind."""
    when = "now" if over else "at the year’s end"
    for action in actions:
        if action.is_open and action.at_end.value in ("at risk", "off track", "cannot tell"):
            yield f"{action.ref} {action.title}, {when} {action.at_end.value}: {action.at_end_because}."
    if money.variance > 0:
        yield f"Spending {_comes(over=over)} {short_pounds(money.variance)} more than the budget."


def money_questions(agreements: Sequence[AgreementMoney], *, over: bool) -> Iterator[str]:
    """Give questions about the money as a whole: conditions, certainty, reasons that are missing.

    over: whether the year lies behind.
    """
    bound = [each.reference for each in agreements if each.conditions.strip()]
    if bound:
        yield f"How {'were' if over else 'are'} the conditions of {listed(bound)} kept?"
    for each in agreements:
        if each.certainty is not Certainty.CONFIRMED:
            yield f"{each.reference} is {each.certainty.value}. What happens if it does not come?"
    lines = [line for each in agreements for line in each.lines if line.assigned and not line.reason]
    for line in lines:
        if abs(line.position.variance) * _WORTH_ASKING > line.position.revised > 0:
            more = "more" if line.position.variance > 0 else "less"
            size = short_pounds(abs(line.position.variance))
            yield f"{line.name} {_comes(over=over)} {size} {more} than its budget, and no reason is recorded. Why?"
    loose = sum(line.position.actual for each in agreements for line in each.lines if not line.assigned)
    if loose:
        yield f"{pounds(loose)} was paid and is on no budget line yet. What was it for?"


def _quoted(names: Sequence[str]) -> str:
    return listed([f"“{name}”" for name in names])
