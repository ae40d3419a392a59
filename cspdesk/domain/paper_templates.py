"""The shape of a paper, read from TOML: its sections, what a person writes in each, and what the record adds.

Templates that ship stand in resources/papers, a partnership's own beside its file; `app.paper_templates` finds them.
"""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Any

from cspdesk.domain.papers import PaperKind
from cspdesk.domain.partnership import Priority
from cspdesk.domain.records import dataclass
from cspdesk.errors import UserError

LARGEST = 100_000  # words: more is a slip
_TEMPLATE = {"name", "kind", "title", "funder", "about", "declaration", "signs", "section"}
_SECTION = {"key", "title", "help", "asks", "write", "required", "max_words", "parts", "each_priority", "annex"}


class Writing(StrEnum):
    """What a person writes in a section: nothing (the record fills it), one line, or a text."""

    NOTHING = "nothing"
    LINE = "line"
    TEXT = "text"


PARTS: Mapping[str, Mapping[str, str]] = {
    PaperKind.BID: {
        "need": "why the priority was chosen, and what its indicators say with their caveats",
        "promised": "the aim and the actions that were agreed, with their dates",
        "done": "actions with both ratings, milestones, outputs against targets",
        "cost": "every line's money, reconciled, and how much is evidenced",
        "changed": "each indicator's verdict with its evidence grade and chart",
        "value": "economy, efficiency, effectiveness and equity; break-even; the range",
        "benefited": "how many people, by age and whatever else is counted; small numbers withheld",
        "case_study": "case studies that may be told",
        "learned": "what reviews decided and what came of it",
        "risks": "what is late, at risk, uncertain or outside the partnership's control",
        "request": "the amounts asked for: full, reduced and none, each with what happens",
        "unknown": "what the figures cannot tell",
        "transactions": "every payment that may be shown",
        "evidence": "the index of what proves the payments",
        "indicators": "each indicator: definition, source, reach, breaks, and its figures",
        "changes": "what changed in the record since the last review and the last return",
        "overruled": "findings of the checker that a person set aside, with the reason",
    },
    PaperKind.COMMITTEE: {
        "summary": "the paper in plain English, with one row a priority",
        "asked": "what members asked at the last meeting and what happened since",
        "priorities": "one page a priority",
        "outside": "what is outside the partnership's control",
        "money": "the money by agreement and priority, as the funder was told it",
        "questions": "questions that members may wish to ask, drawn from the figures",
        "tracker": "every recommendation still open or lately done",
        "reading": "how to read the charts",
        "figures": "the figures behind the charts",
        "overruled": "findings of the checker that a person set aside, with the reason",
    },
}


@dataclass(frozen=True, slots=True)
class PaperSection:
    """One section: its heading, what belongs there (help), what an assessor would ask of it, what the record adds.

    required: a paper that lacks a person's words here is not complete. max_words of 0: no limit. each_priority: a text
    is written for each priority (`text_key`). annex: it stands behind the signatures.
    """

    key: str
    title: str
    help: str = ""
    asks: tuple[str, ...] = ()
    write: Writing = Writing.TEXT
    required: bool = True
    max_words: int = 0
    parts: tuple[str, ...] = ()
    each_priority: bool = False
    annex: bool = False

    @property
    def is_written(self) -> bool:
        """Whether a person writes anything here."""
        return self.write is not Writing.NOTHING


@dataclass(frozen=True, slots=True)
class PaperTemplate:
    """A whole paper: of which kind, for whom, in which order its sections stand, who signs and what they declare."""

    name: str
    kind: PaperKind
    title: str
    sections: tuple[PaperSection, ...]
    funder: str = ""
    about: str = ""
    declaration: str = ""
    signs: tuple[str, ...] = ()

    def section(self, key: str) -> PaperSection | None:
        """Return the section of a key; None where there is none."""
        return next((s for s in self.sections if s.key == key), None)


def text_key(section: PaperSection, priority: Priority | None = None) -> str:
    """Return under which key (`PaperText.section`) a section's text is kept, for a priority where it has one each."""
    return f"{section.key}:{priority.id}" if section.each_priority and priority is not None else section.key


def written_places(
    template: PaperTemplate, priorities: Iterable[Priority]
) -> tuple[tuple[PaperSection, Priority | None, str], ...]:
    """Return every place of a paper where a person writes, in order: section, priority where it is of one, its key."""
    known = tuple(priorities)
    return tuple(
        (section, priority, text_key(section, priority))
        for section in template.sections
        if section.is_written
        for priority in (known if section.each_priority else (None,))
    )


def word_count(text: str) -> int:
    """Return how many words a text has, as its limit counts them."""
    return len(text.split())


