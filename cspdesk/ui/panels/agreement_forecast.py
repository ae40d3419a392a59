"""An agreement's forecast: typed by line and quarter, held against a version kept earlier, and what will be left."""

from functools import partial

from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from cspdesk.domain.forecasts import ForecastVersion
from cspdesk.domain.money import pounds
from cspdesk.domain.outlook import whole
from cspdesk.domain.periods import Quarter
from cspdesk.ui.models.funding_forecast import (
    compared_columns,
    compared_totals,
    forecast_columns,
    forecast_rows,
    forecast_totals,
    forecast_words,
    outlook_columns,
    read_outlooks,
    unplanned_words,
    version_words,
)
from cspdesk.ui.panels.agreement_section import AgreementSection
from cspdesk.ui.panels.forecast_forms import UnderspendPanel, VersionPanel
from cspdesk.ui.panels.transaction_table import TotalsRow
from cspdesk.ui.session import Session
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.fields import ChoiceBox
from cspdesk.ui.widgets.side_panel import SidePanel
from cspdesk.ui.widgets.table import TableView
from cspdesk.ui.widgets.text import button

EXPECTED, COMPARED, LEFT = range(3)
NO_VERSION = (
    "No forecast of this year was kept yet. “Keep this forecast” holds it as it stands now, for comparison later."
)


class ForecastSection(AgreementSection):
    """Three looks at one forecast, of which the first is typed into."""

    def __init__(self, session: Session, panel: SidePanel, parent: QWidget | None = None) -> None:
        super().__init__(session, panel, parent)
        self.keeping = VersionPanel(session, panel)
        self.plans = UnderspendPanel(session, panel)
        self._year = session.year
        self.column.addLayout(self._build_head())
        self._stack = QStackedWidget()
        self.column.addWidget(self._stack, 1)
        self._build_tables()
        self.add_foot(self.make_button("&Keep this forecast", self.keep, "archive"))
        self._turn(EXPECTED)

    def reload(self) -> None:
        """Read the forecast, the versions kept and what will be left."""
        session, store = self._session, self._session.store
        if self._year != session.year:
            self._year = session.year
            self._grid.table.show_columns(forecast_columns(store, session.year))
        versions = store.forecasts.versions_of(self.row.id, session.year)
        self.version.set_options([(version_words(v), v) for v in versions] or [("No forecast kept yet", None)])
        sums = [s for s in session.sums() if s.agreement_id == self.row.id]
        self._outlooks = read_outlooks(store, self.row.id, session.year, sums, session.today)
        rows = forecast_rows(self._outlooks, session.year, sums)
        self._grid.table.show(rows)
        self._grid_totals.show_texts(forecast_totals(rows), lambda place: place == 11 and sum(r.left for r in rows) < 0)
        self._left.table.show(self._outlooks)
        self._said = forecast_words(rows, session.year)
        self._show_compared()
        self._say()

    def keep(self) -> None:
        """Begin to keep the forecast as it stands."""
        ended = sum(quarter.ends_on < self._session.today for quarter in self._session.year.quarters)
        self.keeping.new(self.row.id, ended)

    def _build_head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setContentsMargins(SPACE * 2, SPACE // 2, SPACE, SPACE // 2)
        head.setSpacing(SPACE)
        self.looks = []
        for place, words in enumerate(("Expected", "Against an earlier forecast", "What will be left")):
            made = button(words, "choice")
            made.setCheckable(True)
            made.setAutoExclusive(True)
            made.clicked.connect(partial(self._turn, place))
            self.looks.append(made)
            head.addWidget(made)
        head.addStretch(1)
        self.version: ChoiceBox[ForecastVersion | None] = ChoiceBox([("No forecast kept yet", None)])
        self.version.setAccessibleName("Earlier forecast")
        self.version.setSizeAdjustPolicy(self.version.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.version.setMinimumContentsLength(22)
        self.quarter: ChoiceBox[int] = ChoiceBox([(f"Quarter {n}", n) for n in (1, 2, 3, 4)])
        self.quarter.setAccessibleName("Quarter to compare")
        now = Quarter.of(self._session.today)
        self.quarter.set_value(now.number if now.year == self._session.year else 4)
        for box in (self.version, self.quarter):
            box.currentIndexChanged.connect(lambda _: self._show_compared())
            head.addWidget(box)
        return head

    def _build_tables(self) -> None:
        session = self._session
        no_lines = "No budget lines yet, so nothing can be expected of them."
        self._grid = self.make_table(
            forecast_columns(session.store, session.year), "Forecast by line and quarter", no_lines
        )
        self._grid.setEditTriggers(self._grid.editTriggers() | QAbstractItemView.EditTrigger.AnyKeyPressed)
        self._grid.table.key = lambda row: row.line.id
        self._compared = self.make_table(
            compared_columns(session.year.quarters[0]), "Forecast and what came", NO_VERSION
        )
        self._left = self.make_table(outlook_columns(), "What will be left", no_lines, self.plans.edit)
        for table in (self._compared, self._left):
            table.table.key = lambda row: row.line.id
        self._grid_totals, self._compared_totals = TotalsRow(self._grid), TotalsRow(self._compared)
        for table, totals in (
            (self._grid, self._grid_totals),
            (self._compared, self._compared_totals),
            (self._left, None),
        ):
            self._stack.addWidget(_with_totals(table, totals))

    def _turn(self, place: int) -> None:
        self._stack.setCurrentIndex(place)
        self.looks[place].setChecked(True)
        for box in (self.version, self.quarter):
            box.setVisible(place == COMPARED)
        if self._row is not None:
            self._say()

    def _show_compared(self) -> None:
        if self._row is None:
            return
        version, quarter = self.version.value(), self._session.year.quarters[self.quarter.value() - 1]
        self._compared.table.show_columns(compared_columns(quarter))
        rows = () if version is None else self._session.store.forecasts.compare(version, quarter)
        self._compared.table.show(rows)
        self._compared_totals.setVisible(bool(rows))
        self._compared_totals.show_texts(compared_totals(rows), lambda _: False)

    def _say(self) -> None:
        place = self._stack.currentIndex()
        if place == LEFT:
            said = unplanned_words(self._outlooks)
            late = whole(self._outlooks).underspent_now
            behind = "" if late is None or late <= 0 else f" {pounds(late)} less is spent by now than was agreed."
            self.note.setText(f"{said}{behind} Enter on a line says what will be done.")
        elif place == COMPARED:
            self.note.setText(
                "Missed by: paid less expected of the quarter. Moved by: the year’s outturn now less then."
            )
        else:
            self.note.setText(self._said)


def _with_totals(table: TableView, totals: TotalsRow | None) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(table, 1)
    if totals is not None:
        column.addWidget(totals)
    return page
