"""The line at the bottom: whether all is saved, when the last backup was, who is working."""

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStatusBar

from cspdesk.app.files import backup_folder
from cspdesk.domain.proof import untraced_sentence
from cspdesk.store.backups import backups_of
from cspdesk.store.year_lines import traced_of
from cspdesk.ui.session import Session
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.text import ElidedLabel, label

MESSAGE_MS = 6_000
AROUND = SPACE * 3  # pixels before and behind a message


class StatusLine(QStatusBar):
    """Messages at the left, standing facts at the right."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setSizeGripEnabled(False)
        self._session = session
        self.untraced = ElidedLabel(grow=False)  # no wider than its words: Qt draws a message only where no fact is
        self.untraced.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.addPermanentWidget(self.untraced)
        self.saved, self.backup, self.who = label(), label(), label()
        for part in (self.saved, self.backup, self.who):
            self.addPermanentWidget(part)
        for signal in (session.changed, session.year_changed, session.audience_changed):
            signal.connect(self._say_untraced)
        self._say_untraced()
        session.message.connect(lambda text: self.showMessage(text, MESSAGE_MS))
        self.messageChanged.connect(self._give_way)
        self.saved.setText("Read-only" if session.read_only else "All changes saved")

    def reload(self) -> None:
        """Say what stands now."""
        self.who.setText(f"Working: {self._session.store.person or 'no name'}")
        path = self._session.store.path
        newest = next(iter(backups_of(backup_folder(path), path.stem)), None)
        self.say_backup(newest.made_at if newest else None)

    def _say_untraced(self) -> None:
        traced = traced_of(self._session.sums())
        self.untraced.setText(f"{self._session.year.label}: {untraced_sentence(traced)}" if traced.payments else "")

    def _give_way(self, message: str) -> None:
        """Leave a message that is too long the room of the money, for as long as it stands."""
        needed = self.fontMetrics().horizontalAdvance(message) + AROUND if message else 0
        self.untraced.setVisible(needed <= self.untraced.x())

    def say_backup(self, at: datetime | None) -> None:
        """Say when the last backup was made (local time); None when there is none."""
        self.backup.setText("No backup yet" if at is None else f"Last backup {when_words(at, datetime.now())}")  # noqa: DTZ005


def when_words(at: datetime, now: datetime) -> str:
    """Return when something was, short: “14:05”, or its date when it was not today."""
    return f"{at:%H:%M}" if at.date() == now.date() else f"{at:%d/%m/%Y %H:%M}"
