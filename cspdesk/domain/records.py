"""`dataclass` for facts: the standard library's in all it does, made some thirty times faster.

The standard library writes and compiles six methods for each frozen class: 0.4 ms, for some eighty classes at every
start. Here a class is made with its `__init__`, from code that is compiled once for each number of fields, and with
what tells one record from another; all else is asked of the standard library when it is first used, whose module is not
loaded before: that takes 10 ms. What has more than plain fields is left to it altogether.
"""

import sys
from collections.abc import Callable
from functools import cache
from operator import attrgetter
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, Any, ClassVar, Generic, NoReturn, TypeVar, get_origin

T = TypeVar("T")

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
    from dataclasses import replace as replace
else:

    def dataclass(cls: type | None = None, /, **options: bool) -> Any:
        """Return a class as `dataclasses.dataclass` makes it of the same words."""
        if cls is None:
            return lambda cls: dataclass(cls, **options)
        if options in _QUICK and _is_plain(cls):
            return _made(cls, order="order" in options)
        import dataclasses

        return dataclasses.dataclass(cls, **options)

    def replace(record: Any, /, **changes: object) -> Any:
        """Return a record with some of its fields changed, as `dataclasses.replace` does, of a class made here."""
        return type(record)(**{name: getattr(record, name) for name in record.__match_args__} | changes)


def field_names(kind: Any) -> tuple[str, ...]:
    """Return the names of a record's fields in order, without having all else of the class made."""
    return tuple(kind.__match_args__)


def field_kinds(kind: Any) -> dict[str, Any]:
    """Return the type of each field of a record, by its name."""
    kinds = dict(kind.__annotations__)
    if any(isinstance(each, str) for each in kinds.values()):
        from inspect import get_annotations  # here only: it takes as long to load as forty records take to make

        return get_annotations(kind, eval_str=True)
    return kinds


@cache
def maker(kind: type[T]) -> Callable[..., T]:
    """Return what makes records of a kind by the thousand, from a value for each field: in a third of its class's time.

    A record refuses to be written to, so its class has to set each field by a call. Here it is filled while it is of a
    twin class that does not refuse, and then becomes what it is. Made anew it costs as much as two hundred records.
    """
    if vars(kind).get("__setattr__") is not _refuse_set or kind.__bases__ != (object,):
        return kind
    names = field_names(kind)
    values = [f"value_{i}" for i in range(len(names))]
    fills = (f"    made.{name} = {value}" for name, value in zip(names, values, strict=True))
    head, tail = f"def make({', '.join(values)}):", ("    made.__class__ = kind", "    return made")
    found: dict[str, Any] = {"new": object.__new__, "kind": kind}
    found["twin"] = type("Twin", (), {"__slots__": names})
    exec("\n".join((head, "    made = new(twin)", *fills, *tail)), found)
    make: Callable[..., T] = found["make"]
    return make


_QUICK = ({"frozen": True, "slots": True}, {"frozen": True, "slots": True, "order": True})


def _is_plain(cls: type) -> bool:
    """Return whether a class has fields and methods of its own and nothing else; defaults are values and come last."""
    own = vars(cls)
    has_default = [name in own for name in cls.__annotations__]
    return (
        set(cls.__bases__) <= {object, Generic}
        and has_default == sorted(has_default)
        and all(_is_value(own[name]) for name in cls.__annotations__ if name in own)
        and not any(map(_is_special, cls.__annotations__.values()))
        and not any(name in own for name in _MADE)
    )


def _is_value(default: object) -> bool:
    standard = sys.modules.get("dataclasses")  # as long as it is not loaded, nobody can have made a field with it
    return type(default).__hash__ is not None and not (standard and isinstance(default, standard.Field))


def _is_special(annotation: object) -> bool:
    """Return whether an annotation says more than a type; of text nobody knows before it is looked up."""
    if isinstance(annotation, type):
        return False
    if isinstance(annotation, str):
        return True
    marks: tuple[Any, ...] = (ClassVar,)
    if (standard := sys.modules.get("dataclasses")) is not None:
        if isinstance(annotation, standard.InitVar):
            return True
        marks = (ClassVar, standard.KW_ONLY)
    return any(annotation is mark or get_origin(annotation) is mark for mark in marks)


