"""The traps of the minutes: a verdict says what the figures allow, and otherwise that it cannot be told, and why."""

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.analysis.areas import AreaComparison, compare_areas
from cspdesk.analysis.findings import EvidenceGrade
from cspdesk.analysis.signals import signals
from cspdesk.analysis.verdicts import VerdictKind, verdict
from cspdesk.domain.data_periods import PeriodKind
from cspdesk.domain.indicators import Area, Better, BreakEffect, Level, Measure
from cspdesk.domain.series import series_of
from tests.indicator_builders import KNOWN_ON, broken, indicator, observed, series

BASELINE = {"baseline_from": date(2013, 1, 1), "baseline_to": date(2013, 12, 31)}
CRIME = indicator(**BASELINE)
HATE = indicator(name="Recorded hate crime", unit="reports", better=Better.NEITHER)
MONTHLY = indicator(frequency=PeriodKind.MONTH)
STEADY = [20, 22, 19, 21, 20, 23, 18, 20, 21, 19, 22, 20, 21, 20]
SHARE = indicator(name="Success", measure=Measure.PROPORTION, better=Better.HIGHER)
CAUSAL = re.compile(r"\b(because|led to|due to|caused|thanks to|as a result)\b", re.IGNORECASE)


def said(of, first, counts=(), *breaks, **more):
    return verdict(series(of, observed(of, first, counts, **more), *breaks))


# --- the traps


def test_26_percent_across_the_audit_gives_the_reason_and_no_number():
    found = said(CRIME, "2013", [7980, 7850, 9891], broken(date(2015, 4, 1)))
    assert found.kind is VerdictKind.NOT_COMPARABLE
    assert "records were back-dated after an audit" in found.says
    everything = " ".join(
        (*found.sentences, *found.caveats, *found.why, found.target, *(f.text for f in found.figures))
    )
    assert "%" not in everything.replace("95% interval", "")
    assert [f.name for f in found.figures] == ["newest"]


def test_without_the_break_the_same_figures_are_26_percent_higher():
    found = said(replace(CRIME, baseline_from=None, baseline_to=None), "2013", [7980, 7850, 9891])
    assert found.kind is VerdictKind.WORSE
    assert "2015 was 26% higher than 2014 (95% interval 21% to 31% higher): worse." in found.says


def test_data_of_2013_say_nothing_of_2015():
    found = said(
        replace(SHARE, name="Proven re-offending", better=Better.LOWER), "2012", [400, 300], bases=[1400, 1400]
    )
    assert found.kind is VerdictKind.CANNOT_TELL
    assert found.sentences[0].endswith("; the data end there, and nothing can be said of what came after.")
    assert not found.says.rstrip(".").endswith(("better", "worse"))
    assert found.reach == "Data to December 2013."


def test_50_percent_without_counts_has_no_interval_and_no_verdict():
    found = said(replace(SHARE, count_not_held=True), "2014", values=["5", "50"])
    assert found.kind is VerdictKind.CANNOT_TELL
    assert "count not held, so no interval" in found.says
    assert "the count is not held, so chance cannot be told from change" in found.says
    assert any("of how many is not known" in caveat for caveat in found.caveats)
    assert "change" not in [f.name for f in found.figures]


def test_15_percent_more_reports_of_hate_crime_is_neither_more_crime_nor_less():
    found = said(HATE, "2014", [1200, 1380])
    assert found.kind is VerdictKind.CHANGED
    assert "15% higher" in found.says
    assert "more reports, which does not tell whether more happened or more came to be known" in found.says
    assert not re.search(r"\b(better|worse)\b", found.says)


def test_15_percent_more_of_few_reports_may_be_chance():
    found = said(HATE, "2014", [120, 138])
    assert found.kind is VerdictKind.NO_CLEAR_CHANGE
    assert "which chance alone could explain" in found.says


# --- what a verdict rests on


def test_the_baseline_comes_first_and_gives_way_to_the_year_before_where_a_break_forbids_it():
    counts = [1000, 1000, 1000, 700]
    assert "than 2013" in said(CRIME, "2012", counts).sentences[1]
    found = said(CRIME, "2012", counts, broken(date(2014, 1, 1)))
    assert "2015 was 30% lower than 2014" in found.sentences[1]
    assert found.kind is VerdictKind.BETTER
    assert found.caveats[0].startswith("Not set against the baseline: 2013 and 2015 are not counted alike")


