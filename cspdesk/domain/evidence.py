"""Evidence: a file or a reference that proves a transaction or an action."""

from datetime import date
from enum import StrEnum

from cspdesk.domain.audience import Audience
from cspdesk.domain.records import dataclass


class EvidenceKind(StrEnum):
    """Whether the proof itself is held here, or only where it is to be found."""

    FILE = "file"
    REFERENCE = "reference"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One proof. A file is held by its SHA-256; a reference says where the proof lies.

    keep_until is the last day it is kept when somebody said so; None: six years after its year's end.
    """

    id: str
    title: str
    kind: EvidenceKind
    reference: str = ""
    file_name: str = ""
    media_type: str = ""
    sha256: str | None = None
    size_bytes: int = 0
    dated_on: date | None = None
    source: str = ""
    proves: str = ""
    personal_data: bool = False
    marking: Audience = Audience.PARTNER
    marking_reason: str = ""
    illustrative: bool = False
    keep_until: date | None = None


@dataclass(frozen=True, slots=True)
class TransactionEvidence:
    """A proof attached to a transaction."""

    id: str
    evidence_id: str
    transaction_id: str


@dataclass(frozen=True, slots=True)
class ActionEvidence:
    """A proof attached to an action."""

    id: str
    evidence_id: str
    action_id: str
