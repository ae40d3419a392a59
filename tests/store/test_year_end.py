"""Carrying a year's open actions forward loses no action and no pound."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cspdesk.domain.milestones import Milestone, Output, OutputQuarter
from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.plans import ActionStatus, ActionUpdate
from cspdesk.domain.positions import positions, total
from cspdesk.domain.reviews import YearEnd
from cspdesk.domain.year_end import YearEndChoice, is_open_at_the_end
from cspdesk.errors import UserError
from cspdesk.store.check import check_database
from cspdesk.store.store import Store
from tests.builders import action, new_store, payment

YEAR, NEXT = FinancialYear(2015), FinancialYear(2016)
ON = date(2016, 3, 30)
UNTOUCHED = ("partners", "updates", "outputs", "quarters", "dependencies", "lines", "indicators")

plans = st.lists(
    st.tuples(
        st.sampled_from([s for s in ActionStatus if s is not ActionStatus.COMPLETE]),
        st.integers(-60, 60),  # due so many days after the year's end
        st.sampled_from(YearEnd),
        st.integers(1, 300),  # carried so many days into the next year
        st.booleans(),
    ),
    min_size=1,
    max_size=5,
)


def enter(store: Store, found: list[tuple[ActionStatus, int, YearEnd, int, bool]]) -> list[YearEndChoice]:
    """Enter one action for each, with all that can hang on it, and return what is decided of those open."""
    choices = []
    with store.step("Planned"):
        for n, (status, after, decision, into, move) in enumerate(found):
            id_, due = f"a{n}", YEAR.ends_on + timedelta(after)
            store.plans.save(action(id_, status=status, due_on=due), ("funder",))
            store.plans.save_milestone(Milestone(f"m{n}", id_, "Step", due, due, due if n % 2 else None))
            store.plans.outputs.insert(Output(f"o{n}", id_, "Alarms"))
            store.plans.save_quarter(OutputQuarter(f"q{n}", f"o{n}", date(2015, 4, 1), 10, 7))
            store.plans.updates.insert(ActionUpdate(f"u{n}", id_, date(2015, 5, 5), "Goes on."))
            store.plans.set_lines(id_, ["line-1"])
            store.plans.set_indicators(id_, ["Burglary of homes"])
            store.funding.transactions.insert(payment(f"p{n}", line_id="line-1", amount_pence=100 + n))
            if n:
                store.plans.set_needs(id_, [f"a{n - 1}"])
            if status.is_open and after <= 0:
                new_due = YEAR.ends_on + timedelta(into) if decision is YearEnd.CARRIED else None
                choices.append(YearEndChoice(id_, decision, "Decided", new_due, move))
    return choices


@settings(max_examples=25, deadline=None)
@given(plans)
def test_carrying_forward_loses_no_action_and_no_pound(
    tmp_path_factory: pytest.TempPathFactory, found: list[tuple[ActionStatus, int, YearEnd, int, bool]]
) -> None:
    with new_store(tmp_path_factory.mktemp("year")) as store:
        choices = enter(store, found)
        actions = {a.id: a for a in store.plans.actions.where()}
        hanging = {name: getattr(store.plans, name).where() for name in UNTOUCHED}
        money = (store.funding.transactions.where(), store.funding.all_lines())
        steps = len(store.journal.steps())
        with store.step("Closed the year"):
            decided = store.reviews.carry_forward(YEAR, choices, ON)

        after = {a.id: a for a in store.plans.actions.where()}
        assert after.keys() == actions.keys()
        assert {name: getattr(store.plans, name).where() for name in UNTOUCHED} == hanging
        assert (store.funding.transactions.where(), store.funding.all_lines()) == money
        where = total(positions(store.funding.all_lines(), (), store.funding.transactions.where()).values())
        assert where.revised == 100_000
        assert where.actual == sum(100 + n for n in range(len(found)))

        chosen = {c.action_id: c for c in choices}
        assert {d.action_id: d.decision for d in decided} == {c.action_id: c.decision for c in choices}
        assert {d.action_id for d in store.reviews.year_end_of(YEAR)} == chosen.keys()
        for id_, was in actions.items():
            choice = chosen.get(id_)
            if choice is None:
                assert after[id_] == was
            elif choice.decision is YearEnd.CLOSED:
                assert after[id_] == replace(was, status=ActionStatus.STOPPED)
            else:
                assert after[id_].due_on == choice.due_on
                assert after[id_].agreed_due_on == (
                    choice.due_on if was.status is ActionStatus.PROPOSED else was.due_on
                )
                assert after[id_] in store.plans.actions_in(NEXT)
        assert not [action for action in after.values() if is_open_at_the_end(action, YEAR)]
        assert check_database(store._db).problems == ()
        if choices:
            assert len(store.journal.steps()) == steps + 1
            store.undo()
        assert {a.id: a for a in store.plans.actions.where()} == actions
        assert store.reviews.year_end_of(YEAR) == ()


def test_one_choice_that_cannot_stand_carries_nothing(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        enter(store, [(ActionStatus.IN_PROGRESS, 0, YearEnd.CARRIED, 30, True)] * 2)
        before = store.plans.actions.where()
        good = YearEndChoice("a0", YearEnd.CARRIED, "Staff came late", date(2016, 5, 31))
        with pytest.raises(UserError, match="Say why"), store.step("Closed the year"):
            store.reviews.carry_forward(YEAR, [good, replace(good, action_id="a1", reason="")], ON)
        assert store.plans.actions.where() == before
        assert store.reviews.year_ends.count() == 0
