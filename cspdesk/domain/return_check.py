"""What keeps a return from being sent: answers, sums, the return before, and the ledger, each with its place."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from cspdesk.domain.closing import PAID
from cspdesk.domain.funding import Transaction
from cspdesk.domain.money import pounds
from cspdesk.domain.periods import long_date
from cspdesk.domain.proof import counted
from cspdesk.domain.return_figures import EXPLAINED, FilledField, RatingValue, ReturnFigures
from cspdesk.domain.return_record import ReturnRecord, Submitted
from cspdesk.domain.return_sources import FieldKind
from cspdesk.domain.return_sums import paid_to, why_not_claimed
from cspdesk.domain.return_templates import Field, signed_key

_REASONS = {
    "unassigned": ("on no budget line", "Put them on one."),
    "outside": ("dated outside the agreement", "Accrue them to a day inside it with a reason, or move them."),
    "unjudged": ("not yet judged eligible or not", "Judge them by a clause."),
}


class Severity(StrEnum):
    """Whether a return can still be sent."""

    ERROR = "must be put right"
    WARNING = "worth a look"


class PlaceKind(StrEnum):
    """What a finding leads to."""

    FIELD = "field"
    SIGNATURE = "signature"
    EXPLANATION = "explanation"
    TRANSACTIONS = "transactions"
    QUARTER = "quarter"
    LINE = "line"
    RETURN = "return"
    AGREEMENT = "agreement"


@dataclass(frozen=True, slots=True)
class Place:
    """Where to put it right: a field's key, a line's or return's id, a quarter's first day; ids of transactions."""

    kind: PlaceKind
    key: str = ""
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found, in a sentence, with its place."""

    severity: Severity
    says: str
    place: Place

    @property
    def is_error(self) -> bool:
        """Whether the return cannot be sent with it."""
        return self.severity is Severity.ERROR


def ready(findings: tuple[Finding, ...]) -> bool:
    """Return whether nothing stands against sending."""
    return not any(f.is_error for f in findings)


def check(record: ReturnRecord, figures: ReturnFigures) -> tuple[Finding, ...]:
    """Return everything found, what must be put right first; figures are those of `fill` for the record."""
    found = [
        *_period(record),
        *_answers(record, figures),
        *_sums(record, figures),
        *_previous(record, figures),
        *_ledger(record, figures),
        *_signatures(figures),
    ]
    return tuple(sorted(found, key=lambda f: not f.is_error))


def _error(says: str, kind: PlaceKind, key: str = "", ids: tuple[str, ...] = ()) -> Finding:
    return Finding(Severity.ERROR, says, Place(kind, key, ids))


def _warning(says: str, kind: PlaceKind, key: str = "", ids: tuple[str, ...] = ()) -> Finding:
    return Finding(Severity.WARNING, says, Place(kind, key, ids))


def _period(record: ReturnRecord) -> Iterator[Finding]:
    period, agreement = record.period, record.agreement
    if record.as_at <= period.ends_on:
        yield _error(f"{period.label} ends on {long_date(period.ends_on)} and is not over yet.", PlaceKind.AGREEMENT)
    for quarter in period.quarters_to_date:
        inside = quarter.starts_on <= agreement.ends_on and quarter.ends_on >= agreement.starts_on
        if inside and quarter not in record.closed:
            key = quarter.starts_on.isoformat()
            says = f"{quarter.label} is not closed, so its figures could still change silently. Close it first."
            yield _error(says, PlaceKind.QUARTER, key)


def _answers(record: ReturnRecord, figures: ReturnFigures) -> Iterator[Finding]:
    filled = {f.key: f for f in figures.fields}
    for field in record.template.fields:
        made = filled[field.key]
        where = f"{record.template.section_of(field.key)}, “{field.title}”"
        if made.faulty:
            what = "rating of 1 to 5" if field.kind is FieldKind.RATING else field.kind.value
            yield _error(f"{where}: “{made.faulty}” is no {what}.", PlaceKind.FIELD, field.key)
        elif isinstance(made.value, RatingValue):
            yield from _rating(field, made.value, where)
        elif field.is_answered and field.required and made.value in (None, ""):
            yield _error(f"{where} is not answered.", PlaceKind.FIELD, field.key)
        if isinstance(made.value, str):
            yield from _length(field, made.value, where)
        if isinstance(made.value, int):
            yield from _sign(field, made.value, where)


def _rating(field: Field, value: RatingValue, where: str) -> Iterator[Finding]:
    if value.stated is None and field.required:
        proposed = f"; {value.proposed} is proposed" if value.proposed else ""
        yield _error(f"{where}: no rating is stated{proposed}.", PlaceKind.FIELD, field.key)
    elif value.lacks_reason:
        proposed = f"{value.proposed} is proposed" if value.proposed else "none can be proposed"
        says = f"{where}: {value.stated} is stated where {proposed}, and no reason is given."
        yield _error(says, PlaceKind.FIELD, field.reason_key)


