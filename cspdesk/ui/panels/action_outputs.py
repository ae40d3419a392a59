"""What an action produces, counted by quarter; each figure is a step of its own."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cspdesk.domain.milestones import Output, OutputQuarter
from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.plans import Action
from cspdesk.domain.whole_action import CountedOutput
from cspdesk.errors import UserError
from cspdesk.store.ids import new_id
from cspdesk.ui.models.output_words import typed_count
from cspdesk.ui.panels.output_card import CountBox, OutputCard
from cspdesk.ui.panels.output_editor import OutputEditor
from cspdesk.ui.panels.telling import clear, column_of, say, tab_in_order, told_step
from cspdesk.ui.session import Session
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.text import button, label


class OutputsPart(QWidget):
    """The outputs of an action with the quarters of the year looked at."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._action: Action | None = None
        self._outputs: tuple[CountedOutput, ...] = ()
        self._year: FinancialYear | None = None
        self.editor: OutputEditor | None = None
        self.cards: dict[str, OutputCard] = {}
        column = column_of(self, SPACE)
        self._list = QVBoxLayout()
        self._list.setSpacing(SPACE * 2)
        column.addLayout(self._list)
        self.add_button = button("Add an output", icon="plus")
        self.add_button.clicked.connect(self.add)
        column.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)

    def show_outputs(self, action: Action, outputs: tuple[CountedOutput, ...]) -> None:
        """Show what the record holds now; what is being typed stays."""
        if self._action is None or self._action.id != action.id:
            self._drop_editor()
        year = self._session.year
        same = [o.output for o in outputs] == [o.output for o in self._outputs] and year == self._year
        self._action, self._outputs, self._year = action, outputs, year
        if not same or (not outputs and not self._list.count()):
            self._arrange()
            return
        for counted in outputs:
            if (card := self.cards.get(counted.output.id)) is not None:
                card.show_counted(counted, year, self._session)

    def is_pending(self) -> bool:
        """Return whether something is typed that was not kept."""
        typed = any(box.isModified() for card in self.cards.values() for box in card.boxes)
        return typed or (self.editor is not None and self.editor.is_changed())

    def save(self) -> bool:
        """Keep whatever is typed; return whether nothing is left unsaved."""
        boxes = [box for card in self.cards.values() for box in card.boxes if box.isModified()]
        kept = [self.keep(box) for box in boxes]  # every one, so that each says what is wrong with it
        return all(kept) and self._save_editor()

    def keep(self, box: CountBox) -> bool:
        """Keep a figure typed as one step; return whether it is kept."""
        card = next((card for card in self.cards.values() if box in card.boxes), None)
        if card is None or box.isReadOnly():
            return True  # its output is gone, and Qt tells of the cursor leaving it; or it is not told
        output = card.counted.output
        try:
            value = typed_count(box.text())
        except UserError as error:
            say(card.problem, str(error))
            return False
        if value == box.kept:
            say(card.problem, "")
            box.show_cell(box.cell)
            return True
        quarter = box.cell.quarter
        known = box.cell.figures or OutputQuarter(new_id(), output.id, quarter.starts_on)
        after = replace(known, target=value) if box.figure == "target" else replace(known, actual=value)
        label = f"Counted “{output.title}” in {quarter.label}"
        if box.figure == "target":
            label = f"Set the target of “{output.title}” for {quarter.label}"
        box.setModified(False)
        plans = self._session.store.plans
        kept = told_step(self._session, label, lambda: plans.save_quarter(after), card.problem)
        box.setModified(not kept)
        return kept

    def add(self) -> None:
        """Begin a new output."""
        assert self._action is not None
        last = max((o.output.position for o in self._outputs), default=-1)
        self._edit(Output(new_id(), self._action.id, "", position=last + 1), is_new=True)

    def _edit(self, output: Output, *, is_new: bool) -> None:
        if not self._save_editor():
            return
        self.editor = OutputEditor(output, is_new=is_new)
        self.editor.wanted.connect(self._save_editor)
        self.editor.left.connect(self._give_up)
        self._arrange()
        self.editor.name.setFocus()

    def _save_editor(self) -> bool:
        editor = self.editor
        if editor is None:
            return True
        if not editor.is_changed():
            self._give_up()
            return True
        try:
            filled = editor.filled()
        except UserError as error:
            say(editor.problem, str(error))
            return False
        verb = "Added" if editor.is_new else "Changed"
        outputs = self._session.store.plans.outputs
        self.editor = None
        if not told_step(
            self._session, f"{verb} the output “{filled.title}”", lambda: outputs.save(filled), editor.problem
        ):
            self.editor = editor
            return False
        editor.deleteLater()
        self._arrange()
        if filled.id in self.cards:
            self.cards[filled.id].boxes[0].setFocus()
        return True

    def _drop_editor(self) -> None:
        if self.editor is not None:
            self.editor.hide()
            self.editor.deleteLater()
            self.editor = None

    def _give_up(self) -> None:
        self._drop_editor()
        self._arrange()
        self.add_button.setFocus()

    def _remove(self, output: Output) -> None:
        plans = self._session.store.plans
        self._session.do(f"Removed the output “{output.title}”", lambda: plans.remove_output(output.id))

    def _arrange(self) -> None:
        typed = {box.place: box.text() for card in self.cards.values() for box in card.boxes if box.isModified()}
        self.cards = {}
        clear(self._list, *([self.editor] if self.editor else []))
        for counted in self._outputs:
            if self.editor and not self.editor.is_new and counted.output.id == self.editor.output.id:
                self._list.addWidget(self.editor)
                continue
            self.cards[counted.output.id] = card = self._card(counted)
            self._list.addWidget(card)
        for box in (box for card in self.cards.values() for box in card.boxes if box.place in typed):
            box.setText(typed[box.place])
            box.setModified(True)
        if self.editor and self.editor.is_new:
            self._list.addWidget(self.editor)
        if not self._outputs and self.editor is None:
            words = _EMPTY if self._session.read_only else f"{_EMPTY} {_BEGIN}"
            self._list.addWidget(label(words, "quiet", wrap=True))
        self.add_button.setVisible(self.editor is None and not self._session.read_only)
        tab_in_order(self.parentWidget())

    def _card(self, counted: CountedOutput) -> OutputCard:
        output = counted.output
        return OutputCard(
            counted,
            self._session,
            self.keep,
            lambda: self._edit(output, is_new=False),
            lambda: self._remove(output),
        )


_EMPTY = "No outputs yet."
_BEGIN = "Say what the action produces, such as people seen or alarms fitted, and count it each quarter."
