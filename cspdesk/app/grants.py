"""Open data on money: awards in the 360Giving standard out and in, and payments over £500."""

from collections.abc import Collection
from dataclasses import asdict
from datetime import date
from pathlib import Path

from cspdesk.app.files import writing
from cspdesk.app.leaks import searched
from cspdesk.domain.audience import Audience
from cspdesk.domain.funding import Agreement
from cspdesk.domain.grants import Grant, GrantProblem, as_grant, is_awarded, offered_agreement
from cspdesk.domain.partnership import Organisation, OrganisationRole
from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.proof import counted
from cspdesk.domain.records import dataclass
from cspdesk.domain.spending import PublishedPayment, published
from cspdesk.errors import UserError
from cspdesk.exchange import grants as grants_files
from cspdesk.exchange.spending import write_spending
from cspdesk.store.ids import new_id
from cspdesk.store.store import Store, open_store

TWICE = "the file gives this award more than once; its first entry is offered"


@dataclass(frozen=True, slots=True)
class Published:
    """What was published: how many entries, their sum, and how many were left out because they are not public."""

    path: Path
    count: int
    total_pence: int
    withheld: int
    sha256: str

    def figures(self) -> dict[str, object]:
        """Return what the command line prints for programs."""
        return {
            "out": str(self.path),
            "count": self.count,
            "total_pence": self.total_pence,
            "withheld": self.withheld,
            "sha256": self.sha256,
        }

    def sentence(self, what: str) -> str:
        """Return the same for people."""
        left = f"; {self.withheld:,} left out because they are not public" if self.withheld else ""
        return f"Wrote {counted(self.count, what)} to {self.path}{left}."


def export_grants(file: Path, year: str, out: Path, made_on: date) -> Published:
    """Write the confirmed awards of a year's public agreements in the 360Giving standard."""
    wanted = FinancialYear.parse(year)
    with open_store(file, read_only=True) as store, store.reading(Audience.PUBLIC):
        partnership = store.partnership.partnership()
        organisations = {o.id: o for o in store.partnership.organisations.where()}
        agreements = (a for a in store.funding.all_agreements(wanted) if is_awarded(a))
        awarded = [a for a in agreements if a.funder_id != a.recipient_id]  # a body's own budget is no grant
        public = [a for a in awarded if a.marking is Audience.PUBLIC]
        grants = [as_grant(a, store.funding.variations_of(a.id), organisations, partnership) for a in public]
    with searched(out, file, Audience.PUBLIC) as path:
        sha256 = grants_files.write_grants(path, grants, f"{partnership.name}: grants {wanted}", made_on)
    total = sum(g.amount_pence for g in grants)
    return Published(out, len(grants), total, len(awarded) - len(public), sha256)


def export_spending(file: Path, year: str, out: Path, over_pence: int) -> Published:
    """Write the payments over an amount, and every grant to a voluntary body, that the public may see, as CSV.

    Raises UserError for another ending than .csv, an amount below nought, and when it cannot be written.
    """
    if out.suffix.lower() != ".csv":
        raise UserError(f"{out.name} must end in .csv: payments are published as a CSV.")
    if over_pence < 0:
        raise UserError("The amount above which payments are published cannot be below nought.")
    wanted = FinancialYear.parse(year)
    with open_store(file, read_only=True) as store, store.reading(Audience.PUBLIC):
        agreements = {a.id: a for a in store.funding.all_agreements()}
        payments: list[PublishedPayment] = []
        withheld = 0
        for agreement in agreements.values():
            shown, left = published(
                store.funding.transactions_of(agreement.id, wanted),
                agreement,
                {line.id: line for line in store.funding.lines_of(agreement.id)},
                store.partnership.organisations.where(),
                over_pence,
            )
            payments += shown
            withheld += left
    payments.sort(key=lambda p: (p.paid_on, p.beneficiary, p.amount_pence))
    with searched(out, file, Audience.PUBLIC) as path:
        sha256 = write_spending(path, payments, wanted)
    return Published(out, len(payments), sum(p.amount_pence for p in payments), withheld, sha256)


