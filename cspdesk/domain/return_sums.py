"""The sums a return is made of, as they stood when its period ended; each is worked out by the rule of its own file.

Within the financial year, what an order had left at the period's end is what later payments of that year had not yet
settled. What the year comes to in the end (the outturn) is the whole year's: so a return at the year's end and the
evidence of spend of that year say the same, to the penny.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from cspdesk.domain.agreements import award_pence, varied_pence
from cspdesk.domain.commitments import outstanding
from cspdesk.domain.forecasts import Treatment
from cspdesk.domain.funding import BudgetLine, Eligibility, Transaction, TransactionKind
from cspdesk.domain.match import MatchKind
from cspdesk.domain.outlook import Outlook, outlooks, whole
from cspdesk.domain.positions import Position, cash_held, positions, spent_before, traced
from cspdesk.domain.profiles import profile_grid
from cspdesk.domain.return_record import ReturnRecord

UNASSIGNED = "Not yet assigned to a line"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What of an agreement's spend is not claimed, in pence, each payment under one reason."""

    unassigned: int = 0
    outside: int = 0
    ineligible: int = 0
    unjudged: int = 0

    @property
    def total(self) -> int:
        """All of it."""
        return self.unassigned + self.outside + self.ineligible + self.unjudged


LEFT_OUT = ("unassigned", "outside", "ineligible", "unjudged")  # the fields of LeftOut, in order


@dataclass(frozen=True, slots=True)
class LineSums:
    """One line (None: money on no line): its position at the period's end, spent in the period and to date.

    to_date counts from the agreement's start, the position's figures from the start of the year.
    """

    line: BudgetLine | None
    position: Position
    period: int
    to_date: int
    left_out: LeftOut
    claimed_by_period_end: int

    @property
    def name(self) -> str:
        """The line's reference and title."""
        return f"{self.line.reference} {self.line.title}".strip() if self.line else UNASSIGNED


@dataclass(frozen=True, slots=True)
class Sums:
    """Every sum of a return: by the name of its source, and by line; with the record they are of."""

    record: ReturnRecord
    named: Mapping[str, int]
    lines: tuple[LineSums, ...]
    outlook: Outlook


def paid_to(record: ReturnRecord, last: date, first: date = date.min) -> Iterator[Transaction]:
    """Give the payments and refunds that count between two days."""
    return (t for t in record.transactions if t.kind is TransactionKind.ACTUAL and first <= t.occurred_on <= last)


def why_not_claimed(record: ReturnRecord) -> Mapping[str, str]:
    """Return, by the id of each payment that may not be claimed, the one reason: a field's name of `LeftOut`.

    A refund follows the payment it gives back; one that gives back none is taken off the claim unless it is marked
    ineligible itself.
    """
    lines = {line.id for line in record.lines}
    known = {t.id: t for t in record.transactions}
    judged = {r.refund_id: known[r.payment_id] for r in record.refunds if r.payment_id in known}
    found = {}
    for entry in known.values():
        if entry.kind is TransactionKind.ACTUAL and (reason := _reason(entry, judged.get(entry.id, entry), lines)):
            found[entry.id] = reason
    return found


def _reason(entry: Transaction, judged: Transaction, lines: set[str]) -> str:
    if judged.line_id not in lines:
        return "unassigned"
    if judged.outside_period:
        return "outside"
    if Eligibility.INELIGIBLE in (judged.eligibility, entry.eligibility):
        return "ineligible"
    if judged.eligibility is Eligibility.UNCHECKED and entry.amount_pence > 0:
        return "unjudged"
    return ""


def sums_of(record: ReturnRecord) -> Sums:
    """Return every sum of the record for the return's period."""
    lines = _lines(record)
    outlook = _outlook(record, lines)
    return Sums(record, _named(record, lines, outlook), lines, outlook)


def entries_then(record: ReturnRecord) -> tuple[Transaction, ...]:
    """Return the payments of the year up to the period's end, and its orders with what each had left then."""
    end = record.period.ends_on
    in_year = _placed_in_year(record)
    payments = {t.id for t in record.transactions}
    later = {t.id for t in in_year if t.occurred_on > end}
    settled_then = [s for s in record.settlements if s.payment_id not in later and s.payment_id in payments]
    entered = [t for t in in_year if t.occurred_on <= end and t.kind is not TransactionKind.FORECAST]
    return tuple(outstanding(entered, settled_then))


def entries_now(record: ReturnRecord) -> tuple[Transaction, ...]:
    """Return all that the year comes to as the record has it today: payments, what orders have left, and forecasts."""
    return tuple(outstanding(_placed_in_year(record), record.settlements))


def _placed_in_year(record: ReturnRecord) -> list[Transaction]:
    """Return the year's entries, those on a line that the agreement does not have on none."""
    known = {line.id for line in record.lines}
    in_year = (t for t in record.transactions if t.occurred_on in record.period.year)
    return [t if t.line_id in known else replace(t, line_id=None) for t in in_year]


