"""One change to many actions: what it makes of each, and how its one step is called."""

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import date, timedelta
from enum import Enum, auto

from cspdesk.domain.audience import Audience
from cspdesk.domain.plans import Action, ActionKind, ActionStatus, Rating, checked_action, moved_due
from cspdesk.domain.proof import counted
from cspdesk.domain.ratings import RatingRule, lacks_reason, rate_action
from cspdesk.domain.records import dataclass
from cspdesk.errors import UserError
from cspdesk.ui.models.plan_changes import checked_finish, wants_reason, with_rating, with_status
from cspdesk.ui.models.plan_rows import PlanRow
from cspdesk.ui.session import Session

LONGEST_NUMBER = 6  # digits and sign
MOST_DAYS = 3_660  # ten years either way; more is a slip of the finger


class Keep(Enum):
    """Leave it as it is: nobody leads is another thing."""

    KEEP = auto()


@dataclass(frozen=True, slots=True)
class BulkChange:
    """What is wanted of every action; a part left out stays as it is.

    finished_on goes with the status complete, reason with the rating, marking_reason with the marking.
    """

    lead_id: str | Keep | None = Keep.KEEP
    status: ActionStatus | None = None
    finished_on: date | None = None
    rating: Rating | None = None
    reason: str = ""
    due_days: int = 0
    kind: ActionKind | None = None
    marking: Audience | None = None
    marking_reason: str = ""


def typed_days(text: str) -> int:
    """Return the days a person typed: 14, +14, -7; 0 when nothing is. Raises UserError when it is no whole number."""
    number = text.strip().removesuffix("days").removesuffix("day").strip().replace("−", "-")
    if not number:
        return 0
    if not number.lstrip("+-").isdecimal() or len(number) > LONGEST_NUMBER:
        raise UserError(f"“{text.strip()}” is not a number of days. Write 14 for later, -7 for earlier.")
    return int(number)


def changed(row: PlanRow, wanted: BulkChange, today: date, rule: RatingRule) -> Action:
    """Return an action with what is wanted of it. Raises UserError naming the action it cannot be done to."""
    action = row.action
    if not isinstance(wanted.lead_id, Keep):
        action = replace(action, lead_id=wanted.lead_id)
    if wanted.kind is not None:
        action = replace(action, kind=wanted.kind)
    if wanted.marking is not None:
        reason = "" if wanted.marking is Audience.PUBLIC else wanted.marking_reason.strip()
        action = replace(action, marking=wanted.marking, marking_reason=reason)
    if wanted.due_days:
        action = _with_due(action, wanted.due_days)
    if wanted.status is not None:
        action = _with_status(action, wanted, today)
    if wanted.rating is not None:
        action = with_rating(action, wanted.rating, wanted.reason)
    computed = rate_action(replace(row.whole, action=checked_action(action)), today, rule)
    stated_anew = wanted.rating is not None and lacks_reason(action, computed)
    if stated_anew or wants_reason(row.action, action, computed):
        stated, says = action.stated_rating.value, computed.rating.value
        how = "Say why." if wanted.rating is not None else "Choose a stated rating as well, and say why."
        raise UserError(f"“{action.title}” would be rated {stated}, and its dates say {says}. {how}")
    return action


def _with_due(action: Action, days: int) -> Action:
    if abs(days) > MOST_DAYS:
        raise UserError(f"A due date moves by at most {MOST_DAYS:,} days at once.")
    if not action.status.is_open:
        raise UserError(f"“{action.title}” is {action.status.value}, so its due date stays. Leave it out.")
    return moved_due(action, action.due_on + timedelta(days=days))


def _with_status(action: Action, wanted: BulkChange, today: date) -> Action:
    if wanted.status is ActionStatus.COMPLETE:
        if wanted.finished_on is None:
            raise UserError("Give the day they were finished.")
        try:
            day = checked_finish(wanted.finished_on, action, today)
        except UserError as error:
            raise UserError(f"“{action.title}”: {error}") from error
        return with_status(action, wanted.status, day)
    return action if wanted.status is None else with_status(action, wanted.status)


def bulk_label(pairs: Sequence[tuple[Action, Action]], wanted: BulkChange) -> str:
    """Return what was done to many actions, in the past tense; each pair is an action before and after."""
    what = counted(len(pairs), "action") if len(pairs) > 1 else f"“{pairs[0][0].title}”"
    if wanted == BulkChange(due_days=wanted.due_days):
        way = "later" if wanted.due_days > 0 else "earlier"
        date_word = "dates" if len(pairs) > 1 else "date"
        return f"Moved the due {date_word} of {what} by {counted(abs(wanted.due_days), 'day')}, {way}"
    parts = [words for name, words in _PARTS.items() if getattr(wanted, name) != _UNTOUCHED[name]]
    return f"Changed the {' and the '.join(parts)} of {what}" if len(parts) in (1, 2) else f"Changed {what}"


def save_bulk(session: Session, rows: Sequence[PlanRow], wanted: BulkChange) -> bool:
    """Change many actions as one step; return whether it was. Raises UserError when one cannot be, or nothing would."""
    plans = session.store.plans
    rule = plans.rating_rule()
    both = [(row.action, changed(row, wanted, session.today, rule)) for row in rows]
    pairs = [(before, after) for before, after in both if before != after]
    if not pairs:
        raise UserError("Nothing would change: choose what is to be another way.")

    def work() -> None:
        for _, after in pairs:
            plans.save(after)

    return session.do(bulk_label(pairs, wanted), work)


_PARTS = {
    "lead_id": "lead",
    "status": "status",
    "rating": "rating",
    "due_days": "due date",
    "kind": "kind",
    "marking": "marking",
}
_UNTOUCHED = {field.name: field.default for field in fields(BulkChange)}
