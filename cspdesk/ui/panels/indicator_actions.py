"""The actions that are meant to move an indicator: a list, and a field to add to it by typing a title."""

from PySide6.QtWidgets import QWidget

from cspdesk.app.indicator_edits import tie_action, untie_action
from cspdesk.domain.audience import may_see
from cspdesk.domain.plans import Action
from cspdesk.ui.models.action_links import action_place, other_actions, when_words
from cspdesk.ui.models.plan_rows import withheld_words
from cspdesk.ui.panels.action_links import LinkList
from cspdesk.ui.panels.picking import PickedRow
from cspdesk.ui.panels.telling import column_of, say, told_step
from cspdesk.ui.session import Session
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.text import label


class IndicatorActions(QWidget):
    """Each tie is a step of its own. An action opened is gone to in the window behind."""

    def __init__(self, session: Session, indicator_id: str) -> None:
        super().__init__()
        self._session = session
        self._id = indicator_id
        self.list = LinkList(
            "Actions meant to move it",
            "No action is meant to move it yet. Without one nobody can say what the work should change.",
            "Add an action: type its title",
            session,
        )
        self.list.pick.picked.connect(self._add)
        self.list.pick.named.connect(lambda text: say(self.list.problem, f"No single action is called “{text}”."))
        self.withheld = label("", "quiet", wrap=True)
        column = column_of(self, SPACE)
        column.addSpacing(SPACE)
        column.addWidget(self.list)
        column.addWidget(self.withheld)
        column.addStretch(1)
        self.reload()

    def reload(self) -> None:
        """Show what the record holds now."""
        session = self._session
        ids = session.store.results.actions_of(self._id)
        actions = [session.store.plans.actions.get(id_) for id_ in ids]
        seen = sorted((a for a in actions if may_see(session.audience, a.marking)), key=lambda a: (a.due_on, a.id))
        self.list.show_rows(self._row(action) for action in seen)
        self.list.pick.offer_when_asked(lambda: other_actions(session, ids))
        hidden = withheld_words(len(actions) - len(seen), "tied action", session.audience)
        self.withheld.setText(hidden)
        self.withheld.setVisible(bool(hidden))

    def _row(self, action: Action) -> PickedRow:
        session = self._session
        row = PickedRow(action.title, when_words(action, session.today), leads=True, fixed=session.read_only)
        row.opened.connect(lambda: session.go_to.emit(action_place(action, session.year)))
        row.taken_off.connect(lambda: self._drop(action))
        return row

    def _add(self, action_id: str) -> None:
        store = self._session.store
        indicator, action = store.results.indicators.get(self._id), store.plans.actions.get(action_id)
        done = f"Named “{indicator.name}” as what “{action.title}” is meant to move"
        told_step(self._session, done, lambda: tie_action(store, indicator, action_id), self.list.problem)
        self.list.pick.setFocus()

    def _drop(self, action: Action) -> None:
        store = self._session.store
        indicator = store.results.indicators.get(self._id)
        done = f"Took “{indicator.name}” off what “{action.title}” is meant to move"
        told_step(self._session, done, lambda: untie_action(store, indicator, action.id), self.list.problem)
        self.list.pick.setFocus()
