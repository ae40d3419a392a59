"""What keeps a return from being sent: answers, sums, the return before, and the ledger, each with its place."""

from collections.abc import Iterator

from cspdesk.domain.audits import CheckResult
from cspdesk.domain.funding import Transaction
from cspdesk.domain.money import pounds
from cspdesk.domain.periods import long_date
from cspdesk.domain.proof import counted
from cspdesk.domain.return_check_answers import of_answers, of_signatures
from cspdesk.domain.return_check_previous import of_previous
from cspdesk.domain.return_figures import FilledField, ReturnFigures
from cspdesk.domain.return_findings import Finding, Place, PlaceKind, Severity, error, ready, warning
from cspdesk.domain.return_record import ReturnRecord
from cspdesk.domain.return_sources import FieldKind
from cspdesk.domain.return_sums import paid_to, why_not_claimed

__all__ = ["Finding", "Place", "PlaceKind", "Severity", "check", "ready"]

_REASONS = {
    "unassigned": ("on no budget line", "Put {them} on one."),
    "outside": ("dated outside the agreement", "Accrue {them} to a day inside it with a reason, or move {them}."),
    "unjudged": ("not yet judged eligible or not", "Judge {them} by a clause."),
}


def check(record: ReturnRecord, figures: ReturnFigures) -> tuple[Finding, ...]:
    """Return everything found, what must be put right first; figures are those of `fill` for the record."""
    found = [
        *_period(record),
        *of_answers(record, figures),
        *_sums(record, figures),
        *of_previous(record, figures),
        *_ledger(record, figures),
        *of_signatures(figures),
    ]
    return tuple(sorted(found, key=lambda f: not f.is_error))


def _period(record: ReturnRecord) -> Iterator[Finding]:
    period, agreement = record.period, record.agreement
    if record.as_at < period.starts_on:
        yield error(f"{period.label} begins on {long_date(period.starts_on)} and has not begun.", PlaceKind.AGREEMENT)
    elif not record.is_over:
        yield error(f"{period.label} ends on {long_date(period.ends_on)} and is not over yet.", PlaceKind.AGREEMENT)
    for quarter in period.quarters_to_date:
        inside = quarter.starts_on <= agreement.ends_on and quarter.ends_on >= agreement.starts_on
        if inside and quarter.ends_on < record.as_at and quarter not in record.closed:
            key = quarter.starts_on.isoformat()
            says = f"{quarter.label} is not closed, so its figures could still change silently. Close it first."
            yield error(says, PlaceKind.QUARTER, key)


def _sums(record: ReturnRecord, figures: ReturnFigures) -> Iterator[Finding]:
    filled = {f.key: f for f in figures.fields}
    for each in record.template.adds_up:
        total, parts = filled[each.total], [filled[key] for key in each.of]
        amounts = [f.value for f in (total, *parts)]
        numbers = [a for a in amounts if isinstance(a, int)]
        if len(numbers) == len(amounts) and numbers[0] != sum(numbers[1:]):
            said, made = (_amount(f, n) for f, n in ((total, numbers[0]), (total, sum(numbers[1:]))))
            names = ", ".join(f"“{f.title}”" for f in parts)
            yield error(f"“{total.title}” is {said}, but {names} come to {made}.", PlaceKind.FIELD, each.total)
    sums, agreement = figures.sums, record.agreement
    loose = agreement.awarded_pence - sums["original"]
    if loose:
        side = "less" if loose > 0 else "more"
        says = f"The budget lines come to {pounds(abs(loose))} {side} than the award of {pounds(sums['awarded'])}."
        yield error(says, PlaceKind.AGREEMENT)
    if sums["claimed_before"] + max(sums["claim"], 0) > sums["award"] and record.template.claims:
        above = sums["claimed_before"] + sums["claim"] - sums["award"]
        says = f"The claims would come to {pounds(above)} more than the {pounds(sums['award'])} of the agreement."
        yield error(says, PlaceKind.AGREEMENT)
    if sums["claim"] < 0 and record.template.claims:
        says = f"The claim is {pounds(sums['claim'])}: more was claimed before than is eligible now. It is owed back."
        yield warning(says, PlaceKind.AGREEMENT)
    for line in record.lines:
        name = f"{line.reference} {line.title}".strip()
        at = figures.lines.get(name)
        if at is not None and at["variance"] and not line.variance_reason.strip():
            gap = f"{pounds(abs(at['variance']))} {_side(at['variance'])}"
            says = f"{name} is heading for {gap}, and no reason is given."
            yield warning(says, PlaceKind.LINE, line.id)


