"""What is proved of all that was paid, by agreement, priority or line; and which proofs need no longer be kept."""

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from cspdesk.domain.audience import Audience, may_see
from cspdesk.domain.keeping import Kept
from cspdesk.domain.proof import counted
from cspdesk.ui.models.funding_proof import (
    TracedRow,
    by_agreement,
    by_line,
    by_priority,
    kept_columns,
    traced_columns,
    traced_words,
)
from cspdesk.ui.models.reckoning import reckoning_of
from cspdesk.ui.models.table import TableModel
from cspdesk.ui.panels.readable import keep_readable
from cspdesk.ui.session import Session
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.card import Card
from cspdesk.ui.widgets.side_panel import SidePanel
from cspdesk.ui.widgets.table import TableView
from cspdesk.ui.widgets.text import button, label

WAYS = (("By agreement", by_agreement), ("By priority", by_priority), ("By line", by_line))
DISPOSAL = len(WAYS)


class ProofPage(QWidget):
    """Every row leads to where its payments and proofs are seen."""

    def __init__(self, session: Session, _panel: SidePanel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._way = 0
        self._shown_to: Audience | None = None
        self._reckoning = reckoning_of(session)
        self._reckoning.ready.connect(self.reload)
        self._traced: TableModel[TracedRow] = TableModel(traced_columns(), session)
        self.traced = TableView(self._traced, session, "What is evidenced")
        self.traced.say_when_empty("Nothing was paid yet, so there is nothing to prove.")
        self.traced.opened.connect(self._go)
        self._kept: TableModel[Kept] = TableModel(kept_columns(), session, key=lambda k: k.evidence.id)
        self.kept = TableView(self._kept, session, "Evidence due for disposal")
        self.kept.say_when_empty(
            "Nothing is due: every proof is kept six years after its year, or as somebody decided."
        )
        self._lay_out()
        self.turn(0)

    def reload(self) -> None:
        """Read what is proved."""
        found = self._reckoning.now()
        if found is None:
            self.said.setText("Adding up…")
            if self._shown_to != self._session.audience:  # what others saw goes at once
                self._traced.show(())
                self._kept.show(())
            return
        self._shown_to = self._session.audience
        store, audience = self._session.store, self._session.audience
        due = [k for k in found.due if may_see(audience, k.evidence.marking)]
        self.ways[DISPOSAL].setText(f"Due for disposal ({len(due):,})" if due else "Due for disposal")
        if self._way == DISPOSAL:
            self._kept.show(due)
            text = f"{counted(len(due), 'proof')} need no longer be kept." if due else "Nothing is due for disposal."
            self.said.setText(f"{text} cspdesk deletes nothing by itself.")
            return
        rows = WAYS[self._way][1](store, found.trace, audience)
        self._traced.show(rows)
        self.said.setText(traced_words(rows))

    def turn(self, way: int) -> None:
        """Show what is proved one way, or what is due for disposal."""
        self._way = way
        self.ways[way].setChecked(True)
        self._stack.setCurrentWidget(self.kept if way == DISPOSAL else self.traced)
        self.reload()

    def focus_record(self, record_id: str) -> bool:
        """Put the cursor on an agreement, priority or line; return whether it is here."""
        return self.traced.select_key(record_id)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(SPACE)
        self.ways = []
        for place, words in enumerate([*(title for title, _ in WAYS), "Due for disposal"]):
            made = button(words, "choice")
            made.setCheckable(True)
            made.setAutoExclusive(True)
            made.clicked.connect(partial(self.turn, place))
            self.ways.append(made)
            head.addWidget(made)
        head.addStretch(1)
        self.said = label("", "lead", wrap=True)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.traced)
        self._stack.addWidget(self.kept)
        card = Card(tight=True)
        keep_readable(self._stack, 13)
        card.body.addWidget(self._stack)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, SPACE)
        column.setSpacing(SPACE)
        column.addWidget(self.said)
        column.addLayout(head)
        column.addWidget(card, 1)
        column.addWidget(
            label("Enter or a double click on a row goes to where its payments are.", "caption", wrap=True)
        )

    def _go(self, row: TracedRow) -> None:
        if row.place is not None:
            self._session.go_to.emit(row.place)
