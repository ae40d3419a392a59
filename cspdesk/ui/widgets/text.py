"""Words on a page: labels in the theme's type scale, and buttons of its kinds."""

from typing import Literal

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QPushButton, QSizePolicy, QToolButton, QWidget

from cspdesk.ui.icons import put_icon

TextRole = Literal["body", "title", "lead", "strong", "figure", "quiet", "caption", "danger", "notice", "pill"]


def label(text: str = "", role: TextRole = "body", *, wrap: bool = False) -> QLabel:
    """Return plain text in one of the type scale's roles; what a person typed is never read as markup."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("role", role)
    made.setWordWrap(wrap)
    return made


class Button(QPushButton):
    """A button that Enter presses as Space does, so that in a box Enter on Cancel does not save."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


def button(
    text: str,
    role: Literal["plain", "primary", "flat", "danger", "link", "choice", "fold", "field"] = "plain",
    *,
    icon: str = "",
    tip: str = "",
) -> Button:
    """Return a button. On a primary one the icon takes the colour of its words."""
    made = Button(text)
    made.setProperty("role", role)
    made.setAutoDefault(False)
    made.setToolTip(tip)
    if role == "link":
        made.setCursor(Qt.CursorShape.PointingHandCursor)
    if icon:
        put_icon(made, icon, {"primary": "on_accent", "danger": "danger", "link": "accent"}.get(role, "text"))
    return made


def tool_button(icon: str, name: str, tip: str = "") -> QToolButton:
    """Return a button that is an icon alone; its name is spoken and shown on hovering."""
    made = QToolButton()
    put_icon(made, icon)
    made.setAccessibleName(name)
    made.setToolTip(tip or name)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return made


def line() -> QFrame:
    """Return a hairline across."""
    made = QFrame()
    made.setProperty("role", "line")
    return made


def restyle(widget: QWidget, role: str) -> None:
    """Give a widget another role of the style sheet."""
    if widget.property("role") != role:
        widget.setProperty("role", role)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def tint(widget: QWidget, tone: str) -> None:
    """Give a widget another tone of the style sheet: another colour, and nothing else."""
    if widget.property("tone") != tone:
        widget.setProperty("tone", tone)
        QApplication.sendEvent(
            widget, QEvent(QEvent.Type.Polish)
        )  # asking for its style() would take 4 ms the first time


BETWEEN_FACTS = "   ·   "


class ElidedLabel(QLabel):
    """One line of text that ends in … where there is no room; the whole of it is on hovering and is spoken.

    Facts joined by BETWEEN_FACTS are left out whole from the end, since half a figure reads as another figure.
    """

    def __init__(self, text: str = "", role: TextRole = "body", *, grow: bool = True) -> None:
        """grow: take all the room there is; otherwise no more than the words."""
        super().__init__()
        self.setProperty("role", role)
        self.setTextFormat(Qt.TextFormat.PlainText)
        across = QSizePolicy.Policy.Expanding if grow else QSizePolicy.Policy.Maximum
        self.setSizePolicy(across, QSizePolicy.Policy.Fixed)
        self.setText(text)

    def setText(self, text: str) -> None:
        super().setText(text)
        self.setAccessibleName(text)
        self._tell()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 -- the whole is painted
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        rect = self.contentsRect()
        painter.drawText(rect, int(self.alignment() | Qt.AlignmentFlag.AlignVCenter), self.shown_in(rect.width()))

    def shown_in(self, room: int) -> str:
        """Return as much of the text as there is room for, in pixels."""
        metrics, text = self._metrics(), self.text()
        facts = text.split(BETWEEN_FACTS)
        while len(facts) > 1 and metrics.horizontalAdvance(text) > room:
            facts.pop()
            text = f"{BETWEEN_FACTS.join(facts)}{BETWEEN_FACTS.rstrip()} …"
        return metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)

    def _metrics(self) -> QFontMetrics:
        return QFontMetrics(self.font())

    def _tell(self) -> None:
        cut = self._metrics().horizontalAdvance(self.text()) > self.contentsRect().width()
        self.setToolTip(self.text() if cut else "")
