"""What an analysis answers with: a finding, or the reason why there is none; and how figures are worded."""

from collections.abc import Iterable, Sequence
from enum import IntEnum, StrEnum
from functools import lru_cache
from math import isfinite
from numbers import Integral
from statistics import NormalDist

from cspdesk.domain.money import MINUS
from cspdesk.domain.records import dataclass
from cspdesk.errors import UserError


class Finding(StrEnum):
    """What an interval allows to be said of a difference."""

    HIGHER = "higher"
    LOWER = "lower"
    CANNOT_TELL = "cannot tell"

    @classmethod
    def of(cls, lower: float, upper: float, no_difference: float) -> "Finding":
        """Return what an interval says, given the value that would mean no difference; touching it tells nothing."""
        if lower > no_difference:
            return cls.HIGHER
        return cls.LOWER if upper < no_difference else cls.CANNOT_TELL


class EvidenceGrade(IntEnum):
    """How far a result can be put down to what was done, from 0 (not at all) to 4.

    The Maryland Scientific Methods Scale (Sherman and others 1997; Farrington and others 2002), whose levels 1 to 5
    these are.
    """

    AT_ONE_TIME = 0
    BEFORE_AND_AFTER = 1
    COMPARISON_AREA = 2
    MANY_AREAS = 3
    RANDOM = 4

    @property
    def words(self) -> str:
        """The grade as it is printed beside a verdict."""
        return (
            "one time only, nothing comparable before",
            "before and after, no comparison area",
            "before and after, with a comparison area",
            "before and after, many areas, other differences allowed for",
            "areas or people chosen at random",
        )[self]


@dataclass(frozen=True, slots=True)
class NotComputed:
    """Stands where a figure would; says in one sentence why there is none."""

    says: str


def tail_area(confidence: float) -> float:
    """Return how much an interval leaves out on each side: 0.025 for 0.95.

    Raises ValueError unless confidence lies between 0 and 1.
    """
    if not 0 < confidence < 1:
        raise ValueError(f"confidence must lie between 0 and 1, not {confidence}")
    return (1 - confidence) / 2


@lru_cache(maxsize=64)
def z_value(confidence: float) -> float:
    """Return the standard normal quantile that leaves the tail area on each side: 1.96 for 0.95."""
    return -NormalDist().inv_cdf(tail_area(confidence))


def plain_number(value: float) -> float:
    """Return a number of any kind as Python's own, which neither runs over nor mixes badly with others.

    Whole numbers of fixed size (numpy's) overflow silently, and decimals cannot be multiplied by a float. Raises
    OverflowError for one that no float can hold, TypeError for a text.
    """
    if type(value) is float:
        return value
    if isinstance(value, str):
        raise TypeError(f"{value!r} is a text, not a number")
    number = int(value) if isinstance(value, Integral) else float(value)
    float(number)
    return number


def plain_numbers(values: Iterable[float]) -> Sequence[float]:
    """Return numbers as Python's own, in a sequence; one that holds nothing else is returned as it is."""
    if isinstance(values, list | tuple) and set(map(type, values)) <= {int, float}:
        return values
    return [value if value is None else plain_number(value) for value in values]


def checked_count(count: float, what: str = "count") -> float:
    """Return a count of 0 or more. Raises UserError for one that is negative or not a number."""
    count = _number(count, what)
    if count < 0:
        raise UserError(f"The {what} is {figure(count)}; a count cannot be below 0.")
    return count


def checked_base(base: float, what: str = "population") -> float:
    """Return a denominator above 0. Raises UserError for any other."""
    base = _number(base, what)
    if base <= 0:
        raise UserError(f"The {what} is {figure(base)}; nothing can be divided by it. Enter one above 0.")
    return base


def checked_share(count: float, denominator: float) -> tuple[float, float]:
    """Return a part and its whole. Raises UserError when they cannot be that."""
    count = checked_count(count)
    denominator = checked_base(denominator, "denominator")
    if count > denominator:
        raise UserError(
            f"The count ({figure(count)}) is above its denominator ({figure(denominator)}); a part cannot exceed its"
            " whole. Check whether the two belong together."
        )
    return count, denominator


def _number(value: float, what: str) -> float:
    try:
        value = plain_number(value)
    except OverflowError:
        raise UserError(f"The {what} is larger than anything can be counted; enter how many there were.") from None
    if not isfinite(value):
        raise UserError(f"The {what} is not a number; enter how many there were.")
    return value


def figure(value: float) -> str:
    """Return a number for a sentence, to three significant figures: 1,230, 12.3, 0.0123, −4."""
    if not isfinite(value):
        return "without limit"
    size = abs(value)
    if 0 < size < 0.001:
        return "nearly 0"
    text = f"{size:,.0f}" if size >= 100 or float(size).is_integer() else f"{size:.3g}"
    return MINUS + text if value < 0 else text


def between(lower: float, upper: float, scale: float = 1, sign: str = "") -> str:
    """Return a range for a sentence: 1.2 to 3.4; an end that does not exist is worded so."""
    if not isfinite(upper):
        return f"{figure(lower * scale)}{sign} or more"
    return f"{figure(lower * scale)}{sign} to {figure(upper * scale)}{sign}"


def percent(confidence: float) -> str:
    """Return a confidence as people write it: 95%, 99.8%."""
    return f"{confidence * 100:.6g}%"


def all_equal(values: Iterable[float]) -> bool:
    """Return whether no value differs from another; nothing differs in an empty series."""
    return len(set(values)) <= 1
