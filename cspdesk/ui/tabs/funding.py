"""The Funding tab: who pays, how sure it is, what is left, and each agreement in full."""

from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSplitter, QStackedWidget, QTabBar, QVBoxLayout, QWidget
from shiboken6 import isValid

from cspdesk.domain.audience import may_see
from cspdesk.domain.funding import Certainty
from cspdesk.domain.money import short_pounds
from cspdesk.domain.proof import counted
from cspdesk.store.rows import Table
from cspdesk.ui.models.funding_columns import agreement_columns
from cspdesk.ui.models.funding_rows import AgreementRow, read_agreements
from cspdesk.ui.models.table import TableModel
from cspdesk.ui.panels.agreement_detail import AgreementDetailView
from cspdesk.ui.panels.funding_pages import PAGES
from cspdesk.ui.panels.readable import keep_readable
from cspdesk.ui.panels.scrolling import scrolling
from cspdesk.ui.session import Place, Session
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.card import Card
from cspdesk.ui.widgets.empty import EmptyState
from cspdesk.ui.widgets.page_header import PageHeader
from cspdesk.ui.widgets.side_panel import SidePanel
from cspdesk.ui.widgets.table import TableView
from cspdesk.ui.widgets.text import button

AGREEMENTS = "agreements"
DIVIDED = "divided/Funding"  # where the person put the line between agreements and detail


