"""What the menus do: one method for each action of the table in `actions`."""

from collections.abc import Mapping

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow

from cspdesk.domain.audience import Audience
from cspdesk.errors import UserError
from cspdesk.ui.dialogs import messages
from cspdesk.ui.files import Files
from cspdesk.ui.session import Place, Session
from cspdesk.ui.status import StatusLine
from cspdesk.ui.theme import Mode, Theme


class MenuCommands:
    """The commands of one window; dialogs are loaded when they are first asked for."""

    def __init__(self, window: QMainWindow, session: Session, theme: Theme, files: Files, status: StatusLine) -> None:
        self._window = window
        self._session = session
        self._theme = theme
        self._files = files
        self._status = status
        self.given: Mapping[str, QAction] = {}  # the actions of the menus by slot, for the search among them
        self.priority_in_sight: str | None = None  # the id of the priority whose tab is shown

    def new_file(self) -> None:
        """Begin the record of a partnership."""
        self._files.new(self._window)

    def open_file(self) -> None:
        """Open another file."""
        self._files.choose(self._window)

    def open_sample(self) -> None:
        """Open the sample."""
        self._files.open_sample(self._window)

    def import_ledger(self) -> None:
        """Take in payments from a ledger."""
        from cspdesk.ui.dialogs.import_ledger import open_import

        open_import(self._session, self._window)

    def export_evidence(self) -> None:
        """Make the evidence of spend."""
        from cspdesk.ui.dialogs.export_evidence import open_export

        open_export(self._session, self._window)

    def import_plan(self) -> None:
        """Take in a plan that others filled in."""
        from cspdesk.ui.dialogs.plan_import import open_plan_import

        open_plan_import(self._session, self._window, self.priority_in_sight)

    def import_figures(self) -> None:
        """Take in figures that others publish."""
        from cspdesk.ui.dialogs.import_indicators import open_import_indicators

        open_import_indicators(self._session, self._window, self.priority_in_sight)

    def export_plan(self) -> None:
        """Give a priority's plan out."""
        from cspdesk.ui.dialogs.plan_export import open_plan_export

        open_plan_export(self._session, self._window, self.priority_in_sight)

    def write_paper(self) -> None:
        """Show the bids and committee papers that are being written."""
        self._session.go_to.emit(Place("documents", section="papers"))

    def make_bid(self) -> None:
        """Make a justification for funding."""
        from cspdesk.domain.papers import PaperKind
        from cspdesk.ui.dialogs.paper_export import open_paper_export

        open_paper_export(self._session, self._window, PaperKind.BID)

    def make_summary(self) -> None:
        """Make a committee's summary."""
        from cspdesk.domain.papers import PaperKind
        from cspdesk.ui.dialogs.paper_export import open_paper_export

        open_paper_export(self._session, self._window, PaperKind.COMMITTEE)

    def import_awards(self) -> None:
        """List the awards of a 360Giving file to accept as agreements."""
        from cspdesk.ui.dialogs.grants import open_awards

        open_awards(self._session, self._window)

    def export_open_data(self) -> None:
        """Give awards or payments out as open data."""
        from cspdesk.ui.dialogs.grants import open_open_data

        open_open_data(self._session, self._window)

    def back_up(self) -> None:
        """Copy the file to the backup folder."""
        try:
            backup = self._files.back_up(self._session.store)
        except UserError as error:
            messages.tell_error(self._window, error)
            return
        if backup is not None:
            self._session.message.emit(f"Backed up as {backup.path.name}")
            self._status.say_backup(backup.made_at)

    def restore(self) -> None:
        """Open an earlier copy of the file beside it."""
        self._files.restore(self._session.store.path, self._window)

    def check(self) -> None:
        """Look through the whole file."""
        from cspdesk.ui.dialogs.check import open_check

        open_check(self._session, self._window)

    def say_who(self) -> None:
        """Ask for the name that the history gives to what is done."""
        from cspdesk.ui.dialogs.who import ask_who

        if name := ask_who(self._window, self._session.store.person):
            self._session.store.person = name
            self._session.settings.keep("person", name)
            self._status.reload()

    def close_file(self) -> None:
        """Close the file and show the start page."""
        self._files.show_start()

    def quit(self) -> None:
        """Close the window."""
        self._window.close()

    def undo(self) -> None:
        """Undo the newest step."""
        self._session.undo()

    def redo(self) -> None:
        """Redo the step undone last."""
        self._session.redo()

    def find_anything(self) -> None:
        """Search everything by typing."""
        from cspdesk.ui.search_palette import open_palette

        open_palette(self._session, self.given, self._window)

    def partnership(self, record_id: str | None = None) -> None:
        """Show the partnership, its organisations and its people, one of them if it is named."""
        from cspdesk.ui.dialogs.partnership import open_partnership

        open_partnership(self._session, self._window, record_id)

    def priorities(self) -> None:
        """Show the priorities in their order."""
        from cspdesk.ui.dialogs.priorities import open_priorities

        open_priorities(self._session, self._window)

    def carry_forward(self) -> None:
        """Carry open actions into the next year, or close them."""
        from cspdesk.ui.dialogs.year_end import open_year_end

        open_year_end(self._session, self._window)

    def rating_rule(self) -> None:
        """Show the thresholds by which actions are rated."""
        from cspdesk.ui.dialogs.rating_rule import open_rule

        open_rule(self._session, self._window)

    def small_numbers(self) -> None:
        """Show under which count of people readers are not told."""
        from cspdesk.ui.dialogs.small_numbers import open_small_numbers

        open_small_numbers(self._session, self._window)

    def year_before(self) -> None:
        """Look at the year before."""
        self._session.step_year(-1)

    def year_after(self) -> None:
        """Look at the year after."""
        self._session.step_year(1)

    def compare_results(self) -> None:
        """Compare areas, two indicators, or before and after."""
        from cspdesk.ui.panels.compare_pages import open_compare

        open_compare(self._session, self._window, None, self.priority_in_sight)

    def view_restricted(self) -> None:
        """Show everything."""
        self._session.show_audience(Audience.RESTRICTED)

    def view_partner(self) -> None:
        """Show what partners may see."""
        self._session.show_audience(Audience.PARTNER)

    def view_public(self) -> None:
        """Show what may be published."""
        self._session.show_audience(Audience.PUBLIC)

    def theme_system(self) -> None:
        """Take the system's colours."""
        self._theme.choose(Mode.SYSTEM)

    def theme_light(self) -> None:
        """Take light colours."""
        self._theme.choose(Mode.LIGHT)

    def theme_dark(self) -> None:
        """Take dark colours."""
        self._theme.choose(Mode.DARK)

    def zoom_in(self) -> None:
        """Make everything larger."""
        self._theme.zoom_by(1)

    def zoom_out(self) -> None:
        """Make everything smaller."""
        self._theme.zoom_by(-1)

    def zoom_reset(self) -> None:
        """Back to 100%."""
        self._theme.zoom_by(0)

    def help(self) -> None:
        """Show the help."""
        from cspdesk.ui.help import open_help

        open_help(self._window)

    def help_keyboard(self) -> None:
        """Show every key there is."""
        from cspdesk.ui.help import open_help

        open_help(self._window, "keyboard")

    def about(self) -> None:
        """Say what this is."""
        from cspdesk.ui.help import tell_about

        tell_about(self._window)
