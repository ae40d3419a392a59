"""A box that takes something in, step by step: where the person is, a page a step, and what can be done now."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from cspdesk.ui.dialogs.job_dialog import JobDialog
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.text import button, label, restyle


class StepsDialog(JobDialog):
    """Whoever makes one calls `lay_out` with a page for each of the steps, the last of which says what was done."""

    names: tuple[str, ...] = ()

    def next(self) -> None:
        """Go on to the next step."""
        raise NotImplementedError

    def lay_out(self, pages: Sequence[QWidget]) -> None:
        """Put the steps above the pages, and what is offered below them."""
        self.pages = QStackedWidget()
        for page in pages:
            self.pages.addWidget(page)
        self.steps = [label(f"{number}  {name}", "quiet") for number, name in enumerate(self.names, start=1)]
        head = QHBoxLayout()
        head.setSpacing(SPACE * 3)
        for step in self.steps:
            head.addWidget(step)
        head.addStretch(1)
        self.problem = label("", "quiet", wrap=True)
        self.next_button = button("&Next", "primary")
        self.next_button.clicked.connect(self.next)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE * 3, SPACE * 2, SPACE * 3, SPACE * 2)
        column.setSpacing(SPACE * 2)
        column.addLayout(head)
        column.addWidget(self.pages, 1)
        column.addLayout(self._foot(self.problem, self.next_button))

    def _problem(self, step: int) -> str:
        """Return what stands in the way of going on from a step; empty where nothing does."""
        raise NotImplementedError

    def _import_words(self) -> str:
        """Return what the button says by which it is all taken in."""
        return "&Import"

    def _show_step(self, step: int) -> None:
        self.pages.setCurrentIndex(step)
        for place, name in enumerate(self.steps):
            restyle(name, "strong" if place == step else "quiet")
        self._update()

    def _update(self) -> None:
        """Say what is missing, and offer what can be done now."""
        step, last, busy = self.pages.currentIndex(), len(self.names) - 1, self.is_busy
        self.progress.setVisible(busy)
        problem = "" if busy else self._problem(step)
        self.problem.setText(problem)
        self.next_button.setEnabled(not problem and not busy)
        onward = "&Close" if step == last else "&Next"
        self.next_button.setText(self._import_words() if step == last - 1 else onward)
        self.back_button.setVisible(0 < step < last)
        self.back_button.setEnabled(not busy)
        self.cancel_button.setVisible(step < last)
        self.pages.setEnabled(not busy)
