"""The form of one transaction: everything it says, who may see it, and what proves it."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtWidgets import QLineEdit, QWidget

from cspdesk.domain.agreements import ClaimRule
from cspdesk.domain.audience import Audience
from cspdesk.domain.funding import BudgetLine, Eligibility, Transaction, TransactionKind
from cspdesk.errors import UserError
from cspdesk.ui.dialogs import messages
from cspdesk.ui.models.money_edits import check_period, checked_entry
from cspdesk.ui.models.money_rows import line_name
from cspdesk.ui.models.transaction_ties import accrual_of, clause_of, clause_words, read_ties
from cspdesk.ui.panels.built_late import BuiltLate
from cspdesk.ui.panels.folding import FoldingPart
from cspdesk.ui.panels.form_panel import fit_fields
from cspdesk.ui.panels.proof_list import ProofList
from cspdesk.ui.panels.single_fields import SingleFields
from cspdesk.ui.session import Session
from cspdesk.ui.widgets.fields import ChoiceBox, DateEdit, MoneyEdit, TextBox
from cspdesk.ui.widgets.reason_edit import ReasonEdit
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
        for part in self._panel.findChildren(FoldingPart):
            part.setEnabled(True)  # what hangs together can be looked at while the file is only read
        return True

    def _build(self, entry: Transaction, lines: Sequence[BudgetLine]) -> None:
        self.kind = ChoiceBox([(KIND_TITLES[kind], kind) for kind in TransactionKind])
        self.kind.set_value(entry.kind)
        self.day = DateEdit(entry.occurred_on)
        self.payee = QLineEdit(entry.payee)
        self.amount = MoneyEdit(None if self._is_new else entry.amount_pence)
        self.vat = MoneyEdit(entry.vat_pence)
        self.line: ChoiceBox[BudgetLine | None] = ChoiceBox(
            [("Not assigned", None), *zip(self._called(lines), lines, strict=True)]
        )
        self.line.set_value(next((x for x in lines if x.id == entry.line_id), None))
        self.description = TextBox(entry.description, 2)
        self.reference = QLineEdit(entry.reference)
        self.category = QLineEdit(entry.category)
        self.eligibility = ChoiceBox([(each.value.capitalize(), each) for each in Eligibility])
        self.eligibility.set_value(entry.eligibility)
        self._build_clause(entry)
        self._accrual = accrual_of(self._session.store, entry.id)
        self.accrual_reason = TextBox(self._accrual.reason if self._accrual else "", 2)
        self.accrual_reason.setPlaceholderText("why it belongs to a day other than the one it is paid on")
        self.accrual_paid = DateEdit(self._accrual.paid_on if self._accrual else None)
        self.note = TextBox(entry.note, 2)
        self.marking = ChoiceBox([(each.label, each) for each in Audience])
        self.marking.set_value(entry.marking)
        self.reason = ReasonEdit(entry.marking_reason)

    def _called(self, lines: Sequence[BudgetLine]) -> list[str]:
        """Return what lines are called, with their agreement where two of them are called alike."""
        names = [line_name(line) for line in lines]
        agreements = self._session.store.funding.agreements
        return [
            f"{name} ({agreements.get(line.agreement_id).reference})" if names.count(name) > 1 else name
            for name, line in zip(names, lines, strict=True)
        ]

    def _build_clause(self, entry: Transaction) -> None:
        """Offer the agreement's clauses; choosing one judges the spend as that clause does."""
        store = self._session.store
        rules = store.terms.rules_of(entry.agreement_id)
        self._clause = clause_of(store, entry.id)
        self.clause: ChoiceBox[ClaimRule | None] = ChoiceBox(
            [("No clause", None), *((clause_words(rule), rule) for rule in rules)]
        )
        self.clause.set_value(self._clause)
        if not rules:
            self.clause.hide()
        self.clause.currentIndexChanged.connect(lambda _: self._judge())

    def _judge(self) -> None:
        rule = self.clause.value()
        if rule is not None:
            self.eligibility.set_value(Eligibility.ELIGIBLE if rule.eligible else Eligibility.INELIGIBLE)

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
            ("By whi&ch clause", self.clause),
            ("Accr&ued, because", self.accrual_reason),
            ("Accrued: paid &on, empty if not yet", self.accrual_paid),
            ("&Note", self.note),
            ("&Who may see it", self.marking),
            ("Reason for that", self.reason),
        ]
        if not self._is_new:
            rows[4:4] = [
                ("What proves it", ProofList(self._session, entry.id)),
                ("", self._ties(entry)),
                ("", self._trace(entry)),
            ]
            rows.append(("", SingleFields(self._session, self._session.store.funding.transactions, entry.id)))
        if entry.outside_period:
            rows.insert(0, ("", label("Dated outside the agreement’s period.", "notice", wrap=True)))
        if entry.import_id is not None:
            rows.append(("", label(self._origin(entry), "caption", wrap=True)))
        return rows

    def _ties(self, entry: Transaction) -> QWidget:
        from cspdesk.ui.panels.transaction_ties import TiesPart

        titles = {TransactionKind.COMMITMENT: "Paid so far", TransactionKind.FORECAST: "Orders and refunds"}
        part = FoldingPart(
            titles.get(entry.kind, "Refund of" if entry.amount_pence < 0 else "Orders and refunds"),
            BuiltLate(lambda: TiesPart(self._session, entry, lambda ties: part.say(ties.says))),
        )
        part.say(read_ties(self._session.store, entry).says)
        if entry.kind is TransactionKind.FORECAST:
            part.hide()
        return part

    def _trace(self, entry: Transaction) -> QWidget:
        from cspdesk.ui.panels.trace_chain import TraceChain

        part = FoldingPart("Trace", BuiltLate(lambda: TraceChain(self._session, entry.id)))
        part.say("from the funder to what it changed")
        if entry.kind is not TransactionKind.ACTUAL:
            part.hide()
        return part

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
            check_period(store, entry, None if self._is_new else self._entry_before)
            paid_on = self.accrual_paid.day()
        except UserError as error:
            self._panel.say_problem(str(error))
            return False
        word = KIND_TITLES[entry.kind].lower()
        label_ = f"Recorded a {word}" if self._is_new else f"Changed a {word}"
        reason, rule = self.accrual_reason.text(), self.clause.value()

        def work() -> None:
            if not reason:
                store.commitments.remove_accrual(entry.id)
            store.funding.transactions.save(entry)
            if reason:
                store.commitments.accrue(entry.id, reason, paid_on)
            judged = (entry.eligibility, entry.agreement_id)
            before = (self._entry_before.eligibility, self._entry_before.agreement_id)
            if rule != self._clause or (rule is not None and judged != before):
                store.terms.judge([entry.id], entry.eligibility, rule.id if rule else None)

        return self._session.do(label_, work)

    @property
    def _entry_before(self) -> Transaction:
        assert self._entry is not None
        return self._entry

    def _remove(self) -> None:
        entry = self._entry
        assert entry is not None
        text = "Its evidence stays in the record. Ctrl+Z brings the transaction back."
        if messages.confirm(self._panel, f"Remove “{entry.payee}”?", text, "Remove", danger=True):
            self._panel.hide()
            word = KIND_TITLES[entry.kind].lower()
            self._session.do(f"Removed a {word}", lambda: self._session.store.funding.remove_transactions([entry.id]))