def test_other_areas_are_told_in_a_sentence_of_their_own():
    there = Area("E06000051", "Shropshire")
    ours = series(SHARE, observed(SHARE, "2015", [100], [1000]))
    other = series_of(SHARE, there, observed(SHARE, "2015", [300], [1000], area=there), KNOWN_ON)
    found = compare_areas([ours, other], ours.readings[0].period)
    assert isinstance(found, AreaComparison)
    said_beside = verdict(ours, beside=found)
    assert said_beside.beside.startswith("Success in 2015: Herefordshire is lower than Shropshire.")
    assert said_beside.sentences == verdict(ours).sentences


@pytest.mark.parametrize(
    ("unit", "one"), [("crimes", "crime"), ("burglaries", "burglary"), ("young people", "young person")]
)
def test_one_is_one_and_not_many(unit: str, one: str):
    assert f"1 {one} in 2015" in said(indicator(unit=unit), "2015", [1]).says


def test_caution_stands_in_the_same_sentence_as_the_number():
    found = said(CRIME, "2013", [1000, 1000, 1600], broken(date(2015, 4, 1), BreakEffect.CAUTION))
    assert "60% higher" in found.sentences[1]
    assert "with caution: records were back-dated after an audit, from 1 April 2015." in found.sentences[1]
    assert "with caution" in found.figures[-1].text


def test_months_are_told_by_their_limits():
    found = said(MONTHLY, "2015-01", STEADY)
    assert "within the limits of" in found.sentences[0]
    assert found.kind is VerdictKind.NO_CLEAR_CHANGE


def test_a_point_beyond_the_limits_is_a_signal_with_its_meaning():
    found = said(MONTHLY, "2015-01", [*STEADY, 60])
    assert found.kind is VerdictKind.WORSE
    assert "above the upper limit" in found.sentences[0]
    assert "a signal of change, worse" in found.sentences[0]
    assert "Set against its own limits: the newest point is above the upper limit, which says the same." in found.why


def test_where_chance_alone_could_explain_the_change_the_signal_is_said_to_decide():
    counts = [*STEADY[:12], *STEADY[:12], *STEADY[:4], *[17] * 8]
    found = said(replace(MONTHLY, **BASELINE), "2013-01", counts)
    assert found.kind is VerdictKind.BETTER
    assert "which chance alone could explain" in found.sentences[1]
    assert found.sentences[1].endswith("; the signal decides.")
    assert any(why.endswith("in a row below the mean, which decides.") for why in found.why)


def test_limits_of_few_points_are_called_trial_limits_and_fewer_have_none():
    assert "within the trial limits of" in said(MONTHLY, "2015-01", STEADY[:8]).sentences[0]
    found = said(MONTHLY, "2015-01", STEADY[:5])
    assert "too early for limits (5 points counted this way; 6 are needed)" in found.sentences[0]
    assert "95% interval" in found.sentences[0]
    assert found.kind is VerdictKind.CANNOT_TELL


def test_limits_start_anew_at_a_break():
    counts = [*STEADY, *(40 + n for n in STEADY[:7])]
    whole = said(MONTHLY, "2015-01", counts)
    cut = said(MONTHLY, "2015-01", counts, broken(date(2016, 3, 1)))
    assert whole.kind is VerdictKind.WORSE
    assert "that 7 points set" not in whole.says
    assert "trial limits" in cut.says
    assert cut.kind is VerdictKind.NOT_COMPARABLE


def test_where_the_newest_month_goes_the_other_way_it_cannot_be_told():
    one = replace(MONTHLY, **BASELINE)
    counts = [100] * 12 + [103, 99, 101, 98, 100, 102] * 2 + [60] * 11 + [170]
    found = said(one, "2013-01", [n + k % 3 for k, n in enumerate(counts)])
    assert found.kind is VerdictKind.CANNOT_TELL
    assert found.sentences[1].endswith("but the newest points go the other way: cannot tell.")


