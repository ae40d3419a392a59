"""What is found of a return before it is sent: how grave it is, in a sentence, and where to put it right."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """Whether a return can still be sent."""

    ERROR = "must be put right"
    WARNING = "worth a look"


class PlaceKind(StrEnum):
    """What a finding leads to."""

    FIELD = "field"
    SIGNATURE = "signature"
    EXPLANATION = "explanation"
    TRANSACTIONS = "transactions"
    QUARTER = "quarter"
    LINE = "line"
    RETURN = "return"
    AGREEMENT = "agreement"


@dataclass(frozen=True, slots=True)
class Place:
    """Where to put it right: a field's key, a line's or return's id, a quarter's first day; ids of transactions."""

    kind: PlaceKind
    key: str = ""
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found, in a sentence, with its place."""

    severity: Severity
    says: str
    place: Place

    @property
    def is_error(self) -> bool:
        """Whether the return cannot be sent with it."""
        return self.severity is Severity.ERROR


def ready(findings: tuple[Finding, ...]) -> bool:
    """Return whether nothing stands against sending."""
    return not any(f.is_error for f in findings)


def error(says: str, kind: PlaceKind, key: str = "", ids: tuple[str, ...] = ()) -> Finding:
    """Return a finding that must be put right."""
    return Finding(Severity.ERROR, says, Place(kind, key, ids))


def warning(says: str, kind: PlaceKind, key: str = "", ids: tuple[str, ...] = ()) -> Finding:
    """Return a finding that is worth a look."""
    return Finding(Severity.WARNING, says, Place(kind, key, ids))
