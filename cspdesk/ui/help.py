"""The help: pages of plain English that ship with cspdesk, and what it is."""

import platform

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QTextBrowser, QVBoxLayout, QWidget

from cspdesk import __version__
from cspdesk.paths import log_file, resource
from cspdesk.ui.actions import ACTIONS
from cspdesk.ui.dialogs import messages
from cspdesk.ui.theme import SPACE

PAGES = (
    ("start", "Getting started"),
    ("desk", "The Desk"),
    ("search", "Finding anything"),
    ("plans", "Action plans"),
    ("ratings", "How ratings are worked out"),
    ("reviews", "Reviews"),
    ("services", "Services and case reviews"),
    ("year_end", "The end of the year"),
    ("sharing", "Sending a plan round"),
    ("results", "Results and figures"),
    ("reading_results", "Reading results"),
    ("money", "Money and ledger import"),
    ("funding", "Funding"),
    ("evidence", "Evidence"),
    ("spend", "Evidence of spend"),
    ("returns", "Returns to funders"),
    ("writing", "Writing papers"),
    ("papers", "Making papers"),
    ("documents", "The register of documents"),
    ("scrutiny", "Scrutiny"),
    ("audiences", "Who may see what"),
    ("history", "History and undo"),
    ("menus", "The menus"),
    ("keyboard", "Keyboard"),
)


def page_text(name: str) -> str:
    """Return a page as Markdown; the page of keys gets its table from the menus, that of returns its figures."""
    text = resource("help", f"{name}.md").read_text(encoding="utf-8")
    if name == "returns":
        return f"{text}\n{_template()}"
    if name == "papers":
        return f"{text}\n{_parts()}"
    return f"{text}\n{_keys()}" if name == "keyboard" else text


def _keys() -> str:
    rows = (f"| {spec.keys} | {spec.plain} |" for spec in ACTIONS if spec.keys)
    return "\n".join(("## In the menus", "", "| Keys | What they do |", "| --- | --- |", *rows))


def _parts() -> str:
    """Return what the record can add to a section of each kind of paper."""
    from cspdesk.domain.paper_templates import PARTS

    rows = (f"| {kind} | {name} | {says} |" for kind, parts in PARTS.items() for name, says in parts.items())
    return "\n".join(
        (
            "| Kind | Part | What it adds |",
            "| --- | --- | --- |",
            *rows,
            "",
            "Next: [The register of documents](documents.md)",
        )
    )


def _template() -> str:
    """Return the template that shows how one is written, and every figure that one can name."""
    from cspdesk.domain.return_sources import SOURCES

    example = resource("help", "return-template.toml").read_text(encoding="utf-8")
    rows = (f"| {name} | {source.kind.value} | {source.says} |" for name, source in SOURCES.items())
    table = ("## Figures of the record", "", "| Source | Kind | What it is |", "| --- | --- | --- |", *rows)
    return "\n".join(("```", example, "```", "", *table))


class HelpWindow(QDialog):
    """Pages at the left, the one chosen at the right; stays open beside the work."""

    def __init__(self, page: str = PAGES[0][0], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("cspdesk help")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(SPACE * 110, SPACE * 75)
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        self.pages = QListWidget()
        self.pages.setAccessibleName("Pages of the help")
        self.pages.addItems([title for _, title in PAGES])
        self.pages.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.text = QTextBrowser()
        self.text.setAccessibleName("Help")
        self.text.setOpenLinks(False)
        self.text.anchorClicked.connect(self._follow)
        row.addWidget(self.pages)
        row.addWidget(self.text, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        outer.addLayout(row)
        self.pages.currentRowChanged.connect(lambda place: self.text.setMarkdown(page_text(PAGES[place][0])))
        self.show_page(page)

    def show_page(self, name: str) -> None:
        """Show a page by its name."""
        self.pages.setCurrentRow(next(i for i, (key, _) in enumerate(PAGES) if key == name))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.pages.doItemsLayout()  # the rows were laid out before the style sheet gave them their padding
        beside = self.pages.verticalScrollBar().sizeHint().width() + 2 * self.pages.frameWidth()
        self.pages.setFixedWidth(self.pages.sizeHintForColumn(0) + beside)
        self.pages.scrollToItem(self.pages.currentItem())

    def _follow(self, address: QUrl) -> None:
        name = address.toString().removesuffix(".md")
        if name in dict(PAGES):
            self.show_page(name)


def open_help(parent: QWidget, page: str = PAGES[0][0]) -> None:
    """Show the help beside the window."""
    HelpWindow(page, parent).show()


def tell_about(parent: QWidget) -> None:
    """Say what this is and where it writes its faults."""
    messages.inform(
        parent,
        f"cspdesk {__version__}",
        "Action plans, money and evidence of a community safety partnership, held as one thread. Free under the MIT "
        "licence. Typeface: Noto Sans (SIL Open Font License). Icons: Lucide (ISC licence).\n\n"
        f"Python {platform.python_version()}. Faults are written to {log_file()}.",
    )
