"""What an agreement's money did, as it stood on a day: its actions as they were then, and the two ratings proposed."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from cspdesk.domain.audience import may_see
from cspdesk.domain.money import pounds
from cspdesk.domain.plans import ActionStatus, Rating
from cspdesk.domain.proof import counted
from cspdesk.domain.ratings import rate_action
from cspdesk.domain.return_record import ReturnRecord
from cspdesk.domain.whole_action import WholeAction

SPEND_STEPS = ((2, 5), (5, 4), (10, 3), (20, 2))  # outturn within so many percent of the revised budget
DELIVERY_STEPS = ((95, 5), (80, 4), (60, 3), (40, 2))  # at least so many percent complete or on track


@dataclass(frozen=True, slots=True)
class Proposal:
    """A rating worked out from 1 (poor) to 5 (good), with why; None when nothing can be told."""

    rating: int | None
    because: str


def seen_actions(record: ReturnRecord) -> tuple[WholeAction, ...]:
    """Return the linked actions that the reader may see, as they stood at the period's end, by due date."""
    end = record.period.ends_on
    seen = [w for w in _begun(record) if may_see(record.audience, w.action.marking)]
    return tuple(
        as_it_stood(w, end) for w in sorted(seen, key=lambda w: (w.action.due_on, w.action.title, w.action.id))
    )


def withheld_actions(record: ReturnRecord) -> int:
    """Return how many linked actions the reader may not see; nothing that counts actions counts them."""
    return sum(not may_see(record.audience, w.action.marking) for w in _begun(record))


def _begun(record: ReturnRecord) -> list[WholeAction]:
    return [w for w in record.actions if w.action.starts_on <= record.period.ends_on]


def as_it_stood(whole: WholeAction, day: date) -> WholeAction:
    """Return an action without what came after a day: finished, stopped or reached later is not so yet."""
    action = whole.action
    if _ended_on(whole) > day:
        action = replace(action, status=ActionStatus.IN_PROGRESS, finished_on=None)
    reached = tuple(
        replace(m, actual_on=None) if m.actual_on is not None and m.actual_on > day else m for m in whole.milestones
    )
    return replace(whole, action=action, milestones=reached)


def _ended_on(whole: WholeAction) -> date:
    """Return when an action was finished, or last reported on if it was stopped; the first of all days for others."""
    action = whole.action
    if action.status is ActionStatus.COMPLETE:
        return action.finished_on or action.due_on
    if action.status is ActionStatus.STOPPED:
        return action.finished_on or (whole.last_update.made_on if whole.last_update else date.min)
    return date.min


def spend_proposal(revised: int, outturn: int) -> Proposal:
    """Return the rating of spend: how near the outturn is to the revised budget, over or under alike."""
    if revised <= 0:
        return Proposal(None, "There is no budget to hold the outturn against.")
    gap = abs(outturn - revised)
    rating = next((points for percent, points in SPEND_STEPS if gap * 100 <= percent * revised), 1)
    tenths = (gap * 1000 + revised // 2) // revised
    side = "over" if outturn > revised else "under"
    said = f"{tenths // 10}.{tenths % 10}% {side}" if gap else "equal to"
    return Proposal(rating, f"The outturn of {pounds(outturn)} is {said} the revised budget of {pounds(revised)}.")


def delivery_proposal(record: ReturnRecord, actions: Sequence[WholeAction]) -> Proposal:
    """Return the rating of delivery: the share of the linked actions that are complete or on track."""
    end = record.period.ends_on
    found = Counter(rate_action(w, end, record.rule).rating for w in actions)
    rated = sum(count for rating, count in found.items() if rating is not Rating.NOT_STARTED)
    hidden = withheld_actions(record)
    kept = f" {counted(hidden, 'action')} withheld from this version {'is' if hidden == 1 else 'are'} not counted."
    more = kept if hidden else ""
    if not rated:
        return Proposal(None, f"No action that this money pays for had begun.{more}")
    good = found[Rating.COMPLETE] + found[Rating.ON_TRACK]
    rating = next((points for percent, points in DELIVERY_STEPS if good * 100 >= percent * rated), 1)
    stopped = sum(w.action.status is ActionStatus.STOPPED for w in actions)
    told = found - Counter({Rating.CANNOT_TELL: stopped})
    said = [f"{told[each]:,} {each.value}" for each in Rating if told[each]]
    words = ", ".join([*said, *([f"{stopped:,} stopped, so not rated"] if stopped else [])])
    verb = "was" if good == 1 or rated == 1 else "were"
    begun = "action" if rated == 1 else "actions"
    return Proposal(
        rating, f"{good:,} of {rated:,} {begun} that had begun {verb} complete or on track ({words}).{more}"
    )


def rule_sentences() -> tuple[str, ...]:
    """Return how both ratings are proposed, in words."""
    spend = ", ".join(f"{points} within {percent}%" for percent, points in SPEND_STEPS)
    delivery = ", ".join(f"{points} from {percent}%" for percent, points in DELIVERY_STEPS)
    return (
        f"Spend is proposed by how near the outturn is to the revised budget: {spend}, otherwise 1.",
        f"Delivery is proposed by the share of begun actions complete or on track: {delivery}, otherwise 1.",
    )
