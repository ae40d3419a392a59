"""Next year in one look: what is sure, what is needed, what is missing, and what falls away on 31 March."""

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from cspdesk.charts.certainty import certainty_chart
from cspdesk.domain.funding import Certainty
from cspdesk.domain.next_year import Prospect
from cspdesk.domain.periods import FinancialYear
from cspdesk.ui.charts.view import ChartView
from cspdesk.ui.models.funding_next_year import (
    ProspectRow,
    SourceRow,
    next_year_notes,
    next_year_seen,
    next_year_words,
    prospect_columns,
    prospect_rows,
    prospect_totals,
    source_columns,
    source_rows,
)
from cspdesk.ui.models.table import TableModel
from cspdesk.ui.panels.readable import keep_readable
from cspdesk.ui.panels.transaction_table import TotalsRow
from cspdesk.ui.session import Place, Session
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.card import Card
from cspdesk.ui.widgets.side_panel import SidePanel
from cspdesk.ui.widgets.table import TableView
from cspdesk.ui.widgets.text import label

ORDER = (Certainty.CONFIRMED, Certainty.INDICATIVE, Certainty.REQUESTED, Certainty.AT_RISK)


class NextYearPage(QWidget):
    """The year after the one looked at, by priority; what is needed is typed into the table."""

    def __init__(self, session: Session, _panel: SidePanel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.said = label("", "lead", wrap=True)
        self.notes = label("", "quiet", wrap=True)
        self._model: TableModel[ProspectRow] = TableModel(prospect_columns(session.store), session)
        self.prospects = TableView(self._model, session, "Next year by priority")
        self.prospects.say_when_empty("Neither money nor need is recorded for the year after this one.")
        self.prospects.picked.connect(self._show_sources)
        self.totals = TotalsRow(self.prospects)
        self._sources: TableModel[SourceRow] = TableModel(source_columns(), session)
        self.sources = TableView(self._sources, session, "Agreements that next year counts on")
        self.sources.say_when_empty("No agreement pays for this next year.")
        self.sources.opened.connect(self._go)
        self.chart = ChartView(figures=False)
        self._lay_out()
        self.reload()

    def reload(self) -> None:
        """Read what next year may count on."""
        session = self._session
        self._found, partial = next_year_seen(session.store, FinancialYear(session.year.first + 1))
        rows = prospect_rows(session.store, self._found)
        with QSignalBlocker(self.prospects):
            self._model.show(rows)
        self.said.setText(next_year_words(self._found))
        names: dict[str | None, str] = {r.prospect.priority_id: r.name for r in rows}
        notes = next_year_notes(self._found, names, partial=partial)
        self.notes.setText(notes)
        self.notes.setVisible(bool(notes))
        alarming = {8} if self._found.gap > 0 else set()
        alarming |= {9} if self._found.gap_if_all_comes > 0 else set()
        self.totals.show_texts(prospect_totals(self._found), alarming.__contains__)
        self._show_sources()

    def focus_record(self, record_id: str) -> bool:
        """Put the cursor on a priority; return whether it is here."""
        return self.prospects.select_key(record_id)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, SPACE)
        column.setSpacing(SPACE)
        for part, lines in ((self.prospects, 7), (self.sources, 7), (self.chart, 10)):
            keep_readable(part, lines)
        column.addWidget(self.said)
        column.addWidget(self.notes)
        above = Card(tight=True)
        above.body.setSpacing(0)
        above.body.addWidget(self.prospects, 1)
        above.body.addWidget(self.totals)
        self._heading = label("", "strong")
        self._heading.setContentsMargins(SPACE * 2, 0, SPACE * 2, 0)
        left = Card(tight=True)
        left.body.addWidget(self._heading)
        left.body.addWidget(self.sources, 1)
        right = Card()
        right.body.addWidget(self.chart, 1)
        below = QWidget()
        row = QHBoxLayout(below)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE)
        row.addWidget(left, 1)
        row.addWidget(right, 1)
        sides = QSplitter(Qt.Orientation.Vertical)
        sides.setChildrenCollapsible(False)
        sides.setHandleWidth(SPACE)
        sides.addWidget(above)
        sides.addWidget(below)
        column.addWidget(sides, 1)

    def _picked(self) -> tuple[str, Prospect]:
        rows: tuple[ProspectRow, ...] = self.prospects.selected_records()
        return (rows[0].name, rows[0].prospect) if len(rows) == 1 else ("All priorities", self._found.total)

    def _show_sources(self) -> None:
        name, prospect = self._picked()
        year = self._found.year
        self._heading.setText(f"{name}: what {year.label} counts on")
        self._sources.show(source_rows(self._session.store, prospect))
        money = [(c.value.capitalize(), prospect.money(c)) for c in ORDER]
        self.chart.show_chart(certainty_chart(year, money, prospect.need_pence))

    def _go(self, row: SourceRow) -> None:
        self._session.go_to.emit(Place("funding", None, "lines", row.id, self._found.year))
