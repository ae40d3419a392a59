"""How far a paper has come while it is written: each place where a person writes, and what it still lacks."""

from collections.abc import Iterable, Iterator, Mapping

from cspdesk.domain.narrative import Words, read_narrative
from cspdesk.domain.paper_templates import PaperSection, PaperTemplate, word_count, written_places
from cspdesk.domain.papers import FundingLevel, FundingOption
from cspdesk.domain.partnership import Priority
from cspdesk.domain.records import dataclass

NOTHING_WRITTEN = "Nothing is written here yet."


@dataclass(frozen=True, slots=True)
class SectionProgress:
    """One section: the words written in it over all its texts, and what it lacks, in sentences.

    limit is of one text; 0: none. lacks is empty for one that is complete or need not be written.
    """

    section: PaperSection
    words: int
    lacks: tuple[str, ...]

    @property
    def is_complete(self) -> bool:
        """Whether nothing is lacking and, where a person writes, something is written."""
        return not self.lacks and (self.words > 0 or not self.section.is_written or not self.section.required)


def progress_of(
    template: PaperTemplate,
    priorities: Iterable[Priority],
    bodies: Mapping[str, str],
    options: Iterable[FundingOption] = (),
) -> tuple[SectionProgress, ...]:
    """Return how far each section of a paper has come, in order; bodies by the key that they are kept under."""
    known, asked = tuple(priorities), tuple(options)
    return tuple(_section(template, section, known, bodies, asked) for section in template.sections)


def narrative_words(body: str) -> int:
    """Return how many words a person wrote, marks and bound figures left out, as the paper itself counts them."""
    passages = read_narrative(body)
    said = "\n".join("".join(run.text for run in p.runs if isinstance(run, Words)) for p in passages)
    return word_count(said)


def _section(
    template: PaperTemplate,
    section: PaperSection,
    priorities: tuple[Priority, ...],
    bodies: Mapping[str, str],
    options: tuple[FundingOption, ...],
) -> SectionProgress:
    places = [(p, key) for each, p, key in written_places(template, priorities) if each is section]
    counts = [(priority, narrative_words(bodies.get(key, ""))) for priority, key in places]
    lacks = [*_of_texts(section, counts), *(_of_request(options) if "request" in section.parts else ())]
    return SectionProgress(section, sum(words for _, words in counts), tuple(lacks))


def _of_texts(section: PaperSection, counts: list[tuple[Priority | None, int]]) -> Iterator[str]:
    if section.is_written and section.required and not any(words for _, words in counts):
        yield NOTHING_WRITTEN
    for priority, words in counts:
        if section.max_words and words > section.max_words:
            of = f" of {priority.name}" if priority else ""
            yield f"The text{of} has {words:,} words; the limit is {section.max_words:,}."


def _of_request(options: tuple[FundingOption, ...]) -> Iterator[str]:
    for level in FundingLevel:
        found = next((option for option in options if option.level is level), None)
        if found is None and level is not FundingLevel.NONE:  # of no money no amount has to be given
            yield f"No amount is given for the request “{level.value}”."
        elif found is None or not found.what_happens.strip():
            yield f"What happens at the request “{level.value}” is not said."
