"""The box in which single fields of a record are marked: for each who may see it, and why not others."""

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QWidget

from cspdesk.domain.audience import Audience, FieldMarking
from cspdesk.domain.field_markings import figures_of, markable
from cspdesk.store.rows import Table
from cspdesk.ui.dialogs.form import FormDialog
from cspdesk.ui.models.change_words import KINDS, field_words, short, value_words
from cspdesk.ui.panels.marking_fields import MarkingFields
from cspdesk.ui.panels.telling import column_of
from cspdesk.ui.session import Session
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.choice_box import ChoiceBox
from cspdesk.ui.widgets.reason_edit import ReasonEdit
from cspdesk.ui.widgets.text import ElidedLabel, label

SHOWN = 200  # characters of a field's own words
EXPLAINED = (
    "In versions for readers who may not see a field, and in the window viewed as they see it, “Withheld” stands in "
    "its place. The rest of the record is as its own marking says."
)
FIGURES = "Amounts, numbers and days"
FIGURES_EXPLAINED = (
    "Sums, charts and the order of rows would give one of these away. From readers who may not see it, the whole "
    "record is withheld."
)
IN_SUMS = {
    "transactions": " What was paid stays in every sum of money; the paper says how many payments are withheld.",
    "virements": " What was moved stays in the amounts of the two lines.",
    "agreements": " All its money is left out with it.",
}  # what the rule says of money that others' figures are made of


class FieldRow(QWidget):
    """One field: its words, who may see it, and the reason once that is fewer than may see the record."""

    def __init__(self, words: str, name: str, record: Audience, marked: FieldMarking | None) -> None:
        super().__init__()
        self.marking: ChoiceBox[Audience | None] = ChoiceBox(
            [(f"As the record: {record.label.lower()}", None), *((a.label, a) for a in Audience if _fewer(a, record))]
        )
        self.marking.setAccessibleName(f"Who may see {name}")
        self.marking.set_value(marked.marking if marked else None)
        self.reason = ReasonEdit(marked.marking_reason if marked else "")
        self.reason.setAccessibleName(f"Why others may not see {name}")
        column = column_of(self, SPACE // 2)
        column.addWidget(ElidedLabel(short(words, SHOWN) or "Nothing is written here yet", "quiet"))
        column.addWidget(self.marking)
        column.addWidget(self.reason)
        self.setFocusProxy(self.marking)
        self.marking.currentIndexChanged.connect(self._show_reason)
        self._show_reason()

    def _show_reason(self) -> None:
        self.reason.setVisible(self.marking.value() is not None)


class FieldMarksDialog(FormDialog):
    """Marks the fields of one record, as one step; whole: and the record itself."""

    def __init__(
        self, session: Session, table: Table[Any], record: Any, parent: QWidget | None = None, *, whole: bool = False
    ) -> None:
        super().__init__("Who may see it" if whole else "Mark single fields", self._keep, parent)
        self._session, self._table, self._record = session, table, record
        self._before = session.store.markings.of_record(table.name, record.id)
        self.fields: dict[str, FieldRow] = {}
        self.whole = MarkingFields(record.marking, record.marking_reason) if whole else None
        if self.whole is not None:
            self.add("", self.whole)
            self.rows.addWidget(label("Single fields", "strong"))
        kind: Any = type(record)
        fields, figures = markable(kind), figures_of(kind)
        self.add_note(EXPLAINED)
        for name in fields:
            if name not in figures:
                self._add(name)
        if set(fields) & set(figures):
            self.rows.addWidget(label(FIGURES, "strong"))
            self.add_note(FIGURES_EXPLAINED + IN_SUMS.get(table.name, ""))
        for name in figures:
            self._add(name)

    def _add(self, name: str) -> None:
        words, value = field_words(name), _said(name, getattr(self._record, name))
        made = FieldRow(value, words, self._record.marking, self._before.get(name))
        self.fields[name] = made
        self.add(f"{words[:1].upper()}{words[1:]}", made)

    def _keep(self) -> bool:
        store, record_id, table = self._session.store, self._record.id, self._table.name

        def keep() -> None:
            if self.whole is not None:
                marked = {"marking": self.whole.audience(), "marking_reason": self.whole.reason()}
                self._table.save(replace(self._table.get(record_id), **marked))
            for name, row in self.fields.items():
                before, audience = self._before.get(name), row.marking.value()
                if audience is not None:
                    id_ = before.id if before else f"{record_id}:{name}"
                    reason = row.reason.text().strip()
                    store.markings.fields.save(FieldMarking(id_, table, record_id, name, audience, reason))
                elif before is not None:
                    store.markings.fields.delete(before.id)

        what = "who may see" if self.whole is not None else "single fields of"
        return self._session.do(f"Marked {what} {_kind_words(table)}", keep)


def open_field_marks(
    session: Session, table: Table[Any], record_id: str, parent: QWidget | None = None, *, whole: bool = False
) -> bool:
    """Ask which fields of a record fewer may see; return whether that was saved."""
    return FieldMarksDialog(session, table, table.get(record_id), parent, whole=whole).ask()


def _said(name: str, value: object) -> str:
    """Return a field's value as people write it; empty when nothing is there."""
    return "" if value is None else str(value) if isinstance(value, str) else value_words(name, value)


def _fewer(audience: Audience, record: Audience) -> bool:
    order = tuple(Audience)
    return order.index(audience) > order.index(record)


def _kind_words(table: str) -> str:
    kind = KINDS.get(table, table)
    return f"{'an' if kind[:1].lower() in 'aeio' else 'a'} {kind[:1].lower()}{kind[1:]}"
