"""The layers of the house: which part may import which, held for every import in every file."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FILES = sorted((ROOT / "cspdesk").rglob("*.py"))

BELOW_ALL = {"errors"}
MIDDLE = {"domain", "analysis", "charts", "paths", "whole_file"} | BELOW_ALL
LOWER = MIDDLE | {"store", "exchange", "reports"}
MAY_IMPORT = {
    "__init__": set(),
    "errors": set(),
    "paths": BELOW_ALL,
    "whole_file": BELOW_ALL,
    "domain": BELOW_ALL,
    "analysis": {"domain"} | BELOW_ALL,
    "charts": {"domain"} | BELOW_ALL,
    "store": MIDDLE,
    "exchange": MIDDLE,
    "reports": MIDDLE,
    "app": LOWER,
    "ui": LOWER | {"app"},
    "cli": LOWER | {"ui", "app"},
    "__main__": {"cli"},
}

QT = {"PySide6", "shiboken6", "pyqtgraph"}
HOMES = {
    **dict.fromkeys(QT, "ui"),
    "sqlite3": "store",
    "sqlite_utils": "store",
    "reportlab": "reports",
    "pikepdf": "reports",
    "bidi": "reports",
    "arabic_reshaper": "reports",
    "docx": "reports",
    "lxml": "reports",
    "PIL": "reports",
    "python_calamine": "exchange",
    "openpyxl": "exchange",
    "icalendar": "exchange",
    "scipy": "analysis",
}
STANDARD_LIBRARY_ONLY = {"domain", "errors", "__init__"}

# Loading these takes long enough to be felt when the window opens; only where they are subclassed may a file begin so.
HEAVY = {
    *("pyqtgraph", "numpy", "scipy", "reportlab", "pikepdf", "python_calamine", "openpyxl", "icalendar"),
    *("docx", "lxml", "PIL"),
}
BEGINS_HEAVY = {"pyqtgraph": "cspdesk.ui.charts", "numpy": "cspdesk.ui.charts", "reportlab": "cspdesk.reports"}

SQL = re.compile(
    r"\s*(SELECT\s.+\sFROM\s|INSERT\s+(OR\s+\w+\s+)?INTO\s|UPDATE\s+\S+\s+SET\s|DELETE\s+FROM\s"
    r"|(CREATE|DROP|ALTER)\s+(TABLE|INDEX|TRIGGER|VIEW)\s|PRAGMA\s+\w)",
    re.DOTALL,
)


@dataclass(frozen=True)
class Import:
    """One imported module: its full name, its line, and whether it is loaded as soon as the file is."""

    name: str
    line: int
    at_once: bool


def imports_in(tree: ast.Module, module: str, *, is_package: bool = False) -> Iterator[Import]:
    """Give every module that the source names in an import, a relative one by its full name."""
    later = _lines_run_later(tree)
    package = module.split(".") if is_package else module.split(".")[:-1]
    for node in ast.walk(tree):
        for name in _imported(node, package):
            line = getattr(node, "lineno", 0)
            yield Import(name, line, at_once=line not in later)


def _imported(node: ast.AST, package: list[str]) -> list[str]:
    match node:
        case ast.Import(names=names):
            return [alias.name for alias in names]
        case ast.ImportFrom(module=module, names=names, level=level):
            start = package[: len(package) - level + 1] if level else []
            base = ".".join([*start, *([module] if module else [])])
            return [f"{base}.{alias.name}" for alias in names] if base == "cspdesk" else [base]
        case ast.Call(func=ast.Name(id=called) | ast.Attribute(attr=called), args=[ast.Constant(value=str(name)), *_]):
            return [name] if called in ("import_module", "__import__") else []
    return []


def _lines_run_later(tree: ast.Module) -> set[int]:
    """Return the lines inside functions, and those that only a type checker reads."""
    later: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and "TYPE_CHECKING" not in ast.unparse(node.test):
            continue
        if isinstance(node, ast.If | ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            later.update(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    return later


def faults(source: str, module: str, *, is_package: bool = False) -> list[str]:
    """Return a sentence for every import, and every piece of SQL, that does not belong in the module."""
    tree = ast.parse(source)
    layer = module.split(".")[1] if "." in module else "__init__"
    if layer not in MAY_IMPORT:
        return [f"{module}: design.md knows no layer called {layer}"]
    found = [
        f"{module}:{one.line} {fault}"
        for one in imports_in(tree, module, is_package=is_package)
        for fault in _import_faults(one, module, layer)
    ]
    return found + [f"{module}:{line} writes SQL" for line in _sql_lines(tree) if layer != "store"]


def _import_faults(one: Import, module: str, layer: str) -> Iterator[str]:
    top, *inner = one.name.split(".")
    if top == "cspdesk":
        yield from _direction_faults(one, layer, inner[0] if inner else "__init__")
        return
    home = HOMES.get(top, layer)
    if home != layer:
        yield f"imports {top}, which belongs to {home}"
    elif layer in STANDARD_LIBRARY_ONLY and top not in sys.stdlib_module_names:
        yield f"imports {top}; {layer} has only the standard library"
    if top in HEAVY and one.at_once and not module.startswith(BEGINS_HEAVY.get(top, "nowhere")):
        yield f"loads {top} at once; import it where it is first used"


def _direction_faults(one: Import, layer: str, target: str) -> Iterator[str]:
    allowed = MAY_IMPORT[layer] | {layer, "__init__", "__version__"}
    if target not in allowed:
        yield f"imports {one.name}; {layer} may not know {target}"
    if layer in ("cli", "__main__") and target == "ui" and one.at_once:
        yield "loads the window before one is asked for"


def _sql_lines(tree: ast.Module) -> Iterator[int]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant | ast.JoinedStr) and SQL.match(_text(node)):
            yield node.lineno


def _text(node: ast.AST) -> str:
    """Return a string as the program would write it, with a word for each value that is put into it."""
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=parts):
            return "".join(_text(part) or "value" for part in parts)
    return ""


def _module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@pytest.mark.parametrize("path", FILES, ids=lambda path: _module_name(path))
def test_a_module_imports_only_what_its_layer_may(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert faults(source, _module_name(path), is_package=path.name == "__init__.py") == []


@pytest.mark.parametrize(
    ("module", "source", "said"),
    [
        ("cspdesk.domain.money", "from cspdesk.store import rows", "domain may not know store"),
        ("cspdesk.domain.money", "from cspdesk import store", "domain may not know store"),
        ("cspdesk.domain.money", "from ..store import rows", "domain may not know store"),
        ("cspdesk.domain.money", "from .. import ui", "domain may not know ui"),
        ("cspdesk.domain.money", "import uuid_utils", "has only the standard library"),
        ("cspdesk.domain.money", "import sqlite3", "belongs to store"),
        ("cspdesk.analysis.spc", "import cspdesk.charts.axes", "analysis may not know charts"),
        ("cspdesk.store.plans", "from cspdesk.exchange import dates", "store may not know exchange"),
        ("cspdesk.exchange.ledger", "def f():\n    from cspdesk.store import plans", "exchange may not know store"),
        ("cspdesk.reports.evidence", "import cspdesk.exchange", "reports may not know exchange"),
        ("cspdesk.reports.evidence", "import cspdesk.ui.theme", "reports may not know ui"),
        ("cspdesk.ui.theme", "from cspdesk.cli import main", "ui may not know cli"),
        ("cspdesk.store.plans", "from PySide6.QtCore import QObject", "belongs to ui"),
        ("cspdesk.reports.chart", "def f():\n    import pyqtgraph", "belongs to ui"),
        ("cspdesk.reports.chart", "from importlib import import_module\nimport_module('PySide6')", "belongs to ui"),
        ("cspdesk.ui.main_window", "import sqlite_utils", "belongs to store"),
        ("cspdesk.cli", "def f():\n    import sqlite3", "belongs to store"),
        ("cspdesk.ui.main_window", "def f():\n    import reportlab.pdfgen", "belongs to reports"),
        ("cspdesk.exchange.workbook", "def f():\n    import pikepdf", "belongs to reports"),
        ("cspdesk.ui.main_window", "import pyqtgraph", "loads pyqtgraph at once"),
        ("cspdesk.exchange.workbook", "import python_calamine", "loads python_calamine at once"),
        ("cspdesk.cli", "import PySide6.QtWidgets", "belongs to ui"),
        ("cspdesk.app.files", "def f():\n    from PySide6 import QtWidgets", "belongs to ui"),
        ("cspdesk.app.files", "def f():\n    from cspdesk.ui import theme", "app may not know ui"),
        ("cspdesk.cli", "from cspdesk.ui.main_window import MainWindow", "loads the window"),
        ("cspdesk.ui.tabs.desk", "q = 'SELECT id FROM action'", "writes SQL"),
        ("cspdesk.cli", "q = f'UPDATE {t} SET x = 1'", "writes SQL"),
        ("cspdesk.reports.gather", "q = 'PRAGMA user_version'", "writes SQL"),
        ("cspdesk.helpers.misc", "import json", "no layer called helpers"),
    ],
)
def test_an_import_that_does_not_belong_is_caught(module: str, source: str, said: str) -> None:
    assert any(said in fault for fault in faults(source, module)), faults(source, module)


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("cspdesk.domain.money", "from decimal import Decimal\nfrom cspdesk.errors import UserError"),
        ("cspdesk.store.plans", "import sqlite3\nfrom cspdesk.domain import plans\nq = 'SELECT id FROM action'"),
        ("cspdesk.ui.charts.run", "import pyqtgraph\nfrom cspdesk.charts import axes"),
        ("cspdesk.ui.tabs.desk", "from PySide6.QtWidgets import QWidget\ndef f():\n    import pyqtgraph"),
        ("cspdesk.ui.tabs.desk", "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import pyqtgraph"),
        ("cspdesk.app.files", "from cspdesk.store import plans\nfrom cspdesk.exchange import dates"),
        ("cspdesk.cli", "from cspdesk.store import plans\ndef f():\n    from cspdesk.ui import main_window"),
        ("cspdesk.ui.tabs.desk", "text = 'Select a row from the table'"),
    ],
)
def test_an_import_that_belongs_is_let_pass(module: str, source: str) -> None:
    assert faults(source, module) == []


@pytest.mark.parametrize(
    ("entry", "forbidden"),
    [
        ("cspdesk.cli", HEAVY | QT),
        ("cspdesk.ui.main_window", HEAVY),
    ],
)
def test_starting_loads_nothing_heavy(entry: str, forbidden: set[str]) -> None:
    ask = f"import sys, {entry}; print(*sorted({forbidden!r} & sys.modules.keys()))"
    answer = subprocess.run([sys.executable, "-c", ask], cwd=ROOT, capture_output=True, text=True)
    assert (answer.stdout.split(), answer.stderr) == ([], "")
