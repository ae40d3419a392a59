"""What a sentence claims to have changed, held against what the record says of it."""

from collections.abc import Iterator, Sequence

from cspdesk.analysis import claim_safe as safe
from cspdesk.analysis.claim_causes import cause, efficacy, is_deed, is_of_costs, is_of_outcomes, value
from cspdesk.analysis.claim_findings import Claimed, ClaimFinding, ClaimKind
from cspdesk.analysis.claim_numbers import typed_numbers
from cspdesk.analysis.claim_subjects import Subject
from cspdesk.analysis.claim_words import Movement, Spell, is_of_harm, is_of_now, is_open, is_untold, movements, spells
from cspdesk.analysis.findings import EvidenceGrade, Finding
from cspdesk.domain.bound_figures import BoundFigure
from cspdesk.domain.indicators import Better
from cspdesk.domain.records import dataclass
from cspdesk.domain.series import month_of


@dataclass(frozen=True, slots=True)
class Claim:
    """That an indicator moved, as one clause says; direction is up (1), down (-1) or none (0)."""

    subject: Subject
    movement: Movement
    direction: int
    spells: tuple[Spell, ...]
    bound: tuple[BoundFigure, ...]
    now: bool

    @property
    def is_good(self) -> bool:
        """Whether it is told as an improvement."""
        if self.subject.better is Better.NEITHER:
            return False
        return bool(self.direction) and (self.direction > 0) == (self.subject.better is Better.HIGHER)


def claims_of(claimed: Claimed) -> tuple[Claim, ...]:
    """Return what a sentence claims to have moved, of the indicators in the record; each clause may go on with the
    indicator of the one before it."""
    if is_untold(claimed.sentence.masked):
        return ()
    return tuple(_claims(claimed))


def _claims(claimed: Claimed) -> Iterator[Claim]:
    about: tuple[Subject, ...] = ()
    for at, clause in claimed.sentence.clauses:
        keys = claimed.sentence.keys_within(at, at + len(clause))
        values = [n.value for n in typed_numbers(clause) if n.value is not None]
        about = claimed.context.spoken_of(clause, keys, values) or about
        figures = tuple(claimed.figures[key] for key in keys if key in claimed.figures)
        when = tuple(spells(clause)) or tuple(spells(claimed.sentence.masked))
        for movement in movements(clause, at):
            for subject in about:
                own = tuple(figure for figure in figures if figure.subject == subject.key)
                yield Claim(subject, movement, _way(movement, subject), when, own, is_of_now(clause))


def unheld_findings(claimed: Claimed) -> Iterator[ClaimFinding]:
    """Give the changes of crime or harm that no indicator in the record tells of."""
    if is_untold(claimed.sentence.masked):
        return
    about: tuple[Subject, ...] = ()
    for at, clause in claimed.sentence.clauses:
        keys = claimed.sentence.keys_within(at, at + len(clause))
        about = claimed.context.spoken_of(clause, keys) or about
        moved = next((m for m in movements(clause, at) if m.direction), None)
        if moved is None or about or keys or not is_of_harm(clause):
            continue
        reason = "No indicator in the record tells of this, so nobody can tell from it whether it is so."
        yield claimed.found(ClaimKind.NO_FIGURE, moved.first, moved.last, reason)
        return


def _way(movement: Movement, subject: Subject) -> int:
    """Return which way a movement goes: better is up for what should be high."""
    if not movement.judged:
        return movement.direction
    return -movement.direction if subject.better is Better.LOWER else movement.direction


def movement_findings(claimed: Claimed) -> Iterator[ClaimFinding]:
    """Give what is wrong with the changes that a sentence claims, the gravest reason of each indicator alone."""
    told: set[str] = set()
    for claim in claims_of(claimed):
        found = _found(claimed, claim)
        if found is not None and claim.subject.key not in told:
            told.add(claim.subject.key)
            yield found


def _found(claimed: Claimed, claim: Claim) -> ClaimFinding | None:
    for rule in (_beyond, _across, _old, _judged, _against_figure, _of_another_time, _against_record, _noise):
        found = rule(claimed, claim)
        if found is not None:
            return found
    return None


