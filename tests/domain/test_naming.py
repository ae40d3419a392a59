"""Whether a reference reads like a name."""

import pytest

from cspdesk.domain.naming import reads_like_a_name


@pytest.mark.parametrize("name", ["Mary Jones", "Jones, Mary", "Ann Mary Smith-jones"])
def test_words_with_capitals_and_no_number_read_like_a_name(name: str) -> None:
    assert reads_like_a_name(name)


@pytest.mark.parametrize("reference", ["DHR 3", "DHR 2015/1", "Case 12", "", "Review", "SAR Alpha 2"])
def test_a_reference_with_a_number_or_of_one_word_does_not(reference: str) -> None:
    assert not reads_like_a_name(reference)
