"""What the checker finds in a paper's texts and nobody set aside, by what its reader may see of the record."""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial

from cspdesk.analysis.claims import check_paper, context_of
from cspdesk.domain.audience import may_see
from cspdesk.domain.bound_figures import figures_seen
from cspdesk.domain.narrative import in_words
from cspdesk.domain.papers import Overruling, PaperText
from cspdesk.domain.series import Series
from cspdesk.domain.series_marking import series_seen
from cspdesk.reports.paper_record import PaperRecord, PriorityRecord
from cspdesk.reports.paper_texts import words_of
from cspdesk.reports.paper_written import ClaimFound


def claims_of(record: PaperRecord) -> Iterator[ClaimFound]:
    """Give the findings in the paper's own texts, then in those of the priorities' own papers."""
    yield from _found(record, record.texts, record.overrulings, record.parts)
    for part in record.parts:
        yield from _found(record, part.texts, part.overrulings, (part,))


def _found(
    record: PaperRecord,
    texts: Mapping[str, PaperText],
    overrulings: Iterable[Overruling],
    parts: Iterable[PriorityRecord],
) -> Iterator[ClaimFound]:
    order = [section.key for section in record.template.sections]
    shown = {key: t.body for key, t in texts.items() if may_see(record.audience, t.marking)}
    known = {key: shown[key] for key in sorted(shown, key=lambda k: (_place(order, k), k))}
    if not known:
        return
    series = [s for part in parts for s in part.series if _seen(record, s)]
    others = [s for s in record.elsewhere if _seen(record, s)]
    context = context_of(series, record.as_at, others)
    set_aside = tuple(overrulings)
    titles = {section.key: section.title for section in record.template.sections}
    for each in check_paper(known, figures_seen(record.figures, record.audience), context):
        if not any(each.is_overruled_by(made) for made in set_aside):
            title = titles.get(each.section.partition(":")[0], each.section)
            words, safe = (in_words(text, partial(words_of, record)) for text in (each.words, each.safe))
            yield ClaimFound(title, each.kind.value, words, each.reason, safe)


def _place(order: list[str], key: str) -> int:
    name = key.partition(":")[0]
    return order.index(name) if name in order else len(order)


def _seen(record: PaperRecord, series: Series) -> bool:
    return series_seen(series, record.rule, record.audience)
