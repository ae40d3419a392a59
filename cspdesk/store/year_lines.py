"""Budget lines with where they stand in one year, and how much of what they paid is evidenced."""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from cspdesk.domain.agreements import Variation
from cspdesk.domain.funding import Agreement, BudgetLine, TransactionKind, Virement
from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.positions import Position, Traced, positions
from cspdesk.domain.records import dataclass, replace
from cspdesk.store.funding_sums import Sum

if TYPE_CHECKING:
    from cspdesk.store.store import Store


@dataclass(frozen=True, slots=True)
class LineRow:
    """One budget line of a priority, where it stands in the year, and how much of what it paid is evidenced.

    runs: whether its agreement touches the year; if not, only what was paid late or early on it counts there.
    """

    id: str
    line: BudgetLine
    agreement: Agreement
    position: Position
    traced: Traced
    runs: bool = True


def lines_of_year(
    store: "Store", sums: Sequence[Sum], year: FinancialYear, priority_id: str | None = None, *, whole: bool = False
) -> tuple[LineRow, ...]:
    """Return every budget line that has money in a year: of the agreements that touch it, and of others charged in it.

    A payment dated outside its agreement is counted in the year of its date, on its line, against no budget of that
    year; so what is paid on the lines is all that was paid. Lines of agreements that the audience looked as may not see
    are left out, unless whole. priority_id: only the lines of that priority.
    """
    hidden = frozenset() if whole else store.withheld_ids("agreements")
    charged = {s.line_id for s in sums}
    agreements = {a.id: a for a in store.funding.all_agreements()}
    running = {a.id for a in store.funding.all_agreements(year)}
    wanted = (x for x in store.funding.all_lines() if x.agreement_id in running or x.id in charged)
    lines = [x for x in wanted if x.agreement_id not in hidden and priority_id in (None, x.priority_id)]
    virements = [v for v in store.funding.all_virements() if v.agreement_id in running]
    variations = [v for v in store.funding.all_variations() if v.agreement_id in running]
    before = store.funding.spent_before(year)
    return line_rows(lines, agreements, virements, sums, running, variations, before)


def line_rows(
    lines: Sequence[BudgetLine],
    agreements: Mapping[str, Agreement],
    virements: Iterable[Virement],
    sums: Sequence[Sum],
    running: Container[str],
    variations: Iterable[Variation] = (),
    before: Mapping[str, int] | None = None,
) -> tuple[LineRow, ...]:
    """Return each line with its position; the budget of a line counts only where its agreement is running.

    before: what was spent of lines in earlier years.
    """
    budgets = [x if x.agreement_id in running else replace(x, original_pence=0) for x in lines]
    stand = positions(budgets, virements, sums, variations, before)
    by_line: defaultdict[str | None, list[Sum]] = defaultdict(list)
    for each in sums:
        by_line[each.line_id].append(each)
    return tuple(
        LineRow(x.id, x, agreements[x.agreement_id], stand[x.id], traced_of(by_line[x.id]), x.agreement_id in running)
        for x in lines
    )


def traced_of(sums: Iterable[Sum]) -> Traced:
    """Return how much of the actual spend in sums is evidenced."""
    paid = [s for s in sums if s.kind is TransactionKind.ACTUAL]
    return Traced(
        sum(s.amount_pence for s in paid),
        sum(s.proved_pence for s in paid),
        sum(s.count for s in paid),
        sum(s.proved_count for s in paid),
    )


def traced_total(parts: Iterable[Traced]) -> Traced:
    """Return several such counts as one."""
    known = list(parts)
    return Traced(
        sum(t.paid for t in known),
        sum(t.evidenced for t in known),
        sum(t.payments for t in known),
        sum(t.payments_evidenced for t in known),
    )
