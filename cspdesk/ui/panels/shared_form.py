"""The form of a shared cost: its key and who bears it, with every share to the penny as it is typed."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from cspdesk.domain.money import pounds
from cspdesk.domain.shared_costs import CostShare, SharedCost, ShareKey, apportioned
from cspdesk.errors import UserError
from cspdesk.store.ids import new_id
from cspdesk.ui.models.money_rows import line_name
from cspdesk.ui.panels.form_panel import FormPanel
from cspdesk.ui.session import Session
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.fields import ChoiceBox, MoneyEdit, TextBox
from cspdesk.ui.widgets.text import button, label, tool_button

WEIGHTS = {ShareKey.PERCENTAGE: "%", ShareKey.HEADCOUNT: "heads"}


class _Bearer:
    """The fields of one bearer and the amount it comes to."""

    def __init__(self, share: CostShare, lines: Sequence[tuple[str, str | None]], key: ShareKey) -> None:
        self.share = share
        self.name = QLineEdit(share.bearer)
        self.name.setAccessibleName("Bearer")
        shown = f"{share.weight / 100:g}" if key is ShareKey.PERCENTAGE else str(share.weight)
        self.weight = QLineEdit(shown if share.weight else "")
        self.weight.setAccessibleName("Percent or heads")
        self.weight.setMaximumWidth(SPACE * 9)
        self.amount: QLabel = label("", "strong")
        self.line: ChoiceBox[str | None] = ChoiceBox(lines)
        self.line.set_value(share.line_id)
        self.line.setAccessibleName("Our budget line that bears it")
        self.line.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.line.setMinimumContentsLength(10)
        self.off = tool_button("x", "Take this bearer off")

    def filled(self, place: int, key: ShareKey) -> CostShare:
        """Return the share as typed. Raises UserError when its name is missing or its weight cannot be read."""
        name = self.name.text().strip()
        if not name:
            raise UserError("Each who bears the cost needs a name.")
        return replace(
            self.share, bearer=name, weight=self._weight(name, key), position=place, line_id=self.line.value()
        )

    def _weight(self, name: str, key: ShareKey) -> int:
        text = self.weight.text().strip().removesuffix("%").strip()
        if key is ShareKey.EQUAL:
            return 1
        if not text:
            return 0
        try:
            number = Decimal(text) * (100 if key is ShareKey.PERCENTAGE else 1)
        except InvalidOperation:
            number = Decimal("0.5")
        if number != number.to_integral_value():
            what = "a percentage such as 33.33" if key is ShareKey.PERCENTAGE else "a whole number of heads"
            raise UserError(f"{name}: “{text}” is not {what}.")
        return int(number)


class BearersField(QWidget):
    """Who bears a cost, one row each; `edited`: something was typed."""

    edited = Signal()

    def __init__(self, session: Session, cost: SharedCost, shares: Sequence[CostShare]) -> None:
        super().__init__()
        self._cost_id = cost.id
        self.key = cost.key
        agreements = session.store.funding.all_agreements(cost.year)
        hidden = session.store.withheld_ids("budget_lines") - {share.line_id for share in shares}
        lines = [x for a in agreements for x in session.store.funding.lines_of(a.id) if x.id not in hidden]
        self._lines: list[tuple[str, str | None]] = [("Borne elsewhere", None), *((line_name(x), x.id) for x in lines)]
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(SPACE // 2)
        self._grid.setVerticalSpacing(SPACE // 2)
        self._bearers: list[_Bearer] = []
        self.add_button = button("Add another", icon="plus")
        self.add_button.clicked.connect(lambda *_: self.add())
        self.sum = label("", "quiet", wrap=True)
        row = QHBoxLayout()
        row.addWidget(self.add_button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addLayout(self._grid)
        column.addLayout(row)
        column.addWidget(self.sum)
        for share in shares or (self._new(), self._new()):
            self._take(share)
        self._lay_out()

    def add(self) -> None:
        """Begin another bearer."""
        self._take(self._new())
        self._lay_out()
        self._bearers[-1].name.setFocus()
        self.edited.emit()

    def shares(self) -> tuple[CostShare, ...]:
        """Return the shares as typed, not yet apportioned. Raises UserError naming what is wrong."""
        return tuple(b.filled(place, self.key) for place, b in enumerate(self._bearers, 1))

    def set_key(self, key: ShareKey) -> None:
        """Count by another key."""
        self.key = key
        self._lay_out()

    def show_amounts(self, cost: SharedCost) -> None:
        """Show each share to the penny, or say what stands in the way."""
        try:
            made = apportioned(cost, self.shares())
        except UserError as error:
            for bearer in self._bearers:
                bearer.amount.setText("–")
            self.sum.setText(str(error))
            return
        for bearer, share in zip(self._bearers, made, strict=True):
            bearer.amount.setText(pounds(share.amount_pence))
        self.sum.setText(f"Together {pounds(sum(s.amount_pence for s in made))}, the whole cost.")

    def _new(self) -> CostShare:
        return CostShare(new_id(), self._cost_id, 0, "", 0)

    def _take(self, share: CostShare) -> None:
        made = _Bearer(share, self._lines, self.key)
        made.off.clicked.connect(lambda *_: self._drop(made))
        for field in (made.name, made.weight):
            field.textChanged.connect(lambda *_: self.edited.emit())
        made.line.currentIndexChanged.connect(lambda *_: self.edited.emit())
        self._bearers.append(made)

    def _drop(self, bearer: _Bearer) -> None:
        self._bearers.remove(bearer)
        for part in (bearer.name, bearer.weight, bearer.amount, bearer.line, bearer.off):
            part.hide()
            part.deleteLater()
        self._lay_out()
        self.edited.emit()

    def _lay_out(self) -> None:
        """Two lines for each bearer: name, weight and way off; then our line and the amount."""
        while self._grid.takeAt(0) is not None:
            continue
        for place, b in enumerate(self._bearers):
            b.weight.setVisible(self.key is not ShareKey.EQUAL)
            b.weight.setPlaceholderText(WEIGHTS.get(self.key, ""))
            self._grid.addWidget(b.name, place * 2, 0)
            self._grid.addWidget(b.weight, place * 2, 1)
            self._grid.addWidget(b.off, place * 2, 2)
            self._grid.addWidget(b.line, place * 2 + 1, 0)
            self._grid.addWidget(b.amount, place * 2 + 1, 1, 1, 2)


class SharedCostPanel(FormPanel):
    """A shared cost and who bears it, apportioned anew in one step."""

    def edit(self, cost: SharedCost, shares: Sequence[CostShare], *, is_new: bool = False) -> None:
        """Show a shared cost."""
        if not self._panel.may_leave():
            return
        self._cost = cost
        self.title = QLineEdit(cost.title)
        self.total = MoneyEdit(cost.total_pence or None)
        self.key = ChoiceBox([(each.value.capitalize(), each) for each in ShareKey])
        self.key.set_value(cost.key)
        self.note = TextBox(cost.note, 2)
        self.bearers = BearersField(self._session, cost, shares)
        self.key.currentIndexChanged.connect(self._turn_key)
        self.total.textChanged.connect(self._show_amounts)
        self.bearers.edited.connect(self._show_amounts)
        self._show_amounts()
        rows: list[tuple[str, QWidget]] = [
            ("What is &shared", self.title),
            ("&Total", self.total),
            ("Shared &by", self.key),
            ("Borne by", self.bearers),
            ("&Note", self.note),
        ]
        kept = self._session.store.shared_costs
        remove = None
        if not is_new:
            remove = self._remover(
                f"Remove “{cost.title}”?",
                "Its shares go with it; what was paid stays. Ctrl+Z brings it back.",
                "Removed a shared cost",
                lambda: kept.remove(cost.id),
            )
        done = "Shared a cost" if is_new else "Apportioned a shared cost anew"
        title = "New shared cost" if is_new else cost.title
        self._begin(title, rows, done, self._checked, lambda: kept.save(self._filled(), self.bearers.shares()), remove)

    def _turn_key(self) -> None:
        self.bearers.set_key(ShareKey(self.key.value()))
        self._show_amounts()

    def _show_amounts(self) -> None:
        try:
            cost = self._filled()
        except UserError as error:
            self.bearers.sum.setText(str(error))
            return
        self.bearers.show_amounts(cost)

    def _filled(self) -> SharedCost:
        return replace(
            self._cost,
            title=self.title.text().strip(),
            total_pence=self.total.pence() or 0,
            key=ShareKey(self.key.value()),
            note=self.note.text(),
        )

    def _checked(self) -> None:
        cost = self._filled()
        if not cost.title:
            raise UserError("A shared cost needs a name: what is shared?")
        if cost.total_pence <= 0:
            raise UserError("A shared cost is an amount above nought.")
        apportioned(cost, self.bearers.shares())
