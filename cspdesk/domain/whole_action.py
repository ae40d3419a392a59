"""An action with all that hangs on it: what ratings, timeline, workbook, calendar and paper are made from."""

from cspdesk.domain.milestones import Milestone, Output, OutputQuarter
from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.plans import Action, ActionStatus, ActionUpdate
from cspdesk.domain.records import dataclass


@dataclass(frozen=True, slots=True)
class CountedOutput:
    """An output with its figures by quarter, in order.

    withheld: the years whose counts are of too few people for those who look; none of them stands in a quarter.
    """

    output: Output
    quarters: tuple[OutputQuarter, ...]
    withheld: frozenset[FinancialYear] = frozenset()


@dataclass(frozen=True, slots=True)
class WholeAction:
    """An action, its milestones by baseline, its outputs, and the ids of what it is linked to.

    last_update is the newest thing reported, None when nothing ever was.
    """

    action: Action
    milestones: tuple[Milestone, ...] = ()
    outputs: tuple[CountedOutput, ...] = ()
    partner_ids: tuple[str, ...] = ()
    needs_ids: tuple[str, ...] = ()
    line_ids: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    last_update: ActionUpdate | None = None

    def is_dropped(self, milestone: Milestone) -> bool:
        """Return whether a milestone was not reached and will not be, as its action was stopped: it is not late."""
        return milestone.actual_on is None and self.action.status is ActionStatus.STOPPED
