"""The sample partnership's data, read from resources/sample into domain objects; nothing is made up here."""

import csv
import tomllib
from collections.abc import Iterator
from datetime import date
from typing import Any

from cspdesk.domain.audience import Audience
from cspdesk.domain.evidence import Evidence, EvidenceKind, TransactionEvidence
from cspdesk.domain.funding import Eligibility, Transaction, TransactionKind
from cspdesk.domain.money import typed_pence
from cspdesk.domain.partnership import Organisation, OrganisationRole, Partnership, Person, Priority, PriorityStatus
from cspdesk.domain.records import dataclass
from cspdesk.paths import resource
from cspdesk.store.sample_ids import fixed_id

FIRST_DAY = date(2014, 4, 1)


@dataclass(frozen=True, slots=True)
class Members:
    """Who is in the partnership and what they decided to work on."""

    partnership: Partnership
    organisations: tuple[Organisation, ...]
    people: tuple[Person, ...]
    priorities: tuple[Priority, ...]


@dataclass(frozen=True, slots=True)
class Payment:
    """A transaction with its links to what proves it."""

    transaction: Transaction
    proofs: tuple[TransactionEvidence, ...]


def read_toml(name: str) -> dict[str, Any]:
    """Return one of the sample's TOML files."""
    return tomllib.loads(resource("sample", name).read_text(encoding="utf-8"))


def read_members(name: str) -> Members:
    """Return the partnership, under the name it was given, with its organisations, people and priorities."""
    data = read_toml("partnership.toml")
    about = data["partnership"]
    return Members(
        Partnership(_begun("partnership", 0), name, about["area"], about["area_code"], about["note"]),
        tuple(
            Organisation(organisation_id(o["key"]), o["name"], OrganisationRole(o["role"]), o.get("note", ""))
            for o in data["organisation"]
        ),
        tuple(
            Person(person_id(p["key"]), p["name"], organisation_id(p["organisation"]), p["post"])
            for p in data["person"]
        ),
        tuple(_priority(p, place) for place, p in enumerate(data["priority"], start=1)),
    )


def read_proofs() -> dict[str, Evidence]:
    """Return every proof by its key; a file's hash and size are not yet known."""
    return {row["key"]: _proof(row) for row in _rows("evidence.csv")}


def proof_bytes(proof: Evidence) -> bytes:
    """Return the bytes of a proof that is a file."""
    return resource("sample", "evidence", proof.file_name).read_bytes()


def read_payments(proofs: dict[str, Evidence]) -> Iterator[Payment]:
    """Give every transaction in the order of the file, with its links to the proofs it names."""
    for place, row in enumerate(_rows("transactions.csv"), start=2):
        entry = _transaction(row, place)
        found = (proofs[key] for key in row["evidence"].split())
        yield Payment(entry, tuple(TransactionEvidence(f"{entry.id}:{e.id}", e.id, entry.id) for e in found))


def organisation_id(key: str) -> str:
    """Return the id of an organisation."""
    return _begun("organisation", key)


def person_id(key: str) -> str:
    """Return the id of a person."""
    return _begun("person", key)


def priority_id(key: str | None) -> str | None:
    """Return the id of a priority; None for what serves all of them."""
    return None if key is None else _begun("priority", key)


def agreement_id(reference: str) -> str:
    """Return the id of an agreement."""
    return _begun("agreement", reference)


def line_id(agreement: str, line: str) -> str:
    """Return the id of a budget line, by the references of its agreement and itself."""
    return _begun("line", f"{agreement} {line}")


def _begun(kind: str, key: object, place: int = 0) -> str:
    return fixed_id(f"{kind} {key}", FIRST_DAY, place)


def _rows(name: str) -> list[dict[str, str]]:
    with resource("sample", name).open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _priority(entry: dict[str, Any], place: int) -> Priority:
    return Priority(
        _begun("priority", entry["key"]),
        place,
        entry["name"],
        entry["aim"],
        entry["why_chosen"],
        person_id(entry["lead"]),
        PriorityStatus(entry["status"]),
    )


def _proof(row: dict[str, str]) -> Evidence:
    dated_on = _day(row["dated_on"])
    return Evidence(
        id=fixed_id(f"evidence {row['key']}", dated_on or FIRST_DAY),
        title=row["title"],
        kind=EvidenceKind(row["kind"]),
        reference=row["reference"],
        file_name=row["file"],
        dated_on=dated_on,
        source=row["source"],
        proves=row["proves"],
        personal_data=row["personal_data"] == "yes",
        marking=Audience(row["marking"]),
        marking_reason=row["marking_reason"],
        illustrative=True,
    )


def _transaction(row: dict[str, str], place: int) -> Transaction:
    occurred_on = date.fromisoformat(row["date"])
    return Transaction(
        id=fixed_id(f"transaction {place}", occurred_on, place),
        agreement_id=agreement_id(row["agreement"]),
        kind=TransactionKind(row["kind"]),
        occurred_on=occurred_on,
        payee=row["payee"],
        amount_pence=typed_pence(row["amount"]),
        line_id=line_id(row["agreement"], row["line"]) if row["line"] else None,
        description=row["description"],
        reference=row["reference"],
        category=row["category"],
        eligibility=Eligibility(row["eligibility"]),
        outside_period=row["outside"] == "yes",
        note=row["note"],
        marking=Audience(row["marking"] or "public"),
        marking_reason=row["marking_reason"],
        illustrative=True,
    )