def _made(claimed: Claimed, claim: Claim, kind: ClaimKind, reason: str, instead: str) -> ClaimFinding:
    return claimed.found(kind, claim.movement.first, claim.movement.last, reason, instead)


def _beyond(claimed: Claimed, claim: Claim) -> ClaimFinding | None:
    subject = claim.subject
    if subject.reach is None:
        reason = f"{subject.name}: no figures for a whole period are held, so nothing can be said of a change."
        return _made(claimed, claim, ClaimKind.BEYOND_REACH, reason, "")
    late = [spell for spell in claim.spells if _is_beyond(spell, claim)]
    if not late:
        return None
    reason = (
        f"The data on {_named(subject)} reach to {month_of(subject.reach)}; nothing can be said of what came after."
    )
    return _made(claimed, claim, ClaimKind.BEYOND_REACH, reason, safe.newest(subject, claimed.figures))


def _is_beyond(spell: Spell, claim: Claim) -> bool:
    reach = claim.subject.reach
    if reach is None or spell.starts_on > reach:
        return True
    return not spell.since and spell.ends_on > reach and not claim.bound


def _across(claimed: Claimed, claim: Claim) -> ClaimFinding | None:
    subject = claim.subject
    broken = next((figure for figure in claim.bound if figure.forbidden), None)
    reason = broken.forbidden if broken else subject.not_compared
    if not reason and not any(figure.finding for figure in claim.bound):
        spanned = (why for day, why in subject.broken for spell in claim.spells if spell.starts_on < day)
        reason = next(spanned, "")
    if not reason:
        return None
    kind = ClaimKind.ACROSS_BREAK if subject.broken else ClaimKind.NO_FIGURE
    instead = safe.not_compared(subject, claimed.figures) if subject.broken else safe.newest(subject, claimed.figures)
    return _made(claimed, claim, kind, f"{subject.name}: {reason[0].lower() + reason[1:]}", instead)


def _old(claimed: Claimed, claim: Claim) -> ClaimFinding | None:
    subject = claim.subject
    dated = any(subject.reach is not None and spell.ends_on <= subject.reach for spell in claim.spells)
    if not subject.stale or subject.reach is None or (dated and not claim.now) or any(f.finding for f in claim.bound):
        return None
    reason = (
        f"The newest data on {_named(subject)} are of {month_of(subject.reach)} and say nothing of how things stand."
    )
    return _made(claimed, claim, ClaimKind.STALE, reason, safe.newest(subject, claimed.figures))


def _judged(claimed: Claimed, claim: Claim) -> ClaimFinding | None:
    """Return that a sentence calls better or worse what is neither: reports of hate crime, say."""
    subject = claim.subject
    if not claim.movement.judged or subject.better is not Better.NEITHER:
        return None
    reason = (
        f"{subject.name}: in the record neither more nor fewer is better, so a change is no improvement and no harm."
    )
    return _made(claimed, claim, ClaimKind.CONTRADICTED, reason, safe.changed(subject, claimed.figures))


def _against_figure(claimed: Claimed, claim: Claim) -> ClaimFinding | None:
    """Return that a sentence says one way and the figure bound in it says the other."""
    if not claim.direction:
        return None
    for figure in claim.bound:
        told = {Finding.HIGHER: 1, Finding.LOWER: -1}.get(Finding(figure.finding)) if figure.finding else None
        if told is not None and told != claim.direction:
            reason = f"{claim.subject.name}: the figure in the sentence says “{figure.text}”, which is the opposite."
            return _made(claimed, claim, ClaimKind.CONTRADICTED, reason, safe.changed(claim.subject, claimed.figures))
    return None


def _of_another_time(claimed: Claimed, claim: Claim) -> ClaimFinding | None:
    """Return that a sentence tells of an earlier time than the record's verdict does."""
    subject, first = claim.subject, claim.subject.compared_from
    told = [spell for spell in claim.spells if not spell.since]
    if first is None or not told or not claim.direction or any(figure.finding for figure in claim.bound):
        return None
    if len(told) < len(claim.spells) or any(spell.ends_on >= first for spell in told):
        return None
    reason = f"The record does not compare that time with another. {subject.says}"
    return _made(claimed, claim, ClaimKind.NO_FIGURE, reason, safe.changed(subject, claimed.figures))


