"""Looking as an audience: fields marked for fewer are covered wherever the record is read, and never lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from cspdesk.domain.audience import Audience, FieldMarking, may_see
from cspdesk.domain.field_markings import WITHHELD, figures_of, markable
from cspdesk.domain.frozen_plan import read_frozen
from cspdesk.domain.funding import BudgetLine, Transaction
from cspdesk.domain.indicators import Indicator
from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.plans import Action
from cspdesk.domain.reviews import Review
from cspdesk.errors import UserError
from cspdesk.store.store import Store
from cspdesk.ui.models.frozen_rows import read_frozen_rows
from tests.builders import action, new_store

DAY = date(2015, 9, 1)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with new_store(tmp_path) as made:
        with made.step("Added"):
            made.plans.save(action("a-1", title="Move the refuge", description="To Mill Lane"))
            made.plans.save(action("a-2", title="Paint a wall", description="On Mill Lane"))
            made.markings.fields.insert(
                FieldMarking("f-1", "actions", "a-1", "description", Audience.RESTRICTED, "Safety of a place")
            )
        yield made


def test_a_marked_field_is_covered_for_those_who_may_not_see_it_and_for_nobody_else(store: Store):
    for audience, seen in (
        (Audience.PUBLIC, WITHHELD),
        (Audience.PARTNER, WITHHELD),
        (Audience.RESTRICTED, "To Mill Lane"),
    ):
        with store.reading(audience):
            assert store.plans.actions.get("a-1").description == seen
            assert store.plans.actions.get("a-2").description == "On Mill Lane"
    assert store.plans.actions.get("a-1").description == "To Mill Lane"


def test_what_is_covered_is_covered_in_lists_and_by_id_alike(store: Store):
    store.look_as(Audience.PUBLIC)
    assert {a.description for a in store.plans.actions.where()} == {WITHHELD, "On Mill Lane"}
    assert store.plans.actions.named(["a-1"])[0].description == WITHHELD


def test_saving_what_was_looked_at_as_the_public_loses_no_word(store: Store):
    store.look_as(Audience.PUBLIC)
    seen = store.plans.actions.get("a-1")
    with store.step("Changed"):
        store.plans.save(replace(seen, title="Move it"))
    store.look_as(Audience.RESTRICTED)
    kept = store.plans.actions.get("a-1")
    assert (kept.title, kept.description) == ("Move it", "To Mill Lane")


def test_nobody_writes_over_what_they_cannot_see(store: Store):
    store.look_as(Audience.PUBLIC)
    seen = store.plans.actions.get("a-1")
    with pytest.raises(UserError, match="View as restricted"), store.step("Changed"):
        store.plans.save(replace(seen, description="Elsewhere"))
    store.look_as(Audience.RESTRICTED)
    assert store.plans.actions.get("a-1").description == "To Mill Lane"


def test_a_step_reads_what_is_really_there(store: Store):
    store.look_as(Audience.PUBLIC)
    with store.step("Looked"):
        assert store.plans.actions.get("a-1").description == "To Mill Lane"


def test_a_marking_counts_from_the_moment_it_is_made_and_until_it_is_undone(store: Store):
    store.look_as(Audience.PUBLIC)
    with store.step("Marked"):
        store.markings.fields.insert(FieldMarking("f-2", "actions", "a-2", "title", Audience.PARTNER, "Commercial"))
    assert store.plans.actions.get("a-2").title == WITHHELD
    store.undo()
    assert store.plans.actions.get("a-2").title == "Paint a wall"


def test_what_changed_since_a_review_is_told_with_the_field_covered(store: Store):
    at = store.journal.newest_change()
    with store.step("Changed"):
        store.plans.save(replace(store.plans.actions.get("a-1"), description="To Church Street"))
    from cspdesk.store.journal_since import rows_since

    store.look_as(Audience.PUBLIC)
    [row] = rows_since(store._db, at, ("actions",), store.journal.veil)
    assert row.before
    assert row.after
    assert row.before["description"] == row.after["description"] == WITHHELD


def test_every_word_and_figure_of_a_record_can_be_marked_and_nothing_else():
    fields = markable(Action)
    assert {"title", "description", "rating_reason", "due_on", "percent", "finished_on"} <= set(fields)
    assert not {"id", "priority_id", "marking_reason", "marking", "status", "illustrative"} & set(fields)
    assert figures_of(Transaction) == ("occurred_on", "amount_pence", "vat_pence")
    assert "target" in figures_of(Indicator)
    assert markable(FieldMarking) == markable(BudgetLine) == ()


def test_where_a_figure_is_marked_the_whole_record_is_withheld_for_its_reason(store: Store):
    with store.step("Marked"):
        store.markings.fields.insert(FieldMarking("f-2", "actions", "a-2", "due_on", Audience.PARTNER, "Commercial: x"))
    for audience, marking in ((Audience.PUBLIC, Audience.PARTNER), (Audience.PARTNER, Audience.PUBLIC)):
        with store.reading(audience):
            seen = store.plans.actions.get("a-2")
            assert seen.marking is marking
            assert not may_see(audience, seen.marking) or seen.title == "Paint a wall"
            assert ("a-2" in store.withheld_ids("actions")) is (audience is Audience.PUBLIC)
    with store.reading(Audience.PUBLIC):
        seen = store.plans.actions.get("a-2")
        assert (seen.title, seen.marking_reason) == (WITHHELD, "Commercial: x")


def test_what_belongs_to_something_withheld_is_withheld_with_it(store: Store):
    with store.step("Marked"):
        [priority] = store.partnership.all_priorities()
        store.partnership.priorities.update(replace(priority, marking=Audience.RESTRICTED, marking_reason="Commercial"))
    with store.reading(Audience.PUBLIC):
        assert {a.marking for a in store.plans.actions.where()} == {Audience.RESTRICTED}
        lines = store.funding.all_lines()
        assert {(x.reference, x.title) for x in lines if x.priority_id} == {("", "A line that is withheld")}
        assert all(x.original_pence > 0 for x in lines)


def test_saving_a_record_that_reads_as_withheld_leaves_it_as_it_was(store: Store):
    with store.step("Marked"):
        store.markings.fields.insert(FieldMarking("f-2", "actions", "a-2", "due_on", Audience.PARTNER, "Commercial"))
    real = store.plans.actions.get("a-2")
    store.look_as(Audience.PUBLIC)
    seen = store.plans.actions.get("a-2")
    with store.step("Changed"):
        store.plans.save(replace(seen, percent=40))
    store.look_as(Audience.RESTRICTED)
    assert store.plans.actions.get("a-2") == replace(real, percent=40)


def test_a_plan_as_it_stood_has_the_words_covered_that_are_withheld_now(store: Store):
    with store.step("Held"):
        review = store.reviews.hold(Review("r", "priority", FinancialYear(2015), DAY, 0, "{}"))
        marking = FieldMarking("f-3", "actions", "a-1", "title", Audience.RESTRICTED, "Safety of a place")
        store.markings.fields.insert(marking)
    plan = read_frozen(review.frozen)
    store.look_as(Audience.PUBLIC)
    assert {r.action.title for r in read_frozen_rows(store, plan, Audience.PUBLIC).rows} == {WITHHELD, "Paint a wall"}
