"""Choosing areas by typing part of a name: those that ship with cspdesk and those the record has figures for."""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from cspdesk.domain.indicators import Area
from cspdesk.store.series import areas_of_set
from cspdesk.ui.panels.picking import PickBox, PickedRow
from cspdesk.ui.session import Session
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.text import button, label


class AreaPicker(QWidget):
    """`edited`: an area was taken in or off. Areas stay in the order in which they were chosen."""

    edited = Signal()

    def __init__(self, session: Session, words: str, *, groups: bool = False, parent: QWidget | None = None) -> None:
        """groups: offer to take in several at once, the sets of the record and those of one police force."""
        super().__init__(parent)
        self._session = session
        self._chosen: dict[str, Area] = {}
        self.box = PickBox(words)
        self.box.offer_when_asked(self._offered)
        self.box.picked.connect(self._take)
        self.box.named.connect(self._refuse)
        self.problem = label("", "danger", wrap=True)
        self.problem.hide()
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        head = QHBoxLayout()
        head.setSpacing(SPACE)
        head.addWidget(self.box, 1)
        if groups:
            self._menu = QMenu(self)
            self._menu.aboutToShow.connect(self._fill_groups)
            several = button("Several…", tip="Take in the areas of a comparator set or of a police force")
            several.setMenu(self._menu)
            head.addWidget(several)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE // 2)
        column.addLayout(head)
        column.addWidget(self.problem)
        column.addLayout(self._rows)
        self.setFocusProxy(self.box)

    def minimumSizeHint(self) -> QSize:
        """Room for every area chosen: on a small screen the page scrolls rather than lay them over one another."""
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the areas chosen."""
        return tuple(self._chosen)

    @property
    def areas(self) -> tuple[Area, ...]:
        """The areas chosen."""
        return tuple(self._chosen.values())

    def set_codes(self, codes: Iterable[str]) -> None:
        """Choose areas by their codes; those that nobody knows are passed over."""
        known = known_areas(self._session)
        self._chosen = {code: known[code] for code in codes if code in known}
        self._show()

    def _offered(self) -> Mapping[str, str]:
        return {area.id: area_words(area) for area in known_areas(self._session).values()}

    def _take(self, code: str) -> None:
        self.add((known_areas(self._session)[code],))

    def add(self, areas: Sequence[Area]) -> None:
        """Take in areas that are not there yet."""
        before = len(self._chosen)
        self._chosen = self._chosen | {area.id: area for area in areas if area.id not in self._chosen}
        self._say("")
        if len(self._chosen) != before:
            self._show()
            self.edited.emit()

    def _refuse(self, typed: str) -> None:
        known = known_areas(self._session).get(typed.upper())
        if known is not None:
            self.box.clear()
            self.add((known,))
            return
        self._say(
            f"“{typed}” is not one area known here. Type more of its name, or the code of the Office for National "
            "Statistics, such as E06000019."
        )

    def _say(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.setVisible(bool(text))

    def _take_off(self, code: str) -> None:
        del self._chosen[code]
        self._show()
        self.box.setFocus()
        self.edited.emit()

    def _show(self) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for code, area in self._chosen.items():
            row = PickedRow(area.name, f"{area.kind}, {code}" if area.kind else code)
            row.taken_off.connect(partial(self._take_off, code))
            self._rows.addWidget(row)

    def _fill_groups(self) -> None:
        self._menu.clear()
        results = self._session.store.results
        for one in results.comparator_sets.where(order="name, id"):
            areas = areas_of_set(results, one.id)
            self._menu.addAction(one.name.replace("&", "&&"), partial(self.add, areas))
        for name, areas in _forces(self._session):
            self._menu.addAction(f"Districts policed by {name}".replace("&", "&&"), partial(self.add, areas))
        if self._menu.isEmpty():
            self._menu.addAction("There is no set of areas yet").setEnabled(False)


def area_words(area: Area) -> str:
    """Return what an area is called where several may share a name."""
    return f"{area.name} ({area.kind}, {area.id})" if area.kind else f"{area.name} ({area.id})"


def known_areas(session: Session) -> dict[str, Area]:
    """Return every area that can be named, by its code: those of the record first."""
    from cspdesk.exchange.areas import shipped_areas

    held = {area.id: area for area in session.store.results.areas.where(order="name, id")}
    return held | {area.id: area for area in shipped_areas().all_areas() if area.id not in held}


def own_area(session: Session) -> str:
    """Return the code of the partnership's own area; "" where its details do not give it."""
    return session.store.partnership.partnership().area_code


def _forces(session: Session) -> list[tuple[str, tuple[Area, ...]]]:
    """Return the police forces of the record's areas, each with its districts by name."""
    from cspdesk.exchange.areas import shipped_areas

    shipped = shipped_areas()
    codes = [own_area(session), *(area.id for area in session.store.results.areas.where(order="name, id"))]
    forces = dict.fromkeys(force for code in codes if (force := shipped.force_of(code)))
    return [
        (
            shipped.get(force).name,
            tuple(sorted((shipped.get(d) for d in shipped.districts_of(force)), key=lambda a: a.name)),
        )
        for force in forces
    ]
