"""The partnership, the organisations and people in it, and its priorities."""

from enum import StrEnum

from cspdesk.domain.audience import Audience
from cspdesk.domain.records import dataclass


class OrganisationRole(StrEnum):
    """What an organisation is to the partnership."""

    RESPONSIBLE = "responsible authority"
    CO_OPERATING = "co-operating body"
    PROVIDER = "provider"
    FUNDER = "funder"
    OTHER = "other"


class PriorityStatus(StrEnum):
    """Where a priority stands; a retired one keeps its history."""

    PROPOSED = "proposed"
    ACTIVE = "active"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class Partnership:
    """The community safety partnership a file belongs to; one per file."""

    id: str
    name: str
    area: str = ""
    area_code: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Organisation:
    """A body that takes part, provides a service or pays.

    registration is its identifier by org-id.guide, such as GB-CHC-1234567 for a charity of England and Wales or
    GB-COH-01234567 for a company; empty when nobody entered it.
    """

    id: str
    name: str
    role: OrganisationRole = OrganisationRole.OTHER
    note: str = ""
    registration: str = ""
    voluntary: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who leads or works on something; in the sample a role, never a real name."""

    id: str
    name: str
    organisation_id: str | None = None
    post: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Priority:
    """What the partnership has decided to work on, in the order of its tabs."""

    id: str
    position: int
    name: str
    aim: str = ""
    why_chosen: str = ""
    lead_id: str | None = None
    status: PriorityStatus = PriorityStatus.ACTIVE
    marking: Audience = Audience.PUBLIC
    marking_reason: str = ""
