"""What a review says and decides reaches only those its marking lets read it, in every file that goes out."""

from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest

from cspdesk.app.plans import PlanRequest, export_plan
from cspdesk.domain.audience import Audience
from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.reviews import Review, ReviewDecision
from cspdesk.store.search_kinds import SearchKind
from cspdesk.store.store import open_store
from tests.builders import action, new_store
from tests.reports.reading import everything_in

HELD, DUE = date(2015, 6, 1), date(2015, 7, 1)
SECRET = b"zanzibar"


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with a review for each audience, of which the restricted one holds the secret wherever it can."""
    folder = tmp_path_factory.mktemp("reviews")
    with new_store(folder) as store, store.step("Wrote the plan"):
        store.plans.save(action("a", title="Locks"))
        for place, marking in enumerate(Audience):
            word = "Zanzibar" if marking is Audience.RESTRICTED else marking.label
            year, next_on = FinancialYear(2015), date(2015, 9, 1 + place)
            review = Review(marking.value, None if place == 1 else "priority", year, HELD, 0, "{}", next_on,
                            f"{word} summary", marking, f"{word} reason")  # fmt: skip
            store.reviews.hold(review, (ReviewDecision(f"d-{place}", review.id, 0, f"{word} decision", None, DUE),))
    return folder / "record.cspdesk"


def exported(file: Path, out: Path, audience: Audience) -> bytes:
    """Return every byte of a plan that was written, opened up, in small letters."""
    export_plan(file, PlanRequest("Safer streets", "2015/16", audience.value), out, date(2015, 8, 1))
    if out.suffix == ".pdf":
        return everything_in(out).lower()
    if out.suffix == ".ics":
        return out.read_bytes().replace(b"\r\n ", b"").lower()
    with ZipFile(out) as book:
        return b"\n".join(book.read(name) for name in book.namelist()).lower()


@pytest.mark.parametrize("ending", ["pdf", "xlsx", "ics"])
@pytest.mark.parametrize("audience", [Audience.PUBLIC, Audience.PARTNER])
def test_a_restricted_review_is_in_nothing_made_for_others(
    file: Path, tmp_path: Path, ending: str, audience: Audience
) -> None:
    held = exported(file, tmp_path / f"plan.{ending}", audience)
    assert SECRET not in held
    assert (b"partner summary" in held) == (audience is Audience.PARTNER and ending != "xlsx")


@pytest.mark.parametrize("ending", ["pdf", "ics"])
def test_those_who_may_read_it_get_summary_and_decisions(file: Path, tmp_path: Path, ending: str) -> None:
    held = exported(file, tmp_path / f"plan.{ending}", Audience.RESTRICTED)
    assert b"zanzibar summary" in held
    assert b"zanzibar decision" in held


def test_the_dates_of_every_review_stay_in_the_calendar(file: Path, tmp_path: Path) -> None:
    held = exported(file, tmp_path / "plan.ics", Audience.PUBLIC)
    assert held.count(b"held: review of safer streets") == 3
    assert b"dtstart;value=date:20150903" in held


def test_search_finds_no_word_of_a_review_that_may_not_be_read(file: Path) -> None:
    with open_store(file, read_only=True) as store:
        store.search.read_all()
        for audience in (Audience.PUBLIC, Audience.PARTNER):
            assert not store.search.find("zanzibar", audience)
        kinds = {group.kind for group in store.search.find("zanzibar", Audience.RESTRICTED)}
    assert kinds == {SearchKind.REVIEW, SearchKind.DECISION}
