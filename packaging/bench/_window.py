"""The window on the large sample, driven without a screen: `python -m bench._window WORK FILE` prints what it measured.

Each work runs in a process of its own, so that memory is the window's alone and no screen is needed.
"""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench import _large
from bench._peak import peak_megabytes

if TYPE_CHECKING:
    from cspdesk.ui.main_window import MainWindow

OPENED = 8  # records opened from each table of each page
STEPS = 100
SEARCHED_FOR = ("alarms", "quietwell print works", "case workers april", "£1,234.50", "790.02", "2020000017", "invoice")


def measured(work: str) -> Any:
    """Return what a work of this module gives, run on a copy of the large sample in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        file = _large.copy_of_large_file(Path(folder))
        variables = {"CSPDESK_HOME": str(Path(folder, "home")), "QT_QPA_PLATFORM": "offscreen"}
        variables["QT_LOGGING_RULES"] = "default.warning=false"  # what this platform cannot do, it says at every turn
        words = [sys.executable, "-m", "bench._window", work, str(file)]
        done = subprocess.run(words, env=os.environ | variables, check=True, timeout=600, stdout=subprocess.PIPE)
        return json.loads(done.stdout)


def percentile_95(seconds: list[float]) -> float:
    """Return the 95th percentile, in milliseconds."""
    return 1_000 * sorted(seconds)[int(0.95 * len(seconds))]


def timed(act: Callable[[], object]) -> float:
    """Return the seconds an act takes until the window has been painted again."""
    from PySide6.QtWidgets import QApplication

    started = time.perf_counter()
    act()
    QApplication.processEvents()
    return time.perf_counter() - started


def switching(window: MainWindow) -> list[float]:
    """Return how long each look at a tab or at a section of a priority takes: every year, first looks included."""
    taken = []
    for year in _years(window):
        window.session.show_year(year)
        for place in (*range(1, window.bar.count()), 0):
            taken.append(timed(lambda place=place: window.bar.setCurrentIndex(place)))  # type: ignore[misc]
            page: Any = window.stack.currentWidget()
            if hasattr(page, "sections"):
                for section in (*range(1, page.sections.count()), 0):
                    taken.append(timed(lambda p=page, s=section: p.sections.setCurrentIndex(s)))  # type: ignore[misc]
    return taken


def opening(window: MainWindow) -> list[float]:
    """Return how long it takes to open records of every kind, from the tables of the pages they stand on."""
    _keep_a_document(window)
    taken = []
    for table in _tables(window):
        for record in islice(table.table.records, OPENED):
            taken.append(timed(lambda t=table, r=record: (t.select_key(r.id), t.opened.emit(r))))  # type: ignore[misc]
    return taken


def searching(window: MainWindow) -> list[float]:
    """Return how long each letter typed into the search takes to be answered.

    All is typed three times and a letter's time is its least: what other programs took is not the window's.
    """
    from cspdesk.ui.search_palette import open_palette

    window.session.store.search.read_all()
    box = open_palette(window.session, window.actions_by_slot, window)
    letters = [wanted[:length] for wanted in SEARCHED_FOR for length in range(1, len(wanted) + 1)]
    rounds = [[timed(lambda typed=typed: box.typed.setText(typed)) for typed in letters] for _ in range(3)]  # type: ignore[misc]
    return [min(each) for each in zip(*rounds, strict=True)]


def building_the_desk(window: MainWindow) -> list[float]:
    """Return how long it takes to build the Desk, every year in turn; of three times the least, as above."""
    from cspdesk.ui.tabs.desk import DeskTab

    def build() -> None:
        page = DeskTab(window.session, window.stack)  # in its place, as the window builds it
        window.stack.addWidget(page)
        window.stack.setCurrentWidget(page)

    taken = []
    window.bar.setCurrentIndex(window.bar.count() - 1)  # so that only the Desk that is built reads the year
    for year in _years(window):
        window.session.show_year(year)
        window.session.sums()
        taken.append(min(timed(build) for _ in range(3)))
    return taken


def stepping(window: MainWindow) -> list[float]:
    """Return how long it takes to correct payments one by one, with the money of a priority in sight."""
    _show_section(window, 1, _section("money"))
    store, year = window.session.store, window.session.year
    priority = store.partnership.all_priorities()[0]
    entries = store.funding.transactions_for(priority.id, year)[:STEPS]
    taken = []
    for entry in entries:
        new = replace(entry, amount_pence=entry.amount_pence + 1)
        save = lambda new=new: store.funding.transactions.update(new)  # noqa: E731
        taken.append(timed(lambda save=save: window.session.do("Corrected a payment", save)))  # type: ignore[misc]
    return taken


def remembering(window: MainWindow) -> float:
    """Return the megabytes the process held at most, once every tab has been looked at in the year that is shown."""
    for place in range(window.bar.count()):
        for section in range(3):
            _show_section(window, place, section)
    return peak_megabytes()


def _years(window: MainWindow) -> Iterator[Any]:
    from cspdesk.ui.top_bar import years_of

    return iter(years_of(window.session))


def _show_section(window: MainWindow, place: int, section: int) -> Any:
    """Show a tab and, if it has sections, one of them; return the page in sight."""
    timed(lambda: window.bar.setCurrentIndex(place))
    page: Any = window.stack.currentWidget()
    if not hasattr(page, "sections"):
        return page
    timed(lambda: page.sections.setCurrentIndex(section))
    return page.stack.currentWidget()


def _section(key: str) -> int:
    """Return at which place a section of a priority stands."""
    from cspdesk.ui.tabs.priority import SECTIONS

    return [each for each, _ in SECTIONS].index(key)


def _tables(window: MainWindow) -> Iterator[Any]:
    """Show each tab and section in turn and give its table of records."""
    for place in range(1, window.bar.count() - 1):  # neither the desk nor the history has records of its own
        page = _show_section(window, place, 0)
        yield page.recommendations.table if hasattr(page, "recommendations") else page.table
        if hasattr(window.stack.currentWidget(), "sections"):
            yield _show_section(window, place, _section("services")).services.table
            yield _show_section(window, place, _section("reviews")).lists.reviews.table
            yield _show_section(window, place, _section("money")).transactions.table
            yield _show_section(window, place, _section("evidence")).proofs


def _keep_a_document(window: MainWindow) -> None:
    """Produce one evidence of spend, so that there is a document to open."""
    from cspdesk.app.documents import EvidenceRequest, evidence_of_spend, register, spend_record

    session = window.session
    agreement = next(
        a for a in session.store.funding.all_agreements() if a.starts_on <= session.year.starts_on <= a.ends_on
    )
    request = EvidenceRequest(agreement.reference, session.year.label)
    record = spend_record(session.store, request, session.today)
    with tempfile.TemporaryDirectory() as folder:
        made = evidence_of_spend(record, Path(folder, "evidence.pdf"), session.today, source=session.store.path)
        session.do("Produced evidence", lambda: register(session.store, record, made, "evidence", session.today))


def scrolling(window: MainWindow) -> list[float]:
    """Return how long each frame of a timeline of 1,000 actions takes."""
    from bench import _timeline

    return _timeline.scrolling(window)


WORKS: dict[str, Callable[[Any], Any]] = {
    "switching": switching,
    "opening": opening,
    "searching": searching,
    "building_the_desk": building_the_desk,
    "stepping": stepping,
    "remembering": remembering,
    "scrolling": scrolling,
}


def main(work: str, file: Path) -> None:
    """Open the window on a file, do a work in it, and print what it gives."""
    from PySide6.QtWidgets import QApplication

    from cspdesk import paths
    from cspdesk.ui.application import STYLE, Windows
    from cspdesk.ui.collector import Collector
    from cspdesk.ui.settings import Settings

    application = QApplication([sys.argv[0], "-style", STYLE])
    windows = Windows(application, Settings(paths.settings_dir() / "bench.ini"), "Bench")
    windows.files.open(file)
    QApplication.processEvents()
    window: Any = windows.window
    window.resize(1366, 768)
    gc.freeze()  # as `cspdesk.ui.application.run` does
    Collector(application)
    print(json.dumps(WORKS[work](window)), flush=True)
    os._exit(0)  # what is asked is measured; nothing is to be asked of a person on closing


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
