"""Payments without a budget line: found by payee, category and words, put on a line together, remembered as a rule."""

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from cspdesk.domain.funding import BudgetLine, Transaction
from cspdesk.domain.imports import AssignmentRule, assigned
from cspdesk.store.ids import new_id
from cspdesk.ui.models import funding_edits as edits
from cspdesk.ui.models.funding_assign import PaymentFilter, payments_words
from cspdesk.ui.models.money_columns import payment_columns
from cspdesk.ui.models.money_rows import line_name, payments
from cspdesk.ui.models.table import TableModel
from cspdesk.ui.session import Session
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.fields import ChoiceBox
from cspdesk.ui.widgets.steady import SteadyBox
from cspdesk.ui.widgets.table import TableView
from cspdesk.ui.widgets.text import ElidedLabel, button

PAUSE_MS = 150  # so that typing a word filters once


class AssignPage(QWidget):
    """`opened(transaction)`: one of them is to be shown whole."""

    opened = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._agreement_id = ""
        self._entries: tuple[Transaction, ...] = ()
        self._rules: tuple[AssignmentRule, ...] = ()
        self._model: TableModel[Transaction] = TableModel(payment_columns(), session)
        self.table = TableView(self._model, session, "Payments without a budget line")
        self.table.picked.connect(self._say)
        self.table.opened.connect(self.opened)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._apply)
        self._build()

    def show_payments(
        self,
        agreement_id: str,
        entries: Sequence[Transaction],
        lines: Sequence[BudgetLine],
        rules: Sequence[AssignmentRule],
    ) -> None:
        """Show an agreement's payments that have no line, the lines they may go on, and its rules."""
        if agreement_id != self._agreement_id:
            self._agreement_id = agreement_id
            for field in (self.payee, self.category):
                field.setEditText("")
            self.text.clear()
        self._entries, self._rules = tuple(entries), tuple(rules)
        self.line.set_options([("Choose a budget line", None), *((line_name(line), line) for line in lines)])
        _offer(self.payee, sorted({t.payee for t in entries}, key=str.casefold))
        _offer(self.category, sorted({t.category for t in entries if t.category}, key=str.casefold))
        self._model.show(self._entries)
        self._apply()
        waiting = len(assigned(entries, rules))
        self.by_rules.setText(f"Apply the rules to {payments(waiting)}")
        self.by_rules.setVisible(waiting > 0)

    def wanted(self) -> PaymentFilter:
        """Return what is asked for."""
        return PaymentFilter(
            self.payee.currentText().strip(), self.category.currentText().strip(), self.text.text().strip()
        )

    def chosen(self) -> tuple[Transaction, ...]:
        """Return the payments that would be assigned: those selected, or all that are shown."""
        return tuple(self.table.selected_records()) or self._model.records

    def assign(self) -> bool:
        """Put the chosen payments on the line, and remember the filter as a rule if that is wanted, as one step."""
        line, entries, asked = self.line.value(), self.chosen(), self.wanted()
        if line is None or not entries:
            return False
        store = self._session.store

        def work() -> None:
            store.funding.assign([entry.id for entry in entries], line.id)
            if self.remember.isChecked() and not asked.asks_nothing:
                position = edits.next_rule_position(store, self._agreement_id)
                edits.save_rule(store, asked.as_rule(new_id(), self._agreement_id, position, line.id))

        done = self._session.do(f"Put {payments(len(entries))} on {line_name(line)}", work)
        if done:
            self.remember.setChecked(False)
        return done

    def apply_rules(self) -> bool:
        """Put every payment on the line its first fitting rule names, as one step."""
        pairs = assigned(self._entries, self._rules)
        store = self._session.store

        def work() -> None:
            for rule in self._rules:
                store.funding.assign([entry.id for entry, found in pairs if found.id == rule.id], rule.line_id)

        words = "was" if len(pairs) == 1 else "were"
        done = self._session.do(f"Assigned {payments(len(pairs))} by rules", work)
        if done:
            self._session.message.emit(f"{payments(len(pairs))} {words} assigned by your rules. Ctrl+Z undoes it.")
        return done

    def _build(self) -> None:
        self.payee, self.category = _words_box("Payee has"), _words_box("Category has")
        self.text = QLineEdit()
        self.text.setPlaceholderText("Description or reference has")
        self.text.setAccessibleName("Description or reference has")
        self.text.setClearButtonEnabled(True)
        self.by_rules = button("Apply the rules", icon="sparkles")
        self.by_rules.clicked.connect(self.apply_rules)
        for field in (self.payee, self.category):
            field.editTextChanged.connect(lambda _: self._pause.start())
        self.text.textChanged.connect(lambda _: self._pause.start())
        top = QHBoxLayout()
        top.setContentsMargins(SPACE * 2, SPACE, SPACE * 2, SPACE)
        top.setSpacing(SPACE)
        for widget in (self.payee, self.category, self.text):
            top.addWidget(widget, 1)
        top.addWidget(self.by_rules)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.table, 1)
        column.addLayout(self._build_foot())

    def _build_foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setContentsMargins(SPACE * 2, SPACE, SPACE * 2, SPACE)
        foot.setSpacing(SPACE)
        self.words = ElidedLabel("", "quiet")
        self.remember = QCheckBox("&Remember as a rule")
        self.remember.setToolTip("Payments of the next import that fit the filter then go on this line by themselves")
        self.line: ChoiceBox[BudgetLine | None] = ChoiceBox()
        self.line.currentIndexChanged.connect(self._say)
        self.line.setAccessibleName("Budget line to put them on")
        self.line.setSizeAdjustPolicy(self.line.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.line.setMinimumContentsLength(12)
        self.assign_button = button("A&ssign", "primary")
        self.assign_button.clicked.connect(self.assign)
        foot.addWidget(self.words, 1)
        for widget in (self.remember, self.line, self.assign_button):
            foot.addWidget(widget)
        return foot

    def _apply(self) -> None:
        wanted = self.wanted()
        kept = {entry.id for entry in wanted.of(self._entries)}
        self._model.set_filter(None if wanted.asks_nothing else lambda entry: entry.id in kept)
        self.table.say_when_empty(
            "No payment fits the filter." if self._entries else "Every payment of this agreement is on a budget line."
        )
        self._say()

    def _say(self) -> None:
        chosen = self.chosen()
        picked = bool(self.table.selected_records())
        self.words.setText(f"{payments_words(chosen)} {'selected' if picked else 'shown'}" if chosen else "")
        may = bool(chosen) and not self._session.read_only
        ready = may and self.line.count() > 0 and self.line.value() is not None
        self.assign_button.setText(f"A&ssign {payments(len(chosen))}" if chosen else "A&ssign")
        self.assign_button.setEnabled(ready)
        asks = not self.wanted().asks_nothing
        self.remember.setEnabled(may and asks)
        self.by_rules.setEnabled(not self._session.read_only)


def _words_box(name: str) -> QComboBox:
    box = SteadyBox()
    box.setEditable(True)
    box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(7)
    box.setAccessibleName(name)
    if (field := box.lineEdit()) is not None:
        field.setPlaceholderText(name)
        field.setClearButtonEnabled(True)
    return box


def _offer(box: QComboBox, words: list[str]) -> None:
    typed = box.currentText()
    box.blockSignals(True)
    box.clear()
    box.addItems(words)
    box.setCurrentIndex(-1)
    box.setEditText(typed)
    box.blockSignals(False)
