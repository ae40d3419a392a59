"""Cards side by side, as many columns as the page has room for, each row as tall as its tallest; it scrolls."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from cspdesk.ui.theme import SIZES, SPACE

LEAST_WIDE = SPACE * 46  # pixels at 100% below which a card is not squeezed
GAP = SPACE * 3 // 2

W = TypeVar("W", bound=QWidget)


class CardGrid(QScrollArea, Generic[W]):
    """Shows cards in the order given; arrow keys go from one to the next."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "clear")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._ground = QWidget()
        self.setWidget(self._ground)
        self.cards: tuple[W, ...] = ()

    @property
    def ground(self) -> QWidget:
        """What cards are to be made in."""
        return self._ground

    @property
    def columns(self) -> int:
        """How many cards stand side by side."""
        least = LEAST_WIDE * max(1.0, self.font().pixelSize() / SIZES["body"])
        return max(1, int((self.viewport().width() + GAP) // (least + GAP)))

    def show_cards(self, cards: Sequence[W]) -> None:
        """Show these; those that are no longer among them are hidden."""
        for card in self.cards:
            card.setVisible(card in cards)
        self.cards = tuple(cards)
        for before, after in pairwise(cards):
            QWidget.setTabOrder(before, after)
        for card in cards:
            card.show()
        self.arrange()

    def arrange(self) -> None:
        """Give every card its place."""
        columns, room = self.columns, self.viewport().width()
        wide = (room - GAP * (columns - 1)) // columns
        top = 0
        for first in range(0, len(self.cards), columns):
            row = self.cards[first : first + columns]
            high = max(_height(card, wide) for card in row)
            for place, card in enumerate(row):
                card.setGeometry(place * (wide + GAP), top, wide, high)
            top += high + GAP
        self._ground.setMinimumHeight(max(0, top - GAP))

    def step(self, card: W, key: int) -> None:
        """Put the cursor on the card that lies in the direction of an arrow key."""
        by = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -self.columns, Qt.Key.Key_Down: self.columns}
        at = self.cards.index(card) + by[Qt.Key(key)]
        if 0 <= at < len(self.cards):
            self.point_at(self.cards[at])

    def point_at(self, card: W) -> None:
        """Put the cursor on a card and bring it into sight."""
        card.setFocus(Qt.FocusReason.OtherFocusReason)
        self.ensureWidgetVisible(card, 0, GAP)

    def minimumSizeHint(self) -> QSize:
        return QSize(SPACE * 40, SPACE * 20)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    def event(self, event: QEvent) -> bool:
        """Arrange anew when a card asks for other room, as when the letters grow."""
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.FontChange):
            self.arrange()
        return super().event(event)


def _height(card: QWidget, wide: int) -> int:
    return max(card.heightForWidth(wide), card.minimumSizeHint().height())
