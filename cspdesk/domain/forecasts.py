"""What was expected, kept as it was then; what will be done with what is left; what next year needs."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cspdesk.domain.periods import FinancialYear
from cspdesk.errors import UserError


@dataclass(frozen=True, slots=True)
class ForecastVersion:
    """A forecast as it stood on a day, kept so that it can be held against what came."""

    id: str
    agreement_id: str
    year: FinancialYear
    made_on: date
    title: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class ForecastAmount:
    """What a version says of one line and quarter: actual, committed and expected as they then stood, in pence."""

    id: str
    version_id: str
    line_id: str
    quarter_starts_on: date
    actual_pence: int
    committed_pence: int
    forecast_pence: int

    @property
    def outturn_pence(self) -> int:
        """What the quarter was then expected to come to."""
        return self.actual_pence + self.committed_pence + self.forecast_pence


class Treatment(StrEnum):
    """What will be done with money that is left at the year's end."""

    RETURN = "return"
    CARRY_FORWARD = "carry forward"
    RE_PROFILE = "re-profile"


@dataclass(frozen=True, slots=True)
class UnderspendPlan:
    """What will be done with what a line has left at the end of a year, and how."""

    id: str
    line_id: str
    year: FinancialYear
    treatment: Treatment
    amount_pence: int
    plan: str = ""


@dataclass(frozen=True, slots=True)
class FundingNeed:
    """What a priority (None: what serves all) needs in a year to go on as planned."""

    id: str
    priority_id: str | None
    year: FinancialYear
    amount_pence: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class DeflatorSeries:
    """A published series of price levels as loaded; levels are year (2015/16, or 2015) to level, as JSON."""

    id: str
    name: str
    edition: str
    source: str
    loaded_on: date
    levels: str


def checked_underspend(plan: UnderspendPlan) -> UnderspendPlan:
    """Return the plan if it can be kept. Raises UserError when it moves nothing or carries forward without a plan."""
    if plan.amount_pence <= 0:
        raise UserError("An underspend is an amount above nought.")
    if plan.treatment is not Treatment.RETURN and not plan.plan.strip():
        raise UserError("Money that is kept needs a plan: what it will be spent on, and by when.")
    return plan
