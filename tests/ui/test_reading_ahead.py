"""What is read of a file while the window is loaded is what the window would read itself."""

from pathlib import Path
from sqlite3 import ProgrammingError

import pytest

from cspdesk.store.ahead import Read, ReadAhead, first_day, first_year
from cspdesk.store.store import Store, open_store
from cspdesk.ui.sums import YearSums
from tests.builders import payment
from tests.ui.money_record import fill


def read_of(path: Path) -> Read | None:
    """Return what is read of a file, and close it."""
    ahead = ReadAhead(path)
    read, file = ahead.take(), ahead.take_file()
    if file is not None:
        file.close()
    return read


def test_what_is_read_ahead_is_the_year_the_window_begins_with(store: Store) -> None:
    fill(store)
    read = read_of(store.path)
    assert read is not None
    assert read.year == first_year(store.funding.all_agreements(), first_day(store.partnership.partnership().id))
    assert read.sums == store.funding.sums(read.year)


def test_what_was_changed_after_it_was_read_is_read_again(store: Store) -> None:
    fill(store)
    read = read_of(store.path)
    assert read is not None
    with store.step("Recorded a payment"):
        store.funding.transactions.insert(payment("new", line_id="line-1"))
    sums = YearSums(store)
    sums.begin(read.year, read.sums, read.change)
    assert sums.of(read.year) == store.funding.sums(read.year) != read.sums


def test_a_file_that_is_none_of_ours_is_left_to_be_told_by_opening_it(tmp_path: Path) -> None:
    other = tmp_path / "other.cspdesk"
    other.write_bytes(b"not a database at all, but long enough to look at" * 100)
    for ahead in (ReadAhead(other), ReadAhead(tmp_path / "gone.cspdesk")):
        assert ahead.take() is None
        assert ahead.take_file() is None


def test_the_file_is_opened_once_and_handed_on(store: Store) -> None:
    fill(store)
    store.close()
    ahead = ReadAhead(store.path)
    file = ahead.take_file()
    assert file is not None
    assert ahead.take_file() is None, "it is of whoever took it"
    with open_store(store.path, file=file) as opened:
        read = ahead.take()
        assert read is not None
        assert read.sums == opened.funding.sums(read.year)
        with opened.step("Recorded a payment"):
            opened.funding.transactions.insert(payment("new", line_id="line-1"))
        assert opened.funding.sums(read.year) != read.sums
    with pytest.raises(ProgrammingError, match="closed"):
        file.execute("select 1")
