"""Unique secrets in whatever a record can withhold, and the search for them in every byte of what was exported."""

from __future__ import annotations

import re
import subprocess
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from inspect import get_annotations
from itertools import count
from pathlib import Path
from typing import Any

import pikepdf

from cspdesk.domain.audience import Audience, FieldMarking
from cspdesk.domain.field_markings import markable
from cspdesk.store.parts import StoreParts
from cspdesk.store.rows import Table
from cspdesk.store.store import Store

PREFIX = "Zq7x"  # begins every secret, and nothing else
HANGS_ON = {
    "milestones": "action_id",
    "outputs": "action_id",
    "action_updates": "action_id",
    "year_end_decisions": "action_id",
    "case_recommendations": "review_id",
    "review_decisions": "review_id",
    "breaks": "indicator_id",
    "annotations": "indicator_id",
    "observations": "indicator_id",
}  # what belongs to a record without a marking of its own, and by which column
KEYS = {"agreements": ("reference",)}  # words by which an export is asked for, so not planted over
WHOLE_IS_ASKED_FOR = ("priorities", "agreements")  # withheld whole there would be no document to search


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


class Secrets:
    """Plants secrets and knows where each was planted."""

    def __init__(self, store: Store) -> None:
        self.where: dict[str, str] = {}
        self._store = store
        self._numbers = count(1)
        self._tables = all_tables(store)

    def plant(self) -> None:
        """Withhold a third of each table whole, with a secret in each of its words, and single fields of another."""
        with self._store.step("Planted secrets"):
            for name, table in self._tables.items():
                if "marking" in table.columns and name != "field_markings":
                    self._plant_in(table)

    def _plant_in(self, table: Table[Any]) -> None:
        records = table.where()
        asked_for = table.name in WHOLE_IS_ASKED_FOR
        whole, single = ((), records) if asked_for else (records[::3], records[1::3])
        fields = [f for f in markable(table._kind) if f not in KEYS.get(table.name, ())]
        for record in whole:
            said = {f: self._secret(f"{table.name}.{f}, record") for f in fields}
            reason = f"Personal data: {self._secret(f'{table.name}.marking_reason')}"
            table.update(replace(record, **said, marking=Audience.RESTRICTED, marking_reason=reason))
            self._plant_below(table.name, record.id)
        for record in single:
            said = {f: self._secret(f"{table.name}.{f}, field") for f in fields}
            table.update(replace(record, **said))
            for f in said:
                reason = f"Safety of a place: {self._secret(f'marking of {table.name}.{f}')}"
                made = FieldMarking(f"{record.id}:{f}", table.name, record.id, f, Audience.RESTRICTED, reason)
                self._store.markings.fields.insert(made)

    def _plant_below(self, owner: str, id_: str) -> None:
        """Plant in the words of what hangs on a withheld record."""
        columns = {
            "actions": "action_id",
            "case_reviews": "review_id",
            "reviews": "review_id",
            "indicators": "indicator_id",
        }
        hanging = {"case_reviews": ("case_recommendations",), "reviews": ("review_decisions",)}
        names = hanging.get(owner, tuple(n for n, column in HANGS_ON.items() if column == columns.get(owner)))
        for name in names:
            table = self._tables[name]
            kinds = get_annotations(table._kind, eval_str=True)
            words = [
                f for f in table.columns if kinds[f] is str and f in ("title", "text", "note", "unit", "size", "reason")
            ]
            for record in table.where(f"{HANGS_ON[name]} = ?", id_):
                table.update(replace(record, **{f: self._secret(f"{name}.{f} of a withheld record") for f in words}))

    def _secret(self, where: str) -> str:
        made = f"{PREFIX}{next(self._numbers):05}k"
        self.where[made] = where
        return made


def found_in(path: Path, where: Mapping[str, str]) -> set[str]:
    """Return where each secret came from that stands in a file: in its name, any byte, any stream, any string."""
    hits = set(re.findall(rf"{PREFIX}\d{{5}}k", path.name))
    for content in contents(path):
        for text in (
            content.decode("latin-1"),
            content.decode("utf-16-be", "ignore"),
            content.decode("utf-16-le", "ignore"),
        ):
            hits |= set(re.findall(rf"{PREFIX}\d{{5}}k", re.sub(r"\r?\n ?", "", text)))
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
