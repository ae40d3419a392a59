"""A plan kept as text comes back as it stood."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.domain.audience import Audience
from cspdesk.domain.frozen_plan import freeze, read_frozen
from cspdesk.domain.milestones import Milestone, Output, OutputQuarter, OutputUnit
from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.plans import ActionStatus, ActionUpdate, Rating
from cspdesk.domain.ratings import RatingRule, forecast_action, rate_action
from cspdesk.domain.whole_action import CountedOutput, WholeAction
from tests.builders import action

ON = date(2015, 9, 30)
YEAR = FinancialYear(2015)
words = st.text(max_size=20)
days = st.dates(date(2015, 4, 1), date(2016, 3, 31))


@st.composite
def wholes(draw: st.DrawFn) -> WholeAction:
    status = draw(st.sampled_from(ActionStatus))
    found = action(
        title=draw(words),
        status=status,
        percent=draw(st.integers(0, 100)),
        finished_on=draw(days) if status is ActionStatus.COMPLETE else None,
        stated_rating=draw(st.sampled_from(Rating)),
        rating_reason=draw(words),
        forecast_rating=draw(st.sampled_from(Rating)),
        marking=draw(st.sampled_from(Audience)),
        baseline_due_on=draw(st.none() | days),
    )
    milestone = Milestone("m", found.id, draw(words), draw(days), draw(days), draw(st.none() | days))
    output = Output("o", found.id, draw(words), draw(st.sampled_from(OutputUnit)), draw(words))
    counts = st.none() | st.integers(0, 99)
    quarters = tuple(OutputQuarter(str(q.number), "o", q.starts_on, draw(counts), draw(counts)) for q in YEAR.quarters)
    update = draw(st.none() | st.builds(ActionUpdate, words, st.just(found.id), days, words))
    return WholeAction(found, (milestone,), (CountedOutput(output, quarters),), last_update=update)


@given(st.lists(wholes(), max_size=3))
def test_a_plan_comes_back_from_its_text_as_it_was(found: list[WholeAction]) -> None:
    plan = freeze(found, ON, YEAR, RatingRule(update_stale_days=20))
    assert read_frozen(plan.to_json()) == plan


@given(wholes())
def test_both_ratings_are_kept_as_they_stood_with_their_reasons(found: WholeAction) -> None:
    (frozen,) = freeze([found], ON, YEAR, RatingRule()).actions
    assert frozen.computed == rate_action(found, ON, RatingRule())
    assert frozen.forecast == forecast_action(found, ON, YEAR, RatingRule())
    assert (frozen.stated, frozen.stated_reason) == (found.action.stated_rating, found.action.rating_reason)
    assert (frozen.due_on, frozen.agreed_due_on) == (found.action.due_on, found.action.agreed_due_on)


def test_outputs_are_added_up_over_the_quarters_of_the_year_begun_by_then() -> None:
    before = OutputQuarter("0", "o", date(2015, 1, 1), 100, 100)
    quarters = tuple(OutputQuarter(str(q.number), "o", q.starts_on, 10, 7) for q in YEAR.quarters)
    unknown = Output("p", "a", "Alarms")
    whole = WholeAction(
        action("a"), (), (CountedOutput(Output("o", "a", "Visits"), (before, *quarters)), CountedOutput(unknown, ()))
    )
    (frozen,) = freeze([whole], ON, YEAR, RatingRule()).actions
    assert [(o.target, o.actual) for o in frozen.outputs] == [(20, 14), (None, None)]
    (later,) = freeze([whole], ON + timedelta(1), YEAR, RatingRule()).actions
    assert (later.outputs[0].target, later.outputs[0].actual) == (30, 21)


@pytest.mark.parametrize("text", ["{}", "[]", '{"form": 99}', "not json"])
def test_text_that_is_no_plan_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="plan as it stood|Expecting value"):
        read_frozen(text)
