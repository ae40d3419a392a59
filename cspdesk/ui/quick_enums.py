"""Qt's enums as the standard library makes them, made some eight times faster.

PySide6 has Python make an enum of each of Qt's, with all of its members, when a class of Qt's is first touched: by the
time the window stands these are 214 with 3,140 members, for which the standard library takes a tenth of the start. Here
it makes one empty enum of each kind, whose likes are then filled without its many questions. What is not plain numbers
with plain names is left to it altogether; so is everything in a Python whose enums turn out to be made otherwise.
"""

import enum
import sys
from collections.abc import Sequence
from functools import cache
from typing import Any

_KINDS = (enum.Enum, enum.IntEnum, enum.Flag, enum.IntFlag)
_HOLDERS = (list, dict)  # what each enum holds of its own: the names, and the members by name and by value
_TRIED = [("NONE", 0), ("FOUR", 4), ("ONE", 1), ("BOTH", 5), ("ALSO_FOUR", 4), ("MORE", 24)]  # every case there is

_plainly: Any = enum.EnumType._create_  # type: ignore[attr-defined]


def make_enums_quickly() -> None:
    """Have every enum of plain numbers that is made by calling a kind, as PySide6 does, be made here from now on."""
    if all(map(_holds, _KINDS)):
        enum.EnumType._create_ = _create  # type: ignore[attr-defined]


def _holds(kind: Any) -> bool:
    """Return whether an enum that is made here is in this Python what the standard library makes of the same words."""
    words: dict[str, Any] = {"module": __name__, "boundary": enum.FlagBoundary.KEEP}
    ours, plain = (make(kind, "Tried", list(_TRIED), **words) for make in (_create, _plainly))
    return described(ours) == described(plain)


def described(made: Any) -> dict[str, object]:
    """Return all that stands in an enum, its members as what they are called and all they hold."""

    def plain(value: object) -> object:
        if isinstance(value, dict):
            return [(key, plain(each)) for key, each in value.items()]
        if type(value) is made:
            own = {name: held for name, held in vars(value).items() if name != "__objclass__"}
            return repr(value), own, vars(value)["__objclass__"] is made
        if isinstance(value, enum.property):
            return vars(value).get("name")
        return getattr(value, "__func__", value)

    return {name: plain(value) for name, value in vars(made).items() if name not in ("__dict__", "__weakref__")}


def _create(
    kind: Any, class_name: str, names: Any, *, module: str | None = None, qualname: str | None = None, **more: Any
) -> Any:
    """Stand in for a method of the standard library's, which sees the same words."""
    module = module or sys._getframe(2).f_globals.get("__name__")
    if module is None or not _is_plain(kind, names, **more):
        return _plainly(kind, class_name, names, module=module, qualname=qualname, **more)
    own = _empty(kind, more.get("boundary")) | {"__module__": module, "__qualname__": qualname or class_name}
    made = type.__new__(enum.EnumType, class_name, (kind,), own)
    _fill(made, names)
    return made


def _is_plain(kind: Any, names: Any, type: Any = None, **_: Any) -> bool:
    """Return whether an enum is of numbers that are not negative, under names that nothing else goes by."""
    return (
        kind in _KINDS
        and type is None
        and isinstance(names, list)
        and all(
            isinstance(each, tuple)
            and each[1].__class__ is int
            and each[1] >= 0
            and not each[0].startswith("_")
            and each[0] not in _taken(kind)
            for each in names
        )
        and len(dict(names)) == len(names)
    )


@cache
def _taken(kind: Any) -> frozenset[str]:
    return frozenset(name for each in kind.__mro__ for name in vars(each))


@cache
def _template(kind: Any, boundary: Any) -> dict[str, Any]:
    own = dict(vars(_plainly(kind, "Empty", [], module=__name__, boundary=boundary)))
    return {name: value for name, value in own.items() if name not in ("__dict__", "__weakref__")}


def _empty(kind: Any, boundary: Any) -> dict[str, Any]:
    """Return all that stands in an enum without members, its holders new."""
    own = _template(kind, boundary)
    return {name: value.copy() if value.__class__ in _HOLDERS else value for name, value in own.items()}


def _fill(made: Any, names: Sequence[tuple[str, int]]) -> None:
    """Put members in an empty enum; a second name of a number is another name of its member."""
    shown, by_name, by_value = made._member_names_, made._member_map_, made._value2member_map_
    new, takes_value, is_flag = made._new_member_, made._use_args_, issubclass(made, enum.Flag)
    for name, value in names:
        member = by_value.get(value)
        if member is None:
            member = new(made, value) if takes_value else new(made)
            member._value_, member._name_, member.__objclass__, member._sort_order_ = value, name, made, len(shown)
            by_value[value] = member
            if not is_flag or value.bit_count() == 1:
                shown.append(name)
        by_name[name] = member
        type.__setattr__(made, name, member)
    if is_flag:
        _finish_flag(made, [value for _, value in names])


def _finish_flag(made: Any, values: Sequence[int]) -> None:
    mask = singles = 0
    for value in values:
        mask |= value
        singles |= value if value.bit_count() == 1 else 0
    made._all_bits_ = (1 << mask.bit_length()) - 1
    if hasattr(made, "_singles_mask_"):
        made._flag_mask_, made._singles_mask_ = mask, singles
    else:
        made._flag_mask_ = singles  # before Python 3.11.4
    shown = [made._member_map_[name]._value_ for name in made._member_names_]
    if shown != sorted(shown):
        made._iter_member_ = made._iter_member_by_def_
