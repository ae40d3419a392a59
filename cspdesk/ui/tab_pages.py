"""The pages behind the tabs: which there are, each built when first shown and read anew when stale."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from PySide6.QtWidgets import QWidget

from cspdesk.domain.audience import may_see
from cspdesk.domain.partnership import PriorityStatus
from cspdesk.ui.session import Place, Session


class Page(Protocol):
    """What every tab answers to, besides being a widget."""

    def reload(self) -> None:
        """Read the record anew."""

    def focus_record(self, place: Place) -> None:
        """Bring a record into sight and put the cursor on it."""


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab: what it is called, and how its page is built."""

    tab: str
    title: str
    build: Callable[[], QWidget]
    priority_id: str | None = None

    @property
    def key(self) -> tuple[str, str | None]:
        """What tells it from the others."""
        return self.tab, self.priority_id


def tabs_of(session: Session) -> tuple[Tab, ...]:
    """Return the tabs from left to right; retired priorities and those withheld from the audience have none."""
    priorities = [p for p in session.store.partnership.all_priorities() if may_see(session.audience, p.marking)]
    shown = [p for p in priorities if p.status is not PriorityStatus.RETIRED]
    proposed = {p.id for p in shown if p.status is PriorityStatus.PROPOSED}
    return (
        Tab("desk", "Desk", lambda: _desk(session)),
        *(
            Tab("priority", f"{p.name} (proposed)" if p.id in proposed else p.name, _priority(session, p.id), p.id)
            for p in shown
        ),
        Tab("funding", "Funding", lambda: _funding(session)),
        Tab("documents", "Documents", lambda: _documents(session)),
        Tab("history", "History", lambda: _history(session)),
    )


def retired_tabs(session: Session) -> tuple[Tab, ...]:
    """Return the tabs of retired priorities, which are shown when asked for."""
    return tuple(
        Tab("priority", f"{p.name} (retired)", _priority(session, p.id), p.id)
        for p in session.store.partnership.all_priorities()
        if p.status is PriorityStatus.RETIRED and may_see(session.audience, p.marking)
    )


def _desk(session: Session) -> QWidget:
    from cspdesk.ui.tabs.desk import DeskTab

    return DeskTab(session)


def _priority(session: Session, priority_id: str) -> Callable[[], QWidget]:
    def build() -> QWidget:
        from cspdesk.ui.tabs.priority import PriorityTab

        return PriorityTab(session, priority_id)

    return build


def _funding(session: Session) -> QWidget:
    from cspdesk.ui.tabs.funding import FundingTab

    return FundingTab(session)


def _documents(session: Session) -> QWidget:
    from cspdesk.ui.tabs.documents import DocumentsTab

    return DocumentsTab(session)


def _history(session: Session) -> QWidget:
    from cspdesk.ui.tabs.history import HistoryTab

    return HistoryTab(session)


class LazyPages:
    """Pages by key, of a main window or of a priority: built late, read anew when stale."""

    def __init__(self) -> None:
        self._pages: dict[Any, QWidget] = {}
        self._stale: set[Any] = set()

    def get(self, key: object) -> QWidget | None:
        """Return a page that has been built, or None."""
        return self._pages.get(key)

    def add(self, key: object, page: QWidget) -> None:
        """Keep a page just built."""
        self._pages[key] = page

    def drop(self, key: object) -> QWidget | None:
        """Forget a page and return it."""
        self._stale.discard(key)
        return self._pages.pop(key, None)

    def keys(self) -> tuple[Any, ...]:
        """Return the keys of the pages built."""
        return tuple(self._pages)

    def make_stale(self) -> None:
        """Have every page read anew when it is shown next."""
        self._stale = set(self._pages)

    def freshen(self, key: object) -> None:
        """Read one page anew if it is stale."""
        page: Any = self._pages.get(key)
        if page is not None and key in self._stale:
            self._stale.discard(key)
            page.reload()
