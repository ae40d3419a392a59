"""The form of one transaction: everything it says, who may see it, and what proves it."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtWidgets import QLineEdit, QWidget

from cspdesk.domain.audience import Audience
from cspdesk.domain.funding import BudgetLine, Eligibility, Transaction, TransactionKind
from cspdesk.errors import UserError
from cspdesk.ui.dialogs import messages
from cspdesk.ui.models.money_edits import checked_entry
from cspdesk.ui.models.money_rows import line_name
from cspdesk.ui.panels.form_panel import fit_fields
from cspdesk.ui.panels.proof_list import ProofList
from cspdesk.ui.session import Session
from cspdesk.ui.widgets.fields import ChoiceBox, DateEdit, MoneyEdit, TextBox
from cspdesk.ui.widgets.side_panel import SidePanel
from cspdesk.ui.widgets.text import button, label

KIND_TITLES = {
    TransactionKind.ACTUAL: "Payment",
    TransactionKind.COMMITMENT: "Commitment",
    TransactionKind.FORECAST: "Forecast",
}


class TransactionPanel:
    """Fills a side panel with one transaction and saves it as one step."""

    def __init__(self, session: Session, panel: SidePanel) -> None:
        self._session = session
        self._panel = panel
        self._entry: Transaction | None = None

    def edit(self, entry: Transaction, lines: Sequence[BudgetLine], *, is_new: bool = False) -> bool:
        """Show a transaction with the lines it may be put on; return whether the panel was free to show it."""
        if not self._panel.may_leave():
            return False
        self._entry = entry
        self._is_new = is_new
        self._build(entry, lines)
        title = "New payment" if is_new else f"{KIND_TITLES[entry.kind]}: {entry.payee}"
        save = None if self._session.read_only else self._save
        remove = button("Remove", "flat", icon="trash-2")
        remove.clicked.connect(self._remove)
        hidden = is_new or self._session.read_only
        rows = self._rows(entry)
        fit_fields(rows)
        self._panel.begin(title, rows, save, extra=() if hidden else (remove,))
        return True

    def _build(self, entry: Transaction, lines: Sequence[BudgetLine]) -> None:
        self.kind = ChoiceBox([(KIND_TITLES[kind], kind) for kind in TransactionKind])
        self.kind.set_value(entry.kind)
        self.day = DateEdit(entry.occurred_on)
        self.payee = QLineEdit(entry.payee)
        self.amount = MoneyEdit(None if self._is_new else entry.amount_pence)
        self.vat = MoneyEdit(entry.vat_pence)
        self.line: ChoiceBox[BudgetLine | None] = ChoiceBox(
            [("Not assigned", None), *((line_name(x), x) for x in lines)]
        )
        self.line.set_value(next((x for x in lines if x.id == entry.line_id), None))
        self.description = TextBox(entry.description, 2)
        self.reference = QLineEdit(entry.reference)
        self.category = QLineEdit(entry.category)
        self.eligibility = ChoiceBox([(each.value.capitalize(), each) for each in Eligibility])
        self.eligibility.set_value(entry.eligibility)
        self.note = TextBox(entry.note, 2)
        self.marking = ChoiceBox([(each.label, each) for each in Audience])
        self.marking.set_value(entry.marking)
        self.reason = QLineEdit(entry.marking_reason)
        self.reason.setPlaceholderText("Why others may not see it")

    def _rows(self, entry: Transaction) -> list[tuple[str, QWidget]]:
        rows: list[tuple[str, QWidget]] = [
            ("&Payee", self.payee),
            ("&Amount that counts against the agreement", self.amount),
            ("&Date", self.day),
            ("Budget &line", self.line),
            ("&Kind", self.kind),
            ("D&escription", self.description),
            ("&Reference", self.reference),
            ("Cate&gory", self.category),
            ("&VAT, if it is known", self.vat),
            ("El&igibility", self.eligibility),
            ("&Note", self.note),
            ("&Who may see it", self.marking),
            ("Reason for that", self.reason),
        ]
        if not self._is_new:
            rows.insert(4, ("What proves it", ProofList(self._session, entry.id)))
        if entry.outside_period:
            rows.insert(0, ("", label("Dated outside the agreement’s period.", "notice", wrap=True)))
        if entry.import_id is not None:
            rows.append(("", label(self._origin(entry), "caption", wrap=True)))
        return rows

    def _origin(self, entry: Transaction) -> str:
        source = self._session.store.imports.imports.find(entry.import_id or "")
        row = f", row {entry.source_row:,}" if entry.source_row is not None else ""
        return "Imported." if source is None else f"Imported from {source.source_name}{row}."

    def _filled(self) -> Transaction:
        """Return the transaction as the form has it. Raises UserError naming the field that cannot be read."""
        assert self._entry is not None
        day, amount, line = self.day.day(), self.amount.pence(), self.line.value()
        if day is None:
            raise UserError("A transaction needs a date.")
        if amount is None:
            raise UserError("A transaction needs an amount.")
        return replace(
            self._entry,
            agreement_id=self._entry.agreement_id if line is None else line.agreement_id,
            kind=self.kind.value(),
            occurred_on=day,
            payee=self.payee.text(),
            amount_pence=amount,
            line_id=None if line is None else line.id,
            description=self.description.text(),
            reference=self.reference.text().strip(),
            category=self.category.text().strip(),
            vat_pence=self.vat.pence(),
            eligibility=self.eligibility.value(),
            note=self.note.text(),
            marking=self.marking.value(),
            marking_reason=self.reason.text().strip(),
        )

    def _save(self) -> bool:
        store = self._session.store
        try:
            entry = checked_entry(store, self._filled())
        except UserError as error:
            self._panel.say_problem(str(error))
            return False
        word = KIND_TITLES[entry.kind].lower()
        label_ = f"Recorded a {word}" if self._is_new else f"Changed a {word}"
        return self._session.do(label_, lambda: store.funding.transactions.save(entry))

    def _remove(self) -> None:
        entry = self._entry
        assert entry is not None
        text = "Its evidence stays in the record. Ctrl+Z brings the transaction back."
        if messages.confirm(self._panel, f"Remove “{entry.payee}”?", text, "Remove", danger=True):
            self._panel.hide()
            word = KIND_TITLES[entry.kind].lower()
            self._session.do(f"Removed a {word}", lambda: self._session.store.funding.remove_transactions([entry.id]))
