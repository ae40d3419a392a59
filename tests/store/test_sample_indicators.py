"""The sample's indicators hold the minutes' figures with their breaks and reaches, and fall into none of the traps."""

from collections.abc import Iterator
from datetime import date

import pytest

from cspdesk.analysis.areas import AreaComparison, compare_areas, latest_shared, share_against_population
from cspdesk.analysis.comparability import Forbidden, Why, between_periods
from cspdesk.analysis.findings import NotComputed
from cspdesk.analysis.indicator_change import difference_between
from cspdesk.analysis.verdicts import VerdictKind, verdict
from cspdesk.domain.data_periods import parse_period
from cspdesk.domain.series import Series
from cspdesk.store.series import areas_of_set, series_in_areas, series_of_priority
from cspdesk.store.store import Store
from tests.store.sample_record import STANDS_AT, make_sample

OURS = "E06000019"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with make_sample(tmp_path_factory.mktemp("sample") / "sample.cspdesk") as made:
        yield made


def called(store: Store, name: str) -> Series:
    found = store.results.indicators.where("name = ?", name)
    return series_in_areas(store.results, found[0], (OURS,), STANDS_AT)[0]


def test_recorded_crime_is_not_compared_across_the_audit(store: Store):
    found = called(store, "Recorded crime")
    assert verdict(found).kind is VerdictKind.NOT_COMPARABLE
    assert "26" not in verdict(found).says
    answer = between_periods(found, parse_period("2014"), parse_period("2015"))
    assert isinstance(answer, Forbidden)
    assert answer.why is Why.BREAK


def test_re_offending_since_2015_lies_beyond_the_data_of_2013(store: Store):
    found = called(store, "Proven re-offending")
    answer = between_periods(found, parse_period("2013"), parse_period("2015"))
    assert answer == Forbidden(Why.REACH, "Data reach to December 2013; nothing can be said of 2015.")
    assert verdict(found).kind is VerdictKind.CANNOT_TELL


def test_50_percent_against_5_cannot_be_told_without_counts(store: Store):
    voluntary = called(store, "Success of voluntary schemes for perpetrators")
    other = called(store, "Success of schemes for perpetrators that are not voluntary")
    assert voluntary.latest
    assert other.latest
    assert (voluntary.latest.value, other.latest.value) == (50, 5)
    assert isinstance(difference_between(voluntary.latest, other.latest, voluntary.indicator), NotComputed)


def test_30_percent_against_4_has_no_interval_without_counts(store: Store):
    victims = called(store, "Victims of recorded hate crime who are Asian or Pakistani").latest
    people = called(store, "People in the area who are Asian or Pakistani").latest
    assert victims
    assert people
    assert "count not held, so no interval" in share_against_population(victims, people).says


def test_reports_of_hate_crime_are_up_15_percent_and_read_as_neither(store: Store):
    found = called(store, "Recorded hate crime")
    counts = [r.count for r in found.readings[-2:]]
    assert counts[1] / counts[0] == pytest.approx(1.15)
    assert verdict(found).kind in (VerdictKind.CHANGED, VerdictKind.NO_CLEAR_CHANGE)


def test_violence_with_injury_is_up_10_percent_with_the_audit_as_a_caution(store: Store):
    found = called(store, "Recorded violence with injury")
    counts = [r.count for r in found.readings[-2:]]
    assert counts[1] / counts[0] == pytest.approx(1.10)
    assert "with caution: records were back-dated after an audit" in verdict(found).says


def test_domestic_violence_starts_anew_when_the_procedure_changed(store: Store):
    found = called(store, "Recorded domestic violence")
    said = verdict(found)
    assert "17 points" in said.says
    assert "than April 2015 to August 2015" in said.says
    assert "the baseline was counted in another way and is not compared" in said.says
    assert "one case now yields several crimes" in said.caveats[0]
    assert isinstance(between_periods(found, parse_period("2013"), parse_period("2015")), Forbidden)


def test_burglary_tells_of_operation_daring_and_has_limits(store: Store):
    found = called(store, "Burglary of homes")
    assert "Daring" in found.annotations[0].text
    assert "44 points" in verdict(found).says


def test_a_revised_figure_is_as_it_was_known_before(store: Store):
    crime = called(store, "Recorded crime").indicator
    days = (date(2015, 1, 20), date(2015, 2, 1))
    known = (series_in_areas(store.results, crime, (OURS,), day)[0].at(parse_period("2014")) for day in days)
    first, later = known
    assert first
    assert later
    assert (first.count, later.count) == (7790, 7850)


def test_areas_of_west_mercia_stand_beside_one_another(store: Store):
    chosen = store.results.comparator_sets.where()[0]
    areas = [area.id for area in areas_of_set(store.results, chosen.id)]
    assert len(areas) == 4
    indicator = called(store, "Hospital admissions related to alcohol").indicator
    found = series_in_areas(store.results, indicator, sorted(areas, key=lambda a: a != OURS), STANDS_AT)
    period = latest_shared(found)
    assert period
    compared = compare_areas(found, period)
    assert isinstance(compared, AreaComparison)
    assert compared.says.startswith("Hospital admissions related to alcohol in 2014/15: Herefordshire is")


def test_only_figures_of_the_minutes_go_without_the_illustrative_mark(store: Store):
    plain = [i for i in store.results.indicators.where() if not i.illustrative]
    assert sorted(o.value for i in plain for o in store.results.observations.where("indicator_id = ?", i.id)) == [
        4, 5, 30, 40, 50, 50,
    ]  # fmt: skip
    assert all("illustrative" in i.note.lower() for i in store.results.indicators.where())


def test_every_indicator_that_an_action_names_is_tied_to_one_of_that_name(store: Store):
    named = {link.name for link in store.plans.indicators.where()}
    assert named <= {i.name for i in store.results.indicators.where()}
    untied = store._db.execute("select count(*) from action_indicators where indicator_id is null").fetchone()[0]
    assert untied == 0
    burglary = called(store, "Burglary of homes").indicator
    titles = {store.plans.actions.get(id_).title for id_ in store.results.actions_of(burglary.id)}
    assert any("Daring" in title for title in titles)


def test_nothing_in_the_sample_was_published_after_the_record_stands(store: Store):
    assert all(o.published_on <= STANDS_AT for o in store.results.observations.where())


def test_every_priority_with_indicators_gives_a_verdict_for_each(store: Store):
    found = [
        verdict(series)
        for priority in store.partnership.all_priorities()
        for series in series_of_priority(store.results, priority.id, OURS, STANDS_AT)
    ]
    assert len(found) == 18
    assert {v.kind for v in found} == set(VerdictKind)
