"""The money of the large sample: agreements, budget lines and transactions, made by a generator."""

import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from cspdesk.domain.audience import Audience
from cspdesk.domain.funding import Agreement, BudgetLine, Instalment, ProfileAmount, TransactionKind, Virement
from cspdesk.domain.money import share
from cspdesk.domain.partnership import Priority
from cspdesk.domain.periods import FinancialYear, Quarter, long_date
from cspdesk.domain.records import dataclass
from cspdesk.store.rows import Value
from cspdesk.store.sample_data import organisation_id
from cspdesk.store.sample_ids import fixed_id

SCHEMES = (("CORE", "Core grant", 60), ("SAFE", "Safer streets", 20), ("LOCAL", "Local fund", 12), ("UNIT", "Unit", 8))
PLACES = (
    "Sampleford",
    "Mockbury",
    "Fancyham",
    "Quietwell",
    "Pretend Cross",
    "Madeupton",
    "Nowhere-on-Wye",
    "Elsewhere",
)
TRADES = (
    "Alarms Ltd",
    "Community Hall",
    "Print Works",
    "Outreach",
    "Youth Club",
    "Radio Links",
    "Mentoring",
    "Marshals",
)
PAYEES = tuple(f"{place} {trade}" for place in PLACES for trade in TRADES)
WORK = ("Case workers", "Room hire", "Training day", "Household alarms", "Night patrols", "Leaflets", "Helpline hours")
CATEGORIES = ("Staffing", "Services", "Supplies", "Premises", "Training", "Travel", "Printing and publicity")
MADE_UP = "Made up for measuring."
MEAN_PENCE = 450_00
PROVED = 0.85  # the part of all payments that has its proof
UNASSIGNED = 0.01
RESTRICTED = 0.02
PER_PROOF = 20  # payments that one reference proves
EPOCH = date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class LargeAward:
    """An agreement, its lines, and how many of all transactions are to be charged to it."""

    agreement: Agreement
    lines: tuple[BudgetLine, ...]
    transactions: int


def make_awards(priorities: Sequence[Priority], years: Sequence[FinancialYear], transactions: int) -> list[LargeAward]:
    """Return each year's agreements, with the transactions shared out among them."""
    counts = share(transactions, [part for _ in years for _, _, part in SCHEMES])
    wanted = [(year, code, title) for year in years for code, title, _ in SCHEMES]
    return [_award(priorities, *each, count) for each, count in zip(wanted, counts, strict=True)]


def _award(priorities: Sequence[Priority], year: FinancialYear, code: str, title: str, count: int) -> LargeAward:
    """Return an agreement with two lines for each priority (one, if it is small) and one for all of them."""
    reference = f"LARGE-{year.first}-{code}"
    id_ = fixed_id(f"agreement {reference}", year.starts_on)
    owners = [p.id for p in priorities for _ in range(2 if code == "CORE" else 1)]
    lines = tuple(
        BudgetLine(
            id=fixed_id(f"line {reference} {n}", year.starts_on, n),
            agreement_id=id_,
            reference=f"L-{n:02}",
            title=f"{WORK[n % len(WORK)]}, line {n}",
            original_pence=count * MEAN_PENCE // (len(owners) + 1) // 400_00 * 400_00,
            priority_id=owner,
            position=n,
            illustrative=True,
        )
        for n, owner in enumerate((*owners, None), start=1)
    )
    agreement = Agreement(
        id_,
        organisation_id("commissioner"),
        reference,
        f"{title} {year}",
        year.starts_on,
        year.ends_on,
        sum(line.original_pence for line in lines),
        organisation_id("council"),
        note=MADE_UP,
        illustrative=True,
    )
    return LargeAward(agreement, lines, count)


def profile_of(award: LargeAward) -> tuple[ProfileAmount, ...]:
    """Return what each line is agreed to spend: a quarter of it in each quarter."""
    quarters = FinancialYear.of(award.agreement.starts_on).quarters
    return tuple(
        ProfileAmount(fixed_id(f"profile {line.id}", q.starts_on), line.id, q.starts_on, line.original_pence // 4)
        for line in award.lines
        for q in quarters
    )


def instalments_of(award: LargeAward) -> tuple[Instalment, ...]:
    """Return what the funder paid, each quarter a quarter of the award."""
    agreement = award.agreement
    quarters = FinancialYear.of(agreement.starts_on).quarters
    parts = zip(quarters, share(agreement.awarded_pence, (1, 1, 1, 1)), strict=True)
    return tuple(_instalment(agreement, quarter, pence) for quarter, pence in parts)


def _instalment(agreement: Agreement, quarter: Quarter, pence: int) -> Instalment:
    day = quarter.starts_on
    return Instalment(fixed_id(f"instalment {agreement.id}", day), agreement.id, day, pence, day, MADE_UP)


def virements_of(award: LargeAward) -> tuple[Virement, ...]:
    """Return the one virement of an agreement, from its first line to its second; none where there is no money."""
    giving, taking = award.lines[:2]
    if not giving.original_pence:
        return ()
    agreement, decided_on = award.agreement, award.agreement.starts_on + timedelta(182)
    id_ = fixed_id(f"virement {agreement.id}", decided_on)
    moved = giving.original_pence // 20
    return (Virement(id_, agreement.id, giving.id, taking.id, moved, decided_on, MADE_UP, "Partnership board"),)


def make_transactions(
    rng: random.Random, award: LargeAward, last_quarter: date, proved: list[tuple[str, str]]
) -> Iterator[tuple[Value, ...]]:
    """Give an agreement's transactions as rows, by date; add to proved (proof's title, id) of what has a proof."""
    agreement, lines = award.agreement, [line.id for line in award.lines]
    days = (agreement.ends_on - agreement.starts_on).days + 1
    for n, offset in enumerate(sorted(rng.choices(range(days), k=award.transactions))):
        day = agreement.starts_on + timedelta(offset)
        id_ = _quick_id(rng, day, n)
        kind = TransactionKind.ACTUAL if day < last_quarter or n % 3 == 0 else _not_yet_paid(n)
        if kind is TransactionKind.ACTUAL and rng.random() < PROVED:
            proved.append((f"Finance system document {agreement.reference} {n // PER_PROOF + 1}", id_))
        restricted = rng.random() < RESTRICTED
        yield (
            id_,
            agreement.id,
            kind.value,
            day.isoformat(),
            rng.choice(PAYEES),
            rng.randint(MEAN_PENCE // 10, MEAN_PENCE * 2 - MEAN_PENCE // 5),
            None if rng.random() < UNASSIGNED else rng.choice(lines),
            f"{rng.choice(WORK)}, {long_date(day)}",
            f"{agreement.reference[6:10]}{n:06}",
            rng.choice(CATEGORIES),
            None,
            "eligible",
            0,
            None,
            None,
            "",
            (Audience.RESTRICTED if restricted else Audience.PUBLIC).value,
            MADE_UP if restricted else "",
            1,
        )


def _not_yet_paid(n: int) -> TransactionKind:
    return TransactionKind.COMMITMENT if n % 3 == 1 else TransactionKind.FORECAST


def _quick_id(rng: random.Random, day: date, place: int) -> str:
    """Return an id as fixed_id does, but from the generator: a hash for each of 100,000 would take as long as they."""
    milliseconds = (day.toordinal() - EPOCH) * 86_400_000 + place
    head, tail = f"{milliseconds:012x}", f"{rng.getrandbits(72):018x}"
    return f"{head[:8]}-{head[8:]}-7{tail[:3]}-8{tail[3:6]}-{tail[6:]}"
