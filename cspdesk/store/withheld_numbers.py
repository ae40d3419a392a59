"""Amounts and values of withheld records, beside the names they would be known by.

A figure that is marked singly withholds its record (see `domain.field_markings`), so a number is withheld with it.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from sqlite3 import Connection

from cspdesk.domain.leaks import HiddenNumber
from cspdesk.domain.money import plain_pounds, pounds

_LEAST_DIGITS = 3  # of a value: 4 and 12 stand beside everything
_LEAST_PENCE = 5  # digits of a sum in whole pence, as data has it: fewer may be a year or a row's number


def withheld_numbers(db: Connection, payments: str | None, indicators: str | None) -> Iterator[HiddenNumber]:
    """Return the amounts of payments beside payee and reference, and indicators' values beside their names.

    payments, indicators: the conditions under which one is withheld from the readers (see `withheld.hidden_rows`), None
    where none is. What readers see beside the same name is left out.
    """
    if payments is not None:
        yield from _amounts(db, payments)
    if indicators is not None:
        yield from _values(db, indicators)


def _amounts(db: Connection, hidden: str) -> Iterator[HiddenNumber]:
    rows = "select payee, reference, amount_pence, coalesce(vat_pence, 0) from transactions t where"
    wanted = {
        (name, abs(pence)) for *names, pence, _ in db.execute(f"{rows} {hidden}") for name in names if name and pence
    }
    if not wanted:
        return
    told = {
        (name, abs(pence))
        for payee, reference, *sums in db.execute(f"{rows} not coalesce({hidden}, 0)")
        for name in (payee, reference)
        for pence in sums
    }
    for name, pence in sorted(wanted - told):
        yield HiddenNumber("transactions", name, pence, tuple(_written(pence)))


def _written(pence: int) -> Iterator[str]:
    """Return the ways in which a sum is written, on paper and in data."""
    yield from {pounds(pence).lstrip("£"), plain_pounds(pence)}
    if pence % 100 == 0:
        yield f"£{pence // 100:,}"
    if len(str(pence)) >= _LEAST_PENCE:
        yield str(pence)


def _values(db: Connection, hidden: str) -> Iterator[HiddenNumber]:
    rows = (
        "select t.name, o.value, o.count from observations o join indicators t on t.id = o.indicator_id "
        "where (o.value is not null or o.count is not null) and"
    )
    wanted = set(_named(db.execute(f"{rows} {hidden}")))
    if not wanted:
        return
    for name, value in sorted(wanted - set(_named(db.execute(f"{rows} not coalesce({hidden}, 0)")))):
        yield HiddenNumber("observations", name, int(value), tuple({f"{value:f}", f"{value:,f}"}))


def _named(rows: Iterable[tuple[str, str | None, int | None]]) -> Iterator[tuple[str, Decimal]]:
    for name, *figures in rows:
        for figure in figures:
            if figure is not None and sum(c.isdigit() for c in str(figure)) >= _LEAST_DIGITS:
                yield name, Decimal(figure)
