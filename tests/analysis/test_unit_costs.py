"""Unit costs are read whole or refused with their row; prices move by the published series."""

import tomllib
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.analysis.unit_costs import Deflator, read_deflator, read_unit_costs, uprate, uprated
from cspdesk.errors import UserError
from tests.analysis.vectors import table

HEAD = {"price_year": "2015-16", "edition": "first edition", "source": "an invented source"}
ROW = {"name": "Burglary", "unit": "offence", "cost": "3,500", "low": "3,000.00", "high": "4,000"}
GDP = read_deflator(table("gdp_deflator"), name="GDP deflator", edition="December 2025", source="HM Treasury")
YEAR = st.integers(1990, 2024).map(str)


def test_a_unit_cost_keeps_its_range_edition_price_year_and_source() -> None:
    (cost,) = read_unit_costs([ROW], HEAD)
    assert (cost.pence, cost.low_pence, cost.high_pence) == (350_000, 300_000, 400_000)
    assert (cost.unit, cost.units) == ("offence", "offences")
    assert cost.says == "£3,500 (£3,000 to £4,000)"
    assert cost.reference == "Burglary, 2015/16 prices, an invented source, first edition"


def test_unit_costs_are_read_from_a_toml_file() -> None:
    parsed = tomllib.loads(
        """
        edition = "first edition"
        source = "an invented source"
        price_year = "2015"
        [[cost]]
        name = "Injury"
        unit = "injury"
        units = "injuries"
        cost = 1200
        [[cost]]
        name = "Burglary"
        unit = "offence"
        cost = "3500.50"
        price_year = "2016"
        """
    )
    injury, burglary = read_unit_costs(parsed["cost"], parsed)
    assert (injury.units, injury.pence, injury.says) == ("injuries", 120_000, "£1,200")
    assert (burglary.pence, burglary.price_year) == (350_050, "2016")


@pytest.mark.parametrize("column", ["name", "unit", "cost", "price_year", "edition", "source"])
@pytest.mark.parametrize("value", [None, "", "  "])
def test_a_unit_cost_without_its_particulars_is_refused_with_its_row(column: str, value: str | None) -> None:
    with pytest.raises(UserError, match=f"Unit costs, row 2.*{column} is missing"):
        read_unit_costs([ROW, {**ROW, "name": "Other", column: value}], HEAD)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"cost": "a lot"}, "row 1, cost: “a lot” is not an amount"),
        ({"cost": "0", "low": "", "high": ""}, "above nought"),
        ({"low": "-1"}, "above nought"),
        ({"low": "3,600"}, "between its low and its high"),
        ({"high": "3,400"}, "between its low and its high"),
        ({"price_year": "last year"}, "not a financial year"),
    ],
)
def test_a_unit_cost_that_cannot_be_right_is_refused(wrong: dict[str, str], words: str) -> None:
    with pytest.raises(UserError, match=words):
        read_unit_costs([{**ROW, **wrong}], HEAD)


def test_a_unit_cost_that_stands_twice_is_refused_and_another_edition_is_not() -> None:
    assert len(read_unit_costs([ROW, {**ROW, "edition": "second edition"}], HEAD)) == 2
    with pytest.raises(UserError, match="row 2: Burglary stands twice for 2015/16"):
        read_unit_costs([ROW, ROW], HEAD)


def test_prices_of_2013_are_brought_to_2024_by_the_published_series() -> None:
    assert uprate(100_000, "2013", "2024", GDP) == round(Fraction(100_000 * 1_000_000, 734_795)) == 136_092


@given(st.integers(-(10**9), 10**9), YEAR)
def test_a_years_own_prices_stay_as_they_are(pence: int, year: str) -> None:
    assert uprate(pence, year, year, GDP) == pence


@given(st.integers(0, 10**9), YEAR, YEAR)
def test_uprating_there_and_back_is_right_to_the_penny(pence: int, one: str, other: str) -> None:
    slack = float(GDP.level(one) / GDP.level(other)) / 2 + 0.5
    assert abs(uprate(uprate(pence, one, other, GDP), other, one, GDP) - pence) <= slack


@given(st.integers(0, 10**9), YEAR, YEAR)
def test_the_base_of_the_series_does_not_matter(pence: int, one: str, other: str) -> None:
    rebased = Deflator("x", "x", "x", {year: level * 7 for year, level in GDP.levels.items()})
    assert uprate(pence, one, other, GDP) == uprate(pence, one, other, rebased)


def test_an_uprated_cost_names_the_deflator() -> None:
    (cost,) = read_unit_costs([{**ROW, "price_year": "2015"}], HEAD)
    later = uprated(cost, "2024", GDP)
    assert later.low_pence < cost.high_pence < later.pence < later.high_pence
    assert later.reference == (
        "Burglary, 2024 prices, an invented source, first edition, uprated by GDP deflator, December 2025"
    )


def test_the_level_of_a_calendar_year_is_not_taken_for_that_of_a_financial_year() -> None:
    (cost,) = read_unit_costs([ROW], HEAD)
    with pytest.raises(UserError, match="GDP deflator has no figure for 2015/16; it has 1990 to 2024"):
        uprated(cost, "2024", GDP)


def test_a_series_of_financial_years_is_found_however_the_year_is_written() -> None:
    rows = [{"year": "2015-16", "value": "98.5"}, {"year": "2016/17", "value": 100}]
    found = read_deflator(rows, name="A series", edition="e", source="s")
    assert found.levels == {"2015/16": Decimal("98.5"), "2016/17": Decimal(100)}
    assert uprate(985, "2015/2016", "2016-17", found) == 1000


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([], "GDP has no rows"),
        ([{"year": "2015", "value": "x"}], "row 1: “x” is not a number"),
        ([{"year": "2015", "value": "0"}], "row 1: a price level must be above 0"),
        ([{"year": "2015", "value": "NaN"}], "row 1: a price level must be above 0"),
        ([{"year": "2015", "value": "1"}, {"year": " 2015", "value": "2"}], "row 2: 2015 stands twice"),
        ([{"year": "15", "value": "1"}], "not a financial year"),
        ([{"value": "1"}], "row 1: year is missing"),
    ],
)
def test_a_series_that_cannot_be_read_is_refused_with_its_row(rows: list[dict[str, str]], words: str) -> None:
    with pytest.raises(UserError, match=words):
        read_deflator(rows, name="GDP", edition="e", source="s")
