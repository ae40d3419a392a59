"""Where spending is heading: outturn and underspend by line, now and at the year's end, and what is planned for it."""

from collections.abc import Iterable, Mapping
from datetime import date

from cspdesk.domain.forecasts import Treatment, UnderspendPlan
from cspdesk.domain.funding import BudgetLine
from cspdesk.domain.money import pounds
from cspdesk.domain.positions import Position, total
from cspdesk.domain.profiles import LineProfile
from cspdesk.domain.records import dataclass


@dataclass(frozen=True, slots=True)
class Outlook:
    """One line, or all: its position, what the profile wanted spent by now, and plans for what will be left.

    due is None when no profile was agreed; otherwise what the quarters that have ended come to, in pence.
    """

    line: BudgetLine | None
    position: Position
    due: int | None
    plans: tuple[UnderspendPlan, ...] = ()

    @property
    def underspent_now(self) -> int | None:
        """What was to be spent by now and is not; negative when ahead; None without a profile."""
        return None if self.due is None else self.due - self.position.actual

    @property
    def underspent_at_year_end(self) -> int:
        """What will be left when the year ends: revised less outturn; negative is an overspend."""
        return -self.position.variance

    @property
    def planned(self) -> int:
        """What of the underspend has a plan."""
        return sum(plan.amount_pence for plan in self.plans)

    @property
    def unplanned(self) -> int:
        """What will be left with nothing said of it; negative when plans come to more than will be left."""
        return max(self.underspent_at_year_end, 0) - self.planned

    def planned_for(self, treatment: Treatment) -> int:
        """Return what will be returned, carried forward or re-profiled, in pence."""
        return sum(plan.amount_pence for plan in self.plans if plan.treatment is treatment)

    @property
    def says(self) -> str:
        """What is wrong with the plans in words; empty when they fit."""
        if self.unplanned > 0:
            return f"{pounds(self.unplanned)} will be left with no plan: return it, carry it forward or re-profile it."
        if self.unplanned < 0:
            return f"The plans come to {pounds(-self.unplanned)} more than will be left."
        return ""


def outlooks(
    profiles: Iterable[LineProfile],
    standing: Mapping[str | None, Position],
    plans: Iterable[UnderspendPlan],
    as_at: date,
) -> tuple[Outlook, ...]:
    """Return the outlook of each line whose profile is given, agreed or not, in their order."""
    known = tuple(plans)
    return tuple(
        Outlook(
            profile.line,
            standing[profile.line.id],
            profile.up_to(as_at) if profile.is_agreed else None,
            tuple(plan for plan in known if plan.line_id == profile.line.id),
        )
        for profile in profiles
    )


def whole(outlooks: Iterable[Outlook], unassigned: Position | None = None) -> Outlook:
    """Return the sum of outlooks and of what is on no line; the due is of those lines that have a profile."""
    known = tuple(outlooks)
    dues = [each.due for each in known if each.due is not None]
    return Outlook(
        None,
        total([*(each.position for each in known), *([unassigned] if unassigned else [])]),
        sum(dues) if dues else None,
        tuple(plan for each in known for plan in each.plans),
    )
