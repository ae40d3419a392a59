"""The Plan tab's table: what is typed into a cell is one step, after asking for what it cannot do without."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Protocol

from PySide6.QtCore import QObject, Qt

from cspdesk.domain.partnership import Person
from cspdesk.domain.plans import Action, ActionStatus, Rating, moved_due
from cspdesk.domain.ratings import ComputedRating, rate_action
from cspdesk.errors import UserError
from cspdesk.ui.models.grouped import GroupedModel
from cspdesk.ui.models.plan_changes import (
    step_label,
    typed_percent,
    wants_reason,
    with_percent,
    with_rating,
    with_status,
)
from cspdesk.ui.models.plan_columns import ACTION, DUE, LEAD, PROGRESS, START, STATED, STATUS, plan_columns
from cspdesk.ui.models.plan_rows import PlanReading, PlanRow
from cspdesk.ui.models.table import Choices, Index
from cspdesk.ui.session import Session
from cspdesk.ui.widgets.fields import typed_date


class Asker(Protocol):
    """Who asks the person for what an edit cannot do without; None means they changed their mind."""

    def finish(self, action: Action) -> date | None:
        """Ask for the day an action was finished."""
        ...

    def reason(self, action: Action, computed: ComputedRating) -> str | None:
        """Ask why an action is rated other than its dates say."""
        ...


Edit = Callable[[PlanRow, object], Action | None]


class PlanModel(GroupedModel[PlanRow]):
    """The actions of a plan. people: who may lead; titles: of the actions referred to, by id."""

    def __init__(self, session: Session, asker: Asker, parent: QObject | None = None) -> None:
        self._plan_session = session
        self._asker = asker
        self.people: tuple[Person, ...] = ()
        self.titles: Mapping[str, str] = {}
        super().__init__(plan_columns(session.today, self._leads), session, parent=parent)
        self._edits: dict[str, Edit] = {
            ACTION: lambda r, v: replace(r.action, title=str(v).strip()),
            LEAD: lambda r, v: replace(r.action, lead_id=None if v is None else str(v)),
            START: lambda r, v: replace(r.action, starts_on=typed_date(str(v))),
            DUE: lambda r, v: moved_due(r.action, typed_date(str(v))),
            STATUS: self._with_status,
            PROGRESS: lambda r, v: with_percent(r.action, typed_percent(str(v))),
            STATED: _with_rating,
        }

    @property
    def is_read_only(self) -> bool:
        """Whether the record can only be looked at."""
        return self._plan_session.read_only

    def show_plan(self, reading: PlanReading) -> None:
        """Show what was read of a plan."""
        self.titles = reading.titles
        self.show(reading.rows)

    def setData(self, index: Index, value: object, role: int = int(Qt.ItemDataRole.EditRole)) -> bool:
        """Save what was typed or chosen as one step; nothing is saved when it is the same or cannot stand."""
        row = self.record(index.row())
        edit = self._edits.get(self.columns[index.column()].title)
        if role != Qt.ItemDataRole.EditRole or edit is None:
            return False
        try:
            edited = edit(row, value)
            after = None if edited is None else self._explained(row, edited)
        except UserError as error:
            self._plan_session.show_error(error)
            return False
        if after is None or after == row.action:
            return False
        session, saved = self._plan_session, after
        return session.do(step_label(row.action, saved), lambda: session.store.plans.save(saved))

    def _leads(self) -> Choices:
        return (("Nobody yet", None), *((p.name, p.id) for p in self.people))

    def _with_status(self, row: PlanRow, value: object) -> Action | None:
        action, status = row.action, ActionStatus(str(value))
        if status is not ActionStatus.COMPLETE or action.status is status:
            return with_status(action, status)
        day = self._asker.finish(action)
        return None if day is None else with_status(action, status, day)

    def _explained(self, row: PlanRow, after: Action) -> Action | None:
        """Return the action with the reason for a rating that is not what its dates say; asks for one."""
        session = self._plan_session
        computed = rate_action(replace(row.whole, action=after), session.today, session.store.plans.rating_rule())
        if not wants_reason(row.action, after, computed):
            return after
        reason = self._asker.reason(after, computed)
        return None if reason is None else replace(after, rating_reason=reason)


def _with_rating(row: PlanRow, value: object) -> Action:
    rating = Rating(str(value))
    return row.action if rating is row.action.stated_rating else with_rating(row.action, rating)