@pytest.mark.parametrize(
    ("kind", "first", "reason"),
    [
        (PeriodKind.CALENDAR_YEAR, "2014", "One figure a year is too few for control limits"),
        (PeriodKind.ROLLING, "year to June 2014", "The periods overlap"),
    ],
)
def test_years_and_overlapping_periods_have_intervals_and_say_why(kind: PeriodKind, first: str, reason: str):
    one = indicator(frequency=kind)
    found = said(one, first, [100, 110])
    assert "95% interval" in found.sentences[0]
    assert any(why.startswith(reason) for why in found.why)
    assert signals(series(one, observed(one, first, [100, 110]))).spans == ()


@pytest.mark.parametrize(
    ("kind", "first"), [(PeriodKind.CALENDAR_YEAR, "2014"), (PeriodKind.ROLLING, "year to June 2014")]
)
def test_an_interval_is_promised_only_where_there_can_be_one(kind: PeriodKind, first: str):
    held = replace(SHARE, frequency=kind)
    bare = replace(held, count_not_held=True)
    assert "interval" in signals(series(held, observed(held, first, [10, 11], bases=[90, 90]))).no_limits
    told = signals(series(bare, observed(bare, first, values=["5", "50"]))).no_limits
    assert "limits" in told
    assert "interval" not in told


def test_a_verdict_names_its_evidence_and_what_it_does_not_show():
    found = said(CRIME, "2013", [1000, 1000, 1600])
    assert found.grade.words == "before and after, no comparison area"
    assert "does not show what made the difference" in found.does_not_show
    assert found.footing == f"Before and after, no comparison area: i{found.does_not_show[1:]}"
    alone = said(CRIME, "2015", [1000])
    assert (alone.grade, alone.does_not_show) == (EvidenceGrade.AT_ONE_TIME, "It does not show any change.")


def test_figures_that_stand_before_are_not_said_to_be_none():
    cut = said(CRIME, "2014", [1000, 1600], broken(date(2015, 1, 1)))
    assert cut.footing == "One time only, nothing comparable before: it does not show any change."


@pytest.mark.parametrize("counts", [[None, None], []])
def test_without_a_figure_that_may_be_used_none_is_spoken_of(counts: list[int | None]):
    found = said(CRIME, "2014", counts)
    assert found.footing == "No figure that may be used: nothing can be said of how things stand, nor of any change."
    assert found.reach == ("Every figure is withheld by its source." if counts else "No data yet.")


def test_every_figure_of_a_verdict_says_where_it_comes_from():
    found = said(CRIME, "2013", [1000, 1000, 1600])
    assert [(f.name, f.observation_ids) for f in found.figures] == [
        ("newest", ("i:E06000019:0002",)),
        ("earlier", ("i:E06000019:0000",)),
        ("change", ("i:E06000019:0000", "i:E06000019:0002")),
    ]
    change = found.figures[-1]
    assert (change.text, round(change.value), change.unit) == ("60% higher", 60, "%")


# --- target, reach and what else must be known


def test_a_target_is_met_or_not_and_never_held_against_figures_counted_in_another_way():
    aimed = {**BASELINE, "target": 900, "target_on": date(2017, 3, 31)}
    found = said(indicator(**aimed), "2013", [1000, 1000, 850])
    assert found.target == "Target 900 crimes in a year by 31 March 2017: 850 in 2015 would meet it."
    assert said(indicator(**aimed), "2013", [1000, 1000, 950]).target.endswith("950 in 2015 would not meet it.")
    due = indicator(**{**aimed, "target_on": date(2015, 12, 31)})
    assert said(due, "2013", [1000, 1000, 850]).target.endswith("850 in 2015 meets it.")
    assert said(due, "2013", [1000, 1000, 950]).target.endswith("950 in 2015 does not meet it.")
    close = said(indicator(**aimed, target_tolerance=60), "2013", [1, 1, 950])
    assert "give or take 60: 950 in 2015 would meet it" in close.target
    assert "would not meet" in said(indicator(**aimed, better=Better.HIGHER), "2013", [1, 1, 850]).target
    assert "counted in another way" in said(indicator(**aimed), "2013", [1, 1, 850], broken(date(2015, 1, 1))).target
    assert said(indicator(**aimed, better=Better.NEITHER), "2013", [1, 1, 850]).target == ""


