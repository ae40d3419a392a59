"""A published crime table of a million rows taken in, against one pass of Python's csv reader over the same file."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from itertools import count, islice, product
from pathlib import Path
from typing import TYPE_CHECKING

from bench import Result, _pairs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

NAME = "import of a million rows of published figures"
BAR = 2
UNIT = "s"

ROUNDS = 3
ROWS = 1_000_000
MEMORY_MB = 300


@dataclass(frozen=True)
class Table:
    """A made table: of which kind of published figures, what its file is called, and its header."""

    kind: str
    file: str
    header: str


TABLE = Table(
    "home-office-crime",
    "prc-csp.csv",
    "Financial Year,Financial Quarter,Force Name,CSP Name,Offence Description,Offence Group,Offence Subgroup,"
    "Offence Code,Number of Offences",
)


def measure() -> Result:
    """Take the table into a record that has none of it each time, as a whole process; the floor is one, too."""
    return compared(TABLE, islice(lines(), ROWS))


def compared(made: Table, rows: Iterable[str]) -> Result:
    """Compare the import of a table with one pass of Python's csv reader over it."""
    from cspdesk.store.store import create_store

    with tempfile.TemporaryDirectory() as folder:
        table, record = Path(folder, made.file), Path(folder, "record.cspdesk")
        write_table(table, made.header, rows)
        create_store(record, "Bench", "Bench").close()
        files = count()

        def ours() -> None:
            path = Path(folder, f"{next(files)}.cspdesk")
            shutil.copyfile(record, path)
            memory = held(made.kind, table, path)
            if memory > MEMORY_MB:
                raise RuntimeError(f"the import held {memory:.0f} MB of memory; at most {MEMORY_MB} are allowed")

        return _pairs.compare(ours, lambda: held("floor", table, record), rounds=ROUNDS)


def write_table(path: Path, header: str, rows: Iterable[str]) -> None:
    """Write a CSV of rows that are lines already."""
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(f"{header}\n")
        file.writelines(rows)


def lines() -> Iterator[str]:
    """Give lines like the Home Office's by partnership: some names hold commas, counts are padded with spaces."""
    from cspdesk.exchange.areas import shipped_areas

    areas = shipped_areas()
    codes = sorted({areas.partnership_of(district) for district in areas.districts_of("E23000016")} - {None}, key=str)
    others = [areas.get(f"E220000{number}").name for number in range(22, 99) if areas.find(f"E220000{number}")]
    ours = [areas.get(code).name for code in codes if code]
    places = [("West Mercia", name) for name in ours] + [("Elsewhere", name) for name in others * 4]
    quoted = [(force, f'"{name}"' if "," in name else name) for force, name in places]
    offences = [(f"Offence {n}", f"Group {n % 12}", f"Subgroup {n % 40}", f"{n}A") for n in range(125)]
    for year, quarter in product(range(2002, 2100), range(1, 5)):
        start = f"{year}/{(year + 1) % 100:02d},{quarter}"
        for (force, name), offence in product(quoted, offences):
            yield f"{start},{force},{name},{','.join(offence)}, {len(name) * quarter} \n"


def held(what: str, table: Path, record: Path) -> float:
    """Run one side (a kind, or the floor) in a process of its own and return the most memory it held, in MB."""
    words = [sys.executable, "-m", "bench._figures", what, str(table), str(record)]
    return float(subprocess.run(words, capture_output=True, text=True, check=True).stderr.split()[-1])
