"""Work off the window's thread ends in exactly one of three ways, announced on the window's thread."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from cspdesk import paths
from cspdesk.errors import UserError
from cspdesk.ui.jobs import Jobs, Report


def test_a_job_runs_on_another_thread_and_ends_on_this_one(qtbot: QtBot) -> None:
    jobs, ended = Jobs(), []
    job = jobs.start(lambda _: threading.get_ident(), lambda ident: ended.append((ident, threading.get_ident())))
    with qtbot.waitSignal(job.ended):
        pass
    (worker, here) = ended[0]
    assert worker != threading.get_ident()
    assert here == threading.get_ident()
    assert not jobs.busy


def test_nothing_is_told_once_who_asked_is_gone(qtbot: QtBot) -> None:
    jobs, asker, told = Jobs(), QObject(), []
    go_on = threading.Event()
    gone = jobs.start(lambda _: go_on.wait(5), told.append, owner=asker)
    there = jobs.start(lambda _: go_on.wait(5), told.append, owner=jobs)
    delete(asker)
    with qtbot.waitSignals([gone.ended, there.ended]):
        go_on.set()
    assert told == [True]


def test_progress_is_told_in_order(qtbot: QtBot) -> None:
    def work(report: Report) -> None:
        for i in range(4):
            report(i, 4)

    jobs, told = Jobs(), []
    job = jobs.start(work, lambda _: None, progressed=lambda done, total: told.append((done, total)))
    with qtbot.waitSignal(job.ended):
        pass
    assert told == [(0, 4), (1, 4), (2, 4), (3, 4)]


def test_a_cancelled_job_hands_nothing_over(qtbot: QtBot) -> None:
    started = threading.Event()

    def work(report: Report) -> str:
        started.set()
        while True:
            report(0, 0)

    jobs, done, cancelled = Jobs(), [], []
    job = jobs.start(work, done.append, cancelled=lambda: cancelled.append(True))
    started.wait(5)
    with qtbot.waitSignal(job.ended):
        job.cancel()
    assert (done, cancelled) == ([], [True])


def test_a_job_cancelled_after_its_last_report_hands_nothing_over(qtbot: QtBot) -> None:
    go_on = threading.Event()
    jobs, done = Jobs(), []
    job = jobs.start(lambda _: go_on.wait(5), done.append)
    job.cancel()
    with qtbot.waitSignal(job.ended):
        go_on.set()
    assert done == []


def test_a_failure_reaches_who_asked_or_else_everybody(qtbot: QtBot, caplog: pytest.LogCaptureFixture) -> None:
    def work(_: Report) -> None:
        raise UserError("The file is gone.")

    jobs, heard, unheard = Jobs(), [], []
    jobs.failed.connect(unheard.append)
    with qtbot.waitSignal(jobs.start(work, lambda _: None, failed=heard.append).ended):
        pass
    with qtbot.waitSignal(jobs.start(work, lambda _: None).ended):
        pass
    assert [str(e) for e in (*heard, *unheard)] == ["The file is gone."] * 2
    assert caplog.records == []


def test_a_fault_of_ours_is_logged(own_home: Path, qtbot: QtBot, caplog: pytest.LogCaptureFixture) -> None:
    jobs, heard = Jobs(), []
    with qtbot.waitSignal(jobs.start(lambda _: 1 // 0, lambda _: None, failed=heard.append).ended):
        pass
    assert isinstance(heard[0], ZeroDivisionError)
    assert caplog.records
    written = paths.log_file().read_text(encoding="utf-8")
    assert "A job in the background failed" in written
    assert "ZeroDivisionError" in written


def test_a_fault_that_cannot_be_logged_is_still_told(own_home: Path, qtbot: QtBot) -> None:
    own_home.write_text("where the log would go is a file", encoding="utf-8")
    jobs, heard = Jobs(), []
    with qtbot.waitSignal(jobs.start(lambda _: 1 // 0, lambda _: None, failed=heard.append).ended):
        pass
    assert isinstance(heard[0], ZeroDivisionError)


def test_work_in_pieces_lets_the_window_see_to_others_between_them(qtbot: QtBot) -> None:
    jobs, seen = Jobs(), []

    def work() -> Iterator[None]:
        for i in range(3):
            seen.append(f"piece {i}")
            QTimer.singleShot(0, lambda i=i: seen.append(f"between {i}"))
            yield

    with qtbot.waitSignal(jobs.in_pieces(work()).ended):
        assert jobs.busy
    assert seen == ["piece 0", "between 0", "piece 1", "between 1", "piece 2", "between 2"]
    assert not jobs.busy


def test_pieces_can_be_finished_at_once_or_left(qtbot: QtBot) -> None:
    jobs, done = Jobs(), []
    work = jobs.in_pieces(done.append(i) for i in range(3))
    work.finish()
    assert (done, jobs.busy) == ([0, 1, 2], False)
    jobs.in_pieces(done.append(i) for i in range(3))
    jobs.stop()
    assert (done, jobs.busy) == ([0, 1, 2], False)


def test_a_piece_that_fails_is_the_last(qtbot: QtBot) -> None:
    jobs = Jobs()
    work = jobs.in_pieces(1 // i for i in (1, 0, 1))
    with pytest.raises(ZeroDivisionError):
        work.finish()
    assert not jobs.busy
