"""Loading Qt without what PySide6 brings along to describe its functions: a fifth of the time of a bare window.

PySide6 holds the Python source of that part within itself and compiles it anew at every start: 90 kB that a program has
no use for until it gives a function a wrong argument or asks for its help. So it is loaded then.
"""

import sys
from collections.abc import Callable, Sequence
from functools import partial
from importlib.machinery import ModuleSpec
from threading import RLock
from types import ModuleType
from typing import Any

_DESCRIBING = ("errorhandler", "layout", "mapping", "parser", "lib.enum_sig", "lib.pyi_generator", "lib.tool")
_LATER = {
    *(f"shibokensupport.signature.{part}" for part in _DESCRIBING),
    "shibokensupport.signature.importhandler",  # it brings PySide6, which then puts an import of its own in place
    "shibokensupport.feature",  # what that import is for: other names for Qt's functions; nothing here uses them
    "tempfile",  # and two of Python's own, which are brought for that part
    "textwrap",
}
_RUNNING = RLock()
_BEGUN: list[ModuleType] = []


class _Later(ModuleType):
    """A module that is run when something of it is first asked for, by whichever thread."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # what is asked of any module, whether it is used or not
            raise AttributeError(name)
        _run(self)
        return ModuleType.__getattribute__(self, name)


def _run(module: Any) -> None:
    with _RUNNING:
        if module not in _BEGUN:
            _BEGUN.append(module)  # it may ask itself for what it does not have yet
            module.__spec__.loader.real.exec_module(module)
            module.__class__ = ModuleType


class _Loader:
    """Gives a module that its real loader runs later."""

    def __init__(self, real: Any) -> None:
        self.real = real

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        module = _Later(spec.name)
        for name, stand_in in _STAND_INS.get(spec.name, {}).items():
            setattr(module, name, partial(stand_in, module))
        return module

    def exec_module(self, module: ModuleType) -> None:
        pass


def _update_mapping(module: ModuleType) -> None:
    _run(module)  # which puts the real one in place of this
    module.update_mapping()


def _finish_import(module: ModuleType, imported: ModuleType) -> None:
    """Leave a module of Qt as it came: PySide6 6.12 has nothing that it would put right in one."""


# What PySide6 takes out of a module without asking it.
_STAND_INS: dict[str, dict[str, Callable[..., None]]] = {
    "shibokensupport.signature.mapping": {"update_mapping": _update_mapping},
    "shibokensupport.signature.importhandler": {"finish_import": _finish_import},
}


class _Finder:
    """Finds the modules that can wait, by asking those who really find them."""

    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        if name not in _LATER:
            return None
        others: list[Any] = [finder for finder in sys.meta_path if finder is not self]
        spec: ModuleSpec | None = next(filter(None, (each.find_spec(name, path, target) for each in others)), None)
        if spec is not None:
            spec.loader = _Loader(spec.loader)  # type: ignore[assignment]
        return spec


class _Finders(list[Any]):
    """The finders of modules while PySide6 puts its own before all: the first stays first."""

    def insert(self, place: Any, finder: Any) -> None:
        super().insert(max(1, place), finder)


def import_qt() -> None:
    """Import what PySide6 stands on; what describes its functions is left until it is asked for."""
    plain = sys.meta_path
    sys.meta_path = _Finders([_Finder(), *plain])
    try:
        import shiboken6  # noqa: F401
    finally:
        sys.meta_path = plain
