"""What an evidence of spend would show each audience, told before it is made."""

from cspdesk.domain.audience import Audience, may_see
from cspdesk.domain.funding import Agreement, Transaction
from cspdesk.domain.money import short_pounds
from cspdesk.domain.periods import FinancialYear, years_between
from cspdesk.domain.proof import counted
from cspdesk.domain.records import dataclass
from cspdesk.store.store import Store


@dataclass(frozen=True, slots=True)
class Version:
    """One audience's version; withheld transactions are in its sums only."""

    audience: Audience
    allowed: bool
    shown: int
    withheld: int
    withheld_pence: int

    def words(self) -> str:
        """Say what the version shows."""
        if not self.allowed:
            return "The agreement itself is withheld from these readers."
        if not self.withheld:
            return (
                f"Shows all {counted(self.shown, 'transaction')}." if self.shown else "There are no transactions yet."
            )
        verb = "appears" if self.withheld == 1 else "appear"
        return (
            f"Shows {self.shown:,} of {counted(self.shown + self.withheld, 'transaction')}; "
            f"{self.withheld:,} ({short_pounds(self.withheld_pence)}) {verb} only in the sums."
        )


def versions(store: Store, agreement: Agreement, year: FinancialYear, priority_id: str | None) -> tuple[Version, ...]:
    """Return the public, partner and restricted version of an agreement's year, of one priority or all."""
    entries = store.funding.transactions_of(agreement.id, year)
    if priority_id is not None:
        lines = {line.id for line in store.funding.lines_of(agreement.id) if line.priority_id == priority_id}
        entries = tuple(entry for entry in entries if entry.line_id in lines)
    return tuple(_version(audience, agreement, entries) for audience in Audience)


def years_of(agreement: Agreement) -> tuple[FinancialYear, ...]:
    """Return the financial years an agreement's period touches."""
    return years_between(agreement.starts_on, agreement.ends_on)


def title_of(agreement: Agreement, year: FinancialYear, priority: str) -> str:
    """Return the title under which the document is kept."""
    return f"Evidence of spend {agreement.reference} {year.label}" + (f", {priority}" if priority else "")


def _version(audience: Audience, agreement: Agreement, entries: tuple[Transaction, ...]) -> Version:
    withheld = [entry for entry in entries if not may_see(audience, entry.marking)]
    return Version(
        audience,
        may_see(audience, agreement.marking),
        len(entries) - len(withheld),
        len(withheld),
        sum(entry.amount_pence for entry in withheld),
    )
