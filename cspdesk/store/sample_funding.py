"""The sample's agreements with what belongs to each, read from resources/sample/agreements.toml."""

from collections.abc import Iterator
from typing import Any

from cspdesk.domain.funding import Agreement, BudgetLine, Certainty, Instalment, ProfileAmount, Virement
from cspdesk.domain.imports import AssignmentRule
from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.records import dataclass
from cspdesk.store.sample_data import agreement_id, line_id, organisation_id, priority_id, read_toml
from cspdesk.store.sample_ids import fixed_id


@dataclass(frozen=True, slots=True)
class Award:
    """An agreement with all that belongs to it but its transactions."""

    agreement: Agreement
    instalments: tuple[Instalment, ...]
    lines: tuple[BudgetLine, ...]
    profile: tuple[ProfileAmount, ...]
    virements: tuple[Virement, ...]
    rules: tuple[AssignmentRule, ...]

    @property
    def year(self) -> FinancialYear:
        """The financial year it begins in."""
        return FinancialYear.of(self.agreement.starts_on)


def read_awards() -> Iterator[Award]:
    """Give every agreement in the order of the file; its amounts are in whole pounds there."""
    for entry in read_toml("agreements.toml")["agreement"]:
        agreement = _agreement(entry)
        lines = entry["line"]
        yield Award(
            agreement,
            tuple(_instalment(agreement, i, place) for place, i in enumerate(entry.get("instalment", ()))),
            tuple(_line(agreement, each, place) for place, each in enumerate(lines, start=1)),
            tuple(amount for each in lines for amount in _profile(agreement, each)),
            tuple(_virement(agreement, v, place) for place, v in enumerate(entry.get("virement", ()))),
            tuple(_rule(agreement, r, place) for place, r in enumerate(entry.get("rule", ()), start=1)),
        )


def _agreement(entry: dict[str, Any]) -> Agreement:
    return Agreement(
        id=agreement_id(entry["reference"]),
        funder_id=organisation_id(entry["funder"]),
        reference=entry["reference"],
        title=entry["title"],
        starts_on=entry["starts_on"],
        ends_on=entry["ends_on"],
        awarded_pence=entry["awarded"] * 100,
        recipient_id=organisation_id(entry["recipient"]),
        certainty=Certainty(entry["certainty"]),
        confirmed_on=entry.get("confirmed_on"),
        conditions=entry["conditions"],
        note=entry["note"],
        illustrative=not entry.get("in_minutes", False),
    )


def _instalment(agreement: Agreement, entry: dict[str, Any], place: int) -> Instalment:
    return Instalment(
        fixed_id(f"instalment {agreement.reference} {place}", entry["due_on"], place),
        agreement.id,
        entry["due_on"],
        entry["amount"] * 100,
        entry.get("received_on"),
        entry["note"],
    )


def _line(agreement: Agreement, entry: dict[str, Any], place: int) -> BudgetLine:
    return BudgetLine(
        id=line_id(agreement.reference, entry["reference"]),
        agreement_id=agreement.id,
        reference=entry["reference"],
        title=entry["title"],
        original_pence=entry["original"] * 100,
        priority_id=priority_id(entry.get("priority")),
        position=place,
        variance_reason=entry.get("variance_reason", ""),
        illustrative=True,
    )


def _profile(agreement: Agreement, entry: dict[str, Any]) -> Iterator[ProfileAmount]:
    line = line_id(agreement.reference, entry["reference"])
    quarters = FinancialYear.of(agreement.starts_on).quarters
    for quarter, pounds in zip(quarters, entry.get("profile", ()), strict=False):
        id_ = fixed_id(f"profile {agreement.reference} {entry['reference']}", quarter.starts_on)
        yield ProfileAmount(id_, line, quarter.starts_on, pounds * 100)


def _virement(agreement: Agreement, entry: dict[str, Any], place: int) -> Virement:
    return Virement(
        id=fixed_id(f"virement {agreement.reference} {place}", entry["decided_on"], place),
        agreement_id=agreement.id,
        from_line_id=line_id(agreement.reference, entry["from"]),
        to_line_id=line_id(agreement.reference, entry["to"]),
        amount_pence=entry["amount"] * 100,
        decided_on=entry["decided_on"],
        reason=entry["reason"],
        approved_by=entry["approved_by"],
    )


def _rule(agreement: Agreement, entry: dict[str, Any], place: int) -> AssignmentRule:
    return AssignmentRule(
        id=fixed_id(f"rule {agreement.reference} {place}", agreement.starts_on, place),
        agreement_id=agreement.id,
        position=place,
        line_id=line_id(agreement.reference, entry["line"]),
        payee=entry.get("payee", ""),
        category=entry.get("category", ""),
        text=entry.get("text", ""),
    )
