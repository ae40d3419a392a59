"""Records for the tests of documents: ledgers of any size, and one with a secret in everything withheld."""

import random
from dataclasses import replace
from datetime import date, timedelta

from cspdesk.domain.audience import Audience
from cspdesk.domain.evidence import Evidence, EvidenceKind, TransactionEvidence
from cspdesk.domain.funding import (
    Agreement,
    BudgetLine,
    Eligibility,
    ProfileAmount,
    Transaction,
    TransactionKind,
    Virement,
)
from cspdesk.domain.partnership import Organisation, OrganisationRole, Partnership, Priority
from cspdesk.domain.periods import FinancialYear
from cspdesk.reports.evidence_record import SpendRecord

YEAR = FinancialYear(2015)
PAYEES = (
    "West Mercia Police",
    "Addaction",
    "Women’s Aid West Mercia",
    "Herefordshire Council Business Unit",
    "Street Pastors",
    "Mobile Contact Centre Hire Ltd",
    "Ledbury Locks & Alarms",
)
WORK = (
    "Household alarms",
    "Night-time patrols, December",
    "Staff time, quarter 2",
    "Training day",
    "Refuge support",
    "",
)
LINES = ("Reducing re-offending", "Alcohol and drugs", "Domestic violence", "Community cohesion")


def record(
    transactions: int = 40, *, seed: int = 1, audience: Audience = Audience.PUBLIC, lines: int = 4
) -> SpendRecord:
    """Return a plausible record with so many transactions; the same seed gives the same record."""
    rng = random.Random(seed)
    budget = tuple(
        BudgetLine(f"line{n}", "a1", f"L{n + 1}", LINES[n % len(LINES)], rng.randrange(10_000, 20_000) * 1000,
                   priority_id=f"p{n % 4}", position=n, variance_reason="Two posts were filled late." if n % 2 else "")
        for n in range(lines)
    )  # fmt: skip
    entries = tuple(_transaction(rng, n, lines) for n in range(transactions))
    evidence = tuple(_evidence(rng, n) for n in range(max(transactions // 3, 0)))
    links = tuple(
        TransactionEvidence(f"k{n}", rng.choice(evidence).id, entry.id)
        for n, entry in enumerate(entries)
        if evidence and rng.random() < 0.8
    )
    return SpendRecord(
        partnership=Partnership("p", "Herefordshire Community Safety Partnership"),
        agreement=Agreement("a1", "f", "PCC-2015-CORE", "Community safety core grant", date(2015, 4, 1),
                            date(2016, 3, 31), sum(line.original_pence for line in budget)),
        funder=Organisation("f", "Police and Crime Commissioner for West Mercia", OrganisationRole.FUNDER),
        recipient=Organisation("r", "Herefordshire Council"),
        priorities=tuple(Priority(f"p{n}", n, name) for n, name in enumerate(LINES)),
        lines=budget,
        profile=tuple(
            ProfileAmount(f"q{line.id}{q.number}", line.id, q.starts_on, line.original_pence // 4)
            for line in budget
            for q in YEAR.quarters
        ),
        virements=(
            Virement("v1", "a1", "line0", "line1", 250_000, date(2015, 9, 1), "Fewer alarms were asked for.", "Board"),
        ) if lines > 1 else (),
        transactions=entries,
        evidence=evidence,
        links=links,
        year=YEAR,
        audience=audience,
        as_at=date(2016, 3, 31),
        version="r128",
    )  # fmt: skip


def _transaction(rng: random.Random, n: int, lines: int) -> Transaction:
    kind = rng.choices(list(TransactionKind), (90, 6, 4))[0]
    return Transaction(
        id=f"t{n:06}",
        agreement_id="a1",
        kind=kind,
        occurred_on=date(2015, 4, 1) + timedelta(days=rng.randrange(366)),
        payee=rng.choice(PAYEES),
        amount_pence=rng.randrange(-2_000, 250_000) if rng.random() < 0.9 else rng.randrange(1, 99),
        line_id=f"line{rng.randrange(lines)}" if lines and rng.random() < 0.95 else None,
        description=rng.choice(WORK),
        reference=f"INV-{rng.randrange(10**6):06}",
        eligibility=rng.choice((Eligibility.ELIGIBLE, Eligibility.ELIGIBLE, Eligibility.UNCHECKED)),
        marking=Audience.RESTRICTED if rng.random() < 0.03 else Audience.PUBLIC,
        marking_reason="Personal data: names a victim",
        illustrative=rng.random() < 0.05,
    )


def _evidence(rng: random.Random, n: int) -> Evidence:
    return Evidence(
        id=f"e{n:05}",
        title=f"Invoice {n + 1}",
        kind=EvidenceKind.FILE,
        file_name=f"invoice-{n + 1}.pdf",
        media_type="application/pdf",
        sha256=f"{rng.getrandbits(256):064x}",
        size_bytes=rng.randrange(10_000, 900_000),
        dated_on=date(2015, 4, 1) + timedelta(days=rng.randrange(366)),
        marking=Audience.PARTNER if n % 9 == 0 else Audience.PUBLIC,
    )


def with_text(source: SpendRecord, text: str) -> SpendRecord:
    """Return a record in which every text a person can type is this one."""
    return replace(
        source,
        partnership=replace(source.partnership, name=text),
        agreement=replace(source.agreement, reference=text, title=text, conditions=text),
        funder=replace(source.funder, name=text),
        recipient=source.recipient and replace(source.recipient, name=text),
        lines=tuple(replace(line, title=text, reference=text, variance_reason=text) for line in source.lines),
        virements=tuple(replace(v, reason=text, approved_by=text) for v in source.virements),
        transactions=tuple(
            replace(t, payee=text, description=text, reference=text, category=text, marking_reason=text)
            for t in source.transactions
        ),
        evidence=tuple(replace(e, title=text, file_name=text, reference=text, source=text) for e in source.evidence),
        version=text,
    )
