"""The published figures, read once, and how close to them ours must be."""

import csv
import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).resolve().parent.parent / "data" / "vectors"
RELATIVE = 1e-6


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of a CSV file of vectors."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines))


@cache
def document(name: str) -> Any:
    """Return what a JSON file of vectors holds."""
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def number(text: str) -> float | None:
    """Return a cell's number; a blank one is None."""
    return float(text) if text else None


def close(expected: float) -> Any:
    """Return a value that equals any number within a millionth of the expected one, and nothing wider."""
    return pytest.approx(expected, rel=RELATIVE, abs=1e-300)
