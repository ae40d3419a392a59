"""A record is what the standard library's dataclass is: whatever its fields and values, whoever asks, in any order."""

import copy
import dataclasses
import inspect
import pickle
import sys
from collections.abc import Callable
from typing import Any, ClassVar, Generic, TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.domain.records import dataclass, field_kinds, field_names, maker, replace

T = TypeVar("T")
NAMES = ("id", "name", "amount_pence", "paid_on", "self_", "value_0", "set_0", "cls", "object", "a", "b", "c")
VALUES = st.one_of(st.none(), st.integers(), st.text(max_size=3), st.floats(allow_nan=False), st.tuples(st.integers()))


@dataclass(frozen=True, slots=True)
class Kept:
    """A fact."""

    id: str
    pence: int = 0

    @property
    def pounds(self) -> float:
        return self.pence / 100


@dataclass(frozen=True, slots=True, order=True)
class Ordered(Generic[T]):
    """A fact with a place among others."""

    first: int
    second: T


@st.composite
def bodies(draw: st.DrawFn) -> tuple[dict[str, Any], bool]:
    """Give the body of a class, and whether it is ordered."""
    names = draw(st.lists(st.sampled_from(NAMES), unique=True, max_size=8))
    defaults = draw(st.integers(0, len(names)))
    body: dict[str, Any] = {
        "__annotations__": dict.fromkeys(names, object),
        "__module__": __name__,
        "__doc__": "A fact.",
    }
    body |= {name: draw(VALUES) for name in names[len(names) - defaults :]}
    return body, draw(st.booleans())


def made(maker: Callable[..., Any], body: dict[str, Any], order: bool) -> Any:
    return maker(frozen=True, slots=True, **({"order": True} if order else {}))(type("Fact", (), dict(body)))


def answer(act: Callable[[], object]) -> object:
    """Return what an act gives: its result, or what it says in refusing."""
    try:
        return act()
    except Exception as error:
        return type(error), str(error)


QUESTIONS: tuple[Callable[[Any, Any], object], ...] = (
    lambda one, _: repr(one),
    lambda one, _: hash(one),
    lambda one, other: (one == other, one != other, one == copy.copy(one), one == 1),
    lambda one, other: one < other,
    lambda one, other: (one <= other, one > other, one >= other),
    lambda one, _: [(f.name, f.default, f.type, f.init, f.repr) for f in dataclasses.fields(one)],
    lambda one, _: repr(type(one).__dataclass_params__),
    lambda one, _: (dataclasses.is_dataclass(one), type(one).__match_args__, type(one).__slots__, type(one).__doc__),
    lambda one, _: dataclasses.asdict(one),
    lambda one, _: dataclasses.astuple(one),
    lambda one, _: str(inspect.signature(type(one))),
    lambda one, other: [
        repr(dataclasses.replace(one, **{f.name: getattr(other, f.name)})) for f in dataclasses.fields(one)
    ],
    lambda one, _: dataclasses.replace(one, unknown=1),
    lambda one, _: [answer(lambda f=f: setattr(one, f.name, 1)) for f in dataclasses.fields(one)],  # type: ignore[misc]
    lambda one, _: [answer(lambda f=f: delattr(one, f.name)) for f in dataclasses.fields(one)],  # type: ignore[misc]
    lambda one, _: hasattr(one, "__dict__"),
    lambda one, _: repr(copy.copy(one)) + repr(copy.deepcopy(one)),
    lambda one, _: type(one)(*range(9)),
    lambda one, _: type(one)(unknown=1),
    lambda one, _: type(one)(),
)


@given(body=bodies(), data=st.data())
def test_a_record_answers_as_the_standard_dataclass_does(
    body: tuple[dict[str, Any], bool], data: st.DataObject
) -> None:
    ours, theirs = made(dataclass, *body), made(dataclasses.dataclass, *body)
    rows = [data.draw(st.fixed_dictionaries(dict.fromkeys(ours.__slots__, VALUES))) for _ in range(2)]
    for question in data.draw(st.permutations(QUESTIONS)):
        expected = answer(lambda q=question: q(theirs(**rows[0]), theirs(*rows[1].values())))  # type: ignore[misc]
        assert repr(answer(lambda q=question: q(ours(**rows[0]), ours(*rows[1].values())))) == repr(expected)  # type: ignore[misc]


