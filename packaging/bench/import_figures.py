"""A published crime table of a million rows taken in, against one pass of Python's csv reader over the same file."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from itertools import count, islice, product
from pathlib import Path
from typing import TYPE_CHECKING

from bench import Result, _pairs

if TYPE_CHECKING:
    from collections.abc import Iterator

NAME = "import of a million rows of published figures"
BAR = 2
UNIT = "s"

ROUNDS = 3
ROWS = 1_000_000
MEMORY_MB = 300
HEADER = (
    "Financial Year,Financial Quarter,Force Name,CSP Name,Offence Description,Offence Group,Offence Subgroup,"
    "Offence Code,Number of Offences"
)


def measure() -> Result:
    """Take the table into a record that has none of it each time, as a whole process; the floor is one, too."""
    from cspdesk.store.store import create_store

    with tempfile.TemporaryDirectory() as folder:
        table, record = Path(folder, "prc-csp.csv"), Path(folder, "record.cspdesk")
        write_table(table, ROWS)
        create_store(record, "Bench", "Bench").close()
        files = count()

        def ours() -> None:
            path = Path(folder, f"{next(files)}.cspdesk")
            shutil.copyfile(record, path)
            _run("ours", table, path)

        return _pairs.compare(ours, lambda: _run("floor", table, record), rounds=ROUNDS)


def write_table(path: Path, rows: int) -> None:
    """Write a table like the Home Office's by partnership: some names hold commas, counts are padded with spaces."""
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(f"{HEADER}\n")
        file.writelines(islice(lines(), rows))


def lines() -> Iterator[str]:
    """Give the lines of the table below its header, as many as are asked for."""
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


def _run(what: str, table: Path, record: Path) -> None:
    memory = held(what, table, record)
    if what == "ours" and memory > MEMORY_MB:
        raise RuntimeError(f"the import held {memory:.0f} MB of memory; at most {MEMORY_MB} are allowed")


def held(what: str, table: Path, record: Path) -> float:
    """Run one side in a process of its own and return the most memory it held, in MB."""
    words = [sys.executable, "-m", "bench._figures", what, str(table), str(record)]
    return float(subprocess.run(words, capture_output=True, text=True, check=True).stderr.split()[-1])
