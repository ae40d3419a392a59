"""Awards of a 360Giving file listed to be accepted as agreements; awards and payments given out as open data."""

from pathlib import Path

from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from cspdesk.app.grants import GrantOffer, GrantsRead, Published, accept, export_grants, export_spending, read_offers
from cspdesk.domain.audience import Audience
from cspdesk.domain.money import pounds
from cspdesk.domain.periods import FinancialYear, short_date
from cspdesk.domain.proof import counted
from cspdesk.domain.spending import OVER_PENCE
from cspdesk.errors import UserError
from cspdesk.ui.dialogs import messages
from cspdesk.ui.dialogs.closing import show_until_closed
from cspdesk.ui.dialogs.form import FieldError, FormDialog
from cspdesk.ui.dialogs.publicity import may_publish
from cspdesk.ui.models.table import Column, TableModel
from cspdesk.ui.session import Session
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.fields import ChoiceBox, MoneyEdit
from cspdesk.ui.widgets.table import TableView
from cspdesk.ui.widgets.text import button, label

FORMS = {".json": "360Giving JSON (*.json)", ".csv": "CSV (*.csv)", ".xlsx": "Workbook (*.xlsx)"}
SHOWN_PROBLEMS = 5


def offer_columns() -> tuple[Column[GrantOffer], ...]:
    """Return the columns of awards."""
    return (
        Column("Award", lambda o: o.grant.id, width=180),
        Column("Title", lambda o: o.grant.title, width=220, stretch=True),
        Column("Funder", lambda o: o.grant.funder.name, width=180),
        Column("Awarded", lambda o: short_date(o.grant.awarded_on), sort=lambda o: o.grant.awarded_on, width=100),
        Column(
            "Amount",
            lambda o: pounds(o.grant.amount_pence),
            sort=lambda o: o.grant.amount_pence,
            align="right",
            width=120,
        ),
        Column("Here already", lambda o: "yes" if o.known else "no", width=100),
    )


class AwardsDialog(QDialog):
    """Lists the awards made to the partnership; those selected become agreements, in one step."""

    def __init__(self, session: Session, read: GrantsRead, source: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setWindowTitle("Awards to the partnership")
        self.setMinimumSize(SPACE * 120, SPACE * 52)
        self._model: TableModel[GrantOffer] = TableModel(offer_columns(), session, key=lambda o: o.grant.id)
        self.table = TableView(self._model, session, "Awards to the partnership")
        self.table.say_when_empty("No award in this file names the partnership, or a body that holds its agreements.")
        self._model.show(read.offers)
        self.table.picked.connect(self._say)
        self.accept_button = button("&Accept", "primary")
        self.accept_button.setDefault(True)
        self.accept_button.clicked.connect(self.take)
        cancel = button("Cancel")
        cancel.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(cancel)
        foot.addWidget(self.accept_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE * 3, SPACE * 3, SPACE * 3, SPACE * 2)
        column.setSpacing(SPACE)
        column.addWidget(label("Awards to the partnership", "title"))
        column.addWidget(label(read_words(read, source), "quiet", wrap=True))
        column.addWidget(self.table, 1)
        column.addLayout(foot)
        for row, offer in enumerate(self._model.records):
            if not offer.known:
                index = self._model.index(row, 0)
                flags = self.table.selectionModel().SelectionFlag
                self.table.selectionModel().select(index, flags.Select | flags.Rows)
        self._say()

    def chosen(self) -> tuple[GrantOffer, ...]:
        """Return the awards selected that are not here already."""
        return tuple(offer for offer in self.table.selected_records() if not offer.known)

    def take(self) -> bool:
        """Keep the chosen awards as agreements; return whether they were kept."""
        session, chosen = self._session, self.chosen()
        done = session.do(
            f"Accepted {counted(len(chosen), 'award')} as agreements", lambda: accept(session.store, chosen)
        )
        if done:
            self.accept()
        return done

    def _say(self) -> None:
        count = len(self.chosen())
        self.accept_button.setText(f"&Accept {counted(count, 'award')}" if count else "&Accept")
        self.accept_button.setEnabled(count > 0 and not self._session.read_only)


def read_words(read: GrantsRead, source: str) -> str:
    """Say what a file holds for the partnership, and what could not be read."""
    known = sum(o.known for o in read.offers)
    text = f"{source}: {counted(len(read.offers), 'award')} to the partnership"
    text += f", {known:,} of them here already" if known else ""
    text += f"; {counted(read.others, 'award')} to others left out." if read.others else "."
    for problem in read.problems[:SHOWN_PROBLEMS]:
        text += f"\n{problem.place}, {problem.field}: {problem.reason}"
    more = len(read.problems) - SHOWN_PROBLEMS
    return f"{text}\nand {counted(more, 'more problem')}" if more > 0 else text


class OpenDataDialog(FormDialog):
    """Asks what is published of which year, and writes it."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("Export open data", self._write, parent, save_text="&Export…")
        self._session = session
        self.made: Published | None = None
        self.add_note("Only what is marked public is written; it says how much was left out.")
        year = session.year.first
        years = [FinancialYear(y) for y in range(year + 1, year - 9, -1)]
        self.what = ChoiceBox([("Awards, in the 360Giving standard", "grants"), ("Payments, as CSV", "spending")])
        self.year = ChoiceBox([(y.label, y) for y in years])
        self.year.set_value(session.year)
        self.over = MoneyEdit(OVER_PENCE)
        self.add("&What", self.what)
        self.add("&Year", self.year)
        self.add("Payments &over, and all grants to voluntary bodies", self.over)
        self.over.setEnabled(False)
        self.what.currentIndexChanged.connect(lambda _: self.over.setEnabled(self.what.value() == "spending"))

    def write(self, path: Path) -> bool:
        """Write to a file; return whether it was written. Raises UserError."""
        store, year = self._session.store, self.year.value().label
        if self.what.value() == "grants":
            self.made = export_grants(store.path, year, path, self._session.today)
        else:
            self.made = export_spending(store.path, year, path, self.over.pence() or 0)
        return True

    def _write(self) -> bool:
        try:
            self.over.pence()
        except UserError as error:
            raise FieldError(self.over, str(error)) from error
        grants = self.what.value() == "grants"
        wanted = f"{'Grants' if grants else 'Spending'} {self.year.value().label.replace('/', '-')}"
        filters = ";;".join(FORMS.values()) if grants else FORMS[".csv"]
        start = f"{wanted}{'.json' if grants else '.csv'}"
        name, _ = QFileDialog.getSaveFileName(self, "Export open data", start, filters)
        if not name or not may_publish(self._session, Audience.PUBLIC, f"“{wanted}”", self):
            return False
        try:
            return self.write(Path(name))
        except UserError as error:
            self._session.show_error(error)
            return False


def open_awards(session: Session, parent: QWidget | None) -> None:
    """Ask for a file and list its awards to the partnership."""
    name, _ = QFileDialog.getOpenFileName(parent, "Import awards", "", "360Giving (*.json *.csv *.xlsx)")
    if not name:
        return
    try:
        read = read_offers(session.store, Path(name))
    except UserError as error:
        session.show_error(error)
        return
    show_until_closed(AwardsDialog(session, read, Path(name).name, parent))


def open_open_data(session: Session, parent: QWidget | None) -> None:
    """Ask what is published, write it, and say what was written."""
    dialog = OpenDataDialog(session, parent)
    if dialog.ask() and dialog.made is not None:
        what = "award" if dialog.what.value() == "grants" else "payment"
        messages.inform(parent, "Open data written", dialog.made.sentence(what))
