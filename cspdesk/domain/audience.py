"""Who may see what: three audiences, and the marking that a record or a single field of it carries."""

from enum import StrEnum

from cspdesk.domain.records import dataclass


class Audience(StrEnum):
    """Who a document is made for, and the widest readership a record may have."""

    PUBLIC = "public"
    PARTNER = "partner"
    RESTRICTED = "restricted"

    @property
    def label(self) -> str:
        """The word for it on screen and paper."""
        return self.value.capitalize()


_TRUST = {Audience.PUBLIC: 0, Audience.PARTNER: 1, Audience.RESTRICTED: 2}


def may_see(audience: Audience, marking: Audience) -> bool:
    """Return whether readers of this audience may see a record marked so: partner sees public and partner."""
    return _TRUST[audience] >= _TRUST[marking]


class Reason(StrEnum):
    """Why something is withheld, in words that give nothing away; they may stand in any document.

    The exempt ones are those of the Local Government Act 1972, Schedule 12A, part 1, by its paragraphs.
    """

    PERSONAL = "Personal data"
    SAFETY = "Safety of a place"
    COMMERCIAL = "Commercial"
    SMALL_NUMBERS = "Small numbers"
    UNPUBLISHED = "Not published yet"
    EXEMPT_1 = "Exempt, paragraph 1: information about an individual"
    EXEMPT_2 = "Exempt, paragraph 2: would reveal who an individual is"
    EXEMPT_3 = "Exempt, paragraph 3: financial or business affairs"
    EXEMPT_4 = "Exempt, paragraph 4: labour relations"
    EXEMPT_5 = "Exempt, paragraph 5: legal professional privilege"
    EXEMPT_6 = "Exempt, paragraph 6: notices and orders"
    EXEMPT_7 = "Exempt, paragraph 7: prevention, investigation or prosecution of crime"


UNSAID = "A reason kept in the record"
NO_REASON = "No reason is recorded"


def reason_said(marking_reason: str) -> str:
    """Return what may be printed of why something is withheld.

    A marking's reason begins with one of `Reason` and may go on in a person's own words; these may tell what is
    withheld, so they stay in the record.
    """
    begins = marking_reason.strip().casefold()
    if not begins:
        return NO_REASON
    return next((r.value for r in Reason if begins.startswith(r.value.casefold())), UNSAID)


def reason_rest(marking_reason: str) -> str:
    """Return what a marking's reason says in a person's own words, beyond the one of `Reason` it begins with."""
    said = reason_said(marking_reason)
    return marking_reason.strip() if said in (UNSAID, NO_REASON) else marking_reason.strip()[len(said) :]


@dataclass(frozen=True, slots=True)
class FieldMarking:
    """Who may see one field of a record, where that is fewer than may see the record; table_name as in the file."""

    id: str
    table_name: str
    record_id: str
    field: str
    marking: Audience
    marking_reason: str = ""


@dataclass(frozen=True, slots=True)
class DisclosureRule:
    """Under which number a count of people is not told; 0 tells every one. The record holds one rule."""

    id: str = "rule"
    least_public: int = 5
    least_partner: int = 0

    def least(self, audience: Audience) -> int:
        """Return the smallest count, above nought, that these readers are told."""
        return {Audience.PUBLIC: self.least_public, Audience.PARTNER: self.least_partner}.get(audience, 0)
