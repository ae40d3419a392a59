"""One review looked at: what the plan said then, what changed since, each to be copied as text or as a table."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from cspdesk.domain.frozen_plan import FrozenPlan
from cspdesk.domain.records import dataclass
from cspdesk.domain.reviews import Review
from cspdesk.ui.panels.frozen_view import FrozenView
from cspdesk.ui.panels.since_view import SinceView
from cspdesk.ui.session import Place, Session
from cspdesk.ui.tab_bar import TitleTabs
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.fields import ChoiceBox
from cspdesk.ui.widgets.text import ElidedLabel, button

SINCE, THEN = "since", "then"


@dataclass(frozen=True, slots=True)
class Looking:
    """What is looked at: a title, a review for what changed since it, a plan with the words for it.

    whole: everything of all priorities is shown unless the person asks for this one alone.
    """

    title: str
    since: Review | None
    plan: FrozenPlan | None = None
    plan_words: str = "What the plan said"
    since_words: str = "What changed since"
    first: str = SINCE
    whole: bool = False


class ReviewLook(QWidget):
    """`left`: back to all reviews. `chosen(id)`: another review is to be compared with."""

    left = Signal()
    chosen = Signal(str)

    def __init__(self, session: Session, priority_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._looking = Looking("", None)
        self.since = SinceView(session, priority_id)
        self.frozen = FrozenView(session, priority_id)
        for view in (self.since, self.frozen):
            view.opened.connect(self._go)
        self._leaves: tuple[str, ...] = ()
        self._build_head()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.since)
        self._stack.addWidget(self.frozen)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE * 2, SPACE * 3 // 2, SPACE * 2, SPACE * 2)
        column.setSpacing(SPACE)
        column.addLayout(self._head)
        column.addWidget(self.leaves)
        column.addWidget(self._stack, 1)

    def _build_head(self) -> None:
        self.back = button("All reviews", "link", icon="chevron-left", tip="Back to all reviews (Esc)")
        self.back.clicked.connect(self.left)
        self.title = ElidedLabel("", "lead")
        self._head = QHBoxLayout()
        self._head.setSpacing(SPACE * 2)
        self._head.addWidget(self.back)
        self._head.addWidget(self.title, 1)
        self.which: ChoiceBox[str] = ChoiceBox()
        self.which.setAccessibleName("Since which review")
        self.which.activated.connect(lambda _: self.chosen.emit(self.which.value()))
        self.scope: ChoiceBox[bool] = ChoiceBox([("This priority", False), ("All priorities", True)])
        self.scope.setAccessibleName("Of which priorities")
        self.scope.activated.connect(lambda _: self._show_leaf())
        self.leaves = TitleTabs()
        self.leaves.setAccessibleName("What is shown of the review")
        self.leaves.currentChanged.connect(lambda _: self._show_leaf())
        self.copy_button = button("Copy", icon="file-text", tip="Copy all that is shown")
        menu = QMenu(self.copy_button)
        menu.addAction("Copy as &text, for a letter or minutes").triggered.connect(self.copy_text)
        menu.addAction("Copy as a t&able, for a spreadsheet").triggered.connect(self.copy_table)
        self.copy_button.setMenu(menu)
        for part in (self.which, self.scope, self.copy_button):
            self._head.addWidget(part)

    def look_at(self, looking: Looking, others: Sequence[tuple[str, str]] = ()) -> None:
        """Show this. others: reviews to compare with instead, by their words and ids."""
        self._looking = looking
        self.title.setText(looking.title)
        kinds = ((THEN, looking.plan, looking.plan_words), (SINCE, looking.since, looking.since_words))
        self._leaves = tuple(kind for kind, there, _ in kinds if there is not None)
        self.leaves.blockSignals(True)
        self.leaves.show_titles([words for _, there, words in kinds if there is not None], keys=False)
        if looking.first in self._leaves:
            self.leaves.setCurrentIndex(self._leaves.index(looking.first))
        self.leaves.blockSignals(False)
        self.leaves.setVisible(len(self._leaves) > 1)
        self.which.set_options(others)
        self.which.setVisible(len(others) > 1)
        if looking.since is not None:
            self.which.set_value(looking.since.id)
        whole = any(r is not None and r.priority_id is None for r in (looking.since,)) or looking.whole
        self.scope.setVisible(whole)
        self.scope.set_value(looking.whole)
        self._show_leaf()

    @property
    def leaf(self) -> SinceView | FrozenView:
        """The leaf shown."""
        return self.since if self._stack.currentWidget() is self.since else self.frozen

    def reload(self) -> None:
        """Read what is shown anew."""
        self.leaf.reload()

    def _show_leaf(self) -> None:
        place = self.leaves.currentIndex()
        kind = self._leaves[place] if 0 <= place < len(self._leaves) else ""
        looking, whole = self._looking, self.scope.value() and not self.scope.isHidden()
        if kind == SINCE and looking.since is not None:
            self.since.show_since(looking.since, whole=whole)
            self._stack.setCurrentWidget(self.since)
        elif looking.plan is not None:
            self.frozen.show_plan(looking.plan, whole=whole)
            self._stack.setCurrentWidget(self.frozen)

    def copy_text(self) -> None:
        """Copy what is shown as text."""
        QGuiApplication.clipboard().setText(self.leaf.text())
        self._session.message.emit("Copied as text")

    def copy_table(self) -> None:
        """Copy what is shown as a table, whole."""
        table = self.leaf.table
        kept = table.current_record()
        table.selectAll()
        table.copy()
        table.clearSelection()
        if kept is not None:
            table.select_key(kept.id)
        self._session.message.emit("Copied as a table")

    def _go(self, action_id: str, priority_id: str) -> None:
        """Go to an action as it is now; one taken out of the plan is nowhere to go to."""
        if self._session.store.plans.actions.find(action_id) is None:
            self._session.message.emit("This action is no longer in the plan")
            return
        self._session.go_to.emit(Place("priority", priority_id, "plan", action_id))