def _amount(field: FilledField, number: int) -> str:
    return pounds(number) if field.kind is FieldKind.MONEY else f"{number:,}"


def _side(variance: int) -> str:
    return "over budget" if variance > 0 else "under budget"


def _ledger(record: ReturnRecord, figures: ReturnFigures) -> Iterator[Finding]:
    reasons = why_not_claimed(record)
    entries = list(paid_to(record, record.period.ends_on))
    for reason, (words, cure) in _REASONS.items():
        held = [t for t in entries if reasons.get(t.id) == reason]
        if held:
            says = f"{_sized(held)} {words}. {cure.format(them=_them(held))}"
            yield error(says, PlaceKind.TRANSACTIONS, reason, _ids(held))
    out = [t for t in entries if reasons.get(t.id) == "ineligible"]
    if out and record.template.claims:
        says = f"{_sized(out)} not eligible, so left out of the claim."
        yield warning(says, PlaceKind.TRANSACTIONS, "ineligible", _ids(out))
    elif out:
        says = f"{_sized(out)} not eligible, and counted as spent."
        yield warning(says, PlaceKind.TRANSACTIONS, "ineligible", _ids(out))
    unclaused = [t for t in out if t.id not in record.clauses]
    if unclaused and record.clauses:
        says = f"{_sized(unclaused)} not eligible, and no clause is named for {_them(unclaused)}. Name the clause."
        yield warning(says, PlaceKind.TRANSACTIONS, "ineligible", _ids(unclaused))
    in_year = paid_to(record, record.period.ends_on, record.period.year.starts_on)
    missing = [t for t in in_year if t.id not in record.proved_ids]
    if missing:
        yield warning(f"{_sized(missing)} not evidenced yet.", PlaceKind.TRANSACTIONS, "untraced", _ids(missing))
    yield from _audited(record, entries)
    yield from _underspend(record, figures)


def _audited(record: ReturnRecord, entries: list[Transaction]) -> Iterator[Finding]:
    """Give payments that an audit found not in order and that still count as eligible."""
    bad = {item.transaction_id for item in record.audit[1] if item.result is CheckResult.BAD} if record.audit else set()
    counted_in = [t for t in entries if t.id in bad and t.id not in why_not_claimed(record)]
    if counted_in:
        says = f"{_sized(counted_in)} not in order by the audit sample, and still eligible."
        yield warning(f"{says} Judge {_them(counted_in)} anew.", PlaceKind.TRANSACTIONS, "audit", _ids(counted_in))


def _underspend(record: ReturnRecord, figures: ReturnFigures) -> Iterator[Finding]:
    if record.as_at < record.period.year.starts_on:  # before a year begins nobody can expect anything to be left of it
        return
    left = figures.sums["underspend_year_end"]
    planned = sum(figures.sums[f"underspend_{name}"] for name in ("return", "carry_forward", "re_profile"))
    is_last = record.period.ends_on >= min(record.period.year.ends_on, record.agreement.ends_on)
    if left > planned and is_last:
        gap = pounds(left - planned)
        stands = "is" if record.is_over else "is expected to be"
        says = f"{gap} {stands} left at the year’s end with no plan to return, carry forward or re-profile it."
        yield error(says, PlaceKind.AGREEMENT, "underspend")


def _sized(entries: list[Transaction]) -> str:
    pence = sum(t.amount_pence for t in entries)
    verb = "is" if len(entries) == 1 else "in all are"
    return f"{counted(len(entries), 'payment').capitalize()} of {pounds(pence)} {verb}"


def _them(entries: list[Transaction]) -> str:
    return "it" if len(entries) == 1 else "them"


def _ids(entries: list[Transaction]) -> tuple[str, ...]:
    return tuple(t.id for t in entries)
