"""What was expected, kept as it was then; what will be done with what is left; what next year needs."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Protocol

from cspdesk.domain.funding import BudgetLine, TransactionKind
from cspdesk.domain.periods import FinancialYear, Quarter
from cspdesk.domain.records import dataclass
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


class MonthCharge(Protocol):
    """What a line was charged in a month (2015-05) by one kind of transaction."""

    @property
    def line_id(self) -> str | None: ...
    @property
    def kind(self) -> TransactionKind: ...
    @property
    def month(self) -> str: ...
    @property
    def amount_pence(self) -> int: ...


@dataclass(frozen=True, slots=True)
class QuarterFigures:
    """What a line comes to in a quarter, or in several, in pence."""

    actual: int = 0
    committed: int = 0
    forecast: int = 0

    @property
    def outturn(self) -> int:
        """Actual plus committed plus forecast."""
        return self.actual + self.committed + self.forecast

    def __add__(self, other: "QuarterFigures") -> "QuarterFigures":
        return QuarterFigures(
            self.actual + other.actual, self.committed + other.committed, self.forecast + other.forecast
        )


Figures = Mapping[tuple[str | None, date], QuarterFigures]


def by_quarter(charges: Iterable[MonthCharge]) -> Figures:
    """Return what each line comes to in each quarter, by line and the quarter's first day; absent where nothing is."""
    sums: defaultdict[tuple[str | None, date, TransactionKind], int] = defaultdict(int)
    for each in charges:
        sums[each.line_id, Quarter.of(date.fromisoformat(f"{each.month}-01")).starts_on, each.kind] += each.amount_pence
    return {
        (line, day): QuarterFigures(*(sums.get((line, day, kind), 0) for kind in TransactionKind))
        for line, day, _ in sums
    }


def frozen(version: ForecastVersion, lines: Iterable[BudgetLine], figures: Figures) -> tuple[ForecastAmount, ...]:
    """Return what a version keeps: every line and every quarter of its year, so that its totals are those of the lines.

    Money on no line yet is in none of them.
    """
    return tuple(
        ForecastAmount(
            f"{version.id}:{line.id}:{quarter.number}",
            version.id,
            line.id,
            quarter.starts_on,
            found.actual,
            found.committed,
            found.forecast,
        )
        for line in lines
        for quarter in version.year.quarters
        for found in (figures.get((line.id, quarter.starts_on), QuarterFigures()),)
    )


@dataclass(frozen=True, slots=True)
class Compared:
    """One line: what a version expected of a quarter and of the year, beside what they come to now."""

    line: BudgetLine
    quarter_then: QuarterFigures
    quarter_now: QuarterFigures
    year_then: QuarterFigures
    year_now: QuarterFigures

    @property
    def missed(self) -> int:
        """What was paid in the quarter less what was then expected of it; below nought is spent less than expected."""
        return self.quarter_now.actual - self.quarter_then.outturn

    @property
    def moved(self) -> int:
        """How the year's outturn has moved since, in pence."""
        return self.year_now.outturn - self.year_then.outturn


def compared(
    lines: Iterable[BudgetLine], amounts: Iterable[ForecastAmount], figures: Figures, quarter: Quarter
) -> tuple[Compared, ...]:
    """Return each line's forecast of a version beside what came; figures are the present ones, of `by_quarter`."""
    before: Figures = {
        (a.line_id, a.quarter_starts_on): QuarterFigures(a.actual_pence, a.committed_pence, a.forecast_pence)
        for a in amounts
    }
    days = [q.starts_on for q in quarter.year.quarters]

    def of(line: BudgetLine, known: Figures, quarters: Iterable[date]) -> QuarterFigures:
        return sum((known.get((line.id, day), QuarterFigures()) for day in quarters), QuarterFigures())

    one = [quarter.starts_on]
    return tuple(
        Compared(x, of(x, before, one), of(x, figures, one), of(x, before, days), of(x, figures, days)) for x in lines
    )


def checked_underspend(plan: UnderspendPlan) -> UnderspendPlan:
    """Return the plan if it can be kept. Raises UserError when it moves nothing or carries forward without a plan."""
    if plan.amount_pence <= 0:
        raise UserError("An underspend is an amount above nought.")
    if plan.treatment is not Treatment.RETURN and not plan.plan.strip():
        raise UserError("Money that is kept needs a plan: what it will be spent on, and by when.")
    return plan


def checked_need(need: FundingNeed) -> FundingNeed:
    """Return the need if it can be kept. Raises UserError when it is below nought."""
    if need.amount_pence < 0:
        raise UserError("What a priority needs cannot be below nought.")
    return need
