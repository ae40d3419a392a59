"""The figures of a document, or of two of one kind compared: what changed, and the steps between that may say why."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from cspdesk.app.register import Comparison
from cspdesk.domain.documents import Document
from cspdesk.domain.periods import short_date
from cspdesk.domain.proof import counted
from cspdesk.domain.records import dataclass
from cspdesk.domain.register import figures_in
from cspdesk.ui.models.table import Column, TableModel
from cspdesk.ui.session import Session
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.table import TableView
from cspdesk.ui.widgets.text import button, label


@dataclass(frozen=True, slots=True)
class _Line:
    """One figure that changed, or one step."""

    id: str
    cells: tuple[str, ...]


class ComparisonDialog(QDialog):
    """Shows a comparison; nothing in it can be changed."""

    def __init__(self, session: Session, found: Comparison, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Compare two documents")
        figures = [_Line(str(n), (c.name, c.before or "–", c.after or "–")) for n, c in enumerate(found.changed)]
        steps = [_Line(str(s.seq), (f"{s.at:%d/%m/%Y}", s.person, s.label)) for s in found.steps]
        heads = (
            Column("Figure", _cell(0), width=320, stretch=True),
            Column(_said(found.before), _cell(1), width=200, align="right"),
            Column(_said(found.after), _cell(2), width=200, align="right"),
        )
        self.figures = _table(self, session, heads, figures, "Figures")
        done = (
            Column("Day", _cell(0), width=120),
            Column("Who", _cell(1), width=200),
            Column("What was done", _cell(2), width=320, stretch=True),
        )
        self.steps = _table(self, session, done, steps, "Steps between")
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE * 3, SPACE * 2, SPACE * 3, SPACE * 2)
        column.setSpacing(SPACE)
        column.addWidget(label(found.after.title, "title", wrap=True))
        self.said = label(_summary(found), "quiet", wrap=True)
        column.addWidget(self.said)
        column.addWidget(self.figures, 3)
        column.addWidget(label("What was done in the record between the two", "strong"))
        column.addWidget(self.steps, 2)
        close = button("Close", "primary")
        close.clicked.connect(self.reject)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        self.resize(SPACE * 118, SPACE * 76)


class FiguresDialog(QDialog):
    """Shows the figures that a document was made of, as they were kept with it."""

    def __init__(self, session: Session, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Figures used")
        kept = figures_in(document.figures)
        heads = (
            Column("Figure", _cell(0), width=420, stretch=True),
            Column("In the document", _cell(1), width=280, align="right"),
        )
        lines = [_Line(str(n), (each.name, each.after)) for n, each in enumerate(kept)]
        self.figures = _table(self, session, heads, lines, "Figures used")
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE * 3, SPACE * 2, SPACE * 3, SPACE * 2)
        column.setSpacing(SPACE)
        column.addWidget(label(document.title, "title", wrap=True))
        said = f"{_said(document)}: {counted(len(kept), 'figure')}, as they stood when it was made."
        column.addWidget(label(said, "quiet", wrap=True))
        column.addWidget(self.figures, 1)
        close = button("Close", "primary")
        close.clicked.connect(self.reject)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        self.resize(SPACE * 118, SPACE * 76)


def _table(
    parent: QWidget, session: Session, columns: tuple[Column[_Line], ...], lines: list[_Line], name: str
) -> TableView:
    model: TableModel[_Line] = TableModel(columns, session)
    model.show(lines)
    model.setParent(parent)
    return TableView(model, session, name)


def _cell(place: int) -> Callable[[_Line], str]:
    return lambda line: line.cells[place]


def _said(document: Document) -> str:
    return f"Version {document.version}, {short_date(document.made_on)}"


def _summary(found: Comparison) -> str:
    if not found.changed:
        return "Every figure is the same in both."
    return f"{counted(len(found.changed), 'figure')} differ{'s' * (len(found.changed) == 1)}."
