"""The year of a return quarter by quarter, as it stood at the period's end: what its charts are drawn from."""

from collections.abc import Iterable, Mapping
from datetime import date

from cspdesk.domain.funding import Transaction, TransactionKind
from cspdesk.domain.periods import Quarter
from cspdesk.domain.return_record import ReturnRecord
from cspdesk.domain.return_sums import entries_now, entries_then

Quarters = Mapping[str, tuple[int | None, ...]]  # four amounts in pence by what they are; None: none was sent


def quarters_of(record: ReturnRecord, claim: int | None) -> Quarters:
    """Return profile, paid, committed, forecast, received and claimed, four amounts each; claim is this return's own.

    profile is left out where none was agreed, claimed where nothing is claimed. Paid, committed and forecast sum to
    what the return says of the year; what is expected beyond paid and committed stands in the quarters to come.
    """
    end, year = record.period.ends_on, record.period.year
    then = entries_then(record)
    paid = _summed((t.occurred_on, t.amount_pence) for t in then if t.kind is TransactionKind.ACTUAL)
    committed = _summed((t.occurred_on, t.amount_pence) for t in then if t.kind is TransactionKind.COMMITMENT)
    received = ((i.received_on, i.amount_pence) for i in record.instalments if i.received_on is not None)
    found: dict[str, tuple[int | None, ...]] = {
        "paid": paid,
        "committed": committed,
        "forecast": _to_come(record, then, entries_now(record)),
        "received": _summed((day, pence) for day, pence in received if day in year and day <= end),
    }
    agreed = [(p.quarter_starts_on, p.amount_pence) for p in record.profile if p.quarter_starts_on in year]
    if agreed:
        found["profile"] = _summed(agreed)
    if claim is not None:
        sent = [(s.period.ends_on, s.claimed) for s in record.submitted if s.period.year == year]
        claims = [(day, pence) for day, pence in [*sent, (end, claim)] if pence is not None]
        sums, with_one = _summed(claims), {Quarter.of(day).number for day, _ in claims}
        found["claimed"] = tuple(pence if place + 1 in with_one else None for place, pence in enumerate(sums))
    return found


def _to_come(record: ReturnRecord, then: Iterable[Transaction], now: Iterable[Transaction]) -> tuple[int, ...]:
    """Return what is expected beyond paid and committed; what quarters past have come to since stands in the next."""
    sums = _summed([*((t.occurred_on, t.amount_pence) for t in now), *((t.occurred_on, -t.amount_pence) for t in then)])
    first = min(record.period.quarters[-1].number, 3)
    return tuple(
        0 if place < first else sum(sums[: first + 1]) if place == first else sums[place] for place in range(4)
    )


def _summed(amounts: Iterable[tuple[date, int]]) -> tuple[int, ...]:
    sums = [0, 0, 0, 0]
    for day, pence in amounts:
        sums[Quarter.of(day).number - 1] += pence
    return tuple(sums)
