"""What was decided at the end of a year is told since a review; a list of reviews needs none of the plans they kept."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from cspdesk.domain.partnership import Priority
from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.plans import ActionKind, ActionStatus, Recurrence
from cspdesk.domain.reviews import Review, ReviewDecision, YearEnd
from cspdesk.domain.since_review import SinceKind
from cspdesk.domain.year_end import YearEndChoice, proposed_due
from cspdesk.store.store import Store
from tests.builders import action, new_store

YEAR = FinancialYear(2015)
AFTER = date(2016, 4, 4)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with new_store(tmp_path) as made:
        with made.step("Planned"):
            made.partnership.priorities.insert(Priority("other", 2, "Other"))
            made.plans.save(action("a", status=ActionStatus.IN_PROGRESS))
            made.plans.save(action("b", status=ActionStatus.IN_PROGRESS))
            made.plans.save(action("c", status=ActionStatus.IN_PROGRESS, priority_id="other"))
        yield made


def end_year(store: Store) -> None:
    choices = (
        YearEndChoice("a", YearEnd.CARRIED, "The landlord was slow.", date(2016, 6, 30)),
        YearEndChoice("b", YearEnd.CLOSED, "No money."),
        YearEndChoice("c", YearEnd.CLOSED, "Not ours."),
    )
    with store.step("Ended the year"):
        store.reviews.carry_forward(YEAR, choices, AFTER)


def test_what_was_carried_and_closed_since_a_review_is_told_with_its_reason(store: Store) -> None:
    with store.step("Held a review"):
        held = store.reviews.hold(Review("v", "priority", YEAR, date(2016, 3, 1), 0, "{}"))
    end_year(store)
    told = store.reviews.since(held, AFTER)
    (carried,), (closed,) = told.of_kind(SinceKind.CARRIED), told.of_kind(SinceKind.CLOSED)
    assert carried.action_id == "a"
    assert carried.sentence.startswith("Carried forward from 2015/16, now due 30 June 2016 (it was ")
    assert carried.sentence.endswith(": The landlord was slow.")
    assert carried.days > 0
    assert not told.of_kind(SinceKind.SLIPPED)  # that it is due later is told once
    assert (closed.action_id, closed.sentence) == ("b", "Closed at the end of 2015/16: No money.")


def test_a_day_that_was_moved_again_after_an_action_was_carried_forward_is_told_too(store: Store) -> None:
    with store.step("Held a review"):
        held = store.reviews.hold(Review("v", "priority", YEAR, date(2016, 3, 1), 0, "{}"))
    end_year(store)
    with store.step("Moved"):
        store.plans.save(replace(store.plans.actions.get("a"), due_on=date(2016, 7, 31)))
    told = store.reviews.since(held, AFTER)
    (carried,), (moved,) = told.of_kind(SinceKind.CARRIED), told.of_kind(SinceKind.SLIPPED)
    assert carried.sentence.startswith("Carried forward from 2015/16, now due 30 June 2016")
    assert moved.sentence.startswith("Due ")
    assert "31 July 2016" in moved.sentence


def test_an_end_of_the_year_taken_back_is_not_told(store: Store) -> None:
    with store.step("Held a review"):
        held = store.reviews.hold(Review("v", None, YEAR, date(2016, 3, 1), 0, "{}"))
    end_year(store)
    store.undo(next(iter(store.journal.steps(limit=1))))
    assert not store.reviews.since(held, AFTER).items


def test_one_decided_before_the_review_and_taken_back_after_it_is_not_told_as_decided(store: Store) -> None:
    end_year(store)
    ended = next(iter(store.journal.steps(limit=1)))
    with store.step("Held a review"):
        held = store.reviews.hold(Review("v", None, YEAR, AFTER, 0, "{}"))
    store.undo(ended)
    told = store.reviews.since(held, AFTER)
    assert not told.of_kind(SinceKind.CARRIED)
    assert not told.of_kind(SinceKind.CLOSED)


@pytest.mark.parametrize(
    ("given", "day"),
    [
        ({}, date(2016, 6, 30)),
        ({"kind": ActionKind.SERVICE}, date(2017, 3, 31)),
        ({"recurrence": Recurrence.MONTHLY}, date(2017, 3, 31)),
    ],
)
def test_what_goes_on_is_offered_the_whole_new_year_and_the_rest_its_first_quarter(
    given: dict[str, object], day: date
) -> None:
    assert proposed_due(action("a", **given), YEAR) == day


def test_reviews_are_listed_with_how_many_decisions_are_done(store: Store) -> None:
    with store.step("Held reviews"):
        store.reviews.hold(Review("old", None, YEAR, date(2015, 5, 1), 0, "{}", summary="First"))
        decided = (ReviewDecision("d", "new", 0, "One", done_on=AFTER), ReviewDecision("e", "new", 1, "Two"))
        store.reviews.hold(Review("new", "priority", YEAR, date(2015, 9, 1), 0, "{}", date(2016, 1, 1)), decided)
        store.reviews.hold(Review("else", "other", YEAR, date(2015, 8, 1), 0, "{}"))
    listed = store.reviews.headings("priority")
    assert [(h.id, h.decisions, h.done, h.next_on) for h in listed] == [
        ("new", 2, 1, date(2016, 1, 1)),
        ("old", 0, 0, None),
    ]
    assert (listed[1].summary, listed[1].priority_id, listed[1].year) == ("First", None, YEAR)
