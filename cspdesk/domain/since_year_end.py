"""What was decided of open actions at the end of a year, since a review, with the reason then given."""

from collections.abc import Iterable, Iterator

from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.reviews import YearEnd
from cspdesk.domain.since_items import RowSince, SinceItem, SinceKind, SinceNames, item, said


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
            yield item(SinceKind.CARRIED, action, f"Carried forward from {year}, {days}: {reason}")
        else:
            yield item(SinceKind.CLOSED, action, f"Closed at the end of {year}: {reason}")
