"""What an action hangs together with: actions it waits for, actions that wait for it, indicators it is to move."""

from collections.abc import Callable, Iterable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from cspdesk.domain.plans import Action
from cspdesk.domain.whole_action import WholeAction
from cspdesk.ui.models.action_links import action_place, indicator_names, other_actions, read_links, when_words
from cspdesk.ui.models.plan_rows import days_late, withheld_words
from cspdesk.ui.panels.picking import PickBox, PickedRow
from cspdesk.ui.panels.telling import clear, column_of, only_if, problem_label, say, told_step
from cspdesk.ui.session import Session
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.text import label


class LinkList(QWidget):
    """A list under its words, and a field to add to it by typing."""

    def __init__(self, words: str, nothing: str, add_words: str, session: Session) -> None:
        super().__init__()
        self._nothing = nothing
        self._fixed = session.read_only
        column = column_of(self)
        column.addWidget(label(words, "caption"))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        column.addLayout(self._rows)
        self.pick = PickBox(add_words)
        only_if(self.pick, not session.read_only)
        column.addWidget(self.pick)
        self.problem = problem_label()
        column.addWidget(self.problem)

    def show_rows(self, rows: Iterable[PickedRow]) -> None:
        """Show these; the quiet words when there are none."""
        clear(self._rows)
        for row in rows:
            self._rows.addWidget(row)
        if not self._rows.count():
            self._rows.addWidget(label(self._nothing, "quiet", wrap=True))


class LinksPart(QWidget):
    """Each link is a step of its own; a ring of actions that wait for each other is refused in words."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._whole: WholeAction | None = None
        column = column_of(self, SPACE * 3 // 2)
        self.needs = LinkList(
            "Waits for", "It waits for no other action.", "Add an action it waits for: type its title", session
        )
        self.needed_by = LinkList(
            "Waited for by", "No other action waits for it.", "Add an action that waits for it: type its title", session
        )
        self.indicators = LinkList(
            "Meant to move (indicators)",
            "Not said yet. Name the outcome it is meant to change, such as violence in public places.",
            "Add an indicator: type its name and press Enter",
            session,
        )
        for part in (self.needs, self.needed_by, self.indicators):
            column.addWidget(part)
        self.withheld = label("", "quiet", wrap=True)
        column.addWidget(self.withheld)
        self.needs.pick.picked.connect(self._add_need)
        self.needed_by.pick.picked.connect(self._add_needed_by)
        self.indicators.pick.picked.connect(self._add_indicator)
        self.indicators.pick.named.connect(self._add_indicator)
        for part in (self.needs, self.needed_by):
            part.pick.named.connect(lambda text, part=part: _not_found(part, text))

    def show_links(self, whole: WholeAction) -> None:
        """Read and show what the record holds now."""
        self._whole = whole
        session, mine = self._session, whole.action.id
        links = read_links(session, whole.action, whole.needs_ids)
        self.needs.show_rows(self._action_row(a, self._drop_need) for a in links.needs)
        self.needed_by.show_rows(self._action_row(a, self._drop_needed_by) for a in links.needed_by)
        self.indicators.show_rows(self._indicator_row(name) for name in whole.indicators)
        waiting = {a.id for a in links.needed_by}
        self.needs.pick.offer_when_asked(lambda: other_actions(session, {mine, *whole.needs_ids}))
        self.needed_by.pick.offer_when_asked(lambda: other_actions(session, {mine, *waiting}))
        self.indicators.pick.offer_when_asked(lambda: indicator_names(session, whole.indicators))
        for part in (self.needs, self.needed_by, self.indicators):
            if not part.pick.hasFocus():
                say(part.problem, "")
        hidden = withheld_words(links.withheld, "linked action", self._session.audience)
        self.withheld.setText(hidden)
        self.withheld.setVisible(bool(hidden))

    def _action_row(self, action: Action, drop: Callable[[Action], None]) -> PickedRow:
        today = self._session.today
        tone = "danger" if days_late(action, today) is not None else ""
        row = PickedRow(action.title, when_words(action, today), leads=True, tone=tone, fixed=self._session.read_only)
        row.opened.connect(lambda: self._session.go_to.emit(action_place(action, self._session.year)))
        row.taken_off.connect(lambda: drop(action))
        return row

    def _indicator_row(self, name: str) -> PickedRow:
        row = PickedRow(name, fixed=self._session.read_only)
        row.taken_off.connect(lambda: self._drop_indicator(name))
        return row

    def _set_needs(self, done: str, action_id: str, needs: Iterable[str], part: LinkList) -> None:
        plans = self._session.store.plans
        wanted = tuple(needs)
        told_step(self._session, done, lambda: plans.set_needs(action_id, wanted), part.problem)
        part.pick.setFocus()

    def _add_need(self, other_id: str) -> None:
        whole = self._known()
        title = self._session.store.plans.actions.get(other_id).title
        done = f"“{whole.action.title}” now waits for “{title}”"
        self._set_needs(done, whole.action.id, (*whole.needs_ids, other_id), self.needs)

    def _drop_need(self, other: Action) -> None:
        whole = self._known()
        done = f"“{whole.action.title}” no longer waits for “{other.title}”"
        self._set_needs(done, whole.action.id, (i for i in whole.needs_ids if i != other.id), self.needs)

    def _add_needed_by(self, other_id: str) -> None:
        me = self._known().action
        title = self._session.store.plans.actions.get(other_id).title
        done = f"“{title}” now waits for “{me.title}”"
        self._set_needs(done, other_id, (*self._needs_of(other_id), me.id), self.needed_by)

    def _drop_needed_by(self, other: Action) -> None:
        me = self._known().action
        done = f"“{other.title}” no longer waits for “{me.title}”"
        self._set_needs(done, other.id, (i for i in self._needs_of(other.id) if i != me.id), self.needed_by)

    def _needs_of(self, action_id: str) -> tuple[str, ...]:
        return tuple(d.needs_id for d in self._session.store.plans.dependencies.where("action_id = ?", action_id))

    def _add_indicator(self, name: str) -> None:
        whole = self._known()
        self._set_indicators(f"Named “{name}” as what", (*whole.indicators, name))

    def _drop_indicator(self, name: str) -> None:
        whole = self._known()
        self._set_indicators(f"Took “{name}” off what", tuple(n for n in whole.indicators if n != name))

    def _set_indicators(self, done: str, names: tuple[str, ...]) -> None:
        action, plans = self._known().action, self._session.store.plans
        label = f"{done} “{action.title}” is meant to move"
        told_step(self._session, label, lambda: plans.set_indicators(action.id, names), self.indicators.problem)
        self.indicators.pick.clear()
        self.indicators.pick.setFocus()

    def _known(self) -> WholeAction:
        assert self._whole is not None
        return self._whole


def _not_found(part: LinkList, text: str) -> None:
    say(part.problem, f"No single action is called “{text}”. Choose one from the list.")
