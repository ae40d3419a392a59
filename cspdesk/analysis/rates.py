"""Rates and proportions with the interval that chance alone would give them."""

from dataclasses import replace
from math import sqrt
from typing import overload

from cspdesk.analysis.findings import checked_base, checked_count, checked_share, plain_number, tail_area, z_value
from cspdesk.domain.records import dataclass

EXACT_BELOW = 10  # Byar's approximation is published as good from 10 events; below, the exact limits are used


@dataclass(frozen=True, slots=True)
class Interval:
    """A value, the limits between which the true one plausibly lies, how sure that is, and by which method."""

    value: float
    lower: float
    upper: float
    confidence: float
    method: str

    def times(self, factor: float) -> "Interval":
        """Return the same interval in another unit, such as a proportion as a percentage (factor 100)."""
        return replace(self, value=self.value * factor, lower=self.lower * factor, upper=self.upper * factor)


@dataclass(frozen=True, slots=True)
class Blank:
    """What an interval is when its count or its denominator is not held: nothing, and it says so."""

    value: None = None
    lower: None = None
    upper: None = None
    says: str = "count not held"


@overload
def rate_interval(count: float, population: float, per: float = 100_000, confidence: float = 0.95) -> Interval: ...
@overload
def rate_interval(
    count: float | None, population: float | None, per: float = 100_000, confidence: float = 0.95
) -> Interval | Blank: ...
def rate_interval(
    count: float | None, population: float | None, per: float = 100_000, confidence: float = 0.95
) -> Interval | Blank:
    """Return a rate per so many people, with limits for the chance in a count of independent events.

    Byar's approximation (Breslow & Day 1987, Statistical Methods in Cancer Research II), and for fewer than 10 events
    the exact Poisson limits from the chi-square distribution (Garwood 1936; Ulm 1990): as in the public health
    observatories' Technical Briefing 3 (APHO 2008). A count or population of None gives Blank.
    Raises UserError when the count is negative or the population is not above 0, ValueError for a rate per nobody.
    """
    if count is None or population is None:
        return Blank()
    count, population, per = checked_count(count), checked_base(population), plain_number(per)
    if per <= 0:
        raise ValueError(f"a rate is per so many people, not per {per}")
    exact = count < EXACT_BELOW
    lower, upper = exact_limits(count, confidence) if exact else byar_limits(count, confidence)
    scale = per / population
    return Interval(count * scale, (lower or 0) * scale, upper * scale, confidence, "exact" if exact else "Byar")


@overload
def proportion_interval(count: float, denominator: float, confidence: float = 0.95) -> Interval: ...
@overload
def proportion_interval(
    count: float | None, denominator: float | None, confidence: float = 0.95
) -> Interval | Blank: ...
def proportion_interval(count: float | None, denominator: float | None, confidence: float = 0.95) -> Interval | Blank:
    """Return a proportion between 0 and 1, with the score limits of Wilson (1927, JASA 22: 209–212).

    The limits are those p for which |count/n − p| = z √(p(1 − p)/n). A count or denominator of None gives Blank.
    Raises UserError when the count is negative or above the denominator, or the denominator is not above 0.
    """
    if count is None or denominator is None:
        return Blank()
    count, denominator = checked_share(count, denominator)
    lower, upper = wilson_limits(count, denominator, confidence)
    return Interval(count / denominator, lower, upper, confidence, "Wilson")


def byar_limits(count: float, confidence: float = 0.95) -> tuple[float | None, float]:
    """Return Byar's limits of a count: x(1 − 1/9x − z/3√x)³ and, with x + 1 for x, its upper twin.

    Breslow & Day (1987). The lower one is None where the approximation breaks down and would be negative.
    """
    z = z_value(confidence)
    root = 1 - 1 / (9 * count) - z / (3 * sqrt(count)) if count else -1.0
    above = count + 1
    upper = above * (1 - 1 / (9 * above) + z / (3 * sqrt(above))) ** 3
    return (count * root**3 if root >= 0 else None), upper


def exact_limits(count: float, confidence: float = 0.95) -> tuple[float, float]:
    """Return the exact Poisson limits of a count: half the chi-square quantiles on 2x and 2x + 2 degrees of freedom.

    Garwood (1936, Biometrika 28: 437–442). Half a chi-square quantile on 2k degrees is a gamma quantile of shape k.
    """
    from scipy import special

    tail = tail_area(confidence)
    lower = float(special.gammaincinv(count, tail)) if count else 0.0
    return lower, float(special.gammainccinv(count + 1, tail))


def wilson_limits(count: float, denominator: float, confidence: float = 0.95) -> tuple[float, float]:
    """Return Wilson's score limits of a proportion (1927); exactly 0 and 1 at the ends, whatever the rounding."""
    z = z_value(confidence)
    middle = 2 * count + z * z
    reach = z * sqrt(z * z + 4 * count * (1 - count / denominator))
    whole = 2 * (denominator + z * z)
    lower = (middle - reach) / whole if count else 0.0
    upper = (middle + reach) / whole if count < denominator else 1.0
    return lower, upper
