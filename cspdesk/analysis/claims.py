"""The check of claims: every sentence of a text read against the record, and what says more than its figures do."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from cspdesk.analysis import claim_safe as safe
from cspdesk.analysis.claim_amounts import amount_findings
from cspdesk.analysis.claim_figure_rules import (
    NumberIndex,
    dated_findings,
    differing,
    figure_findings,
    number_findings,
)
from cspdesk.analysis.claim_findings import ClaimContext, Claimed, ClaimFinding, ClaimKind
from cspdesk.analysis.claim_owners import Held
from cspdesk.analysis.claim_praise import praise_findings
from cspdesk.analysis.claim_record import record_findings
from cspdesk.analysis.claim_results import result_findings
from cspdesk.analysis.claim_rules import (
    cause_findings,
    claims_of,
    movement_findings,
    opposed,
    unheld_findings,
    value_findings,
)
from cspdesk.analysis.claim_sentences import sentences_of
from cspdesk.analysis.claim_subjects import Subject, spoken_of, subject_of
from cspdesk.analysis.verdicts import VerdictKind
from cspdesk.domain.bound_figures import Figures
from cspdesk.domain.series import Series


def context_of(series: Iterable[Series], today: date, elsewhere: Iterable[Series] = ()) -> ClaimContext:
    """Return what claims are held against, from the indicators as known on a day; elsewhere: of other priorities."""
    return ClaimContext(tuple(map(subject_of, series)), today, tuple(map(subject_of, elsewhere)))


def check_text(body: str, figures: Figures, context: ClaimContext, section: str = "") -> tuple[ClaimFinding, ...]:
    """Return what a text says beyond its figures, in its order; nothing for a fair one. Every text can be read."""
    return check_paper({section: body}, figures, context)


def check_paper(texts: Mapping[str, str], figures: Figures, context: ClaimContext) -> tuple[ClaimFinding, ...]:
    """Return the same of all sections together: sentences may contradict each other, and bad news be left out."""
    claimed = [
        Claimed(section, sentence, figures, context)
        for section, body in texts.items()
        for sentence in sentences_of(body)
        if not sentence.text.rstrip().endswith("?")
    ]
    index = NumberIndex(figures)
    held = Held(figures, context.today)
    found = [finding for each in claimed for finding in _of_sentence(each, index, held)]
    found += record_findings(held, claimed)
    found += _praise(held, claimed, found)
    graver = {(f.section, f.sentence_start) for f in found if f.kind is ClaimKind.CONTRADICTED}
    across = (*opposed(claimed), *differing(claimed))
    found += [f for f in across if (f.section, f.sentence_start) not in graver]
    found += _results(claimed, found)
    found += _good_news_only(claimed, context.subjects)
    order = {section: place for place, section in enumerate(texts)}
    return tuple(sorted(found, key=lambda f: (order[f.section], f.start, f.end, f.kind)))


def _of_sentence(claimed: Claimed, index: NumberIndex, held: Held) -> Iterator[ClaimFinding]:
    """Give what is wrong with a sentence; a caveat is not asked for where the claim itself does not hold."""
    moved = tuple(movement_findings(claimed))
    figures = [f for f in figure_findings(claimed) if not (moved and f.kind is ClaimKind.NO_CAVEAT)]
    yield from moved
    yield from figures
    if not moved:
        yield from dated_findings(claimed)
        yield from _uncautioned(claimed)
        yield from unheld_findings(claimed)
    yield from cause_findings(claimed)
    yield from value_findings(claimed)
    amounts = tuple(amount_findings(held, claimed))
    yield from amounts
    yield from (
        f for f in number_findings(claimed, index) if (f.start, f.end) not in {(a.start, a.end) for a in amounts}
    )


def _praise(held: Held, claimed: Sequence[Claimed], found: Sequence[ClaimFinding]) -> list[ClaimFinding]:
    """Return the praise in words of which nothing else is found."""
    taken = {(f.section, place) for f in found for place in range(f.start, f.end)}
    praised = [finding for each in claimed for finding in praise_findings(held, each)]
    return [f for f in praised if not any((f.section, place) in taken for place in range(f.start, f.end))]


def _results(claimed: Sequence[Claimed], found: Sequence[ClaimFinding]) -> list[ClaimFinding]:
    """Return what is told of results in the sentences in which nothing else is found."""
    known = {(f.section, f.sentence_start) for f in found}
    silent = (each for each in claimed if (each.section, each.sentence.start) not in known)
    return [finding for each in silent for finding in result_findings(each)]


def _uncautioned(claimed: Claimed) -> Iterator[ClaimFinding]:
    """Give the changes that are told in words alone although a caveat has to stand beside them."""
    for claim in claims_of(claimed):
        subject = claim.subject
        if not subject.caveat or claim.bound or not claim.direction:
            continue
        reason = f"A change of “{subject.name}” is told only {subject.caveat}."
        movement = claim.movement
        instead = safe.changed(subject, claimed.figures)
        yield claimed.found(ClaimKind.NO_CAVEAT, movement.first, movement.last, reason, instead)


def _good_news_only(claimed: Sequence[Claimed], subjects: Sequence[Subject]) -> Iterator[ClaimFinding]:
    """Give the first good news of a paper that is silent about everything that got worse."""
    worse = [s for s in subjects if s.kind is VerdictKind.WORSE]
    if not worse:
        return
    good: Claimed | None = None
    for each in claimed:
        keys = tuple(key for key, _ in each.sentence.keys)
        if any(s in worse for s in spoken_of(each.sentence.masked, subjects, keys)):
            return
        if good is None and _is_good_news(each, keys) and not any(True for _ in movement_findings(each)):
            good = each
    if good is None:
        return
    names = ", ".join(f"“{s.name}”" for s in worse)
    told = " ".join(filter(None, (safe.changed(s, good.figures) for s in worse[:1])))
    reason = f"The paper tells what got better and nothing of what got worse: {names}."
    instead = f"{good.sentence.text} {told}" if told else ""
    yield good.found(ClaimKind.GOOD_NEWS_ONLY, 0, len(good.sentence.text), reason, instead)


def _is_good_news(claimed: Claimed, keys: Sequence[str]) -> bool:
    better = [s for s in claimed.context.subjects if s.kind is VerdictKind.BETTER]
    if any(key.startswith(f"{s.key}.") for key in keys for s in better):
        return True
    return any(claim.is_good for claim in claims_of(claimed))
