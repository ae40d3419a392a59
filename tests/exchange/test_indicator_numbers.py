"""Counts, values and periods as published tables write them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.errors import UserError
from cspdesk.exchange.amounts import Unreadable
from cspdesk.exchange.areas import DISTRICT, FORCE, PARTNERSHIP, normal_area, shipped_areas
from cspdesk.exchange.indicator_numbers import MARKS, read_count, read_number
from cspdesk.exchange.indicator_periods import period_reader


@given(st.integers(-(10**12), 10**12))
def test_a_count_is_read_however_it_is_padded_and_grouped(count: int) -> None:
    for cell in (str(count), f" {count} ", f"{count:,}", count, float(count), f"'{count}", f"{count}.0"):
        assert read_count(cell) == (count, "")


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**6), max_value=10**6, places=6))
def test_a_value_is_kept_to_the_digit(value: Decimal) -> None:
    assert read_number(str(value)) == (value, "")


@pytest.mark.parametrize("mark", sorted(MARKS))
def test_a_mark_is_never_nought(mark: str) -> None:
    assert read_count(f" {mark} ") == read_number(mark) == (None, mark)


@pytest.mark.parametrize("cell", ["", " ", None, "n/a", "NULL"])
def test_what_is_not_there_has_neither_number_nor_mark(cell: object) -> None:
    assert read_number(cell) == (None, "")


@pytest.mark.parametrize("cell", ["1.5", 1.5, "ten", "1,23", "12 apples", "=A1", "#N/A", "1e99", "--1", "٣x"])
def test_what_is_no_count_is_refused(cell: object) -> None:
    with pytest.raises(Unreadable):
        read_count(cell)


@pytest.mark.parametrize(
    ("column", "text", "label"),
    [
        (["2011-12", "2012-13"], "2011-12", "2011/12"),
        (["2011-11", "2011-12"], "2011-12", "December 2011"),
        (["2011-12"], "2011-12", "December 2011"),
        (["2015 - 17"], "2015 - 17", "2015 to 2017"),
        (["2013-15"], "2013-15", "2013 to 2015"),
        (["2015 Q1"], "2015 Q1", "Q4 2014/15"),
        (["2015/16 Q2"], "2015/16 Q2", "Q2 2015/16"),
        (["2015/16 - 17/18"], "2015/16 - 17/18", "2015/16 to 2017/18"),
        (["Aug 2014 - Jul 2016"], "Aug 2014 - Jul 2016", "August 2014 to July 2016"),
        (["Apr 2014 - Mar 2015"], "Apr 2014 - Mar 2015", "2014/15"),
        (["year to June 2016"], "year to June 2016", "year to June 2016"),
        (["Year to Jun-16"], "Year to Jun-16", "year to June 2016"),
        (["year ending March 2016"], "year ending March 2016", "year to March 2016"),
        (["Quarter 1 2015/16"], "Quarter 1 2015/16", "Q1 2015/16"),
        (["Calendar year 2015"], "Calendar year 2015", "2015"),
    ],
)
def test_a_period_is_read_as_its_column_means_it(column: list[str], text: str, label: str) -> None:
    assert period_reader(column)(text).label == label


@pytest.mark.parametrize("text", ["", "soon", "2016-13", "Q5 2015/16", "Jul 2016 - Aug 2014", "2016-05-05-05"])
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(UserError):
        period_reader([text])(text)


@pytest.mark.parametrize(
    ("name", "kind", "code"),
    [
        ("Herefordshire", DISTRICT, "E06000019"),
        ("Herefordshire, County of", PARTNERSHIP, "E22000326"),
        ("West Mercia Constabulary", FORCE, "E23000016"),
        ("WEST  MERCIA Police", FORCE, "E23000016"),
        ("Avon & Somerset", FORCE, "E23000036"),
        ("London, City of", FORCE, "E23000034"),
        ("Bristol", DISTRICT, "E06000023"),
        ("Telford & Wrekin", PARTNERSHIP, "E22000333"),
        ("Nowhere", FORCE, None),
    ],
)
def test_names_of_areas_become_codes(name: str, kind: str, code: str | None) -> None:
    assert shipped_areas().named(name, kind) == code


def test_every_name_of_an_area_holds_one_of_its_needles() -> None:
    areas = shipped_areas()
    for code in ("E06000019", "E22000326", "E23000016", "E22000332", "E06000010", "E23000034"):
        needles = areas.needles_of(code)
        parts = {code} if areas.get(code).kind == FORCE else {code, *areas.districts_of(code)}
        for part in parts:
            assert any(needle in areas.get(part).name.lower() for needle in needles), part
            assert any(needle in normal_area(areas.get(part).name) for needle in needles), part


def test_a_force_has_as_many_people_as_its_districts() -> None:
    areas = shipped_areas()
    assert areas.people_in("E06000019") == 193_615
    assert areas.people_in("E92000001") == 56_550_138
    west_mercia = areas.people_in("E23000016")
    assert west_mercia == sum(areas.people_in(d) or 0 for d in areas.districts_of("E23000016"))
