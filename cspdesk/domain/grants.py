"""Awards as open data tells them: who gave how much to whom, when and for what (the 360Giving standard)."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from cspdesk.domain.agreements import Variation
from cspdesk.domain.funding import Agreement, Certainty
from cspdesk.domain.partnership import Organisation, Partnership
from cspdesk.domain.records import dataclass

CHARITY = re.compile(r"GB-CHC-(\d{6,7})")
COMPANY = re.compile(r"GB-COH-(\w{8})")


@dataclass(frozen=True, slots=True)
class Party:
    """A giver or a receiver, by its identifier and name."""

    id: str
    name: str

    @property
    def charity_number(self) -> str:
        """Its number as a charity of England and Wales; empty when the identifier is not one."""
        found = CHARITY.fullmatch(self.id)
        return found[1] if found else ""

    @property
    def company_number(self) -> str:
        """Its number as a company; empty when the identifier is not one."""
        found = COMPANY.fullmatch(self.id)
        return found[1] if found else ""


@dataclass(frozen=True, slots=True)
class Grant:
    """One award, in pounds sterling. place is the area it is for, with its ONS code."""

    id: str
    title: str
    description: str
    amount_pence: int
    awarded_on: date
    funder: Party
    recipient: Party
    starts_on: date | None = None
    ends_on: date | None = None
    programme: str = ""
    place: str = ""
    place_code: str = ""


@dataclass(frozen=True, slots=True)
class GrantProblem:
    """Why a grant of a file cannot be taken: where it stands, which field, what is wrong."""

    place: str
    field: str
    reason: str


def is_awarded(agreement: Agreement) -> bool:
    """Return whether money was awarded: confirmed, be it at risk since; asked for or hinted at is no award."""
    confirmed_once = agreement.certainty is Certainty.AT_RISK and agreement.confirmed_on is not None
    return agreement.certainty is Certainty.CONFIRMED or confirmed_once


def as_grant(
    agreement: Agreement,
    variations: Iterable[Variation],
    organisations: Mapping[str, Organisation],
    partnership: Partnership,
) -> Grant:
    """Return an agreement as an award; one without a recipient of its own was made to the partnership."""
    funder = organisations[agreement.funder_id]
    recipient = organisations.get(agreement.recipient_id or "")
    return Grant(
        id=f"360G-{slug(partnership.name)}-{slug(agreement.reference)}",
        title=agreement.title or agreement.reference,
        description=agreement.note or f"{agreement.title or agreement.reference}, reference {agreement.reference}",
        amount_pence=agreement.awarded_pence + sum(v.amount_pence for v in variations),
        awarded_on=agreement.confirmed_on or agreement.starts_on,
        funder=party(funder, partnership),
        recipient=party(recipient, partnership) if recipient else _itself(partnership),
        starts_on=agreement.starts_on,
        ends_on=agreement.ends_on,
        place=partnership.area,
        place_code=partnership.area_code,
    )


def party(organisation: Organisation, partnership: Partnership) -> Party:
    """Return a body by its registration, or by an identifier of this record where none is known."""
    own = f"360G-{slug(partnership.name)}-org-{slug(organisation.name)}"
    return Party(organisation.registration or own, organisation.name)


def offered_agreement(grant: Grant, agreement_id: str, funder_id: str, recipient_id: str | None) -> Agreement:
    """Return the agreement that an award amounts to; a period that the file does not give is assumed and said."""
    starts_on = grant.starts_on or grant.awarded_on
    ends_on = grant.ends_on or _year_on(starts_on)
    assumed = "" if grant.ends_on else " The file gives no last day; a year is assumed."
    return Agreement(
        id=agreement_id,
        funder_id=funder_id,
        reference=grant.id,
        title=grant.title,
        starts_on=starts_on,
        ends_on=max(ends_on, starts_on),
        awarded_pence=grant.amount_pence,
        recipient_id=recipient_id,
        certainty=Certainty.CONFIRMED,
        confirmed_on=grant.awarded_on,
        note=f"{grant.description}{assumed}".strip(),
    )


def slug(name: str) -> str:
    """Return a name as part of an identifier: letters and digits, parted by hyphens."""
    return re.sub(r"[^A-Za-z0-9]+", "-", name).strip("-").lower() or "unnamed"


def _itself(partnership: Partnership) -> Party:
    return Party(f"360G-{slug(partnership.name)}", partnership.name)


def _year_on(day: date) -> date:
    return day.replace(year=day.year + 1, day=min(day.day, 28)) - timedelta(days=1)
