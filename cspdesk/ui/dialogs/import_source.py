"""First step of an import: which file, into which agreement, and on which line."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QFormLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from cspdesk.domain.audience import may_see
from cspdesk.domain.funding import Agreement, BudgetLine
from cspdesk.domain.imports import LedgerImport
from cspdesk.domain.money import pounds
from cspdesk.ui.models.money_rows import line_name
from cspdesk.ui.session import Session
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.fields import ChoiceBox
from cspdesk.ui.widgets.text import ElidedLabel, button, label

LEDGERS = "Ledgers (*.csv *.txt *.tsv *.xlsx *.xlsm *.xls *.ods);;All files (*)"
REMEMBERED = 5


class SourcePage(QWidget):
    """`changed`: the file or where it goes was chosen anew."""

    changed = Signal()

    def __init__(self, session: Session, path: Path | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.path: Path | None = None
        every = session.store.funding.all_agreements()
        self._agreements = [a for a in every if may_see(session.audience, a.marking)]
        self.agreement: ChoiceBox[Agreement] = ChoiceBox([(f"{a.reference}, {a.title}", a) for a in self._agreements])
        self.line: ChoiceBox[BudgetLine | None] = ChoiceBox()
        self.known = label("", "quiet", wrap=True)
        self._build()
        self.agreement.currentIndexChanged.connect(self._show_agreement)
        of_year = [
            a for a in self._agreements if a.starts_on <= session.year.ends_on and a.ends_on >= session.year.starts_on
        ]
        if of_year:
            self.agreement.set_value(max(of_year, key=lambda a: a.awarded_pence))
        self._show_agreement()
        if path is not None:
            self.take(path)

    @property
    def problem(self) -> str:
        """What is still to be chosen, or nothing."""
        if not self._agreements:
            return "There is no agreement to import into. Add one in Funding first: who pays, for what period."
        return "" if self.path else "Choose the ledger file."

    def take(self, path: Path) -> None:
        """Choose a file."""
        self.path = path
        self.name.setText(str(path))
        self.drop.say(f"{path.name}")
        self.changed.emit()

    def _build(self) -> None:
        self.drop = DropArea(
            self.take,
            "Drop a ledger here",
            "CSV, XLSX, XLS or ODS, as the council or partner sends it. Nothing is saved yet.",
        )
        self.browse = button("&Choose a file…", "primary", icon="folder-open")
        self.browse.clicked.connect(self._browse)
        self.name = ElidedLabel("", "quiet")
        self.drop.add(self.browse)
        form = QFormLayout()
        form.setHorizontalSpacing(SPACE * 2)
        form.setVerticalSpacing(SPACE)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow("Into &agreement", self.agreement)
        form.addRow("Budget &line", self.line)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE * 2)
        column.addWidget(self.drop)
        column.addWidget(self.name)
        column.addLayout(form)
        column.addWidget(self.known)
        column.addStretch(1)

    def _show_agreement(self) -> None:
        if not self._agreements:
            return
        agreement = self.agreement.value()
        store = self._session.store
        lines = store.funding.lines_of(agreement.id)
        rules = len(store.imports.rules_of(agreement.id))
        by_rule = f"As your {rules} rules say; the rest is assigned afterwards" if rules > 1 else ""
        by_rule = by_rule or ("As your rule says; the rest is assigned afterwards" if rules else "Assigned afterwards")
        self.line.set_options([(by_rule, None), *((line_name(line), line) for line in lines)])
        self.line.setCurrentIndex(0)
        self.known.setText(_earlier(store.imports.imports_of(agreement.id)))
        self.changed.emit()

    def _browse(self) -> None:
        folder = self._session.settings.text("import_folder")
        name, _ = QFileDialog.getOpenFileName(self, "Choose a ledger", folder, LEDGERS)
        if name:
            self._session.settings.keep("import_folder", str(Path(name).parent))
            self.take(Path(name))


class DropArea(QFrame):
    """Where a file can be dropped."""

    def __init__(self, take: object, title: str, words: str) -> None:
        super().__init__()
        self._take = take
        self.setProperty("role", "card")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAcceptDrops(True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(SPACE * 3, SPACE * 4, SPACE * 3, SPACE * 4)
        self._column.setSpacing(SPACE)
        self.title = label(title, "lead")
        self.text = label(words, "quiet")
        for part in (self.title, self.text):
            self._column.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)

    def add(self, widget: QWidget) -> None:
        """Put the button beneath."""
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(widget)
        row.addStretch(1)
        self._column.addLayout(row)

    def say(self, text: str) -> None:
        """Name the file taken."""
        self.title.setText(text)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if len(_paths(event)) == 1:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = _paths(event)
        if len(paths) == 1 and callable(self._take):
            event.acceptProposedAction()
            self._take(paths[0])


def _paths(event: QDropEvent) -> list[Path]:
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]


def _earlier(imports: tuple[LedgerImport, ...]) -> str:
    if not imports:
        return ""
    told = [
        f"{x.source_name} on {x.imported_at[:10]} ({x.added:,} added, {pounds(x.total_pence)} in the file)"
        for x in imports
    ]
    more = f" and {len(told) - REMEMBERED} more" if len(told) > REMEMBERED else ""
    return f"Imported before: {'; '.join(told[:REMEMBERED])}{more}."
