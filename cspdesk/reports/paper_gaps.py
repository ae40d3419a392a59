"""What a paper still lacks, told with what an assessor would ask; it is no hindrance to printing a draft."""

from collections.abc import Callable, Iterator, Sequence

from cspdesk.domain.money import pounds
from cspdesk.domain.papers import FundingLevel
from cspdesk.domain.plans import Rating
from cspdesk.domain.proof import payments_sentence
from cspdesk.reports.paper_priority_figures import Asked, PriorityFigures
from cspdesk.reports.paper_record import PaperRecord
from cspdesk.reports.paper_written import Gap, SectionFigures

NOTHING_WRITTEN = "Nothing is written here yet."


def gaps_of(
    record: PaperRecord,
    sections: Sequence[SectionFigures],
    priorities: Sequence[PriorityFigures],
    request: Sequence[Asked],
    *,
    of_none: int = 0,
    asks_unseen: bool = False,
) -> Iterator[Gap]:
    """Give what a paper lacks, in the order of its sections, with what an assessor would ask there.

    of_none: how much that is paid for no one priority is not yet evidenced.
    asks_unseen: there is a request that is withheld, so that none is no gap.
    """
    asks = {section.key: section.asks for section in record.template.sections}
    lacks = () if asks_unseen else tuple(_of_request(request))
    for section in sections:
        if section.required and not any(text.words or text.withheld for text in section.texts):
            yield Gap(section.title, NOTHING_WRITTEN, asks[section.key])
        for text in section.texts:
            if section.max_words and text.words > section.max_words:
                of = f" of {text.priority}" if text.priority else ""
                says = f"The text{of} has {text.words:,} words; the limit is {section.max_words:,}."
                yield Gap(section.title, says)
        if "request" in section.parts:
            yield from (Gap(section.title, says, asks[section.key]) for says in lacks)
        yield from _lacking(section, priorities, asks[section.key])
        if "cost" in section.parts and of_none > 0:
            says = f"What serves all priorities, or stands elsewhere: {pounds(of_none)} paid is not yet evidenced."
            yield Gap(section.title, says, asks[section.key])


def _lacking(
    section: SectionFigures,
    priorities: Sequence[PriorityFigures],
    asks: tuple[str, ...],
) -> Iterator[Gap]:
    for p in priorities:
        for part in section.parts:
            yield from (Gap(section.title, says, asks) for says in _OF_PARTS.get(part, _nothing)(p))


def _of_request(request: Sequence[Asked]) -> Iterator[str]:
    for level in FundingLevel:
        found = [each for each in request if each.level is level]
        if not found:
            yield f"No amount is given for the request “{level.value}”."
        elif not all(each.what_happens for each in found):
            yield f"What happens at the request “{level.value}” is not said."


def _nothing(_: PriorityFigures) -> Iterator[str]:
    yield from ()


def _of_benefited(p: PriorityFigures) -> Iterator[str]:
    if not (p.benefited or p.people_withheld):
        yield f"{p.name}: who benefited is not recorded."


def _of_case_study(p: PriorityFigures) -> Iterator[str]:
    if not p.stories:
        yield f"{p.name}: there is no case study that may be told to these readers."


def _of_cost(p: PriorityFigures) -> Iterator[str]:
    if p.traced.untraced > 0:
        yield f"{p.name}: {pounds(p.traced.untraced)} paid is not yet evidenced."
    elif p.traced.missing:
        yield f"{p.name}: {payments_sentence(p.traced)}."


def _of_done(p: PriorityFigures) -> Iterator[str]:
    for action in p.actions:
        if action.lacks_reason:
            unsaid = action.stated is Rating.CANNOT_TELL
            lacks = "no rating is stated" if unsaid else "the stated rating differs without a reason"
            yield f"{action.ref} {action.title}: {lacks}."


def _of_changed(p: PriorityFigures) -> Iterator[str]:
    if not p.results:
        yield f"{p.name}: no indicator shows what changed."
    for result in p.results:
        if result.stale:
            yield f"{result.name}: {result.reach}"


def _of_learned(p: PriorityFigures) -> Iterator[str]:
    if p.reviewed_on is None:
        yield f"{p.name}: no review of the year is recorded."


_OF_PARTS: dict[str, Callable[[PriorityFigures], Iterator[str]]] = {
    "benefited": _of_benefited,
    "case_study": _of_case_study,
    "cost": _of_cost,
    "done": _of_done,
    "changed": _of_changed,
    "learned": _of_learned,
}
