"""The window: menus, tabs, status line; everything in it is handed the session and does its own work."""

from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QAction, QActionGroup, QCloseEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QMenu,
    QScrollArea,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from cspdesk.domain.audience import Audience
from cspdesk.errors import UserError
from cspdesk.ui import icons
from cspdesk.ui.actions import ACTIONS, add_actions
from cspdesk.ui.dialogs import messages
from cspdesk.ui.files import Files
from cspdesk.ui.lazy_pages import SIDE_PANEL, LazyPages
from cspdesk.ui.menu_commands import MenuCommands
from cspdesk.ui.notices import Notices
from cspdesk.ui.session import Place, Session
from cspdesk.ui.status import StatusLine
from cspdesk.ui.tab_bar import TitleTabs
from cspdesk.ui.tab_pages import AFTER_PRIORITIES, Tab, retired_tabs, tabs_of
from cspdesk.ui.theme import SPACE, Theme
from cspdesk.ui.top_bar import TopBar

NAMED_TABS = 9  # Ctrl+1 to Ctrl+9


class MainWindow(QMainWindow):
    """One open partnership file."""

    def __init__(self, session: Session, theme: Theme, files: Files) -> None:
        super().__init__()
        self.session = session
        self.theme = theme
        self.files = files
        self._tabs: tuple[Tab, ...] = ()
        self._asked_for: set[str] = set()  # retired priorities that the person wants to see
        self._pages = LazyPages()
        self._closed = False
        self._recent, self._tab_menu = QMenu(self), QMenu(self)
        self.status = StatusLine(session)
        self.commands = MenuCommands(self, session, theme, files, self.status)
        submenus = {"recent_menu": self._recent, "tabs_menu": self._tab_menu}
        self.actions_by_slot = self.commands.given = add_actions(self, self.commands, submenus)
        self._recent.aboutToShow.connect(self._fill_recent)
        self._group_choices()
        self._build()
        self._follow(session)
        self._show_tabs()
        self._restore_size()
        files.note_shown(session.store.path, self)

    def _build(self) -> None:
        self.setWindowTitle(f"{self.session.store.path.stem} – cspdesk")
        middle = QWidget(self)  # every part is made in its place: what is moved with its own parts is styled once more
        head = QWidget(middle)
        head.setProperty("role", "head")
        self.top = TopBar(self.session, head)
        self.top.search_wanted.connect(self.commands.find_anything)
        self.bar = TitleTabs(head)
        self.bar.setAccessibleName("Tabs")
        self.bar.currentChanged.connect(self._show_page)
        self.retired = QToolButton(head)
        self.retired.setText("Retired")
        self.retired.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.retired.setMenu(QMenu(self.retired))
        self.notices = Notices(self.session.settings, middle)
        self.stack = QStackedWidget()
        self.stack.setProperty("role", "page")
        tabs = QHBoxLayout()
        tabs.setContentsMargins(SPACE, 0, SPACE, 0)
        tabs.addWidget(self.bar, 1)
        tabs.addWidget(self.retired)
        column = QVBoxLayout(head)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top)
        column.addLayout(tabs)
        whole = QVBoxLayout(middle)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        for part in (head, self.notices):
            whole.addWidget(part)
        scroll = QScrollArea(middle)  # so that a page too large for the screen, at 200% say, scrolls and is never cut
        scroll.setWidgetResizable(True)
        scroll.setProperty("role", "clear")
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self.stack)
        whole.addWidget(scroll, 1)
        self.setCentralWidget(middle)
        self.setStatusBar(self.status)

    def _follow(self, session: Session) -> None:
        session.changed.connect(self._changed)
        session.year_changed.connect(self._make_stale)
        session.audience_changed.connect(self._changed)
        session.failed.connect(self._tell_error)
        session.go_to.connect(self.go)
        session.undo_stack.moved.connect(self._say_undo)
        self._say_undo()
        self.theme.changed.connect(icons.retint)
        self._say_notices()

    def _tell_error(self, error: BaseException) -> None:
        """Tell it in a box; a method, since a lambda would keep the window as long as its session."""
        messages.tell_error(self, error)

    def _group_choices(self) -> None:
        groups: dict[str, QActionGroup] = {}
        for spec in ACTIONS:
            if spec.group:
                group = groups.setdefault(spec.group, QActionGroup(self))
                group.addAction(self.actions_by_slot[spec.slot])
        self.actions_by_slot[f"theme_{self.theme.mode.value}"].setChecked(True)
        self._tick_audience()

    def _tick_audience(self) -> None:
        self.actions_by_slot[f"view_{self.session.audience.value}"].setChecked(True)

    def _say_undo(self) -> None:
        stack, writable = self.session.undo_stack.stack, not self.session.read_only
        for slot, verb, label, can in (
            ("undo", "&Undo", stack.undoText(), stack.canUndo()),
            ("redo", "&Redo", stack.redoText(), stack.canRedo()),
        ):
            action = self.actions_by_slot[slot]
            told = can and self.session.audience is Audience.RESTRICTED  # a step is named by what it changed
            action.setText(f"{verb} “{label.replace('&', '&&')}”" if told else verb)
            action.setEnabled(can and writable)

    def _say_notices(self) -> None:
        store = self.session.store
        if store.read_only:
            who = (
                f"It is open elsewhere: {store.held_by}"
                if store.held_by
                else "Its folder is read-only, or the disk is full"
            )
            self.notices.say("read-only", f"You can look but not change anything here. {who}.", lasting=True)
            for spec in ACTIONS:
                if spec.writes:
                    self.actions_by_slot[spec.slot].setEnabled(False)
        elif store.left_behind is not None:
            self.notices.say(
                "recovered",
                f"This file was not closed last time ({store.left_behind}). Everything that was saved is here.",
            )

    # What changed

    def _changed(self) -> None:
        self._tick_audience()
        self._say_undo()
        self.top.reload()
        self._show_tabs()
        self._make_stale()
        self._say_audience()

    def _make_stale(self) -> None:
        self._pages.make_stale()
        if self._tabs:
            self._pages.freshen(self._tabs[self.bar.currentIndex()].key)

    def _say_audience(self) -> None:
        if self.session.audience is Audience.RESTRICTED:
            self.notices.unsay("audience")
        else:
            text = f"You are viewing as {self.session.audience.value}: what this audience may not see is withheld."
            self.notices.say("audience", text, lasting=True)

    # Tabs

    def _show_tabs(self) -> None:
        shown = self._tabs[self.bar.currentIndex()].key if self._tabs else ("desk", None)
        retired = retired_tabs(self.session)
        wanted = [tab for tab in retired if tab.priority_id in self._asked_for]
        tabs = tabs_of(self.session)
        self._tabs = (*tabs[:-AFTER_PRIORITIES], *wanted, *tabs[-AFTER_PRIORITIES:])
        self._drop_gone()
        self.bar.blockSignals(True)
        self.bar.show_titles([tab.title for tab in self._tabs])
        place = self._place_of(shown)
        self.bar.setCurrentIndex(0 if place is None else place)
        self.bar.blockSignals(False)
        self._fill_menus(retired)
        self._show_page()

    def _drop_gone(self) -> None:
        there = {tab.key for tab in self._tabs}
        for key in self._pages.keys():  # noqa: SIM118 -- a method of our own; dropping while looking is safe
            if key not in there and (page := self._pages.drop(key)) is not None:
                self.stack.removeWidget(page)
                page.deleteLater()

    def _fill_menus(self, retired: tuple[Tab, ...]) -> None:
        self._tab_menu.clear()
        for i, tab in enumerate(self._tabs):
            action = self._tab_menu.addAction(tab.title.replace("&", "&&"), partial(self.bar.setCurrentIndex, i))
            if i < NAMED_TABS:
                action.setShortcut(QKeySequence(f"Ctrl+{i + 1}"))
        menu = self.retired.menu()
        menu.clear()
        for tab in retired:
            menu.addAction(tab.title.replace("&", "&&"), partial(self.go, Place("priority", tab.priority_id)))
        if retired:
            self._tab_menu.addSeparator()
            self._tab_menu.addActions(menu.actions())
        self.retired.setVisible(bool(retired))

    def _place_of(self, key: tuple[str, str | None]) -> int | None:
        return next((i for i, tab in enumerate(self._tabs) if tab.key == key), None)

    def _show_page(self, *_: object) -> None:
        if not self._tabs:
            return
        tab = self._tabs[max(0, self.bar.currentIndex())]
        self.commands.priority_in_sight = tab.priority_id
        self.session.look_at(tab.key)
        page = self._pages.get(tab.key)
        if page is None:
            page = tab.build(self.stack)  # in its place from the first: moved there, it would be styled once more
            self._pages.add(tab.key, page)
            self.stack.addWidget(page)
        self._pages.freshen(tab.key)
        self.stack.setCurrentWidget(page)

    def go(self, place: Place) -> None:
        """Show a place: its year, tab, section and record."""
        self._remember(place)
        if place.tab == "partnership":
            self.commands.partnership(place.record_id)
            return
        if place.year is not None:
            self.session.show_year(place.year)
        key = (place.tab, place.priority_id if place.tab == "priority" else None)
        if self._place_of(key) is None and place.priority_id:
            self._asked_for.add(place.priority_id)
            self._show_tabs()
        at = self._place_of(key)
        if at is None:
            return
        self.bar.setCurrentIndex(at)
        page: Any = self._pages.get(key)
        page.focus_record(place)

    def _remember(self, place: Place) -> None:
        if (record := place.record_id or place.priority_id) is not None:
            visited = self.session.visited
            if record in visited:
                visited.remove(record)
            visited.append(record)

    def _fill_recent(self) -> None:
        self._recent.clear()
        for path in self.session.settings.recent_files:
            self._recent.addAction(str(path).replace("&", "&&"), partial(self.files.open, path, self))
        if self._recent.isEmpty():
            self._recent.addAction("No files yet").setEnabled(False)

    # Coming and going

    def action(self, slot: str) -> QAction:
        """Return the action of a slot."""
        return self.actions_by_slot[slot]

    def _restore_size(self) -> None:
        kept = self.session.settings.state("window")
        if kept is None or not self.restoreGeometry(kept):
            self.resize(1280, 680)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self.status, self.status.reload)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow() and not self._closed:
            self.session.look_again()

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()  # until all is done: a fault on the way must not leave a file open behind a closed window
        if not self._closed and not (self._is_free() and self._may_leave() and self._backed_up()):
            return
        self.session.settings.keep("window", self.saveGeometry())
        self.session.close()
        self.files.note_closed(self)
        self._closed = True
        event.accept()

    def _is_free(self) -> bool:
        """Return whether no dialog works on the file; one that does comes to the front, to be ended there."""
        dialog = QApplication.activeModalWidget()
        if dialog is None:
            return True
        dialog.raise_()
        dialog.activateWindow()
        return False

    def _may_leave(self) -> bool:
        panels: list[Any] = self.findChildren(QWidget, SIDE_PANEL)  # by name: there may be none to import it for
        return all(panel.may_leave() for panel in panels)

    def _backed_up(self) -> bool:
        """Back up what was changed; say so if that fails, before anything is closed."""
        store = self.session.store
        if store.read_only or not store.changed:
            return True
        try:
            self.files.back_up(store, only_if_due=True)
        except UserError as error:
            return messages.confirm(
                self, "No backup could be made", f"{error} Your work itself is saved.", "Close anyway"
            )
        return True
