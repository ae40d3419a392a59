"""The large sample and the large ledger: as large as asked for, whole, and the same for the same seed."""

import csv
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from cspdesk.domain.funding import TransactionKind
from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.positions import positions, total, traced
from cspdesk.store.check import check_file
from cspdesk.store.large_sample import LEDGER_HEADINGS, fill_with_large_sample, write_large_ledger
from cspdesk.store.store import Store, create_store


def make(path: Path, **sizes: int) -> Store:
    store = create_store(path, "Large", "Ann")
    fill_with_large_sample(store, **({"years": 3, "actions": 60, "transactions": 3_000} | sizes))
    return store


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with make(tmp_path_factory.mktemp("large") / "large.cspdesk") as made:
        yield made


def rows(store: Store) -> tuple:
    funding, plans, evidence = store.funding, store.plans, store.evidence
    parts = (funding.agreements, funding.lines, funding.instalments, funding.profile_amounts, funding.virements)
    more = (funding.transactions, plans.actions, plans.partners, plans.updates, evidence.evidence)
    members = (store.partnership.partnerships, store.partnership.priorities)
    return tuple(table.where() for table in (*members, *parts, *more, evidence.of_transactions))


def test_it_is_as_large_as_asked_for(store: Store) -> None:
    assert store.partnership.priorities.count() == 5
    assert store.plans.actions.count() == 60
    assert store.funding.transactions.count() == 3_000
    years = {FinancialYear.of(a.starts_on) for a in store.funding.all_agreements()}
    assert len(years) == 3
    assert all(store.plans.actions_in(year) and store.funding.sums(year) for year in years)


@pytest.mark.parametrize(("years", "actions", "transactions"), [(1, 0, 0), (1, 1, 1), (2, 7, 13)])
def test_it_can_be_small(tmp_path: Path, years: int, actions: int, transactions: int) -> None:
    with make(tmp_path / "small.cspdesk", years=years, actions=actions, transactions=transactions) as made:
        assert made.plans.actions.count() == actions
        assert made.funding.transactions.count() == transactions
    assert check_file(tmp_path / "small.cspdesk").problems == ()


def test_the_same_seed_makes_the_same_record_and_another_another(store: Store, tmp_path: Path) -> None:
    with make(tmp_path / "same.cspdesk") as same, make(tmp_path / "other.cspdesk", seed=2) as other:
        assert rows(same) == rows(store)
        assert rows(other) != rows(store)


def test_about_85_percent_of_payments_have_their_proof(store: Store) -> None:
    found = traced(store.funding.transactions.where(), store.evidence.proved_transaction_ids())
    assert 0.82 < found.payments_evidenced / found.payments < 0.88


def test_lines_sum_to_their_agreement_and_profiles_to_their_line(store: Store) -> None:
    for agreement in store.funding.all_agreements():
        lines, profile = store.funding.lines_of(agreement.id), store.funding.profile_of(agreement.id)
        moved = store.funding.virements_of(agreement.id)
        assert total(positions(lines, moved, ()).values()).revised == agreement.awarded_pence
        assert sum(i.amount_pence for i in store.funding.instalments_of(agreement.id)) == agreement.awarded_pence
        for line in lines:
            assert sum(p.amount_pence for p in profile if p.line_id == line.id) == line.original_pence


def test_only_the_last_quarter_still_has_orders_and_forecasts(store: Store) -> None:
    entries = store.funding.transactions.where()
    last = FinancialYear.of(max(t.occurred_on for t in entries)).quarters[3]
    assert {t.kind for t in entries} == set(TransactionKind)
    assert all(t.occurred_on in last for t in entries if t.kind is not TransactionKind.ACTUAL)


def test_transactions_lie_within_their_agreement_and_on_its_lines(store: Store) -> None:
    agreements = {a.id: a for a in store.funding.all_agreements()}
    owners = {line.id: line.agreement_id for line in store.funding.all_lines()}
    for entry in store.funding.transactions.where():
        agreement = agreements[entry.agreement_id]
        assert agreement.starts_on <= entry.occurred_on <= agreement.ends_on
        assert entry.line_id is None or owners[entry.line_id] == agreement.id


def test_whatever_is_in_it_is_marked_illustrative(store: Store) -> None:
    funding = store.funding
    tables = (funding.agreements, funding.lines, funding.transactions, store.plans.actions, store.evidence.evidence)
    assert all(record.illustrative for table in tables for record in table.where())


def test_the_file_passes_its_check(store: Store) -> None:
    assert check_file(store.path).problems == ()


def test_the_ledger_says_its_sum_and_has_a_councils_ten_columns(tmp_path: Path) -> None:
    path = tmp_path / "ledger.csv"
    pence = write_large_ledger(path, rows=5_000)
    with path.open(encoding="utf-8", newline="") as source:
        headings, *lines = csv.reader(source)
    assert tuple(headings) == LEDGER_HEADINGS
    assert len(headings) == 10
    assert len(lines) == 5_000
    assert sum(Decimal(line[6]) for line in lines) * 100 == pence
    assert any(line[6].startswith("-") for line in lines)
    days = [datetime.strptime(line[4], "%d/%m/%Y").date() for line in lines]  # noqa: DTZ007 -- a day has no zone
    assert all(day in FinancialYear(2016) for day in (min(days), max(days)))


def test_the_ledger_is_the_same_for_the_same_seed(tmp_path: Path) -> None:
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        write_large_ledger(tmp_path / name, rows=200, seed=seed)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    assert (tmp_path / "a").read_bytes() != (tmp_path / "c").read_bytes()
