"""While publicity is restricted a document for the public warns and keeps who went on and why; it is never blocked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from cspdesk.app.publicity import record_publication, restriction
from cspdesk.cli import main
from cspdesk.domain.audience import Audience
from cspdesk.domain.publicity import PublicityPeriod
from cspdesk.errors import UserError
from cspdesk.store.store import Store, open_store
from tests.builders import new_store, payment

PERIOD = PublicityPeriod("p", "Commissioner's election", date(2016, 3, 29), date(2016, 5, 5))
WITHIN, AFTER = "2016-04-11", "2016-05-06"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with new_store(tmp_path) as made:
        with made.step("Filled"):
            made.funding.transactions.insert(payment())
            made.scrutiny.save_period(PERIOD)
        yield made


@pytest.fixture
def file(store: Store) -> Path:
    path = store.path
    store.close()
    return path


def export(file: Path, day: str, *more: str) -> int:
    out = file.with_name("out.html")
    return main(
        ["export", "evidence", "--from", str(file), "--agreement", "A-1", "--year", "2015/16", "--out", str(out),
         "--date", day, *more]
    )  # fmt: skip


def kept(file: Path) -> list[tuple[str, str, str]]:
    with open_store(file, read_only=True) as store:
        return [(e.document, e.went_on_by, e.reason) for e in store.scrutiny.publicity_exports.where()]


def test_a_public_document_in_the_period_warns_and_is_made(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert export(file, WITHIN) == 0
    said = capsys.readouterr().err
    assert "Publicity is restricted from 29 March 2016 to 5 May 2016 (Commissioner's election)" in said
    assert "--because REASON --by NAME" in said
    assert file.with_name("out.html").exists()
    assert kept(file) == []


def test_who_goes_on_and_why_is_kept(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert export(file, WITHIN, "--because", "The auditor asked", "--by", "Ann") == 0
    assert kept(file) == [("evidence of spend A-1 2015/16", "Ann", "The auditor asked")]
    assert "kept with the period" in capsys.readouterr().err


def test_a_file_that_somebody_writes_to_does_not_block_it(
    store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert export(store.path, WITHIN, "--because", "The auditor asked", "--by", "Ann") == 0
    assert "could not be kept" in capsys.readouterr().err
    assert (tmp_path / "out.html").exists()


@pytest.mark.parametrize(("day", "more"), [(AFTER, ()), (WITHIN, ("--audience", "partner"))])
def test_other_days_and_other_readers_are_ordinary_business(
    file: Path, capsys: pytest.CaptureFixture[str], day: str, more: tuple[str, ...]
) -> None:
    assert export(file, day, *more) == 0
    assert capsys.readouterr().err == ""


def test_nothing_is_kept_without_a_name_and_a_reason(store: Store) -> None:
    for by, reason in (("", "Asked"), ("Ann", " ")):
        with pytest.raises(UserError, match="who goes on, and why"):
            record_publication(store, PERIOD, "a plan", by, reason, date(2016, 4, 11))


def test_only_what_is_for_the_public_is_restricted(store: Store) -> None:
    day = date(2016, 4, 11)
    assert [restriction(store, audience, day) is not None for audience in Audience] == [True, False, False]
