"""A review freezes the plan and remembers the journal's place; what changed since is read from there."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cspdesk.domain.frozen_plan import read_frozen
from cspdesk.domain.milestones import Milestone
from cspdesk.domain.partnership import Priority
from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.plans import ActionStatus, ActionUpdate, Rating
from cspdesk.domain.reviews import Review, ReviewDecision, YearEnd
from cspdesk.domain.services import CommissionedService
from cspdesk.domain.since_review import RowSince, SinceKind
from cspdesk.domain.year_end import YearEndChoice
from cspdesk.errors import UserError
from cspdesk.store.check import check_database
from cspdesk.store.journal_since import place, rows_since
from cspdesk.store.store import Store
from tests.builders import action, new_store, payment, virement

YEAR = FinancialYear(2015)
TODAY = date(2015, 9, 1)
REVIEW = Review("review", None, YEAR, date(2015, 7, 1), 0, "{}", date(2015, 10, 1))
FIRST = action("a", status=ActionStatus.IN_PROGRESS, percent=30)
STEP = Milestone("m", "a", "Half of it", date(2015, 8, 1), date(2015, 8, 1))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with new_store(tmp_path) as made:
        with made.step("Planned"):
            made.partnership.priorities.insert(Priority("other", 2, "Other"))
            made.plans.save(FIRST)
            made.plans.save(action("b", priority_id="other"))
            made.plans.save(action("next", starts_on=date(2016, 4, 1), due_on=date(2016, 9, 30)))
            made.plans.save_milestone(STEP)
            made.plans.set_lines("a", ["line-1"])
        yield made


def hold(store: Store, review: Review = REVIEW, *decisions: ReviewDecision) -> Review:
    with store.step("Held a review"):
        return store.reviews.hold(review, decisions)


def change(store: Store, **fields: object) -> None:
    with store.step("Changed an action"):
        store.plans.save(replace(store.plans.actions.get("a"), **fields))  # type: ignore[arg-type]


# --- holding


def test_a_review_freezes_the_actions_of_its_year_and_priority_as_they_stand(store: Store) -> None:
    assert {a.id for a in read_frozen(hold(store).frozen).actions} == {"a", "b"}
    ours = hold(store, replace(REVIEW, id="ours", priority_id="priority"))
    change(store, percent=90, title="Renamed")
    (frozen,) = read_frozen(store.reviews.reviews.get(ours.id).frozen).actions
    assert (frozen.title, frozen.percent, frozen.milestones[0].title) == (FIRST.title, 30, "Half of it")


def test_holding_a_review_is_one_step_and_undone_as_one(store: Store) -> None:
    before = len(store.journal.steps())
    hold(store, REVIEW, ReviewDecision("d", "review", 0, "Find volunteers"))
    assert len(store.journal.steps()) == before + 1
    store.undo()
    assert store.reviews.all_reviews() == store.reviews.open_decisions() == ()


def test_a_review_that_cannot_stand_leaves_nothing(store: Store) -> None:
    for review, decision, words in (
        (replace(REVIEW, next_on=REVIEW.held_on), "Find volunteers", "next review comes after this one"),
        (REVIEW, " ", "needs a sentence"),
    ):
        with pytest.raises(UserError, match=words):
            hold(store, review, ReviewDecision("d", "review", 0, decision))
        assert store.reviews.all_reviews() == ()


# --- since


def test_since_a_review_tells_what_happened_after_it_and_nothing_from_before(store: Store) -> None:
    change(store, title="Before the review")
    held = hold(store)
    assert store.reviews.since(held, held.held_on).items == ()
    with store.step("Went on"):
        store.plans.save(replace(store.plans.actions.get("a"), due_on=date(2015, 10, 12), stated_rating=Rating.AT_RISK))
        store.plans.save_milestone(replace(STEP, current_on=date(2015, 8, 13)))
        store.plans.updates.insert(ActionUpdate("u", "a", date(2015, 8, 20), "Staff came late."))
        store.plans.save(action("c", title="New"))
        store.plans.remove("b")
        store.funding.move(virement(from_line_id="line-2", to_line_id="line-1"))
        store.funding.transactions.insert(payment(line_id="line-1"))
    found = store.reviews.since(held, TODAY)
    told = {(i.kind, i.action_id) for i in found.items}
    assert told == {
        (SinceKind.ADDED, "c"),
        (SinceKind.REMOVED, "b"),
        (SinceKind.SLIPPED, "a"),
        (SinceKind.RERATED, "a"),
        (SinceKind.REFUNDED, "a"),
        (SinceKind.REPORTED, "a"),
    }
    assert sorted(i.days for i in found.of_kind(SinceKind.SLIPPED)) == [12, 12]
    assert len(found.of_kind(SinceKind.REFUNDED)) == 2
    assert "Stated as at risk, before as cannot tell." in {i.sentence for i in found.of_kind(SinceKind.RERATED)}


def test_payments_that_no_action_of_the_plan_is_paid_by_are_not_read(store: Store) -> None:
    held = hold(store)
    with store.step("Paid"):
        store.funding.transactions.insert(payment("mine", line_id="line-1"), payment("not", line_id="line-2"))
        store.funding.transactions.insert(payment("loose"), payment("moved", line_id="line-2"))
    with store.step("Moved"):
        store.funding.assign(["moved"], "line-1")
    found, read = store.reviews.since(held, TODAY), list[str]()

    def all_of(*given: object) -> tuple[RowSince, ...]:
        read.extend(row.row_id for row in rows_since(*given))  # type: ignore[arg-type]
        return rows_since(*given[:4])  # type: ignore[arg-type]

    with patch("cspdesk.store.reviews.rows_since", all_of):
        assert store.reviews.since(held, TODAY) == found
    assert read == ["mine", "moved"]
    assert "2 payments" in found.of_kind(SinceKind.REFUNDED)[0].sentence


def test_a_priority_hears_only_of_its_own_actions(store: Store) -> None:
    held = hold(store, replace(REVIEW, priority_id="other"))
    change(store, title="Renamed")
    assert store.reviews.since(held, held.held_on).items == ()


def test_what_is_undone_is_not_told(store: Store) -> None:
    held = hold(store)
    change(store, title="Renamed", due_on=date(2015, 12, 1))
    store.undo()
    assert store.reviews.since(held, held.held_on).items == ()


def test_dates_alone_can_change_what_an_action_is_rated(store: Store) -> None:
    held = hold(store)
    (found,) = (i for i in store.reviews.since(held, date(2015, 12, 1)).items if i.action_id == "a")
    assert found.sentence.startswith("Its dates say off track (it was ")


# --- the journal since a place

words = st.sampled_from(("Locks", "Lights", "Leaflets"))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(("x", "y", "z")), st.sampled_from(("save", "remove")), words), max_size=8))
def test_what_is_read_since_a_place_is_the_difference_between_then_and_now(
    tmp_path_factory: pytest.TempPathFactory, edits: list[tuple[str, str, str]]
) -> None:
    with new_store(tmp_path_factory.mktemp("since")) as store:
        with store.step("Planned"):
            store.plans.save(action("x", title="Locks"))
        before = {a.id: a for a in store.plans.actions.where()}
        at = place(store._db)
        for id_, what, title in edits:
            with store.step("Edited"):
                if what == "save":
                    store.plans.save(action(id_, title=title))
                elif store.plans.actions.find(id_):
                    store.plans.remove(id_)
        now = {a.id: a for a in store.plans.actions.where()}
        found = {r.row_id: r for r in rows_since(store._db, at, ("actions",), store.journal.veil)}
    assert found.keys() == {i for i in before.keys() | now.keys() if before.get(i) != now.get(i)}
    for id_, row in found.items():
        for values, record in ((row.before, before.get(id_)), (row.after, now.get(id_))):
            assert (values is None) == (record is None)
            assert values is None or record is None or values["title"] == record.title


def test_only_the_tables_asked_for_are_read(store: Store) -> None:
    at = place(store._db)
    change(store, percent=40)
    with store.step("Paid"):
        store.funding.transactions.insert(payment())
    assert [r.table for r in rows_since(store._db, at, ("actions", "milestones"), store.journal.veil)] == ["actions"]
    assert {r.table for r in rows_since(store._db, at, ("actions", "transactions"), store.journal.veil)} == {
        "actions",
        "transactions",
    }


def test_columns_that_came_with_a_later_version_are_no_change(store: Store) -> None:
    at = place(store._db)
    change(store, percent=40)
    change(store, percent=30)
    store._db.execute("update changes set before = json_remove(before, '$.kind') where id > ?", (at,))
    assert rows_since(store._db, at, ("actions",), store.journal.veil) == ()


# --- removing what decisions and services point at


def test_an_action_with_a_years_end_decision_can_be_removed_and_brought_back(store: Store) -> None:
    with store.step("Closed the year"):
        choice = YearEndChoice("a", YearEnd.CARRIED, "Staff came late", date(2016, 6, 30))
        store.reviews.carry_forward(YEAR, [choice], date(2016, 3, 30))
        service = CommissionedService("s", "priority", "Support", None, TODAY, TODAY + timedelta(900), action_id="a")
        store.services.save_service(service)
    with store.step("Removed an action"):
        store.plans.remove("a")
    assert store.reviews.year_end_of(YEAR) == ()
    assert store.services.services.get("s").action_id is None
    assert check_database(store._db).problems == ()
    store.undo()
    assert store.services.services.get("s") == service
    assert len(store.reviews.year_end_of(YEAR)) == 1
