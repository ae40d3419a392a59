"""One output with the quarters of the year: target and actual are typed where they stand."""

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QEvent, QSignalBlocker, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from cspdesk.domain.disclosure import MARK
from cspdesk.domain.milestones import Output
from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.whole_action import CountedOutput
from cspdesk.ui.icons import put_icon
from cspdesk.ui.models.output_words import QuarterCell, counts_words, earlier_words, quarter_cells
from cspdesk.ui.panels.telling import column_of, only_if, problem_label
from cspdesk.ui.session import Session
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.text import ElidedLabel, label, tool_button

Figure = Literal["target", "actual"]
Keep = Callable[["CountBox"], object]
ROWS: tuple[tuple[str, Figure], ...] = (("Target", "target"), ("Actual", "actual"))


class CountBox(QLineEdit):
    """One figure of one quarter; it is kept when it is left or at Enter, and Escape takes back what was typed."""

    def __init__(self, cell: QuarterCell, figure: Figure, output: Output, keep: Keep, *, writable: bool) -> None:
        super().__init__()
        self._writable = writable
        self.cell = cell
        self.figure = figure
        self.place = (output.id, cell.quarter, figure)  # tells it from every other box
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setAccessibleName(f"{output.title}, {figure} of {cell.quarter.label}")
        self.setPlaceholderText("–")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_cell(cell)
        self.editingFinished.connect(lambda: keep(self))

    def show_cell(self, cell: QuarterCell) -> None:
        """Show what the record holds."""
        self.cell = cell
        with QSignalBlocker(self):
            hidden = self.figure == "actual" and cell.withheld
            self.setText(MARK if hidden else "" if self.kept is None else f"{self.kept:,}")
            self.setReadOnly(hidden or not self._writable)
        self.setModified(False)

    @property
    def kept(self) -> int | None:
        """The figure that the record holds."""
        value = getattr(self.cell.figures, self.figure, None)
        return value if isinstance(value, int) else None

    def event(self, event: QEvent) -> bool:
        """Take Escape before the panel does while something is typed."""
        asked = event.type() == QEvent.Type.ShortcutOverride
        if asked and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape and self.isModified():
            self.show_cell(self.cell)
            event.accept()
            return True
        return super().event(event)


class OutputCard(QWidget):
    """An output's name, what it counts, and its four quarters."""

    def __init__(
        self,
        counted: CountedOutput,
        session: Session,
        keep: Keep,
        edit: Callable[[], object],
        off: Callable[[], object],
    ) -> None:
        super().__init__()
        self.counted = counted
        self.problem = problem_label()
        self.boxes: list[CountBox] = []
        column = column_of(self, SPACE // 2)
        head = QHBoxLayout()
        head.addWidget(ElidedLabel(counted.output.title, "strong"), 1)
        self.edit_button = tool_button("pencil", f"Change {counted.output.title}", "Change what it counts")
        put_icon(self.edit_button, "pencil", "quiet")
        self.edit_button.clicked.connect(edit)
        remove = tool_button(
            "trash-2", f"Remove {counted.output.title}", "Remove with its figures; Ctrl+Z brings it back"
        )
        put_icon(remove, "trash-2", "quiet")
        remove.clicked.connect(off)
        for made in (self.edit_button, remove):
            made.setProperty("role", "small")
            only_if(made, not session.read_only)
            head.addWidget(made)
        column.addLayout(head)
        column.addWidget(label(counts_words(counted.output), "quiet", wrap=True))
        self.so_far: list[ElidedLabel] = []
        column.addLayout(self._grid(session, keep))
        self.earlier = label(earlier_words(counted, session.year), "caption", wrap=True)
        only_if(self.earlier, bool(self.earlier.text()))
        column.addWidget(self.earlier)
        column.addWidget(self.problem)

    def _grid(self, session: Session, keep: Keep) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE // 2)
        grid.setVerticalSpacing(SPACE // 2)
        cells = quarter_cells(self.counted, session.year, session.today)
        for place, cell in enumerate(cells, start=1):
            grid.setColumnStretch(place, 1)
            months = label(cell.quarter.months, "caption")
            months.setAlignment(Qt.AlignmentFlag.AlignRight)
            grid.addWidget(months, 0, place)
        for row, (words, figure) in enumerate(ROWS, start=1):  # Tab goes along a row
            grid.addWidget(label(words, "caption"), row, 0)
            for place, cell in enumerate(cells, start=1):
                grid.addWidget(self._box(cell, figure, session, keep), row, place)
        grid.addWidget(label("So far", "caption"), len(ROWS) + 1, 0)
        for place, cell in enumerate(cells, start=1):
            so_far = ElidedLabel(cell.so_far, "quiet")
            so_far.setAlignment(Qt.AlignmentFlag.AlignRight)
            self.so_far.append(so_far)
            grid.addWidget(so_far, len(ROWS) + 1, place)
        return grid

    def _box(self, cell: QuarterCell, figure: Figure, session: Session, keep: Keep) -> CountBox:
        box = CountBox(cell, figure, self.counted.output, keep, writable=not session.read_only)
        ahead = cell.quarter.starts_on > session.today and figure == "actual"
        box.setProperty("role", "ahead" if ahead else "cell")
        self.boxes.append(box)
        return box

    def show_counted(self, counted: CountedOutput, year: FinancialYear, session: Session) -> None:
        """Show figures that changed, in the boxes that are there: the cursor stays, and so does what is being typed."""
        self.counted = counted
        cells = {cell.quarter: cell for cell in quarter_cells(counted, year, session.today)}
        for box in self.boxes:
            cell = cells[box.cell.quarter]
            if box.isModified() and box.kept == getattr(cell.figures, box.figure, None):
                box.cell = cell
            else:
                box.show_cell(cell)
        for so_far, cell in zip(self.so_far, cells.values(), strict=True):
            so_far.setText(cell.so_far)
