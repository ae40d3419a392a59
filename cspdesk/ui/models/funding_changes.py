"""An agreement's changes in one list: what its funder varied, and what was moved from line to line."""

from collections.abc import Mapping
from datetime import date

from cspdesk.domain.agreements import Variation, varied_pence
from cspdesk.domain.audience import Audience
from cspdesk.domain.funding import Virement
from cspdesk.domain.money import MINUS, pounds, short_pounds
from cspdesk.domain.periods import long_date, short_date
from cspdesk.domain.records import dataclass
from cspdesk.store.store import Store
from cspdesk.ui.models.funding_rows import AgreementRow
from cspdesk.ui.models.money_rows import line_name
from cspdesk.ui.models.table import Column


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One variation or virement in words, with what it was read from."""

    id: str
    record: Variation | Virement
    what: str
    lines: str

    @property
    def is_variation(self) -> bool:
        """Whether the funder changed the agreement, rather than the partnership its lines."""
        return isinstance(self.record, Variation)

    @property
    def amount(self) -> str:
        """What it moves or changes; a variation has a sign."""
        pence = self.record.amount_pence
        if not pence:
            return "–"
        return pounds(pence) if not self.is_variation else f"{MINUS if pence < 0 else '+'}{pounds(abs(pence))}"


def read_changes(store: Store, agreement_id: str, audience: Audience) -> tuple[ChangeRow, ...]:
    """Return an agreement's variations and virements by date, saying of each what an audience may see."""
    with store.reading():
        names = {line.id: line_name(line) for line in store.funding.lines_of(agreement_id)}
        rows = [
            *(_variation_row(v, names) for v in store.funding.variations_of(agreement_id)),
            *(
                ChangeRow(
                    v.id,
                    v.as_seen(audience),
                    "Virement",
                    f"{names.get(v.from_line_id, '')} → {names.get(v.to_line_id, '')}",
                )
                for v in store.funding.virements_of(agreement_id)
            ),
        ]
    return tuple(sorted(rows, key=_decided))


def _decided(row: ChangeRow) -> tuple[date, str]:
    return row.record.decided_on, row.id


def _variation_row(variation: Variation, names: Mapping[str, str]) -> ChangeRow:
    where = names.get(variation.line_id or "", "")
    if variation.ends_on is not None:
        ends = f"ends on {long_date(variation.ends_on)}"
        where = f"{where}; {ends}" if where else ends.capitalize()
    return ChangeRow(variation.id, variation, "Variation", where)


def change_columns() -> tuple[Column[ChangeRow], ...]:
    """Return the columns of variations and virements."""
    return (
        Column("Decided", lambda r: short_date(r.record.decided_on), sort=lambda r: r.record.decided_on, width=100),
        Column("What", lambda r: r.what, width=92),
        Column("Line", lambda r: r.lines, width=260, stretch=True),
        Column("Amount", lambda r: r.amount, sort=lambda r: r.record.amount_pence, align="right", width=120),
        Column("Reason", lambda r: r.record.reason, width=260, stretch=True),
        Column("Approved by", lambda r: r.record.approved_by or "not recorded", width=150),
        Column("Who may see why", _readers, width=128),
        Column("Reference", lambda r: r.record.reference if isinstance(r.record, Variation) else "", width=110),
    )


def _readers(row: ChangeRow) -> str:
    return row.record.marking.label if isinstance(row.record, Virement) else ""


def award_words(row: AgreementRow, store: Store) -> str:
    """Say what was awarded first, what the funder changed since, and what it comes to now."""
    varied = varied_pence(store.funding.variations_of(row.id))
    if not varied:
        return f"Awarded {short_pounds(row.agreement.awarded_pence)}; the funder has not changed the amount."
    return (
        f"Awarded {short_pounds(row.agreement.awarded_pence)}, {'raised' if varied > 0 else 'cut'} by "
        f"{short_pounds(abs(varied))} since: now {short_pounds(row.agreement.awarded_pence + varied)}."
    )
