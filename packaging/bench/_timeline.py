"""The timeline of a plan with every action of the large sample in it, scrolled frame by frame."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bench._window import _show_section, timed

if TYPE_CHECKING:
    from cspdesk.ui.main_window import MainWindow

FRAMES = 240  # four seconds of scrolling
ROUNDS = 3


def scrolling(window: MainWindow) -> list[float]:
    """Return what each frame costs, table and timeline together: down the rows, then through the years, zooming.

    Everything is scrolled three times and a frame's cost is its least: what other programs took is not the window's.
    """
    plan = _show_section(window, 1, 0)
    _show_every_action(window, plan)
    return [min(costs) for costs in zip(*(_round(plan) for _ in range(ROUNDS)), strict=True)]


def _round(plan: Any) -> list[float]:
    down, across = plan.timeline.verticalScrollBar(), plan.timeline.horizontalScrollBar()
    timed(lambda: (plan.timeline.fit_year(), down.setValue(0)))
    taken = [timed(lambda n=n: down.setValue(down.maximum() * n // FRAMES)) for n in range(1, FRAMES)]  # type: ignore[misc]
    timed(lambda: plan.timeline.zoom(0.001))  # as wide as it gets: three years, with most to draw
    taken += [timed(lambda n=n: across.setValue(across.maximum() * n // FRAMES)) for n in range(1, FRAMES)]  # type: ignore[misc]
    return taken + [timed(lambda: plan.timeline.zoom(1.05)) for _ in range(FRAMES // 4)]


def _show_every_action(window: MainWindow, plan: Any) -> None:
    """Put all 1,000 actions into one plan, as no partnership will have them."""
    from cspdesk.domain.ratings import rate_action
    from cspdesk.ui.models.plan_rows import PlanReading, PlanRow, days_late

    store, today = window.session.store, window.session.today
    rule = store.plans.rating_rule()
    wholes = store.plans.whole(store.plans.actions.where(order="due_on, id"))
    rows = tuple(PlanRow(w, "Somebody", (), 0, days_late(w.action, today), rate_action(w, today, rule)) for w in wholes)
    plan.model.show_plan(PlanReading(rows, 0))
    timed(lambda: None)
