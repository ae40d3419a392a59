"""What the payments of an evidence of spend were for: by priority, budget line and category."""

from collections import defaultdict

from cspdesk.charts.nested import NO_LINE, Part
from cspdesk.domain import field_markings
from cspdesk.domain.funding import TransactionKind
from cspdesk.reports.evidence_figures import Entry, EvidenceFigures

NOT_SAID = "Not said"
WITHHELD = "Payments withheld"
NAMELESS = "Name withheld"  # of payments that are shown, and whose purpose is not


def paid_for(figures: EvidenceFigures) -> tuple[Part, ...]:
    """Return what was paid by purpose; of payments that the reader may not see only the sum, under their line."""
    sums: defaultdict[tuple[str, str, str], list[int]] = defaultdict(lambda: [0, 0])
    for line in figures.lines:
        priority = line.priority or NO_LINE
        found = [(_purpose(entry), entry.amount_pence, 1, entry.kind) for entry in line.entries]
        found += [(WITHHELD, each.amount_pence, each.count, each.kind) for each in line.withheld]
        for purpose, pence, count, kind in found:
            if kind is TransactionKind.ACTUAL:
                held = sums[priority, line.name, purpose]
                held[0] += pence
                held[1] += count
    return tuple(Part(names, pence, count) for names, (pence, count) in sums.items())


def _purpose(entry: Entry) -> str:
    said = entry.category.strip() or NOT_SAID
    return NAMELESS if said == field_markings.WITHHELD else said
