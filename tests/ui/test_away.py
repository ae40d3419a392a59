"""How far a day is away, in words."""

from datetime import date, timedelta

import pytest

from cspdesk.ui.models.away import away_words, dated_words

TODAY = date(2016, 9, 26)


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (-1, "yesterday"),
        (0, "today"),
        (1, "tomorrow"),
        (24, "in 24 days"),
        (-24, "24 days ago"),
        (60, "in 60 days"),
        (61, "in about 2 months"),
        (-400, "about 13 months ago"),
        (1461, "in about 4 years"),
    ],
)
def test_near_days_are_counted_and_far_ones_are_not(days: int, words: str) -> None:
    assert away_words(TODAY + timedelta(days), TODAY) == words


def test_a_day_that_is_not_known_is_a_dash() -> None:
    assert dated_words(None, TODAY) == "–"
    assert dated_words(date(2016, 10, 1), TODAY) == "01/10/2016, in 5 days"
