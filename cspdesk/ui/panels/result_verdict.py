"""A verdict on screen: its sentences, what its evidence does not show, and behind “Why?” how it was arrived at."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from cspdesk.analysis.verdicts import Verdict
from cspdesk.ui.icons import put_icon
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.card import Card
from cspdesk.ui.widgets.text import button, label


class VerdictPart(Card):
    """Shows one verdict; while it is being worked out it says so."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.says, self.target, self.beside, self.footing, self.reasons = (label("", wrap=True) for _ in range(5))
        self.footing.setProperty("role", "quiet")
        for part in (self.says, self.target, self.beside, self.footing, self.reasons):
            part.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.reasons.setContentsMargins(SPACE * 2, 0, 0, 0)
        self.why = button("Why?", "fold", icon="chevron-right", tip="How this was arrived at, and what has to be known")
        self.why.clicked.connect(lambda: self.unfold(self.reasons.isHidden()))
        foot = QHBoxLayout()
        foot.setSpacing(SPACE * 2)
        foot.addWidget(self.footing, 1)
        foot.addWidget(self.why, 0, Qt.AlignmentFlag.AlignTop)
        self.body.setSpacing(SPACE // 2)
        for each in (self.says, self.target, self.beside):
            self.body.addWidget(each)
        self.body.addLayout(foot)
        self.body.addWidget(self.reasons)
        self.unfold(False)

    def show_verdict(self, found: Verdict | None, reach: str = "") -> None:
        """Show a verdict, or that it is being worked out; reach: how far the data go, where not as the verdict says."""
        self.says.setText(found.says if found else "Working out what the figures say…")
        _say(self.target, found.target if found else "")
        _say(self.beside, found.beside if found else "")
        self.footing.setText(f"{found.footing} {reach or found.reach}" if found else "")
        told = [*found.why, *found.caveats] if found else []
        self.reasons.setText(_listed(told))
        self.why.setVisible(bool(told))
        if not told:
            self.unfold(False)

    def unfold(self, is_open: bool = True) -> None:
        """Show how the verdict was arrived at, or fold that away."""
        self.reasons.setVisible(is_open)
        put_icon(self.why, "chevron-down" if is_open else "chevron-right", "quiet")
        state = "shown" if is_open else "folded away"
        self.why.setAccessibleDescription(f"How this was arrived at: {state}; press Space to change that")


def _say(part: QLabel, text: str) -> None:
    part.setText(text)
    part.setVisible(bool(text))


def _listed(sentences: Sequence[str]) -> str:
    return "\n".join(f"•  {sentence}" for sentence in sentences)
