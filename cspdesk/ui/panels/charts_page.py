"""The charts of the funding, one at a time: read off by mouse or key, with figures beside, written out or copied."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from cspdesk.charts.chart import Chart
from cspdesk.charts.nested import NestedChart
from cspdesk.domain.funding import Agreement
from cspdesk.errors import UserError
from cspdesk.ui.charts.nested_view import NestedView
from cspdesk.ui.charts.view import ChartView
from cspdesk.ui.models.funding_charts import (
    claims_chart,
    profile_chart,
    seen_agreements,
    spending_chart,
    sure_chart,
)
from cspdesk.ui.panels.prices_bar import PricesBar
from cspdesk.ui.panels.readable import keep_readable
from cspdesk.ui.session import Session
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.card import Card
from cspdesk.ui.widgets.fields import ChoiceBox
from cspdesk.ui.widgets.side_panel import SidePanel
from cspdesk.ui.widgets.text import button, label

PROFILE, WHERE, SURE, CLAIMS, PRICES = range(5)
TITLES = ("Spend against profile", "Where the money goes", "Certainty of next year", "Claims", "Constant prices")


class ChartsPage(QWidget):
    """Each chart is described once and drawn alike here and on paper."""

    def __init__(self, session: Session, _panel: SidePanel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._shown: Chart | NestedChart | None = None
        self._which = PROFILE
        self.chart = ChartView()
        self.nested = NestedView()
        self.prices = PricesBar(session)
        self.prices.changed.connect(self._show)
        self._lay_out()
        self.reload()

    def reload(self) -> None:
        """Read what the charts may be of, and the one that is shown."""
        session = self._session
        agreements = seen_agreements(session)
        self.agreement.set_options([(a.reference, a) for a in agreements] or [("No agreement", None)])
        self.prices.reload()
        self._show()

    def turn(self, which: int) -> None:
        """Show one of the charts."""
        self._which = which
        self.buttons[which].setChecked(True)
        self._show()

    def focus_record(self, record_id: str) -> bool:
        """A chart has no records to put the cursor on."""
        return not record_id

    def write(self, path: Path) -> bool:
        """Write the chart shown as SVG or PNG, or its figures as CSV; return whether it was written."""
        if self._shown is None:
            return False
        try:
            self._view.write(path)
        except UserError as error:
            self._session.show_error(error)
            return False
        self._session.message.emit(f"Wrote the chart to {path.name}")
        return True

    def copy(self) -> None:
        """Put the chart shown on the clipboard."""
        self._view.copy()
        self._session.message.emit("Copied the chart")

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(SPACE)
        self.buttons = []
        for place, words in enumerate(TITLES):
            made = button(words, "choice")
            made.setCheckable(True)
            made.setAutoExclusive(True)
            made.clicked.connect(partial(self.turn, place))
            self.buttons.append(made)
            head.addWidget(made)
        head.addStretch(1)
        self.copy_button = button("&Copy")
        self.copy_button.clicked.connect(self.copy)
        self.save_button = button("&Save as SVG, PNG or CSV…", icon="download")
        self.save_button.clicked.connect(lambda: self._view.choose_file())
        for made in (self.copy_button, self.save_button):
            head.addWidget(made)
        card = Card()
        card.body.addWidget(self._build_agreement(), 0, Qt.AlignmentFlag.AlignLeft)
        card.body.addWidget(self.prices)
        self.problem = label("", "notice", wrap=True)
        card.body.addWidget(self.problem)
        # under a drawing a year's quarters; each block a line of its own for its name
        for view, lines in ((self.chart, 22), (self.nested, 26)):
            keep_readable(view, lines)
            card.body.addWidget(view, 1)
        card.body.addStretch()  # takes the room where nothing is drawn, so that the words why stay at the top
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, SPACE)
        column.setSpacing(SPACE)
        column.addLayout(head)
        column.addWidget(card, 1)
        self.buttons[PROFILE].setChecked(True)

    def _build_agreement(self) -> ChoiceBox[Agreement | None]:
        self.agreement: ChoiceBox[Agreement | None] = ChoiceBox([("No agreement", None)])
        self.agreement.setAccessibleName("Agreement")
        self.agreement.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.agreement.setMinimumContentsLength(20)
        self.agreement.currentIndexChanged.connect(lambda _: self._show())
        return self.agreement

    @property
    def _view(self) -> ChartView | NestedView:
        return self.nested if self._which == WHERE else self.chart

    def _show(self) -> None:
        which = self._which
        self.agreement.setVisible(which == CLAIMS)
        self.prices.setVisible(which == PRICES)
        try:
            self._shown = self._chart(which)
        except UserError as error:
            self._shown = None
            self.problem.setText(str(error))
        self.problem.setVisible(self._shown is None)
        self.chart.setVisible(isinstance(self._shown, Chart))
        self.nested.setVisible(isinstance(self._shown, NestedChart))
        for made in (self.copy_button, self.save_button):
            made.setEnabled(self._shown is not None)
        if isinstance(self._shown, NestedChart):
            self.nested.show_chart(self._shown)
        elif self._shown is not None:
            self.chart.show_chart(self._shown)

    def _chart(self, which: int) -> Chart | NestedChart:
        session = self._session
        if which == PROFILE:
            return profile_chart(session)
        if which == WHERE:
            return spending_chart(session)
        if which == SURE:
            return sure_chart(session)
        if which == PRICES:
            return self.prices.chart()
        agreement = self.agreement.value()
        if agreement is None:
            raise UserError(f"No agreement pays for {session.year.label}, so there is nothing to claim.")
        return claims_chart(session, agreement)