def test_a_target_says_of_how_long_a_time_it_is_and_its_unit():
    aimed = {**BASELINE, "target": 220, "target_on": date(2017, 3, 31)}
    months = said(replace(MONTHLY, **aimed), "2013-01", [*STEADY, *STEADY, *STEADY])
    assert months.target.startswith("Target 220 crimes in a year by 31 March 2017: 244 in the year to June 2016 would")
    rate = said(indicator(**aimed, measure=Measure.RATE, per=1000), "2013", [2, 2, 2], bases=[10, 10, 10])
    assert rate.target.startswith("Target 220 per 1,000 by 31 March 2017: 200 in 2015 would meet it.")


def test_reach_says_when_more_are_due_or_were():
    due, late = (said(indicator(next_due_on=day), "2015", [1]).reach for day in (date(2017, 1, 31), date(2016, 1, 31)))
    assert due == "Data to December 2015; next due 31 January 2017."
    assert late == "Data to December 2015; more were due on 31 January 2016 and are not here."


def test_gaps_revisions_withheld_and_late_records_are_told():
    one = indicator(frequency=PeriodKind.MONTH, level=Level.SERVICE, illustrative=True)
    made = observed(one, "2015-01", [20, None, 21, 20, 22, 19, 21, 20, 22])
    made[0] = replace(made[0], back_dated=3)
    revision = replace(made[3], id="r", count=30, published_on=date(2016, 1, 1))
    odd = observed(one, "2014", [240])
    told = " ".join(verdict(series(one, [*made[:4], revision, *made[5:], *odd])).caveats)
    for words in (
        "Withheld by the source, and not nought: February 2015.",
        "No figures for May 2015.",
        "3 of those of January 2015 are records of an earlier time",
        "Revised since first published: April 2015.",
        "1 of its figures are for another sort of period",
        "people a service saw",
        "Illustrative",
        "no account of the time of year",
    ):
        assert words in told


def test_that_every_figure_is_withheld_is_said_once_and_nothing_of_figures_that_are_not_there():
    share = indicator(count_not_held=True)
    for counts, withheld in (([None, None], False), ([20, None], True)):
        told = " ".join(verdict(series(share, observed(share, "2014", counts))).caveats)
        assert ("Withheld by the source, and not nought: 2015." in told) is withheld
        assert ("Percentages were published" in told) is withheld


def test_nothing_held_is_said_as_such():
    assert "No figures of this area for a whole period are held." in verdict(series(CRIME, [])).says
    assert "Its source withholds every figure." in said(CRIME, "2014", [None, None]).says
    assert verdict(series(CRIME, [])).reach == "No data yet."


@given(
    st.sampled_from(PeriodKind),
    st.sampled_from(Better),
    st.sampled_from([Measure.COUNT, Measure.RATE, Measure.PROPORTION]),
    st.lists(st.integers(0, 500), min_size=1, max_size=40),
    st.lists(st.tuples(st.dates(date(2013, 1, 1), date(2016, 9, 1)), st.sampled_from(BreakEffect)), max_size=2),
)
def test_the_same_figures_give_the_same_one_or_two_sentences_and_never_a_cause(kind, better, measure, counts, days):
    firsts = {PeriodKind.MONTH: "2013-01", PeriodKind.QUARTER: "Q1 2012/13", PeriodKind.FINANCIAL_YEAR: "2012/13"}
    first = firsts.get(kind, "year to June 2013" if kind is PeriodKind.ROLLING else "2012")
    one = indicator(frequency=kind, better=better, measure=measure, **BASELINE)
    breaks = [broken(day, effect, id=f"b{n}") for n, (day, effect) in enumerate(days)]
    made = observed(one, first, counts, [500] * len(counts))
    found, again = (verdict(series(one, made, *breaks)) for _ in range(2))
    assert found == again
    assert 1 <= len(found.sentences) <= 2
    assert all(s.endswith(".") and ".." not in s for s in found.sentences)
    told = " ".join((*found.sentences, *found.caveats, *found.why, found.does_not_show))
    assert not CAUSAL.search(told)
    assert better is not Better.NEITHER or not re.search(
        r"(?<!neither )\b(better|worse)\b(?! nor)", found.says.replace("better nor worse", "")
    )