def _made(cls: Any, order: bool) -> Any:
    """Return a class anew, since slots cannot be added to one, with its `__init__` and what asks for the rest."""
    own, names = dict(vars(cls)), tuple(cls.__annotations__)
    defaults = tuple(own.pop(name) for name in names if name in own)
    for name in ("__dict__", "__weakref__"):
        own.pop(name, None)
    own |= {"__slots__": names, "__match_args__": names} | _REFUSED | _ASKED | (_IN_ORDER if order else {})
    made: Any = type(cls)(cls.__name__, cls.__bases__, own)
    setters = {f"set_{i}": vars(made)[name].__set__ for i, name in enumerate(names)}
    init = FunctionType(_init_code(len(names)).replace(co_varnames=("self", *names)), setters, "__init__", defaults)
    init.__qualname__ = f"{cls.__qualname__}.__init__"
    init.__annotations__ = {**cls.__annotations__, "return": None}
    made.__init__ = init
    made.__eq__, made.__hash__ = _comparing(names)
    return made


def _alone(*names: str) -> Callable[[Any], tuple[object, ...]]:
    if not names:
        return lambda _: ()
    value = attrgetter(*names)
    return lambda record: (value(record),)


def _comparing(names: tuple[str, ...]) -> tuple[Callable[..., Any], Callable[..., Any]]:
    """Return what says whether two records are the same, and the hash that goes with it."""
    values: Callable[[Any], tuple[object, ...]] = attrgetter(*names) if len(names) > 1 else _alone(*names)

    def is_same(self: Any, other: Any) -> bool:
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    def hashed(self: Any) -> int:
        return hash(values(self))

    return is_same, hashed


@cache
def _init_code(count: int) -> CodeType:
    """Return the code of an `__init__` of so many fields; their names are put in afterwards."""
    values = [f"value_{i}" for i in range(count)]
    sets = (f"    set_{i}(self, {value})" for i, value in enumerate(values))
    found: dict[str, Any] = {}
    exec("\n".join((f"def __init__({', '.join(('self', *values))}):", *sets, "    return None")), found)
    code: CodeType = found["__init__"].__code__
    return code


def _complete(cls: Any) -> None:
    """Have the standard library make all that was only asked for, of a class that looks the same."""
    import dataclasses

    names, defaults = cls.__match_args__, cls.__init__.__defaults__ or ()
    own: dict[str, Any] = {name: getattr(cls, name) for name in ("__annotations__", "__module__", "__qualname__")}
    own |= dict(zip(names[len(names) - len(defaults) :], defaults, strict=True), __doc__=cls.__doc__)
    made = vars(
        dataclasses.dataclass(frozen=True, slots=True, order="__lt__" in vars(cls))(type(cls.__name__, (), own))
    )
    for name in (_ASKED | _IN_ORDER).keys() & vars(cls):
        setattr(cls, name, made[name])


def _ask(name: str) -> Callable[..., Any]:
    """Return a method that has the real one made and gives it the word."""

    def method(self: object, *arguments: object) -> Any:
        kind = next(kind for kind in type(self).__mro__ if name in vars(kind))
        _complete(kind)
        return vars(kind)[name](self, *arguments)

    return method


class _Ask:
    """Describes a class as dataclasses does, once somebody looks."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __get__(self, _: object, cls: type) -> Any:
        _complete(cls)
        return vars(cls)[self._name]


def _refuse_set(_: object, name: str, __: object) -> NoReturn:
    from dataclasses import FrozenInstanceError

    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_delete(_: object, name: str) -> NoReturn:
    from dataclasses import FrozenInstanceError

    raise FrozenInstanceError(f"cannot delete field {name!r}")


_METHODS = ("__repr__", "__getstate__", "__setstate__")
_SINCE_3_13 = ("__replace__",) if sys.version_info >= (3, 13) else ()
_ASKED: dict[str, Any] = {
    **{name: _ask(name) for name in (*_METHODS, *_SINCE_3_13)},
    **{name: _Ask(name) for name in ("__dataclass_fields__", "__dataclass_params__")},
}
_REFUSED: dict[str, Any] = {"__setattr__": _refuse_set, "__delattr__": _refuse_delete}
_IN_ORDER = {name: _ask(name) for name in ("__lt__", "__le__", "__gt__", "__ge__")}
_MADE = {*_REFUSED, *_ASKED, *_IN_ORDER, "__init__", "__eq__", "__hash__", "__post_init__", "__slots__"}
