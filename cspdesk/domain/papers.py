"""Papers while they are written: what they are for, their texts, the request, case studies, who benefited."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from cspdesk.domain.audience import Audience
from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.records import dataclass
from cspdesk.errors import UserError


class PaperKind(StrEnum):
    """A justification for funding, or a summary for a committee."""

    BID = "bid"
    COMMITTEE = "committee"


class FundingLevel(StrEnum):
    """How much of the request is given."""

    FULL = "full"
    REDUCED = "reduced"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper of a year, for one priority or (None) for all; template names its sections, as data."""

    id: str
    kind: PaperKind
    template: str
    title: str
    year: FinancialYear
    begun_on: date
    priority_id: str | None = None
    meeting_id: str | None = None
    marking: Audience = Audience.PUBLIC
    marking_reason: str = ""


@dataclass(frozen=True, slots=True)
class PaperText:
    """What a person wrote in one section of a paper; body is read by `domain.narrative`."""

    id: str
    paper_id: str
    section: str
    body: str
    marking: Audience = Audience.PUBLIC
    marking_reason: str = ""


@dataclass(frozen=True, slots=True)
class Overruling:
    """A finding of the checker that a person set aside: its kind, the words it was about, who did and why."""

    id: str
    paper_id: str
    section: str
    finding: str
    words: str
    overruled_by: str
    reason: str
    overruled_on: date


@dataclass(frozen=True, slots=True)
class FundingOption:
    """What is asked for at one level, in pence, and what happens then."""

    id: str
    paper_id: str
    level: FundingLevel
    amount_pence: int
    what_happens: str = ""


@dataclass(frozen=True, slots=True)
class CaseStudy:
    """What a service meant to one person, told with consent and without what would tell who it is."""

    id: str
    priority_id: str
    year: FinancialYear
    title: str
    body: str
    consented_on: date | None = None
    consent_note: str = ""
    anonymised: bool = False
    marking: Audience = Audience.PARTNER
    marking_reason: str = "Personal data: for the partners unless the person agreed to more"
    illustrative: bool = False

    @property
    def may_be_told(self) -> bool:
        """Whether it may stand in any document: the person agreed, and cannot be told from it."""
        return self.consented_on is not None and self.anonymised


@dataclass(frozen=True, slots=True)
class Beneficiary:
    """How many people of one part (18 to 24) of a breakdown (Age) a priority's work reached in a year."""

    id: str
    priority_id: str
    year: FinancialYear
    breakdown: str
    part: str
    people: int
    position: int = 0
    source: str = ""
    marking: Audience = Audience.PUBLIC
    marking_reason: str = ""
    illustrative: bool = False


def checked_overruling(made: Overruling) -> Overruling:
    """Return the overruling if it can be kept. Raises UserError naming what is missing."""
    if not made.overruled_by.strip() or not made.reason.strip():
        raise UserError("To overrule a finding, give your name and the reason: both are printed.")
    return made


def checked_case_study(study: CaseStudy) -> CaseStudy:
    """Return the case study if it can be kept. Raises UserError when it has no title."""
    if not study.title.strip():
        raise UserError("A case study needs a title.")
    return study


def checked_option(option: FundingOption) -> FundingOption:
    """Return what is asked for if it can be kept. Raises UserError when it is below nought."""
    if option.amount_pence < 0:
        raise UserError("What is asked for cannot be below nought.")
    return option


def parts_as_text(beneficiaries: Iterable[Beneficiary]) -> str:
    """Return the parts of a breakdown as a person types them: one a line, 18 to 24: 30."""
    return "\n".join(f"{b.part}: {b.people}" for b in beneficiaries)


def typed_parts(text: str) -> tuple[tuple[str, int], ...]:
    """Return the parts of a breakdown that a person typed, one a line. Raises UserError naming the line."""
    found = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        part, _, people = line.rpartition(":")
        digits = people.replace(",", "").strip()
        if not part.strip() or not digits.isdecimal():
            raise UserError(f"Line {number}, “{line.strip()}”, is not written like “18 to 24: 30”.")
        found.append((part.strip(), int(digits)))
    if len({part.casefold() for part, _ in found}) != len(found):
        raise UserError("One part stands there twice.")
    return tuple(found)
