"""The cards of a priority's indicators, with what they come to, a filter, an order and the area they are for."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from cspdesk.analysis.verdicts import VerdictKind
from cspdesk.app.results import Judged
from cspdesk.ui.models.plan_rows import withheld_words
from cspdesk.ui.models.result_rows import (
    WORD_ORDER,
    Order,
    ResultRow,
    ResultsReading,
    attention,
    in_order,
    summary,
)
from cspdesk.ui.panels.card_grid import CardGrid
from cspdesk.ui.panels.result_card import ResultCard
from cspdesk.ui.session import Session
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.empty import EmptyState
from cspdesk.ui.widgets.filter_bar import FilterBar
from cspdesk.ui.widgets.text import button, label

SHOWN, ORDER, AREA = "Which indicators", "Order", "Area"
ATTENTION = "attention"
ORDERS = (
    ("Needs attention first", Order.ATTENTION),
    ("In their own order", Order.OWN),
    ("By name", Order.NAME),
)
IMPORT = "&Import figures…"
EMPTY_TITLE = "No indicators yet"
HIDDEN_TITLE = "This version may show none of its indicators"
EMPTY = (
    "An indicator is a figure from outside that shows whether this priority is getting anywhere: recorded crimes, "
    "hospital admissions, people who offend again. Import figures that others publish, or add an indicator and type "
    "its figures; each then gets a chart, and a verdict that says no more than they allow."
)


class ResultList(QWidget):
    """`opened(id)`: an indicator is to be looked at. `area_chosen`: the figures of another area are wanted.

    `import_wanted`: figures are to be taken in. `add_wanted`: an indicator. `compare_wanted`: to compare results.
    `shift_wanted(id, step)`: an indicator is to stand before (-1) or after (1) the one beside it.
    """

    opened = Signal(str)
    area_chosen = Signal()
    import_wanted = Signal()
    add_wanted = Signal()
    compare_wanted = Signal()
    shift_wanted = Signal(str, int)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._reading = ResultsReading((), ())
        self._judged: Mapping[str, Judged] = {}
        self._cards: dict[str, ResultCard] = {}
        self.sentence = label("", "lead", wrap=True)
        self.ways = QHBoxLayout()
        self.ways.setSpacing(SPACE)
        self.import_button = button(IMPORT, icon="upload", tip="Take in published crime, health and other figures")
        self.import_button.clicked.connect(self.import_wanted)
        self.import_button.setDisabled(session.read_only)
        self.add_button = button("&Add an indicator…", icon="plus", tip="Its definition, source, baseline and figures")
        self.add_button.clicked.connect(self.add_wanted)
        self.add_button.setDisabled(session.read_only)
        self.compare_button = button("&Compare…", icon="chart-line", tip="Areas, two indicators, or before and after")
        self.compare_button.clicked.connect(self.compare_wanted)
        for made in (self.compare_button, self.add_button, self.import_button):
            self.ways.addWidget(made)
        self.filters = FilterBar("Filter indicators")
        self.filters.add_choice(SHOWN, self._kinds())
        self.filters.add_choice(ORDER, ORDERS)
        self.filters.add_choice(AREA, [("All areas", None)])
        self.filters.changed.connect(self._filtered)
        self.grid: CardGrid[ResultCard] = CardGrid()
        self.nothing = EmptyState("Nothing meets the filter", "Choose “All indicators”, or clear the words typed.")
        self.empty = EmptyState(EMPTY_TITLE, EMPTY, "" if session.read_only else IMPORT)
        self.empty.pressed.connect(self.import_wanted)
        self.withheld = label("", "quiet", wrap=True)
        self._area: object = None
        self._lay_out()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(SPACE)
        head.addWidget(self.sentence, 1)
        head.addLayout(self.ways)
        head.setAlignment(self.ways, Qt.AlignmentFlag.AlignRight)
        self.stack = QStackedWidget()
        for page in (self.grid, self.nothing, self.empty):
            self.stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE * 2, SPACE * 3 // 2, SPACE * 2, SPACE)
        column.setSpacing(SPACE)
        column.addLayout(head)
        column.addWidget(self.filters)
        column.addWidget(self.stack, 1)
        column.addWidget(self.withheld)

    @property
    def area_id(self) -> str | None:
        """The area chosen; None for the partnership's own."""
        chosen = self.filters.choice(AREA)
        return chosen if isinstance(chosen, str) else None

    def show_reading(self, reading: ResultsReading, judged: Mapping[str, Judged]) -> None:
        """Show what was read, and what it says as far as that is worked out."""
        self._reading, self._judged = reading, judged
        session = self._session
        self.filters.set_options(AREA, [(area.name, area.id) for area in reading.areas] or [("No area", None)])
        self.filters.box(AREA).setVisible(len(reading.areas) > 1)
        self._area = self.filters.choice(AREA)
        self.sentence.setText(summary(reading.rows, {id_: each.verdict for id_, each in judged.items()}))
        self.sentence.setVisible(bool(reading.rows))
        for part in (self.filters, self.import_button, self.compare_button):
            part.setVisible(bool(reading.rows))
        self.withheld.setText(withheld_words(reading.withheld, "indicator", session.audience))
        self.withheld.setVisible(reading.withheld > 0)
        hidden = reading.withheld > 0
        self.empty.title.setText(HIDDEN_TITLE if hidden else EMPTY_TITLE)
        self.empty.text.setText("" if hidden else EMPTY)
        self.empty.button.setVisible(not hidden and not session.read_only)
        self._drop_gone()
        self._show_cards()

    def make_ready(self, rows: Iterable[ResultRow]) -> None:
        """Make the cards of indicators that are to be shown soon, so that showing all takes less time at once."""
        for row in rows:
            self._filled(row, None)

    def card(self, id_: str) -> ResultCard | None:
        """Return the card of an indicator, None where it has none."""
        return self._cards.get(id_)

    def point_at(self, id_: str | None) -> None:
        """Put the cursor on the card of an indicator, or on the first."""
        card = self._cards.get(id_ or "") or next(iter(self.grid.cards), None)
        if card is not None and card in self.grid.cards:
            self.grid.point_at(card)

    def show_all(self) -> None:
        """Let no filter hide an indicator."""
        self.filters.search.clear()
        self.filters.choose(SHOWN, None)

    def show_own_order(self) -> None:
        """Put the cards in the indicators' own order."""
        self.filters.choose(ORDER, Order.OWN)

    def _filtered(self) -> None:
        if self.filters.choice(AREA) != self._area:
            self._area = self.filters.choice(AREA)
            self.area_chosen.emit()
        else:
            self._show_cards()

    def _drop_gone(self) -> None:
        there = {row.id for row in self._reading.rows}
        for id_ in [id_ for id_ in self._cards if id_ not in there]:
            card = self._cards.pop(id_)
            card.setParent(None)
            card.deleteLater()
        self.grid.cards = tuple(card for card in self.grid.cards if card in self._cards.values())

    def _show_cards(self) -> None:
        rows = self._reading.rows
        said = {id_: each.verdict for id_, each in self._judged.items()}
        order = self.filters.choice(ORDER)
        ordered = in_order(rows, said, order if isinstance(order, Order) else Order.ATTENTION, self._session.today)
        wanted = [row for row in ordered if self._meets(row)]
        self.grid.show_cards([self._filled(row, self._judged.get(row.id)) for row in wanted])
        self.filters.say_count(len(wanted), len(rows), "indicator")
        self.stack.setCurrentWidget(self.grid if wanted else self.nothing if rows else self.empty)

    def _filled(self, row: ResultRow, judged: Judged | None) -> ResultCard:
        card = self._cards.get(row.id)
        if card is None:
            card = self._cards[row.id] = ResultCard(self.grid.ground)
            card.opened.connect(self.opened)
            card.moved.connect(lambda key, card=card: self.grid.step(card, key))
            card.shifted.connect(lambda step, id_=row.id: self.shift_wanted.emit(id_, step))
        card.show_row(row, judged)
        return card

    def _meets(self, row: ResultRow) -> bool:
        found, wanted = self._judged.get(row.id), self.filters.choice(SHOWN)
        said = found.verdict if found else None
        if self.filters.text not in f"{row.indicator.name} {row.indicator.definition}".casefold():
            return False
        if wanted == ATTENTION:
            return bool(attention(row, said, self._session.today))
        return wanted is None or (said is not None and said.kind is wanted)

    def _kinds(self) -> list[tuple[str, VerdictKind | str | None]]:
        return [
            ("All indicators", None),
            ("Needing attention", ATTENTION),
            *((kind.value.capitalize(), kind) for kind in WORD_ORDER),
        ]
