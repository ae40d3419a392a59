"""A plan's dates as a calendar (RFC 5545) that any calendar program takes in, and a later export brings up to date."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from cspdesk.domain.milestones import Milestone
from cspdesk.domain.periods import long_date
from cspdesk.domain.plan_record import PlanRecord
from cspdesk.domain.plans import Action, ActionStatus, Recurrence
from cspdesk.domain.records import dataclass
from cspdesk.domain.services import CommissionedService

if TYPE_CHECKING:
    from icalendar import Event

_LONGER_THAN_FEBRUARY = 28


@dataclass(frozen=True, slots=True)
class Entry:
    """One day of a plan. key never changes for the same date of the same record, so a later export replaces it."""

    key: str
    day: date
    summary: str
    about: str = ""
    cancelled: bool = False
    repeats: tuple[Recurrence, date] | None = None  # how often, and the last day


def plan_entries(record: PlanRecord, person_id: str | None = None) -> tuple[Entry, ...]:
    """Return the days of a plan, of everyone or only of what one person leads or owns, by day."""
    mine = [w for w in record.actions if person_id in (None, w.action.lead_id)]
    leads = person_id in (None, record.priority.lead_id)
    entries: list[Entry] = []
    for whole in mine:
        entries += _of_action(record, whole.action)
        entries += (_of_milestone(whole.action, m) for m in whole.milestones)
    if leads or mine:
        entries += _of_reviews(record)
    entries += _of_decisions(record, person_id)
    if leads:
        entries += (e for service in record.services for e in _of_service(record, service))
        entries += _of_case_reviews(record)
    return tuple(sorted(entries, key=lambda e: (e.day, e.key)))


def plan_calendar(record: PlanRecord, person_id: str | None = None) -> tuple[bytes, int]:
    """Return a plan as the bytes of an ICS file, and how many entries it has; record holds only what may be seen."""
    from icalendar import Calendar

    calendar = Calendar()
    name = f"{record.priority.name}, {record.year.label}"
    if person_id is not None:
        name += f": {record.person(person_id)}"
    for key, value in (
        ("prodid", "-//cspdesk//plan//EN"),
        ("version", "2.0"),
        ("calscale", "GREGORIAN"),
        ("method", "PUBLISH"),
        ("x-wr-calname", name),
    ):
        calendar.add(key, value)
    entries = plan_entries(record, person_id)
    for entry in entries:
        calendar.add_component(_event(record, entry))
    return calendar.to_ical(), len(entries)


def _event(record: PlanRecord, entry: Entry) -> "Event":
    from icalendar import Event

    event = Event()
    made = datetime(record.as_at.year, record.as_at.month, record.as_at.day, tzinfo=UTC)
    values: list[tuple[str, Any]] = [
        ("uid", f"{entry.key}@cspdesk"),
        ("dtstamp", made),
        ("last-modified", made),
        ("sequence", record.sequence),
        ("dtstart", entry.day),
        ("dtend", entry.day + timedelta(days=1)),
        ("summary", entry.summary),
        ("categories", [record.priority.name]),
        ("transp", "TRANSPARENT"),
        ("status", "CANCELLED" if entry.cancelled else "CONFIRMED"),
    ]
    if entry.about:
        values.append(("description", entry.about))
    if entry.repeats:
        values.append(("rrule", _rule(entry.day, *entry.repeats)))
    for key, value in values:
        event.add(key, value)
    return event


def _rule(first: date, recurrence: Recurrence, last: date) -> dict[str, object]:
    """Return how it comes round; what starts on the 31st does so on the last day of a shorter month."""
    rule: dict[str, object] = {"freq": "MONTHLY", "interval": recurrence.months, "until": last}
    if recurrence is Recurrence.YEARLY:
        rule = {"freq": "YEARLY", "until": last}
        if (first.month, first.day) == (2, 29):
            rule |= {"bymonth": 2, "bymonthday": [28, 29], "bysetpos": -1}
    elif first.day > _LONGER_THAN_FEBRUARY:
        rule |= {"bymonthday": list(range(_LONGER_THAN_FEBRUARY, first.day + 1)), "bysetpos": -1}
    return rule


def _of_action(record: PlanRecord, action: Action) -> Iterator[Entry]:
    lead = record.person(action.lead_id)
    about = "\n".join(text for text in (f"Lead: {lead}" if lead else "", action.description) if text)
    stopped = action.status is ActionStatus.STOPPED
    done = action.status is ActionStatus.COMPLETE
    yield Entry(f"due-{action.id}", action.due_on, f"{'Done' if done else 'Due'}: {action.title}", about, stopped)
    if action.recurrence is not Recurrence.ONCE:
        repeats = (action.recurrence, action.due_on)
        yield Entry(f"repeats-{action.id}", action.starts_on, action.title, about, stopped, repeats)


def _of_milestone(action: Action, milestone: Milestone) -> Entry:
    day = milestone.actual_on or milestone.current_on
    word = "Reached" if milestone.actual_on else "Milestone"
    about = f"A milestone of “{action.title}”, first agreed for {long_date(milestone.baseline_on)}."
    stopped = action.status is ActionStatus.STOPPED and milestone.actual_on is None
    return Entry(f"milestone-{milestone.id}", day, f"{word}: {milestone.title}", about, stopped)


def _of_reviews(record: PlanRecord) -> Iterator[Entry]:
    for review in record.reviews:
        held = f"Held: review of {record.priority.name}"
        yield Entry(f"review-{review.id}", review.held_on, held, review.summary)
        if review.next_on is not None:
            yield Entry(f"next-review-{review.id}", review.next_on, f"Review: {record.priority.name}")


def _of_decisions(record: PlanRecord, person_id: str | None) -> Iterator[Entry]:
    for decision in record.decisions:
        if decision.due_on is not None and person_id in (None, decision.owner_id):
            word = "Done" if decision.done_on else "Decision due"
            owner = record.person(decision.owner_id)
            yield Entry(
                f"decision-{decision.id}",
                decision.due_on,
                f"{word}: {decision.text}",
                f"Owner: {owner}" if owner else "",
            )


def _of_service(record: PlanRecord, service: CommissionedService) -> Iterator[Entry]:
    provider = record.organisation(service.provider_id)
    about = f"Provider: {provider}" if provider else ""
    if service.notice_on is not None:
        yield Entry(f"notice-{service.id}", service.notice_on, f"Last day for notice: {service.title}", about)
    yield Entry(f"ends-{service.id}", service.ends_on, f"Service ends: {service.title}", about)
    if service.extendable_to is not None:
        yield Entry(f"extended-{service.id}", service.extendable_to, f"Longest extension ends: {service.title}", about)


def _of_case_reviews(record: PlanRecord) -> Iterator[Entry]:
    for review in record.case_reviews:
        if review.stage_due_on is not None and review.stage.is_open:
            said = f"Case review {review.reference}: next stage due (now {review.stage.value})"
            yield Entry(f"case-{review.id}", review.stage_due_on, said)
    references = {r.id: r.reference for r in record.case_reviews}
    for each in record.recommendations:
        if each.due_on is not None and each.review_id in references:
            word = "Done" if each.done_on else "Due"
            said = f"{word}: recommendation {each.position} of case review {references[each.review_id]}"
            yield Entry(f"recommendation-{each.id}", each.due_on, said, each.text)
