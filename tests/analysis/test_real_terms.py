"""Two years' spend at constant prices, with series, source and base year; calendar years never used silently."""

from datetime import date
from pathlib import Path

import pytest

from cspdesk.analysis.real_terms import deflator_of, kept_series, read_series, real_terms
from cspdesk.analysis.unit_costs import Deflator
from cspdesk.domain.periods import FinancialYear
from cspdesk.errors import UserError
from cspdesk.exchange.deflators import read_deflator_file, shipped_deflator

FIRST, LAST = FinancialYear(2014), FinancialYear(2015)
SPEND = {FIRST: 100_000, LAST: 110_000}


def series(*rows: tuple[str, str]) -> Deflator:
    return read_series(
        ({"year": year, "value": value} for year, value in rows), name="Prices", edition="2016", source="The Office"
    )


def test_two_years_are_compared_at_constant_prices_with_their_source() -> None:
    found = real_terms(SPEND, LAST, series(("2014/15", "80"), ("2015/16", "100")))
    assert [(y.paid, y.real) for y in found.years] == [(100_000, 125_000), (110_000, 110_000)]
    assert found.change(FIRST, LAST) == (10_000, -15_000)
    assert found.says(FIRST, LAST) == (
        "From 2014/15 to 2015/16 spending rose by £100 as paid and fell by £150 in real terms "
        "(2015/16 prices, Prices, 2016, The Office)."
    )


def test_the_base_year_may_be_any_year_of_the_series() -> None:
    found = real_terms(SPEND, FIRST, series(("2014/15", "80"), ("2015/16", "100")))
    assert [y.real for y in found.years] == [100_000, 88_000]
    assert "did not change" in real_terms({FIRST: 5, LAST: 5}, LAST, series(("2014/15", "1"), ("2015/16", "1"))).says(
        FIRST, LAST
    )


def test_a_calendar_series_is_used_only_when_that_was_chosen_and_then_says_so() -> None:
    with pytest.raises(UserError, match="calendar years, and spending is of financial years"):
        real_terms(SPEND, LAST, shipped_deflator())
    found = real_terms(SPEND, LAST, shipped_deflator(), calendar_for_financial=True)
    assert [y.real for y in found.years] == [100_671, 110_000]  # 100,000 x 75.1536 / 74.6524
    assert found.reference.endswith(
        "Calendar-year series used for financial years: each financial year takes the year in which it starts."
    )
    assert "HM Treasury" in found.reference


def test_a_series_of_mixed_years_or_without_a_year_is_refused() -> None:
    with pytest.raises(UserError, match="mixes calendar years"):
        series(("2014", "80"), ("2015/16", "100"))
    with pytest.raises(UserError, match="no figure for 2014/15"):
        real_terms(SPEND, LAST, series(("2015/16", "100")))


def test_a_kept_series_comes_back_as_it_was() -> None:
    loaded = shipped_deflator()
    assert deflator_of(kept_series(loaded, "d", date(2016, 5, 5))) == loaded
    assert len(loaded.levels) == 35


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("year,level\n2014,80\n", "needs the columns year and value"),
        ("year,value\n2014,eighty\n", "not a number"),
        ("year,value\n2014,80\n2014,81\n", "stands twice"),
        ("year,value\nsoon,80\n", "is not a financial year"),
        ("year,value\n", "has no rows"),
    ],
)
def test_a_file_that_is_no_series_is_refused_in_words(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "prices.csv"
    path.write_text(text)
    with pytest.raises(UserError, match=words):
        read_deflator_file(path, name="Prices", edition="2016", source="The Office")


def test_a_series_without_a_name_or_source_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="who published it"):
        read_deflator_file(tmp_path / "any.csv", name="Prices", edition="", source=" ")


def test_columns_may_stand_in_any_order_and_empty_rows_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "prices.csv"
    path.write_text("\ufeffValue;Note;Year\n80;;2014/15\n;;\n100;;2015/16\n", encoding="utf-8")
    found = read_deflator_file(path, name="Prices", edition="2016", source="The Office")
    assert list(found.levels) == ["2014/15", "2015/16"]


def test_the_treasurys_own_layout_is_read_and_its_financial_years_taken(tmp_path: Path) -> None:
    path = tmp_path / "prices.csv"
    path.write_text(
        "GDP deflators at market prices\nLast updated: December 2016\n\n"
        "Financial year,GDP deflator at market prices (2015-16 = 100),per cent change,,Calendar year,Index\n"
        ",2015-16 = 100,,,,2015 = 100\n2014-15,99.4,1.4,,2014,99.2\n2015-16,100.0,0.6,,2015,100\n\n"
        "Note: outturn to 2015-16,,,,,\n",
        encoding="utf-8",
    )
    found = read_deflator_file(path, name="Prices", edition="2016", source="HM Treasury")
    assert {year: float(level) for year, level in found.levels.items()} == {"2014/15": 99.4, "2015/16": 100.0}