@given(body=bodies(), data=st.data())
def test_records_made_by_the_thousand_are_as_those_of_their_class(
    body: tuple[dict[str, Any], bool], data: st.DataObject
) -> None:
    ours, theirs = made(dataclass, *body), made(dataclasses.dataclass, *body)
    values = [data.draw(VALUES) for _ in ours.__slots__]
    assert maker(theirs) is theirs
    for question in data.draw(st.permutations(QUESTIONS)):
        expected = answer(lambda q=question: q(theirs(*values), theirs(*values)))  # type: ignore[misc]
        assert repr(answer(lambda q=question: q(maker(ours)(*values), ours(*values)))) == repr(expected)  # type: ignore[misc]
    assert type(maker(ours)(*values)) is ours


def test_ordered_records_are_made_by_the_thousand_as_well() -> None:
    many = [maker(Ordered)(number, "a") for number in range(3)]
    assert many == sorted(many) == [Ordered(0, "a"), Ordered(1, "a"), Ordered(2, "a")]
    with pytest.raises(dataclasses.FrozenInstanceError):
        many[0].first = 1  # type: ignore[misc]


def test_a_record_is_made_without_the_standard_library_until_it_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dataclasses, "dataclass", None)
    fact = dataclass(frozen=True, slots=True)(type("Fact", (), {"__annotations__": {"id": str}}))
    assert fact("1").id == "1"
    with pytest.raises(TypeError, match="NoneType"):
        repr(fact("1"))


def test_a_record_takes_nothing_it_has_no_field_for() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        Kept("1").note = ""  # type: ignore[attr-defined]


def test_a_record_can_be_sent_and_found_again() -> None:
    kept = Kept("1", 250)
    assert pickle.loads(pickle.dumps(kept)) == kept
    assert {kept: "here"}[Kept("1", 250)] == "here"
    assert kept.pounds == 2.5


def test_a_record_is_changed_as_the_standard_library_changes_it() -> None:
    assert replace(Kept("1"), pence=5) == dataclasses.replace(Kept("1"), pence=5) == Kept("1", 5)
    with pytest.raises(TypeError):
        replace(Kept("1"), note="")  # type: ignore[call-arg]


def test_the_kinds_of_fields_are_known_where_one_is_only_named() -> None:
    named = dataclass(frozen=True, slots=True)(
        type("Fact", (), {"__annotations__": {"of": "Kept | None"}, "__module__": __name__})
    )
    assert field_kinds(named) == {"of": Kept | None}
    assert field_kinds(Kept) == {"id": str, "pence": int}


def test_records_stand_in_order_where_that_was_asked_for() -> None:
    assert sorted([Ordered(2, "a"), Ordered(1, "b"), Ordered(1, "a")]) == [
        Ordered(1, "a"),
        Ordered(1, "b"),
        Ordered(2, "a"),
    ]
    with pytest.raises(TypeError):
        sorted([Kept("1"), Kept("2")])  # type: ignore[type-var]


def test_the_names_of_the_fields_are_given_in_order() -> None:
    assert field_names(Kept) == tuple(field.name for field in dataclasses.fields(Kept)) == ("id", "pence")


def test_a_record_can_be_taken_apart_by_match() -> None:
    match Kept("1", 5):
        case Kept(id_, pence):
            assert (id_, pence) == ("1", 5)


def test_what_is_more_than_plain_fields_is_made_by_the_standard_library() -> None:
    @dataclass(frozen=True, slots=True)
    class Rich:
        kind: ClassVar[str] = "rich"
        mark: dataclasses.InitVar[int]
        names: list[str] = dataclasses.field(default_factory=list)

        def __post_init__(self, mark: int) -> None:
            self.names.append(str(mark))

    assert Rich(1) == Rich(1)
    assert Rich(1).names == ["1"]
    assert Rich.kind == "rich"


def test_what_the_standard_library_refuses_is_refused() -> None:
    with pytest.raises(ValueError, match="mutable default"):
        dataclass(frozen=True, slots=True)(type("Fact", (), {"__annotations__": {"names": list}, "names": []}))
    body = {"__annotations__": {"one": int, "two": int}, "one": 1}
    with pytest.raises(TypeError, match="non-default argument"):
        dataclass(frozen=True, slots=True)(type("Fact", (), body))


@pytest.mark.skipif(sys.version_info < (3, 13), reason="copy.replace came with Python 3.13")
def test_copy_replace_gives_a_changed_copy() -> None:
    assert copy.replace(Kept("1"), pence=3) == Kept("1", 3)  # type: ignore[attr-defined]
