"""Two indicators beside each other: the same periods, no number across a break, and never a cause."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.analysis.findings import NotComputed
from cspdesk.analysis.pairs import Pair, pair_of
from cspdesk.domain.data_periods import PeriodKind
from cspdesk.domain.indicators import BreakEffect, Measure
from cspdesk.domain.series import Series
from tests.indicator_builders import broken, indicator, observed, series

MONTHS = {"id": "m", "name": "Burglary", "frequency": PeriodKind.MONTH}
RATE = {"id": "r", "name": "Entrants", "measure": Measure.RATE}


def years(first: str, *counts: int, **changes: object) -> Series:
    one = indicator(**changes)
    return series(one, observed(one, first, counts))


def months(first: str, count: int = 36, **changes: object) -> Series:
    one = indicator(**(MONTHS | changes))
    return series(one, observed(one, first, [30 + n % 5 for n in range(count)]))


def found(answer: Pair | NotComputed) -> Pair:
    assert isinstance(answer, Pair)
    return answer


def test_two_of_one_sort_share_the_periods_that_both_cover() -> None:
    pair = found(pair_of(years("2010", 1, 2, 3, 4, 5), years("2012", 6, 7, 8, 9, id="o", name="Other")))
    for each in (pair.one, pair.other):
        assert [r.period.label for r in each.complete] == ["2012", "2013", "2014"]
    assert "does not show that one moves the other" in pair.does_not_show


def test_months_are_put_together_to_the_years_of_the_other() -> None:
    pair = found(pair_of(months("2012-01"), years("2011", 5, 6, 7, 8)))
    assert [r.period.label for r in pair.one.complete] == ["2012", "2013", "2014"]
    assert [r.count for r in pair.one.complete] == [sum(30 + n % 5 for n in range(k, k + 12)) for k in (0, 12, 24)]
    assert "put together" in pair.notes[-1]


def test_a_year_within_which_the_counting_changed_is_left_out() -> None:
    one = indicator(**MONTHS)
    made = series(one, observed(one, "2012-01", [30] * 48), broken(date(2013, 4, 1), indicator_id="m"))
    pair = found(pair_of(made, years("2012", 5, 6, 7, 8)))
    assert [r.period.label for r in pair.one.complete] == ["2012", "2014", "2015"]
    assert "2013 is left out" in pair.notes[0]


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        (years("2010", 1, 2), years("2013", 1, 2, id="o"), "no two periods in common"),
        (years("2010", 1, 2, 3), years("2010/11", 1, 2, id="o", frequency=PeriodKind.FINANCIAL_YEAR), "same months"),
        (years("2010", 1, 2, 3), years("2010", id="o", name="Empty"), "Empty: no figures"),
        (months("2010-01", measure=Measure.VALUE), years("2010", 1, 2, 3), "no figures for a whole period"),
    ],
)
def test_what_cannot_stand_side_by_side_says_why(one: Series, other: Series, words: str) -> None:
    answer = pair_of(one, other)
    assert isinstance(answer, NotComputed)
    assert words in answer.says


def test_rates_of_months_are_not_added_up() -> None:
    one = indicator(**(MONTHS | {"measure": Measure.RATE}))
    made = series(one, observed(one, "2012-01", [30] * 36, [1000] * 36))
    answer = pair_of(made, years("2012", 5, 6, 7))
    assert isinstance(answer, NotComputed)
    assert "not a count" in answer.says


@given(st.lists(st.integers(5, 5_000), min_size=4, max_size=8), st.integers(1, 3))
def test_no_change_over_a_break_that_is_not_comparable_ever_gives_a_number(counts: list[int], at: int) -> None:
    one = indicator()
    cut = broken(date(2010 + at, 1, 1), BreakEffect.NOT_COMPARABLE)
    pair = found(pair_of(series(one, observed(one, "2010", counts), cut), years("2010", *counts, id="o", name="Other")))
    assert "not counted alike" in pair.says[0]
    assert "%" not in pair.says[0]
    assert not re.search(r"interval|higher|lower", pair.says[0])
    assert "not counted alike" not in pair.says[1]