def _length(field: Field, text: str, where: str) -> Iterator[Finding]:
    for number, most, noun in (
        (len(text.split()), field.max_words, "word"),
        (len(text), field.max_characters, "character"),
    ):
        if most and number > most:
            says = f"{where} has {counted(number, noun)}; {most:,} are allowed."
            yield _error(says, PlaceKind.FIELD, field.key)


def _sign(field: Field, amount: int, where: str) -> Iterator[Finding]:
    said = pounds(amount) if field.kind is FieldKind.MONEY else f"{amount:,}"
    if field.sign == "positive" and amount < 0:
        yield _error(f"{where} is {said}; it cannot be below nought.", PlaceKind.FIELD, field.key)
    if field.sign == "negative" and amount > 0:
        yield _error(f"{where} is {said}; it cannot be above nought.", PlaceKind.FIELD, field.key)


def _sums(record: ReturnRecord, figures: ReturnFigures) -> Iterator[Finding]:
    filled = {f.key: f for f in figures.fields}
    for each in record.template.adds_up:
        total, parts = filled[each.total], [filled[key] for key in each.of]
        amounts = [f.value for f in (total, *parts)]
        numbers = [a for a in amounts if isinstance(a, int)]
        if len(numbers) == len(amounts) and numbers[0] != sum(numbers[1:]):
            said, made = (_amount(f, n) for f, n in ((total, numbers[0]), (total, sum(numbers[1:]))))
            names = ", ".join(f"“{f.title}”" for f in parts)
            yield _error(f"“{total.title}” is {said}, but {names} come to {made}.", PlaceKind.FIELD, each.total)
    sums, agreement = figures.sums, record.agreement
    loose = agreement.awarded_pence - sums["original"]
    if loose:
        side = "less" if loose > 0 else "more"
        says = f"The budget lines come to {pounds(abs(loose))} {side} than the award of {pounds(sums['awarded'])}."
        yield _error(says, PlaceKind.AGREEMENT)
    if sums["claimed_before"] + max(sums["claim"], 0) > sums["award"] and record.template.claims:
        above = sums["claimed_before"] + sums["claim"] - sums["award"]
        says = f"The claims would come to {pounds(above)} more than the {pounds(sums['award'])} of the agreement."
        yield _error(says, PlaceKind.AGREEMENT)
    if sums["claim"] < 0 and record.template.claims:
        says = f"The claim is {pounds(sums['claim'])}: more was claimed before than is eligible now. It is owed back."
        yield _warning(says, PlaceKind.AGREEMENT)
    for line in record.lines:
        name = f"{line.reference} {line.title}".strip()
        at = figures.lines.get(name)
        if at is not None and at["variance"] and not line.variance_reason.strip():
            gap = f"{pounds(abs(at['variance']))} {_side(at['variance'])}"
            says = f"{name} is heading for {gap}, and no reason is given."
            yield _warning(says, PlaceKind.LINE, line.id)


def _amount(field: FilledField, number: int) -> str:
    return pounds(number) if field.kind is FieldKind.MONEY else f"{number:,}"


def _side(variance: int) -> str:
    return "over budget" if variance > 0 else "under budget"


def _previous(record: ReturnRecord, figures: ReturnFigures) -> Iterator[Finding]:
    previous, last = record.previous, record.last_of_any
    if previous is None:
        if record.period.number > 1 and record.agreement.starts_on < record.period.starts_on:
            yield _warning("No earlier return of this kind was submitted, so none is compared.", PlaceKind.AGREEMENT)
    elif previous.period.ends_on < record.period.starts_on:
        yield from _opening(record, figures, previous)
    if last is not None:
        yield from _cumulative(record, figures, last)


def _opening(record: ReturnRecord, figures: ReturnFigures, previous: Submitted) -> Iterator[Finding]:
    """Hold what was spent before the period against what the last return said had been spent by its end."""
    if (record.period.starts_on - previous.period.ends_on).days > 1:
        says = f"The last return sent is of {previous.period.label}; those between it and this were not."
        yield _warning(says, PlaceKind.RETURN, previous.id)
        return
    closing, opening = previous.sums["actual_to_date"], figures.sums["actual_before"]
    if closing != opening:
        yield from _differs(record, previous, closing, opening)


