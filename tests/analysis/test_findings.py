"""Figures read as people write them, and an interval that touches no difference tells none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.analysis.findings import EvidenceGrade, Finding, between, figure, percent, z_value


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (4, "4"),
        (-4.0, "−4"),
        (0.0123, "0.0123"),
        (12.345, "12.3"),
        (1234.5678, "1,235"),
        (-63.3168, "−63.3"),
        (0.00001, "nearly 0"),
        (-0.00001, "nearly 0"),
        (99.96, "100"),
        (1234567, "1,234,567"),
        (float("inf"), "without limit"),
    ],
)
def test_a_figure_reads_as_people_write_it(value: float, text: str) -> None:
    assert figure(value) == text


def test_a_range_and_a_confidence_read_as_people_write_them() -> None:
    assert between(0.052, 0.334, 100, "%") == "5.2% to 33.4%"
    assert between(2, float("inf")) == "2 or more"
    assert [percent(level) for level in (0.95, 0.998)] == ["95%", "99.8%"]


@given(st.floats(-1e9, 1e9))
def test_a_figure_never_shows_the_notation_of_machines(value: float) -> None:
    assert not set(figure(value)) & set("eE+-") or figure(value) == "nearly 0"


@pytest.mark.parametrize(
    ("lower", "upper", "finding"),
    [
        (1.1, 2, Finding.HIGHER),
        (0.1, 0.9, Finding.LOWER),
        (1, 2, Finding.CANNOT_TELL),
        (0.5, 1, Finding.CANNOT_TELL),
        (0.5, 2, Finding.CANNOT_TELL),
    ],
)
def test_an_interval_that_touches_no_difference_tells_none(lower: float, upper: float, finding: Finding) -> None:
    assert Finding.of(lower, upper, no_difference=1) is finding


def test_the_normal_quantile_is_the_tabled_one() -> None:
    assert [round(z_value(level), 6) for level in (0.95, 0.998)] == [1.959964, 3.090232]


def test_every_grade_of_evidence_has_its_words() -> None:
    assert len({grade.words for grade in EvidenceGrade}) == len(EvidenceGrade) == 5
    assert EvidenceGrade(1).words == "before and after, no comparison area"
