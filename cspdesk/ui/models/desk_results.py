"""The figures that are due or older than they should be, as the Desk says them."""

from collections.abc import Iterator
from datetime import timedelta

from cspdesk.domain.audience import may_see
from cspdesk.domain.periods import long_date
from cspdesk.domain.plans import DUE_SOON_DAYS
from cspdesk.store.indicator_dates import IndicatorDate
from cspdesk.store.store import Store
from cspdesk.ui.models.desk_needs import Context, Need, NeedRow, due_in_words, only
from cspdesk.ui.session import Place

ALL = "All priorities"


def needs_of_results(store: Store, told: Context) -> Iterator[NeedRow]:
    """Give the indicators whose next figures are late or due soon, and those whose data stopped without a word."""
    dates = store.indicator_dates
    for due in dates.due_by(told.today + timedelta(DUE_SOON_DAYS)):
        need = None if due.due_on is None else told.need_of(due.due_on)
        if due.due_on is not None and need is not None and _is_seen(due, told):
            yield _row(due, need, due_in_words(due.due_on, told.today), told)
    for old in dates.older_than_expected(told.today):
        if old.reach is not None and old.expected_on is not None and _is_seen(old, told):
            words = f"data to {long_date(old.reach)}, more expected by {long_date(old.expected_on)}"
            yield _row(old, Need.FIGURES, words, told)


def _is_seen(one: IndicatorDate, told: Context) -> bool:
    in_sight = one.priority_id is None or one.priority_id in told.priorities
    return in_sight and bool(told.priorities) and may_see(told.audience, one.marking)


def _row(one: IndicatorDate, need: Need, when: str, told: Context) -> NeedRow:
    at = one.priority_id or next(iter(told.priorities))  # each shows the indicators of none as well
    where = told.priorities[one.priority_id].name if one.priority_id else ALL
    day = one.due_on or one.expected_on or told.today
    place = Place("priority", at, "results", one.id)
    return NeedRow(
        f"figures {one.id}", need, one.name, "Figures due" if one.due_on else "Figures", when, day, where, place,
        told.name(one.owner_id), only(one.owner_id), "chart-line",
    )  # fmt: skip