def _against_record(claimed: Claimed, claim: Claim) -> ClaimFinding | None:
    subject = claim.subject
    if not claim.direction or not subject.direction or claim.direction == subject.direction:
        return None
    if any(figure.finding for figure in claim.bound):
        return None
    reason = f"The record says the opposite. {subject.says}"
    return _made(claimed, claim, ClaimKind.CONTRADICTED, reason, safe.changed(subject, claimed.figures))


def _noise(claimed: Claimed, claim: Claim) -> ClaimFinding | None:
    subject = claim.subject
    if not claim.direction:
        return None
    judged = [figure for figure in claim.bound if figure.finding]
    unclear = any(f.finding == Finding.CANNOT_TELL for f in judged) if judged else subject.direction == 0
    if not unclear:
        return None
    reason = f"Whether it changed cannot be told from chance. {subject.says}"
    return _made(claimed, claim, ClaimKind.INSIDE_NOISE, reason, safe.changed(subject, claimed.figures))


def cause_findings(claimed: Claimed) -> Iterator[ClaimFinding]:
    """Give the word that puts a result down to work, where no evidence bears that."""
    masked = claimed.sentence.masked
    works = efficacy(masked)
    if works is not None and is_open(masked[: works[0]]):
        works = None
    found = cause(masked) or works
    if found is None:
        return
    keys = tuple(key for key, _ in claimed.sentence.keys)
    about = claimed.context.spoken_of(masked, keys)
    if not works and not about and not is_of_outcomes(masked) and not _moved_by(masked, claimed):
        return
    grade = min((subject.grade for subject in about), default=EvidenceGrade.AT_ONE_TIME)
    if grade >= EvidenceGrade.MANY_AREAS:
        return
    reason = f"The evidence is “{grade.words}”: it does not show what made the difference."
    first, last = found
    instead = safe.without_cause(claimed.sentence.text, first, last)
    if not instead or movement_of_unsound(claimed):
        instead = " ".join(filter(None, (safe.changed(subject, claimed.figures) for subject in about)))
    yield claimed.found(ClaimKind.CAUSE, first, last, reason, instead)


def _moved_by(masked: str, claimed: Claimed) -> bool:
    """Return whether a sentence says what made anything but a cost go up or down."""
    moved = any(m.direction for at, clause in claimed.sentence.clauses for m in movements(clause, at))
    return moved and not is_of_costs(masked) and not is_deed(masked)


def value_findings(claimed: Claimed) -> Iterator[ClaimFinding]:
    """Give the words that call money well spent where the sentence holds no figure that bears it."""
    masked = claimed.sentence.masked
    found = value(masked)
    if found is None or claimed.sentence.keys or is_open(masked):
        return
    reason = (
        "No figure stands beside it. The record can say what one output cost, or how much would have to be prevented "
        "to pay for it; it does not say that it was worth it."
    )
    yield claimed.found(ClaimKind.NO_FIGURE, *found, reason)


def movement_of_unsound(claimed: Claimed) -> bool:
    """Return whether what a sentence claims to have moved is in doubt itself."""
    return any(True for _ in movement_findings(claimed))


def opposed(claimed: Sequence[Claimed]) -> Iterator[ClaimFinding]:
    """Give the sentences that say the opposite of an earlier one about the same indicator; the record's own way is
    never the wrong one."""
    said: dict[str, tuple[int, str]] = {}
    for each in claimed:
        for claim in claims_of(each):
            before = said.get(claim.subject.key)
            if claim.direction and before is None:
                said[claim.subject.key] = claim.direction, each.sentence.text
            sound = claim.direction == claim.subject.direction
            if claim.direction and before and before[0] != claim.direction and not sound:
                reason = f"Another sentence says the opposite: “{before[1]}”"
                instead = safe.changed(claim.subject, each.figures)
                yield _made(each, claim, ClaimKind.CONTRADICTED, reason, instead)


def _named(subject: Subject) -> str:
    return f"“{subject.name}”"
