"""What the money bought: cost per output and per additional outcome, break-even; no ratio that the evidence forbids."""

from fractions import Fraction
from math import ceil, isfinite

from cspdesk.analysis.change import Change
from cspdesk.analysis.findings import EvidenceGrade, NotComputed, between, figure
from cspdesk.analysis.unit_costs import UnitCost
from cspdesk.domain.money import pounds, short_pounds
from cspdesk.domain.records import dataclass
from cspdesk.errors import UserError

NOTHING_CHANGED_BY_IT = "An output is work done; it does not show that anything changed."
NOT_THAT_IT_DID = "It does not show that any were prevented."
ONLY_WHAT_IS_PRICED = "Only what the unit cost covers is counted; most of it is not money that a budget gets back."


@dataclass(frozen=True, slots=True)
class Effect:
    """How many more good outcomes there were than there would have been, or how many fewer bad ones; its interval.

    Raises ValueError when the interval does not hold the estimate, or has no end.
    """

    estimate: float
    lower: float
    upper: float

    def __post_init__(self) -> None:
        if not (isfinite(self.lower) and isfinite(self.upper) and self.lower <= self.estimate <= self.upper):
            raise ValueError("an effect is an estimate between two finite limits")

    @classmethod
    def prevented(cls, change: Change) -> "Effect":
        """Return a difference in unwanted events, where below 0 is fewer, as how many were prevented."""
        return cls(-change.estimate, -change.upper, -change.lower)


@dataclass(frozen=True, slots=True)
class CostPer:
    """What one cost, in pence, with the range that the interval of their number gives; what it does not show."""

    pence: int
    low_pence: int
    high_pence: int
    says: str
    does_not_show: str


@dataclass(frozen=True, slots=True)
class BreakEven:
    """How many units would have to be prevented to save what was spent; fewest and most by the unit cost's range."""

    units: int
    fewest: int
    most: int
    says: str
    does_not_show: str


@dataclass(frozen=True, slots=True)
class Return:
    """The value of what was gained for each pound spent, with its range; what it does not show."""

    ratio: float
    low: float
    high: float
    says: str
    does_not_show: str


def cost_per_output(cost_pence: int, outputs: int, unit: str = "output") -> CostPer | NotComputed:
    """Return what each output cost, to the nearest penny: cost ÷ outputs (HM Treasury, The Magenta Book, 2020).

    unit: one of them in words, such as "person seen". Without any, the reason why there is no figure.
    Raises UserError when the cost is not above nought or the outputs are negative.
    """
    _check_cost(cost_pence)
    if outputs < 0:
        raise UserError(f"There cannot be {figure(outputs)} outputs; enter 0 or more.")
    if outputs == 0:
        return NotComputed(f"None was counted, so there is no cost per {unit}.")
    pence = round(Fraction(cost_pence, outputs))
    says = f"{pounds(pence)} per {unit} ({short_pounds(cost_pence)} for {outputs:,})."
    return CostPer(pence, pence, pence, says, NOTHING_CHANGED_BY_IT)


def cost_per_additional_outcome(
    cost_pence: int, effect: Effect, grade: EvidenceGrade, unit: str = "outcome"
) -> CostPer | NotComputed:
    """Return what each outcome that would not have been there otherwise cost: cost ÷ effect.

    The incremental cost-effectiveness ratio (Drummond and others 2015, Methods for the Economic Evaluation of Health
    Care Programmes); its range is the cost ÷ each end of the effect's interval. No ratio is given, but the
    reason, where the evidence has no comparison (grade 0 or 1) or the interval holds 0 or only harm.
    Raises UserError when the cost is not above nought.
    """
    _check_cost(cost_pence)
    reason = _why_no_ratio(effect, grade)
    if reason:
        return NotComputed(f"No cost per additional {unit}: {reason}")
    pence, low, high = (_divided(cost_pence, number) for number in (effect.estimate, effect.upper, effect.lower))
    says = f"{pounds(pence)} per additional {unit} (between {pounds(low)} and {pounds(high)}; {grade.words})."
    return CostPer(pence, low, high, says, "It does not show what another way of spending it would have cost.")


def break_even(cost_pence: int, cost: UnitCost) -> BreakEven:
    """Return how many units would have to be prevented to save what was spent: the cost ÷ the unit cost, rounded up.

    Threshold analysis: HM Treasury, The Green Book (2022), switching values. It needs no evidence of effect, and is
    none. Raises UserError when the cost is not above nought.
    """
    _check_cost(cost_pence)
    units, fewest, most = (ceil(Fraction(cost_pence, each)) for each in (cost.pence, cost.high_pence, cost.low_pence))
    spread = f" ({fewest:,} to {most:,})" if fewest < most else ""
    what = cost.unit if units == 1 else cost.units
    says = f"Would pay for itself if it prevented {units:,} {what}{spread}, at {cost.says} each ({cost.reference})."
    return BreakEven(units, fewest, most, says, NOT_THAT_IT_DID)


def return_on_spend(cost_pence: int, effect: Effect, cost: UnitCost, grade: EvidenceGrade) -> Return | NotComputed:
    """Return the value gained for each pound: effect × unit cost ÷ cost, the benefit-cost ratio.

    HM Treasury, The Green Book (2022). The range takes the low ends of effect and unit cost together, and the
    high ends. No ratio is given, but the reason, where cost_per_additional_outcome gives none. The spending must be in
    the prices of the unit cost's year; uprate one of them first.
    Raises UserError when the cost is not above nought.
    """
    _check_cost(cost_pence)
    reason = _why_no_ratio(effect, grade)
    if reason:
        return NotComputed(f"No return on the spending: {reason}")
    ends = ((effect.estimate, cost.pence), (effect.lower, cost.low_pence), (effect.upper, cost.high_pence))
    ratio, low, high = (Fraction(number) * pence / cost_pence for number, pence in ends)
    says = (
        f"{_of_each_pound(ratio)} of cost avoided for each £1 spent (between {_of_each_pound(low)} and"
        f" {_of_each_pound(high)}; {grade.words}; {cost.reference})."
    )
    return Return(float(ratio), float(low), float(high), says, ONLY_WHAT_IS_PRICED)


def _check_cost(cost_pence: int) -> None:
    if cost_pence <= 0:
        raise UserError(f"A cost of {pounds(cost_pence)} buys nothing that could be reckoned; enter what was spent.")


def _why_no_ratio(effect: Effect, grade: EvidenceGrade) -> str:
    """Return the reason why money may not be divided by an effect; empty where it may."""
    if grade <= EvidenceGrade.BEFORE_AND_AFTER:
        return f"the evidence ({grade.words}) does not show how many came of the money."
    interval = between(effect.lower, effect.upper)
    if effect.upper < 0:
        return f"it got worse, not better (interval {interval})."
    if effect.lower <= 0:
        return f"the effect cannot be told from none (interval {interval})."
    return ""


def _divided(cost_pence: int, number: float) -> int:
    return round(cost_pence / Fraction(number))


def _of_each_pound(ratio: Fraction) -> str:
    return pounds(round(ratio * 100))
