"""The shape of a funder's return, read from TOML: sections, fields, where each comes from, limits, who signs."""

import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

from cspdesk.domain.records import dataclass
from cspdesk.domain.return_periods import PeriodKind
from cspdesk.domain.return_sources import SOURCES, FieldKind
from cspdesk.errors import UserError

SIGNS = ("any", "positive", "negative")
LEAST_RATING, MOST_RATING = 1, 5
LARGEST = 100_000  # days, words, characters: more is a slip
_TEMPLATE = {
    "name", "title", "funder", "scheme", "about", "period", "due_days", "declaration", "signs", "section", "adds_up",
}  # fmt: skip
_SECTION = {"title", "help", "field"}
_FIELD = {"key", "title", "kind", "source", "required", "max_words", "max_characters", "choices", "sign", "help"}
_SUM = {"total", "of"}


@dataclass(frozen=True, slots=True)
class Field:
    """One box of a return. With a source it is filled from the record; without, a person answers it.

    A rating with a source is proposed by the record and stated by a person. max_words and max_characters of 0: no
    limit. sign: what the amount may be.
    """

    key: str
    title: str
    kind: FieldKind
    source: str = ""
    required: bool = True
    max_words: int = 0
    max_characters: int = 0
    choices: tuple[str, ...] = ()
    sign: str = "any"
    help: str = ""

    @property
    def is_answered(self) -> bool:
        """Whether a person fills it in."""
        return not self.source or self.kind is FieldKind.RATING

    @property
    def reason_key(self) -> str:
        """Where the reason for a stated rating is kept."""
        return f"{self.key}.reason"


@dataclass(frozen=True, slots=True)
class Section:
    """Fields that stand under one heading."""

    title: str
    fields: tuple[Field, ...]
    help: str = ""


@dataclass(frozen=True, slots=True)
class AddsUp:
    """A field that must be the sum of others, all of money or all counts."""

    total: str
    of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Template:
    """A whole return: what period it covers, when it is due (days after the period's end), who signs."""

    name: str
    title: str
    period: PeriodKind
    due_days: int
    sections: tuple[Section, ...]
    signs: tuple[str, ...] = ()
    declaration: str = ""
    funder: str = ""
    scheme: str = ""
    about: str = ""
    adds_up: tuple[AddsUp, ...] = ()

    @property
    def fields(self) -> tuple[Field, ...]:
        """Every field in order."""
        return tuple(field for section in self.sections for field in section.fields)

    @property
    def claims(self) -> bool:
        """Whether money is claimed with it."""
        return any(field.source == "claim" for field in self.fields)

    def section_of(self, key: str) -> str:
        """Return the title of the section a field stands in; empty for none."""
        return next((s.title for s in self.sections if any(f.key == key for f in s.fields)), "")


def signed_key(role: int) -> str:
    """Return where the name of who signs is kept, for the first role (0), the second, ..."""
    return f"signed.{role + 1}"


def parse_template(text: str, where: str) -> Template:
    """Return a template from TOML; where names the file in what is said of faults.

    Raises UserError naming file, section and field of the first thing that is not known, missing or contradictory.
    """
    try:
        data = tomllib.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:  # endless numbers and lists within lists are no TOMLDecodeError
        raise UserError(
            f"{where} is not valid TOML: {error}. Compare it with the template shown in the help."
        ) from None
    return _Reader(where).template(data)


