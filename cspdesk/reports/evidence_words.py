"""What the figures of an evidence of spend say, in sentences that are true for none, one and many."""

from cspdesk.domain.funding import Certainty, Eligibility, TransactionKind
from cspdesk.domain.money import pounds
from cspdesk.domain.periods import long_date
from cspdesk.reports.evidence_figures import Entry, EvidenceFigures, LeftOut, LineFigures

_AWARD = {
    Certainty.CONFIRMED: "{funder} has confirmed {award} for {what}.",
    Certainty.INDICATIVE: "{funder} has given an indication of {award} for {what}; it is not confirmed.",
    Certainty.REQUESTED: "{award} has been requested from {funder} for {what}; it is not confirmed.",
    Certainty.AT_RISK: "{funder} awarded {award} for {what}; that money is at risk.",
}


def counted(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun: no payments, 1 payment, 12 payments."""
    if number == 1:
        return f"1 {one}"
    return f"{number:,} {many or one + 's'}" if number else f"no {many or one + 's'}"


def evidenced_sentence(figures: EvidenceFigures) -> str:
    """Return how much of what was paid is not yet evidenced."""
    traced = figures.traced
    if not traced.payments:
        return "Nothing has been paid, so there is nothing to evidence yet."
    missing = traced.missing
    if not missing:
        every = "The one payment" if traced.payments == 1 else f"Every one of the {traced.payments:,} payments"
        return f"{every}, {pounds(traced.paid)} in all, is evidenced."
    have = "has" if missing == 1 else "have"
    nothing = f"{missing:,} of {counted(traced.payments, 'payment')} {have} nothing attached"
    if traced.untraced <= 0:
        return f"{nothing}; with refunds taken off, what is not yet evidenced comes to {pounds(traced.untraced)}."
    return f"{pounds(traced.untraced)} of {pounds(traced.paid)} is not yet evidenced: {nothing}."


def summary_sentences(figures: EvidenceFigures) -> tuple[str, ...]:
    """Return the summary's sentences after the first figures."""
    return tuple(
        sentence
        for sentence in (
            _award(figures),
            _paid(figures),
            evidenced_sentence(figures) if figures.traced.payments else "",
            _heading_for(figures),
            *_lines_over(figures),
            _unassigned(figures),
            _withheld(figures),
            _accrued(figures),
            _cash(figures),
        )
        if sentence
    )


def _award(figures: EvidenceFigures) -> str:
    header = figures.header
    what = f"{header.scheme} (agreement {header.agreement})" if header.scheme else f"agreement {header.agreement}"
    sentence = _AWARD[header.certainty].format(funder=header.funder, award=pounds(header.awarded_pence), what=what)
    if header.varied_pence:
        sentence += f" Variations since bring it to {pounds(header.awarded_pence + header.varied_pence)}."
    return f"{sentence} This document covers one priority of it: {header.priority}." if header.priority else sentence


def _paid(figures: EvidenceFigures) -> str:
    standing, traced, year = figures.total, figures.traced, figures.header.year.label
    if traced.payments:
        sentence = f"{pounds(standing.actual)} was paid in {year}, in {counted(traced.payments, 'payment')}"
    else:
        sentence = not_begun(figures) if figures.to_come else f"Nothing was paid in {year}"
    refunds = [e for line in figures.lines for e in line.entries if _is_paid(e) and e.amount_pence < 0]
    if refunds:
        sentence += f", {len(refunds):,} of them {'a refund or credit' if len(refunds) == 1 else 'refunds or credits'}"
    more = []
    if standing.committed:
        more.append(f"{pounds(standing.committed)} is committed")
    if standing.forecast:
        more.append(f"{pounds(standing.forecast)} is forecast")
    return f"{sentence}; {' and '.join(more)}." if more else f"{sentence}."


def not_begun(figures: EvidenceFigures) -> str:
    """Return that the year lies ahead, without a full stop."""
    return f"{figures.header.year.label} has not begun, so nothing is paid in it yet"


def _heading_for(figures: EvidenceFigures) -> str:
    standing = figures.total
    if figures.to_come and not standing.outturn:
        return ""
    if not any(line.assigned for line in figures.lines):
        return "No budget lines have been set, so there is no budget to compare with."
    start = f"Paid, committed and forecast together come to {pounds(standing.outturn)}"
    if standing.variance == 0:
        return f"{start}, exactly the revised budget."
    side = "more" if standing.variance > 0 else "less"
    return f"{start}: {pounds(abs(standing.variance))} {side} than the revised budget of {pounds(standing.revised)}."


def _lines_over(figures: EvidenceFigures) -> tuple[str, ...]:
    over = [line for line in figures.lines if line.assigned and line.position.variance > 0]
    if not over:
        return ()
    worst = max(over, key=lambda line: line.position.variance)
    if len(over) == 1:
        return (f"One budget line is over its revised budget: {worst.title}, by {pounds(worst.position.variance)}.",)
    return (
        f"{len(over)} budget lines are over their revised budgets; the largest is {worst.title}, "
        f"by {pounds(worst.position.variance)}.",
    )


def _unassigned(figures: EvidenceFigures) -> str:
    loose = [line for line in figures.lines if not line.assigned]
    if not loose:
        return ""
    count = loose[0].count
    sized = _sized(LeftOut(count, loose[0].position.outturn))
    return f"{sized} {'is' if count == 1 else 'are'} not yet assigned to a budget line."


def _withheld(figures: EvidenceFigures) -> str:
    kept, proofs = figures.withheld, figures.withheld_proofs
    if not kept.count and not proofs:
        return ""
    parts = []
    if kept.count:
        parts.append(_sized(kept))
    if proofs:
        parts.append(counted(proofs, "item of evidence", "items of evidence"))
    single = kept.count + proofs == 1
    sentence = f"{' and '.join(parts)} {'is' if single else 'are'} withheld from this {audience(figures)} version"
    if not kept.count:
        return f"{sentence}."
    return f"{sentence}; {'its amount is' if kept.count == 1 else 'their amounts are'} in every total."


def _accrued(figures: EvidenceFigures) -> str:
    accrued = figures.accrued
    if not accrued.count:
        return ""
    return f"{_sized(accrued)} {'is' if accrued.count == 1 else 'are'} counted as paid but accrued: not paid out yet."


def _cash(figures: EvidenceFigures) -> str:
    received = figures.received_pence
    if not received:
        return ""
    sentence = f"{pounds(received)} has been received from {figures.header.funder} under this agreement"
    if figures.header.priority or figures.other_years.count:
        return f"{sentence}."
    held = received - figures.total.actual + figures.accrued.amount_pence
    if held == 0:
        return f"{sentence}, and all of it has been paid out."
    if held > 0:
        return f"{sentence}; {pounds(held)} of it has not been paid out."
    return f"{sentence}; {pounds(-held)} more than that has been paid out."


def gaps(figures: EvidenceFigures) -> tuple[str, ...]:
    """Return what the document does not cover or what is known to be missing from it."""
    header, found = figures.header, []
    years = figures.other_years
    if years.count:
        found.append(f"{_left_out(years)} dated outside {header.year.label} and left out of every figure here.")
    if not header.is_within_year:
        spent = figures.total.before
        found.append(
            "The agreement runs beyond this financial year: budgets and virements are the whole agreement’s, "
            f"transactions are of {header.year.label} alone."
            + (f" Revised budgets are less the {pounds(spent)} that was spent of them in earlier years." * bool(spent))
        )
    if figures.other_priorities.count:
        found.append(
            f"{_left_out(figures.other_priorities)} on lines outside {header.priority}, or on no line, and left out."
        )
    budget = figures.total.original
    if figures.lines and not header.priority and budget != header.awarded_pence:
        side = "less" if budget < header.awarded_pence else "more"
        found.append(
            f"The budget lines come to {pounds(budget)}, {pounds(abs(budget - header.awarded_pence))} {side} "
            f"than the award of {pounds(header.awarded_pence)}."
        )
    if figures.profile is None:
        found.append("No profile by quarter was agreed, so spend cannot be set against one.")
    found += _entry_gaps(figures)
    missing = [x for x in varying(figures) if not x.variance_reason.strip()]
    if missing:
        found.append(f"No reason has been given for the variance of {counted(len(missing), 'line')}.")
    return tuple(found)


def varying(figures: EvidenceFigures) -> tuple[LineFigures, ...]:
    """Return the lines with a variance that wants a reason: while a year lies ahead, none does."""
    return () if figures.to_come else tuple(x for x in figures.lines if x.assigned and x.position.variance)


def _entry_gaps(figures: EvidenceFigures) -> list[str]:
    entries = [entry for line in figures.lines for entry in line.entries]
    checkable = [e for e in entries if e.kind is not TransactionKind.FORECAST]  # what is only expected is nothing yet
    kinds = (
        ([e for e in entries if e.outside_period], "dated outside the agreement’s period"),
        ([e for e in entries if e.eligibility is Eligibility.INELIGIBLE], "marked ineligible under the funder’s rules"),
        (
            [e for e in checkable if e.eligibility is Eligibility.UNCHECKED],
            "not yet checked against the funder’s rules",
        ),
        ([e for e in entries if e.accrued], "accrued: counted on the day the cost is of, not the day it was paid"),
    )
    here = " shown here" if figures.withheld.count else ""
    return [f"{_left_out(_sum(found), here)} {words}." for found, words in kinds if found]


def illustrative_sentence(figures: EvidenceFigures) -> str:
    """Return a warning when anything shown is invented to illustrate; "" when nothing is."""
    entries = [e for line in figures.lines for e in line.entries if e.illustrative]
    lines = any(line.illustrative for line in figures.lines)
    marked = lines or figures.header.illustrative or any(proof.illustrative for proof in figures.proofs)
    if not entries and not marked:
        return ""
    sums = _sum(entries)
    said = f" They include {_sized(sums)}." if entries else ""
    return (
        "Some figures here are illustrative: they were made up to show how the record works, and prove nothing. "
        f"Each is marked “illustrative” where it stands.{said}"
    )


def audience(figures: EvidenceFigures) -> str:
    """Return the word for who the document is for: public, partner, restricted."""
    return figures.header.audience.value


def period(figures: EvidenceFigures) -> str:
    """Return the financial year with its days."""
    year = figures.header.year
    return f"{year.label} ({long_date(year.starts_on)} to {long_date(year.ends_on)})"


def _left_out(left_out: LeftOut, which: str = "") -> str:
    verb = "is" if left_out.count == 1 else "are"
    return f"{_sized(left_out)}{which} {verb}"


def _sized(sums: LeftOut) -> str:
    """Return transactions with their sum: 1 transaction (£4.00), 2 transactions (£9.00 in all)."""
    return f"{counted(sums.count, 'transaction')} ({pounds(sums.amount_pence)}{' in all' if sums.count > 1 else ''})"


def _sum(entries: list[Entry]) -> LeftOut:
    return LeftOut(len(entries), sum(entry.amount_pence for entry in entries))


def _is_paid(entry: Entry) -> bool:
    return entry.kind is TransactionKind.ACTUAL
