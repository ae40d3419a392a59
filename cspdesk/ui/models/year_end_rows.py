"""What is decided of each open action at the end of a year, while it is being decided."""

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import date
from enum import Enum
from typing import Any

from PySide6.QtCore import Qt, Signal

from cspdesk.domain.audience import Audience, may_see
from cspdesk.domain.periods import FinancialYear, long_date, short_date
from cspdesk.domain.plans import Action
from cspdesk.domain.proof import counted
from cspdesk.domain.records import dataclass
from cspdesk.domain.reviews import YearEnd
from cspdesk.domain.year_end import YearEndChoice, is_open_at_the_end, proposed_due
from cspdesk.errors import UserError
from cspdesk.store.store import Store
from cspdesk.ui.models.table import Column, Index, TableModel
from cspdesk.ui.widgets.fields import typed_date


class Fate(Enum):
    """What becomes of an open action, or nothing yet."""

    CARRY = "Carry forward"
    CLOSE = "Close"
    LATER = "Decide later"


@dataclass(frozen=True, slots=True)
class EndRow:
    """One open action and what is decided of it so far."""

    action: Action
    priority: str
    fate: Fate
    due_on: date
    reason: str

    @property
    def id(self) -> str:
        """The action's id."""
        return self.action.id

    @property
    def is_carried(self) -> bool:
        """Whether it goes on."""
        return self.fate is Fate.CARRY

    @property
    def lacks_reason(self) -> bool:
        """Whether it is decided, but nobody said why."""
        return self.fate is not Fate.LATER and not self.reason.strip()


def read_open(store: Store, year: FinancialYear, audience: Audience) -> tuple[tuple[EndRow, ...], int]:
    """Return the actions open at the end of a year, each with what is offered for it, and how many are withheld."""
    order = {p.id: (p.position, p.name) for p in store.partnership.all_priorities()}
    still = [a for a in store.plans.open_actions() if is_open_at_the_end(a, year)]
    shown = sorted((a for a in still if may_see(audience, a.marking)), key=lambda a: (order[a.priority_id], a.due_on))
    rows = (EndRow(a, order[a.priority_id][1], Fate.CARRY, proposed_due(a, year), a.rating_reason) for a in shown)
    return tuple(rows), len(still) - len(shown)


class YearEndModel(TableModel[EndRow]):
    """The open actions; what is decided stands here until it is done. `decided` follows every change."""

    decided = Signal()
    refused = Signal(str)

    def __init__(self) -> None:
        super().__init__(end_columns(self.put))

    def put(self, ids: Collection[str], **changes: Any) -> None:
        """Decide something of these actions: their fate, due_on or reason."""
        self.show(tuple(replace(row, **changes) if row.id in ids else row for row in self._all))
        self.decided.emit()

    @property
    def rows(self) -> tuple[EndRow, ...]:
        """Every action with what is decided of it."""
        return self._all

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let what is decided be typed: it is kept here, not yet in the record."""
        flags = super().flags(index)
        editable = index.isValid() and self.columns[index.column()].edit is not None
        return flags | Qt.ItemFlag.ItemIsEditable if editable else flags

    def setData(self, index: Index, value: Any, role: int = int(Qt.ItemDataRole.EditRole)) -> bool:
        """Take what was typed or chosen in a cell; what cannot be read is said by `refused`."""
        column, row = self.columns[index.column()], self.record(index.row())
        if role != Qt.ItemDataRole.EditRole or column.edit is None:
            return False
        try:
            column.edit(row, value)
        except UserError as error:
            self.refused.emit(str(error))
            return False
        return True


def end_columns(put: Callable[..., None]) -> tuple[Column[EndRow], ...]:
    """Return the columns; put(ids, **changes) takes what is decided in a cell."""
    return (
        Column("Action", lambda r: r.action.title, width=240, stretch=True),
        Column("Priority", lambda r: r.priority, width=136),
        Column("Was due", lambda r: short_date(r.action.due_on), sort=lambda r: r.action.due_on, width=92),
        Column("Progress", lambda r: f"{r.action.percent}%", sort=lambda r: r.action.percent, align="right", width=88),
        Column(
            "What becomes of it",
            lambda r: r.fate.value,
            choices=lambda _: tuple((fate.value, fate) for fate in Fate),
            edit=lambda r, value: put({r.id}, fate=value),
            colour=lambda r: "quiet" if r.fate is Fate.LATER else None,
            width=136,
        ),
        Column(
            "New due date",
            lambda r: short_date(r.due_on) if r.is_carried else "–",
            sort=lambda r: r.due_on if r.is_carried else date.max,
            edit=lambda r, value: put({r.id}, due_on=typed_date(str(value))),
            editing=lambda r: short_date(r.due_on),
            width=108,
        ),
        Column(
            "Why (printed)",
            lambda r: r.reason or ("Say why" if r.lacks_reason else "–"),
            edit=lambda r, value: put({r.id}, reason=str(value).strip()),
            editing=lambda r: r.reason,
            colour=lambda r: "danger" if r.lacks_reason else None,
            width=240,
            stretch=True,
        ),
    )


def choices_of(rows: Collection[EndRow], *, move_milestones: bool) -> tuple[YearEndChoice, ...]:
    """Return what is decided, without what is left for later."""
    return tuple(
        YearEndChoice(r.id, YearEnd.CARRIED, r.reason, r.due_on, move_milestones)
        if r.is_carried
        else YearEndChoice(r.id, YearEnd.CLOSED, r.reason)
        for r in rows
        if r.fate is not Fate.LATER
    )


def standing_words(rows: Collection[EndRow]) -> str:
    """Return how far the deciding is: “9 carried forward, 2 closed, 1 left for later; 3 still need a reason”."""
    carried, closed = (sum(r.fate is fate for r in rows) for fate in (Fate.CARRY, Fate.CLOSE))
    parts = [f"{carried} carried forward", f"{closed} closed"]
    if later := len(rows) - carried - closed:
        parts.append(f"{later} left for later")
    missing = sum(r.lacks_reason for r in rows)
    needs = f"; {missing} still {'needs' if missing == 1 else 'need'} a reason" if missing else ""
    return ", ".join(parts) + needs


def summary_words(rows: Collection[EndRow], year: FinancialYear) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return what is about to be done, in parts: a heading and a line for each action."""
    after = FinancialYear(year.first + 1)
    headings = {Fate.CARRY: f"carried forward into {after}", Fate.CLOSE: "closed", Fate.LATER: "left for later"}
    parts = []
    for fate, words in headings.items():
        chosen = [r for r in rows if r.fate is fate]
        if chosen:
            parts.append((f"{counted(len(chosen), 'action')} {words}", tuple(_line(r) for r in chosen)))
    return tuple(parts)


def _line(row: EndRow) -> str:
    title, action = row.action.title, row.action
    if row.is_carried:
        return f"{title}: due {long_date(row.due_on)} (it was {long_date(action.due_on)}). {row.reason}"
    return title if row.fate is Fate.LATER else f"{title}: stopped at {action.percent}%. {row.reason}"
