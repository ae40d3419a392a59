"""Street-level crime of a whole force, a million records, taken in against one pass of Python's csv reader."""

from __future__ import annotations

import hashlib
from itertools import count, islice, product
from typing import TYPE_CHECKING

from bench import Result, import_figures

if TYPE_CHECKING:
    from collections.abc import Iterator

NAME = "import of a million street-level records of a force"
BAR = 2
UNIT = "s"

TABLE = import_figures.Table(
    "police-street",
    "west-mercia-street.csv",
    "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,"
    "Last outcome category,Context",
)


def measure() -> Result:
    """Take every record of the force into a new record of the partnership: none of the rows can be passed over."""
    return import_figures.compared(TABLE, islice(lines(), import_figures.ROWS))


def lines() -> Iterator[str]:
    """Give lines like those of data.police.uk, as many as are asked for: every sixth is without a Crime ID."""
    from cspdesk.exchange.areas import shipped_areas

    areas = shipped_areas()
    names = sorted(areas.get(code).name.partition(",")[0] for code in areas.districts_of("E23000016"))
    small = [f"{name} {n:03}{letter}" for n, name, letter in product(range(1, 12), names, "ABCDE")]
    kinds = [
        "Anti-social behaviour",
        "Burglary",
        "Drugs",
        "Shoplifting",
        "Vehicle crime",
        "Violence and sexual offences",
    ]
    numbers = count()
    for year, month in product(range(2014, 2100), range(1, 13)):
        for place, kind in product(small, kinds * 3):
            number = next(numbers)
            own = "" if kind == kinds[0] else hashlib.sha256(str(number).encode()).hexdigest()
            where = f"-2.{number % 999_999:06},52.{number % 999_983:06},On or near Street {number % 5_000}"
            outcome = "Investigation complete; no suspect identified" if own else ""
            yield (
                f"{own},{year}-{month:02},West Mercia Police,West Mercia Police,{where},E0101{number % 9_999:04},"
                f"{place},{kind},{outcome},\n"
            )
