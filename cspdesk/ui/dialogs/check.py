"""Looking through the whole file for damage, off the window's thread, and saying what was found."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QProgressDialog, QWidget

from cspdesk.store.check import CheckResult, check_file
from cspdesk.ui.dialogs import messages
from cspdesk.ui.session import Session

SEARCH_ANEW = "\n\nThe search did not know all of it as it is; its index was made anew."
SHOWN = 8  # how many problems the box spells out


def open_check(session: Session, parent: QWidget) -> None:
    """Check the open file and tell the result."""
    path = session.store.path
    busy = QProgressDialog(f"Looking through {path.name}…", "", 0, 0, parent)
    busy.setCancelButton(None)
    busy.setWindowTitle("Check this file")
    busy.setWindowModality(Qt.WindowModality.WindowModal)
    busy.show()

    def done(result: CheckResult) -> None:
        busy.close()
        if result.stale and not session.read_only:
            session.store.search.rebuild()
        tell_result(parent, result)

    def failed(error: Exception) -> None:
        busy.close()
        messages.tell_error(parent, error)

    session.jobs.start(lambda _: check_file(path), done, failed=failed)


def tell_result(parent: QWidget, result: CheckResult) -> None:
    """Say what a check found."""
    if result.ok:
        rows = f"{sum(result.counts.values()):,}"
        messages.inform(
            parent,
            "The file is sound",
            f"All {rows} rows were read. References lead somewhere, the history accounts for every row, "
            f"and every evidence file is as it was put in.{SEARCH_ANEW if result.stale else ''}",
        )
        return
    more = len(result.problems) - SHOWN
    listed = "\n".join(f"• {problem}" for problem in result.problems[:SHOWN])
    rest = f"\n• and {more} more" if more > 0 else ""
    messages.warn(
        parent,
        "The file is not sound",
        f"{listed}{rest}\n\nWork no further in it. Use File, Restore a backup to open an earlier copy beside it.",
    )
