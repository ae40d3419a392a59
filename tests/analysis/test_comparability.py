"""Nothing compares two figures but through the gate, and over a not comparable break there is no way through."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cspdesk
from cspdesk.analysis.comparability import (
    Allowed,
    Caution,
    ComparablePair,
    Forbidden,
    Why,
    between_periods,
    beyond_reach,
    comparable,
    with_baseline,
    with_year_before,
)
from cspdesk.analysis.verdicts import VerdictKind, verdict
from cspdesk.domain.data_periods import Period, PeriodKind, parse_period
from cspdesk.domain.indicators import Area, BreakEffect, Measure
from cspdesk.domain.series import Reading
from tests.indicator_builders import broken, indicator, observed, series

YEARLY = indicator(baseline_from=date(2013, 1, 1), baseline_to=date(2013, 12, 31))
MONTHLY = replace(YEARLY, frequency=PeriodKind.MONTH)
AUDIT = broken(date(2015, 4, 1))
KINDS = {PeriodKind.MONTH: "2012-01", PeriodKind.QUARTER: "Q1 2011/12", PeriodKind.CALENDAR_YEAR: "2005"}


def years(*breaks, counts=(100, 100, 126)):
    return series(YEARLY, observed(YEARLY, "2013", counts), *breaks)


def gate(found, earlier=0, later=-1):
    return comparable(found.readings[earlier], found.readings[later], found.breaks, found.indicator)


def test_two_whole_periods_of_one_sort_may_be_compared():
    assert isinstance(gate(years()), Allowed)


def test_a_break_between_the_periods_forbids_and_says_which():
    found = gate(years(AUDIT))
    assert isinstance(found, Forbidden)
    assert found.why is Why.BREAK
    assert found.reason == (
        "2013 and 2015 are not counted alike (records were back-dated after an audit, from 1 April 2015), so no change"
        " between them can be given."
    )


@pytest.mark.parametrize(
    ("on_day", "forbids"),
    [
        (date(2013, 1, 1), False),
        (date(2013, 1, 2), True),
        (date(2014, 1, 1), True),
        (date(2015, 12, 31), True),
        (date(2016, 1, 1), False),
    ],
)
def test_a_break_within_either_period_counts_and_one_at_the_very_start_does_not(on_day: date, forbids: bool):
    assert isinstance(gate(years(broken(on_day))), Forbidden) is forbids


def test_a_break_of_another_indicator_is_passed_over():
    other = replace(AUDIT, indicator_id="other")
    readings = years().readings
    assert isinstance(comparable(readings[0], readings[2], [other], YEARLY), Allowed)


def test_caution_gives_the_caveat_that_has_to_be_printed():
    found = gate(years(broken(date(2015, 1, 1), BreakEffect.CAUTION)))
    assert isinstance(found, Caution)
    assert found.sentence == "with caution: records were back-dated after an audit, from 1 January 2015"


def test_an_override_lets_through_and_names_person_and_reason():
    overridden = replace(AUDIT, override_by="Analyst", override_reason="The audit found 12 records in all.")
    found = gate(years(overridden))
    assert isinstance(found, Caution)
    assert found.sentence.endswith("by decision of Analyst: The audit found 12 records in all")
    assert found.sentence in verdict(years(overridden)).says


def test_a_break_without_effect_changes_nothing():
    assert isinstance(gate(years(broken(date(2015, 1, 1), BreakEffect.NONE))), Allowed)


def test_periods_of_two_sorts_are_not_compared():
    month = series(MONTHLY, observed(MONTHLY, "2015-06", [9])).readings[0]
    found = comparable(years().readings[0], month, (), YEARLY)
    assert isinstance(found, Forbidden)
    assert found.why is Why.PERIODS


def test_overlapping_periods_are_not_compared_and_those_apart_are():
    rolling = indicator(frequency=PeriodKind.ROLLING)
    found = series(
        rolling, [o for t in ("2010 - 12", "2011 - 13", "2013 - 15") for o in _called(observed(rolling, t, [9]), t)]
    )
    assert isinstance(gate(found, 0, 1), Forbidden)
    assert isinstance(gate(found, 0, 2), Allowed)
    answer = with_year_before(found)
    assert isinstance(answer, Allowed)
    assert answer.pair.earlier.period.label == "2010 to 2012"


def _called(observations, name):
    return [replace(o, id=name) for o in observations]


def test_a_figure_withheld_or_published_too_early_is_not_compared():
    withheld = series(YEARLY, observed(YEARLY, "2014", [9, None]))
    early = series(YEARLY, [*observed(YEARLY, "2014", [9]), *observed(YEARLY, "2015", [4], after=-30)])
    assert gate(withheld) == Forbidden(Why.NOT_HELD, "The figure for 2015 is withheld by its source.")
    assert gate(early) == Forbidden(Why.REACH, "The figure for 2015 was published before that period had ended.")


def test_two_areas_or_indicators_are_never_a_change():
    elsewhere = observed(YEARLY, "2015", [50], area=Area("E06000051", "Shropshire"))
    there = replace(years().readings[2], observations=tuple(elsewhere))
    assert isinstance(comparable(years().readings[0], there, (), YEARLY), Forbidden)
    assert isinstance(comparable(*years().readings[:2], (), replace(YEARLY, id="other")), Forbidden)


def test_periods_the_wrong_way_round_or_twice_the_same_are_not_compared():
    assert "wrong order" in gate(years(), 2, 0).reason
    assert "are the same period" in gate(years(), 1, 1).reason


def test_a_pair_cannot_be_made_past_the_gate():
    found = years(AUDIT)
    with pytest.raises(ValueError, match="not counted alike"):
        ComparablePair(YEARLY, found.readings[0], found.readings[2], found.breaks)
    good = gate(years(AUDIT), 0, 1)
    assert isinstance(good, Allowed)
    with pytest.raises(ValueError, match="not counted alike"):
        replace(good.pair, later=found.readings[2])


def test_months_are_put_together_to_be_set_against_a_year():
    answer = with_baseline(series(MONTHLY, observed(MONTHLY, "2013-01", [10] * 41)))
    assert isinstance(answer, Allowed)
    assert (answer.pair.earlier.count, answer.pair.later.period.label) == (120, "year to May 2016")


def test_twelve_months_that_hold_a_break_are_not_compared_with_anything():
    found = series(MONTHLY, observed(MONTHLY, "2013-01", [10] * 30), AUDIT)
    assert isinstance(with_baseline(found), Forbidden)
    assert isinstance(with_year_before(found), Forbidden)


def test_after_a_break_the_same_months_of_both_years_are_compared():
    answer = with_year_before(series(MONTHLY, observed(MONTHLY, "2013-01", [10] * 44), AUDIT))
    assert isinstance(answer, Allowed)
    assert [r.period.label for r in (answer.pair.earlier, answer.pair.later)] == [
        "April 2015 to August 2015",
        "April 2016 to August 2016",
    ]


def test_figures_that_cannot_be_added_up_are_not_set_against_a_year():
    rates = replace(MONTHLY, measure=Measure.RATE)
    answer = with_baseline(series(rates, observed(rates, "2013-01", [10] * 24, [900] * 24)))
    assert answer == Forbidden(Why.PERIODS, "Figures that cannot be added up are not set against 2013.")


def test_only_the_gate_makes_pairs_and_only_analysis_reckons_changes():
    reckoned = re.compile(r"\b(rate_ratio|difference_of_proportions|relative_effect_size|ComparablePair)\(")
    package = Path(cspdesk.__file__).parent
    may = {"change.py", "comparability.py", "indicator_change.py"}
    found = {f.name for f in package.rglob("*.py") if reckoned.search(f.read_text(encoding="utf-8"))}
    assert found == may


def test_a_month_is_set_against_the_same_month_where_the_years_cannot_be_made():
    rates = replace(MONTHLY, measure=Measure.RATE)
    answer = with_year_before(series(rates, observed(rates, "2015-01", [10] * 14, [900] * 14)))
    assert isinstance(answer, Allowed)
    assert [r.period.label for r in (answer.pair.earlier, answer.pair.later)] == ["February 2015", "February 2016"]


def test_without_a_baseline_or_its_figures_the_reason_is_given():
    assert with_baseline(series(indicator(), observed(indicator(), "2015", [1]))).reason == "No baseline is set."
    assert (
        "no whole figures for the baseline, 2013" in with_baseline(series(YEARLY, observed(YEARLY, "2014", [1]))).reason
    )
    assert "do not reach beyond the baseline" in with_baseline(series(YEARLY, observed(YEARLY, "2013", [1]))).reason
    assert "No figures" in with_baseline(series(YEARLY, [])).reason
    assert "nothing a year before 2015" in with_year_before(series(YEARLY, observed(YEARLY, "2015", [1]))).reason


def test_a_claim_beyond_the_data_is_caught():
    found = series(YEARLY, observed(YEARLY, "2011", [1, 2, 3]))
    assert beyond_reach(found, parse_period("2015")) == "Data reach to December 2013; nothing can be said of 2015."
    assert "the whole of 2013/14" in beyond_reach(found, parse_period("2013/14"))
    assert beyond_reach(found, parse_period("2013")) == ""
    assert "Nothing can be said of 2015" in beyond_reach(series(YEARLY, []), parse_period("2015"))
    answer = between_periods(found, parse_period("2013"), parse_period("2015"))
    assert answer == Forbidden(Why.REACH, "Data reach to December 2013; nothing can be said of 2015.")


def test_a_claim_of_two_years_is_checked_on_months():
    found = series(MONTHLY, observed(MONTHLY, "2013-01", [10] * 36))
    answer = between_periods(found, parse_period("2013"), parse_period("2015"))
    assert isinstance(answer, Allowed)
    assert isinstance(between_periods(found, parse_period("2012"), parse_period("2015")), Forbidden)


@st.composite
def broken_series(draw):
    """Return a series with a forbidding break somewhere between its first day and its last."""
    kind = draw(st.sampled_from(list(KINDS)))
    measure = draw(st.sampled_from([Measure.COUNT, Measure.RATE, Measure.PROPORTION]))
    one = replace(YEARLY, frequency=kind, measure=measure)
    counts = draw(st.lists(st.integers(1, 400), min_size=2, max_size=50))
    observations = observed(one, KINDS[kind], counts, [500] * len(counts))
    first, last = observations[0].starts_on, observations[-1].ends_on
    day = draw(st.dates(first, last))
    others = draw(st.lists(st.tuples(st.dates(first, last), st.sampled_from(BreakEffect)), max_size=2))
    breaks = [broken(day), *(broken(d, e, id=f"other{n}") for n, (d, e) in enumerate(others))]
    return series(one, observations, *breaks, known_on=date(2030, 1, 1))


@given(broken_series(), st.data())
def test_no_comparison_over_a_not_comparable_break_returns_a_number_whatever_path_leads_there(found, data):
    days = [b.on_day for b in found.breaks if b.forbids]

    def straddles(one: Reading, other: Reading) -> bool:
        return any(one.period.starts_on < day <= other.period.ends_on for day in days)

    places = st.integers(0, len(found.readings) - 1)
    one, other = sorted((data.draw(places), data.draw(places)))
    earlier, later = found.readings[one], found.readings[other]
    spans = [Period(a.period.starts_on, b.period.ends_on, PeriodKind.ROLLING) for a, b in ((earlier, later),) * 2]
    answers = [gate(found, one, other), with_baseline(found), with_year_before(found), between_periods(found, *spans)]
    answers.append(between_periods(found, earlier.period, later.period))
    for answer in answers:
        if isinstance(answer, Forbidden):
            continue
        assert not straddles(answer.pair.earlier, answer.pair.later)
    if straddles(earlier, later):
        assert isinstance(answers[0], Forbidden)
        assert not re.search(r"\d%|percentage", answers[0].reason)
        with pytest.raises(ValueError, match="."):
            ComparablePair(found.indicator, earlier, later, found.breaks)


@given(broken_series())
def test_a_verdict_never_holds_a_change_over_a_not_comparable_break(found):
    said = verdict(found)
    days = [b.on_day for b in found.breaks if b.forbids]
    by_id = {o.id: o for r in found.readings for o in r.observations}
    for figure in said.figures:
        used = [by_id[i] for i in figure.observation_ids]
        first, last = min(o.starts_on for o in used), max(o.ends_on for o in used)
        if figure.name == "change":
            assert not any(first < day <= last for day in days)
    if said.kind is VerdictKind.NOT_COMPARABLE:
        assert not any(word in said.sentences[1] for word in (" higher", " lower", "%"))
        assert [f.name for f in said.figures] == ["newest"]