def _lines(record: ReturnRecord) -> tuple[LineSums, ...]:
    end = record.period.ends_on
    known = {line.id for line in record.lines}
    moved = [v for v in record.virements if v.decided_on <= end]
    varied = [v for v in record.variations if v.decided_on <= end]
    before = spent_before(record.agreement, record.period.year, record.transactions)
    then = positions(record.lines, moved, entries_then(record), varied, before)
    now = positions(record.lines, (), entries_now(record))
    paid = _paid_by_line(record, known)
    loose = any(t.line_id not in known for t in record.transactions)
    found = []
    for line in (*sorted(record.lines, key=lambda x: (x.position, x.reference, x.id)), None):
        id_ = line.id if line else None
        position, of_line = then[id_], paid[id_]
        rest = now[id_].outturn - position.actual - position.committed
        left = LeftOut(*(of_line[name] for name in LEFT_OUT))
        if line is not None or loose:
            eligible = of_line["to_date"] - left.total
            stands = replace(position, forecast=rest)
            found.append(LineSums(line, stands, of_line["period"], of_line["to_date"], left, eligible))
    return tuple(found)


def _paid_by_line(record: ReturnRecord, known: set[str]) -> Mapping[str | None, Mapping[str, int]]:
    """Return what was spent on each line to date and in the period, and what of it is not claimed by each reason."""
    reasons = why_not_claimed(record)
    found: defaultdict[str | None, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
    for entry in paid_to(record, record.period.ends_on):
        of_line = found[entry.line_id if entry.line_id in known else None]
        of_line["to_date"] += entry.amount_pence
        if entry.occurred_on in record.period:
            of_line["period"] += entry.amount_pence
        if entry.id in reasons:
            of_line[reasons[entry.id]] += entry.amount_pence
    return found


def _outlook(record: ReturnRecord, lines: tuple[LineSums, ...]) -> Outlook:
    standing: dict[str | None, Position] = {x.line.id if x.line else None: x.position for x in lines}
    grid = profile_grid(record.lines, record.profile, standing, record.period.year)
    return whole(outlooks(grid, standing, record.underspends, record.period.ends_on), standing.get(None))


def _named(record: ReturnRecord, lines: tuple[LineSums, ...], outlook: Outlook) -> dict[str, int]:
    period, end = record.period, record.period.ends_on
    position = outlook.position
    to_date, spent = sum(x.to_date for x in lines), sum(x.period for x in lines)
    eligible = sum(x.claimed_by_period_end for x in lines)
    before = sum(s.claimed or 0 for s in record.submitted)
    varied = [v for v in record.variations if v.decided_on <= end]
    proof = traced(paid_to(record, end, period.year.starts_on), record.proved_ids)
    left = {name: sum(getattr(x.left_out, name) for x in lines) for name in LEFT_OUT}
    return left | {
        "awarded": record.agreement.awarded_pence,
        "varied": varied_pence(varied),
        "award": award_pence(record.agreement, varied),
        "original": position.original,
        "spent_before_year": position.before,
        "revised": position.revised,
        "received_period": _received(record, period.starts_on),
        "received": _received(record, date.min),
        "profile_period": _profiled(record, period.starts_on),
        "profile_year": _profiled(record, period.year.starts_on),
        "actual_before": to_date - spent,
        "actual_period": spent,
        "actual_year": position.actual,
        "actual_to_date": to_date,
        "committed": position.committed,
        "forecast": position.forecast,
        "outturn": position.outturn,
        "variance": position.variance,
        "underspend_now": outlook.underspent_now or 0,
        "underspend_year_end": outlook.underspent_at_year_end,
        "underspend_return": outlook.planned_for(Treatment.RETURN),
        "underspend_carry_forward": outlook.planned_for(Treatment.CARRY_FORWARD),
        "underspend_re_profile": outlook.planned_for(Treatment.RE_PROFILE),
        "cash_held": cash_held(record.instalments, record.transactions, record.accruals, end),
        "evidenced": proof.evidenced,
        "untraced": proof.untraced,
        "eligible_to_date": eligible,
        "claimed_before": before,
        "claim": eligible - before,
        "match_cash": _matched(record, MatchKind.CASH),
        "match_in_kind": _matched(record, MatchKind.IN_KIND),
        "payments_period": sum(1 for _ in paid_to(record, end, period.starts_on)),
        "payments_year": proof.payments,
        "payments_untraced": proof.payments - proof.payments_evidenced,
    }


def _received(record: ReturnRecord, first: date) -> int:
    days = ((i.received_on, i.amount_pence) for i in record.instalments)
    return sum(pence for day, pence in days if day is not None and first <= day <= record.period.ends_on)


def _profiled(record: ReturnRecord, first: date) -> int:
    return sum(p.amount_pence for p in record.profile if first <= p.quarter_starts_on <= record.period.ends_on)


def _matched(record: ReturnRecord, kind: MatchKind) -> int:
    first, last = record.period.year.starts_on, record.period.ends_on
    return sum(m.amount_pence for m in record.matches if m.kind is kind and first <= m.given_on <= last)
