"""Published figures by the command line: what is counted, what is said, what a second import adds."""

import csv
import json
import re
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cspdesk.cli import main
from cspdesk.domain.data_periods import PeriodKind
from cspdesk.domain.indicators import Better, Measure
from cspdesk.store.store import open_store
from tests.builders import new_store

DATA = Path(__file__).parent / "data" / "indicators"
CRIME = DATA / "prc-pfa-2017-18.csv"
STREET = DATA / "2024-01-west-mercia-street.csv"
CAMPYLOBACTER = DATA / "fingertips-campylobacter.csv"
SUICIDES = DATA / "fingertips-suicides.csv"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    with new_store(tmp_path) as store:
        return store.path


@pytest.fixture
def take(file: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    def run(kind: str, *words: object, code: int = 0) -> Any:
        command = ["import", "indicators", kind, *map(str, words), "--into", str(file), "--json"]
        assert main(command) == code
        out = capsys.readouterr()
        return json.loads(out.out) if out.out else out.err

    return run


def changed(source: Path, folder: Path, old: str, new: str) -> Path:
    """Return a copy in which one text stands for another."""
    text = source.read_text(encoding="utf-8")
    assert old in text
    path = folder / f"later-{source.name}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


def test_a_forces_recorded_crime_adds_up_to_what_the_file_holds(take: Any, file: Path) -> None:
    with CRIME.open(encoding="utf-8", newline="") as rows:
        own = [r for r in csv.DictReader(rows) if r["Force Name"] == "West Mercia"]
    said = take("home-office-crime", CRIME, "--area", "E23000016")
    assert said["counted"] == sum(int(r["Number of Offences"]) for r in own) == 84_350
    assert (said["taken"], said["indicators"], said["added"], said["rejected"]) == (524, 10, 40, 0)
    assert said["rows"] == said["taken"] + sum(said["left_out"].values())
    with open_store(file, read_only=True) as store:
        total = store.results.with_code("home-office-crime:pfa:Total")
        assert total is not None
        assert (total.measure, total.better, total.frequency) == (Measure.COUNT, Better.LOWER, PeriodKind.QUARTER)
        assert total.licence == "Open Government Licence v3.0"
        seen = store.results.as_known_on(total.id, "E23000016")
        assert sum(o.count or 0 for o in seen) == 84_350
        by_quarter = [sum(int(r["Number of Offences"]) for r in own if r["Financial Quarter"] == q) for q in "1234"]
        assert [o.count for o in seen] == by_quarter


def test_the_same_file_again_adds_nothing_and_leaves_no_step(take: Any, file: Path) -> None:
    take("home-office-crime", CRIME, "--area", "E23000016")
    with open_store(file, read_only=True) as store:
        steps = len(store.journal.steps())
    said = take("home-office-crime", CRIME, "--area", "E23000016")
    assert (said["added"], said["revised"], said["unchanged"]) == (0, 0, 40)
    with open_store(file, read_only=True) as store:
        assert len(store.journal.steps()) == steps


def test_a_later_file_with_another_value_is_a_vintage(take: Any, file: Path, tmp_path: Path) -> None:
    take("home-office-crime", CRIME, "--area", "E23000016", "--published", "2018-07-19")
    row = next(line for line in CRIME.read_text(encoding="utf-8").splitlines() if ",West Mercia,Robbery" in line)
    later = changed(CRIME, tmp_path, row, re.sub(r" \d+ $", " 1,234 ", row))
    said = take("home-office-crime", later, "--area", "E23000016", "--published", "2019-01-24")
    assert (said["added"], said["revised"], said["unchanged"]) == (0, 2, 38)
    with open_store(file, read_only=True) as store:
        robbery = store.results.with_code("home-office-crime:pfa:Robbery")
        assert robbery is not None
        then = store.results.as_known_on(robbery.id, "E23000016", date(2018, 12, 31))
        now = store.results.as_known_on(robbery.id, "E23000016")
        assert len(then) == len(now) == 4
        assert [a.count == b.count for a, b in zip(then, now, strict=True)].count(False) == 1
        assert store.results.as_known_on(robbery.id, "E23000016", date(2018, 7, 18)) == ()


def test_two_values_published_on_one_day_are_refused_and_nothing_changes(take: Any, file: Path, tmp_path: Path) -> None:
    take("home-office-crime", CRIME, "--area", "E23000016", "--published", "2018-07-19")
    row = next(line for line in CRIME.read_text(encoding="utf-8").splitlines() if ",West Mercia,Robbery" in line)
    later = changed(CRIME, tmp_path, row, re.sub(r" \d+ $", " 1,234 ", row))
    said = take("home-office-crime", later, "--area", "E23000016", "--published", "2018-07-19", code=1)
    assert (said["applied"], said["rejected"]) == (False, 2)
    assert "two values for Q1 2017/18" in said["problems"][0]["reason"]


def test_street_level_counts_are_those_of_the_district(take: Any, file: Path) -> None:
    said = take("police-street", STREET, "--area", "E06000019")
    assert said["counted"] == 984
    both = take("police-street", DATA / "2024-03-west-mercia-street.csv", "--area", "E06000019")
    assert both["counted"] == 1_115
    assert any("anonymised" in note for note in both["notes"])
    with open_store(file, read_only=True) as store:
        burglary = store.results.with_code("police-street:Burglary")
        assert burglary is not None
        seen = store.results.as_known_on(burglary.id, "E06000019")
        assert [(o.period.label, o.count) for o in seen] == [("January 2024", 50), ("March 2024", 35)]


def test_a_folder_is_taken_whole_and_what_is_of_another_kind_is_named(take: Any, tmp_path: Path) -> None:
    folder = tmp_path / "months"
    (folder / "2024-01").mkdir(parents=True)
    shutil.copy(STREET, folder / "2024-01")
    shutil.copy(DATA / "2024-03-west-mercia-street.csv", folder)
    (folder / "2024-01" / "2024-01-west-mercia-outcomes.csv").write_text("Crime ID,Month,Outcome type\na,2024-01,b\n")
    said = take("police-street", folder, "--area", "E06000019")
    assert said["counted"] == 984 + 1_115
    assert any("outcomes" in note for note in said["notes"])


def test_a_month_given_twice_is_not_counted_twice(take: Any, tmp_path: Path) -> None:
    again = tmp_path / "again.csv"
    shutil.copy(STREET, again)
    said = take("police-street", STREET, again, "--area", "E06000019", "--partial")
    assert (said["counted"], said["rejected"]) == (984, 984)
    assert "two files have January 2024 of West Mercia Police" in said["problems"][0]["reason"]


def test_a_district_beyond_the_forces_border_is_never_counted_from_its_file(take: Any) -> None:
    said = take("police-street", STREET, "--area", "E08000025", code=1)
    assert "no figures for Birmingham" in said


def test_repeated_crime_ids_are_said(take: Any, tmp_path: Path) -> None:
    lines = STREET.read_text(encoding="utf-8").splitlines()
    twice = tmp_path / "twice.csv"
    twice.write_text("\n".join([*lines, next(line for line in lines[1:] if line[0] != ",")]), encoding="utf-8")
    said = take("police-street", twice, "--area", "E06000019")
    assert said["counted"] == 985
    assert any("1 row bears a Crime ID" in note for note in said["notes"])


def test_fingertips_keeps_intervals_notes_and_comparators(take: Any, file: Path) -> None:
    said = take("fingertips", CAMPYLOBACTER, "--area", "E06000019", "--compare", "E92000001", "--compare", "E12000005")
    assert said["counted_by_area"]["E06000019"] == 814
    assert said["left_out"]["of a category within an area, such as a deprivation decile"] > 0
    with open_store(file, read_only=True) as store:
        one = store.results.with_code("fingertips:93356:Persons:All ages")
        assert one is not None
        assert (one.name, one.measure, one.per) == (
            "Campylobacter incidence rate/100,000 (Persons, All ages)",
            Measure.RATE,
            100_000,
        )
        assert one.better is Better.LOWER
        seen = store.results.as_known_on(one.id, "E06000019")
        assert all(o.lower and o.upper and o.value and o.lower < o.value < o.upper for o in seen)
        assert "Compared to England" in seen[0].note
        (chosen,) = store.results.comparator_sets.where()
        held = store.results.comparator_areas.where("set_id = ?", chosen.id)
        assert {a.area_id for a in held} == {"E92000001", "E12000005"}


def test_a_copy_with_renamed_columns_reads_alike_and_standardised_rates_are_told_from_crude(take: Any) -> None:
    said = take("fingertips", SUICIDES, "--area", "E06000019")
    assert said["counted"] == 50 + 18 + 39 + 42 + 12
    measures = {one["code"].split(":")[1]: one["measure"] for one in said["series"]}
    assert measures == {"41001": "value", "91390": "rate", "91393": "rate", "91404": "value", "91430": "rate"}
    assert {one["reach"] for one in said["series"]} == {"2015 to 2017", "2013 to 2017", "2012 to 2014"}


@pytest.mark.parametrize(
    ("kind", "source", "words"),
    [
        ("home-office-crime", SUICIDES, "import it as fingertips"),
        ("home-office-crime", STREET, "import it as police-street"),
        ("fingertips", CRIME, "import it as home-office-crime"),
        ("police-street", CRIME, "import it as home-office-crime"),
        ("table", CAMPYLOBACTER, "import it as fingertips"),
        ("table", DATA / "README.md", "it has no column"),
    ],
)
def test_a_file_of_another_kind_is_named(take: Any, kind: str, source: Path, words: str) -> None:
    assert words in take(kind, source, "--area", "E06000019", code=1)


def test_an_unknown_area_is_said(take: Any) -> None:
    assert "E99999999" in take("home-office-crime", CRIME, "--area", "E99999999", code=1)


def test_a_district_in_a_table_by_force_is_told_its_force(take: Any) -> None:
    assert "West Mercia, E23000016" in take("home-office-crime", CRIME, "--area", "E06000019", code=1)


def test_a_dry_run_changes_nothing(take: Any, file: Path) -> None:
    before = file.read_bytes()
    assert take("home-office-crime", CRIME, "--area", "E23000016", "--dry-run")["added"] == 40
    assert file.read_bytes() == before


def test_one_import_is_one_step_that_undo_takes_back(take: Any, file: Path) -> None:
    take("fingertips", SUICIDES, "--area", "E06000019", "--priority", "Safer streets")
    with open_store(file) as store:
        assert len(store.results.of_priority("priority")) == 5
        store.undo()
        assert store.results.indicators.count() == store.results.observations.count() == 0
        assert store.results.areas.count() == 0


def test_the_template_can_be_taken_in(take: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "template.csv"
    assert main(["export", "indicator-template", "--out", str(out)]) == 0
    capsys.readouterr()
    said = take("table", out)
    assert (said["added"], said["rejected"], said["left_out"]) == (2, 0, {})


def test_an_indicator_is_one_whichever_way_its_priority_is_given(take: Any, file: Path) -> None:
    take("fingertips", SUICIDES, "--area", "E06000019")
    take("fingertips", SUICIDES, "--area", "E06000019", "--priority", "Safer streets")
    take("fingertips", SUICIDES, "--area", "E06000019")
    with open_store(file, read_only=True) as store:
        assert len(store.results.of_priority("priority")) == store.results.indicators.count() == 5
        assert store.results.observations.count() == 5


def test_without_an_area_those_of_the_record_are_taken_as_far_as_the_table_has_them(take: Any) -> None:
    assert "Say which area" in take("home-office-crime", CRIME, code=1)
    take("fingertips", SUICIDES, "--area", "E06000019")
    assert take("police-street", STREET)["counted_by_area"] == {"E06000019": 984}
    assert "no figures for the areas of this record" in take("home-office-crime", CRIME, code=1)


def test_the_good_rows_are_taken_only_when_asked_for(take: Any, file: Path, tmp_path: Path) -> None:
    path = tmp_path / "figures.csv"
    path.write_text(
        "indicator,area,period,count,denominator,value,unit\n"
        "Noise,E06000019,2016-05,10,,,\nNoise,E06000019,2016-05,11,,,\nNoise,E06000019,2016/17,9,,,\n"
        "Share,E06000019,2016,,,101,%\nShare,E06000019,2015,..,,,%\n",
        encoding="utf-8",
    )
    said = take("table", path, code=1)
    assert (said["applied"], said["rejected"]) == (False, 3)
    said = take("table", path, "--partial")
    assert (said["applied"], said["added"], said["rejected"]) == (True, 2, 3)
    reasons = {(p["row"], p["reason"]) for p in said["problems"]}
    assert (3, "two values for May 2016 and one area: the other is in row 2") in reasons
    with open_store(file, read_only=True) as store:
        assert {(o.count, o.suppressed) for o in store.results.observations.where()} == {(10, ""), (None, "..")}


def test_populations_come_with_areas_so_that_rates_can_be_given(take: Any, file: Path) -> None:
    take("home-office-crime", CRIME, "--area", "E23000016")
    with open_store(file, read_only=True) as store:
        (people,) = store.results.populations.where()
        assert (people.area_id, people.year, people.people) == ("E23000016", 2020, 1_298_422)


def test_every_way_that_a_refused_period_is_told_to_be_written_is_taken(take: Any, tmp_path: Path) -> None:
    source = tmp_path / "periods.csv"
    rows = ["month,2016-05", "quarter,Q2 2015/16", "financial,2015/16", "calendar,2013", "rolling,year to June 2016"]
    source.write_text("indicator,period,area,count\n" + "".join(f"{row},E06000019,5\n" for row in rows))
    assert take("table", source)["added"] == len(rows)
    source.write_text("indicator,period,area,count\nmonth,soon,E06000019,5\n")
    refused = take("table", source, "--dry-run", code=1)["problems"][0]["reason"]
    assert all(row.split(",")[1] in refused for row in rows)
