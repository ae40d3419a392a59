"""Calendars: written by one library, read back by another."""

from dataclasses import replace
from datetime import date
from typing import Any

import vobject

from cspdesk.domain.milestones import Milestone
from cspdesk.domain.plan_record import PlanRecord
from cspdesk.domain.plans import Action, ActionStatus, Recurrence, occurrences
from cspdesk.domain.reviews import Review, ReviewDecision
from cspdesk.domain.services import CaseReview, CommissionedService
from cspdesk.domain.whole_action import WholeAction
from cspdesk.exchange.calendars import plan_calendar
from tests.plan_records import YEAR, plan_of


def full() -> PlanRecord:
    """Return a plan with a date of every kind."""
    first = Action("a", "priority", "Fit locks; “all, of them”\nnow", date(2015, 5, 1), date(2015, 9, 1), lead_id="ann")
    second = Action("b", "priority", "Patrols", date(2015, 5, 1), date(2016, 2, 1), lead_id="bo")
    milestone = Milestone("m", "a", "Half are fitted", date(2015, 7, 1), date(2015, 7, 8))
    return replace(
        plan_of(WholeAction(first, (milestone,)), WholeAction(second)),
        services=(
            CommissionedService(
                "s",
                "priority",
                "Helpline",
                "fire",
                date(2015, 4, 1),
                date(2016, 3, 31),
                date(2017, 3, 31),
                date(2015, 12, 31),
            ),
        ),
        case_reviews=(CaseReview("c", "priority", "DHR 7", date(2015, 5, 5), stage_due_on=date(2015, 8, 8)),),
        reviews=(Review("r", "priority", YEAR, date(2015, 6, 1), 0, "{}", date(2015, 9, 9)),),
        decisions=(ReviewDecision("d", "r", 1, "Buy more locks", "bo", date(2015, 6, 30)),),
        sequence=7,
    )


def events(record: PlanRecord, person_id: str | None = None) -> dict[str, Any]:
    """Return what another library finds in the calendar, by UID."""
    data, count = plan_calendar(record, person_id)
    found = list(vobject.readOne(data.decode()).contents.get("vevent", []))
    assert len(found) == count
    return {e.uid.value.removesuffix("@cspdesk"): e for e in found}


def test_every_kind_of_date_is_an_all_day_entry_that_another_library_reads() -> None:
    found = {key: (e.dtstart.value, e.summary.value) for key, e in events(full()).items()}
    assert found == {
        "due-a": (date(2015, 9, 1), "Due: Fit locks; “all, of them”\nnow"),
        "due-b": (date(2016, 2, 1), "Due: Patrols"),
        "milestone-m": (date(2015, 7, 8), "Milestone: Half are fitted"),
        "review-r": (date(2015, 6, 1), "Held: review of Safer streets"),
        "next-review-r": (date(2015, 9, 9), "Review: Safer streets"),
        "decision-d": (date(2015, 6, 30), "Decision due: Buy more locks"),
        "notice-s": (date(2015, 12, 31), "Last day for notice: Helpline"),
        "ends-s": (date(2016, 3, 31), "Service ends: Helpline"),
        "extended-s": (date(2017, 3, 31), "Longest extension ends: Helpline"),
        "case-c": (date(2015, 8, 8), "Case review DHR 7: next stage due (now notified)"),
    }


def test_a_later_export_has_the_same_uids_and_a_higher_sequence() -> None:
    before = full()
    later = replace(before, sequence=9, as_at=date(2016, 1, 6))
    moved = replace(later.actions[0], action=replace(later.actions[0].action, due_on=date(2015, 10, 1)))
    first, second = events(before), events(replace(later, actions=(moved, later.actions[1])))
    assert first.keys() == second.keys()
    assert {int(e.sequence.value) for e in first.values()} == {7}
    assert {int(e.sequence.value) for e in second.values()} == {9}
    assert second["due-a"].dtstart.value == date(2015, 10, 1)


def test_one_persons_calendar_holds_what_is_theirs() -> None:
    assert events(full(), "bo").keys() == {"due-b", "decision-d", "review-r", "next-review-r"}
    assert events(full(), "bo2").keys() == set()


def test_what_was_stopped_is_cancelled_and_what_was_reached_says_so() -> None:
    record = full()
    first, second = record.actions
    reached = replace(first, milestones=(replace(first.milestones[0], actual_on=date(2015, 7, 3)),))
    stopped = replace(second, action=replace(second.action, status=ActionStatus.STOPPED))
    found = events(replace(record, actions=(reached, stopped)))
    assert found["due-b"].status.value == "CANCELLED"
    assert (found["milestone-m"].dtstart.value, found["milestone-m"].summary.value[:7]) == (date(2015, 7, 3), "Reached")


def test_a_recurring_action_comes_round_on_the_days_the_plan_says() -> None:
    for starts_on, recurrence in (
        (date(2015, 5, 1), Recurrence.MONTHLY),
        (date(2015, 5, 31), Recurrence.MONTHLY),
        (date(2015, 11, 30), Recurrence.QUARTERLY),
        (date(2016, 2, 29), Recurrence.YEARLY),
    ):
        action = Action("a", "priority", "Task group", starts_on, date(2018, 5, 31), recurrence=recurrence)
        event = events(plan_of(WholeAction(action)))["repeats-a"]
        assert [d.date() for d in event.getrruleset(addRDate=True)] == list(occurrences(action)), starts_on


def test_the_same_plan_gives_the_same_bytes() -> None:
    assert plan_calendar(full()) == plan_calendar(full())
