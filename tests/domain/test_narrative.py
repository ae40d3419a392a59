"""The plain text that papers are written in."""

from hypothesis import given
from hypothesis import strategies as st

from cspdesk.domain.narrative import Bound, Passage, Words, bound_keys, read_narrative


def test_headings_points_and_paragraphs_are_told_apart() -> None:
    body = "# What we did\nTwo lines\nof one paragraph.\n\n- one point\n- another\n### Small\n"
    assert [(p.kind, p.level) for p in read_narrative(body)] == [
        ("heading", 1),
        ("paragraph", 0),
        ("point", 0),
        ("point", 0),
        ("heading", 3),
    ]
    assert read_narrative(body)[1] == Passage("paragraph", (Words("Two lines of one paragraph."),))


def test_a_bound_figure_stands_between_its_words() -> None:
    (only,) = read_narrative("We spent @{money.spent} of *all* of it.")
    assert only.runs == (
        Words("We spent "),
        Bound("money.spent"),
        Words(" of "),
        Words("all", stressed=True),
        Words(" of it."),
    )


def test_asterisks_that_stress_nothing_are_words() -> None:
    (only,) = read_narrative("5 * 3 * 2 is 30, a*b*c is not stressed")
    assert only.runs == (Words("5 * 3 * 2 is 30, a*b*c is not stressed"),)


def test_each_key_is_told_once_in_order() -> None:
    assert bound_keys("@{b} then @{a} then @{b}") == ("b", "a")


@given(st.text())
def test_every_text_can_be_read_and_no_word_is_lost(body: str) -> None:
    said = "".join(
        run.text if isinstance(run, Words) else run.key for passage in read_narrative(body) for run in passage.runs
    )
    kept = [letter for letter in said if letter.isalnum()]
    assert kept == [letter for letter in body if letter.isalnum()]
