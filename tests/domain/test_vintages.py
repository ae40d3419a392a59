"""Vintages: what was known when, and what a publication adds, revises, repeats or cannot be."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.domain.data_periods import Period, calendar_years, month_period
from cspdesk.domain.figures import Figure, Place, Series, fault_of
from cspdesk.domain.indicators import Measure, Observation
from cspdesk.domain.vintages import KnownSeries, as_known_on, reach, sort_figures

DAY = date(2016, 7, 21)
MAY = month_period(2016, 5)


def figure(count: int | None = 10, period: Period = MAY, **given_: Any) -> Figure:
    usual: dict[str, Any] = {"code": "c", "area": "E1", "period": period, "place": Place("f.csv", "", 2)}
    return Figure(**usual | {"count": count} | given_)


def kept(figures: list[Figure], published: date = DAY) -> tuple[Observation, ...]:
    return tuple(
        Observation(
            f"{n}", "i", f.area, f.period.starts_on, f.period.ends_on, f.period.kind, f.published or published,
            f.count, f.denominator, f.value, f.lower, f.upper, f.suppressed, f.back_dated, f.note,
        )
        for n, f in enumerate(figures)
    )  # fmt: skip


def known(figures: list[Figure], published: date = DAY) -> dict[str, KnownSeries]:
    return {"c": KnownSeries("i", figures[0].period.kind, kept(figures, published))}


def test_the_same_again_is_unchanged_on_any_later_day() -> None:
    plan = sort_figures([figure()], known([figure()]), DAY + timedelta(90))
    assert (len(plan.added), len(plan.revised), len(plan.unchanged), plan.rejected) == (0, 0, 1, [])


def test_another_value_later_is_a_revision_and_the_same_day_is_refused() -> None:
    assert len(sort_figures([figure(11)], known([figure()]), DAY + timedelta(1)).revised) == 1
    plan = sort_figures([figure(11)], known([figure()]), DAY)
    assert "two values for May 2016 published on 21 July 2016" in plan.rejected[0].reason


def test_nought_and_withheld_and_missing_are_three_different_things() -> None:
    later = DAY + timedelta(1)
    for new in (figure(None, suppressed="*"), figure(None, value=Decimal(0))):
        assert len(sort_figures([new], known([figure(0)]), later).revised) == 1


def test_two_values_in_one_file_are_refused_unless_they_are_vintages() -> None:
    plan = sort_figures([figure(), figure(11)], {}, DAY)
    assert (len(plan.added), len(plan.rejected)) == (1, 1)
    plan = sort_figures([figure(11, published=DAY + timedelta(1)), figure(published=DAY)], {}, DAY)
    assert ([f.count for f in plan.added], [f.count for f in plan.revised]) == ([10], [11])


@pytest.mark.parametrize("other", [calendar_years(2016), calendar_years(2014, 2016)])
def test_another_sort_of_period_is_refused(other: Period) -> None:
    for before in ({}, known([figure()])):
        plan = sort_figures([*([] if before else [figure()]), figure(5, other)], before, DAY)
        assert "is not a month" in plan.rejected[0].reason


def test_rolling_periods_of_another_length_are_refused() -> None:
    plan = sort_figures([figure(5, calendar_years(2013, 2017))], known([figure(5, calendar_years(2015, 2017))]), DAY)
    assert "rolling years (36 months)" in plan.rejected[0].reason


@given(st.lists(st.tuples(st.integers(1, 12), st.integers(0, 4), st.integers(0, 30)), max_size=40), st.integers(0, 30))
def test_taking_in_publication_after_publication_shows_each_day_what_was_then_newest(
    said: list[tuple[int, int, int]], asked: int
) -> None:
    held: list[Figure] = []
    newest: dict[int, int] = {}
    for month, count, days in sorted(said, key=lambda s: s[2]):
        one = figure(count, month_period(2016, month), published=DAY + timedelta(days))
        plan = sort_figures([one], known(held) if held else {}, DAY)
        held += [*plan.added, *plan.revised]
        if days <= asked and not plan.rejected:
            newest[month] = count
    seen = as_known_on(kept(held), DAY + timedelta(asked))
    assert {o.starts_on.month: o.count for o in seen} == newest
    again = sort_figures(held, known(held), DAY) if held else None
    assert again is None or (not again.added and not again.revised)


def test_a_series_reaches_as_far_as_it_has_figures() -> None:
    figures = [figure(), figure(None, month_period(2016, 6), suppressed="*")]
    assert reach(kept(figures)) == MAY
    assert reach(()) is None


@pytest.mark.parametrize(
    ("given_", "field"),
    [
        ({"denominator": Decimal(0)}, "denominator"),
        ({"denominator": Decimal(-4)}, "denominator"),
        ({"value": Decimal("100.1")}, "value"),
        ({"value": Decimal("-0.1")}, "value"),
        ({"denominator": Decimal(9)}, "count"),
        ({"lower": Decimal(5), "upper": Decimal(4)}, "lower"),
        ({"count": 10**16}, "count"),
    ],
)
def test_what_no_share_can_be_is_a_fault(given_: dict[str, Any], field: str) -> None:
    found = fault_of(figure(**given_), Series("c", "C", Measure.PROPORTION))
    assert found is not None
    assert found[0] == field


def test_what_a_share_can_be_is_none() -> None:
    share = figure(denominator=Decimal(10), value=Decimal(100), lower=Decimal(99), upper=Decimal(100))
    assert fault_of(share, Series("c", "C", Measure.PROPORTION)) is None
    assert fault_of(figure(value=Decimal(250)), Series("c", "C", Measure.RATE)) is None
