"""What the check of a text found, beside it: the words, the reason, what is safe to say; accepted or set aside."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from cspdesk.analysis.claim_findings import ClaimFinding, Severity
from cspdesk.domain.bound_figures import Figures, filled
from cspdesk.domain.papers import Overruling
from cspdesk.domain.periods import long_date
from cspdesk.domain.proof import counted
from cspdesk.ui.icons import icon
from cspdesk.ui.panels.telling import clear
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.text import button, label

ICONS = {
    Severity.WRONG: ("circle-alert", "danger"),
    Severity.NOT_SHOWN: ("triangle-alert", "warning"),
    Severity.INCOMPLETE: ("circle-help", "quiet"),
}
FAIR = "No sentence says more than the figures do."
CHECKING = "Reading the record…"
CUT = 160  # letters of a quotation


class ClaimList(QWidget):
    """Shows findings of a whole paper, those of the section that is looked at first."""

    def __init__(
        self,
        go_to: Callable[[ClaimFinding], object],
        accept: Callable[[ClaimFinding], object],
        overrule: Callable[[ClaimFinding], object],
        take_back: Callable[[Overruling], object],
    ) -> None:
        super().__init__()
        self._go_to, self._accept, self._overrule, self._take_back = go_to, accept, overrule, take_back
        self.findings: tuple[ClaimFinding, ...] = ()
        self._shown: tuple[object, ...] = ()
        self.writable = True
        self.heading = label(CHECKING, "strong", wrap=True)
        rows = QWidget()
        self._rows = QVBoxLayout(rows)
        self._rows.setContentsMargins(0, 0, SPACE, 0)
        self._rows.setSpacing(SPACE)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setProperty("role", "clear")
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(rows)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE, 0, 0)
        column.setSpacing(SPACE)
        column.addWidget(self.heading)
        column.addWidget(area, 1)

    def show_findings(
        self,
        findings: Sequence[ClaimFinding],
        overruled: Sequence[Overruling],
        figures: Figures,
        titles: Mapping[str, str],
        here: Sequence[str],
    ) -> None:
        """Show what was found; titles are the sections' by key, here the keys of the one looked at."""
        ordered = sorted(findings, key=lambda f: f.section not in here)
        shown = (tuple(ordered), tuple(overruled), tuple(here), id(figures))
        if shown == self._shown:
            return
        self.findings, self._shown = tuple(ordered), shown
        self.heading.setText(f"{counted(len(ordered), 'thing')} to look at" if ordered else FAIR)
        clear(self._rows)
        for finding in ordered:
            title = "" if finding.section in here else titles.get(finding.section, "")
            self._rows.addWidget(self._row(finding, figures, title))
        for made in overruled:
            self._rows.addWidget(self._set_aside(made, figures))
        self._rows.addStretch(1)

    def _row(self, finding: ClaimFinding, figures: Figures, title: str) -> QWidget:
        row = _Row(lambda: self._go_to(finding))
        words = filled(finding.words, figures)
        row.setAccessibleName(f"{finding.kind.value}: {words}. {finding.reason}")
        head = QHBoxLayout()
        sign, tone = ICONS[finding.severity]
        picture = label()
        picture.setPixmap(icon(sign, tone).pixmap(SPACE * 2, SPACE * 2))
        head.addWidget(picture)
        head.addWidget(label(finding.kind.value.capitalize(), "strong"), 1)
        head.addWidget(label(finding.severity.value, "pill"))
        row.body.addLayout(head)
        if title:
            row.body.addWidget(label(f"In “{title}”", "caption", wrap=True))
        row.body.addWidget(label(f"“{_cut(words)}”", "body", wrap=True))
        row.body.addWidget(label(finding.reason, "quiet", wrap=True))
        if finding.safe:
            row.body.addWidget(label("Safe to say", "caption"))
            row.body.addWidget(label(filled(finding.safe, figures), "body", wrap=True))
        if self.writable:
            row.body.addLayout(self._answers(finding))
        return row

    def _answers(self, finding: ClaimFinding) -> QHBoxLayout:
        foot = QHBoxLayout()
        if finding.safe:
            accept = button("Accept", icon="check", tip="Put what is safe to say in the place of the sentence")
            accept.clicked.connect(lambda: self._accept(finding))
            foot.addWidget(accept)
        overrule = button("Overrule…", "flat", tip="Leave the sentence as it is, with your name and the reason")
        overrule.clicked.connect(lambda: self._overrule(finding))
        foot.addWidget(overrule)
        foot.addStretch(1)
        return foot

    def _set_aside(self, made: Overruling, figures: Figures) -> QWidget:
        row = _Row(lambda: None)
        row.body.addWidget(label(f"Overruled: {made.finding}", "strong"))
        row.body.addWidget(label(f"“{_cut(filled(made.words, figures))}”", "body", wrap=True))
        said = f"{made.overruled_by}, {long_date(made.overruled_on)}: {made.reason.rstrip('. ')}. Printed in the annex."
        row.body.addWidget(label(said, "quiet", wrap=True))
        if self.writable:
            back = button("Take back", "flat", tip="Show the finding again")
            back.clicked.connect(lambda: self._take_back(made))
            foot = QHBoxLayout()
            foot.addWidget(back)
            foot.addStretch(1)
            row.body.addLayout(foot)
        return row


class _Row(QFrame):
    """One finding; Enter or a click goes to its words."""

    def __init__(self, opened: Callable[[], object]) -> None:
        super().__init__()
        self._opened = opened
        self.setProperty("role", "tile")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(SPACE, SPACE // 2, SPACE, SPACE)
        self.body.setSpacing(SPACE // 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._opened()
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self._opened()


def _cut(words: str) -> str:
    return words if len(words) <= CUT else f"{words[: CUT - 1]}…"
