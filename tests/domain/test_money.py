"""Money is whole pence, reads as people write it, and is shared out to the penny."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.domain.money import LARGEST_PENCE, plain_pounds, pounds, share, short_pounds, typed_pence
from cspdesk.errors import UserError

PENCE = st.integers(-LARGEST_PENCE, LARGEST_PENCE)


@pytest.mark.parametrize(
    ("pence", "text"),
    [(0, "£0.00"), (5, "£0.05"), (123450, "£1,234.50"), (-25_000, "−£250.00"), (49_601_700, "£496,017.00")],
)
def test_amounts_read_as_people_write_them(pence: int, text: str) -> None:
    assert pounds(pence) == text


def test_sentences_leave_out_pence_that_are_not_there() -> None:
    assert [short_pounds(7_500_000), short_pounds(421_050)] == ["£75,000", "£4,210.50"]


@given(PENCE)
def test_every_amount_written_is_read_back(pence: int) -> None:
    assert typed_pence(pounds(pence)) == typed_pence(plain_pounds(pence)) == pence


@pytest.mark.parametrize(
    ("text", "pence"),
    [
        ("£1,234.50", 123_450),
        (" 1234.5 ", 123_450),
        ("500", 50_000),
        ("-20", -2_000),
        ("(20.00)", -2_000),
        ("−£3", -300),
    ],
)
def test_amounts_are_taken_as_people_type_them(text: str, pence: int) -> None:
    assert typed_pence(text) == pence


@pytest.mark.parametrize("text", ["", "lots", "1.2.3", "1.005", "1e99", "NaN", "Infinity", "£", "5%"])
def test_what_is_no_amount_is_refused_in_words(text: str) -> None:
    with pytest.raises(UserError, match="“"):
        typed_pence(text)


@given(PENCE, st.lists(st.integers(0, 10_000), min_size=1, max_size=12).filter(any))
def test_shares_of_a_cost_sum_to_the_cost_and_are_within_a_penny_of_fair(total: int, weights: list[int]) -> None:
    parts = share(total, weights)
    assert sum(parts) == total
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part * sum(weights) - total * weight) < sum(weights)
        assert weight or not part


def test_the_business_unit_over_three_boards_is_shared_to_the_penny() -> None:
    assert share(10_000, [1, 1, 1]) == (3_334, 3_333, 3_333)


@pytest.mark.parametrize("weights", [[], [0, 0], [2, -1]])
def test_shares_without_a_sensible_key_are_refused(weights: list[int]) -> None:
    with pytest.raises(ValueError, match="weight"):
        share(100, weights)
