"""What became of actions, their milestones, outputs and reports since a review."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from cspdesk.domain.periods import Quarter
from cspdesk.domain.plans import ActionStatus
from cspdesk.domain.rating_rule import days_text, plural
from cspdesk.domain.since_items import (
    Row,
    RowSince,
    SinceItem,
    SinceKind,
    SinceNames,
    against,
    days_between,
    item,
    said,
)

_WORDS = {"description": "The description", "outside_control": "What is outside our control"}


def of_action(row: RowSince, names: SinceNames) -> Iterator[SinceItem]:
    """Give what is to be told of one action's own row."""
    before, after = row.before, row.after
    if before is None:
        added = row.known
        yield item(SinceKind.ADDED, added, f"Added, {added['status']}, due {said(added['due_on'])}.")
    elif after is None:
        yield item(SinceKind.REMOVED, before, f"Taken out of the plan; it was due {said(before['due_on'])}.")
    else:
        yield from _of_status(before, after)
        yield from _of_due(before, after)
        yield from _of_rating(row, before, after)
        yield from _of_words(row, before, after)
        if row.changed("lead_id"):
            now, then = (names.people.get(r["lead_id"] or "", "nobody") for r in (after, before))
            yield item(SinceKind.HANDED_OVER, after, f"Led by {now}, before by {then}.", was=before)


def _of_status(before: Row, after: Row) -> Iterator[SinceItem]:
    was, now = ActionStatus(before["status"]), ActionStatus(after["status"])
    if was is now:
        return
    if now is ActionStatus.COMPLETE:
        day, agreed = after["finished_on"], after["baseline_due_on"] or after["due_on"]
        yield item(SinceKind.FINISHED, after, f"Finished on {said(day)}{against(day, agreed)}.", was=before)
    elif now is ActionStatus.STOPPED:
        reason = f": {after['rating_reason']}" if after["rating_reason"] else "."
        yield item(SinceKind.STOPPED, after, f"Stopped at {after['percent']}%{reason}", was=before)
    elif not was.is_open:
        yield item(SinceKind.REOPENED, after, f"Open again; it was {was.value}.", was=before)
    elif now is ActionStatus.IN_PROGRESS:
        yield item(SinceKind.BEGUN, after, f"Begun; it was {was.value}.", was=before)


def _of_due(before: Row, after: Row) -> Iterator[SinceItem]:
    moved = days_between(before["due_on"], after["due_on"])
    if moved:
        how = f"{days_text(abs(moved))} {'later' if moved > 0 else 'earlier'}"
        kind = SinceKind.SLIPPED if moved > 0 else SinceKind.EARLIER
        sentence = f"Due {how}: {said(after['due_on'])} (it was {said(before['due_on'])})."
        yield item(kind, after, sentence, was=before, days=max(moved, 0))


def _of_rating(row: RowSince, before: Row, after: Row) -> Iterator[SinceItem]:
    if after["status"] == ActionStatus.COMPLETE:
        return
    for stated, reason, what in (
        ("stated_rating", "rating_reason", "Stated"),
        ("forecast_rating", "forecast_reason", "Forecast"),
    ):
        if row.changed(stated):
            why = f": {after[reason]}" if after[reason] else "."
            sentence = f"{what} as {after[stated]}, before as {before[stated]}{why}"
            yield item(SinceKind.RERATED, after, sentence, was=before)


def _of_words(row: RowSince, before: Row, after: Row) -> Iterator[SinceItem]:
    if row.changed("title"):
        yield item(SinceKind.REWORDED, after, f"Was called “{before['title']}”.", was=before)
    for column, what in _WORDS.items():
        if row.changed(column):
            how = "taken out" if not after[column] else "worded anew" if before[column] else "added"
            yield item(SinceKind.REWORDED, after, f"{what}: {how}.", was=before)


def of_computed(actions: Iterable[Row], names: SinceNames) -> Iterator[SinceItem]:
    """Give the actions whose dates say something else today than they said at the review."""
    for action in actions:
        then, now = names.then.get(action["id"]), names.now.get(action["id"])
        over = not ActionStatus(action["status"]).is_open
        if then is None or now is None or then is now.rating or over:
            continue
        sentence = f"Its dates say {now.rating.value} (it was {then.value}): {'; '.join(now.reasons)}."
        yield item(SinceKind.RERATED, action, sentence)


def of_milestone(row: RowSince, action: Row) -> Iterator[SinceItem]:
    """Give what is to be told of one milestone of an action that was there at the review."""
    before, after = row.before, row.after
    if before is None:
        added = row.known
        yield item(SinceKind.ADDED, action, f"Milestone “{added['title']}” added for {said(added['current_on'])}.")
    elif after is None:
        yield item(SinceKind.REMOVED, action, f"Milestone “{before['title']}” taken out.")
    elif after["actual_on"] and not before["actual_on"]:
        day = after["actual_on"]
        late = against(day, after["baseline_on"])
        yield item(SinceKind.REACHED, action, f"“{after['title']}” reached on {said(day)}{late}.")
    elif moved := days_between(before["current_on"], after["current_on"]):
        yield _moved(action, after, moved)


def _moved(action: Row, milestone: Row, days: int) -> SinceItem:
    how = f"{days_text(abs(days))} {'later' if days > 0 else 'earlier'}"
    kind = SinceKind.SLIPPED if days > 0 else SinceKind.EARLIER
    sentence = f"“{milestone['title']}” is planned {how}, for {said(milestone['current_on'])}."
    return item(kind, action, sentence, days=max(days, 0))


def of_reports(rows: Iterable[RowSince], names: SinceNames) -> Iterator[SinceItem]:
    """Give, for each action, how often something was reported and how its progress moved."""
    updates: dict[str, list[str]] = defaultdict(list)
    progress: dict[str, str] = {}
    for row in rows:
        if row.table == "action_updates" and row.before is None and row.after is not None:
            updates[row.after["action_id"]].append(row.after["made_on"])
        elif row.table == "actions" and row.changed("percent") and row.before and row.after:
            if row.after["status"] == ActionStatus.COMPLETE:
                continue
            progress[row.row_id] = f"progress {row.after['percent']}% (it was {row.before['percent']}%)"
    for action_id in {**updates, **progress}:
        if action_id in names.actions:
            days = updates.get(action_id, [])
            told = f"{len(days)} {plural(len(days), 'update')}, the last on {said(max(days))}" if days else ""
            sentence = "; ".join(part for part in (told, progress.get(action_id, "")) if part)
            yield item(SinceKind.REPORTED, names.actions[action_id], f"{sentence[0].upper()}{sentence[1:]}.")


def of_counts(rows: Iterable[RowSince], names: SinceNames) -> Iterator[SinceItem]:
    """Give the outputs for which a quarter was counted, or counted anew; none where none was to be is no news."""
    for row in rows:
        if row.table != "output_quarters" or row.after is None or row.after["actual"] is None:
            continue
        action_id, title = names.outputs.get(row.after["output_id"], ("", ""))
        before = None if row.before is None else row.before["actual"]
        nothing = not (before or row.after["actual"] or row.after["target"])
        if action_id in names.actions and before != row.after["actual"] and not nothing:
            quarter = Quarter.of(date.fromisoformat(row.after["quarter_starts_on"]))
            target = "" if row.after["target"] is None else f", against a target of {row.after['target']:,}"
            anew = "" if before is None else f" (it was {before:,})"
            sentence = f"{title}: {row.after['actual']:,} in {quarter.label}{anew}{target}."
            yield item(SinceKind.COUNTED, names.actions[action_id], sentence)
