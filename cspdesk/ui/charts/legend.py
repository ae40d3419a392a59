"""The legend of a chart: what each of its signs looks like, with its name, in as many rows as it needs."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, QRect, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

GAP = 16
SIGN_WIDE = 22


class Legend(QWidget):
    """Signs side by side; those for which there is no room go on in the next row."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._signs: tuple[QWidget, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """What is named, in order."""
        return tuple(sign.name for sign in self._signs if isinstance(sign, SignKey))

    def show_signs(self, signs: Sequence[QWidget]) -> None:
        """Show these instead."""
        for old in self._signs:
            old.hide()
            old.deleteLater()
        self._signs = tuple(signs)
        for sign in signs:
            sign.setParent(self)
            sign.show()
        self._arrange(self.width(), move=True)
        self.updateGeometry()

    def heightForWidth(self, wide: int) -> int:
        return self._arrange(wide, move=False)

    def sizeHint(self) -> QSize:
        return QSize(SIGN_WIDE, self._arrange(self.width(), move=False))

    def minimumSizeHint(self) -> QSize:
        return QSize(SIGN_WIDE, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(event.size().width(), move=True)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def _arrange(self, wide: int, *, move: bool) -> int:
        """Return how high the signs are within a width; with move they are put in their places."""
        left, top, high = 0, 0, 0
        for sign in self._signs:
            size = sign.sizeHint()
            if left and left + size.width() > wide:
                left, top, high = 0, top + high, 0
            if move:
                sign.setGeometry(QRect(QPoint(left, top), size))
            left, high = left + size.width() + GAP, max(high, size.height())
        return top + high


class SignKey(QWidget):
    """One sign, drawn by `draw` into the box it is given, and its name."""

    def __init__(self, name: str, draw: Callable[[QPainter, QRectF], None]) -> None:
        super().__init__()
        self.name = name
        self._draw = draw
        row = QHBoxLayout(self)
        row.setContentsMargins(SIGN_WIDE + 6, 0, 0, 0)
        row.addWidget(QLabel(name))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 -- Qt calls it so
        """Draw the sign."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw(painter, QRectF(0, self.height() / 2 - 7, SIGN_WIDE, 14))

    def sizeHint(self) -> QSize:
        """Room for the sign and the name."""
        return super().sizeHint().expandedTo(QSize(60, 20))
