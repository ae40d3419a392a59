"""Costs that several boards share by a stated key, to the penny."""

from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum

from cspdesk.domain.money import share
from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.records import dataclass
from cspdesk.errors import UserError


class ShareKey(StrEnum):
    """By what a cost is shared."""

    EQUAL = "equal"
    PERCENTAGE = "percentage"
    HEADCOUNT = "headcount"


@dataclass(frozen=True, slots=True)
class SharedCost:
    """A cost of a year that is borne by several: the business unit of three boards."""

    id: str
    title: str
    year: FinancialYear
    total_pence: int
    key: ShareKey
    note: str = ""
    illustrative: bool = False


@dataclass(frozen=True, slots=True)
class CostShare:
    """One bearer's part. weight is hundredths of a percent, or heads; line_id is the budget line that bears ours."""

    id: str
    cost_id: str
    position: int
    bearer: str
    weight: int
    amount_pence: int = 0
    line_id: str | None = None


@dataclass(frozen=True, slots=True)
class OurShare:
    """A share beside what its budget line was charged in the year, in pence; None where it has no line of ours."""

    share: CostShare
    charged_pence: int | None

    @property
    def difference(self) -> int | None:
        """What was charged beyond the share; negative when less was charged."""
        return None if self.charged_pence is None else self.charged_pence - self.share.amount_pence


WHOLE = 100_00  # hundredths of a percent that percentages must make


def apportioned(cost: SharedCost, shares: Sequence[CostShare]) -> tuple[CostShare, ...]:
    """Return the shares with their amounts, which sum to the cost by largest remainder.

    Raises UserError when there is nobody to share, a weight is negative, or percentages do not make 100.
    """
    if not shares:
        raise UserError(f"“{cost.title}” needs at least one who bears it.")
    if any(s.weight < 0 for s in shares):
        raise UserError(f"“{cost.title}”: no share can be negative.")
    weights = [1 if cost.key is ShareKey.EQUAL else s.weight for s in shares]
    if cost.key is ShareKey.PERCENTAGE and sum(weights) != WHOLE:
        raise UserError(f"“{cost.title}”: the percentages make {sum(weights) / 100:g}, not 100.")
    if not sum(weights):
        raise UserError(f"“{cost.title}”: at least one of those who bear it needs a headcount.")
    amounts = share(cost.total_pence, weights)
    return tuple(replace(s, amount_pence=a) for s, a in zip(shares, amounts, strict=True))
