"""A return's sections, one below the other, each field in its place; and where each answer is written."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from cspdesk.app.one_return import OneReturn
from cspdesk.domain.return_figures import EXPLAINED, FilledField, RatingValue
from cspdesk.domain.return_sources import FieldKind
from cspdesk.domain.return_templates import Field, signed_key
from cspdesk.ui.panels.growing import GrowingBox
from cspdesk.ui.panels.return_fields import AnswerField, editor_of, figure_field, proposal_words
from cspdesk.ui.panels.telling import bring_into_sight
from cspdesk.ui.session import Session
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.card import Card
from cspdesk.ui.widgets.text import label

ABREAST = 3  # figures side by side


class ReturnPage(QWidget):
    """Shows a return; `told` is called whenever an answer changes."""

    def __init__(self, session: Session, one: OneReturn, told: Callable[[], object]) -> None:
        super().__init__()
        self._session = session
        self._one = one
        self._told = told
        self.fields: dict[str, AnswerField] = {}
        self._kept = one.record.answers
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, SPACE, 0)
        column.setSpacing(SPACE * 2)
        shapes = {field.key: field for field in one.template.fields}
        for section in one.figures.sections:
            card = Card(section.title)
            if section.help:
                card.body.addWidget(label(section.help, "quiet", wrap=True))
            self._fill(card.body, section.fields, shapes)
            column.addWidget(card)
        column.addWidget(self._end())
        column.addStretch(1)

    def answers(self) -> dict[str, str]:
        """Return what is written in every field."""
        return {key: field.text for key, field in self.fields.items()}

    def go_to(self, key: str) -> bool:
        """Put the cursor into a field; return whether it is here."""
        field = self.fields.get(key)
        if field is None:
            return False
        bring_into_sight(field)
        field.editor.setFocus()
        return True

    def _fill(self, body: QVBoxLayout, fields: tuple[FilledField, ...], shapes: dict[str, Field]) -> None:
        grid: QGridLayout | None = None
        for made in fields:
            field = shapes.get(made.key)
            if made.kind in (FieldKind.MONEY, FieldKind.COUNT) and made.source:
                if grid is None:
                    grid = QGridLayout()
                    grid.setHorizontalSpacing(SPACE * 2)
                    body.addLayout(grid)
                row, place = divmod(grid.count(), ABREAST)
                grid.addWidget(figure_field(made, self._session), row, place, Qt.AlignmentFlag.AlignTop)
                grid.setColumnStretch(place, 1)
                continue
            grid = None
            if field is None or not field.is_answered or self._one.is_submitted:
                body.addWidget(self._as_sent(made))
            else:
                self._answer(body, field, made)

    def _as_sent(self, made: FilledField) -> QWidget:
        if isinstance(made.value, RatingValue):
            stated = f"{made.value.stated} of 5. {made.value.reason}".strip()
            return label(f"{made.title}: {stated} {proposal_words(made.value)}", "body", wrap=True)
        return figure_field(made, self._session)

    def _answer(self, body: QVBoxLayout, field: Field, made: FilledField) -> None:
        if isinstance(made.value, RatingValue):
            body.addWidget(label(proposal_words(made.value), "body", wrap=True))
        self._add(body, field.key, field.title, editor_of(field, self._kept.get(field.key, "")), field)
        if field.kind is FieldKind.RATING:
            words = self._kept.get(field.reason_key, "")
            self._add(body, field.reason_key, f"{field.title}: reason, where it differs", GrowingBox(words, 2), field)

    def _add(self, body: QVBoxLayout, key: str, title: str, editor: QWidget, field: Field) -> None:
        made = AnswerField(key, title, editor, self._told, field)
        editor.setDisabled(self._session.read_only)
        self.fields[key] = made
        body.addWidget(made)

    def _end(self) -> QWidget:
        one = self._one
        card = Card("Declaration")
        if one.figures.declaration:
            card.body.addWidget(label(one.figures.declaration, "body", wrap=True))
        if one.is_submitted:
            for role, name in one.figures.signatures:
                card.body.addWidget(label(f"{role}: {name}", "body", wrap=True))
            return card
        optional = Field(EXPLAINED, "", FieldKind.WORDS, required=False)
        for place, role in enumerate(one.template.signs):
            key = signed_key(place)
            editor = QLineEdit(self._kept.get(key, ""))
            editor.setPlaceholderText("name and post")
            self._add(card.body, key, f"Signed: {role}", editor, Field(key, role, FieldKind.WORDS))
        words = GrowingBox(self._kept.get(EXPLAINED, ""), 2)
        self._add(card.body, EXPLAINED, "What explains a difference from the last return", words, optional)
        return card
