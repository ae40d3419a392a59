"""The pages behind the tabs: which there are, and how each is built."""

from collections.abc import Callable
from functools import partial
from typing import Protocol

from PySide6.QtWidgets import QWidget

from cspdesk.domain.audience import may_see
from cspdesk.domain.partnership import PriorityStatus
from cspdesk.domain.records import dataclass
from cspdesk.ui.session import Place, Session


class Page(Protocol):
    """What every tab answers to, besides being a widget."""

    def reload(self) -> None:
        """Read the record anew."""

    def focus_record(self, place: Place) -> None:
        """Bring a record into sight and put the cursor on it."""


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab: what it is called, and how its page is built within a parent."""

    tab: str
    title: str
    build: Callable[[QWidget], QWidget]
    priority_id: str | None = None

    @property
    def key(self) -> tuple[str, str | None]:
        """What tells it from the others."""
        return self.tab, self.priority_id


AFTER_PRIORITIES = 4  # tabs that stand behind those of the priorities


def tabs_of(session: Session) -> tuple[Tab, ...]:
    """Return the tabs from left to right; retired priorities and those withheld from the audience have none."""
    priorities = [p for p in session.store.partnership.all_priorities() if may_see(session.audience, p.marking)]
    shown = [p for p in priorities if p.status is not PriorityStatus.RETIRED]
    proposed = {p.id for p in shown if p.status is PriorityStatus.PROPOSED}
    return (
        Tab("desk", "Desk", partial(_desk, session)),
        *(
            Tab(
                "priority",
                f"{p.name} (proposed)" if p.id in proposed else p.name,
                partial(_priority, session, p.id),
                p.id,
            )
            for p in shown
        ),
        Tab("funding", "Funding", partial(_funding, session)),
        Tab("scrutiny", "Scrutiny", partial(_scrutiny, session)),
        Tab("documents", "Documents", partial(_documents, session)),
        Tab("history", "History", partial(_history, session)),
    )


def retired_tabs(session: Session) -> tuple[Tab, ...]:
    """Return the tabs of retired priorities, which are shown when asked for."""
    return tuple(
        Tab("priority", f"{p.name} (retired)", partial(_priority, session, p.id), p.id)
        for p in session.store.partnership.all_priorities()
        if p.status is PriorityStatus.RETIRED and may_see(session.audience, p.marking)
    )


def _desk(session: Session, parent: QWidget) -> QWidget:
    from cspdesk.ui.tabs.desk import DeskTab

    return DeskTab(session, parent)


def _priority(session: Session, priority_id: str, parent: QWidget) -> QWidget:
    from cspdesk.ui.tabs.priority import PriorityTab

    return PriorityTab(session, priority_id, parent)


def _funding(session: Session, parent: QWidget) -> QWidget:
    from cspdesk.ui.tabs.funding import FundingTab

    return FundingTab(session, parent)


def _scrutiny(session: Session, parent: QWidget) -> QWidget:
    from cspdesk.ui.tabs.scrutiny import ScrutinyTab

    return ScrutinyTab(session, parent)


def _documents(session: Session, parent: QWidget) -> QWidget:
    from cspdesk.ui.tabs.documents import DocumentsTab

    return DocumentsTab(session, parent)


def _history(session: Session, parent: QWidget) -> QWidget:
    from cspdesk.ui.tabs.history import HistoryTab

    return HistoryTab(session, parent)
