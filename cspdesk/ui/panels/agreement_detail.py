"""One agreement in full below the list: its parts named at the left, each built when it is first shown."""

from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QStackedWidget, QVBoxLayout, QWidget

from cspdesk.ui.models.funding_rows import AgreementRow, agreement_words
from cspdesk.ui.panels.agreement_panel import AgreementPanel
from cspdesk.ui.panels.agreement_parts import KEYS, PARTS, counts_of
from cspdesk.ui.panels.readable import keep_readable
from cspdesk.ui.session import Session
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.card import Card
from cspdesk.ui.widgets.side_panel import SidePanel
from cspdesk.ui.widgets.text import ElidedLabel, button


class AgreementDetailView(Card):
    """Shows the agreement it is given; forms open in the side panel."""

    def __init__(self, session: Session, panel: SidePanel, parent: QWidget | None = None) -> None:
        super().__init__(tight=True, parent=parent)
        self._session = session
        self._panel = panel
        self._row: AgreementRow | None = None
        self._built: dict[str, Any] = {}
        self.forms = AgreementPanel(session, panel)
        self._build()

    def show_agreement(self, row: AgreementRow | None) -> None:
        """Show one agreement, or nothing."""
        self._row = row
        self.setVisible(row is not None)
        if row is None:
            return
        self.name.setText(f"{row.agreement.reference}  {row.agreement.title}")
        self.words.setText(agreement_words(row))
        counts = counts_of(self._session.store, row, self._session.year)
        for place, part in enumerate(PARTS):
            count = counts.get(part.key)
            item = self.nav.item(place)
            item.setText(f"{part.title} ({count:,})" if count else part.title)
        self._show_part()

    def show_section(self, key: str) -> None:
        """Go to one of the parts."""
        if key in KEYS:
            self.nav.setCurrentRow(KEYS.index(key))

    @property
    def shown(self) -> str:
        """The key of the part shown."""
        return KEYS[max(0, self.nav.currentRow())]

    def part(self, key: str) -> Any:
        """Return one part, showing it."""
        self.show_section(key)
        return self._built[key]

    def focus_record(self, record_id: str) -> bool:
        """Put the cursor on a record of the part that is shown; return whether it is here."""
        return bool(self._built[self.shown].focus_record(record_id)) if self.shown in self._built else False

    def add(self) -> None:
        """Begin a new record of the kind that is shown."""
        if self._row is not None and self.shown in self._built:
            self._built[self.shown].add()

    def _build(self) -> None:
        frame = self.layout()
        if frame is not None:
            frame.setContentsMargins(1, SPACE // 2, 1, 1)
        self.name = ElidedLabel("", "lead", grow=False)
        self.words = ElidedLabel("", "quiet")
        self.change = button("&Edit agreement", "flat", icon="pencil")
        self.change.clicked.connect(self._edit_agreement)
        head = QHBoxLayout()
        head.setContentsMargins(SPACE * 2, 0, SPACE, SPACE // 2)
        head.setSpacing(SPACE * 2)
        head.addWidget(self.name)
        head.addWidget(self.words, 1)
        head.addWidget(self.change)
        self._build_nav()
        self._stack = QStackedWidget()
        keep_readable(self._stack, 15)
        sides = QHBoxLayout()
        sides.setContentsMargins(0, 0, 0, 0)
        sides.setSpacing(0)
        sides.addWidget(self.nav)
        sides.addWidget(self._stack, 1)
        inner = QVBoxLayout()
        inner.setSpacing(0)
        inner.addLayout(head)
        inner.addLayout(sides, 1)
        self.body.addLayout(inner, 1)

    def _build_nav(self) -> None:
        self.nav = QListWidget()
        self.nav.setProperty("role", "nav")
        self.nav.setAccessibleName("Parts of the agreement")
        self.nav.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.nav.setTabKeyNavigation(False)
        for part in PARTS:
            self.nav.addItem(QListWidgetItem(part.title))
        with QSignalBlocker(self.nav):
            self.nav.setCurrentRow(0)
        self.nav.currentRowChanged.connect(lambda _: self._show_part())

    def changeEvent(self, event: Any) -> None:
        super().changeEvent(event)
        if event.type() in (event.Type.FontChange, event.Type.StyleChange) and hasattr(self, "nav"):
            self.nav.setFixedWidth(self.fontMetrics().averageCharWidth() * 22 + SPACE * 4)

    def _show_part(self) -> None:
        """Build the part if it was never shown, and have it read the agreement."""
        if self._row is None:
            return
        key = self.shown
        made = self._built.get(key)
        if made is None:
            made = self._built[key] = PARTS[KEYS.index(key)].build(self._session, self._panel)
            self._stack.addWidget(made)
        self._stack.setCurrentWidget(made)
        made.show_agreement(self._row)

    def _edit_agreement(self) -> None:
        if self._row is not None:
            self.forms.edit_agreement(self._row.agreement)
