"""Rates and proportions carry the published intervals, and refuse what cannot be one."""

from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.analysis.rates import (
    Blank,
    Interval,
    byar_limits,
    exact_limits,
    proportion_interval,
    rate_interval,
    wilson_limits,
)
from cspdesk.errors import UserError
from tests.analysis.vectors import close, number, table

LEVELS = {0.95: ("lower95_0cl", "upper95_0cl"), 0.998: ("lower99_8cl", "upper99_8cl")}
COUNT = st.integers(0, 1_000_000)
CONFIDENCE = st.sampled_from([0.5, 0.9, 0.95, 0.998])


def cells(row: dict[str, str], names: tuple[str, ...]) -> list[float | None]:
    """Return numbers of a row, each to be met within a millionth; blanks as None."""
    return [None if value is None else close(value) for value in (number(row[name]) for name in names)]


@pytest.mark.parametrize("row", table("byars_wilson"))
def test_limits_of_a_count_or_a_proportion_are_the_published_ones(row: dict[str, str]) -> None:
    count, confidence = float(row["x"]), float(row["confidence"].rstrip("%")) / 100
    found = wilson_limits(count, float(row["n"]), confidence) if row["n"] else byar_limits(count, confidence)
    assert list(found) == cells(row, ("lowercl", "uppercl"))


@pytest.mark.parametrize("row", table("rate"))
@pytest.mark.parametrize("confidence", LEVELS)
def test_a_rate_and_its_interval_are_the_published_ones(row: dict[str, str], confidence: float) -> None:
    found = rate_interval(number(row["Numerator"]), number(row["Denominator"]), float(row["multiplier"]), confidence)
    assert [found.value, found.lower, found.upper] == cells(row, ("value", *LEVELS[confidence]))
    assert isinstance(found, Blank) or found.method == row["method"].replace("Byars", "Byar").replace("Exact", "exact")


@pytest.mark.parametrize("row", table("proportion"))
@pytest.mark.parametrize("confidence", LEVELS)
def test_a_proportion_and_its_interval_are_the_published_ones(row: dict[str, str], confidence: float) -> None:
    found = proportion_interval(number(row["Numerator"]), number(row["Denominator"]), confidence)
    scaled = found if isinstance(found, Blank) else found.times(float(row["multiplier"]))
    assert [scaled.value, scaled.lower, scaled.upper] == cells(row, ("value", *LEVELS[confidence]))


@given(COUNT, st.integers(1, 10**9), CONFIDENCE)
def test_a_rate_lies_within_its_interval(count: int, population: int, confidence: float) -> None:
    found = rate_interval(count, population, confidence=confidence)
    assert 0 <= found.lower <= found.value <= found.upper
    assert found.upper > 0


@given(COUNT, COUNT, CONFIDENCE)
def test_a_proportion_lies_within_its_interval_and_that_within_0_and_1(some: int, more: int, level: float) -> None:
    found = proportion_interval(some, some + more + 1, level)
    assert 0 <= found.lower <= found.value <= found.upper <= 1


@given(st.integers(1, 10_000), st.integers(1, 10_000), st.integers(2, 50))
def test_intervals_narrow_with_more_data(count: int, others: int, times: int) -> None:
    whole = count + others

    def width(interval: Interval) -> float:
        return interval.upper - interval.lower

    assert width(rate_interval(count * times, whole * times)) < width(rate_interval(count, whole))
    assert width(proportion_interval(count * times, whole * times)) < width(proportion_interval(count, whole))


@given(COUNT, st.integers(1, 10**9))
def test_intervals_widen_with_the_confidence_asked_for(count: int, population: int) -> None:
    narrow, wide = (rate_interval(count, population, confidence=level) for level in (0.95, 0.998))
    assert wide.lower <= narrow.lower
    assert narrow.upper < wide.upper


@given(st.integers(1, 10**6), st.sampled_from([0.1, 10, 1000]))
def test_a_rate_scales_with_the_people_it_is_told_for(population: int, scale: float) -> None:
    once, scaled = rate_interval(12, population, 1000), rate_interval(12, population, 1000 * scale)
    assert scaled.times(1 / scaled.value).upper == pytest.approx(once.times(1 / once.value).upper)
    assert scaled.upper == pytest.approx(once.upper * scale)


@given(st.integers(0, 10**5), st.integers(1, 10**5))
def test_those_with_and_those_without_have_mirrored_intervals(some: int, others: int) -> None:
    yes, no = proportion_interval(some, some + others), proportion_interval(others, some + others)
    assert [yes.lower, yes.upper] == pytest.approx([1 - no.upper, 1 - no.lower], abs=1e-12)


def test_no_events_have_the_limit_that_chance_gives_them() -> None:
    assert exact_limits(0) == (0.0, pytest.approx(-log(0.025)))
    assert byar_limits(0)[0] is None


def test_ten_events_is_where_the_approximation_begins() -> None:
    assert rate_interval(9, 100).method == "exact"
    assert rate_interval(10, 100).method == "Byar"


@pytest.mark.parametrize(("count", "whole"), [(None, 100), (5, None), (None, None)])
def test_what_is_not_held_gives_blank_results_that_say_so(count: float | None, whole: float | None) -> None:
    for found in (rate_interval(count, whole), proportion_interval(count, whole)):
        assert (found.value, found.lower, found.upper) == (None, None, None)
        assert isinstance(found, Blank)
        assert found.says == "count not held"


@pytest.mark.parametrize(
    ("count", "whole", "words"),
    [
        (-1, 100, "cannot be below 0"),
        (1, 0, "divided by"),
        (1, -5, "divided by"),
        (float("nan"), 100, "not a number"),
        (1, float("inf"), "not a number"),
    ],
)
def test_what_cannot_be_a_rate_or_a_proportion_is_refused_in_words(count: float, whole: float, words: str) -> None:
    with pytest.raises(UserError, match=words):
        rate_interval(count, whole)
    with pytest.raises(UserError, match=words):
        proportion_interval(count, whole)


def test_more_than_the_whole_is_refused_as_a_proportion_and_allowed_as_a_rate() -> None:
    with pytest.raises(UserError, match=r"The count \(11\) is above its denominator \(10\)"):
        proportion_interval(11, 10)
    assert rate_interval(11, 10, per=1).value == pytest.approx(1.1)


@pytest.mark.parametrize("confidence", [0, 1, 95])
def test_a_confidence_that_is_none_is_our_fault(confidence: float) -> None:
    for count in (1, 20):
        with pytest.raises(ValueError, match="between 0 and 1"):
            rate_interval(count, 100, confidence=confidence)
