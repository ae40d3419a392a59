"""Everything the panel says of one action: its ratings at the top, and below them parts that fold away."""

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from cspdesk.domain.audience import may_see
from cspdesk.domain.periods import long_date
from cspdesk.domain.plans import Action, ActionUpdate
from cspdesk.domain.proof import counted
from cspdesk.domain.whole_action import WholeAction
from cspdesk.ui.models.action_links import links_sentence, needed_by_ids
from cspdesk.ui.models.action_money import ActionMoney, money_sentence, read_action_money
from cspdesk.ui.models.milestone_words import milestones_sentence
from cspdesk.ui.models.output_words import outputs_sentence
from cspdesk.ui.models.plan_rows import ago_words
from cspdesk.ui.panels.action_details import DetailsPart
from cspdesk.ui.panels.action_links import LinksPart
from cspdesk.ui.panels.action_milestones import MilestonesPart
from cspdesk.ui.panels.action_money import MoneyPart
from cspdesk.ui.panels.action_outputs import OutputsPart
from cspdesk.ui.panels.action_proofs import ActionProofs
from cspdesk.ui.panels.action_ratings import RatingsPart
from cspdesk.ui.panels.action_standing import StandingPart
from cspdesk.ui.panels.action_updates import UpdateList
from cspdesk.ui.panels.folding import FoldingPart
from cspdesk.ui.panels.record_history import HistoryPart
from cspdesk.ui.panels.telling import bring_into_sight, column_of, say, tab_in_order
from cspdesk.ui.session import Session
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.fields import DateEdit
from cspdesk.ui.widgets.text import label

OPEN = "action panel/open parts"  # by which a person's choice of open parts is remembered
OPEN_AT_FIRST = "Updates Milestones"


