"""Statistics of any kind of number: those of fixed size do not run over, decimals and fractions mix with floats."""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from cspdesk.analysis.change import (
    difference_of_proportions,
    rate_ratio,
    relative_effect_size,
    weighted_displacement_difference,
)
from cspdesk.analysis.comparison import disproportionality, funnel
from cspdesk.analysis.rates import proportion_interval, rate_interval
from cspdesk.analysis.spc import xmr
from cspdesk.errors import UserError

KINDS = (np.int32, np.uint32, np.int64, np.float64, Decimal, Fraction, float)
Make = Callable[[int], Any]


def figures(made: object) -> list[float]:
    return [float(getattr(made, name)) for name in ("lower", "upper")]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_number_gives_the_same_interval(kind: Make) -> None:
    n = kind
    pairs = [
        (rate_interval(n(20), n(10_000), n(1_000), 0.998), rate_interval(20, 10_000, 1_000, 0.998)),
        (rate_interval(n(2_000_000_000), n(2_100_000_000)), rate_interval(2_000_000_000, 2_100_000_000)),
        (proportion_interval(n(2_000_000_000), n(2_100_000_000)), proportion_interval(2_000_000_000, 2_100_000_000)),
        (difference_of_proportions(n(20), n(100), n(9), n(80)), difference_of_proportions(20, 100, 9, 80)),
        (rate_ratio(n(300), n(200), n(100), n(300)), rate_ratio(300, 200, 100, 300)),
        (
            relative_effect_size((n(100_000), n(100_000)), (n(100_000), n(90_000))),
            relative_effect_size((100_000, 100_000), (100_000, 90_000)),
        ),
        (
            weighted_displacement_difference((n(300), n(200)), (n(100), n(300))),
            weighted_displacement_difference((300, 200), (100, 300)),
        ),
    ]
    for ours, plain in pairs:
        assert figures(ours) == pytest.approx(figures(plain), rel=1e-12)
    areas = [(n(count), n(1_000 * count + 7)) for count in range(1, 15)]
    assert funnel(areas, "rate").average == pytest.approx(funnel([(int(c), int(d)) for c, d in areas], "rate").average)
    assert disproportionality(0.3, 0.1, n(50)) == disproportionality(0.3, 0.1, 50)
    assert figures(xmr([n(each) for each in (5, 1, 4, 2, 5, 3, 1)]).segments[0]) == pytest.approx(
        figures(xmr([5, 1, 4, 2, 5, 3, 1]).segments[0])
    )


def test_a_control_chart_takes_arrays_and_breaks_of_them() -> None:
    values = np.array([100, -100, 100, -100, 100, -100, 100], dtype=np.int8)
    segments = xmr(values, breaks=np.array([3])).segments  # type: ignore[arg-type]
    assert [(segment.start, segment.n, segment.mean_moving_range) for segment in segments] == [(0, 3, 200), (3, 4, 200)]


def test_breaks_at_the_beginning_at_the_end_and_twice_make_no_empty_segment() -> None:
    segments = xmr([1, 2, 3, 4, 5, 6], breaks=(0, 6, 9, 3, 3)).segments
    assert [(segment.start, segment.n) for segment in segments] == [(0, 3), (3, 3)]


def test_a_count_that_nothing_can_hold_and_a_rate_per_nobody_are_refused() -> None:
    with pytest.raises(UserError, match="larger than anything"):
        rate_interval(10**400, 10**401)
    with pytest.raises(ValueError, match="per so many people"):
        rate_interval(1, 10, 0)
    with pytest.raises(TypeError):
        rate_interval("20", 100)  # type: ignore[call-overload]
