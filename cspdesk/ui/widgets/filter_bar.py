"""A row above a table: a search box, choices, and how many rows are shown."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from cspdesk.domain.proof import counted
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.choice_box import ElidedBox
from cspdesk.ui.widgets.text import ElidedLabel

SHORTEST_CHOICE = 6  # characters of a choice that are always in sight, however narrow the page
LONGEST_CHOICE = 22
PAUSE_MS = 150  # so that typing a word filters once


class _Choice(ElidedBox):
    """As wide as its longest words, up to a measure; on a narrow page it gives way to a few characters."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)

    def sizeHint(self) -> QSize:
        return self._at_most(super().sizeHint(), LONGEST_CHOICE)

    def minimumSizeHint(self) -> QSize:
        return self._at_most(super().sizeHint(), SHORTEST_CHOICE)

    def _at_most(self, hint: QSize, letters: int) -> QSize:
        beside = self.fontMetrics().height() * 2  # the arrow and the padding, which grow with the letters
        return QSize(min(hint.width(), self.fontMetrics().averageCharWidth() * letters + beside), hint.height())


class FilterBar(QWidget):
    """`changed` follows typing after a short pause, and choices at once."""

    changed = Signal()

    def __init__(self, placeholder: str = "Filter", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(SPACE)
        self.search = QLineEdit()
        self.search.setPlaceholderText(placeholder)
        self.search.setAccessibleName(placeholder)
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(SPACE * 9)
        self.search.setMaximumWidth(SPACE * 30)
        self._layout.addWidget(self.search, 2)
        self.count = ElidedLabel("", "caption")
        self.count.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._layout.addStretch(0)
        self._layout.addWidget(self.count, 1)
        self._choices: dict[str, QComboBox] = {}
        self._offered: dict[str, tuple[tuple[str, object], ...]] = {}  # Qt would hand an enumeration back as bare text
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.changed)
        self.search.textChanged.connect(lambda: self._pause.start())
        self.search.returnPressed.connect(self.changed)

    @property
    def text(self) -> str:
        """What is searched for, folded for comparing."""
        return self.search.text().strip().casefold()

    def add_choice(self, name: str, options: Sequence[tuple[str, object]]) -> QComboBox:
        """Add a choice; each option is its words and its value. `name` is spoken and asked for by `choice`."""
        box = _Choice()
        box.setAccessibleName(name)
        box.setToolTip(name)
        self._choices[name] = box
        self.set_options(name, options)
        box.currentIndexChanged.connect(self.changed)
        self._layout.insertWidget(self._layout.count() - 2, box)
        return box

    def box(self, name: str) -> QComboBox:
        """Return the control of a choice."""
        return self._choices[name]

    def set_options(self, name: str, options: Sequence[tuple[str, object]]) -> None:
        """Give a choice other options; what is chosen stays if it is still among them."""
        if tuple(options) == self._offered.get(name):
            return  # after every step they are told again, and hardly ever differ
        box = self._choices[name]
        chosen = self.choice(name)
        self._offered[name] = tuple(options)
        values = self._values(name)
        with QSignalBlocker(box):
            box.clear()
            box.addItems([words for words, _ in options])
            box.setCurrentIndex(values.index(chosen) if chosen in values else 0)

    def choice(self, name: str) -> object:
        """Return the value chosen; None while there is nothing to choose from."""
        place = self._choices[name].currentIndex()
        return self._values(name)[place] if place >= 0 else None

    def _values(self, name: str) -> list[object]:
        return [value for _, value in self._offered[name]]

    def choose(self, name: str, value: object) -> None:
        """Choose a value, as if the person had."""
        self._choices[name].setCurrentIndex(self._values(name).index(value))

    def add_widget(self, widget: QWidget) -> None:
        """Put another control behind the choices."""
        self._layout.insertWidget(self._layout.count() - 2, widget)

    def say_count(self, shown: int, total: int, one: str) -> None:
        """Say how many rows are shown: “12 of 48 payments”. `one` is what a single row is called."""
        self.count.setText(counted(total, one) if shown == total else f"{shown:,} of {counted(total, one)}")