class ActionBody(QWidget):
    """The parts of one action. `edited`: something that is saved with the form was changed."""

    edited = Signal()

    def __init__(
        self, session: Session, whole: WholeAction, commit: Callable[[ActionUpdate], bool], *, is_new: bool
    ) -> None:
        super().__init__()
        self._session = session
        self._whole = whole
        self.is_new = is_new
        self._money: ActionMoney | None = None
        self.facts = label("", "quiet", wrap=True)
        self.outside = label("", "notice", wrap=True)
        self.ratings = RatingsPart(session.year)
        self._day = DateEdit(session.today)
        beside = () if is_new else (("Day of the update", self._day),)
        self.standing = StandingPart(session.today, *beside)
        self.details = DetailsPart(session)
        self.updates = UpdateList(session, whole.action, commit, self._day, self.standing) if not is_new else None
        self.milestones = MilestonesPart(session)
        self.outputs = OutputsPart(session)
        self.money = MoneyPart(session)
        self.links = LinksPart(session)
        self.proofs = ActionProofs(session, whole.action.id, whole.action.title)
        self.history = HistoryPart(session, whole.action.id)
        self.parts: dict[str, FoldingPart] = {}
        self._column = column_of(self, SPACE)
        if is_new:
            self._lay_out_new()
        else:
            self._lay_out()
        for part in (self.ratings, self.standing, self.details):
            part.edited.connect(self.edited)
        for field in (*self.ratings.fields, self.standing, self.details):
            field.setEnabled(not session.read_only)
        self.standing.implied.connect(self.ratings.state)
        self._lead_focus()
        self.fill(whole)

    def _lay_out_new(self) -> None:
        for later in (
            self.ratings,
            self.facts,
            self.outside,
            self.milestones,
            self.outputs,
            self.money,
            self.links,
            self.proofs,
            self.history,
        ):
            later.setParent(self)  # so that it goes when this goes
            later.hide()
        for widget in (self.details, self.standing):
            self._column.addWidget(widget)
        words = "Milestones, outputs, money and evidence find their place here once the action is saved."
        self._column.addWidget(label(words, "quiet", wrap=True))
        self._column.addStretch(1)

    def _lay_out(self) -> None:
        for head in (self.facts, self.outside, self.ratings):
            self._column.addWidget(head)
        shown: tuple[tuple[str, QWidget | None], ...] = (
            ("Updates", self.updates),
            ("Milestones", self.milestones),
            ("Outputs", self.outputs),
            ("Money", self.money),
            ("Evidence", self.proofs),
            ("Links", self.links),
            ("Details", self.details),
            ("History", self.history),
        )
        opened = self._session.settings.text(OPEN, OPEN_AT_FIRST).split()
        for title, widget in shown:
            if widget is not None:
                self._add_part(title, widget, title in opened)
        self._column.addStretch(1)

    def _add_part(self, title: str, widget: QWidget, is_open: bool) -> None:
        part = FoldingPart(title, widget)
        part.folded.connect(lambda _: self._folded(title))
        self.parts[title] = part
        self._column.addWidget(part)
        part.unfold(is_open)

    def heads(self) -> tuple[QWidget, ...]:
        """Return where what stands above the parts may be cut off cleanly, from top to bottom."""
        return self.ratings, self.ratings.sentence, self.ratings.end_sentence, *self.parts.values()

    def is_pending(self) -> bool:
        """Return whether anything is typed that is saved by itself and was not."""
        typed = self.updates is not None and self.updates.is_pending()
        return typed or self.milestones.is_pending() or self.outputs.is_pending()

    def show_action(self, whole: WholeAction) -> None:
        """Show another action in the same parts, all of it anew."""
        action = whole.action
        self._whole = whole
        if self.updates is not None:
            self.updates.show_action(action)
        self.proofs.show_action(action.id, action.title)
        self.history.show_record(action.id)
        self.parts["History"].unfold(False)
        self.ratings.say_year(self._session.year)
        self.fill(whole)

    def fill(self, whole: WholeAction) -> None:
        """Show what the record holds in the fields of the form, over whatever they had."""
        self.details.fill(whole.action, whole.partner_ids)
        self.standing.fill(whole.action)
        self.ratings.fill(whole.action)

    def show_whole(self, whole: WholeAction) -> None:
        """Show what the record holds now in everything that is not the form; what is being typed stays."""
        self._whole = whole
        if self.is_new:
            return
        self._money = None
        self._say_facts(whole.action)
        if self.updates is not None:
            self.updates.reload()
        self.proofs.reload()
        for title in self.parts:
            self._show_part(title)
        self._say_summaries()

    def _lead_focus(self) -> None:
        """Have the cursor begin where most work is: in the update, or at its heading while it is folded away."""
        if self.updates is None:
            self.setFocusProxy(self.details.name)
        else:
            part = self.parts["Updates"]
            self.setFocusProxy(part.head if part.is_folded else self.updates.box)

    def _folded(self, title: str) -> None:
        self._lead_focus()
        opened = [name for name, part in self.parts.items() if name != "History" and not part.is_folded]
        self._session.settings.keep(OPEN, " ".join(opened))
        self._show_part(title)
        QTimer.singleShot(0, self, lambda: self._bring(self.parts[title]))

    def _bring(self, part: FoldingPart) -> None:
        """Bring what was unfolded into sight, its heading at any rate."""
        for widget in (part, part.head):
            bring_into_sight(widget)

    def _show_part(self, title: str) -> None:
        """Read what a part shows, if it is unfolded."""
        if self.parts[title].is_folded:
            return
        whole = self._whole
        if title == "Milestones":
            self.milestones.show_milestones(whole.action, whole.milestones)
        elif title == "Outputs":
            self.outputs.show_outputs(whole.action, whole.outputs)
        elif title == "Money":
            self.money.show_money(whole.action, whole.line_ids, self._read_money())
        elif title == "Links":
            self.links.show_links(whole)
        elif title == "History":
            QTimer.singleShot(0, self.history, self.history.show_moments)  # it reads the whole journal: last
        tab_in_order(self.parts[title])

    def _read_money(self) -> ActionMoney:
        if self._money is None:
            action = self._whole.action
            self._money = read_action_money(self._session, self._whole.line_ids, action.priority_id)
        return self._money

    def _say_facts(self, action: Action) -> None:
        people = {p.id: p.name for p in self._session.store.partnership.all_people()}
        lead = people.get(action.lead_id or "", "")
        moved = f", first agreed {long_date(action.agreed_due_on)}" if action.agreed_due_on != action.due_on else ""
        self.facts.setText(
            f"{f'Led by {lead}' if lead else 'Nobody leads it yet'}\n{action.status.value.capitalize()},"
            f" {action.percent}%. {long_date(action.starts_on)} to {long_date(action.due_on)}{moved}"
        )
        say(self.outside, f"Outside our control: {action.outside_control}" if action.outside_control else "")

    def _say_summaries(self) -> None:
        session, whole = self._session, self._whole
        today, parts = session.today, self.parts
        last = whole.last_update
        parts["Updates"].say(ago_words(last.made_on, today) if last else "none yet")
        parts["Milestones"].say(milestones_sentence(whole.milestones, today))
        parts["Outputs"].say(outputs_sentence(whole.outputs, today))
        parts["Money"].say(money_sentence(self._read_money()) if whole.line_ids else "no line yet")
        proofs = session.store.evidence.for_action(whole.action.id)
        seen = sum(may_see(session.audience, p.marking) for p in proofs)
        parts["Evidence"].say(counted(seen, "proof") if seen else "none yet")
        waiting = len(needed_by_ids(session, whole.action.id))
        parts["Links"].say(links_sentence(len(whole.needs_ids), waiting, len(whole.indicators)))
