"""Financial years run April to March; quarters cover them without gap or overlap."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.domain.periods import FinancialYear, Quarter, long_date, short_date, years_between
from cspdesk.errors import UserError

DAYS = st.dates(date(1950, 1, 1), date(2100, 12, 31))


@given(DAYS)
def test_every_day_lies_in_its_year_and_its_quarter_and_in_no_other(day: date) -> None:
    year, quarter = FinancialYear.of(day), Quarter.of(day)
    assert day in year
    assert day in quarter
    assert quarter in year.quarters
    assert sum(day in q for q in year.quarters) == 1
    assert day not in FinancialYear(year.first + 1)


@given(st.integers(1950, 2100))
def test_quarters_follow_each_other_and_fill_the_year(first: int) -> None:
    year = FinancialYear(first)
    edges = [(q.starts_on, q.ends_on) for q in year.quarters]
    assert edges[0][0] == year.starts_on
    assert edges[-1][1] == year.ends_on
    assert all(after[0] - before[1] == timedelta(days=1) for before, after in pairwise(edges))


@given(st.integers(1900, 2998))
def test_a_year_is_read_back_as_it_is_written(first: int) -> None:
    assert FinancialYear.parse(str(FinancialYear(first))) == FinancialYear(first)


@pytest.mark.parametrize("text", ["2015/16", "2015-16", "2015/2016", " 2015 / 16 "])
def test_a_year_may_be_written_in_the_usual_ways(text: str) -> None:
    assert FinancialYear.parse(text) == FinancialYear(2015)


@pytest.mark.parametrize("text", ["2015", "2015/17", "15/16", "", "next year", "2015/15", "0001/02"])
def test_what_is_no_financial_year_is_refused_in_words(text: str) -> None:
    with pytest.raises(UserError, match="Write it like 2015/16"):
        FinancialYear.parse(text)


def test_the_turn_of_the_century_is_written_right() -> None:
    assert FinancialYear(1999).label == "1999/00"
    assert FinancialYear.parse("1999/00") == FinancialYear(1999)


def test_dates_and_quarters_read_as_people_write_them() -> None:
    assert long_date(date(2016, 5, 5)) == "5 May 2016"
    assert short_date(date(2016, 5, 5)) == "05/05/2016"
    quarter = Quarter.of(date(2016, 2, 29))
    assert (quarter.label, quarter.months, quarter.ends_on) == ("Q4 2015/16", "Jan–Mar", date(2016, 3, 31))


def test_the_years_a_period_touches_come_in_order() -> None:
    assert [str(y) for y in years_between(date(2015, 3, 31), date(2016, 4, 1))] == ["2014/15", "2015/16", "2016/17"]
