"""First step of taking in published figures: which files, of what kind, which areas, when published, for whom."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QFormLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from cspdesk.app.archives import TABLES
from cspdesk.app.indicators import KINDS, FigureRequest, named
from cspdesk.domain.partnership import Priority
from cspdesk.domain.periods import long_date
from cspdesk.errors import UserError
from cspdesk.exchange.indicator_choice import Choice
from cspdesk.ui.dialogs import messages
from cspdesk.ui.dialogs.import_source import DropArea
from cspdesk.ui.models.figure_import import KIND_HINTS, KIND_WORDS
from cspdesk.ui.panels.area_picking import AreaPicker, own_area
from cspdesk.ui.session import Session
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.fields import ChoiceBox, DateEdit, on_edit
from cspdesk.ui.widgets.text import ElidedLabel, button, label

WHOLE = ("table",)  # kinds made for a few areas, so that all of them are taken unless areas are named
NEEDS_AREAS = ("home-office-crime", "police-street")


class FigureSourcePage(QWidget):
    """`changed`: something was chosen anew. `given`: files were chosen, whose kind is yet to be told."""

    changed = Signal()
    given = Signal()

    def __init__(self, session: Session, priority_id: str | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._usual: dict[AreaPicker, tuple[str, ...]] = {}
        self._told = ""
        self.sources: tuple[Path, ...] = ()
        self._build()
        self._fill(priority_id)
        self._show_kind()

    @property
    def problem(self) -> str:
        """What is still to be chosen or put right, or nothing."""
        if not self.sources:
            return "Choose the files or the folder that hold the figures."
        kind = self.kind.value()
        if kind is None:
            return "Say what kind of figures these are: the columns do not tell."
        if kind in NEEDS_AREAS and not self.areas.codes:
            return "Choose the area whose figures are to be taken: the files hold those of many."
        try:
            day = self.published.day()
        except UserError as error:
            return str(error)
        if day is not None and day > self._session.today:
            return f"{long_date(day)} is still to come, so nothing was published then."
        return ""

    def request(self) -> FigureRequest:
        """Return what is wanted. Call it while there is no problem."""
        kind = self.kind.value()
        assert kind is not None
        own, compare = self._chosen(self.areas), self._chosen(self.compare)
        choice = Choice(own[0], compare[0] + compare[1], self.only.text().strip(), self._session.today, own[1])
        priority = self.priority.value()
        day = self.published.day() or self._session.today
        return FigureRequest(kind, self.sources, choice, day, priority.name if priority else None)

    def take(self, sources: Sequence[Path]) -> None:
        """Choose files or folders."""
        self.sources = tuple(sources)
        self.drop.say(named(self.sources))
        self.name.setText(", ".join(map(str, self.sources)))
        self.given.emit()

    def show_guess(self, kind: str | None) -> None:
        """Take the kind that the columns tell of."""
        self._told = "The columns say so; change it if they are wrong." if kind else "The columns do not tell."
        self.kind.set_value(kind)
        self._show_kind()

    def _chosen(self, picker: AreaPicker) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the areas the person put in, which must be there, and those that stood there from the first."""
        usual = self._usual.get(picker, ())
        return tuple(c for c in picker.codes if c not in usual), tuple(c for c in picker.codes if c in usual)

    def _build(self) -> None:
        self.drop = DropArea(
            self._take_one, "Drop a file or a folder here", "CSV, XLSX or ODS, or a ZIP of them. Nothing is saved yet."
        )
        buttons = QWidget()
        row = QHBoxLayout(buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE)
        self.browse = button("&Choose files…", "primary", icon="folder-open")
        self.browse.clicked.connect(self._browse)
        self.folder = button("Choose a &folder…")
        self.folder.clicked.connect(self._browse_folder)
        self.template = button("Save a &template…", icon="download", tip="An empty table to fill in, with two examples")
        self.template.clicked.connect(self._save_template)
        for made in (self.browse, self.folder, self.template):
            row.addWidget(made)
        self.drop.add(buttons)
        self.name = ElidedLabel("", "quiet")
        self._make_fields()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE * 2)
        column.addWidget(self.drop)
        column.addWidget(self.name)
        column.addLayout(self._form())
        column.addStretch(1)

    def _make_fields(self) -> None:
        unsaid: tuple[tuple[str, str | None], ...] = (("Not told yet", None),)
        self.kind: ChoiceBox[str | None] = ChoiceBox([*unsaid, *((KIND_WORDS[kind], kind) for kind in KINDS)])
        self.kind.currentIndexChanged.connect(self._show_kind)
        self.hint = label("", "quiet", wrap=True)
        self.areas = AreaPicker(self._session, "Type part of an area’s name")
        self.areas.box.setAccessibleName("Areas whose figures are taken")
        self.compare = AreaPicker(self._session, "Type part of an area’s name", groups=True)
        self.compare.box.setAccessibleName("Areas to compare with")
        self.only = QLineEdit()
        self.only.setPlaceholderText("All groups and the total")
        self.published = DateEdit(self._session.today)
        self.priority: ChoiceBox[Priority | None] = ChoiceBox()
        for field in (self.only, self.published, self.priority, self.areas, self.compare):
            on_edit(field, self.changed.emit)

    def _form(self) -> QFormLayout:
        self._rows = form = QFormLayout()
        form.setHorizontalSpacing(SPACE * 2)
        form.setVerticalSpacing(SPACE)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow("&Kind of figures", self.kind)
        form.addRow("", self.hint)
        form.addRow("Take the figures &of", self.areas)
        form.addRow("Co&mpare with", self.compare)
        form.addRow("Only offences name&d", self.only)
        form.addRow("&Published on", self.published)
        form.addRow("For the p&riority", self.priority)
        return form

    def _fill(self, priority_id: str | None) -> None:
        priorities = self._session.store.partnership.all_priorities(retired=False)
        self.priority.set_options(
            [("None yet: they can be given to one later", None), *((p.name, p) for p in priorities)]
        )
        self.priority.set_value(next((p for p in priorities if p.id == priority_id), None))

    def _show_kind(self) -> None:
        kind = self.kind.value()
        self.hint.setText(" ".join(filter(None, (self._told, KIND_HINTS.get(kind or "", "")))))
        self._rows.setRowVisible(self.hint, bool(self.hint.text()))
        self._rows.setRowVisible(self.only, kind == "home-office-crime")
        self.areas.box.setPlaceholderText(
            "All areas in the files, unless you name some"
            if kind in (*WHOLE, "fingertips")
            else "Type part of its name"
        )
        for picker, usual in ((self.areas, self._own(kind)), (self.compare, ())):
            if picker.codes == self._usual.get(picker, ()):  # nobody chose otherwise
                picker.set_codes(usual)
                self._usual[picker] = picker.codes
        self.changed.emit()

    def _own(self, kind: str | None) -> tuple[str, ...]:
        """Return the areas that figures of a kind are usually taken for."""
        if kind in (None, *WHOLE):
            return ()
        held = tuple(area.id for area in self._session.store.results.areas.where(order="name, id"))
        return tuple(code for code in (own_area(self._session),) if code) or held

    def _take_one(self, path: Path) -> None:
        self.take((path,))

    def _browse(self) -> None:
        tables = " ".join(f"*{ending}" for ending in (*TABLES, ".zip"))
        names, _ = QFileDialog.getOpenFileNames(
            self, "Choose files of figures", self._last_folder(), f"Tables ({tables});;All files (*)"
        )
        if names:
            self._keep_folder(Path(names[0]).parent)
            self.take([Path(name) for name in names])

    def _browse_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, "Choose a folder of figures", self._last_folder())
        if name:
            self._keep_folder(Path(name))
            self.take([Path(name)])

    def _save_template(self) -> None:
        from cspdesk.exchange.indicator_table import write_template

        wanted = str(Path(self._last_folder()) / "figures.csv")
        name, _ = QFileDialog.getSaveFileName(self, "Save a template for figures", wanted, "CSV (*.csv)")
        if not name:
            return
        path = Path(name) if Path(name).suffix else Path(f"{name}.csv")
        try:
            write_template(path)
        except UserError as error:
            messages.tell_error(self, error)
            return
        self._told = f"{path.name} was saved: fill it in, then choose it here."
        self._show_kind()

    def _last_folder(self) -> str:
        return self._session.settings.text("import_folder")

    def _keep_folder(self, folder: Path) -> None:
        self._session.settings.keep("import_folder", str(folder))
