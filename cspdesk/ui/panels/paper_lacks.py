"""What a paper still lacks, section by section, beside it; each leads to its place."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QListWidgetItem, QVBoxLayout, QWidget

from cspdesk.domain.paper_progress import SectionProgress
from cspdesk.domain.proof import counted
from cspdesk.ui.icons import icon
from cspdesk.ui.panels.return_findings import WrappedList
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.text import label

KEY = Qt.ItemDataRole.UserRole


class PaperLacks(QWidget):
    """A list of what is missing; Enter or a click goes to the section."""

    def __init__(self, opened: Callable[[str], object]) -> None:
        super().__init__()
        self._opened = opened
        self.heading = label("", "strong", wrap=True)
        self.list = WrappedList("What is still missing")
        self.list.setIconSize(QSize(SPACE * 2, SPACE * 2))
        self.list.itemActivated.connect(self._open)
        self.list.itemClicked.connect(self._open)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE, 0, 0)
        column.setSpacing(SPACE)
        column.addWidget(self.heading)
        column.addWidget(self.list, 1)

    def show_progress(self, progress: Sequence[SectionProgress]) -> None:
        """Show what each section lacks, with what an assessor would ask there."""
        lacking = [(each.section, place, says) for each in progress for place, says in enumerate(each.lacks)]
        written = [each for each in progress if each.section.is_written]
        done = sum(1 for each in written if each.is_complete and each.words)
        self.heading.setText(f"{done} of {counted(len(written), 'section')} written, {len(lacking)} still missing")
        self.list.clear()
        for section, place, says in lacking:
            asks = "".join(f"\n•  {asked}" for asked in section.asks) if place == 0 else ""
            item = QListWidgetItem(f"{_of(section.title, says)}{asks}")
            item.setIcon(icon("circle", "warning"))
            item.setData(KEY, section.key)
            self.list.addItem(item)
        self.list.fit()

    def _open(self, item: QListWidgetItem) -> None:
        self._opened(str(item.data(KEY)))


def _of(title: str, says: str) -> str:
    """Return what is said of a section, behind its title, which may be a question."""
    return f"{title} {says}" if title.endswith("?") else f"{title}: {says[0].lower()}{says[1:]}"
