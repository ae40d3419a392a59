"""The strip above the tabs: whose record this is, the year and the audience looked at, and the way to anything."""

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from cspdesk.domain.audience import Audience
from cspdesk.domain.periods import FinancialYear, years_between
from cspdesk.ui.session import Session
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.text import ElidedLabel, button, label, tool_button

AUDIENCES = (Audience.RESTRICTED, Audience.PARTNER, Audience.PUBLIC)  # the widest view, which is the usual one, first


class TopBar(QWidget):
    """Says what is looked at and lets it be changed. `search_wanted`: the person wants to search."""

    search_wanted = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._years: tuple[FinancialYear, ...] = ()
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE * 2, SPACE, SPACE * 2, SPACE // 2)
        row.setSpacing(SPACE // 2)
        self.name = ElidedLabel("", "lead")
        row.addWidget(self.name, 1)
        search = button("Find anything          Ctrl+K", "field", icon="search", tip="Search everything (Ctrl+K)")
        search.setAccessibleName("Find anything")
        search.clicked.connect(self.search_wanted)
        row.addWidget(search)
        row.addSpacing(SPACE)
        self._add_year(row)
        row.addSpacing(SPACE)
        self._add_audience(row)
        session.year_changed.connect(self.reload)
        session.audience_changed.connect(self.reload)
        self.reload()

    def _add_year(self, row: QHBoxLayout) -> None:
        self.before = tool_button("chevron-left", "Previous year", "Previous year (Alt+Page Up)")
        self.after = tool_button("chevron-right", "Next year", "Next year (Alt+Page Down)")
        self.year = QComboBox()
        self.year.setAccessibleName("Financial year")
        self.year.setToolTip("Financial year, April to March")
        self.year.currentIndexChanged.connect(lambda place: self._session.show_year(self._years[place]))
        self.before.clicked.connect(lambda: self._session.step_year(-1))
        self.after.clicked.connect(lambda: self._session.step_year(1))
        caption = label("&Year", "caption")
        caption.setBuddy(self.year)
        for part in (caption, self.before, self.year, self.after):
            row.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)

    def _add_audience(self, row: QHBoxLayout) -> None:
        self.audience = QComboBox()
        self.audience.setAccessibleName("Viewing as")
        self.audience.setToolTip("Which audience to look through the eyes of; what it may not see is withheld")
        self.audience.addItems([audience.label for audience in AUDIENCES])
        self.audience.currentIndexChanged.connect(lambda place: self._session.show_audience(AUDIENCES[place]))
        caption = label("Viewing &as", "caption")
        caption.setBuddy(self.audience)
        row.addWidget(caption)
        row.addWidget(self.audience)

    def reload(self) -> None:
        """Show what is looked at now, and the years there are."""
        self.name.setText(self._session.store.partnership.partnership().name)
        years = years_of(self._session)
        with QSignalBlocker(self.year):
            if years != self._years:
                self._years = years
                self.year.clear()
                self.year.addItems([year.label for year in years])
            self.year.setCurrentIndex(years.index(self._session.year))
        with QSignalBlocker(self.audience):
            self.audience.setCurrentIndex(AUDIENCES.index(self._session.audience))


def years_of(session: Session) -> tuple[FinancialYear, ...]:
    """Return the years on offer: those of the agreements, this one, the one looked at, and one more at each end."""
    agreements = session.store.funding.all_agreements()
    days = [day for a in agreements for day in (a.starts_on, a.ends_on)]
    days += [session.today, session.year.starts_on]
    within = years_between(min(days), max(days))
    return FinancialYear(within[0].first - 1), *within, FinancialYear(within[-1].first + 1)
