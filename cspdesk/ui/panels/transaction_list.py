"""Transactions with everything that can be asked of them and done to many at once."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import cast

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QVBoxLayout, QWidget

from cspdesk.domain.funding import BudgetLine, TransactionKind
from cspdesk.errors import UserError
from cspdesk.ui.dialogs import messages
from cspdesk.ui.models.money_columns import KINDS, transaction_columns
from cspdesk.ui.models.money_filter import Proof, TransactionFilter, amount_range
from cspdesk.ui.models.money_rows import TransactionRow, line_name, payments, selection_words
from cspdesk.ui.models.table import Choices, TableModel
from cspdesk.ui.panels.evidence_taking import choose_files, take_files
from cspdesk.ui.panels.transaction_table import TransactionTable
from cspdesk.ui.session import Session
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.filter_bar import FilterBar
from cspdesk.ui.widgets.text import ElidedLabel, button


class TransactionList(QWidget):
    """`opened(row)`: a transaction is to be shown whole. `line_chosen(line id or None)`: the filter's line changed."""

    opened = Signal(object)
    line_chosen = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._lines: tuple[BudgetLine, ...] = ()
        self._model: TableModel[TransactionRow] = TableModel(
            transaction_columns(session, self._line_choices), session, alone=True
        )
        self.table = TransactionTable(self._model, session, "Transactions of a priority")
        self.table.opened.connect(self.opened)
        self.table.picked.connect(self._say_selection)
        self.table.dropped.connect(self._drop)
        self.filters = self._build_filters()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        top = QHBoxLayout()
        top.setContentsMargins(SPACE, SPACE // 2, SPACE * 2, SPACE // 2)
        top.addWidget(self.filters)
        column.addLayout(top)
        column.addWidget(self.table, 1)
        column.addLayout(self._build_foot())
        self._say_selection()

    def show_rows(self, rows: Sequence[TransactionRow], lines: Sequence[BudgetLine]) -> None:
        """Show these transactions and offer these lines; the filter and the selection stay."""
        self._lines = tuple(lines)
        self.filters.set_options("Budget line", [("All lines", None), *((line_name(x), x.id) for x in lines)])
        self._model.show(rows)
        self._apply()

    def choose_line(self, line_id: str | None) -> None:
        """Show only what stands on a line; None shows all."""
        with QSignalBlocker(self._line_box):
            self.filters.choose("Budget line", line_id)
        self._apply()

    def focus(self, transaction_id: str) -> None:
        """Bring one transaction into sight, taking the filter away if it hides it."""
        if self._model.row_of(transaction_id) is None:
            self.clear_filter()
        self.table.select_key(transaction_id)
        self.table.setFocus()

    def clear_filter(self) -> None:
        """Show everything."""
        for box in (self._line_box, self._kind_box, self._proof_box):
            box.setCurrentIndex(0)
        self.amount.clear()
        self.filters.search.clear()
        self._apply()

    def wanted(self) -> TransactionFilter:
        """Return what is asked for. Raises UserError when the amount cannot be read."""
        least, most = amount_range(self.amount.text())
        return TransactionFilter(
            text=self.filters.search.text().strip(),
            line_id=cast(str | None, self.filters.choice("Budget line")),
            kind=cast(TransactionKind | None, self.filters.choice("Kind")),
            proof=cast(Proof, self.filters.choice("Evidence")),
            least=least,
            most=most,
        )

    def put_on_line(self, line: BudgetLine | None) -> None:
        """Put the selected transactions on a line of their agreement, or on none, as one step."""
        rows = [r for r in self.table.selected_records() if line is None or r.entry.agreement_id == line.agreement_id]
        others = len(self.table.selected_records()) - len(rows)
        if line is not None and others:
            self._session.show_error(
                UserError(f"{payments(others)} of the selection belong to another agreement than {line_name(line)}.")
            )
            return
        where = "off their lines" if line is None else f"on {line_name(line)}"
        ids = [row.id for row in rows]
        line_id = None if line is None else line.id
        self._session.do(f"Put {payments(len(ids))} {where}", lambda: self._session.store.funding.assign(ids, line_id))

    def attach(self, paths: list[Path], rows: Sequence[TransactionRow]) -> bool:
        """Keep files as evidence of transactions, as one step."""
        ids = [row.id for row in rows]
        attach = self._session.store.evidence.attach_to_transactions
        return bool(take_files(self._session, self, paths, payments(len(ids)), lambda proof: attach(proof, ids)))

    def _build_filters(self) -> FilterBar:
        bar = FilterBar("Find in payee, description, reference…")
        self._line_box = bar.add_choice("Budget line", [("All lines", None)])
        self._kind_box = bar.add_choice("Kind", [("All kinds", None), *KINDS])
        proofs = [(each.value.capitalize(), each) for each in Proof]
        self._proof_box = bar.add_choice("Evidence", proofs)
        self.amount = QLineEdit()
        self.amount.setPlaceholderText("Amount, e.g. over 500")
        self.amount.setAccessibleName("Amount: 250, 100 to 500, over 500 or under 20")
        self.amount.setToolTip("250, 100 to 500, over 500 or under 20")
        self.amount.setClearButtonEnabled(True)
        self.amount.setMaximumWidth(SPACE * 22)
        self.amount.textChanged.connect(lambda: self._apply())
        bar.add_widget(self.amount)
        bar.changed.connect(self._apply)
        self._line_box.activated.connect(lambda _: self.line_chosen.emit(self.filters.choice("Budget line")))
        return bar

    def _build_foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(SPACE * 3 // 2, 0, SPACE, SPACE // 2)
        row.setSpacing(SPACE)
        self.selection = ElidedLabel("", "quiet")
        row.addWidget(self.selection, 1)
        self.line_button = button("Put on a &line", "flat", icon="list-checks")
        self._line_menu = QMenu(self)
        self._line_menu.aboutToShow.connect(self._fill_line_menu)
        self.line_button.setMenu(self._line_menu)
        self.attach_button = button("Attach a &file…", "flat", icon="paperclip")
        self.attach_button.clicked.connect(self._choose_files)
        self.remove_button = button("&Remove", "flat", icon="trash-2")
        self.remove_button.clicked.connect(self._remove)
        for made in (self.line_button, self.attach_button, self.remove_button):
            row.addWidget(made)
        self.table.add_row_action("Open", "", lambda: self._with_one(self.opened.emit))
        self.table.add_row_action("Attach a file…", "Ctrl+Shift+A", self._choose_files)
        self.table.add_row_action("Remove", "Del", self._remove)
        return row

    def _with_one(self, do: Callable[[TransactionRow], object]) -> None:
        rows = self.table.selected_records()
        if rows:
            do(rows[0])

    def _apply(self) -> None:
        try:
            wanted = self.wanted()
        except UserError as error:
            self._mark_amount(str(error))
            self._say_selection()
            return
        self._mark_amount("")
        self._model.set_filter(None if wanted.asks_nothing else wanted.accepts)
        shown, total = len(self._model.records), self._model.total
        self.filters.say_count(shown, total, "transaction")
        self.table.say_when_empty(
            "Nothing here is as you ask: change the filter to see more."
            if total
            else "No transactions yet. Add a payment, or import the ledger that lists them."
        )
        self._say_selection()

    def _mark_amount(self, problem: str) -> None:
        if bool(self.amount.property("wrong")) != bool(problem):
            self.amount.setProperty("wrong", bool(problem))
            self.amount.style().unpolish(self.amount)
            self.amount.style().polish(self.amount)
        self.amount.setToolTip(problem or "250, 100 to 500, over 500 or under 20")

    def _say_selection(self) -> None:
        rows = self.table.selected_records()
        shown = self._model.records
        sum_of_shown = selection_words(shown).replace("selected", "shown", 1) if shown else ""
        self.selection.setText(selection_words(rows) if len(rows) > 1 else sum_of_shown)
        for made in (self.line_button, self.attach_button, self.remove_button):
            made.setEnabled(bool(rows) and not self._session.read_only)

    def _line_choices(self, row: TransactionRow) -> Choices:
        own = [line for line in self._lines if line.agreement_id == row.entry.agreement_id]
        return [("not assigned", None), *((line_name(line), line.id) for line in own)]

    def _fill_line_menu(self) -> None:
        self._line_menu.clear()
        for line in self._lines:
            self._line_menu.addAction(line_name(line).replace("&", "&&"), partial(self.put_on_line, line))
        self._line_menu.addSeparator()
        self._line_menu.addAction("No line", lambda: self.put_on_line(None))

    def _drop(self, row: TransactionRow, paths: list[Path]) -> None:
        self.attach(paths, [row])

    def _choose_files(self) -> None:
        rows = self.table.selected_records()
        if not rows or self._session.read_only:
            return
        if paths := choose_files(self):
            self.attach(paths, rows)

    def _remove(self) -> None:
        rows = self.table.selected_records()
        if not rows or self._session.read_only:
            return
        title = f"Remove {'this transaction' if len(rows) == 1 else f'these {len(rows):,} transactions'}?"
        text = "Their evidence stays in the record. Ctrl+Z brings them back."
        if messages.confirm(self, title, text, "Remove", danger=True):
            ids = [row.id for row in rows]
            word = "a transaction" if len(ids) == 1 else f"{len(ids):,} transactions"
            self._session.do(f"Removed {word}", lambda: self._session.store.funding.remove_transactions(ids))
