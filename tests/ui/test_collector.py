"""Garbage is looked for on the window's thread, so that widgets are never taken apart on another."""

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QThread
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from cspdesk.ui.collector import Collector
from cspdesk.ui.jobs import Jobs, Report


class Ring:
    """Something that only the collector can free; notes on which thread that happened."""

    def __init__(self, freed: list[bool]) -> None:
        self.itself = self
        weakref.finalize(self, lambda: freed.append(threading.current_thread() is threading.main_thread()))


@pytest.fixture
def always_due() -> Iterator[None]:
    """Let everything be due to be looked through, whatever was allocated since."""
    usual = gc.get_threshold()
    gc.set_threshold(1, 1, 1)
    yield
    gc.set_threshold(*usual)


@pytest.mark.usefixtures("always_due")
def test_garbage_is_freed_on_the_windows_thread(qtbot: QtBot, qapp: QApplication) -> None:
    collector = Collector(qapp)
    freed: list[bool] = []
    Ring(freed)
    jobs = Jobs(qapp)

    def work(report: Report) -> int:
        made = [[n] for n in range(1_000)]  # Python would look for garbage on this thread, if it were let
        return len(made)

    jobs.start(work, done=lambda _: None)
    qtbot.waitUntil(lambda: not jobs.busy)
    qtbot.waitUntil(lambda: bool(freed))
    assert freed == [True]
    assert not gc.isenabled()
    collector.deleteLater()


def test_a_job_beside_widgets_that_are_garbage_does_not_end_the_program(qtbot: QtBot, qapp: QApplication) -> None:
    jobs = Jobs(qapp)
    for _ in range(20):
        holder = QWidget()
        column = QVBoxLayout(holder)
        parts = [QWidget() for _ in range(20)]
        for part in parts:
            column.addWidget(part)
            part.__dict__["ring"] = (part, holder)
        del holder, column, parts, part
        jobs.start(lambda report: len([[n] for n in range(50_000)]), done=lambda _: None)
    qtbot.waitUntil(lambda: not jobs.busy)
    assert QThread.currentThread() is qapp.thread()
