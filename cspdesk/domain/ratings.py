"""The rule that rates an action from its dates, and says why.

The rule in plain words; the thresholds are data (`RatingRule`), the figures here are those everyone starts with:

- **Complete**: said to be complete, and every milestone is reached. With a milestone not reached: cannot tell.
- **Not started**: only proposed, or its start lies ahead. **Stopped** actions are not rated: cannot tell.
- **Off track**: more than 14 days late; or a milestone is 28 days late or more; or progress is 30 points or more
  behind what was to be reached by now.
- **Cannot tell**: not off track, and nothing was reported for more than 90 days.
- **At risk**: late at all; or a milestone is 7 days late or more; or progress is 15 points or more behind; or nothing
  was reported for more than 35 days; or it should have begun 7 days ago or more and has not.
- **On track**: none of these.

Lateness is counted from the day first agreed to today or to the day now planned, whichever is later: moving a date
makes nothing less late. Progress is what is stated, or what the milestones reached stand for if that is more; it is
held against the milestones due by now and, only where an action has none, against the share of its time that passed.
A recurring action is not held against its time: each occurrence is to be reported within 7 days; one that is not puts
it at risk, and when the first of them is more than 90 days old nobody can tell.

The forecast for the year's end repeats the worst slip so far once more: whatever is still open is expected that many
days after the day now planned, or after today where that has passed. Milestones late by too little to put them at risk
do not count. What is then finished will be complete; the rest is rated by the same rule as it will stand on the year's
last day.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

from cspdesk.domain.milestones import Milestone, expected_percent, late_days
from cspdesk.domain.periods import FinancialYear, long_date
from cspdesk.domain.plans import Action, ActionStatus, Rating, Recurrence
from cspdesk.domain.rating_findings import (
    Finding,
    of_begin,
    of_due,
    of_milestones,
    of_progress,
    of_updates,
    settled,
)
from cspdesk.domain.rating_rule import RULE_ID, WORSE, ComputedRating, RatingRule, are, days_text, plural
from cspdesk.domain.records import replace
from cspdesk.domain.whole_action import WholeAction

__all__ = (
    "RULE_ID",
    "WORSE",
    "ComputedRating",
    "RatingRule",
    "forecast_action",
    "lacks_reason",
    "rate_action",
    "rate_priority",
    "worst_slip",
)


def rate_action(whole: WholeAction, today: date, rule: RatingRule) -> ComputedRating:
    """Return what the rule says of an action today, with its reasons in words."""
    return settled(whole, today) or _rated(
        of_due(whole.action, today, rule),
        of_milestones(whole, today, rule),
        of_begin(whole.action, today, rule),
        of_progress(whole, today, rule),
        of_updates(whole, today, rule),
    )


def _rated(*found: Finding | None) -> ComputedRating:
    """Return the worst that any clause says, with the clauses that weigh, worst first."""
    findings = sorted((f for f in found if f is not None), key=lambda f: -WORSE.index(f[0]))
    worst = findings[0][0]
    telling = (clause for rating, clause in findings if rating is not Rating.ON_TRACK or worst is Rating.ON_TRACK)
    return ComputedRating(worst, tuple(telling))


def forecast_action(whole: WholeAction, today: date, year: FinancialYear, rule: RatingRule) -> ComputedRating:
    """Return what the dates say the rating will be on the year's last day; once that has come, the rating of today.

    What nobody has reported on for too long cannot be forecast; a recurring action with an occurrence unreported is
    expected to stay so.
    """
    now, end = rate_action(whole, today, rule), year.ends_on
    worked_on = whole.action.status in (ActionStatus.NOT_STARTED, ActionStatus.IN_PROGRESS)
    if today >= end or not worked_on or whole.action.starts_on > end:
        return now
    then = _at_end(whole, today, end, rule)
    silence, clause = of_updates(whole, today, rule)
    lasting = silence is Rating.CANNOT_TELL or whole.action.recurrence is not Recurrence.ONCE
    if lasting and WORSE.index(silence) > (WORSE.index(then.rating) if then.rating in WORSE else 0):
        return ComputedRating(silence, (clause, *then.reasons))
    return then


def _at_end(whole: WholeAction, today: date, end: date, rule: RatingRule) -> ComputedRating:
    slip = worst_slip(whole, today, rule)
    ahead = _as_expected(whole, today, end, slip)
    finish, agreed = ahead.action.due_on, whole.action.agreed_due_on
    again = f" if what is open slips by {days_text(slip)} more, the worst slip so far" if slip else ""
    clause = f"expected to finish on {long_date(finish)}"
    if finish <= end:
        return ComputedRating(Rating.COMPLETE, (clause + again,))
    milestones = of_milestones(ahead, end, rule)
    rated = _rated(of_due(ahead.action, end, rule), milestones, of_progress(ahead, end, rule), (Rating.ON_TRACK, ""))
    if agreed <= end:
        return ComputedRating(rated.rating, (f"{clause}, {days_text((finish - end).days)} after the year ends{again}",))
    late = (f", {days_text((finish - agreed).days)} later than first agreed" if finish > agreed else "") + again
    by_then = () if milestones is None or milestones[0] is Rating.ON_TRACK else (f"by then {milestones[1]}",)
    return ComputedRating(rated.rating, (f"runs on after the year, {clause}{late}", *by_then))


def worst_slip(whole: WholeAction, today: date, rule: RatingRule) -> int:
    """Return by how many days anything of an action came, is or will be later than first agreed, at the most.

    A milestone counts from as many days as put it at risk. Without milestones the pace counts in the same way:
    progress that was to be reached 20 days ago is a slip of 20 days.
    """
    action = whole.action
    slips = []
    for milestone in whole.milestones:
        reached = milestone.actual_on
        slips.append((reached - milestone.baseline_on).days if reached else late_days(milestone, today))
    if not whole.milestones and action.recurrence is Recurrence.ONCE:
        behind = expected_percent(action, (), today) - action.percent
        slips.append(behind * (action.agreed_due_on - action.starts_on).days // 100)
    late = (max(action.due_on, today) - action.agreed_due_on).days
    return max(0, late, *(slip for slip in slips if slip >= rule.milestone_at_risk_days))


def _as_expected(whole: WholeAction, today: date, end: date, slip: int) -> WholeAction:
    """Return an action as it will stand at the end when everything open slips once more."""
    more = timedelta(days=slip)
    milestones = tuple(
        m if m.actual_on else _expected(m, max(m.current_on, today) + more, end) for m in whole.milestones
    )
    last = (m.current_on for m in milestones if m.actual_on is None or m.actual_on > today)
    finish = max(whole.action.due_on + more, today + more, *last)
    percent = whole.action.percent
    if not milestones:
        percent = max(percent, expected_percent(whole.action, (), end - more))
    action = replace(
        whole.action,
        due_on=finish,
        baseline_due_on=whole.action.agreed_due_on,
        percent=percent,
        status=ActionStatus.IN_PROGRESS,
    )
    return replace(whole, action=action, milestones=milestones)


def _expected(milestone: Milestone, day: date, end: date) -> Milestone:
    return replace(milestone, current_on=day, actual_on=day if day <= end else None)


def lacks_reason(action: Action, computed: ComputedRating) -> bool:
    """Return whether the stated rating differs from the computed one and nobody says why."""
    return action.stated_rating is not computed.rating and not action.rating_reason.strip()


_WORDS = {
    Rating.ON_TRACK: "on track",
    Rating.AT_RISK: "at risk",
    Rating.CANNOT_TELL: "cannot be rated",
    Rating.OFF_TRACK: "off track",
}


def rate_priority(ratings: Iterable[Rating], rule: RatingRule) -> ComputedRating:
    """Return a priority's rating from those of its actions whose status rates a priority.

    Of the open actions: off track when the share off track reaches the rule's; cannot tell when it would with those
    that cannot be rated; at risk when all that are not on track reach the share for that.
    """
    counts = Counter(ratings)
    total, done = counts.total(), counts[Rating.COMPLETE]
    running = [counts[rating] for rating in WORSE]
    open_ones = sum(running)
    if not open_ones:
        return _without_open(total, done)
    off, unknown, risky = (sum(running[place:]) * 100 for place in (3, 2, 1))
    if off and off >= open_ones * rule.priority_off_track_percent:
        rating = Rating.OFF_TRACK
    elif unknown and unknown >= open_ones * rule.priority_off_track_percent:
        rating = Rating.CANNOT_TELL
    else:
        at_risk = risky and risky >= open_ones * rule.priority_at_risk_percent
        rating = Rating.AT_RISK if at_risk else Rating.ON_TRACK
    shown = [r for r in reversed(WORSE) if counts[r]]
    first = rating if counts[rating] else shown[0]
    shown.sort(key=lambda r: r is not first)
    verb = "" if first is Rating.CANNOT_TELL else f"{are(counts[first])} "
    head = f"{counts[first]} of {open_ones} open {plural(open_ones, 'action')} {verb}{_WORDS[first]}"
    return ComputedRating(rating, (head, *(f"{counts[r]} {_WORDS[r]}" for r in shown[1:])))


def _without_open(total: int, done: int) -> ComputedRating:
    if not total:
        return ComputedRating(Rating.CANNOT_TELL, ("no actions to rate",))
    if done == total:
        return ComputedRating(Rating.COMPLETE, (f"{done} of {total} {plural(total, 'action')} complete",))
    waiting = total - done
    reasons = (f"{waiting} of {total} {plural(total, 'action')} not started", *([f"{done} complete"] if done else []))
    return ComputedRating(Rating.NOT_STARTED, reasons)
