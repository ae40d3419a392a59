"""What the benchmark of published figures runs in a process of its own: the import, or one pass of Python's csv."""

from __future__ import annotations

import csv
import sys
from pathlib import Path

from bench._peak import peak_megabytes

AREA = "E23000016"


def main(what: str, table: str, record: str) -> None:
    """Do one side, of a kind of figures or the floor, and print the most memory it held, in MB."""
    if what != "floor":
        from cspdesk.cli import main as cspdesk

        words = ["import", "indicators", what, table, "--into", record, "--area", AREA, "--json"]
        if code := cspdesk(words):
            raise SystemExit(code)
    else:
        with Path(table).open(encoding="utf-8", newline="") as file:
            for _ in csv.reader(file):
                pass
    print(peak_megabytes(), file=sys.stderr)


if __name__ == "__main__":
    main(*sys.argv[1:])
