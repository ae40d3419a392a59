"""Rows and domain objects: one table of frozen dataclasses, whichever they are."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from enum import StrEnum
from functools import cached_property, partial
from itertools import chain, islice
from sqlite3 import Connection
from types import UnionType
from typing import Any, ClassVar, Generic, Protocol, TypeVar, get_args

from cspdesk.domain.audience import Audience
from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.records import field_kinds, field_names, maker
from cspdesk.store.journal import Journal


class Record(Protocol):
    """A frozen dataclass with a text id: what every table of the record holds."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def id(self) -> str:
        """Its time-ordered id."""
        ...


T = TypeVar("T", bound=Record)
Value = str | int | bytes | None

AT_ONCE = 100  # rows in one statement: what it might have to take back is then put aside once for all of them
MOST_KNOWN = 10_000  # values of one column, such as its dates, of which it is remembered what they are read as
MANY = 200  # rows from which it pays to have records made by the thousand


def insert_many(db: Connection, into: str, row: str, rows: Iterable[Sequence[Value]]) -> None:
    """Add rows, many with one statement; into is `insert into … values`, row the marks of one row with its brackets."""
    left, many = iter(rows), ""
    while len(some := list(islice(left, AT_ONCE))) == AT_ONCE:
        many = many or f"{into} {', '.join([row] * AT_ONCE)}"
        db.execute(many, list(chain.from_iterable(some)))
    db.executemany(f"{into} {row}", some)


def insert_columns(db: Connection, into: str, row: str, columns: Sequence[Sequence[Value]]) -> None:
    """Add rows given column by column, all of one length; into and row as for `insert_many`, with less of Python."""
    width, count = len(columns), len(columns[0])
    values: list[Value] = [None] * (width * count)
    for place, column in enumerate(columns):
        values[place::width] = column
    step = width * AT_ONCE
    whole = len(values) - len(values) % step
    many = f"{into} {', '.join([row] * AT_ONCE)}" if whole else ""
    for start in range(0, whole, step):
        db.execute(many, values[start : start + step])
    db.executemany(f"{into} {row}", (values[i : i + width] for i in range(whole, len(values), width)))