class _Reader:
    """Reads one file, knowing where it is so that a fault can be found."""

    def __init__(self, where: str) -> None:
        self._where = where

    def template(self, data: Mapping[str, Any]) -> Template:
        self._known(data, _TEMPLATE, "")
        name, title = self._text(data, "name", "", needed=True), self._text(data, "title", "", needed=True)
        if not all(letter.isalnum() or letter in "-_" for letter in name):
            raise self._fault("", f"“{name}” is not a name: use letters, digits and hyphens")
        kinds = [kind.value for kind in PeriodKind]
        period = self._text(data, "period", "", needed=True)
        if period not in kinds:
            raise self._fault("", f"period is “{period}”; it is one of: {', '.join(kinds)}")
        sections = tuple(self._section(each) for each in self._tables(data, "section", ""))
        made = Template(
            name,
            title,
            PeriodKind(period),
            self._number(data, "due_days", ""),
            sections,
            self._texts(data, "signs", ""),
            self._text(data, "declaration", ""),
            self._text(data, "funder", ""),
            self._text(data, "scheme", ""),
            self._text(data, "about", ""),
            tuple(self._adds_up(each) for each in self._tables(data, "adds_up", "")),
        )
        self._check_whole(made)
        return made

    def _section(self, data: Mapping[str, Any]) -> Section:
        title = self._text(data, "title", "a section", needed=True)
        at = f"section “{title}”"
        self._known(data, _SECTION, at)
        fields = tuple(self._field(each, at) for each in self._tables(data, "field", at))
        return Section(title, fields, self._text(data, "help", at))

    def _field(self, data: Mapping[str, Any], section: str) -> Field:
        key = self._text(data, "key", section, needed=True)
        at = f"{section}, field “{key}”"
        self._known(data, _FIELD, at)
        if not key.replace("_", "").isalnum():
            raise self._fault(at, "a key has letters, digits and _ only")
        kind = self._text(data, "kind", at, needed=True)
        if kind not in {k.value for k in FieldKind}:
            raise self._fault(at, f"there is no kind “{kind}”; it is one of: {', '.join(k.value for k in FieldKind)}")
        field = Field(
            key,
            self._text(data, "title", at, needed=True),
            FieldKind(kind),
            self._text(data, "source", at),
            self._flag(data, "required", at),
            self._number(data, "max_words", at),
            self._number(data, "max_characters", at),
            self._texts(data, "choices", at),
            self._text(data, "sign", at) or "any",
            self._text(data, "help", at),
        )
        self._check_field(field, at)
        return field

    def _check_field(self, field: Field, at: str) -> None:
        if field.source and field.source not in SOURCES:
            raise self._fault(at, f"there is no source “{field.source}”. The help lists those there are")
        if field.source and SOURCES[field.source].kind is not field.kind:
            kind = SOURCES[field.source].kind.value
            raise self._fault(
                at, f"the source “{field.source}” is of kind {kind}, and the field says {field.kind.value}"
            )
        if field.kind is FieldKind.TABLE and not field.source:
            raise self._fault(at, "a table is filled from the record, so it needs a source")
        if (field.kind is FieldKind.CHOICE) != bool(field.choices):
            raise self._fault(at, "choices belong to a field of kind choice, which needs them")
        if field.sign not in SIGNS:
            raise self._fault(at, f"sign is “{field.sign}”; it is one of: {', '.join(SIGNS)}")
        if field.sign != "any" and field.kind not in (FieldKind.MONEY, FieldKind.COUNT):
            raise self._fault(at, "only amounts and counts have a sign")
        if (field.max_words or field.max_characters) and (field.kind is not FieldKind.WORDS or field.source):
            raise self._fault(at, "only a person's words have a limit of words or characters")

    def _check_whole(self, made: Template) -> None:
        if not made.fields:
            raise self._fault("", "it has no fields")
        known: dict[str, Field] = {}
        for section in made.sections:
            for field in section.fields:
                if field.key in known:
                    raise self._fault(f"section “{section.title}”, field “{field.key}”", "the key is there already")
                known[field.key] = field
        for each in made.adds_up:
            kinds = {known[key].kind if key in known else None for key in (each.total, *each.of)}
            if kinds not in ({FieldKind.MONEY}, {FieldKind.COUNT}):
                raise self._fault(
                    f"adds_up “{each.total}”", "it names fields of this template, all money or all counts"
                )

    def _adds_up(self, data: Mapping[str, Any]) -> AddsUp:
        self._known(data, _SUM, "adds_up")
        return AddsUp(self._text(data, "total", "adds_up", needed=True), self._texts(data, "of", "adds_up"))

    def _known(self, data: Mapping[str, Any], names: set[str], at: str) -> None:
        for name in data:
            if name not in names:
                raise self._fault(at, f"“{name}” is not known here; known are: {', '.join(sorted(names))}")

    def _tables(self, data: Mapping[str, Any], name: str, at: str) -> Iterator[Mapping[str, Any]]:
        found = data.get(name, [])
        if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
            raise self._fault(at, f"{name} is written as [[{name}]]")
        yield from found

    def _text(self, data: Mapping[str, Any], name: str, at: str, *, needed: bool = False) -> str:
        found = data.get(name, "")
        if not isinstance(found, str):
            raise self._fault(at, f"{name} is text, in quotation marks")
        if needed and not found.strip():
            raise self._fault(at, f"it needs a {name}")
        return found.strip()

    def _texts(self, data: Mapping[str, Any], name: str, at: str) -> tuple[str, ...]:
        found = data.get(name, [])
        if not isinstance(found, list) or not all(isinstance(each, str) and each.strip() for each in found):
            raise self._fault(at, f"{name} is a list of texts")
        return tuple(found)

    def _number(self, data: Mapping[str, Any], name: str, at: str) -> int:
        found = data.get(name, 0)
        if not isinstance(found, int) or isinstance(found, bool) or not 0 <= found <= LARGEST:
            raise self._fault(at, f"{name} is a whole number of 0 or more, and not above {LARGEST:,}")
        return found

    def _flag(self, data: Mapping[str, Any], name: str, at: str) -> bool:
        found = data.get(name, True)
        if not isinstance(found, bool):
            raise self._fault(at, f"{name} is true or false")
        return found

    def _fault(self, at: str, what: str) -> UserError:
        return UserError(f"{self._where}{', ' if at else ''}{at}: {what}.")
