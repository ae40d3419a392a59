"""The budget lines that pay for an action, each with where it stands; clicking one opens its money."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from cspdesk.domain.money import pounds
from cspdesk.domain.plans import Action
from cspdesk.ui.models.action_money import ActionMoney, PayingLine, free_name, line_place
from cspdesk.ui.models.money_rows import line_name
from cspdesk.ui.models.plan_rows import withheld_words
from cspdesk.ui.panels.picking import PickBox, PickedRow
from cspdesk.ui.panels.telling import clear, column_of, only_if, problem_label, say, told_step
from cspdesk.ui.session import Session
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.money_bar import MoneyBar
from cspdesk.ui.widgets.text import label


class MoneyPart(QWidget):
    """Lines are linked and unlinked here; each is a step of its own."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._action: Action | None = None
        self._line_ids: tuple[str, ...] = ()
        column = column_of(self, SPACE)
        self._list = QVBoxLayout()
        self._list.setSpacing(SPACE * 2)
        column.addLayout(self._list)
        self.problem = problem_label()
        self.pick = PickBox("Link a budget line: type its name")
        only_if(self.pick, not session.read_only)
        self.pick.picked.connect(self._link)
        self.pick.named.connect(lambda text: say(self.problem, f"No line of this year is called “{text}”."))
        column.addWidget(self.pick)
        column.addWidget(self.problem)

    def show_money(self, action: Action, line_ids: tuple[str, ...], money: ActionMoney) -> None:
        """Show what the record holds now."""
        self._action, self._line_ids = action, line_ids
        clear(self._list)
        year = self._session.year.label
        for paying in money.paying:
            self._list.addWidget(self._line(paying))
        if not line_ids:
            begin = "" if self._session.read_only else " Link one, and its money stands here."
            words = f"No budget line pays for this action yet.{begin}"
            self._list.addWidget(label(words, "quiet", wrap=True))
        elif money.paying:
            self._list.insertWidget(0, label(f"Each line as a whole, in {year}", "caption"))
        if money.elsewhere:
            more = "Another line that pays for it has" if money.paying else "The line that pays for it has"
            self._list.addWidget(label(f"{more} no money in {year}.", "quiet", wrap=True))
        if hidden := withheld_words(money.withheld, "budget line", self._session.audience):
            self._list.addWidget(label(hidden, "quiet", wrap=True))
        self.pick.offer({row.id: free_name(row) for row in money.free})
        self.pick.setEnabled(bool(money.free))
        self.pick.setPlaceholderText(
            "Link a budget line: type its name" if money.free else f"There is no other line in {year}"
        )

    def _line(self, paying: PayingLine) -> QWidget:
        made = QWidget()
        column = column_of(made)
        head = PickedRow(paying.name, leads=True, fixed=self._session.read_only)
        head.opened.connect(lambda: self._session.go_to.emit(line_place(paying.row)))
        head.taken_off.connect(lambda: self._unlink(paying))
        column.addWidget(head)
        bar = MoneyBar(paying.row.position)
        bar.words.hide()
        column.addWidget(bar)
        column.addLayout(_figures(paying))
        if paying.others_words:
            column.addWidget(label(paying.others_words, "caption", wrap=True))
        return made

    def _link(self, line_id: str) -> None:
        line = self._session.store.funding.lines.get(line_id)
        self._keep(f"Linked “{line_name(line)}” to", (*self._line_ids, line_id))
        self.pick.setFocus()

    def _unlink(self, paying: PayingLine) -> None:
        self._keep(f"Unlinked “{paying.name}” from", tuple(i for i in self._line_ids if i != paying.row.id))
        self.pick.setFocus()

    def _keep(self, done: str, line_ids: tuple[str, ...]) -> None:
        action = self._action
        if action is not None:
            plans = self._session.store.plans
            told_step(
                self._session, f"{done} “{action.title}”", lambda: plans.set_lines(action.id, line_ids), self.problem
            )


def _figures(paying: PayingLine) -> QGridLayout:
    """Return every figure of a line under its word, three abreast, so that none is ever cut."""
    position, untraced = paying.row.position, paying.row.traced.untraced
    figures = (
        ("Revised", position.revised, ""),
        ("Spent", position.actual, ""),
        ("Committed", position.committed, ""),
        ("Left", position.available, "danger" if position.available < 0 else ""),
        ("Not yet evidenced", untraced, ""),
    )
    grid = QGridLayout()
    grid.setHorizontalSpacing(SPACE * 2)
    grid.setVerticalSpacing(0)
    for place, (word, pence, tone) in enumerate(figures):
        row, column = divmod(place, 3)
        grid.addWidget(label(word, "caption"), row * 3, column)
        figure = label(pounds(pence), "danger" if tone else "body")
        figure.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        figure.setAccessibleName(f"{word}: {pounds(pence)}")
        grid.addWidget(figure, row * 3 + 1, column)
        grid.setColumnStretch(column, 1)
    grid.setRowMinimumHeight(2, SPACE // 2)
    return grid
