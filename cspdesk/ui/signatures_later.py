"""Loading Qt without what PySide6 brings along to describe its functions: a fifth of the time of a bare window.

PySide6 holds the Python source of that part within itself and compiles it anew at every start: 90 kB that a program has
no use for until it gives a function a wrong argument or asks for its help. So it is loaded then.
"""

import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

_DESCRIBING = ("errorhandler", "layout", "parser", "lib.enum_sig", "lib.pyi_generator", "lib.tool")
_LATER = {
    *(f"shibokensupport.signature.{part}" for part in _DESCRIBING),
    "shibokensupport.signature.importhandler",  # it brings PySide6, which then puts an import of its own in place
    "shibokensupport.feature",  # what that import is for: other names for Qt's functions; nothing here uses them
}


class _Later(ModuleType):
    """A module that is run when something of it is first asked for."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # what is asked of any module, whether it is used or not
            raise AttributeError(name)
        self.__class__ = ModuleType  # type: ignore[assignment]
        loader: Any = self.__spec__.loader  # type: ignore[union-attr]
        loader.real.exec_module(self)
        return getattr(self, name)


class _Loader:
    """Gives a module that its real loader runs later."""

    def __init__(self, real: Any) -> None:
        self.real = real

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return _Later(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        pass


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
