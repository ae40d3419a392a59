"""Dates as ledgers write them."""

from datetime import date, datetime

import pytest

from cspdesk.exchange.amounts import Unreadable
from cspdesk.exchange.dates import find_order, parse_date


@pytest.mark.parametrize(
    "cell",
    [
        "21/01/2014",
        "21/1/14",
        "21-01-2014",
        "21.01.2014",
        "21-Jan-14",
        "21-Jan-2014",
        "21 January 2014",
        "21st January 2014",
        "Tue 21 Jan 2014",
        "January 21, 2014",
        "2014-01-21",
        "2014-01-21T10:30:00",
        "2014-01-21 00:00:00",
        "2014/01/21",
        "20140121",
        "21/01/2014 00:00",
        "21/01/2014 12:00:00 AM",
        " 21/01/2014\xa0",
        date(2014, 1, 21),
        datetime.fromisoformat("2014-01-21T09:30"),
        41660.0,
        41660,
    ],
)
def test_a_date_is_read(cell):
    assert parse_date(cell) == date(2014, 1, 21)


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("31/02/2014", "not a day in the calendar"),
        ("01/13/2014", "not a day in the calendar"),
        ("Jan-14", "not a date"),
        ("Q1 2014", "not a date"),
        ("21/01/0214", "the year 214"),
        ("#REF!", "#REF!"),
        ("soon", "not a date"),
        ("21 Foo 2014", "not a month"),
        ("41660", "not a date"),
        (5.0, "not a date"),
        (True, "not a date"),
    ],
)
def test_what_is_no_date_is_refused_with_a_reason(cell, reason):
    with pytest.raises(Unreadable, match=reason):
        parse_date(cell)


def test_month_first_is_read_when_told():
    assert parse_date("01/21/2014", "mdy") == date(2014, 1, 21)


def test_year_first_is_read_when_told():
    assert parse_date("14-01-21", "ymd") == date(2014, 1, 21)


@pytest.mark.parametrize(
    ("cells", "order", "certain"),
    [
        (["01/02/2014", "21/02/2014"], "dmy", True),
        (["01/02/2014", "02/21/2014"], "mdy", True),
        (["01/02/2014", "03/04/2014"], "dmy", False),
        (["13/02/2014", "02/21/2014"], "dmy", False),
        (["2014-02-01", "26-May-11"], "dmy", True),
        ([date(2014, 1, 1)], "dmy", True),
        (["99/99/2014", "02/21/2014"], "mdy", True),  # what is no day at all says nothing of the others
        (["99/02/2014", "01/02/2014"], "dmy", False),
        (["95-05-26", "95-12-13"], "ymd", True),
    ],
)
def test_the_column_says_whether_the_day_comes_first(cells, order, certain):
    found = find_order(cells)
    assert (found.order, found.certain) == (order, certain)


def test_a_column_of_day_numbers_is_recognised():
    found = find_order(["41660", "41661", "41662"])
    assert found.serials
    assert parse_date("41660", found.order, serials=True) == date(2014, 1, 21)
