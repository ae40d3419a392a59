"""A series shows the newest vintage known on a day, its gaps and its reach, and never mixes sorts of periods."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from cspdesk.domain.data_periods import PeriodKind, parse_period
from cspdesk.domain.indicators import Area, Measure
from cspdesk.domain.series import named, next_period, series_of, span_of, together
from tests.indicator_builders import HEREFORDSHIRE, KNOWN_ON, indicator, observed, series

MONTHLY = indicator(frequency=PeriodKind.MONTH)


def test_the_newest_vintage_known_on_a_day_stands_and_the_others_are_kept():
    first = observed(MONTHLY, "2016-01", [10])[0]
    later = replace(first, id="later", count=12, published_on=date(2016, 6, 1))
    before, after = (series(MONTHLY, [later, first], known_on=d) for d in (date(2016, 5, 31), date(2016, 6, 1)))
    assert [r.value for r in before.readings] == [10]
    assert before.revised == ()
    assert [r.value for r in after.readings] == [12]
    assert after.revised[0].earlier == (first,)


def test_nothing_is_known_before_it_was_published():
    assert series(MONTHLY, observed(MONTHLY, "2016-01", [10]), known_on=date(2016, 2, 19)).readings == ()


def test_figures_of_another_sort_of_period_are_left_out_and_named():
    odd = observed(MONTHLY, "2015", [120])
    found = series(MONTHLY, [*observed(MONTHLY, "2016-01", [10, 11]), *odd])
    assert [r.period.label for r in found.readings] == ["January 2016", "February 2016"]
    assert found.left_out == tuple(odd)


def test_rolling_years_of_another_length_are_left_out():
    rolling = indicator(frequency=PeriodKind.ROLLING)
    three, one = (observed(rolling, text, [5]) for text in ("2012 - 14", "year to June 2016"))
    assert series(rolling, [*three, *one]).left_out == tuple(three)


def test_other_areas_and_indicators_are_passed_over():
    elsewhere = observed(MONTHLY, "2016-01", [99], area=Area("E06000051", "Shropshire"))
    other = observed(replace(MONTHLY, id="other"), "2016-01", [98])
    assert series(MONTHLY, [*elsewhere, *other]).readings == ()


def test_withheld_figures_are_never_nought_and_do_not_reach():
    found = series(MONTHLY, observed(MONTHLY, "2016-01", [10, None]))
    assert [r.value for r in found.readings] == [10, None]
    assert found.readings[1].suppressed == "*"
    assert found.reach == date(2016, 1, 31)


def test_a_figure_published_before_its_period_ended_does_not_reach():
    found = series(MONTHLY, [*observed(MONTHLY, "2016-01", [10]), *observed(MONTHLY, "2016-02", [4], after=-5)])
    assert found.reach == date(2016, 1, 31)
    assert len(found.readings) == 2


def test_gaps_are_the_periods_between_the_first_and_the_last_that_are_not_held():
    found = series(MONTHLY, [*observed(MONTHLY, "2015-11", [1]), *observed(MONTHLY, "2016-02", [2])])
    assert [p.label for p in found.gaps] == ["December 2015", "January 2016"]


@pytest.mark.parametrize(
    ("measure", "value"), [(Measure.COUNT, 50), (Measure.RATE, 25_000), (Measure.PROPORTION, 25), (Measure.VALUE, None)]
)
def test_a_value_that_was_not_published_follows_from_count_and_denominator(measure: Measure, value: int | None):
    one = indicator(measure=measure)
    assert series(one, observed(one, "2015", [50], [200])).readings[0].value == value


def test_a_published_value_stands_as_it_is():
    one = indicator(measure=Measure.RATE)
    observation = replace(observed(one, "2015", [50], [200])[0], value=Decimal("24.9"))
    assert series(one, [observation]).readings[0].value == Decimal("24.9")


def test_months_that_follow_on_make_a_year():
    found = together(Measure.COUNT, series(MONTHLY, observed(MONTHLY, "2015-07", [5] * 12)).readings)
    assert found is not None
    assert (found.period.label, found.count, len(found.observations)) == ("year to June 2016", 60, 12)


def test_months_with_one_missing_make_no_year_and_rates_never_do():
    months = series(MONTHLY, observed(MONTHLY, "2015-07", [5] * 12, [900] * 12)).readings
    assert together(Measure.COUNT, (*months[:5], *months[6:])) is None
    assert together(Measure.RATE, months) is None
    assert together(Measure.COUNT, ()) is None


def test_proportions_together_rest_on_all_their_counts():
    found = together(Measure.PROPORTION, series(MONTHLY, observed(MONTHLY, "2016-01", [5, 45], [10, 90])).readings)
    assert found is not None
    assert (found.value, found.denominator) == (50, 100)


def test_periods_follow_on_over_the_end_of_a_year():
    texts = ("2015-12", "Q3 2015/16", "2015", "2015/16")
    assert [next_period(parse_period(t)).label for t in texts] == ["January 2016", "Q4 2015/16", "2016", "2016/17"]


def test_periods_and_spans_are_named_as_people_do():
    assert named(parse_period("year to June 2016")) == "the year to June 2016"
    assert named(parse_period("2015/16")) == "2015/16"
    assert span_of(date(2013, 1, 1), date(2013, 12, 31)) == "2013"
    assert span_of(date(2013, 4, 1), date(2014, 3, 31)) == "2013/14"
    assert span_of(date(2013, 2, 1), date(2013, 3, 31)) == "February 2013 to March 2013"


def test_an_empty_series_has_no_reach():
    found = series_of(MONTHLY, HEREFORDSHIRE, (), KNOWN_ON)
    assert (found.reach, found.latest, found.gaps) == (None, None, ())
