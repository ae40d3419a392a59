"""The large sample: as much as a busy partnership gathers in ten years, made by a generator, for benchmarks.

Whatever is in it is made up, marked illustrative, and the same for the same seed.
"""

import csv
import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from cspdesk.domain.evidence import Evidence, EvidenceKind
from cspdesk.domain.money import plain_pounds
from cspdesk.domain.periods import FinancialYear
from cspdesk.store.large_sample_money import (
    CATEGORIES,
    MADE_UP,
    PAYEES,
    WORK,
    instalments_of,
    make_awards,
    make_transactions,
    profile_of,
    virements_of,
)
from cspdesk.store.large_sample_plans import enter_large_plans, link_large_plans
from cspdesk.store.sample_data import Members, read_members
from cspdesk.store.sample_ids import fixed_id
from cspdesk.store.store import Store

FIRST_YEAR = FinancialYear(2016)
LEDGER_HEADINGS = (
    "body_name",
    "organisational_unit",
    "expenditure_category",
    "expenditure_code",
    "paid_date",
    "trans_no",
    "amount",
    "caporrev",
    "supplier_id",
    "supplier_name",
)


def fill_with_large_sample(
    store: Store, *, years: int = 10, actions: int = 1_000, transactions: int = 100_000, seed: int = 1
) -> None:
    """Fill a newly made file with so many years, actions and transactions, evidence for about 85% of the money."""
    rng = random.Random(seed)
    members = read_members(store.partnership.partnership().name)
    all_years = [FinancialYear(FIRST_YEAR.first + n) for n in range(years)]
    _enter_members(store, members)
    with store.step("Entered the action plans"):
        made = enter_large_plans(store, random.Random(seed), members, all_years, actions)
    awards = make_awards(members.priorities, all_years, transactions)
    with store.step("Entered the agreements and budgets"):
        for award in awards:
            store.funding.save_agreement(award.agreement)
            store.funding.instalments.insert(*instalments_of(award))
            store.funding.lines.insert(*award.lines)
            store.funding.profile_amounts.insert(*profile_of(award))
            store.funding.virements.insert(*virements_of(award))
    with store.step("Linked the actions to the budget lines that pay for them"):
        link_large_plans(store, made, awards)
    proved: list[tuple[str, str]] = []
    with store.step("Recorded the payments"):
        last = all_years[-1].quarters[3].starts_on
        for award in awards:
            store.funding.transactions.insert_encoded(make_transactions(rng, award, last, proved))
    with store.step("Recorded the evidence"):
        _enter_evidence(store, proved)


def write_large_ledger(path: Path, rows: int = 100_000, seed: int = 1) -> int:
    """Write a ledger as a council publishes one (CSV, ten columns, one amount), and return its sum in pence.

    The dates lie in the financial year 2016/17; one line in five hundred is a refund.
    """
    rng = random.Random(seed)
    total = 0
    with path.open("w", encoding="utf-8", newline="") as target:
        writer = csv.writer(target)
        writer.writerow(LEDGER_HEADINGS)
        for n in range(rows):
            pence = rng.randint(500_00, 9_000_00) * (-1 if rng.random() < 0.002 else 1)
            total += pence
            writer.writerow(_ledger_row(rng, n, FIRST_YEAR.starts_on + timedelta(n * 364 // max(rows, 1)), pence))
    return total


def _ledger_row(rng: random.Random, n: int, day: date, pence: int) -> tuple[str, ...]:
    supplier = rng.randrange(len(PAYEES))
    return (
        "Madeupton City Council",
        f"{rng.choice(WORK)} unit",
        rng.choice(CATEGORIES),
        f"K{rng.randrange(1_000, 9_999)}",
        f"{day:%d/%m/%Y}",
        f"{46_000_000 + n}_1",
        plain_pounds(pence),
        "Revenue",
        f"{20_000_000 + supplier}",
        PAYEES[supplier],
    )


def _enter_members(store: Store, members: Members) -> None:
    """Enter who takes part; the partnership itself gets its fixed id, which nothing refers to yet."""
    made = store.partnership.partnership()
    with store.step("Entered the partnership"):
        store.partnership.partnerships.delete(made.id)
        store.partnership.partnerships.insert(replace(members.partnership, note=MADE_UP))
        store.partnership.organisations.insert(*members.organisations)
        store.partnership.people.insert(*members.people)
        store.partnership.priorities.insert(*members.priorities)


def _enter_evidence(store: Store, proved: Sequence[tuple[str, str]]) -> None:
    proofs = {
        title: fixed_id(title, FIRST_YEAR.starts_on, n) for n, title in enumerate(dict.fromkeys(t for t, _ in proved))
    }
    store.evidence.evidence.insert(
        *(
            Evidence(
                id_,
                title,
                EvidenceKind.REFERENCE,
                title,
                source="Finance system",
                proves="Invoice and payment",
                illustrative=True,
            )
            for title, id_ in proofs.items()
        )
    )
    store.evidence.of_transactions.insert_encoded(
        (f"{transaction}:{proofs[title]}", proofs[title], transaction) for title, transaction in proved
    )
