"""What is told of money, plans and outputs in words alone, held against what the record says of them."""

from collections.abc import Callable

from cspdesk.analysis import claim_safe_record as safe
from cspdesk.analysis.claim_findings import Claimed, ClaimKind
from cspdesk.analysis.claim_owners import Held, OutputHeld, Owner
from cspdesk.analysis.claim_safe import newest
from cspdesk.analysis.claim_subjects import stems_of
from cspdesk.analysis.claim_told import TellsOf
from cspdesk.analysis.claim_told_words import Told
from cspdesk.domain.money import short_pounds
from cspdesk.domain.plans import Rating
from cspdesk.domain.proof import counted
from cspdesk.domain.records import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """Why the record does not say what is told, and what would be safe to say."""

    reason: str
    safe: str = ""
    kind: ClaimKind = ClaimKind.CONTRADICTED


@dataclass(frozen=True, slots=True)
class Asked:
    """What a rule is asked: whether what is told is so of an owner."""

    held: Held
    owner: Owner
    told: TellsOf


def _not_all_paid(asked: Asked) -> Fault | None:
    owner, held, told = asked.owner, asked.held, asked.told
    paid, revised = owner.value("money.paid"), owner.value("money.revised")
    if paid is None or revised is None or paid >= revised:
        return None
    if told.what is Told.IN_TIME and held.today <= owner.year.ends_on:
        return None
    reason = f"The record says otherwise: {_of(owner)}{owner.text('money.paid')} was paid of"
    return Fault(f"{reason} {owner.text('money.revised')}, {short_pounds(revised - paid)} less.", safe.paid(owner))


def _variance(wrong: Callable[[int], bool]) -> "Rule":
    def rule(asked: Asked) -> Fault | None:
        owner = asked.owner
        gap = owner.value("money.variance")
        if gap is None or not wrong(gap):
            return None
        return Fault(f"The record says otherwise: {_of(owner)}the outturn is {_gap(gap)}.", safe.outturn(owner))

    return rule


def _gap(pence: int) -> str:
    return f"{short_pounds(abs(pence))} {'over' if pence > 0 else 'under'} budget" if pence else "on budget"


def _each_within(asked: Asked) -> Fault | None:
    owner, held, told = asked.owner, asked.held, asked.told
    kind = {"l": "line", "p": "priority", "a": "agreement", "g": "agreement"}[told.each[0].casefold()]
    over = [each for each in held.kind(kind, owner) if (each.value("money.variance") or 0) > 0]
    if not over:
        return None
    worst = max(over, key=lambda each: each.value("money.variance") or 0)
    more = f", and {counted(len(over) - 1, 'other')} over budget too" if len(over) > 1 else ""
    gap = _gap(worst.value("money.variance") or 0)
    return Fault(f"The record says otherwise: {worst.name} is {gap}{more}.", safe.outturn(worst))


def _untraced(asked: Asked) -> Fault | None:
    owner = asked.owner
    untraced = owner.value("money.untraced")
    if not untraced or untraced < 0:
        return None
    reason = f"The record says otherwise: {_of(owner)}{owner.text('money.untraced')} of what was paid has no proof yet."
    return Fault(reason, safe.evidenced(owner))


def _not_received(asked: Asked) -> Fault | None:
    owner, held = asked.owner, asked.held
    funded = (owner,) if "money.awarded" in owner.figures else held.kind("agreement") if owner.key == "all" else ()
    short = [a for a in funded if (a.value("money.received") or 0) < (a.value("money.awarded") or 0)]
    if not short:
        return None
    first = short[0]
    got, awarded = first.text("money.received"), first.text("money.awarded")
    return Fault(f"The record says otherwise: of {first.name}, {got} was received of {awarded}.", safe.received(first))


def _not_committed(asked: Asked) -> Fault | None:
    owner = asked.owner
    left = owner.value("money.left")
    if not left or left < 0:
        return None
    reason = f"The record says otherwise: {_of(owner)}{owner.text('money.left')} is neither paid nor committed."
    return Fault(reason, safe.committed(owner))


def _not_done(asked: Asked) -> Fault | None:
    owner = asked.owner
    total, done = owner.value("actions.total"), owner.value("actions.done")
    if not total or done is None:
        return None
    if done < total:
        reason = f"The record says otherwise: {_of(owner)}{done} of {counted(total, 'action')} are complete."
        return Fault(reason, safe.actions(owner))
    if stopped := owner.value("actions.stopped"):
        reason = f"In the record {_of(owner)}{counted(stopped, 'action')} {'was' if stopped == 1 else 'were'} stopped."
        return Fault(reason, safe.actions(owner), ClaimKind.NO_CAVEAT)
    return None


def _late(asked: Asked) -> Fault | None:
    owner = asked.owner
    actions, milestones = owner.value("actions.late") or 0, owner.value("milestones.late") or 0
    if not actions and not milestones:
        return None
    parts = [counted(actions, "action")] * bool(actions) + [counted(milestones, "milestone")] * bool(milestones)
    are = "is" if actions + milestones == 1 else "are"
    return Fault(f"The record says otherwise: {_of(owner)}{' and '.join(parts)} {are} late.", safe.late(owner))


def _not_reached(asked: Asked) -> Fault | None:
    owner = asked.owner
    total, reached = owner.value("milestones.total"), owner.value("milestones.reached")
    if not total or reached is None or reached >= total:
        return None
    reason = f"The record says otherwise: {_of(owner)}{reached} of {counted(total, 'milestone')} were reached."
    return Fault(reason, safe.milestones(owner))