def parse_paper_template(text: str, where: str) -> PaperTemplate:
    """Return a template from TOML; where names the file in what is said of faults.

    Raises UserError naming file and section of the first thing that is not known, missing or contradictory.
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

    def template(self, data: Mapping[str, Any]) -> PaperTemplate:
        self._known(data, _TEMPLATE, "")
        name = self._text(data, "name", "", needed=True)
        if not all(letter.isalnum() or letter in "-_" for letter in name):
            raise self._fault("", f"“{name}” is not a name: use letters, digits and hyphens")
        kind = self._one_of(data, "kind", [k.value for k in PaperKind], "")
        made = PaperTemplate(
            name,
            PaperKind(kind),
            self._text(data, "title", "", needed=True),
            tuple(self._section(each, PaperKind(kind)) for each in self._tables(data)),
            self._text(data, "funder", ""),
            self._text(data, "about", ""),
            self._text(data, "declaration", ""),
            self._texts(data, "signs", ""),
        )
        self._check_whole(made)
        return made

    def _section(self, data: Mapping[str, Any], kind: PaperKind) -> PaperSection:
        key = self._text(data, "key", "a section", needed=True)
        at = f"section “{key}”"
        self._known(data, _SECTION, at)
        if not key.replace("_", "").isalnum():
            raise self._fault(at, "a key has letters, digits and _ only")
        parts = self._texts(data, "parts", at)
        for part in parts:
            if part not in PARTS[kind]:
                raise self._fault(at, f"there is no part “{part}”; those of a {kind.value}: {', '.join(PARTS[kind])}")
        write = self._one_of(data, "write", [w.value for w in Writing], at, otherwise=Writing.TEXT.value)
        section = PaperSection(
            key,
            self._text(data, "title", at, needed=True),
            self._text(data, "help", at),
            self._texts(data, "asks", at),
            Writing(write),
            self._flag(data, "required", at, otherwise=write != Writing.NOTHING),
            self._number(data, "max_words", at),
            parts,
            self._flag(data, "each_priority", at, otherwise=False),
            self._flag(data, "annex", at, otherwise=False),
        )
        if not section.is_written and (section.required or section.max_words or not parts):
            raise self._fault(at, "where nothing is written the record fills it: give parts, and no limit of words")
        return section

    def _check_whole(self, made: PaperTemplate) -> None:
        if not made.sections:
            raise self._fault("", "it has no sections")
        seen: set[str] = set()
        for section in made.sections:
            if section.key in seen:
                raise self._fault(f"section “{section.key}”", "the key is there already")
            seen.add(section.key)

    def _known(self, data: Mapping[str, Any], names: set[str], at: str) -> None:
        for name in data:
            if name not in names:
                raise self._fault(at, f"“{name}” is not known here; known are: {', '.join(sorted(names))}")

    def _tables(self, data: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
        found = data.get("section", [])
        if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
            raise self._fault("", "section is written as [[section]]")
        yield from found

    def _text(self, data: Mapping[str, Any], name: str, at: str, *, needed: bool = False) -> str:
        found = data.get(name, "")
        if not isinstance(found, str):
            raise self._fault(at, f"{name} is text, in quotation marks")
        if needed and not found.strip():
            raise self._fault(at, f"it needs a {name}")
        return found.strip()

    def _one_of(
        self, data: Mapping[str, Any], name: str, known: list[str], at: str, *, otherwise: str | None = None
    ) -> str:
        found = self._text(data, name, at, needed=otherwise is None) or str(otherwise)
        if found not in known:
            raise self._fault(at, f"{name} is “{found}”; it is one of: {', '.join(known)}")
        return found

    def _texts(self, data: Mapping[str, Any], name: str, at: str) -> tuple[str, ...]:
        found = data.get(name, [])
        if not isinstance(found, list) or not all(isinstance(each, str) and each.strip() for each in found):
            raise self._fault(at, f"{name} is a list of texts")
        return tuple(each.strip() for each in found)

    def _number(self, data: Mapping[str, Any], name: str, at: str) -> int:
        found = data.get(name, 0)
        if not isinstance(found, int) or isinstance(found, bool) or not 0 <= found <= LARGEST:
            raise self._fault(at, f"{name} is a whole number of 0 or more, and not above {LARGEST:,}")
        return found

    def _flag(self, data: Mapping[str, Any], name: str, at: str, *, otherwise: bool) -> bool:
        found = data.get(name, otherwise)
        if not isinstance(found, bool):
            raise self._fault(at, f"{name} is true or false")
        return found

    def _fault(self, at: str, what: str) -> UserError:
        return UserError(f"{self._where}{', ' if at else ''}{at}: {what}.")
