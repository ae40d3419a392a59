"""Find anything (Ctrl+K): a box to type in over the window, and everything that is found under it as it is typed."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAction, QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout, QWidget

from cspdesk.errors import UserError
from cspdesk.ui.icons import icon
from cspdesk.ui.models.search_rows import commands_of, places_of, rows_for
from cspdesk.ui.search_list import BODY_PIXELS, SearchList, spoken
from cspdesk.ui.session import Session
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.text import label

WIDTH = 85  # of SPACE at 100%
PAGE = 8  # lines that Page Up and Page Down go
SHARE_ABOVE, SHARE_TALL = 0.1, 0.8  # of the window's height
HINT = "↑ ↓ to move     Enter to open     Esc to close"
NOTHING = "Nothing is found that has all of these words."


class SearchPalette(QDialog):
    """Enter goes to what is chosen, or does it; Escape and a click elsewhere leave."""

    def __init__(self, session: Session, given: Mapping[str, QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setWindowTitle("Find anything")
        self.setProperty("role", "palette")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session = session
        self._commands, self._places = commands_of(given), places_of(session)
        self._build()
        self._reading = QTimer(self)
        self._reading.timeout.connect(self._read_on)
        self._read_on()
        self.show_found("")

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        column.setSpacing(SPACE)
        self.typed = QLineEdit()
        self.typed.setProperty("role", "search")
        self.typed.setPlaceholderText("An action, a payee, an amount, a person, a document, or something to do")
        self.typed.setAccessibleName("Find anything")
        self.typed.addAction(icon("search", "quiet"), QLineEdit.ActionPosition.LeadingPosition)
        self.typed.textChanged.connect(self.show_found)
        self.typed.installEventFilter(self)
        self.list = SearchList()
        self.list.clicked.connect(lambda *_: self.go())
        self.list.selectionModel().currentChanged.connect(lambda *_: self._speak())
        self.nothing = label(NOTHING, "quiet")
        self.foot = label(HINT, "caption")
        self.nothing.setContentsMargins(SPACE * 2, SPACE, SPACE, SPACE)
        self.foot.setContentsMargins(SPACE * 2, 0, SPACE, 0)
        column.addWidget(self.typed)
        column.addWidget(self.list, 1)
        column.addWidget(self.nothing)
        column.addWidget(self.foot)

    def show_found(self, typed: str) -> None:
        """Show what is found for what was typed."""
        rows = rows_for(self._session, typed, self._commands, self._places)
        self.list.show_rows(rows, typed)
        self.list.setVisible(bool(rows))
        self.nothing.setVisible(not rows)
        self._fit()
        self._speak()

    def go(self) -> None:
        """Go to what is chosen, or do it."""
        entry = self.list.chosen()
        if entry is not None:
            self.accept()
            entry.go()

    def place_over(self, window: QWidget) -> None:
        """Stand in the upper middle of a window, as wide as reads well."""
        scale = self.font().pixelSize() / BODY_PIXELS
        self._most = round(window.height() * SHARE_TALL)
        self.setFixedWidth(min(round(WIDTH * SPACE * scale), window.width() - SPACE * 4))
        self._fit()
        corner = QPoint((window.width() - self.width()) // 2, round(window.height() * SHARE_ABOVE))
        self.move(window.mapToGlobal(corner))

    def _fit(self) -> None:
        room = getattr(self, "_most", 0) - self.typed.sizeHint().height() - self.foot.sizeHint().height() - SPACE * 5
        if self.list.isVisibleTo(self):
            self.list.setFixedHeight(max(SPACE * 8, min(self.list.wanted_height(), room)))
        self.adjustSize()

    def _read_on(self) -> None:
        """Take in what was changed since the last search, in parts, so that typing goes on beside."""
        try:
            left = self._session.store.search.read_on()
        except UserError as error:
            self._reading.stop()
            self.foot.setText(str(error))
            return
        self.foot.setText(f"Taking in the latest changes: {left:,} to go" if left else HINT)
        if left:
            self._reading.start(0)
        elif self._reading.isActive():
            self._reading.stop()
            self.show_found(self.typed.text())

    def _speak(self) -> None:
        """Have the line that is chosen read aloud, since the box keeps the cursor."""
        entry = self.list.chosen()
        self.typed.setAccessibleDescription(NOTHING if entry is None else spoken(entry))
        QAccessible.updateAccessibility(QAccessibleEvent(self.typed, QAccessible.Event.DescriptionChanged))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrows move in the list and Enter go, while typing stays in the box."""
        if watched is self.typed and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            moves = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: PAGE, Qt.Key.Key_PageUp: -PAGE}
            if (by := moves.get(Qt.Key(event.key()))) is not None:
                self.list.step(by)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.go()
                return True
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isVisible() and not self.isActiveWindow():
            self.reject()  # a click elsewhere


def open_palette(session: Session, given: Mapping[str, QAction], parent: QWidget) -> SearchPalette:
    """Show the box over a window; given: the actions of its menus by slot."""
    palette = SearchPalette(session, given, parent)
    palette.place_over(parent)
    palette.show()
    palette.activateWindow()
    palette.typed.setFocus()
    return palette
