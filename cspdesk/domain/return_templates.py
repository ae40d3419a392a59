"""The shape of a funder's return, read from TOML: sections, fields, where each comes from, limits, who signs."""

from cspdesk.domain.records import dataclass
from cspdesk.domain.return_periods import PeriodKind
from cspdesk.domain.return_sources import SOURCES, FieldKind
from cspdesk.domain.template_toml import Data, TemplateReader

SIGNS = ("any", "positive", "negative")
LEAST_RATING, MOST_RATING = 1, 5
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

    @property
    def tells_corrections(self) -> bool:
        """Whether it prints what has changed in closed quarters."""
        return any(field.source == "corrections" for field in self.fields)

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
    return _Reader(where).template(text)


class _Reader(TemplateReader):
    """Reads one file, knowing where it is so that a fault can be found."""

    def template(self, text: str) -> Template:
        data = self.load(text)
        self.known(data, _TEMPLATE, "")
        name, title = self.name(data), self.text(data, "title", "", needed=True)
        period = self.one_of(data, "period", [kind.value for kind in PeriodKind], "")
        sections = tuple(self._section(each) for each in self.tables(data, "section", ""))
        made = Template(
            name,
            title,
            PeriodKind(period),
            self.number(data, "due_days", ""),
            sections,
            self.texts(data, "signs", ""),
            self.text(data, "declaration", ""),
            self.text(data, "funder", ""),
            self.text(data, "scheme", ""),
            self.text(data, "about", ""),
            tuple(self._adds_up(each) for each in self.tables(data, "adds_up", "")),
        )
        self._check_whole(made)
        return made

    def _section(self, data: Data) -> Section:
        title = self.text(data, "title", "a section", needed=True)
        at = f"section “{title}”"
        self.known(data, _SECTION, at)
        fields = tuple(self._field(each, at) for each in self.tables(data, "field", at))
        return Section(title, fields, self.text(data, "help", at))

    def _field(self, data: Data, section: str) -> Field:
        key = self.text(data, "key", section, needed=True)
        at = f"{section}, field “{key}”"
        self.known(data, _FIELD, at)
        self.checked_key(key, at)
        kind = self.text(data, "kind", at, needed=True)
        if kind not in {k.value for k in FieldKind}:
            raise self.fault(at, f"there is no kind “{kind}”; it is one of: {', '.join(k.value for k in FieldKind)}")
        field = Field(
            key,
            self.text(data, "title", at, needed=True),
            FieldKind(kind),
            self.text(data, "source", at),
            self.flag(data, "required", at, otherwise=True),
            self.number(data, "max_words", at),
            self.number(data, "max_characters", at),
            self.texts(data, "choices", at),
            self.text(data, "sign", at) or "any",
            self.text(data, "help", at),
        )
        self._check_field(field, at)
        return field

    def _check_field(self, field: Field, at: str) -> None:
        if field.source and field.source not in SOURCES:
            raise self.fault(at, f"there is no source “{field.source}”. The help lists those there are")
        if field.source and SOURCES[field.source].kind is not field.kind:
            kind = SOURCES[field.source].kind.value
            raise self.fault(
                at, f"the source “{field.source}” is of kind {kind}, and the field says {field.kind.value}"
            )
        if field.kind is FieldKind.TABLE and not field.source:
            raise self.fault(at, "a table is filled from the record, so it needs a source")
        if (field.kind is FieldKind.CHOICE) != bool(field.choices):
            raise self.fault(at, "choices belong to a field of kind choice, which needs them")
        if field.sign not in SIGNS:
            raise self.fault(at, f"sign is “{field.sign}”; it is one of: {', '.join(SIGNS)}")
        if field.sign != "any" and field.kind not in (FieldKind.MONEY, FieldKind.COUNT):
            raise self.fault(at, "only amounts and counts have a sign")
        if (field.max_words or field.max_characters) and (field.kind is not FieldKind.WORDS or field.source):
            raise self.fault(at, "only a person's words have a limit of words or characters")

    def _check_whole(self, made: Template) -> None:
        if not made.fields:
            raise self.fault("", "it has no fields")
        known: dict[str, Field] = {}
        for section in made.sections:
            for field in section.fields:
                if field.key in known:
                    raise self.fault(f"section “{section.title}”, field “{field.key}”", "the key is there already")
                known[field.key] = field
        for each in made.adds_up:
            kinds = {known[key].kind if key in known else None for key in (each.total, *each.of)}
            if kinds not in ({FieldKind.MONEY}, {FieldKind.COUNT}):
                raise self.fault(f"adds_up “{each.total}”", "it names fields of this template, all money or all counts")

    def _adds_up(self, data: Data) -> AddsUp:
        self.known(data, _SUM, "adds_up")
        return AddsUp(self.text(data, "total", "adds_up", needed=True), self.texts(data, "of", "adds_up"))
