"""The search finds what is there, whatever way it came there, and nothing that is not."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.domain.audience import Audience
from cspdesk.domain.milestones import Milestone
from cspdesk.domain.papers import Paper, PaperKind, PaperText
from cspdesk.domain.partnership import Person, Priority
from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.plans import ActionUpdate
from cspdesk.store.check import check_database, check_file
from cspdesk.store.salvage import salvage
from cspdesk.store.search_index import faults, place_of, rebuild
from cspdesk.store.search_kinds import SEARCHED, SearchKind
from cspdesk.store.search_query import folded, match_of, words_of
from cspdesk.store.store import Store, open_store
from tests.builders import action, agreement, new_store, payment, reference

Ids = dict[SearchKind, list[str]]


def found(store: Store, typed: str, audience: Audience = Audience.RESTRICTED) -> Ids:
    """Return the ids found by kind, with the index brought up to date first."""
    store.search.read_all()
    return {g.kind: [hit.record_id for hit in g.hits] for g in store.search.find(typed, audience)}


def put(store: Store, *payments: object) -> None:
    with store.step("Recorded payments"):
        store.funding.transactions.insert(*payments)  # type: ignore[arg-type]


def test_words_are_found_by_their_beginnings_in_any_order(store: Store) -> None:
    with store.step("Planned"):
        store.plans.save(action("a", title="Fit window locks", description="For older people"))
    for typed in ("window", "win fit", "LOCKS wind", "old lock"):
        assert found(store, typed) == {SearchKind.ACTION: ["a"]}
    assert found(store, "window doors") == {}
    assert found(store, "indow") == {}


def test_accents_and_capitals_make_no_difference(store: Store) -> None:
    put(store, payment("p", payee="Café Zoë", description="Naïve"))
    for typed in ("cafe zoe", "CAFÉ", "Cafe\u0301", "naive"):
        assert found(store, typed) == {SearchKind.TRANSACTION: ["p"]}


@pytest.mark.parametrize(
    "typed", ["£1,234.50", "1234.50", "1,234.50", "£1234.5", "1234.5", "£1,234", "1234", "-1234.50"]
)
def test_an_amount_finds_its_payments(store: Store, typed: str) -> None:
    put(
        store,
        payment("p", amount_pence=123_450),
        payment("q", amount_pence=1_234_500),
        payment("r", amount_pence=12_345),
    )
    assert found(store, typed) == {SearchKind.TRANSACTION: ["p"]}


def test_a_refund_is_found_by_its_amount(store: Store) -> None:
    put(store, payment("p", amount_pence=-25_005))
    assert found(store, "250.05") == {SearchKind.TRANSACTION: ["p"]}


def test_a_number_is_found_as_a_reference_too(store: Store) -> None:
    put(store, payment("p", reference="1234567"), payment("q", amount_pence=123_400))
    assert found(store, "1234") == {SearchKind.TRANSACTION: ["q", "p"]}


@pytest.mark.parametrize(
    "typed", ["", "   ", "£", "--", '"', "'", "*", "(", "AND", "NEAR(", "a OR", "title:x", "ﷺ", "👍🏽", "\0"]
)
def test_no_typing_breaks_the_search(store: Store, typed: str) -> None:
    assert isinstance(found(store, typed), dict)


@given(st.text(max_size=40))
def test_no_text_whatever_breaks_the_query(typed: str) -> None:
    with closing(sqlite3.connect(":memory:")) as db:
        db.execute("create virtual table t using fts5 (title, words, tokenize = 'unicode61 remove_diacritics 2')")
        if match := match_of(typed):
            db.execute("select * from t where t match ?", (match,)).fetchall()
    assert len(folded(typed)) == len(typed)
    assert all(words_of(typed))


def test_newer_payments_come_first_and_all_are_counted(store: Store) -> None:
    put(store, *(payment(f"p{day}", occurred_on=date(2015, 6, day)) for day in range(1, 21)))
    store.search.read_all()
    (group,) = store.search.find("lock")
    assert group.count == 20
    assert [hit.record_id for hit in group.hits] == ["p20", "p19", "p18", "p17", "p16"]


def test_a_title_that_matches_comes_before_a_newer_description(store: Store) -> None:
    with store.step("Planned"):
        store.plans.save(action("new", title="Publish a leaflet", description="About alarms", due_on=date(2015, 12, 1)))
        store.plans.save(action("old", title="Check and fit alarms"))
        store.plans.save(action("oldest", title="Alarms", due_on=date(2015, 5, 1)))
    assert found(store, "alarms") == {SearchKind.ACTION: ["oldest", "old", "new"]}


def test_every_kind_of_record_is_found(store: Store) -> None:
    from tests.store.search_record import fill

    fill(store)
    kinds = found(store, "quokka")
    assert set(kinds) == set(SearchKind)


def test_every_kind_has_a_number_of_its_own() -> None:
    assert len({each.number for each in SEARCHED}) == len(SEARCHED) == len(SearchKind)


def test_what_is_undone_is_not_found_and_what_is_redone_is(store: Store) -> None:
    put(store, payment("p", payee="Quokka Ltd"))
    assert found(store, "quokka")
    store.undo()
    assert not found(store, "quokka")
    store.redo()
    assert found(store, "quokka")


def test_a_record_is_found_by_what_it_says_now(store: Store) -> None:
    entry = payment("p", payee="Quokka Ltd")
    put(store, entry)
    assert found(store, "quokka")
    with store.step("Corrected the payee"):
        store.funding.transactions.update(replace(entry, payee="Wombat Ltd"))
    assert not found(store, "quokka")
    assert found(store, "wombat")


def test_what_another_program_wrote_is_found(store: Store) -> None:
    found(store, "x")
    with sqlite3.connect(store.path) as other:
        other.execute("update priorities set name = 'Quokka streets'")
    other.close()
    assert found(store, "quokka") == {SearchKind.PRIORITY: ["priority"]}


def test_indexing_leaves_no_history_and_nothing_to_undo(store: Store) -> None:
    put(store, payment("p"))
    before = store.journal.steps(limit=1), store.history.undoable()
    found(store, "lock")
    assert (store.journal.steps(limit=1), store.history.undoable()) == before


def test_a_large_change_is_taken_in_by_parts(store: Store) -> None:
    put(store, *(payment(f"p{i}") for i in range(5_000)))
    left = [store.search.read_on() for _ in range(3)]
    assert left[0] > left[1] > left[2] == 0
    (group,) = store.search.find("lock")
    assert group.count == 5_000


def test_an_audience_finds_nothing_that_is_withheld_from_it_nor_its_number(store: Store) -> None:
    with store.step("Planned in secret"):
        store.partnership.priorities.insert(Priority("secret", 2, "Quokka one", marking=Audience.RESTRICTED))
        store.plans.save(action("a", title="Quokka two", priority_id="secret"))
        store.plans.save_milestone(Milestone("m", "a", "Quokka three", date(2015, 6, 1), date(2015, 6, 1)))
        store.plans.updates.insert(ActionUpdate("u", "a", date(2015, 6, 1), "Quokka four"))
        store.funding.save_agreement(agreement(id="g", reference="Q-1", title="Quokka", marking=Audience.PARTNER))
        store.funding.transactions.insert(payment("p", payee="Quokka five", agreement_id="g"))
        store.funding.transactions.insert(payment("open", payee="Quokka six"))
        store.evidence.evidence.insert(reference("e", title="Quokka seven"))
    assert len(found(store, "quokka")) == 7
    assert found(store, "quokka", Audience.PARTNER) == {
        SearchKind.AGREEMENT: ["g"],
        SearchKind.EVIDENCE: ["e"],
        SearchKind.TRANSACTION: ["p", "open"],
    }
    assert found(store, "quokka", Audience.PUBLIC) == {SearchKind.TRANSACTION: ["open"]}
    (group,) = store.search.find("quokka", Audience.PUBLIC)
    assert group.count == 1


def test_a_record_made_public_is_found_at_once(store: Store) -> None:
    secret = payment("p", payee="Quokka", marking=Audience.RESTRICTED)
    put(store, secret)
    assert not found(store, "quokka", Audience.PUBLIC)
    with store.step("Published"):
        store.funding.transactions.update(replace(secret, marking=Audience.PUBLIC))
    assert found(store, "quokka", Audience.PUBLIC)


def test_records_are_known_by_their_ids(store: Store) -> None:
    with store.step("Named"):
        store.partnership.people.insert(Person("z", "Zoe"), Person("y", "Yves"))
    store.search.read_all()
    hits = store.search.hits_of(["z", "gone", "y"], Audience.PUBLIC)
    assert [hit.title for hit in hits] == ["Zoe", "Yves"]


def test_a_file_open_for_reading_is_searched_as_it_is_now(store: Store) -> None:
    put(store, payment("p", payee="Quokka Ltd"))
    with open_store(store.path, read_only=True) as reader:
        assert found(reader, "quokka") == {SearchKind.TRANSACTION: ["p"]}
        put(store, payment("q", payee="Quokka Ltd", occurred_on=date(2015, 7, 1)))
        assert found(reader, "quokka") == {SearchKind.TRANSACTION: ["q", "p"]}


def test_a_reader_uses_the_index_of_the_file_where_it_is_up_to_date(store: Store) -> None:
    put(store, payment("p", payee="Quokka Ltd"))
    store.search.read_all()
    with open_store(store.path, read_only=True) as reader:
        assert reader.search.read_on() == 0
        assert reader.search.find("quokka")


def test_an_older_file_is_indexed_once_it_is_searched(tmp_path: Path) -> None:
    import shutil

    copy = Path(shutil.copy(Path(__file__).parent.parent / "old_databases" / "0001_the_record.cspdesk", tmp_path))
    with open_store(copy) as store:
        name = store.partnership.all_priorities()[0].name
        assert found(store, name)[SearchKind.PRIORITY]


def test_an_index_made_of_other_statements_is_made_anew(store: Store) -> None:
    put(store, payment("p", payee="Quokka Ltd"))
    store.search.read_all()
    store._db.execute("update search_state set made_of = 'an older cspdesk'")
    store._db.execute("delete from search_records")
    assert place_of(store._db) == -1
    assert found(store, "quokka")


def test_a_lost_index_is_made_anew(store: Store) -> None:
    put(store, payment("p", payee="Quokka Ltd"))
    store.search.read_all()
    store._db.execute("drop table search_state")
    assert store.search.find("quokka") == ()
    assert found(store, "quokka")


def test_a_check_says_where_the_index_differs_and_it_can_be_made_anew(store: Store) -> None:
    put(store, payment("p", payee="Quokka Ltd"), payment("q", payee="Wombat Ltd"))
    store.search.read_all()
    assert check_database(store._db).stale == ()
    store._db.execute("update search_records set title = 'Wrong' where row_id = 'p'")
    result = check_database(store._db)
    assert result.ok
    assert result.stale == ("The search index says something else than 1 of the records it was made from.",)
    store.search.rebuild()
    assert check_database(store._db).stale == ()
    assert found(store, "quokka")


def test_a_check_says_when_the_words_of_the_index_are_lost(store: Store) -> None:
    put(store, payment("p", payee="Quokka Ltd"))
    store.search.read_all()
    store._db.execute("insert into search_words (search_words) values ('delete-all')")
    assert check_database(store._db).stale == ("The search index does not hold the words of its records.",)


def test_a_check_leaves_the_file_as_it_is(store: Store) -> None:
    put(store, payment("p"))
    store.search.read_all()
    store.close()
    before = store.path.read_bytes()
    assert check_file(store.path).stale == ()
    assert store.path.read_bytes() == before


def test_what_is_not_yet_indexed_is_no_fault(store: Store) -> None:
    put(store, payment("p"))
    store.search.read_all()
    put(store, payment("q"))
    store.undo()
    assert list(faults(store._db)) == []


def test_a_salvaged_file_and_a_backup_can_be_searched(store: Store, tmp_path: Path) -> None:
    put(store, payment("p", payee="Quokka Ltd"))
    store.search.read_all()
    backup = store.back_up(tmp_path / "backups")
    assert backup is not None
    for path in (backup.path, salvage(store.path, tmp_path / "saved.cspdesk", "Ann").path):
        with open_store(path) as copy:
            assert found(copy, "quokka") == {SearchKind.TRANSACTION: ["p"]}


@pytest.mark.parametrize("seed", range(6))
def test_after_any_steps_and_undos_the_index_is_what_it_would_be_made_anew(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    with new_store(tmp_path, f"random{seed}") as store:
        for step in range(30):
            _random_step(store, chance, step)
            if chance.random() < 0.4:
                store.search.read_on(chance.randint(1, 6)) if chance.random() < 0.5 else store.search.read_all()
        store.search.read_all()
        assert list(faults(store._db)) == []
        kept = _kept(store)
        rebuild(store._db)
        assert _kept(store) == kept


def _kept(store: Store) -> list[tuple[object, ...]]:
    return store._db.execute("select kind, id >> 32, row_id, title, words from search_records order by 1, 3").fetchall()


def _random_step(store: Store, chance: random.Random, number: int) -> None:
    entries = store.funding.transactions.where()
    choice = chance.random()
    last = store.history.undoable()
    if choice < 0.25 and last is not None and last.label != "Set up":
        store.undo()
    elif choice < 0.35 and store.history.redoable() is not None:
        store.redo()
    elif choice < 0.5 and entries:
        with store.step("Removed a payment"):
            store.funding.remove_transactions([chance.choice(entries).id])
    elif choice < 0.65 and entries:
        entry = chance.choice(entries)
        with store.step("Changed a payment"):
            store.funding.transactions.update(replace(entry, payee=f"Payee {number}", amount_pence=number))
    elif choice < 0.75:
        with store.step("Planned"):
            store.plans.save(action(f"a{number}", title=f"Action {number}"))
    else:
        put(store, *(payment(f"p{number}-{i}", payee=f"Payee {number} {i}") for i in range(chance.randint(1, 4))))


@pytest.mark.parametrize("audience", list(Audience))
def test_very_many_matches_are_answered_as_few_are(
    store: Store, monkeypatch: pytest.MonkeyPatch, audience: Audience
) -> None:
    marked = [Audience.PUBLIC, Audience.RESTRICTED, Audience.PARTNER]
    put(store, *(payment(f"p{i:03}", occurred_on=date(2015, 6, 1 + i % 28), marking=marked[i % 3]) for i in range(200)))
    with store.step("Planned"):
        store.plans.save(action("a", title="Fit locks"))
        store.plans.save(action("b", title="Fit more", description="Locks"))
    store.search.read_all()
    whole = store.search.find("lock", audience)
    monkeypatch.setattr("cspdesk.store.search.READ_WHOLE", 5)
    assert store.search.find("lock", audience) == whole
    assert whole[-1].count > 60


def test_a_paper_is_found_by_its_text_by_those_who_may_read_it(store: Store) -> None:
    def paper(name: str, marking: Audience) -> Paper:
        return Paper(name, PaperKind.BID, "commissioner-bid", "A bid", FinancialYear(2015), date(2016, 1, 1),
                     marking=marking)  # fmt: skip

    with store.step("Wrote"):
        store.papers.papers.insert(paper("p", Audience.PUBLIC), paper("q", Audience.RESTRICTED))
        store.papers.write(PaperText("open", "p", "need", "The @{money.all.2015.paid} went on beds"))
        store.papers.write(PaperText("shut", "p", "done", "Beds that nobody is to know of", Audience.RESTRICTED))
        store.papers.write(PaperText("within", "q", "need", "Beds in a paper for few"))
    assert set(found(store, "beds")[SearchKind.PAPER_TEXT]) == {"open", "shut", "within"}
    assert found(store, "beds", Audience.PUBLIC) == {SearchKind.PAPER_TEXT: ["open"]}
    assert found(store, "bed few", Audience.PARTNER) == {}
