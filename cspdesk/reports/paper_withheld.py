"""Counts what a paper withholds from its reader, by what it is and why, without saying what."""

from collections import Counter
from collections.abc import Iterator, Sequence

from cspdesk.domain.audience import Audience, Reason, may_see, reason_said
from cspdesk.domain.disclosure import WITHHELD_PART
from cspdesk.domain.scrutiny import Question, Recommendation
from cspdesk.domain.series_marking import series_marking
from cspdesk.reports.paper_figures import Withheld
from cspdesk.reports.paper_priority_figures import PriorityFigures
from cspdesk.reports.paper_record import PaperRecord, PriorityRecord

Marked = tuple[str, Audience, str]  # what it is, who may see it, why not others


def sees(record: PaperRecord, each: Question | Recommendation) -> bool:
    """Return whether the reader may see what was asked, and the priority it is about."""
    about = next((p for p in record.priorities if p.id == each.priority_id), None)
    return may_see(record.audience, each.marking) and (about is None or may_see(record.audience, about.marking))


def withheld_of(
    record: PaperRecord, parts: Sequence[PriorityRecord], texts: Sequence[str], money: Sequence[Withheld]
) -> tuple[Withheld, ...]:
    """Return everything that is withheld; parts are the priorities shown, texts the reasons of what was written."""
    counts: Counter[tuple[str, str]] = Counter({(each.what, each.reason): each.count for each in money})
    decided: dict[
        str, tuple[str, str]
    ] = {}  # a review of the whole partnership is held beside every plan, and told once
    for part in record.parts:
        if part not in parts:
            counts["priority", reason_said(part.priority.marking_reason)] += 1
            continue
        for what, marking, reason in _marked(record, part):
            if not may_see(record.audience, marking):
                counts[what, reason_said(reason)] += 1
        decided |= _decided(record, part)
    counts.update(decided.values())
    for question in record.questions:
        counts["question", reason_said(question.marking_reason)] += not sees(record, question)
    for made in record.recommendations:
        counts["recommendation", reason_said(made.marking_reason)] += not sees(record, made)
    for reason in texts:
        counts["text or figure in it", reason] += 1
    told = set(_ids(record, parts))
    for field in record.fields:
        if field.record_id in told and not may_see(record.audience, field.marking):
            counts["single field", reason_said(field.marking_reason)] += 1
    return tuple(Withheld(what, reason, count) for (what, reason), count in sorted(counts.items()) if count)


def withheld_requests(parts: Sequence[PriorityRecord]) -> list[Withheld]:
    """Return of how many priorities the request is withheld with the paper it stands in, by reason."""
    counts = Counter(part.request_withheld for part in parts)
    return [Withheld("request", reason, count) for reason, count in sorted(counts.items())]


def withheld_small(priorities: Sequence[PriorityFigures]) -> list[Withheld]:
    """Return how many counts are withheld as small numbers, or since they would show one.

    Where a group of people is withheld by its marking, another count may be so on its account, which is no such reason.
    """
    outputs = sum(output.withheld for priority in priorities for output in priority.outputs)
    people = 0
    for told in (priority.benefited for priority in priorities):
        parts = [part for each in told for part in each.parts]
        if all(name != WITHHELD_PART for name, _ in parts):
            people += sum(count is None for _, count in parts)
    small = Reason.SMALL_NUMBERS.value
    return [Withheld("count of an output", small, outputs), Withheld("count of people", small, people)]


def _marked(record: PaperRecord, part: PriorityRecord) -> Iterator[Marked]:
    """Give what of a priority may be withheld, each with its marking."""
    for whole in part.plan.actions:
        yield "action", whole.action.marking, whole.action.marking_reason
    for series in part.series:
        marked = series_marking(series, record.rule)
        yield "indicator", marked.marking, marked.reason
    for study in part.case_studies:
        if study.may_be_told:
            yield "case study", study.marking, study.marking_reason
    for reached in part.beneficiaries:
        yield "count of people", reached.marking, reached.marking_reason


def _decided(record: PaperRecord, part: PriorityRecord) -> dict[str, tuple[str, str]]:
    """Return the decisions beside a plan that are withheld with their review, by id, as they are counted."""
    hidden = {r.id: reason_said(r.marking_reason) for r in part.plan.reviews if not may_see(record.audience, r.marking)}
    return {d.id: ("decision of a review", hidden[d.review_id]) for d in part.plan.decisions if d.review_id in hidden}


def _ids(record: PaperRecord, parts: Sequence[PriorityRecord]) -> Iterator[str]:
    """Give the ids of the records that the paper tells of, as far as their fields can be marked."""
    for part in parts:
        yield part.priority.id
        yield from (whole.action.id for whole in part.plan.actions)
        yield from (series.indicator.id for series in part.series)
        yield from (study.id for study in part.case_studies)
        yield from (review.id for review in part.plan.reviews)
    for spend in record.spends:
        yield spend.agreement.id
        yield from (entry.id for entry in spend.transactions)
    for each in (record.meetings, record.questions, record.recommendations):
        yield from (one.id for one in each)
    yield from (text.id for text in record.texts.values())
