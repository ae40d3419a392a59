"""The check of a paper's claims beside the window: record read, texts checked, the newest answer taken."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, Signal

from cspdesk.analysis.claim_findings import ClaimFinding
from cspdesk.app.paper_writing import Ground, check_bodies, read_ground
from cspdesk.domain.audience import Audience
from cspdesk.domain.papers import Overruling, Paper
from cspdesk.domain.records import dataclass
from cspdesk.ui.session import Session


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found in texts as they were: findings nobody set aside, and the overrulings that still stand."""

    bodies: Mapping[str, str]
    findings: tuple[ClaimFinding, ...]
    overruled: tuple[Overruling, ...]


class PaperChecking(QObject):
    """`read`: the ground is another; `checked(Checked)`: texts were checked."""

    read = Signal()
    checked = Signal(object)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self.ground: Ground | None = None
        self._asked = 0

    def read_record(self, paper: Paper, audience: Audience) -> None:
        """Read the figures that these readers may see, on a connection of its own."""
        path, today, asked = self._session.store.path, self._session.today, self._next()
        self._session.jobs.start(
            lambda _: read_ground(path, paper, today, audience),
            lambda ground: self._take_ground(asked, ground),
            owner=self,
        )

    def check(self, bodies: Mapping[str, str], overrulings: Sequence[Overruling]) -> None:
        """Check texts against what was read; nothing happens before it was."""
        ground = self.ground
        if ground is None:
            return
        asked = self._next()
        self._session.jobs.start(
            lambda _: Checked(bodies, *check_bodies(bodies, ground, overrulings)),
            lambda found: self._take_checked(asked, found),
            owner=self,
        )

    def stop(self) -> None:
        """Take no more answers."""
        self._next()

    def _next(self) -> int:
        self._asked += 1
        return self._asked

    def _take_ground(self, asked: int, ground: Ground) -> None:
        if asked == self._asked:
            self.ground = ground
            self.read.emit()

    def _take_checked(self, asked: int, found: Checked) -> None:
        if asked == self._asked:
            self.checked.emit(found)
