"""What is different now from how it was at a place of the journal: a reading, row by row."""

import json
from collections.abc import Collection
from sqlite3 import Connection
from typing import Any

from cspdesk.domain.records import dataclass
from cspdesk.domain.since_items import RowSince
from cspdesk.store.veil import Veil


def place(db: Connection) -> int:
    """Return where the journal stands: `rows_since` tells from there what changed."""
    return int(db.execute("select coalesce(max(id), 0) from changes").fetchone()[0])


@dataclass(frozen=True, slots=True)
class Only:
    """Which rows of one table are asked for: those of which an SQL condition holds, with what stands for its marks.

    earliest.before and latest.after are a row as it was and as it is, as JSON. Very many that nobody needs are then
    neither read nor covered.
    """

    table: str
    where: str
    given: tuple[str | int, ...]


def rows_since(
    db: Connection, at: int, tables: Collection[str], veil: Veil, only: Only | None = None
) -> tuple[RowSince, ...]:
    """Return what is different now from how it was at a place, in the order in which it was first touched.

    What was changed and changed back, or added and removed again, is left out; of one table all but what is asked for.
    """
    marks = ", ".join("?" * len(tables))
    asked = f"and (touched.tbl is not ? or {only.where})" if only else ""
    rows = db.execute(
        f"""
        with touched as (
            select tbl, row_id, min(id) as first, max(id) as last from changes
            where id > ? and tbl in ({marks}) group by tbl, row_id
        )
        select touched.tbl, touched.row_id, earliest.before, latest.after from touched
        join changes earliest on earliest.id = touched.first join changes latest on latest.id = touched.last
        where earliest.before is not latest.after {asked} order by touched.first
        """,
        (at, *tables, *((only.table, *only.given) if only else ())),
    )
    found = (RowSince(table, row_id, _values(before), _values(after)) for table, row_id, before, after in rows)
    with veil.still():
        return tuple(
            RowSince(
                r.table, r.row_id, veil.covered(r.table, r.row_id, r.before), veil.covered(r.table, r.row_id, r.after)
            )
            for r in found
            if not _same(r)
        )


def _values(text: str | None) -> dict[str, Any] | None:
    return None if text is None else dict(json.loads(text))


def _same(row: RowSince) -> bool:
    """Return whether a row is as it was; columns that the file has had only since do not count."""
    if row.before is None or row.after is None:
        return row.before is row.after
    return {**row.after, **row.before} == row.after
