"""The first page: a new partnership, the sample, a file, or one of those opened last."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from cspdesk.ui.files import Files
from cspdesk.ui.settings import Settings
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.card import Card
from cspdesk.ui.widgets.text import ElidedLabel, button, label

SHOWN = 5
WIDEST = SPACE * 125


class StartPage(QMainWindow):
    """Shown when no file is open."""

    def __init__(self, files: Files, settings: Settings) -> None:
        super().__init__()
        self._files = files
        self.setWindowTitle("cspdesk")
        self.resize(1024, 640)
        page, middle = QWidget(), QWidget()
        page.setProperty("role", "page")
        middle.setMaximumWidth(WIDEST)
        centred = QHBoxLayout(page)
        centred.addWidget(middle)
        outer = QVBoxLayout(middle)
        outer.setContentsMargins(SPACE * 6, SPACE * 4, SPACE * 6, SPACE * 4)
        outer.setSpacing(SPACE)
        outer.addStretch(1)
        title = label("cspdesk", "figure")
        outer.addWidget(title)
        outer.addWidget(
            label(
                "Action plans, money and evidence of a community safety partnership, in one file on your computer.",
                "quiet",
                wrap=True,
            )
        )
        outer.addSpacing(SPACE * 2)
        outer.addLayout(self._ways())
        outer.addSpacing(SPACE)
        if settings.recent_files:
            outer.addWidget(self._recent(settings))
        outer.addStretch(2)
        self.setCentralWidget(page)

    def _ways(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE * 2)
        self.new = button("&Begin", "primary", icon="file-plus")
        self.sample = button("Look &around", icon="eye")
        self.open = button("&Open…", icon="folder-open")
        self.new.clicked.connect(lambda: self._files.new(self))
        self.sample.clicked.connect(lambda: self._files.open_sample(self))
        self.open.clicked.connect(lambda: self._files.choose(self))
        for heading, words, made in (
            ("A new partnership", "Name it and say where its file is to lie. Then add priorities and money.", self.new),
            (
                "The sample",
                "A made-up record of three years, to try anything out on. Yours is not touched.",
                self.sample,
            ),
            ("A file you have", "Open a .cspdesk file from this computer or a shared folder.", self.open),
        ):
            row.addWidget(self._way(heading, words, made), 1)
        return row

    def _way(self, heading: str, words: str, made: QWidget) -> Card:
        card = Card(heading)
        told = label(words, "quiet", wrap=True)
        told.setAlignment(Qt.AlignmentFlag.AlignTop)
        card.body.addWidget(told, 1)
        card.body.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _recent(self, settings: Settings) -> Card:
        card = Card("Opened last")
        for path in settings.recent_files[:SHOWN]:
            row = QHBoxLayout()
            opener = button(path.stem, "link", tip=str(path))
            opener.clicked.connect(partial(self._files.open, path, self))
            row.addWidget(opener)
            row.addWidget(ElidedLabel(str(path.parent), "caption"), 1)
            card.body.addLayout(row)
        return card
