"""A form of one kind of record in a side panel that several kinds share: shown, taken anew after a change, removed."""

from collections.abc import Callable, Container, Sequence
from typing import Generic, Protocol, TypeVar

from PySide6.QtWidgets import QWidget

from cspdesk.ui.panels.form_panel import FormPanel
from cspdesk.ui.session import Session
from cspdesk.ui.widgets.side_panel import SidePanel
from cspdesk.ui.widgets.text import button


class Kept(Protocol):
    """A record that can be told from others."""

    @property
    def id(self) -> str:
        """Its id."""
        ...


R = TypeVar("R", bound=Kept)


class RecordForm(FormPanel, Generic[R]):
    """Remembers which record the panel shows, so that a change from elsewhere is shown and nothing typed is lost."""

    def __init__(self, session: Session, panel: SidePanel, saved: Callable[[str], object]) -> None:
        """saved is called with the id of a record just saved."""
        super().__init__(session, panel)
        self._saved = saved
        self.shown: R | None = None
        self._is_new = False

    @property
    def shown_id(self) -> str | None:
        """The id of the record in the panel, None when the panel is closed or shows another kind."""
        return None if self.shown is None or self._panel.isHidden() else self.shown.id

    def edit(self, record: R, *, is_new: bool = False) -> bool:
        """Show a record; return whether the panel was free to show it."""
        if self.shown_id == record.id:
            return True
        if not self._panel.may_leave():
            return False
        self.shown, self._is_new = record, is_new
        self._fill(record)
        return True

    def refresh(self) -> None:
        """Take in what changed in the record; typed edits stay, a record that is gone closes the panel."""
        if self.shown_id is None or self._is_new:
            return
        now = self._read(self.shown_id)
        if now is None:
            self._close()
        elif self._differs(now) and not self._panel.is_dirty:
            self.shown = now
            self._fill(now)

    def withheld_id(self, seen: Container[str]) -> str | None:
        """Return the id of the record in the panel when it is kept but not among those seen."""
        id_ = None if self._is_new else self.shown_id
        return id_ if id_ is not None and id_ not in seen and self._read(id_) is not None else None

    def forget(self) -> None:
        """Take it that the panel is closed, or shows another kind of record."""
        self.shown = None

    def _show(
        self,
        title: str,
        rows: Sequence[tuple[str, QWidget]],
        done: str,
        check: Callable[[], object],
        work: Callable[[], object],
        removed: tuple[str, Callable[[], object]] | None,
    ) -> None:
        """Fill the panel. done: the step's label. removed: label and work of removing; None while it is new."""
        id_ = "" if self.shown is None else self.shown.id

        def keep() -> None:
            work()
            self._saved(id_)

        remove = None if removed is None else self._remove_button(*removed)
        self._begin(title, rows, done, check, keep, remove)

    def _remove_button(self, done: str, work: Callable[[], object]) -> QWidget:
        made = button("Remove", "flat", icon="trash-2", tip="Remove it; Ctrl+Z brings it back")

        def remove() -> None:
            self._close()
            self._session.do(done, work)

        made.clicked.connect(remove)
        return made

    def _close(self) -> None:
        self.forget()
        self._panel.hide()
        self._panel.closed.emit()

    def _fill(self, record: R) -> None:
        """Show the fields of a record."""
        raise NotImplementedError

    def _read(self, id_: str) -> R | None:
        """Return the record as kept now."""
        raise NotImplementedError

    def _differs(self, now: R) -> bool:
        """Return whether the record as kept now is another than the one shown."""
        return now != self.shown
