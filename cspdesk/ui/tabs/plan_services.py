"""What a plan holds besides actions: commissioned services of the year, and case reviews by their reference."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from cspdesk.domain.services import CaseRecommendation, CaseReview, CommissionedService
from cspdesk.ui.models.plan_rows import withheld_words
from cspdesk.ui.models.service_rows import CaseRow, ServiceRow, ServicesReading, read_services, services_sentence
from cspdesk.ui.models.service_table import case_columns, service_columns
from cspdesk.ui.models.table import TableModel
from cspdesk.ui.panels.case_form import CaseForm
from cspdesk.ui.panels.listing import Listing, page_column
from cspdesk.ui.panels.room import SharedRoom
from cspdesk.ui.panels.scrolling import scrolling
from cspdesk.ui.panels.service_form import ServiceForm
from cspdesk.ui.session import Place, Session
from cspdesk.ui.theme import SIZES, SPACE
from cspdesk.ui.widgets.side_panel import SidePanel
from cspdesk.ui.widgets.table import TableView

NO_SERVICES = (
    "What is bought from a provider belongs here: who provides it, until when, what it is worth, and the last day "
    "to give notice. The Desk says early when notice or the end comes near."
)
NO_CASES = (
    "Domestic homicide reviews and others like them, by their reference and never by a name: the stage each is at, "
    "what it recommended to whom, and what is done."
)
SPARED = ("Began", "Extendable to", "Opened", "Published", "Seen by", "Provider")  # columns the panel shows better
LEAST_TOLD = ("Began",)  # what has begun matters least where there is no room for all columns
ROOM_FOR_ALL = SPACE * 156  # pixels at 100% that all columns take with titles of services that can be read
ROOM_FOR_WORDS = SPACE * 50  # pixels at 100% that a card's title and its button take with their words


class ServicesTab(QWidget):
    """Two lists, and one panel in which a record of either is opened."""

    def __init__(self, session: Session, priority_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._priority_id = priority_id
        self._reading = ServicesReading((), ())
        self._wanted: str | None = None  # the record to select once it is read
        self.panel = SidePanel(self)
        self.service_form = ServiceForm(session, self.panel, self._want)
        self.case_form = CaseForm(session, self.panel, self._want)
        page = QWidget()
        area = scrolling(page, self)
        self._build_lists()
        column = page_column(page)
        column.addWidget(self.services)
        column.addWidget(self.cases)
        column.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(area, 1)
        row.addWidget(self.panel)
        self._room = SharedRoom(self, area, self.panel, ())
        self.panel.opened.connect(self._make_room)
        self.panel.closed.connect(self._panel_closed)
        self._last = self.services
        self.reload()

    def _build_lists(self) -> None:
        session, read_only = self._session, self._session.read_only
        bought: TableModel[ServiceRow] = TableModel(service_columns(session.today), session)
        table = TableView(bought, session, "Commissioned services")
        self.services = Listing(
            "Commissioned services", table, NO_SERVICES, "New service", "Ctrl+N", read_only=read_only
        )
        table.opened.connect(self.open_service)
        looked_at: TableModel[CaseRow] = TableModel(case_columns(session.today), session)
        cases = TableView(looked_at, session, "Case reviews")
        self.cases = Listing("Case reviews", cases, NO_CASES, "New case review", "Ctrl+Shift+R", read_only=read_only)
        cases.opened.connect(self.open_case)
        for view, remove in ((table, self.remove_services), (cases, self.remove_cases)):
            view.doubleClicked.connect(lambda index, view=view: view.opened.emit(view.table.record(index.row())))
            view.setEditTriggers(TableView.EditTrigger.NoEditTriggers)
            if not read_only:
                view.add_row_action("&Delete", "Del", remove)
        self.services.added.connect(self.add_service)
        self.cases.added.connect(self.add_case)

    def reload(self) -> None:
        """Read the record and show it; what is being typed in the panel stays."""
        session = self._session
        self._reading = read = read_services(session.store, self._priority_id, session.year, session.audience)
        today, audience = session.today, session.audience
        self.services.show_records(
            read.services,
            services_sentence(read.services, today),
            withheld_words(read.services_withheld, "service", audience),
        )
        late = sum(row.late(today) for row in read.cases)
        self.cases.show_records(
            read.cases,
            f"{late} recommendation{'' if late == 1 else 's'} late" if late else "",
            withheld_words(read.cases_withheld, "case review", audience),
        )
        self._leave_withheld()
        self.service_form.refresh()
        self.case_form.refresh()
        self._select_wanted()

    def _leave_withheld(self) -> None:
        """Close the panel on a record that the audience chosen may not see."""
        shown = {row.id for row in self._reading.services} | {row.id for row in self._reading.cases}
        for id_ in (self.service_form.withheld_id(shown), self.case_form.withheld_id(shown)):
            if id_ is not None and not self.panel.is_dirty:
                self.panel.leave()

    def _want(self, id_: str) -> None:
        self._wanted = id_

    def _select_wanted(self) -> None:
        if self._wanted is not None:
            for listing in (self.services, self.cases):
                listing.table.select_key(self._wanted)
            self._wanted = None

    def add_service(self) -> None:
        """Begin a new service."""
        if not self._session.read_only and self.service_form.new(self._priority_id):
            self.case_form.forget()
            self._last = self.services

    def add_case(self) -> None:
        """Begin a new case review."""
        if not self._session.read_only and self.case_form.new(self._priority_id):
            self.service_form.forget()
            self._last = self.cases

    def open_service(self, row: ServiceRow) -> None:
        """Open a service in the panel."""
        if self.service_form.edit(row.service):
            self.case_form.forget()
            self._last = self.services

    def open_case(self, row: CaseRow) -> None:
        """Open a case review in the panel."""
        if self.case_form.edit(row.case):
            self.service_form.forget()
            self._last = self.cases

    def remove_services(self) -> None:
        """Remove the selected services as one step; Ctrl+Z brings them back."""
        chosen: list[CommissionedService] = [row.service for row in self.services.table.selected_records()]
        if chosen:
            what = f"the service “{chosen[0].title}”" if len(chosen) == 1 else f"{len(chosen)} services"
            kept = self._session.store.services.services
            self._session.do(f"Removed {what}", lambda: kept.delete(*(s.id for s in chosen)))

    def remove_cases(self) -> None:
        """Remove the selected case reviews with what they recommended, as one step."""
        chosen: list[CaseReview] = [row.case for row in self.cases.table.selected_records()]
        if chosen:
            what = f"the case review {chosen[0].reference}" if len(chosen) == 1 else f"{len(chosen)} case reviews"

            def remove() -> None:
                for case in chosen:
                    self._session.store.services.remove_case_review(case.id)

            self._session.do(f"Removed {what}", remove)

    def focus_record(self, place: Place) -> None:
        """Open a service, a case review, or the case review that a recommendation belongs to."""
        wanted = place.record_id
        if wanted is None:
            self.services.table.setFocus()
            return
        made: CaseRecommendation | None = self._session.store.services.recommendations.find(wanted)
        id_ = wanted if made is None else made.review_id
        for row in self._reading.services:
            if row.id == id_ and self.services.table.select_key(id_):
                self.open_service(row)
        for case in self._reading.cases:
            if case.id == id_ and self.cases.table.select_key(id_):
                self.open_case(case)
                if made is not None:
                    self.case_form.recommended.show_task(made.id)

    def _panel_closed(self) -> None:
        self.service_form.forget()
        self.case_form.forget()
        self._make_room()
        if self._last.table.isVisible():
            self._last.table.setFocus()
        elif not self._session.read_only:
            self._last.add_button.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """Leave out what the panel shows better while it is open."""
        panel_open = not self.panel.isHidden()
        unit = max(1.0, self.font().pixelSize() / SIZES["body"])
        tight = panel_open and self.width() - self.panel.minimumWidth() < ROOM_FOR_WORDS * unit
        narrow = self.width() < ROOM_FOR_ALL * unit
        for listing in (self.services, self.cases):
            listing.shorten(tight)
            for place, column in enumerate(listing.model.columns):
                left_out = (panel_open and column.title in SPARED) or (narrow and column.title in LEAST_TOLD)
                listing.table.setColumnHidden(place, left_out)
