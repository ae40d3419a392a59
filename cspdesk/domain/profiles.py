"""What lines are agreed to spend, quarter by quarter: read as a grid, checked, and divided anew."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from cspdesk.domain.funding import BudgetLine, ProfileAmount
from cspdesk.domain.money import pounds, share, short_pounds
from cspdesk.domain.periods import FinancialYear, Quarter
from cspdesk.domain.positions import Position
from cspdesk.domain.records import dataclass
from cspdesk.errors import UserError


@dataclass(frozen=True, slots=True)
class LineProfile:
    """One line's profile of a year: four amounts, None where none was agreed; revised is what the line may spend in it.

    What was agreed for later years is not for this one.
    """

    line: BudgetLine
    year: FinancialYear
    quarters: tuple[int | None, ...]
    revised: int

    @property
    def is_agreed(self) -> bool:
        """Whether anything was agreed."""
        return any(pence is not None for pence in self.quarters)

    @property
    def profiled(self) -> int:
        """What the quarters come to, in pence."""
        return sum(pence or 0 for pence in self.quarters)

    @property
    def gap(self) -> int:
        """What of the line is in no quarter; negative when the quarters come to more than the line."""
        return self.revised - self.profiled

    @property
    def says(self) -> str:
        """Whether the quarters make the whole line, in words; empty when nothing was agreed."""
        if not self.is_agreed:
            return ""
        if self.gap == 0:
            return f"The quarters make the whole line, {short_pounds(self.revised)}."
        side = "less" if self.gap > 0 else "more"
        return f"The quarters come to {pounds(self.profiled)}, {pounds(abs(self.gap))} {side} than the line."

    def up_to(self, day: date) -> int:
        """Return what was agreed to be spent by a day, in pence: whole quarters that have ended."""
        ended = (pence or 0 for quarter, pence in self._pairs() if quarter.ends_on <= day)
        return sum(ended)

    def _pairs(self) -> Iterable[tuple[Quarter, int | None]]:
        return zip(self.year.quarters, self.quarters, strict=True)


def profile_grid(
    lines: Iterable[BudgetLine],
    amounts: Iterable[ProfileAmount],
    standing: Mapping[str | None, Position],
    year: FinancialYear,
) -> tuple[LineProfile, ...]:
    """Return the profile of each line, in the order of the lines; standing is what `positions` gives."""
    agreed = tuple(amounts)
    known, later = {(a.line_id, a.quarter_starts_on): a.amount_pence for a in agreed}, profiled_later(agreed, year)
    return tuple(
        LineProfile(
            x,
            year,
            tuple(known.get((x.id, q.starts_on)) for q in year.quarters),
            standing[x.id].revised - later.get(x.id, 0),
        )
        for x in lines
    )


def profiled_later(amounts: Iterable[ProfileAmount], year: FinancialYear) -> dict[str, int]:
    """Return what is agreed for the years after a year, by line, in pence."""
    found: dict[str, int] = {}
    for each in amounts:
        if each.quarter_starts_on > year.ends_on:
            found[each.line_id] = found.get(each.line_id, 0) + each.amount_pence
    return found


def checked_profile(line: BudgetLine, quarters: Sequence[int | None]) -> tuple[int | None, ...]:
    """Return four amounts that can be kept. Raises UserError when one is negative."""
    if len(quarters) != 4:
        raise ValueError("a year has four quarters")
    for number, pence in enumerate(quarters, 1):
        if pence is not None and pence < 0:
            raise UserError(
                f"{line.reference}, Q{number}: {pounds(pence)} cannot be planned. A profile is nought or above; "
                "leave it empty if nothing was agreed."
            )
    return tuple(quarters)


def re_profiled(profile: LineProfile, spent: Sequence[int], first_open: int) -> tuple[int, ...]:
    """Return a new profile that makes the whole line: what was spent, then the rest over the quarters still open.

    spent is what each quarter came to; first_open is the number (1 to 4) of the first quarter that is not over. The
    rest is divided as the old profile divided those quarters, evenly where it did not.
    Raises UserError when more was spent than the line holds.
    """
    over = list(spent[: first_open - 1])
    rest = profile.revised - sum(over)
    if rest < 0:
        raise UserError(
            f"{profile.line.reference} has spent {pounds(sum(over))}, {pounds(-rest)} more than it holds; there is "
            "nothing left to divide."
        )
    weights = [max(pence or 0, 0) for pence in profile.quarters[first_open - 1 :]]
    return (*over, *share(rest, weights if any(weights) else [1] * len(weights)))
