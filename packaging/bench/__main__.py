"""Run the benchmarks, print them as a table, keep them as JSON; exit 1 when a bar is broken."""

from __future__ import annotations

import argparse
import compileall
import json
import pkgutil
import platform
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import bench
import cspdesk
from bench import Result


@dataclass(frozen=True, slots=True)
class Benchmark:
    """One module of this package, as its runner sees it."""

    key: str
    name: str
    bar: float
    unit: str
    measure: Callable[[], Result]


def keys() -> list[str]:
    """Return the names of all benchmarks, as they are given on the command line."""
    found = (module.name for module in pkgutil.iter_modules(bench.__path__))
    return sorted(name for name in found if not name.startswith("_"))


def load(key: str) -> Benchmark:
    """Return a benchmark by its name; raises AttributeError when its module breaks the contract."""
    module = import_module(f"bench.{key}")
    return Benchmark(key, module.NAME, module.BAR, module.UNIT, module.measure)


def row(one: Benchmark, result: Result) -> dict[str, Any]:
    """Return one line of the report, for the table and for JSON alike."""
    passed = result.held_to_bar <= one.bar
    kind = "value" if result.ratio is None else "ratio"
    return {
        "key": one.key,
        "name": one.name,
        "bar": one.bar,
        "bar_on": kind,
        "unit": one.unit,
        "passed": passed,
    } | asdict(result)


def line(shown: dict[str, Any]) -> str:
    """Return one line of the table."""
    unit = shown["unit"]
    floor = "" if shown["floor"] is None else f"{shown['floor']:.3g} {unit}"
    ratio = "" if shown["ratio"] is None else f"{shown['ratio']:.2f} x"
    bar = f"{shown['bar']:g} {'x' if shown['bar_on'] == 'ratio' else unit}"
    word = "held" if shown["passed"] else "BROKEN"
    return f"{shown['name']:<58} {shown['value']:>9.3g} {unit:<2} {floor:>10} {ratio:>8} {bar:>8}  {word}"


def main(words: Sequence[str]) -> int:
    """Measure the named benchmarks, or all; 0 when every bar holds, 1 when one is broken."""
    parser = argparse.ArgumentParser(prog="dev.py bench", description="Hold each bar of speed against its floor.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"one of: {', '.join(keys())}; without any, all")
    parser.add_argument("--json", type=Path, metavar="PATH", help="also write the figures here")
    asked = parser.parse_args(words)
    unknown = sorted(set(asked.names) - set(keys()))
    if unknown:
        parser.error(f"no benchmark is called {', '.join(unknown)}; there are {', '.join(keys())}")
    _compile()
    print(f"{'what':<58} {'value':>12} {'floor':>10} {'ratio':>8} {'bar':>8}", flush=True)
    rows = [_measured(key) for key in asked.names or keys()]
    if asked.json:
        about = {"python": platform.python_version(), "system": platform.platform(terse=True), "results": rows}
        asked.json.write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")
    return 0 if all(shown["passed"] for shown in rows) else 1


def _compile() -> None:
    """Compile cspdesk, as installing does: where Python may keep nothing, first looks would be measured with that."""
    compileall.compile_dir(Path(cspdesk.__file__).parent, quiet=1)


def _measured(key: str) -> dict[str, Any]:
    one = load(key)
    shown = row(one, one.measure())
    print(line(shown), flush=True)
    return shown


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
