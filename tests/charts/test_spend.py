from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.charts.chart import extent, ticks
from cspdesk.charts.spend import axis_pounds, spend_against_profile, whole_pounds
from cspdesk.domain.periods import FinancialYear

YEAR = FinancialYear(2015)
END = date(2016, 3, 31)


def chart(**changes: object):
    given_ = {"profile": (100, 100, 100, 100), "actual": (50, 60, 70, 80), "committed": (0, 0, 0, 0), "as_at": END}
    return spend_against_profile(YEAR, **(given_ | changes))


@given(st.integers(-(10**13), 10**13), st.integers(0, 10**13), st.sampled_from((1, 100)))
def test_the_marks_of_an_axis_hold_every_value_and_are_few(low: int, size: int, unit: int):
    marks = ticks(low, low + size, unit=unit)
    assert marks[0] <= low
    assert marks[-1] >= low + size
    assert 2 <= len(marks) <= 8
    assert len({after - before for before, after in pairwise(marks)}) == 1


@pytest.mark.parametrize(
    ("pence", "said"),
    [(0, "£0"), (50_000, "£500"), (2_500_000, "£25k"), (250_000, "£2.5k"), (100_000_000, "£1m"), (-150_000, "−£1.5k")],
)
def test_marks_are_written_as_people_write_them(pence: int, said: str):
    assert axis_pounds(pence) == said


def test_a_value_is_written_to_the_nearest_pound():
    assert [whole_pounds(p) for p in (149, 150, -150, -49)] == ["£1", "£2", "−£2", "£0"]


def test_spend_adds_up_through_the_year():
    paid = next(series for series in chart().series if series.name == "Paid")
    assert [value for _, value in paid.points] == [50, 110, 180, 260]


def test_quarters_still_to_come_are_empty_and_not_nought():
    drawn = chart(actual=(50, 60, 0, 0), as_at=date(2015, 9, 30))
    paid = next(series for series in drawn.series if series.name == "Paid")
    assert [value for _, value in paid.points] == [50, 110, None, None]
    assert drawn.bands[0].first == 2
    assert drawn.table.rows[2][2] == "none yet"


def test_a_quarter_not_yet_over_says_how_far_it_is_counted():
    assert chart(actual=(50, 0, 0, 0), as_at=date(2015, 8, 3)).notes == ("Q2 is counted up to 3 August 2015.",)


def test_without_a_profile_nothing_is_compared():
    drawn = chart(profile=None)
    assert "no profile was agreed" in drawn.alt_text
    assert {series.name for series in drawn.series} == {"Paid"}
    assert all(row[6] == "–" for row in drawn.table.rows)


def test_the_words_say_what_the_figures_say():
    assert chart().alt_text.endswith("£2.60 had been paid against an agreed profile of £4.00, £1.40 less than agreed.")
    assert "exactly as agreed" in chart(actual=(100, 100, 100, 100)).alt_text
    assert "nothing had been paid against" in chart(actual=(0, 0, 0, 0)).alt_text
    assert chart(actual=(0, 0, 0, 0), as_at=date(2015, 1, 1)).alt_text.startswith("2015/16 has not begun.")
    assert "With commitments for the year the total is £3.60" in chart(committed=(0, 100, 0, 0)).alt_text


def test_nought_is_always_on_the_axis():
    assert extent(chart(profile=(500, 0, 0, 0), actual=(400, 0, 0, 0)))[0] == 0


@pytest.mark.parametrize(
    ("paid", "begins"), [((0, 0, 0, 0), 1), ((5, 6, 0, 0), 1), ((5, 6, 7, 0), 2), ((5, 6, 7, 8), 2)]
)
def test_what_the_year_is_heading_for_begins_at_the_last_paid_quarter(paid: tuple[int, ...], begins: int):
    drawn = chart(actual=paid, forecast=(0, 0, 0, 9), as_at=date(2015, 9, 30))
    heading = next(series for series in drawn.series if series.kind == "area")
    assert [place for place, value in heading.points if value is not None] == list(range(begins, 4))


def test_nothing_more_is_expected_where_nothing_was_paid():
    assert "£0.09 is expected, so" in chart(actual=(0, 0, 0, 0), forecast=(0, 0, 0, 9)).alt_text
    assert "£0.09 more is expected, so" in chart(forecast=(0, 0, 0, 9)).alt_text


def test_a_profile_that_is_not_the_revised_budget_says_by_how_much():
    assert chart(budget=400).alt_text == chart().alt_text
    assert chart(budget=500).alt_text.endswith(" The profile is £1.00 less than the revised budget of £5.00.")
    varied = chart(budget=500, varied=100).alt_text
    assert varied.endswith("than the revised budget of £5.00: it comes to the budget before variations.")
    assert "£0.50 more than the revised budget of £3.50." in chart(budget=350, varied=100).alt_text
    assert "revised" not in chart(profile=None, budget=500).alt_text
