"""Unique secrets in whatever a record can withhold, and the search for them in every byte of what was exported."""

from __future__ import annotations

import re
import subprocess
import zipfile
import zlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from itertools import count
from pathlib import Path
from typing import Any

import pikepdf

from cspdesk.domain.audience import Audience, FieldMarking
from cspdesk.domain.field_markings import figures_of, markable, words_of
from cspdesk.store.hidden_rows import BELONGS
from cspdesk.store.parts import StoreParts
from cspdesk.store.rows import Table
from cspdesk.store.store import Store
from cspdesk.store.veil import OWNERS

PREFIX = "Zq7x"  # begins every secret, and nothing else
KEYS = {"agreements": ("reference",)}  # words by which an export is asked for, so not planted over
ASKED_FOR = ("priorities", "agreements")  # withheld whole there would be no document to search: see `beneath`
NO_WORDS = frozenset(("figures", "first_period", "period", "template", "levels", "mapping", "imported_at"))  # data


def all_tables(store: Store) -> dict[str, Table[Any]]:
    """Return every table of the record by its name, found in the store itself."""
    found: dict[str, Table[Any]] = {}
    for name in (n for n in dir(StoreParts) if isinstance(getattr(StoreParts, n), property | cached_property)):
        getattr(store, name)
    for part in vars(store).values():
        for each in vars(part).values() if hasattr(part, "__dict__") else ():
            if isinstance(each, Table):
                found[each.name] = each
    return found


def children_of() -> dict[str, list[tuple[str, str]]]:
    """Return what belongs to each table's records, and by which column."""
    found: dict[str, list[tuple[str, str]]] = {}
    for table, owners in OWNERS.items():
        for column, owner in owners:
            found.setdefault(owner, []).append((table, column))
    for table, (column, owner) in BELONGS.items():
        if (table, column) not in found.setdefault(owner, []):
            found[owner].append((table, column))
    return found


class Secrets:
    """Plants secrets and knows where each was planted."""

    def __init__(self, store: Store) -> None:
        self.where: dict[str, str] = {}
        self._store = store
        self._numbers = count(1)
        self._tables = all_tables(store)
        self._children = children_of()

    def plant(self, withheld: Collection[str] = ()) -> None:
        """Plant a secret in every field that can be marked, of every table.

        A third of each table is withheld whole, with a secret in each of its words and in what hangs on it; of another
        third each word is marked singly; of every other record of the last one figure. withheld: ids of agreements and
        priorities to be withheld whole, with all that belongs to them.
        """
        with self._store.step("Planted secrets"):
            for table in self._tables.values():
                if markable(table._kind):
                    self._plant_in(table, frozenset(withheld))
            for name in ASKED_FOR:
                for record in self._tables[name].named(tuple(withheld)):
                    self._withhold(self._tables[name], record)

    def _plant_in(self, table: Table[Any], withheld: frozenset[str]) -> None:
        records = [record for record in table.where() if record.id not in withheld]
        whole, single, figures = records[::3], records[1::3], records[2::6]
        if table.name in ASKED_FOR:
            whole, single, figures = [], records, []
        for record in whole:
            self._withhold(table, record)
        for record in single:
            said = {f: self._secret(f"{table.name}.{f}, field") for f in self.words(table)}
            table.update(replace(record, **said))
            for field in said:
                self._mark(table, record, field)
        named = figures_of(table._kind)
        for place, record in enumerate(figures if named else ()):
            field = named[place % len(named)]
            said = {f: self._secret(f"{table.name}.{f}, {field} marked") for f in self.words(table)}
            table.update(replace(record, **said))
            self._mark(table, record, field)
            self._plant_below(table.name, record.id)

    def _mark(self, table: Table[Any], record: Any, field: str) -> None:
        reason = f"Safety of a place: {self._secret(f'marking of {table.name}.{field}')}"
        made = FieldMarking(f"{record.id}:{field}", table.name, record.id, field, Audience.RESTRICTED, reason)
        self._store.markings.fields.save(made)

    def _withhold(self, table: Table[Any], record: Any) -> None:
        said = {f: self._secret(f"{table.name}.{f}, record") for f in self.words(table)}
        reason = f"Personal data: {self._secret(f'{table.name}.marking_reason')}"
        table.update(replace(record, **said, marking=Audience.RESTRICTED, marking_reason=reason))
        self._plant_below(table.name, record.id)

    def _plant_below(self, owner: str, id_: str) -> None:
        """Plant in the words of what hangs on a withheld record, and of what hangs on that."""
        for name, column in self._children.get(owner, ()):
            table = self._tables[name]
            for record in table.where(f"{column} = ?", id_):
                said = {f: self._secret(f"{name}.{f} of a withheld one of {owner}") for f in self.words(table)}
                table.update(replace(record, **said))
                self._plant_below(name, record.id)

    def words(self, table: Table[Any]) -> list[str]:
        """Return the words of a table's records that are planted over."""
        left_out = {*KEYS.get(table.name, ()), *NO_WORDS}
        return [field for field in words_of(table._kind) if field not in left_out]

    def _secret(self, where: str) -> str:
        made = f"{PREFIX}{next(self._numbers):05}k"
        self.where[made] = where
        return made


def found_in(path: Path, where: Mapping[str, str]) -> set[str]:
    """Return where each secret came from that stands in a file: in its name, any byte, any stream, any string."""
    hits = set(re.findall(rf"{PREFIX}\d{{5,}}k", path.name))
    for content in contents(path):
        for text in (
            content.decode("latin-1"),
            content.decode("utf-16-be", "ignore"),
            content.decode("utf-16-le", "ignore"),
        ):
            hits |= set(re.findall(rf"{PREFIX}\d{{5,}}k", re.sub(r"\r?\n ?", "", text)))
    return {f"{where[hit]} ({hit})" for hit in hits}


def contents(path: Path) -> Iterator[bytes]:
    """Give a file's bytes, and those of all that is packed in it."""
    data = path.read_bytes()
    yield data
    if path.suffix == ".pdf":
        yield from _of_pdf(path)
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as packed:
            for name in packed.namelist():
                yield name.encode()
                yield packed.read(name)


def _of_pdf(path: Path) -> Iterator[bytes]:
    yield subprocess.run(["pdftotext", "-enc", "UTF-8", str(path), "-"], capture_output=True, check=True).stdout
    with pikepdf.open(path) as pdf:
        for name, attached in pdf.attachments.items():
            yield name.encode()
            yield attached.get_file().read_bytes()
        for each in pdf.objects:
            if isinstance(each, pikepdf.Stream):
                try:
                    yield each.read_bytes()
                except (pikepdf.PdfError, zlib.error):
                    yield each.read_raw_bytes()
            yield from _strings(each)


def _strings(each: Any, depth: int = 0) -> Iterator[bytes]:
    if isinstance(each, pikepdf.String):
        yield bytes(each)
        yield str(each).encode()
    elif isinstance(each, pikepdf.Dictionary | pikepdf.Stream) and depth < 4:
        for value in (each.stream_dict if isinstance(each, pikepdf.Stream) else each).values():
            yield from _strings(value, depth + 1) if not getattr(value, "is_indirect", False) else ()
    elif isinstance(each, pikepdf.Array) and depth < 4:
        for value in each:
            yield from _strings(value, depth + 1) if not getattr(value, "is_indirect", False) else ()
