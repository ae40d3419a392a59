"""What the look at shared costs shows: each cost of the year, who bears it, and what was charged for it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from cspdesk.domain.money import pounds, short_pounds
from cspdesk.domain.proof import counted
from cspdesk.domain.records import dataclass
from cspdesk.domain.shared_costs import CostShare, OurShare, SharedCost, ShareKey
from cspdesk.store.store import Store
from cspdesk.ui.models.money_columns import money_or_dash
from cspdesk.ui.models.money_rows import line_name
from cspdesk.ui.models.table import Column


@dataclass(frozen=True, slots=True)
class CostRow:
    """One shared cost with its shares."""

    id: str
    cost: SharedCost
    shares: tuple[CostShare, ...]


@dataclass(frozen=True, slots=True)
class ShareRow:
    """One bearer's share, with the name of the line that bears ours."""

    id: str
    ours: OurShare
    line: str
    key: ShareKey


def read_costs(store: Store, costs: Sequence[SharedCost]) -> tuple[CostRow, ...]:
    """Return costs with who bears them."""
    with store.reading():
        return tuple(CostRow(c.id, c, store.shared_costs.shares_of(c.id)) for c in costs)


def read_shares(store: Store, cost: SharedCost) -> tuple[ShareRow, ...]:
    """Return a cost's shares beside what was charged on their lines."""
    with store.reading():
        hidden = store.withheld_ids("budget_lines")
        shares = tuple(
            replace(o, charged_pence=None) if o.share.line_id in hidden else o
            for o in store.shared_costs.compared(cost)
        )
        ids = tuple(o.share.line_id for o in shares if o.share.line_id)
        names: Mapping[str, str] = {x.id: line_name(x) for x in store.funding.lines.named(ids)} if ids else {}
    return tuple(ShareRow(o.share.id, o, names.get(o.share.line_id or "", ""), cost.key) for o in shares)


def cost_columns() -> tuple[Column[CostRow], ...]:
    """Return the columns of shared costs."""
    return (
        Column("Cost", lambda r: r.cost.title, width=220, stretch=True),
        Column("Shared by", lambda r: r.cost.key.value.capitalize(), width=110),
        Column("Borne by", lambda r: ", ".join(s.bearer for s in r.shares), width=320, stretch=True),
        Column(
            "Total", lambda r: pounds(r.cost.total_pence), sort=lambda r: r.cost.total_pence, align="right", width=120
        ),
        Column("Note", lambda r: r.cost.note, width=180),
    )


def share_columns() -> tuple[Column[ShareRow], ...]:
    """Return the columns of shares."""
    return (
        Column("Bearer", lambda r: r.ours.share.bearer, width=200, stretch=True),
        Column("Weight", lambda r: weight_words(r.key, r.ours.share.weight), align="right", width=110),
        Column(
            "Share",
            lambda r: pounds(r.ours.share.amount_pence),
            sort=lambda r: r.ours.share.amount_pence,
            align="right",
            width=120,
        ),
        Column("Our budget line", lambda r: r.line or "borne elsewhere", width=220),
        Column(
            "Charged",
            lambda r: "–" if r.ours.charged_pence is None else pounds(r.ours.charged_pence),
            sort=lambda r: r.ours.charged_pence or 0,
            align="right",
            tooltip=lambda _: "What its budget line was charged in the year",
            width=120,
        ),
        Column(
            "Beyond the share",
            lambda r: money_or_dash(r.ours.difference or 0),
            sort=lambda r: r.ours.difference or 0,
            align="right",
            tooltip=lambda _: "Charged less the share; below nought: less was charged",
            colour=lambda r: "warning" if r.ours.difference else None,
            width=130,
        ),
    )


def weight_words(key: ShareKey, weight: int) -> str:
    """Return a weight as its key counts: 33.5%, 12 heads, or nothing where all bear the same."""
    if key is ShareKey.PERCENTAGE:
        return f"{weight / 100:g}%"
    return counted(weight, "head") if key is ShareKey.HEADCOUNT else "equal"


def costs_words(rows: Sequence[CostRow]) -> str:
    """Say what the year's shared costs come to."""
    total = sum(r.cost.total_pence for r in rows)
    return f"{counted(len(rows), 'cost')} shared, {short_pounds(total)} in all; the shares make each cost to the penny."
