"""The shape of a paper, read from TOML: its sections, what a person writes in each, and what the record adds.

Templates that ship stand in resources/papers, a partnership's own beside its file; `app.paper_templates` finds them.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from cspdesk.domain.papers import PaperKind
from cspdesk.domain.partnership import Priority
from cspdesk.domain.records import dataclass
from cspdesk.domain.template_toml import Data, TemplateReader

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
    return _Reader(where).template(text)


class _Reader(TemplateReader):
    """Reads one file, knowing where it is so that a fault can be found."""

    def template(self, text: str) -> PaperTemplate:
        data = self.load(text)
        self.known(data, _TEMPLATE, "")
        name = self.name(data)
        kind = self.one_of(data, "kind", [k.value for k in PaperKind], "")
        made = PaperTemplate(
            name,
            PaperKind(kind),
            self.text(data, "title", "", needed=True),
            tuple(self._section(each, PaperKind(kind)) for each in self.tables(data, "section", "")),
            self.text(data, "funder", ""),
            self.text(data, "about", ""),
            self.text(data, "declaration", ""),
            self.texts(data, "signs", ""),
        )
        self._check_whole(made)
        return made

    def _section(self, data: Data, kind: PaperKind) -> PaperSection:
        key = self.text(data, "key", "a section", needed=True)
        at = f"section “{key}”"
        self.known(data, _SECTION, at)
        self.checked_key(key, at)
        parts = self.texts(data, "parts", at)
        for part in parts:
            if part not in PARTS[kind]:
                raise self.fault(at, f"there is no part “{part}”; those of a {kind.value}: {', '.join(PARTS[kind])}")
        write = self.one_of(data, "write", [w.value for w in Writing], at, otherwise=Writing.TEXT.value)
        section = PaperSection(
            key,
            self.text(data, "title", at, needed=True),
            self.text(data, "help", at),
            self.texts(data, "asks", at),
            Writing(write),
            self.flag(data, "required", at, otherwise=write != Writing.NOTHING),
            self.number(data, "max_words", at),
            parts,
            self.flag(data, "each_priority", at, otherwise=False),
            self.flag(data, "annex", at, otherwise=False),
        )
        if not section.is_written and (section.required or section.max_words or not parts):
            raise self.fault(at, "where nothing is written the record fills it: give parts, and no limit of words")
        return section

    def _check_whole(self, made: PaperTemplate) -> None:
        if not made.sections:
            raise self.fault("", "it has no sections")
        seen: set[str] = set()
        for section in made.sections:
            if section.key in seen:
                raise self.fault(f"section “{section.key}”", "the key is there already")
            seen.add(section.key)
