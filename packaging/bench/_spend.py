"""A record of spend of any size, and what its document shows, for the benchmarks of documents."""

from __future__ import annotations

import random
import re
import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from cspdesk.domain.audience import Audience
from cspdesk.domain.evidence import Evidence, EvidenceKind, TransactionEvidence
from cspdesk.domain.funding import Agreement, BudgetLine, ProfileAmount, Transaction, TransactionKind
from cspdesk.domain.partnership import Organisation, Partnership
from cspdesk.domain.periods import FinancialYear
from cspdesk.reports.evidence import gather, render
from cspdesk.reports.evidence_record import SpendRecord

YEAR = FinancialYear(2015)
MADE_ON = date(2016, 4, 20)
_LINES = ("Reducing re-offending", "Alcohol and drugs", "Domestic violence", "Community cohesion")
_PAYEES = ("West Mercia Police", "Addaction", "Herefordshire Council Business Unit", "Street Pastors", "Alarm fitters")
_WORK = ("Household alarms", "Night-time patrols, December", "Staff time, quarter 2", "Training day", "Room hire")


class Words(NamedTuple):
    """One string as the document shows it."""

    font: str
    size: float
    x: float
    y: float
    text: str


def record(size: int) -> SpendRecord:
    """Return a record with so many transactions, every third of them with evidence of its own."""
    rng = random.Random(2015)
    lines = tuple(
        BudgetLine(f"line{n}", "a", f"L{n + 1}", title, 500_000_00, position=n) for n, title in enumerate(_LINES)
    )
    entries = tuple(_entry(rng, n) for n in range(size))
    proofs = tuple(_proof(rng, n) for n in range(size // 3))
    return SpendRecord(
        partnership=Partnership("p", "Herefordshire Community Safety Partnership"),
        agreement=Agreement("a", "f", "PCC-2015-CORE", "Core grant", YEAR.starts_on, YEAR.ends_on, 2_000_000_00),
        funder=Organisation("f", "Police and Crime Commissioner"),
        recipient=Organisation("r", "Herefordshire Council"),
        priorities=(),
        lines=lines,
        profile=tuple(
            ProfileAmount(f"{x.id}{q.number}", x.id, q.starts_on, 125_000_00) for x in lines for q in YEAR.quarters
        ),
        virements=(),
        transactions=entries,
        evidence=proofs,
        links=tuple(TransactionEvidence(f"k{n}", proof.id, entries[n * 3].id) for n, proof in enumerate(proofs)),
        year=YEAR,
        audience=Audience.RESTRICTED,
        as_at=YEAR.ends_on,
        version="bench",
    )


def make(source: SpendRecord, path: Path) -> None:
    """Gather, compose and write the document."""
    render(gather(source), path, made_on=MADE_ON)


def shown(source: SpendRecord) -> list[list[Words]]:
    """Return every string of the document, page by page, with its font and place."""
    import pikepdf

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "evidence.pdf")
        make(source, path)
        with pikepdf.open(path) as pdf:
            fonts = {name: _letters(font) for name, font in pdf.pages[0].obj.Resources.Font.items()}
            return [list(_words(page, fonts)) for page in pdf.pages]


def _words(page: Any, fonts: dict[str, tuple[str, dict[int, str]]]) -> Iterator[Words]:
    import pikepdf

    font, letters, size, x, y = "", dict[int, str](), 0.0, 0.0, 0.0
    for instruction in pikepdf.parse_content_stream(page):
        operands: Any = instruction.operands
        match str(instruction.operator):
            case "Tf":
                (font, letters), size = fonts[str(operands[0])], float(operands[1])
            case "Td" | "Tm":
                x, y = float(operands[-2]), float(operands[-1])
            case "Tj":
                yield Words(font, size, x, y, "".join(letters[code] for code in bytes(operands[0])))


def _letters(font: Any) -> tuple[str, dict[int, str]]:
    pairs = re.findall(rb"<([0-9A-F]{2})> <([0-9A-F]+)>\n", font.ToUnicode.read_bytes())
    letters = {int(code, 16): bytes.fromhex(letter.decode()).decode("utf-16-be") for code, letter in pairs}
    return str(font.BaseFont).partition("+")[2], letters


def _entry(rng: random.Random, n: int) -> Transaction:
    return Transaction(
        id=f"t{n:06}",
        agreement_id="a",
        kind=TransactionKind.ACTUAL if n % 10 else TransactionKind.COMMITMENT,
        occurred_on=YEAR.starts_on + timedelta(days=rng.randrange(366)),
        payee=rng.choice(_PAYEES),
        amount_pence=rng.randrange(-20_00, 2_500_00),
        line_id=f"line{n % 4}",
        description=rng.choice(_WORK),
        reference=f"INV-{rng.randrange(10**6):06}",
    )


def _proof(rng: random.Random, n: int) -> Evidence:
    return Evidence(f"e{n:06}", f"Invoice {n}", EvidenceKind.FILE, sha256=f"{rng.getrandbits(256):064x}")
