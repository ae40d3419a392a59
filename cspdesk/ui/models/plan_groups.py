"""How the rows of a plan are put into groups, and what the heading above each says."""

from collections.abc import Callable, Sequence
from enum import StrEnum

from cspdesk.domain.periods import MONTHS
from cspdesk.domain.plans import ActionKind, ActionStatus, Rating
from cspdesk.domain.proof import counted
from cspdesk.ui.models.grouped import Group
from cspdesk.ui.models.plan_rows import PlanRow

RATING_ORDER = (
    Rating.OFF_TRACK,
    Rating.AT_RISK,
    Rating.CANNOT_TELL,
    Rating.NOT_STARTED,
    Rating.ON_TRACK,
    Rating.COMPLETE,
)


class Grouping(StrEnum):
    """What a plan is grouped by."""

    LEAD = "Lead"
    STATUS = "Status"
    COMPUTED = "Computed rating"
    STATED = "Stated rating"
    MONTH = "Month due"
    KIND = "Kind"


def group_of(grouping: Grouping) -> Callable[[PlanRow], Group]:
    """Return what says in which group a row stands."""
    return _GROUPS[grouping]


def heading_words(name: str, rows: Sequence[PlanRow]) -> str:
    """Return what a heading says of its group: “Ann Lead: 4 actions, 1 late”."""
    late = sum(row.days_late is not None for row in rows)
    return f"{name}: {counted(len(rows), 'action')}" + (f", {late:,} late" if late else "")


def _lead(row: PlanRow) -> Group:
    return Group((not row.lead, row.lead.casefold()), row.lead or "Nobody leads yet")


def _month(row: PlanRow) -> Group:
    due = row.action.due_on
    return Group((due.year, due.month), f"Due in {MONTHS[due.month - 1]} {due.year}")


def _rated(rating: Rating) -> Group:
    return Group(RATING_ORDER.index(rating), rating.value.capitalize())


_GROUPS: dict[Grouping, Callable[[PlanRow], Group]] = {
    Grouping.LEAD: _lead,
    Grouping.STATUS: lambda r: Group(list(ActionStatus).index(r.action.status), r.action.status.value.capitalize()),
    Grouping.COMPUTED: lambda r: _rated(r.computed.rating),
    Grouping.STATED: lambda r: _rated(r.action.stated_rating),
    Grouping.MONTH: _month,
    Grouping.KIND: lambda r: Group(list(ActionKind).index(r.action.kind), r.action.kind.value.capitalize()),
}
