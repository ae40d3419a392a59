"""What each thing known of an action says for its rating, with the clause that explains it."""

from datetime import date

from cspdesk.domain.milestones import expected_percent, late_days, reached_percent
from cspdesk.domain.periods import long_date
from cspdesk.domain.plans import Action, ActionStatus, Rating, Recurrence, occurrences
from cspdesk.domain.rating_rule import ComputedRating, RatingRule, are, days_text, plural
from cspdesk.domain.whole_action import WholeAction

Finding = tuple[Rating, str]  # what one clause alone would make of the action


def settled(whole: WholeAction, today: date) -> ComputedRating | None:
    """Return the rating of an action that is not being worked on; None for one that is."""
    action = whole.action
    if action.status is ActionStatus.COMPLETE:
        return _of_complete(whole)
    if action.status is ActionStatus.STOPPED:
        return ComputedRating(Rating.CANNOT_TELL, ("stopped, so not rated",))
    if action.status is ActionStatus.PROPOSED:
        return ComputedRating(Rating.NOT_STARTED, ("proposed, not begun",))
    if today < action.starts_on:
        return ComputedRating(Rating.NOT_STARTED, (f"starts on {long_date(action.starts_on)}",))
    return None


def _of_complete(whole: WholeAction) -> ComputedRating:
    total, missing = len(whole.milestones), sum(m.actual_on is None for m in whole.milestones)
    if missing:
        clause = (
            f"said to be complete, but {missing} of {total} {plural(total, 'milestone')} {are(missing)} not reached"
        )
        return ComputedRating(Rating.CANNOT_TELL, (clause,))
    day, agreed = whole.action.finished_on, whole.action.agreed_due_on
    if day is None:
        return ComputedRating(Rating.COMPLETE, ("finished on a day not given",))
    late = (day - agreed).days
    after = f", {days_text(late)} later than first agreed" if late > 0 else ""
    return ComputedRating(Rating.COMPLETE, (f"finished on {long_date(day)}{after}",))


def of_due(action: Action, today: date, rule: RatingRule) -> Finding | None:
    """Say how late it is, counted from the day first agreed; None when it is not."""
    moved = (action.due_on - action.agreed_due_on).days
    late = max(moved, (today - action.agreed_due_on).days)
    overdue = (today - action.due_on).days
    if late <= 0 and overdue <= 0:
        return None
    if overdue > 0:
        clause = f"due {days_text(overdue)} ago" + (f", after it was moved by {days_text(moved)}" if moved > 0 else "")
    else:
        clause = f"due {days_text(moved)} later than first agreed"
    return Rating.OFF_TRACK if late > rule.due_off_track_days else Rating.AT_RISK, clause


def of_milestones(whole: WholeAction, today: date, rule: RatingRule) -> Finding | None:
    """Say how its milestones stand; None without any."""
    if not whole.milestones:
        return None
    total = len(whole.milestones)
    late = sorted((days, m.current_on > today) for m in whole.milestones if (days := late_days(m, today)))
    if not late:
        reached = sum(m.actual_on is not None for m in whole.milestones)
        head = f"{reached or total} of {total} {plural(total, 'milestone')} {'reached' if reached else 'on time'}"
        return Rating.ON_TRACK, head + (", the rest on time" if 0 < reached < total else "")
    worst, planned = late[-1]
    head = f"{len(late)} of {total} {plural(total, 'milestone')} {are(len(late))}"
    if len(late) == 1:
        clause = f"{head} {'planned ' if planned else ''}{days_text(worst)} late"
    else:
        clause = f"{head} late, the worst by {days_text(worst)}"
    return _by(worst, rule.milestone_at_risk_days, rule.milestone_off_track_days), clause


def of_begin(action: Action, today: date, rule: RatingRule) -> Finding | None:
    """Say that it should have begun; None when it has."""
    waited = (today - action.starts_on).days
    if action.status is not ActionStatus.NOT_STARTED or not waited:
        return None
    rating = Rating.AT_RISK if waited >= rule.milestone_at_risk_days else Rating.ON_TRACK
    return rating, f"not begun, {days_text(waited)} after its start"


def of_progress(whole: WholeAction, today: date, rule: RatingRule) -> Finding | None:
    """Hold what was done against what was to be done; recurring actions have no line to be held against."""
    action = whole.action
    if action.recurrence is not Recurrence.ONCE:
        return None
    done = max(action.percent, reached_percent(whole.milestones))
    expected = expected_percent(action, whole.milestones, today)
    if done >= expected and whole.milestones:
        return None
    clause = f"progress {done}%, {expected}% expected by now"
    return _by(expected - done, rule.progress_at_risk_points, rule.progress_off_track_points), clause


def of_updates(whole: WholeAction, today: date, rule: RatingRule) -> Finding:
    """Say when something was last reported; of recurring actions, since when an occurrence waits for its report."""
    last = None if whole.last_update is None else whole.last_update.made_on
    since_start = f"no update since its start {_ago(whole.action.starts_on, today)}"
    clause = since_start if last is None else f"last update {_ago(last, today)}"
    if whole.action.recurrence is Recurrence.ONCE:
        quiet = (today - max(last or whole.action.starts_on, whole.action.starts_on)).days
        stale = quiet > rule.update_stale_days
        return _unheard(quiet, stale, rule), clause
    missed = [day for day in occurrences(whole.action) if day <= today and (last is None or last < day)]
    quiet = (today - missed[0]).days if missed else 0
    if quiet < rule.milestone_at_risk_days:
        return Rating.ON_TRACK, clause
    return _unheard(quiet, True, rule), f"not reported since it came round on {long_date(missed[0])}"


def _unheard(days: int, stale: bool, rule: RatingRule) -> Rating:
    if days > rule.update_cannot_tell_days:
        return Rating.CANNOT_TELL
    return Rating.AT_RISK if stale else Rating.ON_TRACK


def _by(value: int, at_risk: int, off_track: int) -> Rating:
    if value >= off_track:
        return Rating.OFF_TRACK
    return Rating.AT_RISK if value >= at_risk else Rating.ON_TRACK


def _ago(day: date, today: date) -> str:
    days = (today - day).days
    return "today" if days <= 0 else f"{days_text(days)} ago"
