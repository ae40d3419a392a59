"""The sample's plans: every rating, review, service and link that a plan can hold, as they stood at the time."""

from collections.abc import Iterator
from datetime import date

import pytest

from cspdesk.domain.audience import Audience
from cspdesk.domain.frozen_plan import read_frozen
from cspdesk.domain.milestones import checked_milestone
from cspdesk.domain.periods import Quarter
from cspdesk.domain.plans import ActionKind, ActionStatus, Rating, Recurrence, checked_action, is_due_soon, is_overdue
from cspdesk.domain.ratings import lacks_reason, rate_action
from cspdesk.domain.reviews import YearEnd
from cspdesk.domain.services import checked_service
from cspdesk.domain.since_review import SinceKind
from cspdesk.store.store import Store
from tests.store.sample_record import STANDS_AT, make_sample


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with make_sample(tmp_path_factory.mktemp("sample") / "sample.cspdesk") as made:
        yield made


def test_open_actions_are_few_and_each_says_how_it_stands(store: Store) -> None:
    actions = store.plans.actions.where()
    assert all(checked_action(a) is a for a in actions)
    still_open = [a for a in actions if a.status.is_open]
    assert 8 <= len(still_open) <= 14
    assert [a.title for a in still_open if is_overdue(a, STANDS_AT)] == ["Publish the domestic homicide reviews"]
    assert sum(is_due_soon(a, STANDS_AT) for a in still_open) == 2
    assert all(store.plans.updates_of(a.id) for a in still_open)
    assert all(a.stated_rating is Rating.COMPLETE for a in actions if a.status is ActionStatus.COMPLETE)
    assert all(a.finished_on <= STANDS_AT for a in actions if a.finished_on)
    assert all(store.plans.partner_ids(a.id) and a.lead_id for a in actions)


def test_open_actions_have_every_rating_and_one_disagreement_without_a_reason(store: Store) -> None:
    rule = store.plans.rating_rule()
    rated = [(w.action, rate_action(w, STANDS_AT, rule)) for w in store.plans.whole(store.plans.open_actions())]
    assert {computed.rating for _, computed in rated} == set(Rating) - {Rating.COMPLETE}
    assert [a.title for a, computed in rated if lacks_reason(a, computed)] == ["Learn from practice in Shropshire"]
    differing = [a for a, computed in rated if a.stated_rating is not computed.rating]
    assert len(differing) >= 3


def test_a_finished_action_has_reached_every_milestone(store: Store) -> None:
    rule = store.plans.rating_rule()
    done = store.plans.whole(a for a in store.plans.actions.where() if a.status is ActionStatus.COMPLETE)
    assert {rate_action(w, STANDS_AT, rule).rating for w in done} == {Rating.COMPLETE}
    assert sum(bool(w.milestones) for w in done) >= 12


def test_plans_hold_all_that_a_plan_can_hold(store: Store) -> None:
    plans = store.plans
    assert plans.milestones.count() >= 60
    assert plans.outputs.count() >= 18
    assert plans.dependencies.count() >= 10
    assert plans.lines.count() >= 25
    assert {a.kind for a in plans.actions.where()} == set(ActionKind)
    assert any(a.recurrence is Recurrence.MONTHLY and a.status.is_open for a in plans.actions.where())
    assert any(a.outside_control and a.status.is_open for a in plans.actions.where())
    assert all(m.illustrative for m in plans.milestones.where())
    assert all(o.illustrative for o in plans.outputs.where())
    for milestone in plans.milestones.where():
        assert checked_milestone(milestone, plans.actions.get(milestone.action_id)) is milestone
        assert milestone.actual_on is None or milestone.actual_on <= STANDS_AT


def test_nothing_is_counted_before_its_quarter_is_over(store: Store) -> None:
    counted = [q for q in store.plans.quarters.where() if q.actual is not None]
    assert len(counted) >= 50
    assert all(Quarter.of(q.quarter_starts_on).ends_on <= STANDS_AT for q in counted)


def test_services_and_case_reviews_stand_beside_the_actions_and_name_nobody(store: Store) -> None:
    services, reviews = store.services.services.where(), store.services.case_reviews.where()
    assert all(checked_service(s) is s and s.illustrative for s in services)
    support = next(s for s in services if s.title.startswith("Support for victims"))
    assert (support.starts_on, support.ends_on) == (date(2016, 4, 1), date(2021, 3, 31))
    assert any(s.notice_on and 0 <= (s.notice_on - STANDS_AT).days <= 14 for s in services)
    assert {r.reference for r in reviews} == {"DHR 1", "DHR 2", "DHR 3"}
    assert all(r.marking is Audience.RESTRICTED and r.illustrative for r in reviews)
    assert len({r.stage for r in reviews}) == 3


def test_each_review_froze_the_plan_as_it_then_stood(store: Store) -> None:
    reviews = store.reviews.all_reviews()
    assert len(reviews) == 4
    for review in reviews:
        plan = read_frozen(review.frozen)
        assert plan.on == review.held_on
        assert plan.actions
        for frozen in plan.actions:
            assert frozen.finished_on is None or frozen.finished_on <= review.held_on
            assert frozen.last_update_on is None or frozen.last_update_on <= review.held_on
            assert all(m.actual_on is None or m.actual_on <= review.held_on for m in frozen.milestones)
        assert store.reviews.decisions_of(review.id)
    assert any(0 <= (r.next_on - STANDS_AT).days <= 14 for r in reviews if r.next_on)


def test_the_members_briefing_was_carried_past_the_election(store: Store) -> None:
    (decision,) = store.reviews.year_ends.where()
    briefing = store.plans.actions.get(decision.action_id)
    assert decision.decision is YearEnd.CARRIED
    assert "Purdah" in decision.reason
    assert (briefing.agreed_due_on, briefing.due_on) == (decision.due_before, decision.due_after)


def test_updates_are_made_while_their_action_runs(store: Store) -> None:
    actions = {a.id: a for a in store.plans.actions.where()}
    for update in store.plans.updates.where():
        action = actions[update.action_id]
        proposed = action.status is ActionStatus.PROPOSED
        assert proposed or action.starts_on <= update.made_on
        assert update.made_on <= min(action.finished_on or action.due_on, STANDS_AT)


def test_much_happened_since_the_review_in_summer(store: Store) -> None:
    held = next(r for r in store.reviews.all_reviews() if r.held_on == date(2016, 7, 6))
    told = store.reviews.since(held, STANDS_AT).counts
    wanted = {SinceKind.ADDED, SinceKind.REACHED, SinceKind.FINISHED, SinceKind.SLIPPED, SinceKind.RERATED}
    assert told.keys() >= wanted | {SinceKind.REFUNDED, SinceKind.REWORDED, SinceKind.REPORTED}


def test_signs_and_alarms_are_paid_from_the_line_that_bought_both(store: Store) -> None:
    """Divided by one of them alone, the line would give a cost of one that its own payments contradict."""
    paid = {
        whole.action.title: [store.funding.lines.get(id_).reference for id_ in whole.line_ids]
        for whole in store.plans.whole(store.plans.actions.where())
    }
    assert paid["Watch signs in every parish"] == paid["Household alarms, second year"] == ["CC-01"]
