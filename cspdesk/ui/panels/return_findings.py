"""What stands against sending a return, beside it; each leads to its place."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from cspdesk.domain.proof import counted
from cspdesk.domain.return_check import Finding
from cspdesk.ui.icons import icon
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.text import label


class ReturnFindings(QWidget):
    """A list of findings; Enter or a click goes to the place of one."""

    def __init__(self, opened: Callable[[Finding], object]) -> None:
        super().__init__()
        self._opened = opened
        self.findings: tuple[Finding, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        self.heading = label("", "lead", wrap=True)
        self.heading.setAccessibleDescription("Whether the return can be sent")
        self.kept = label("", "quiet", wrap=True)
        self.kept.hide()
        self.list = WrappedList("What was found before sending")
        self.list.itemActivated.connect(self._open)
        self.list.itemClicked.connect(self._open)
        column.addWidget(self.heading)
        column.addWidget(self.kept)
        column.addWidget(self.list, 1)
        column.addStretch()  # takes what the list leaves where it is hidden

    def show_sent(self, kept: str) -> None:
        """Show that the return was sent, and what of it is kept."""
        self.findings = ()
        self.heading.setText("Submitted: its figures are frozen")
        self.kept.setText(kept)
        self.kept.setVisible(True)
        self.list.clear()
        self.list.hide()

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show what was found, what must be put right first."""
        self.kept.hide()
        self.list.show()
        self.findings = tuple(findings)
        errors = sum(f.is_error for f in self.findings)
        look = len(self.findings) - errors
        if errors:
            self.heading.setText(f"{counted(errors, 'thing')} to put right before it can be sent")
        else:
            self.heading.setText("Ready to be sent" + (f"; {counted(look, 'thing')} worth a look" if look else ""))
        self.list.clear()
        for finding in self.findings:
            words = finding.says if finding.is_error else f"Worth a look: {finding.says}"
            item = QListWidgetItem(words)
            item.setIcon(icon("circle-alert" if finding.is_error else "eye", "danger" if finding.is_error else "quiet"))
            item.setToolTip(words)
            self.list.addItem(item)
        self.list.fit()

    def _open(self, item: QListWidgetItem) -> None:
        self._opened(self.findings[self.list.row(item)])


class WrappedList(QListWidget):
    """Makes each row as tall as its words; a list of its own forgets the room that the icon takes."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setAccessibleName(name)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Fit every row to the width there is now."""
        room = max(self.viewport().width() - SPACE * 8, SPACE * 10)
        area = QRect(0, 0, room, 10_000)
        for place in range(self.count()):
            item = self.item(place)
            words = self.fontMetrics().boundingRect(area, Qt.TextFlag.TextWordWrap, item.text())
            item.setSizeHint(QSize(room, words.height() + SPACE * 2))
