"""A profile makes the whole line, or says that it does not; and outlooks tie to the profile and to each other."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.domain.forecasts import Treatment, UnderspendPlan, checked_underspend
from cspdesk.domain.funding import ProfileAmount
from cspdesk.domain.outlook import outlooks, whole
from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.positions import Position
from cspdesk.domain.profiles import LineProfile, checked_profile, profile_grid, re_profiled
from cspdesk.errors import UserError
from tests.builders import line

YEAR = FinancialYear(2015)
PENCE = st.integers(0, 10**9)


def profile(*quarters: int | None, revised: int = 1_000) -> LineProfile:
    return LineProfile(line(), YEAR, quarters, revised)


def test_the_grid_holds_what_was_agreed_and_nothing_where_nothing_was() -> None:
    amounts = [ProfileAmount("p", "line-1", YEAR.quarters[1].starts_on, 400)]
    grid = profile_grid([line(), line("line-2")], amounts, {"line-1": Position(1_000), "line-2": Position(5)}, YEAR)
    assert [row.quarters for row in grid] == [(None, 400, None, None), (None,) * 4]
    assert [row.gap for row in grid] == [600, 5]
    assert [row.is_agreed for row in grid] == [True, False]


@pytest.mark.parametrize(
    ("quarters", "words"),
    [
        ((250, 250, 250, 250), "The quarters make the whole line, £10."),
        ((250, 250, None, None), "The quarters come to £5.00, £5.00 less than the line."),
        ((1_000, 1, 0, 0), "The quarters come to £10.01, £0.01 more than the line."),
        ((None, None, None, None), ""),
    ],
)
def test_it_says_whether_the_quarters_make_the_line(quarters: tuple[int | None, ...], words: str) -> None:
    assert profile(*quarters).says == words


def test_a_negative_quarter_is_refused_where_it_stands() -> None:
    with pytest.raises(UserError, match="LINE-1, Q2: −£0.01 cannot be planned"):
        checked_profile(line(), (1, -1, None, 0))
    assert checked_profile(line(), [1, None, None, 0]) == (1, None, None, 0)
    with pytest.raises(ValueError, match="four"):
        checked_profile(line(), [1])


@given(st.lists(st.none() | PENCE, min_size=4, max_size=4), PENCE, st.integers(1, 4))
def test_a_new_profile_makes_the_whole_line_to_the_penny(agreed: list[int | None], more: int, first: int) -> None:
    spent = [7, 11, 13, 17]
    made = re_profiled(profile(*agreed, revised=sum(spent) + more), spent, first)
    assert len(made) == 4
    assert sum(made) == sum(spent) + more
    assert list(made[: first - 1]) == spent[: first - 1]


def test_an_overspent_line_has_nothing_left_to_divide() -> None:
    with pytest.raises(UserError, match="£0.01 more than it holds"):
        re_profiled(profile(1, 1, 1, 1), [1_001, 0, 0, 0], 2)


def test_only_quarters_that_have_ended_are_due() -> None:
    agreed = profile(1, 10, 100, None)
    assert [agreed.up_to(day) for day in (date(2015, 6, 29), date(2015, 6, 30), date(2016, 3, 31))] == [0, 1, 111]


def plan(pence: int, treatment: Treatment = Treatment.RETURN, **given_: object) -> UnderspendPlan:
    return UnderspendPlan("u", "line-1", YEAR, treatment, pence, **given_)  # type: ignore[arg-type]


def test_an_outlook_says_what_is_left_now_at_the_years_end_and_without_a_plan() -> None:
    standing = {"line-1": Position(1_000, actual=300, committed=200, forecast=100), "line-2": Position(50)}
    grid = (profile(250, 250, 250, 250), LineProfile(line("line-2"), YEAR, (None,) * 4, 50))
    one, other = outlooks(grid, standing, [plan(150)], date(2015, 9, 30))
    assert (one.underspent_now, one.underspent_at_year_end, one.planned, one.unplanned) == (200, 400, 150, 250)
    assert one.says == "£2.50 will be left with no plan: return it, carry it forward or re-profile it."
    assert (other.underspent_now, other.unplanned) == (None, 50)
    assert one.planned_for(Treatment.RETURN) == 150
    assert one.planned_for(Treatment.CARRY_FORWARD) == 0
    every = whole((one, other), Position(actual=7))
    assert (every.due, every.position.outturn, every.underspent_at_year_end) == (500, 607, 443)
    assert every.planned == 150
    assert whole(()).due is None


def test_plans_for_more_than_will_be_left_are_told() -> None:
    (one,) = outlooks([profile(1, 1, 1, 1)], {"line-1": Position(1_000, actual=990)}, [plan(11)], date(2016, 3, 31))
    assert one.says == "The plans come to £0.01 more than will be left."
    (spent,) = outlooks([profile(1, 1, 1, 1)], {"line-1": Position(10, actual=10)}, [], date(2016, 3, 31))
    assert spent.says == ""


def test_money_that_is_kept_needs_a_plan() -> None:
    assert checked_underspend(plan(1)).amount_pence == 1
    with pytest.raises(UserError, match="above nought"):
        checked_underspend(plan(0))
    with pytest.raises(UserError, match="needs a plan"):
        checked_underspend(plan(1, Treatment.CARRY_FORWARD))