@dataclass(frozen=True, slots=True)
class GrantOffer:
    """An award of a file that was made to the partnership; known when an agreement has its reference already."""

    grant: Grant
    known: bool


@dataclass(frozen=True, slots=True)
class GrantsRead:
    """What a 360Giving file holds for the partnership; others are awards to somebody else."""

    offers: tuple[GrantOffer, ...]
    others: int
    problems: tuple[GrantProblem, ...]

    def figures(self, added: int) -> dict[str, object]:
        """Return what the command line prints for programs."""
        return {
            "rows": len(self.offers) + self.others + len(self.problems),
            "offered": [{"id": o.grant.id, "title": o.grant.title, "known": o.known} for o in self.offers],
            "others": self.others,
            "added": added,
            "known": sum(o.known for o in self.offers),
            "rejected": len(self.problems),
            "problems": [asdict(p) for p in self.problems],
        }


def read_offers(store: Store, source: Path, recipient: str | None = None) -> GrantsRead:
    """Return which awards of a file were made to the partnership, or to the recipient named."""
    grants, problems = grants_files.read_grants(source)
    ours = _our_names(store, recipient)
    mine = [g for g in grants if g.recipient.name.casefold() in ours or g.recipient.id.casefold() in ours]
    known = {a.reference for a in store.funding.all_agreements()}
    once = {g.id: g for g in reversed(mine)}  # a file that gives an award twice offers its first
    twice = [GrantProblem(g.id, "id", TWICE) for g in mine if once[g.id] is not g]
    offers = tuple(GrantOffer(g, g.id in known) for g in reversed(once.values()))
    return GrantsRead(offers, len(grants) - len(mine), (*problems, *twice))


def _our_names(store: Store, recipient: str | None) -> frozenset[str]:
    if recipient:
        return frozenset({recipient.strip().casefold()})
    held = {a.recipient_id for a in store.funding.all_agreements()}
    bodies = [o for o in store.partnership.organisations.where() if o.id in held]
    names = [store.partnership.partnership().name, *(o.name for o in bodies), *(o.registration for o in bodies)]
    return frozenset(name.casefold() for name in names if name)


def accept(store: Store, offers: Collection[GrantOffer]) -> tuple[Agreement, ...]:
    """Keep awards as agreements, one step for all; those known already are left as they are."""
    new = [offer.grant for offer in offers if not offer.known]
    made: list[Agreement] = []
    if not new:
        return ()
    with store.step(f"Accepted {counted(len(new), 'award')} as agreements"):
        for grant in new:
            funder = _organisation(store, grant.funder.name, grant.funder.id, OrganisationRole.FUNDER)
            recipient = _find(store, grant.recipient.name)
            agreement = offered_agreement(grant, new_id(), funder.id, recipient.id if recipient else None)
            store.funding.save_agreement(agreement)
            made.append(agreement)
    return tuple(made)


def _find(store: Store, name: str) -> Organisation | None:
    wanted = name.casefold()
    return next((o for o in store.partnership.organisations.where() if o.name.casefold() == wanted), None)


def _organisation(store: Store, name: str, registration: str, role: OrganisationRole) -> Organisation:
    found = _find(store, name)
    if found is None:
        found = Organisation(new_id(), name, role, registration=registration)
        store.partnership.organisations.insert(found)
    return found


def import_grants(
    source: Path, file: Path, recipient: str | None, accepted: Collection[str], *, dry_run: bool
) -> tuple[GrantsRead, int]:
    """List the awards of a file that were made to the partnership, and keep those named, or all for “all”.

    Returns what was read and how many agreements were added. Raises UserError for an award that is not offered.
    """
    if dry_run or not accepted:
        with open_store(file, read_only=True) as store:
            return read_offers(store, source, recipient), 0
    with writing(file) as store:
        read = read_offers(store, source, recipient)
        offered = {o.grant.id: o for o in read.offers}
        if unknown := [a for a in accepted if a != "all" and a not in offered]:
            raise UserError(f"{source.name} offers no award “{unknown[0]}” to the partnership. Nothing was changed.")
        chosen = read.offers if "all" in accepted else tuple(offered[a] for a in dict.fromkeys(accepted))
        return read, len(accept(store, chosen))
