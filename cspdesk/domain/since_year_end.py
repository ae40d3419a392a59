"""What was decided of open actions at the end of a year, since a review, with the reason then given."""

from collections.abc import Iterable, Iterator

from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.reviews import YearEnd
from cspdesk.domain.since_items import RowSince, SinceItem, SinceKind, SinceNames, days_between, item, said


def moved_by_year_end(rows: Iterable[RowSince], names: SinceNames) -> frozenset[tuple[str, str, str]]:
    """Return which due dates were moved by carrying an action forward, which tells it: action, day before and after."""
    decided = (row.after for row in rows if row.table == "year_end_decisions" and row.after is not None)
    return frozenset(
        (made["action_id"], made["due_before"], made["due_after"])
        for made in decided
        if made["decision"] == YearEnd.CARRIED and made["action_id"] in names.actions
    )


def of_year_end(rows: Iterable[RowSince], names: SinceNames) -> Iterator[SinceItem]:
    """Give the actions carried forward and those closed."""
    for row in rows:
        decided = row.after if row.table == "year_end_decisions" else None
        action = None if decided is None else names.actions.get(decided["action_id"])
        if decided is None or action is None:
            continue
        year, reason = FinancialYear(decided["year"]), decided["reason"]
        if decided["decision"] == YearEnd.CARRIED:
            days = f"now due {said(decided['due_after'])} (it was {said(decided['due_before'])})"
            later = max(days_between(decided["due_before"], decided["due_after"]), 0)
            yield item(SinceKind.CARRIED, action, f"Carried forward from {year}, {days}: {reason}", days=later)
        else:
            yield item(SinceKind.CLOSED, action, f"Closed at the end of {year}: {reason}")
