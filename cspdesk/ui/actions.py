"""Everything the window can be asked to do, in one table: menu, words, keys, and what it says of itself."""

from collections.abc import Callable, Mapping

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from cspdesk.domain.records import dataclass
from cspdesk.ui.icons import put_icon


@dataclass(frozen=True, slots=True)
class Action:
    """slot: the method of MenuCommands that does it. writes: not to be had while the file is open for reading only.

    A text of "-" is a line across the menu. group: of several that exclude each other, one is ticked.
    """

    menu: str
    text: str
    slot: str = ""
    keys: str = ""
    tip: str = ""
    icon: str = ""
    writes: bool = False
    group: str = ""

    @property
    def plain(self) -> str:
        """Its words without mnemonic and dots, for the command search."""
        return self.text.replace("&", "").removesuffix("…")


FILE, EDIT, VIEW, HELP = "&File", "&Edit", "&View", "&Help"

ACTIONS = (
    Action(FILE, "&New partnership…", "new_file", "Ctrl+Shift+N", "Begin the record of a partnership", "file-plus"),
    Action(FILE, "&Open…", "open_file", "Ctrl+O", "Open a partnership file", "folder-open"),
    Action(FILE, "Open &recent", "recent_menu"),
    Action(FILE, "Open the &sample", "open_sample", "", "Look around in a made-up partnership"),
    Action(FILE, "-"),
    Action(FILE, "&Import ledger…", "import_ledger", "Ctrl+I", "Take in payments from a ledger", "upload", writes=True),
    Action(FILE, "I&mport plan…", "import_plan", "Ctrl+Shift+I", "Take in a plan that others filled in", writes=True),
    Action(
        FILE, "Import fi&gures…", "import_figures", "", "Take in published crime, health and other figures", writes=True
    ),
    Action(FILE, "Import &awards (360Giving)…", "import_awards", "", "List awards to the partnership", writes=True),
    Action(FILE, "&Export evidence of spend…", "export_evidence", "Ctrl+E", "Make the document a funder asks for"),
    Action(FILE, "E&xport plan…", "export_plan", "Ctrl+Shift+P", "A priority's plan as document, workbook or calendar"),
    Action(FILE, "Make a &funding justification…", "make_bid", "Ctrl+Shift+J", "The bid pack, from need to request"),
    Action(
        FILE, "Make a committee summar&y…", "make_summary", "Ctrl+Shift+Y", "Council paper, a page a priority, booklet"
    ),
    Action(FILE, "Wri&te a paper", "write_paper", "Ctrl+Shift+W", "A bid or a committee paper, checked as you write"),
    Action(FILE, "Export open &data…", "export_open_data", "", "Awards and payments as the public reads them"),
    Action(FILE, "-"),
    Action(FILE, "&Back up now", "back_up", "Ctrl+B", "Copy this file to the backup folder, checked", "archive"),
    Action(FILE, "Restore a back&up…", "restore", "", "Open an earlier copy beside this file"),
    Action(FILE, "Chec&k this file", "check", "", "Look through the whole file for damage"),
    Action(FILE, "-"),
    Action(FILE, "&Who is working…", "say_who", "", "The name that the history gives to what you do"),
    Action(FILE, "-"),
    Action(FILE, "&Close file", "close_file", "Ctrl+W", "Close this file and show the start page"),
    Action(FILE, "&Quit", "quit", "Ctrl+Q", "Close cspdesk"),
    Action(EDIT, "&Undo", "undo", "Ctrl+Z", "Undo the newest step", "undo-2", writes=True),
    Action(EDIT, "&Redo", "redo", "Ctrl+Shift+Z", "Redo the step undone last", "redo-2", writes=True),
    Action(EDIT, "-"),
    Action(
        EDIT,
        "&Find anything…",
        "find_anything",
        "Ctrl+K",
        "Search the whole record, or do something, by typing",
        "search",
    ),
    Action(EDIT, "-"),
    Action(
        EDIT, "&Partnership…", "partnership", "", "Its details, its organisations and its people", "users", writes=True
    ),
    Action(
        EDIT,
        "Pr&iorities…",
        "priorities",
        "",
        "Add, rename, reorder, propose, activate or retire them",
        "flag",
        writes=True,
    ),
    Action(
        EDIT,
        "Carry acti&ons forward…",
        "carry_forward",
        "",
        "Carry what is open at the end of the year into the next, or close it",
        "chevron-right",
        writes=True,
    ),
    Action(EDIT, "Rating ru&le…", "rating_rule", "", "By which thresholds the dates of actions rate them"),
    Action(EDIT, "S&mall numbers…", "small_numbers", "", "Under which count of people readers are not told"),
    Action(VIEW, "&Tabs", "tabs_menu"),
    Action(VIEW, "-"),
    Action(VIEW, "&Previous year", "year_before", "Alt+PgUp", "Look at the year before", "chevron-left"),
    Action(VIEW, "&Next year", "year_after", "Alt+PgDown", "Look at the year after", "chevron-right"),
    Action(VIEW, "-"),
    Action(
        VIEW, "&Compare results…", "compare_results", "", "Areas, two indicators, or before and after", "chart-line"
    ),
    Action(VIEW, "-"),
    Action(VIEW, "View as &restricted", "view_restricted", "", "Show everything", group="audience"),
    Action(VIEW, "View as p&artner", "view_partner", "", "Show what partners may see", group="audience"),
    Action(VIEW, "View as p&ublic", "view_public", "", "Show what may be published", group="audience"),
    Action(VIEW, "-"),
    Action(VIEW, "Colours of the &system", "theme_system", "", "Light or dark as the system is", group="theme"),
    Action(VIEW, "&Light colours", "theme_light", group="theme"),
    Action(VIEW, "&Dark colours", "theme_dark", group="theme"),
    Action(VIEW, "-"),
    Action(VIEW, "Lar&ger", "zoom_in", "Ctrl++", "Make everything larger"),
    Action(VIEW, "S&maller", "zoom_out", "Ctrl+-", "Make everything smaller"),
    Action(VIEW, "Actual si&ze", "zoom_reset", "Ctrl+0", "Back to 100%"),
    Action(HELP, "cspdesk &help", "help", "F1", "How things are done here", "circle-help"),
    Action(HELP, "&Keyboard", "help_keyboard", "", "Every key there is"),
    Action(HELP, "-"),
    Action(HELP, "&About cspdesk", "about"),
)