class Table(Generic[T]):
    """One table of the file as domain objects; columns and fields have the same names in the same order."""

    def __init__(self, db: Connection, journal: Journal, kind: type[T], name: str) -> None:
        self.name = name
        self._db = db
        self._journal = journal
        self._kind = kind
        self.columns = field_names(kind)
        journal.veil.kinds[name] = kind
        marks = ", ".join("?" * len(self.columns))
        names = ", ".join(f"[{c}]" for c in self.columns)
        self._select = f"select {names} from [{name}]"
        self._insert = f"insert into [{name}] ({names}) values"
        self._marks = f"({marks})"
        sets = ", ".join(f"[{c}] = ?" for c in self.columns[1:])
        self._update = f"update [{name}] set {sets} where id = ?"

    def insert(self, *records: T) -> None:
        """Add records; the database refuses one whose id is there or whose references are not."""
        self.insert_encoded(self.encode(r) for r in records)

    def insert_encoded(self, rows: Iterable[Sequence[Value]]) -> None:
        """Add rows that are already in the table's columns: for imports of a hundred thousand lines."""
        self._journal.require_open()
        insert_many(self._db, self._insert, self._marks, rows)

    def update(self, *records: T) -> None:
        """Write records over those of the same id. Raises UserError for a change of what the audience cannot see."""
        self._journal.require_open()
        for record in map(self._uncovered, records):
            id_, *rest = self.encode(record)
            if self._db.execute(self._update, (*rest, id_)).rowcount != 1:
                raise KeyError(f"{self.name} has no {record.id}")

    def save(self, record: T) -> None:
        """Add the record, or write it over the one of the same id; unchanged ones are not journalled."""
        record = self._uncovered(record)
        known = self.find(record.id)
        if known is None:
            self.insert(record)
        elif known != record:
            self.update(record)

    def delete(self, *ids: str) -> None:
        """Remove records; the database refuses one that others still refer to."""
        self._journal.require_open()
        self._db.executemany(f"delete from [{self.name}] where id = ?", ((i,) for i in ids))

    def require_step(self) -> None:
        """Raise RuntimeError when no step is open; for the few writes that are not of whole records."""
        self._journal.require_open()

    def find(self, id_: str) -> T | None:
        """Return the record with this id, or None."""
        return next(iter(self.where("id = ?", id_)), None)

    def get(self, id_: str) -> T:
        """Return the record with this id; KeyError when there is none."""
        found = self.find(id_)
        if found is None:
            raise KeyError(f"{self.name} has no {id_}")
        return found

    def where(self, condition: str = "1", *values: Value, order: str = "id") -> tuple[T, ...]:
        """Return the records that meet a condition written by this package, in order."""
        sql = f"{self._select} where {condition} order by {order}"
        if self._journal.is_open or self._journal.veil.audience is not Audience.RESTRICTED:
            return self._read(sql, values)  # as it is to be, and as these readers see it
        return self._journal.readings.once(sql, values, partial(self._read, sql, values))

    def _read(self, sql: str, values: tuple[Value, ...]) -> tuple[T, ...]:
        return self.decode(self._db.execute(sql, values))

    def alike(self, order: str, **shared: Value) -> tuple[T, ...]:
        """Return the records that are alike in some columns, in order; those are not read again of each."""
        own = [column for column in self.columns if column not in shared]
        same = " and ".join(f"[{column}] = ?" for column in shared)
        sql = f"select {', '.join(f'[{c}]' for c in own)} from [{self.name}] where {same} order by {order}"
        rows = self._db.execute(sql, tuple(shared.values())).fetchall()
        read = dict(zip(own, zip(*rows, strict=True), strict=True)) if rows else {}
        known = {column: (value,) * len(rows) for column, value in shared.items()}
        return self._decoded([(read | known)[column] for column in self.columns]) if rows else ()

    def named(self, ids: Sequence[str]) -> tuple[T, ...]:
        """Return the records of these ids that are there, by id."""
        return self.where(f"id in ({', '.join('?' * len(ids))})", *ids)

    def count(self) -> int:
        """Return how many records there are."""
        return int(self._db.execute(f"select count(*) from [{self.name}]").fetchone()[0])

    def encode(self, record: T) -> tuple[Value, ...]:
        """Return a record as the values of one row."""
        return tuple(_encoded(getattr(record, column)) for column in self.columns)

    def _uncovered(self, record: T) -> T:
        """Return a record with what is really in the fields that its reader was not shown."""
        veil = self._journal.veil
        if veil.audience is Audience.RESTRICTED:
            return record
        real = self.find(record.id)
        if real is None:
            return record
        given, there = ({c: getattr(r, c) for c in self.columns} for r in (record, real))
        kept = veil.kept(self.name, record.id, given, there)
        return self._kind(**given | kept) if kept else record

    @cached_property
    def _read_as(self) -> tuple[tuple[int, "_Known"], ...]:
        """What the values of each column are read as, for those that are not as they are in the file."""
        kinds = field_kinds(self._kind)
        found = ((i, _decoder(kinds[column])) for i, column in enumerate(self.columns))
        return tuple((i, _Known(decoder)) for i, decoder in found if decoder is not None)

    def decode(self, rows: Iterable[Sequence[Any]]) -> tuple[T, ...]:
        """Return rows of all columns as records."""
        columns: list[Any] = list(zip(*rows, strict=True))
        return self._decoded(columns) if columns else ()

    def _decoded(self, columns: list[Any]) -> tuple[T, ...]:
        veil = self._journal.veil
        if veil.audience is not Audience.RESTRICTED and not self._journal.is_open:
            veil.cover(self.name, self.columns, columns)
        for index, known in self._read_as:
            if columns[index].count(None) < len(columns[index]):
                columns[index] = tuple(map(known.__getitem__, columns[index]))
        return tuple(map(maker(self._kind) if len(columns[0]) >= MANY else self._kind, *columns))


class _Known(dict[Any, Any]):
    """What the values of a column are read as: each is read once, and of the first some thousand it is known after."""

    def __init__(self, decoder: Callable[[Any], Any]) -> None:
        super().__init__({None: None})
        self._decoder = decoder

    def __missing__(self, value: Any) -> Any:
        found = self._decoder(value)
        if len(self) < MOST_KNOWN:
            self[value] = found
        return found


def _encoded(value: object) -> Value:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, StrEnum):
        return value.value
    if value is None or isinstance(value, str | int | bytes):
        return value
    if isinstance(value, FinancialYear):
        return value.first
    from decimal import Decimal  # few tables keep any

    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(f"a {type(value).__name__} cannot be kept in a column")


def _decoder(hint: Any) -> Callable[[Any], Any] | None:
    if isinstance(hint, UnionType):
        hint = next(a for a in get_args(hint) if a is not type(None))
    if hint is date:
        return date.fromisoformat
    if hint is bool:
        return bool
    if hint is FinancialYear:
        return FinancialYear
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return {member.value: member for member in hint}.__getitem__
    if hint in (str, int, bytes):
        return None
    from decimal import Decimal

    return Decimal if hint is Decimal else None
