"""Whether a return contradicts those that were sent before it."""

from collections.abc import Iterator

from cspdesk.domain.closing import PAID
from cspdesk.domain.money import pounds
from cspdesk.domain.periods import long_date
from cspdesk.domain.return_figures import EXPLAINED, ReturnFigures
from cspdesk.domain.return_findings import Finding, PlaceKind, error, warning
from cspdesk.domain.return_record import ReturnRecord, Submitted
from cspdesk.domain.return_sums import paid_to


def of_previous(record: ReturnRecord, figures: ReturnFigures) -> Iterator[Finding]:
    """Give what the returns before and this one say differently."""
    previous, last = record.previous, record.last_of_any
    if previous is None:
        if record.period.number > 1 and record.agreement.starts_on < record.period.starts_on:
            yield warning("No earlier return of this kind was submitted, so none is compared.", PlaceKind.AGREEMENT)
    elif previous.period.ends_on < record.period.starts_on:
        yield from _opening(record, figures, previous)
    if last is not None:
        yield from _cumulative(record, figures, last)
    if not record.template.tells_corrections:
        yield from _not_told(record)
    if record.template.claims:
        yield from (_claimed_already(sent) for sent in record.claimed_beside)


def _not_told(record: ReturnRecord) -> Iterator[Finding]:
    """Say which quarters changed since they were reported, where the template has no table to say it in."""
    for quarter, found in record.corrections.items():
        if quarter.ends_on <= record.period.ends_on and any(c.reported for c in found):
            says = (
                f"{quarter.label} has changed since it was reported, and “{record.template.title}” has no table of "
                "corrections. A return that has one will tell it."
            )
            yield warning(says, PlaceKind.QUARTER, quarter.starts_on.isoformat())


def _claimed_already(sent: Submitted) -> Finding:
    """Hold two claims for the same time against each other: the first that was sent stands."""
    says = (
        f"{pounds(sent.claimed or 0)} was claimed for {sent.period.label} already, by the return sent on "
        f"{long_date(sent.submitted_on)}. The same money may not be claimed twice: claim it for the next period, or "
        "undo that submission first."
    )
    return error(says, PlaceKind.RETURN, sent.id)


def _opening(record: ReturnRecord, figures: ReturnFigures, previous: Submitted) -> Iterator[Finding]:
    """Hold what was spent before the period against what the last return said had been spent by its end."""
    if (record.period.starts_on - previous.period.ends_on).days > 1:
        says = f"The last return sent is of {previous.period.label}; those between it and this were not."
        yield warning(says, PlaceKind.RETURN, previous.id)
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
        printed = " and are printed" if record.template.tells_corrections else ""
        says = f"{said}. Corrections of closed quarters explain the difference{printed}."
        yield warning(says, PlaceKind.RETURN, previous.id)
    elif record.answers.get(EXPLAINED, "").strip():
        says = f"{said}; corrections explain {pounds(corrected)} of it, your words the rest."
        yield warning(says, PlaceKind.EXPLANATION, EXPLAINED)
    else:
        says = f"{said}. Corrections explain {pounds(corrected)} of it. Say what explains the rest."
        yield error(says, PlaceKind.EXPLANATION, EXPLAINED)


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
        yield warning(f"{said}; refunds and corrections make the difference.", PlaceKind.RETURN, last.id)
    elif record.answers.get(EXPLAINED, "").strip():
        yield warning(f"{said}; your words explain it.", PlaceKind.EXPLANATION, EXPLAINED)
    else:
        yield error(f"{said}. Say what explains it.", PlaceKind.EXPLANATION, EXPLAINED)