def add_actions(window: QMainWindow, commands: object, submenus: Mapping[str, QMenu]) -> dict[str, QAction]:
    """Build every menu from the table, so that nothing is reachable by mouse alone; return actions by slot.

    commands: what has a method for each slot. submenus: the menus that the window fills itself, by slot.
    """
    menus: dict[str, QMenu] = {}
    made: dict[str, QAction] = {}
    for spec in ACTIONS:
        menu = menus.get(spec.menu) or menus.setdefault(spec.menu, window.menuBar().addMenu(spec.menu))
        if spec.text == "-":
            menu.addSeparator()
        elif spec.slot in submenus:
            submenus[spec.slot].setTitle(spec.text)
            menu.addMenu(submenus[spec.slot])
        else:
            made[spec.slot] = _add(menu, spec, getattr(commands, spec.slot))
    return made


def _add(menu: QMenu, spec: Action, do: Callable[[], object]) -> QAction:
    action = menu.addAction(spec.text)
    action.setShortcut(QKeySequence(spec.keys))
    action.setStatusTip(spec.tip)
    action.setCheckable(bool(spec.group))
    action.triggered.connect(lambda *_: do())
    if spec.icon:  # drawn when the menu is first opened: starting does not wait for pictures nobody sees yet
        menu.aboutToShow.connect(lambda: put_icon(action, spec.icon))
    return action