def _differs(record: ReturnRecord, previous: Submitted, then: int, now: int) -> Iterator[Finding]:
    corrected = _corrected(record, previous)
    said = (
        f"The return of {previous.period.label} said {pounds(then)} had been spent by its end; the ledger now says "
        f"{pounds(now)}"
    )
    if corrected == now - then:
        says = f"{said}. Corrections of closed quarters explain the difference and are printed."
        yield _warning(says, PlaceKind.RETURN, previous.id)
    elif record.answers.get(EXPLAINED, "").strip():
        says = f"{said}; corrections explain {pounds(corrected)} of it, your words the rest."
        yield _warning(says, PlaceKind.EXPLANATION, EXPLAINED)
    else:
        says = f"{said}. Corrections explain {pounds(corrected)} of it. Say what explains the rest."
        yield _error(says, PlaceKind.EXPLANATION, EXPLAINED)


def _corrected(record: ReturnRecord, previous: Submitted) -> int:
    return sum(
        c.difference
        for quarter, found in record.corrections.items()
        if quarter.ends_on <= previous.period.ends_on
        for c in found
        if c.what == PAID
    )


def _cumulative(record: ReturnRecord, figures: ReturnFigures, last: Submitted) -> Iterator[Finding]:
    """Say when less is spent to date than was reported before: refunds and corrections may be why."""
    then, now = last.sums["actual_to_date"], figures.sums["actual_to_date"]
    if now >= then:
        return
    entries = paid_to(record, record.period.ends_on, record.period.starts_on)
    refunds = sum(t.amount_pence for t in entries if t.amount_pence < 0)
    said = f"{pounds(now)} is spent to date, less than the {pounds(then)} that the return of {last.period.label} gave"
    if now - then >= refunds + min(_corrected(record, last), 0):
        yield _warning(f"{said}; refunds and corrections make the difference.", PlaceKind.RETURN, last.id)
    elif record.answers.get(EXPLAINED, "").strip():
        yield _warning(f"{said}; your words explain it.", PlaceKind.EXPLANATION, EXPLAINED)
    else:
        yield _error(f"{said}. Say what explains it.", PlaceKind.EXPLANATION, EXPLAINED)


def _ledger(record: ReturnRecord, figures: ReturnFigures) -> Iterator[Finding]:
    reasons = why_not_claimed(record)
    entries = list(paid_to(record, record.period.ends_on))
    for reason, (words, cure) in _REASONS.items():
        held = [t for t in entries if reasons.get(t.id) == reason]
        if held:
            yield _error(f"{_sized(held)} {words}. {cure}", PlaceKind.TRANSACTIONS, reason, _ids(held))
    out = [t for t in entries if reasons.get(t.id) == "ineligible"]
    if out and record.template.claims:
        says = f"{_sized(out)} not eligible, so left out of the claim."
        yield _warning(says, PlaceKind.TRANSACTIONS, "ineligible", _ids(out))
    elif out:
        says = f"{_sized(out)} not eligible, and counted as spent."
        yield _warning(says, PlaceKind.TRANSACTIONS, "ineligible", _ids(out))
    unclaused = [t for t in out if t.id not in record.clauses]
    if unclaused and record.clauses:
        says = f"{_sized(unclaused)} not eligible by no clause that is named. Name the clause."
        yield _warning(says, PlaceKind.TRANSACTIONS, "ineligible", _ids(unclaused))
    in_year = paid_to(record, record.period.ends_on, record.period.year.starts_on)
    missing = [t for t in in_year if t.id not in record.proved_ids]
    if missing:
        yield _warning(f"{_sized(missing)} not evidenced yet.", PlaceKind.TRANSACTIONS, "untraced", _ids(missing))
    yield from _underspend(record, figures)


def _underspend(record: ReturnRecord, figures: ReturnFigures) -> Iterator[Finding]:
    left = figures.sums["underspend_year_end"]
    planned = sum(figures.sums[f"underspend_{name}"] for name in ("return", "carry_forward", "re_profile"))
    is_last = record.period.ends_on >= min(record.period.year.ends_on, record.agreement.ends_on)
    if left > planned and is_last:
        gap = pounds(left - planned)
        says = f"{gap} is left at the year’s end with no plan to return, carry forward or re-profile it."
        yield _error(says, PlaceKind.AGREEMENT, "underspend")


def _sized(entries: list[Transaction]) -> str:
    pence = sum(t.amount_pence for t in entries)
    verb = "is" if len(entries) == 1 else "are"
    return f"{counted(len(entries), 'payment').capitalize()} of {pounds(pence)} {verb}"


def _ids(entries: list[Transaction]) -> tuple[str, ...]:
    return tuple(t.id for t in entries)


def _signatures(figures: ReturnFigures) -> Iterator[Finding]:
    for place, (role, name) in enumerate(figures.signatures):
        if not name:
            yield _error(f"It is not signed by: {role}.", PlaceKind.SIGNATURE, signed_key(place))
