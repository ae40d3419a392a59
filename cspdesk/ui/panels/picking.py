"""Choosing by typing: a field that offers what contains the letters typed, and a list of what was chosen."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QEvent, QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLineEdit, QPushButton, QSizePolicy, QWidget

from cspdesk.ui.icons import put_icon
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.text import ElidedLabel, tool_button

SHOWN = 12  # names offered at once


class PickBox(QLineEdit):
    """Type part of a name and press Enter, or take it from the list (Alt+Down shows all of it).

    `picked(id)`: a name offered was taken. `named(text)`: Enter on a name that is not offered.
    """

    picked = Signal(str)
    named = Signal(str)

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(words)
        self.setAccessibleName(words)
        self._ids: dict[str, str] = {}
        self._waiting = False
        self._source: Callable[[], Mapping[str, str]] | None = None
        self._names = QStringListModel(self)
        completer = QCompleter(self._names, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setMaxVisibleItems(SHOWN)
        activated: Any = completer.activated  # one of two signals of this name: the one that gives the text
        activated[str].connect(self._soon)
        self.setCompleter(completer)
        self.returnPressed.connect(lambda: self._soon(self.text()))

    def offer(self, names: Mapping[str, str]) -> None:
        """Offer these names, by id; of equal names the later are told apart by a number."""
        self._ids = {}
        for id_, name in names.items():
            unique, number = name, 1
            while unique in self._ids:
                number += 1
                unique = f"{name} ({number})"
            self._ids[unique] = id_
        self._names.setStringList(list(self._ids))

    def offer_when_asked(self, source: Callable[[], Mapping[str, str]]) -> None:
        """Offer what a source gives, read when the cursor comes here: there may be a thousand names."""
        self._source = source
        if self.hasFocus():
            self._read()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._read()

    def _read(self) -> None:
        if self._source is not None:
            self.offer(self._source())
            self._source = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and (event.modifiers() & Qt.KeyboardModifier.AltModifier or not self.text()):
            self.offer_all()
            return
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Let Escape empty the field before it closes the panel."""
        asked = event.type() == QEvent.Type.ShortcutOverride
        if asked and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            event.accept()
            return True
        return super().event(event)

    def offer_all(self) -> None:
        """Show every name there is."""
        self.completer().setCompletionPrefix("")
        self.completer().complete()

    def _soon(self, text: str) -> None:
        """Take what was entered once the list has closed: it still moves what the field holds, and may tell twice."""
        if not self._waiting:
            self._waiting = True
            QTimer.singleShot(0, self, lambda: self._settle(text))

    def _settle(self, text: str) -> None:
        self._waiting = False
        self._read()
        typed = " ".join(text.split())
        meant = [name for name in self._ids if typed.casefold() in name.casefold()] if typed else []
        found = [name for name in meant if name.casefold() == typed.casefold()] or meant
        if len(found) == 1:
            self.clear()
            self.picked.emit(self._ids[found[0]])
        elif typed:
            self.named.emit(typed)


class ElidedLink(QPushButton):
    """A link on one line that ends in … where there is no room; the whole of it is on hovering and is spoken."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self._words = words
        self.setProperty("role", "inline")
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.contentsRect().width() - SPACE * 2
        self.setText(self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, room))


class PickedRow(QWidget):
    """Something chosen: its name, a word on it, and a way to take it off. `opened`, `taken_off`."""

    opened = Signal()
    taken_off = Signal()

    def __init__(self, name: str, more: str = "", *, leads: bool = False, tone: str = "", fixed: bool = False) -> None:
        """leads: the name leads somewhere. tone: a role of the words after it. fixed: it cannot be taken off."""
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE)
        if leads:
            link = ElidedLink(name)
            link.clicked.connect(self.opened)
            row.addWidget(link, 1)
        else:
            row.addWidget(ElidedLabel(name), 1)
        if more:
            row.addWidget(ElidedLabel(more, "danger" if tone == "danger" else "quiet", grow=False))
        if not fixed:
            off = tool_button("x", f"Take off {name}", "Take off (Ctrl+Z brings it back)")
            put_icon(off, "x", "quiet")
            off.setProperty("role", "small")
            off.clicked.connect(self.taken_off)
            row.addWidget(off)
