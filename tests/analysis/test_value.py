"""Money is divided by what it bought only where the evidence allows it; otherwise the reason is given."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.analysis.change import weighted_displacement_difference
from cspdesk.analysis.findings import EvidenceGrade, NotComputed
from cspdesk.analysis.unit_costs import UnitCost, read_unit_costs
from cspdesk.analysis.value import (
    CostPer,
    Effect,
    Return,
    break_even,
    cost_per_additional_outcome,
    cost_per_output,
    return_on_spend,
)
from cspdesk.errors import UserError

PENCE = st.integers(1, 10**9)
SOUND = st.sampled_from([grade for grade in EvidenceGrade if grade >= EvidenceGrade.COMPARISON_AREA])
WEAK = st.sampled_from([EvidenceGrade.AT_ONE_TIME, EvidenceGrade.BEFORE_AND_AFTER])
EFFECT = (
    st.lists(st.floats(-1000, 1000), min_size=3, max_size=3)
    .map(sorted)
    .map(lambda ends: Effect(ends[1], ends[0], ends[2]))
)
BENEFIT = (
    st.lists(st.floats(0.01, 1000), min_size=3, max_size=3)
    .map(sorted)
    .map(lambda ends: Effect(ends[1], ends[0], ends[2]))
)


def unit_cost(cost: str = "3,500", low: str = "", high: str = "") -> UnitCost:
    """Return an invented unit cost."""
    row = {"name": "Burglary", "unit": "offence", "cost": cost, "low": low, "high": high, "price_year": "2015/16"}
    return read_unit_costs([row], {"edition": "first edition", "source": "an invented source"})[0]


@given(PENCE, st.integers(1, 10**6))
def test_a_cost_per_output_times_the_outputs_is_the_cost_to_half_a_penny_each(cost: int, outputs: int) -> None:
    found = cost_per_output(cost, outputs)
    assert isinstance(found, CostPer)
    assert abs(found.pence * outputs - cost) * 2 <= outputs


def test_a_cost_per_output_says_what_it_is_of_and_what_it_does_not_show() -> None:
    found = cost_per_output(1_000_000, 48, "person seen")
    assert isinstance(found, CostPer)
    assert found.says == "£208.33 per person seen (£10,000 for 48)."
    assert found.does_not_show == "An output is work done; it does not show that anything changed."


def test_no_outputs_have_no_cost_each_but_a_reason() -> None:
    found = cost_per_output(100, 0, "alarm fitted")
    assert found == NotComputed("None was counted, so there is no cost per alarm fitted.")


@given(PENCE, EFFECT, WEAK)
def test_evidence_without_a_comparison_never_gives_a_ratio(cost: int, effect: Effect, grade: EvidenceGrade) -> None:
    for found in (cost_per_additional_outcome(cost, effect, grade), return_on_spend(cost, effect, unit_cost(), grade)):
        assert isinstance(found, NotComputed)
        assert grade.words in found.says


@given(PENCE, EFFECT, SOUND)
def test_an_interval_that_holds_no_effect_never_gives_a_ratio(cost: int, effect: Effect, grade: EvidenceGrade) -> None:
    for found in (cost_per_additional_outcome(cost, effect, grade), return_on_spend(cost, effect, unit_cost(), grade)):
        assert isinstance(found, NotComputed) == (effect.lower <= 0)


@pytest.mark.parametrize(
    ("effect", "words"),
    [
        (Effect(10, -3, 23), "cannot be told from none (interval −3 to 23)"),
        (Effect(10, 0, 20), "cannot be told from none"),
        (Effect(-10, -20, 0), "cannot be told from none"),
        (Effect(-10, -20, -2), "got worse, not better"),
    ],
)
def test_the_reason_for_no_ratio_is_the_one_that_holds(effect: Effect, words: str) -> None:
    found = cost_per_additional_outcome(100, effect, EvidenceGrade.RANDOM)
    assert isinstance(found, NotComputed)
    assert words in found.says


@given(PENCE, BENEFIT, SOUND)
def test_a_cost_per_additional_outcome_lies_within_its_range(cost: int, effect: Effect, grade: EvidenceGrade) -> None:
    found = cost_per_additional_outcome(cost, effect, grade)
    assert isinstance(found, CostPer)
    assert found.low_pence <= found.pence <= found.high_pence
    assert found.pence == round(cost / Fraction(effect.estimate))


def test_what_a_comparison_area_shows_can_be_costed() -> None:
    effect = Effect.prevented(weighted_displacement_difference((400, 200), (400, 400)))
    assert (effect.estimate, round(effect.lower), round(effect.upper)) == (200, 127, 273)
    found = cost_per_additional_outcome(1_000_000, effect, EvidenceGrade.COMPARISON_AREA, "offence prevented")
    assert isinstance(found, CostPer)
    assert found.says == (
        "£50.00 per additional offence prevented (between £36.59 and £78.95; before and after, with a comparison area)."
    )


@given(PENCE, st.integers(1, 10**7))
def test_breaking_even_is_the_fewest_that_cover_the_cost(cost: int, each: int) -> None:
    found = break_even(cost, unit_cost(f"{each // 100}.{each % 100:02d}"))
    assert found.units * each >= cost > (found.units - 1) * each


def test_it_would_pay_for_itself_if_it_prevented_4_offences() -> None:
    found = break_even(1_200_000, unit_cost())
    assert found.says == (
        "Would pay for itself if it prevented 4 offences, at £3,500 each"
        " (Burglary, 2015/16 prices, an invented source, first edition)."
    )
    assert found.does_not_show == "It does not show that any were prevented."


def test_breaking_even_has_the_range_of_its_unit_cost() -> None:
    found = break_even(1_200_000, unit_cost(low="3,000", high="6,000"))
    assert (found.units, found.fewest, found.most) == (4, 2, 4)
    assert "prevented 4 offences (2 to 4), at £3,500 (£3,000 to £6,000) each" in found.says
    assert "prevented 1 offence," in break_even(5, unit_cost()).says


@given(PENCE, BENEFIT, SOUND)
def test_a_return_lies_within_its_range(cost: int, effect: Effect, grade: EvidenceGrade) -> None:
    found = return_on_spend(cost, effect, unit_cost(low="2,000", high="9,000"), grade)
    assert isinstance(found, Return)
    assert found.low <= found.ratio <= found.high


def test_a_return_is_told_for_each_pound_with_its_evidence() -> None:
    effect = Effect(10, 5, 20)
    found = return_on_spend(2_000_000, effect, unit_cost(), EvidenceGrade.COMPARISON_AREA)
    assert isinstance(found, Return)
    assert (found.ratio, found.low, found.high) == (1.75, 0.875, 3.5)
    assert found.says.startswith(
        "£1.75 of cost avoided for each £1 spent (between £0.88 and £3.50; before and after, with a comparison area;"
    )


@pytest.mark.parametrize("cost", [0, -100])
def test_a_cost_of_nothing_is_refused_in_words(cost: int) -> None:
    effect = Effect(2, 1, 3)
    for reckon in (
        lambda: cost_per_output(cost, 5),
        lambda: break_even(cost, unit_cost()),
        lambda: cost_per_additional_outcome(cost, effect, EvidenceGrade.RANDOM),
        lambda: return_on_spend(cost, effect, unit_cost(), EvidenceGrade.RANDOM),
    ):
        with pytest.raises(UserError, match="enter what was spent"):
            reckon()


def test_fewer_than_no_outputs_are_refused_and_an_effect_outside_its_interval_is_our_fault() -> None:
    with pytest.raises(UserError, match="cannot be −1 outputs"):
        cost_per_output(100, -1)
    for ends in ((5, 6, 7), (5, 4, float("inf")), (float("nan"), 1, 2)):
        with pytest.raises(ValueError, match="between two finite limits"):
            Effect(*ends)