def _not_in_time(asked: Asked) -> Fault | None:
    owner, held = asked.owner, asked.held
    total, in_time = owner.value("milestones.total"), owner.value("milestones.in_time")
    if not total or in_time is None or in_time >= total or _waits(held, owner):
        return None
    reason = f"The record says otherwise: {_of(owner)}{in_time} of {counted(total, 'milestone')} were reached"
    return Fault(f"{reason} by the day first agreed.", safe.milestones(owner))


def _waits(held: Held, owner: Owner) -> bool:
    """Return whether what was not reached is not yet due either: the year is not over and nothing is late."""
    total, reached, in_time = (owner.value(f"milestones.{name}") or 0 for name in ("total", "reached", "in_time"))
    return held.today <= owner.year.ends_on and not owner.value("milestones.late") and reached == in_time < total


def _not_delivered(asked: Asked) -> Fault | None:
    return _not_done(asked) or _not_reached(asked)


def _not_on_track(asked: Asked) -> Fault | None:
    owner, held = asked.owner, asked.held
    priorities = held.kind("priority") if owner.key == "all" else (owner,)
    off = [p for p in priorities if p.text("actions.rating") not in ("", Rating.ON_TRACK, Rating.COMPLETE)]
    if not off:
        return None
    reason = f"In the record the computed rating of {off[0].name} is “{off[0].text('actions.rating')}”."
    return Fault(reason, safe.rating(off[0]))


def _concern(asked: Asked) -> Fault | None:
    return _late(asked) or _not_on_track(asked)


def _outputs_short(asked: Asked) -> Fault | None:
    owner, held, told = asked.owner, asked.held, asked.told
    what = Told.TARGET_OVER if told.what is Told.OUTPUTS_OVER else Told.TARGET
    every = held.outputs_of(owner)
    if owner.key.startswith(("line.", "agreement.")):
        return None
    short = [(output, fault) for output in every if (fault := of_target(held, output, what)) is not None]
    if not short:
        return None
    more = f" It is one of {len(short)} of {len(every)} outputs." if len(short) > 1 else ""
    first = short[0][1]
    return Fault(first.reason + more, " ".join(fault.safe for _, fault in short[:3]), first.kind)


def of_target(held: Held, output: OutputHeld, what: Told) -> Fault | None:
    """Return why a claim about an output's target does not hold; while its year runs, of the quarters counted."""
    actual, target, share = (output.value(name) for name in ("actual", "target", "share"))
    if target is None or "actual" not in output.figures:
        return None
    if actual is None:
        return Fault(output.figures["actual"].forbidden, "", ClaimKind.NO_FIGURE)
    running = held.today <= output.year.ends_on and share is not None
    over, met = (share > 100, share >= 100) if running and share is not None else (actual > target, actual >= target)
    wrong = {Told.TARGET_OVER: not over, Told.TARGET: not met, Told.TARGET_MISSED: met}[what]
    if not wrong:
        return None
    counts = f"{output.figures['actual'].text} against a target of {output.figures['target'].text}"
    return Fault(f"The record says otherwise: {output.title}, {counts}.", safe.output(output))


def scrutiny_left(held: Held, told: TellsOf) -> Fault | None:
    """Return how much of what scrutiny asked is still open, where a sentence says that none is."""
    kind = "recommendations" if told.what is Told.ANSWERED else "questions"
    left, total = (held.figures.get(f"scrutiny.{kind}.{name}") for name in ("open", "total"))
    if left is None or total is None or not left.value:
        return None
    are = "is" if left.value == 1 else "are"
    reason = f"The record says otherwise: {left.text} of {total.text} {kind} {are} still open."
    return Fault(reason, f"Of @{{{total.key}}} {kind} of scrutiny, @{{{left.key}}} {are} still open.")


def none_of(told: TellsOf, claimed: Claimed) -> Fault | None:
    """Return that there was some of what an indicator counts, where a sentence says there was none."""
    asked = stems_of(told.whose)
    context = claimed.context
    named = next((s for s in (*context.subjects, *context.elsewhere) if s.stems == asked), None)
    if named is None or not named.newest:
        return None
    reason = f"The record says otherwise: there is a newest figure of “{named.name}”, and it is not nought."
    return Fault(reason, newest(named, claimed.figures))


def _of(owner: Owner) -> str:
    """Return whose figures follow; nothing where they are of everything."""
    return "" if owner.key == "all" else f"for {owner.name}, "


Rule = Callable[[Asked], Fault | None]
OF_ONE_OUTPUT = (Told.TARGET, Told.TARGET_OVER, Told.TARGET_MISSED)
OF_SCRUTINY = (Told.ANSWERED, Told.QUESTIONS)
RULES: dict[Told, Rule] = {
    Told.SPENT: _not_all_paid,
    Told.IN_TIME: _not_all_paid,
    Told.NOT_UNDER: _variance(lambda gap: gap < 0),
    Told.WITHIN: _variance(lambda gap: gap > 0),
    Told.OVER: _variance(lambda gap: gap <= 0),
    Told.UNDER: _variance(lambda gap: gap >= 0),
    Told.EACH_WITHIN: _each_within,
    Told.EVIDENCED: _untraced,
    Told.RECEIVED: _not_received,
    Told.COMMITTED: _not_committed,
    Told.ACTIONS: _not_done,
    Told.NONE_LATE: _late,
    Told.MILESTONES: _not_reached,
    Told.MILESTONES_IN_TIME: _not_in_time,
    Told.PLAN: _not_delivered,
    Told.ON_TRACK: _not_on_track,
    Told.NO_CONCERN: _concern,
    Told.OUTPUTS: _outputs_short,
    Told.OUTPUTS_OVER: _outputs_short,
}
