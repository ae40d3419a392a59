"""Plans as kept: an action with all that hangs on it is read, linked and removed as one."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from cspdesk.domain.audience import Audience, FieldMarking, may_see
from cspdesk.domain.milestones import Milestone, Output, OutputQuarter
from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.plans import ActionUpdate
from cspdesk.domain.ratings import RULE_ID, RatingRule
from cspdesk.domain.reviews import Review, ReviewDecision
from cspdesk.domain.services import CaseRecommendation, CaseReview, CommissionedService
from cspdesk.errors import UserError
from cspdesk.store.check import check_database
from cspdesk.store.store import Store
from tests.builders import action, new_store, reference

YEAR = FinancialYear(2015)
DUE = date(2015, 9, 30)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with new_store(tmp_path) as made:
        with made.step("Planned"):
            for id_ in ("a", "b", "c"):
                made.plans.save(action(id_, title=f"Action {id_}"), ("funder",))
                made.plans.save_milestone(Milestone(f"m-{id_}", id_, "Step", DUE, DUE))
                made.plans.outputs.insert(Output(f"o-{id_}", id_, "Alarms"))
                made.plans.save_quarter(OutputQuarter(f"q-{id_}", f"o-{id_}", YEAR.starts_on, 10, 7))
                for day in (2, 9, 5):
                    update = ActionUpdate(f"u-{id_}-{day}", id_, date(2015, 7, day), f"Day {day}")
                    made.plans.updates.insert(update)
                made.plans.set_lines(id_, ["line-1"])
                made.plans.set_indicators(id_, ["Burglary", "Burglary"])
            made.plans.set_needs("b", ["a"])
            made.plans.set_needs("c", ["b"])
        yield made


def test_a_whole_action_is_the_same_read_alone_or_among_others(store: Store) -> None:
    actions = store.plans.actions.where()
    together = store.plans.whole(actions)
    assert [w.action for w in together] == list(actions)
    assert tuple(store.plans.whole([a])[0] for a in actions) == together
    whole = together[1]
    assert [m.id for m in whole.milestones] == ["m-b"]
    assert [(c.output.id, [q.id for q in c.quarters]) for c in whole.outputs] == [("o-b", ["q-b"])]
    assert (whole.partner_ids, whole.needs_ids, whole.line_ids) == (("funder",), ("a",), ("line-1",))
    assert whole.indicators == ("Burglary",)
    assert whole.last_update is not None
    assert whole.last_update.text == "Day 9"
    assert store.plans.whole(()) == ()


def test_the_newest_update_is_the_same_however_it_is_read(store: Store) -> None:
    assert [u.text for u in store.plans.updates_of("a")] == ["Day 9", "Day 5", "Day 2"]
    for whole in store.plans.whole(store.plans.actions.where()):
        assert whole.last_update == next(iter(store.plans.updates_of(whole.action.id)), None)


def test_a_loop_of_dependencies_is_refused_by_the_titles_in_it(store: Store) -> None:
    with pytest.raises(UserError, match="“Action .” → “Action .” → “Action .” → “Action .”"), store.step("Linked"):
        store.plans.set_needs("a", ["c"])
    assert store.plans.whole([store.plans.actions.get("a")])[0].needs_ids == ()


def test_links_are_kept_exactly_as_given_and_unchanged_ones_leave_no_history(store: Store) -> None:
    before = len(store.journal.steps())
    with store.step("Linked as before"):
        store.plans.set_lines("a", ["line-1"])
        store.plans.set_needs("b", ["a"])
        store.plans.save(store.plans.actions.get("a"), ("funder",))
    assert len(store.journal.steps()) == before
    with store.step("Linked anew"):
        store.plans.set_lines("a", ["line-2"])
        store.plans.save(store.plans.actions.get("a"), ())
    (whole,) = store.plans.whole([store.plans.actions.get("a")])
    assert (whole.line_ids, whole.partner_ids) == (("line-2",), ())


def test_removing_an_action_removes_what_hangs_on_it_and_undo_brings_all_back(store: Store) -> None:
    with store.step("Proved"):
        store.evidence.evidence.insert(reference("proof"))
        store.evidence.attach_to_action("proof", "b")
    assert [a.id for a in store.plans.proved_by("proof")] == ["b"]
    before = store.plans.whole(store.plans.actions_of("priority"))
    with store.step("Removed an action"):
        store.plans.remove("b")
    assert [a.id for a in store.plans.actions_of("priority")] == ["a", "c"]
    assert store.plans.whole([store.plans.actions.get("c")])[0].needs_ids == ()
    assert store.plans.proved_by("proof") == ()
    assert check_database(store._db).problems == ()
    store.undo()
    assert store.plans.whole(store.plans.actions_of("priority")) == before


def test_a_milestone_or_figure_that_cannot_stand_is_not_kept(store: Store) -> None:
    with pytest.raises(UserError, match="before “Action a” starts"), store.step("Planned"):
        store.plans.save_milestone(Milestone("early", "a", "Step", date(2015, 3, 1), DUE))
    with pytest.raises(UserError, match="below 0"), store.step("Counted"):
        store.plans.save_quarter(replace(store.plans.quarters.get("q-a"), actual=-1))
    assert store.plans.milestones.count() == 3
    assert store.plans.quarters.get("q-a").actual == 7


def test_the_records_own_rule_is_used_once_it_has_one(store: Store) -> None:
    assert store.plans.rating_rule() == RatingRule()
    with store.step("Changed the rating rule"):
        store.plans.rules.save(RatingRule(update_stale_days=20))
    assert store.plans.rating_rule() == RatingRule(RULE_ID, update_stale_days=20)


def test_services_run_in_every_year_up_to_their_extension(store: Store) -> None:
    service = CommissionedService(
        "s", "priority", "Support", None, date(2014, 4, 1), date(2016, 3, 31), date(2018, 3, 31)
    )
    with store.step("Bought a service"):
        store.services.save_service(service)
    for year, runs in ((2013, False), (2014, True), (2017, True), (2018, False)):
        assert (store.services.services_in(FinancialYear(year)) == (service,)) is runs
    assert store.services.services_in(YEAR, "priority") == (service,)
    assert store.services.services_in(YEAR, "another") == ()
    with pytest.raises(UserError, match="ends before it starts"), store.step("Changed"):
        store.services.save_service(replace(service, ends_on=date(2014, 3, 31)))


def test_a_case_review_is_removed_with_its_recommendations_and_comes_back_with_them(store: Store) -> None:
    review = CaseReview("r", "priority", "DHR 1", date(2015, 5, 1))
    advice = CaseRecommendation("x", "r", 0, "Ask about safety at home.")
    with store.step("Opened a case review"):
        store.services.save_case_review(review)
        store.services.recommendations.insert(advice)
    with store.step("Removed it"):
        store.services.remove_case_review("r")
    assert store.services.case_reviews_of() == store.services.recommendations_of("r") == ()
    store.undo()
    assert store.services.case_reviews_of("priority") == (review,)
    assert store.services.recommendations_of("r") == (advice,)


def test_a_priority_has_its_own_reviews_and_those_of_the_whole_plan(store: Store) -> None:
    whole = Review("w", None, YEAR, date(2015, 7, 1), 0, "{}", date(2015, 10, 1))
    own = Review("o", "priority", YEAR, date(2015, 8, 1), 0, "{}")
    with store.step("Held reviews"):
        store.reviews.hold(whole, (ReviewDecision("d", "w", 0, "Find volunteers"),))
        store.reviews.hold(own)
    assert [r.id for r in store.reviews.of_priority("priority")] == ["o", "w"]
    assert [r.id for r in store.reviews.of_priority("another")] == ["w"]
    assert [d.id for d in store.reviews.open_decisions()] == ["d"]
    with store.step("Decided otherwise"):
        store.reviews.save(store.reviews.reviews.get("w"), (ReviewDecision("e", "w", 0, "Ask the licensees"),))
    assert [d.id for d in store.reviews.decisions_of("w")] == ["e"]
    with store.step("Removed a review"):
        store.reviews.remove("w")
    assert [r.id for r in store.reviews.all_reviews()] == ["o"]
    assert store.reviews.open_decisions() == ()


def test_an_action_has_one_place_whoever_reads(store: Store) -> None:
    """What is marked whole or by one figure comes after what more may see, so that no reader's numbers have a gap."""
    marked = FieldMarking("f", "actions", "a", "percent", Audience.PARTNER, "Commercial")
    words = FieldMarking("w", "actions", "c", "description", Audience.RESTRICTED, "Commercial")
    with store.step("Marked"):
        store.plans.actions.insert(action("d", title="Action d", marking=Audience.RESTRICTED, due_on=date(2015, 5, 1)))
        store.markings.fields.insert(marked)
        store.markings.fields.insert(words)
    seen = {}
    for audience in Audience:
        with store.reading(audience):
            ordered = store.plans.in_order_of_readers(store.plans.actions_in(YEAR))
            seen[audience] = [each.id for each in ordered if may_see(audience, each.marking)]
    assert seen == {
        Audience.PUBLIC: ["b", "c"], Audience.PARTNER: ["b", "c", "a"], Audience.RESTRICTED: ["b", "c", "a", "d"],
    }  # fmt: skip
