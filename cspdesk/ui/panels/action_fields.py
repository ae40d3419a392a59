"""Fields of the action form that are more than one control: a field under its caption, two abreast, organisations."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from cspdesk.domain.partnership import Organisation
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.steady import SteadyBox
from cspdesk.ui.widgets.text import ElidedLabel, label, tool_button


class Captioned(QWidget):
    """A field under its words, so that both come and go together."""

    def __init__(self, words: str, field: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE // 2)
        self.caption = label(words, "caption")
        self.caption.setBuddy(field)
        field.setAccessibleName(field.accessibleName() or words.replace("&", ""))
        layout.addWidget(self.caption)
        layout.addWidget(field)
        self.setFocusProxy(field)


class Abreast(QWidget):
    """Fields beside each other, each under its own words."""

    def __init__(self, *fields: tuple[str, QWidget], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE)
        self.parts = tuple(Captioned(words, field) for words, field in fields)
        for part in self.parts:
            layout.addWidget(part, 1)
        self.setFocusProxy(self.parts[0])


class OrganisationsBox(QWidget):
    """Several of the partnership's organisations: each with a way to take it off, and a list to add from."""

    edited = Signal()

    def __init__(self, organisations: Sequence[Organisation], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._all = {o.id: o.name for o in organisations}
        self._chosen: list[str] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(SPACE // 2)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self._layout.addLayout(self._rows)
        self._add = SteadyBox()
        self._add.setAccessibleName("Add an organisation that takes part")
        self._add.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._add.activated.connect(self._added)
        self._layout.addWidget(self._add)
        self.setFocusProxy(self._add)
        self._show()

    def set_organisations(self, organisations: Sequence[Organisation]) -> None:
        """Offer these organisations."""
        self._all = {o.id: o.name for o in organisations}

    def chosen(self) -> tuple[str, ...]:
        """Return the ids of the organisations chosen, by name."""
        return tuple(self._chosen)

    def set_chosen(self, ids: Sequence[str]) -> None:
        """Choose exactly these."""
        self._chosen = sorted((i for i in ids if i in self._all), key=lambda i: self._all[i].casefold())
        self._show()

    def _show(self) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for id_ in self._chosen:
            self._rows.addWidget(self._row(id_))
        self._add.clear()
        left = [(name, id_) for id_, name in self._all.items() if id_ not in self._chosen]
        none = "All organisations take part" if self._all else "None yet: add them under Edit, Partnership"
        self._add.addItem("Add an organisation…" if left else none, None)
        for name, id_ in left:
            self._add.addItem(name, id_)
        self._add.setEnabled(bool(left))

    def _row(self, id_: str) -> QWidget:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(ElidedLabel(self._all[id_]), 1)
        take_off = tool_button("x", f"Take off {self._all[id_]}")
        take_off.clicked.connect(lambda: self._change([i for i in self._chosen if i != id_]))
        layout.addWidget(take_off)
        return row

    def _added(self, place: int) -> None:
        if (id_ := self._add.itemData(place)) is not None:
            self._change([*self._chosen, str(id_)])

    def _change(self, ids: Sequence[str]) -> None:
        self.set_chosen(ids)
        self.edited.emit()
        self._add.setFocus()
