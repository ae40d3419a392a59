"""One payment's way, from who paid to what it was to change; each step leads to its place, each gap is said."""

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from cspdesk.domain.audience import Audience, may_see
from cspdesk.domain.money import short_pounds
from cspdesk.domain.periods import FinancialYear, long_date
from cspdesk.domain.proof import counted
from cspdesk.domain.tracing import Chain
from cspdesk.domain.whole_action import WholeAction
from cspdesk.store.reconcile import chain_of
from cspdesk.ui.models.money_rows import line_name
from cspdesk.ui.session import Place, Session
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.text import ElidedLabel, label

Step = tuple[str, str, Place | None]


class ElidedLink(QPushButton):
    """A link that ends in … where there is no room; the whole of it is on hovering and is spoken."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self._words = words
        self.setProperty("role", "link")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        self.setAccessibleName(words)
        self.setToolTip(f"Go to {words}")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        shown = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, self.width() - SPACE)
        self.setText(shown.replace("&", "&&"))


class TraceChain(QWidget):
    """The steps in their order: funder, agreement, clause, line, priority, evidence, actions with what they did."""

    def __init__(self, session: Session, transaction_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        chain = chain_of(session.store, transaction_id)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addLayout(self._steps(chain))
        for gap in chain.gaps:
            column.addWidget(label(gap, "notice", wrap=True))
        if not chain.gaps:
            column.addWidget(label("It can be followed from the funder to what it was to change.", "quiet", wrap=True))

    def _steps(self, chain: Chain) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE)
        grid.setVerticalSpacing(SPACE // 2)
        grid.setColumnStretch(1, 1)
        for row, (what, words, place) in enumerate(steps_of(chain, self._session)):
            grid.addWidget(label(what, "caption"), row, 0)
            if place is None:
                grid.addWidget(ElidedLabel(words), row, 1)
                continue
            link = ElidedLink(words)
            link.clicked.connect(partial(self._session.go_to.emit, place))
            grid.addWidget(link, row, 1)
        return grid


def steps_of(chain: Chain, session: Session) -> Iterator[Step]:
    """Give each step of a payment's way: what it is, its words, and where it leads."""
    entry, agreement, audience = chain.transaction, chain.agreement, session.audience
    year = FinancialYear.of(entry.occurred_on)
    yield "Funder", chain.funder.name, None
    yield "Agreement", agreement.reference, Place("funding", None, "lines", agreement.id, year)
    if chain.rule is not None:
        verb = "allows it" if chain.rule.eligible else "rules it out"
        yield "Clause", f"{chain.rule.clause} {verb}", Place("funding", None, "terms", chain.rule.id, year)
    for order in chain.orders:
        yield "Order", f"{short_pounds(order.amount_pence)} of {long_date(order.occurred_on)}", None
    for back in chain.refunds:
        yield "Came back", f"{short_pounds(-back.amount_pence)} on {long_date(back.occurred_on)}", None
    if chain.line is not None:
        yield "Line", line_name(chain.line), Place("funding", None, "lines", chain.line.id, year)
        yield from _what_it_bought(chain, audience, year)


def _what_it_bought(chain: Chain, audience: Audience, year: FinancialYear) -> Iterator[Step]:
    """Give the steps from the budget line on, as far as the audience may see them."""
    priority_id = None if chain.priority is None else chain.priority.id
    if chain.priority is not None:
        yield "Priority", chain.priority.name, Place("priority", priority_id, "money", chain.transaction.id, year)
    for proof in chain.evidence:
        if may_see(audience, proof.marking):
            place = Place("priority", priority_id, "evidence", proof.id, year) if priority_id else None
            yield "Evidence", proof.title, place
    for action in chain.actions:
        if may_see(audience, action.action.marking):
            place = Place("priority", action.action.priority_id, "plan", action.action.id)
            yield "Action", action.action.title, place
            if did := what_it_did(action):
                yield "", did, place


def what_it_did(action: WholeAction) -> str:
    """Say how much an action has by which what it did is told."""
    counts = (
        (len(action.milestones), "milestone"),
        (len(action.outputs), "output"),
        (len(action.indicators), "indicator"),
    )
    return ", ".join(counted(count, word) for count, word in counts if count)
