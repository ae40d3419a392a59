"""Days and pixels of the timeline: names always fit where they stand, bounds are those of the calendar."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF

from cspdesk.domain.periods import FinancialYear
from cspdesk.ui.timeline.head import head_of
from cspdesk.ui.timeline.head_paint import beside
from cspdesk.ui.timeline.scale import MARGIN_DAYS, Scale, pixels_between, stretch

YEAR = FinancialYear(2015)
LETTER = 7.0


def width_of(text: str) -> float:
    return LETTER * len(text)


def texts(pixels: float, room: int = 600) -> tuple[list[str], list[str]]:
    first = date(2015, 4, 1).toordinal()
    head = head_of(Scale(first, first + 2_000, pixels), first, first + int(room / pixels), width_of)
    return [cell.text for cell in head.upper], [cell.text for cell in head.lower]


@given(st.floats(0.55, 25), st.integers(0, 1_500), st.integers(200, 2_000))
def test_a_name_always_fits_its_stretch_of_days(pixels: float, start: int, room: int) -> None:
    scale = Scale(date(2014, 3, 1).toordinal(), date(2020, 4, 30).toordinal(), pixels)
    first = scale.first + start
    head = head_of(scale, first, first + int(room / pixels), width_of)
    for cell in (*head.upper, *head.lower):
        assert width_of(cell.text) <= (cell.until - cell.first) * pixels, cell


@given(st.floats(0.55, 25), st.integers(0, 1_500))
def test_the_names_of_a_row_cover_every_day_in_sight_once(pixels: float, start: int) -> None:
    scale = Scale(date(2014, 3, 1).toordinal(), date(2020, 4, 30).toordinal(), pixels)
    first, last = scale.first + start, scale.first + start + int(600 / pixels)
    head = head_of(scale, first, last, width_of)
    for row in (head.upper, head.lower):
        assert row[0].first <= first
        assert row[-1].until > last
        assert all(cell.until == after.first for cell, after in pairwise(row))


@pytest.mark.parametrize(
    ("pixels", "upper", "lower"),
    [
        (20.0, "April 2015", "1"),
        (9.0, "April 2015", "30 Mar"),
        (3.0, "Q1 2015/16", "April"),
        (1.6, "Q1 2015/16", "Apr"),
        (0.7, "Financial year 2015/16", "Apr–Jun"),
    ],
)
def test_each_zoom_names_what_it_has_room_for(pixels: float, upper: str, lower: str) -> None:
    above, below = texts(pixels)
    assert (above[0], below[0]) == (upper, lower)


def test_bounds_are_the_first_days_of_quarters_and_of_financial_years() -> None:
    first, last = date(2015, 2, 1).toordinal(), date(2016, 5, 1).toordinal()
    head = head_of(Scale(first, last, 1.6), first, last, width_of)
    assert [date.fromordinal(day).isoformat() for day in head.years] == ["2015-04-01", "2016-04-01"]
    quarters = [date.fromordinal(day).isoformat() for day in head.quarters]
    assert quarters[1:] == ["2015-04-01", "2015-07-01", "2015-10-01", "2016-01-01", "2016-04-01"]


def test_what_is_drawn_reaches_around_everything_in_whole_years() -> None:
    first, last = stretch(YEAR, [date(2014, 12, 24).toordinal()])
    assert date.fromordinal(first + MARGIN_DAYS) == date(2014, 4, 1)
    assert date.fromordinal(last - MARGIN_DAYS) == date(2016, 3, 31)


@given(st.floats(0.0001, 1_000), st.integers(100, 4_000))
def test_zoom_stays_between_a_month_and_three_years(wanted: float, room: int) -> None:
    pixels = pixels_between(wanted, room)
    assert 31 - 1e-6 <= room / pixels <= 3 * 366 + 1e-6


@given(st.integers(0, 700), st.floats(0.5, 25))
def test_a_day_is_found_where_it_is_drawn(day: int, pixels: float) -> None:
    scale = Scale(730_000, 730_800, pixels)
    assert scale.day_at(scale.x(730_000 + day) + pixels / 2) == 730_000 + day


@given(st.floats(-50, 650), st.floats(0, 400), st.floats(60, 300))
def test_the_word_for_today_covers_no_name(today: float, left: float, width: float) -> None:
    pill, words, gap = QRectF(today - 20, 0, 40, 16), 50.0, 4.0
    right = left + width
    x = min(left + gap, right - words - gap)
    place = beside(pill, x, words, (left, right - gap), gap)
    if place is not None:
        assert place + words <= pill.left() or place >= pill.right()
        assert left <= place <= right - words