class FundingTab(QWidget):
    """Agreements across priorities whose period touches the year looked at."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._stale: set[str] = set()  # looks to be read anew when they are shown next
        self._build()
        self.reload()

    def reload(self) -> None:
        """Read the record and show it."""
        session = self._session
        everything = read_agreements(session.store, session.year)
        rows = [row for row in everything if may_see(session.audience, row.agreement.marking)]
        with QSignalBlocker(self.table):
            self._model.show(rows)
            if rows and self.table.current_record() is None:
                self.table.selectRow(0)
        self.header.say("Funding", summary(rows, session.year.label, len(everything) - len(rows)))
        self._agreements.setCurrentWidget(self._scroll if rows else self._empty)
        self._empty.title.setText(f"No agreement pays for {session.year.label} yet")
        self._stale = set(self._looks)
        if self.shown_page == AGREEMENTS:
            self._show_detail()
        else:
            self._show_look()

    @property
    def shown_page(self) -> str:
        """The key of the look that is shown."""
        place = self.looks.currentIndex()
        return PAGES[place - 1].key if place > 0 else AGREEMENTS

    def show_page(self, key: str) -> None:
        """Show the agreements, or another look at all of the funding."""
        keys = [AGREEMENTS, *(page.key for page in PAGES)]
        if key in keys:
            self.looks.setCurrentIndex(keys.index(key))

    def look(self, key: str) -> Any:
        """Return one look, showing it."""
        self.show_page(key)
        return self._looks[key]

    def focus_record(self, place: Place) -> None:
        """Show an agreement, a line, an instalment, the payments to assign, or one of the other looks."""
        if place.section in {page.key for page in PAGES}:
            self.show_page(place.section or "")
            if place.record_id is not None:
                self._looks[self.shown_page].focus_record(place.record_id)
            return
        self.show_page(AGREEMENTS)
        agreement_id = self._agreement_of(place.record_id)
        if agreement_id is None and place.section == "unassigned":
            agreement_id = next((row.id for row in self._model.records if row.unassigned_payments), None)
        if agreement_id is not None:
            self.table.select_key(agreement_id)
            self._show_detail()
        if place.section:
            self.detail.show_section(place.section)
        if place.record_id is None or place.record_id == agreement_id or not self.detail.focus_record(place.record_id):
            self.table.setFocus()

    def _build(self) -> None:
        self.panel = SidePanel(self)
        self._came_from: QWidget | None = None  # where the keyboard was before the panel opened
        self.panel.opened.connect(self._remember_focus)
        self.panel.closed.connect(self._give_focus_back)
        self.header = PageHeader("Funding")
        self.import_button = button("&Import a ledger…", icon="upload")
        self.import_button.clicked.connect(self._import)
        self.add_button = button("&Add an agreement", "primary", icon="plus")
        self._model: TableModel[AgreementRow] = TableModel(agreement_columns(self._session), self._session)
        self.table = TableView(self._model, self._session, "Agreements")
        keep_readable(self.table, 6)
        self.table.picked.connect(self._show_detail)
        self.detail = AgreementDetailView(self._session, self.panel)
        self.table.opened.connect(lambda row: self.detail.forms.edit_agreement(row.agreement))
        self.add_button.clicked.connect(self.detail.forms.new_agreement)
        for made in (self.import_button, self.add_button):
            made.setDisabled(self._session.read_only)
            self.header.add_action(made)
        self._empty = EmptyState(
            "No agreement pays for this year yet",
            "An agreement is one award from one funder: its reference, its period, how sure it is and how much. "
            "Its budget lines, instalments and payments then stand here.",
            "" if self._session.read_only else "Add an agreement",
        )
        self._empty.pressed.connect(self.detail.forms.new_agreement)
        self._pages = QStackedWidget(self)
        self._agreements = QStackedWidget(self._pages)
        self._scroll = scrolling(self._build_page(), self._agreements)
        self._agreements.addWidget(self._scroll)
        self._agreements.addWidget(self._empty)
        self._pages.addWidget(self._agreements)
        self._looks: dict[str, Any] = {}
        self._scrolls: dict[str, QWidget] = {}
        self.looks = QTabBar()
        self.looks.setDrawBase(False)
        self.looks.setExpanding(False)
        self.looks.setAccessibleName("Looks at the funding")
        for title in ("Agreements", *(page.title for page in PAGES)):
            self.looks.addTab(title)
        self.looks.currentChanged.connect(lambda _: self._show_look())
        column = QVBoxLayout()
        column.setContentsMargins(SPACE * 2, SPACE, SPACE * 2, SPACE)
        column.setSpacing(SPACE)
        column.addWidget(self.header)
        column.addWidget(self.looks)
        column.addWidget(self._pages, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(column, 1)
        row.addWidget(self.panel)

    def _build_page(self) -> QWidget:
        card = Card(tight=True)
        frame = card.layout()
        if frame is not None:
            frame.setContentsMargins(1, 1, 1, 1)
        card.body.addWidget(self.table)
        self._page = QSplitter(Qt.Orientation.Vertical)
        self._page.setChildrenCollapsible(False)
        self._page.setHandleWidth(SPACE)
        self._page.addWidget(card)
        self._page.addWidget(self.detail)
        self._page.setStretchFactor(0, 1)
        self._page.setStretchFactor(1, 2)
        self._page.setSizes([SPACE * 24, SPACE * 43])
        if (kept := self._session.settings.state(DIVIDED)) is not None:
            self._page.restoreState(kept)
        self._page.splitterMoved.connect(lambda *_: self._session.settings.keep(DIVIDED, self._page.saveState()))
        return self._page

    def _show_look(self) -> None:
        """Build the look if it was never shown, and have it read the record if that changed since."""
        key = self.shown_page
        for made in (self.import_button, self.add_button):
            made.setVisible(key == AGREEMENTS)
        if key == AGREEMENTS:
            self._pages.setCurrentWidget(self._agreements)
            self._show_detail()
            return
        if key not in self._looks:
            page = next(page for page in PAGES if page.key == key)
            self._looks[key] = made_look = page.build(self._session, self.panel)
            self._scrolls[key] = scrolling(made_look, self._pages)
            self._pages.addWidget(self._scrolls[key])
        elif key in self._stale:
            self._looks[key].reload()
        self._stale.discard(key)
        self._pages.setCurrentWidget(self._scrolls[key])

    def _remember_focus(self) -> None:
        came_from = QApplication.focusWidget()
        if came_from is not None and not self.panel.isAncestorOf(came_from):
            self._came_from = came_from

    def _give_focus_back(self) -> None:
        """Go on where the person was, so that the next row is one key away."""
        if self._came_from is not None and isValid(self._came_from) and self._came_from.isVisible():
            self._came_from.setFocus()

    def _show_detail(self) -> None:
        picked = self.table.selected_records()
        row = picked[0] if picked else self.table.current_record()
        self.detail.show_agreement(row)

    def _agreement_of(self, record_id: str | None) -> str | None:
        """Return the agreement that a record belongs to, whichever kind it is."""
        if record_id is None:
            return None
        funding = self._session.store.funding
        if self._model.row_of(record_id) is not None:
            return record_id
        terms = self._session.store.terms
        tables: tuple[Table[Any], ...] = (
            funding.lines, funding.instalments, funding.virements, funding.transactions, funding.variations,
            terms.rules, terms.matches,
        )  # fmt: skip
        owner = (found.agreement_id for table in tables if (found := table.find(record_id)) is not None)
        return next(owner, None)

    def _import(self) -> None:
        from cspdesk.ui.dialogs.import_ledger import open_import

        open_import(self._session, self)


def summary(rows: list[AgreementRow], year: str, withheld: int) -> str:
    """Say what a year's agreements come to, and how much of it is not confirmed."""
    if not rows and not withheld:
        return ""
    awarded = sum(row.award for row in rows)
    unsure = sum(row.award for row in rows if row.agreement.certainty is not Certainty.CONFIRMED)
    text = f"{counted(len(rows), 'agreement')} in {year}, {short_pounds(awarded)} awarded"
    if unsure:
        text += f", {short_pounds(unsure)} of it not confirmed"
    left = sum(row.left for row in rows)
    text += f"; {short_pounds(left)} left." if left >= 0 else f"; overspent by {short_pounds(-left)}."
    if withheld:
        text += f" {counted(withheld, 'agreement')} {'is' if withheld == 1 else 'are'} withheld from this version."
    return text
