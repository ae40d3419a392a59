"""The priorities in their order: add, rename, move, propose, activate, retire."""

from collections import Counter
from dataclasses import replace

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from cspdesk.domain.audience import may_see
from cspdesk.domain.partnership import Priority, PriorityStatus
from cspdesk.domain.proof import counted
from cspdesk.domain.records import dataclass
from cspdesk.errors import UserError
from cspdesk.ui.dialogs import messages
from cspdesk.ui.dialogs.closing import show_until_closed
from cspdesk.ui.dialogs.members import PriorityDialog
from cspdesk.ui.dialogs.records import RecordList, follow_undo
from cspdesk.ui.models.partnership_edits import checked_name, moved, priority_label
from cspdesk.ui.models.table import Column, TableModel
from cspdesk.ui.session import Session
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.text import button, label


@dataclass(frozen=True, slots=True)
class PriorityLine:
    """One priority as the list shows it."""

    id: str
    priority: Priority
    lead: str
    actions: int


NO_PRIORITIES = "A priority is what the partnership has decided to work on, with a lead: add the first with “Add…”."


class PrioritiesDialog(QDialog):
    """Every change is a step of its own, taken at once; a retired priority keeps its history."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setWindowTitle("Priorities")
        self.resize(SPACE * 104, SPACE * 64)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE * 3, SPACE * 3, SPACE * 3, SPACE * 2)
        column.setSpacing(SPACE)
        column.addWidget(label("Priorities", "title"))
        column.addWidget(
            label(
                "In the order of their tabs. A retired priority keeps its plan, money and history.", "quiet", wrap=True
            )
        )
        model: TableModel[PriorityLine] = TableModel(self._columns(), session)
        self.list = RecordList(session, "Priorities", model, self._read, lambda line: self._edit(line.priority))
        self.list.table.setSortingEnabled(False)
        self.list.table.say_when_empty(NO_PRIORITIES)
        self.list.table.picked.connect(self._follow)
        column.addWidget(self.list, 1)
        self._add_buttons()
        close = button("Close", "primary")
        close.clicked.connect(self.accept)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        session.changed.connect(self.list.reload)
        session.changed.connect(self._follow)
        follow_undo(self, session)
        self._follow()

    def _add_buttons(self) -> None:
        add = self.list.add_button
        add("&Add…", self.add, icon="plus", keys="Ctrl+N", needs_row=False)
        add("&Edit…", lambda: self._edit(self._chosen()))
        add("Move &up", lambda: self.move_by(-1), icon="arrow-up", keys="Alt+Up")
        add("Move &down", lambda: self.move_by(1), icon="arrow-down", keys="Alt+Down")
        self.list.buttons.addStretch(1)
        self.propose = add("&Propose", lambda: self.put(PriorityStatus.PROPOSED))
        self.activate = add("Ac&tivate", lambda: self.put(PriorityStatus.ACTIVE))
        self.retire = add("&Retire…", lambda: self.put(PriorityStatus.RETIRED), icon="archive")

    def _columns(self) -> tuple[Column[PriorityLine], ...]:
        return (
            Column("Priority", lambda r: r.priority.name, edit=self._rename, done="Renamed a priority", stretch=True),
            Column("Status", lambda r: r.priority.status.value.capitalize(), width=96),
            Column("Lead", lambda r: r.lead or "Nobody yet", width=180),
            Column("Actions", lambda r: f"{r.actions:,}", align="right", width=72),
            Column("Seen by", lambda r: r.priority.marking.label, width=90),
        )

    def _read(self) -> tuple[PriorityLine, ...]:
        kept = self._session.store.partnership
        people = {p.id: p.name for p in kept.all_people()}
        shown = [p for p in kept.all_priorities() if may_see(self._session.audience, p.marking)]
        counts = Counter({p.id: len(self._session.store.plans.actions_of(p.id)) for p in shown})
        return tuple(PriorityLine(p.id, p, people.get(p.lead_id or "", ""), counts[p.id]) for p in shown)

    def _chosen(self) -> Priority | None:
        line = self.list.chosen()
        return None if line is None else line.priority

    def _edit(self, priority: Priority | None) -> None:
        PriorityDialog(self._session, priority, self).ask()

    def _rename(self, line: PriorityLine, typed: object) -> None:
        kept = self._session.store.partnership
        names = {p.id: p.name for p in kept.all_priorities()}
        kept.priorities.save(replace(line.priority, name=checked_name(str(typed), names, line.id, "A priority")))

    def add(self) -> None:
        """Ask for a new priority."""
        self._edit(None)

    def move_by(self, places: int) -> None:
        """Move the chosen priority up (below 0) or down among the tabs."""
        priority = self._chosen()
        if priority is None:
            return
        kept = self._session.store.partnership
        order = moved(tuple(p.id for p in kept.all_priorities()), priority.id, places)
        self._session.do(f"Moved the priority {priority.name}", lambda: kept.reorder(order))
        self.list.table.select_key(priority.id)

    def put(self, status: PriorityStatus) -> None:
        """Propose, activate or retire the chosen priority."""
        priority = self._chosen()
        if priority is None or (status is PriorityStatus.RETIRED and not self._may_retire(priority)):
            return
        after = replace(priority, status=status)
        kept = self._session.store.partnership
        self._session.do(priority_label(priority, after), lambda: kept.priorities.save(after))
        self.list.table.select_key(priority.id)

    def _may_retire(self, priority: Priority) -> bool:
        open_actions = sum(a.status.is_open for a in self._session.store.plans.actions_of(priority.id))
        still = f" {counted(open_actions, 'action')} of it {'is' if open_actions == 1 else 'are'} still open."
        return messages.confirm(
            self,
            f"Retire “{priority.name}”?",
            f"Its plan, money and history stay in the record and in documents; its tab moves to Retired."
            f"{still if open_actions else ''} It can be activated again at any time.",
            "Retire",
        )

    def _follow(self) -> None:
        priority = self._chosen()
        for made, status in (
            (self.propose, PriorityStatus.PROPOSED),
            (self.activate, PriorityStatus.ACTIVE),
            (self.retire, PriorityStatus.RETIRED),
        ):
            made.setEnabled(priority is not None and priority.status is not status and not self._session.read_only)


def open_priorities(session: Session, parent: QWidget | None, *, adding: bool = False) -> None:
    """Show the priorities until the box is closed; adding: with the form of a new one."""
    if session.read_only:
        session.show_error(UserError("This file is open for reading only, so its priorities cannot be changed."))
        return
    box = PrioritiesDialog(session, parent)
    if adding:
        QTimer.singleShot(0, box, box.add)
    show_until_closed(box)
