"""One indicator with 30 years of months, limits, breaks and a target, drawn on screen: `python -m bench._results`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cspdesk.charts.results import ResultChart

MONTHS = 360
ROUNDS = 3
WIDTHS = range(900, 1300, 4)


def in_a_process() -> list[float]:
    """Return the seconds of every frame, measured in a process of its own that needs no screen."""
    variables = {"QT_QPA_PLATFORM": "offscreen", "QT_LOGGING_RULES": "default.warning=false"}
    words = [sys.executable, "-m", "bench._results"]
    done = subprocess.run(words, env=os.environ | variables, check=True, timeout=600, stdout=subprocess.PIPE)
    return [float(each) for each in json.loads(done.stdout)]


def frames() -> list[float]:
    """Return what each frame costs; of three times the least, for what other programs took is not the chart's."""
    from PySide6.QtWidgets import QApplication

    from cspdesk.ui.charts.result_view import ResultView

    application = QApplication([])
    view, chart = ResultView(), _chart()
    view.resize(1100, 420)
    view.show_chart(chart)
    view.show()
    while not view.is_drawn:
        application.processEvents()

    def timed(act: Callable[[], object]) -> float:
        started = time.perf_counter()
        act()
        application.processEvents()
        return time.perf_counter() - started

    def one_round() -> list[float]:
        read_off = [timed(lambda n=n: view.point_at(n)) for n in range(MONTHS)]  # type: ignore[misc]
        return read_off + [timed(lambda n=n: view.resize(n, 420)) for n in WIDTHS]  # type: ignore[misc]

    timed(lambda: None)
    return [min(costs) for costs in zip(*(one_round() for _ in range(ROUNDS)), strict=True)]


def _chart() -> ResultChart:
    from random import Random

    from cspdesk.app.results import judged
    from cspdesk.domain.data_periods import PeriodKind, month_period
    from cspdesk.domain.indicators import Area, Better, Break, BreakEffect, BreakKind, Indicator, Measure, Observation
    from cspdesk.domain.series import series_of

    random, area = Random(1), Area("E06000019", "Herefordshire")
    indicator = Indicator("i", "Recorded crime", Measure.COUNT, Better.LOWER, PeriodKind.MONTH, unit="crimes")
    figures = []
    for place in range(MONTHS):
        period = month_period(1986 + place // 12, place % 12 + 1)
        days, published = (period.starts_on, period.ends_on), period.ends_on + timedelta(20)
        figures.append(Observation(str(place), "i", area.id, *days, period.kind, published, random.randrange(60, 140)))
    breaks = [
        Break(str(year), "i", date(year, 4, 1), BreakKind.SYSTEM, BreakEffect.NOT_COMPARABLE, "a new system")
        for year in (1998, 2002, 2012)
    ]
    return judged(series_of(indicator, area, figures, date(2016, 9, 30), breaks)).chart


if __name__ == "__main__":
    print(json.dumps(frames()), flush=True)
    os._exit(0)
