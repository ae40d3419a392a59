"""The money behind an action: the budget lines that pay for it, where each stands in the year, what else each pays."""

import json
from collections import Counter
from collections.abc import Collection

from cspdesk.domain.audience import may_see
from cspdesk.domain.money import short_pounds
from cspdesk.domain.proof import counted
from cspdesk.domain.records import dataclass
from cspdesk.store.year_lines import LineRow, lines_of_year
from cspdesk.ui.models.money_rows import line_name
from cspdesk.ui.session import Place, Session


@dataclass(frozen=True, slots=True)
class PayingLine:
    """A budget line that pays for an action, and for how many other actions as well."""

    row: LineRow
    others: int

    @property
    def name(self) -> str:
        """The line as people call it."""
        return line_name(self.row.line)

    @property
    def others_words(self) -> str:
        """What else it pays for; empty when nothing."""
        return f"It pays for {counted(self.others, 'other action')} as well." if self.others else ""


@dataclass(frozen=True, slots=True)
class ActionMoney:
    """The lines of the year that pay for an action, those it could be linked to, and how many are not shown."""

    paying: tuple[PayingLine, ...]
    free: tuple[LineRow, ...]
    withheld: int
    elsewhere: int


def read_action_money(session: Session, line_ids: Collection[str], priority_id: str) -> ActionMoney:
    """Return an action's money in the year looked at; its own priority's lines are offered first."""
    rows = {row.id: row for row in lines_of_year(session.store, session.sums(), session.year)}
    seen = {id_: row for id_, row in rows.items() if may_see(session.audience, row.agreement.marking)}
    wanted = json.dumps(sorted(line_ids))
    links = session.store.plans.lines.where("line_id in (select value from json_each(?))", wanted)
    uses = Counter(link.line_id for link in links)
    paying = tuple(PayingLine(row, uses[i] - 1) for i, row in seen.items() if i in line_ids)
    free = sorted(
        (row for row in seen.values() if row.id not in line_ids and row.runs),
        key=lambda row: (row.line.priority_id != priority_id, row.agreement.reference, row.line.position),
    )
    in_year = sum(i in rows for i in line_ids)
    return ActionMoney(paying, tuple(free), in_year - len(paying), len(line_ids) - in_year)


def free_name(row: LineRow) -> str:
    """Return a line with its agreement, to tell lines of the same name apart."""
    return f"{line_name(row.line)} ({row.agreement.reference})"


def line_place(row: LineRow) -> Place:
    """Return where a line's money is shown: its priority's, or Funding when it is for all priorities."""
    if row.line.priority_id is None:
        return Place("funding", None, "lines", row.id)
    return Place("priority", row.line.priority_id, "money", row.id)


def money_sentence(money: ActionMoney) -> str:
    """Return what the lines come to: “£19,800 left of £75,000”."""
    if not money.paying:
        return "in other years" if money.elsewhere else "" if money.withheld else "no line yet"
    left = sum(each.row.position.available for each in money.paying)
    revised = sum(each.row.position.revised for each in money.paying)
    if left < 0:
        return f"{short_pounds(-left)} over the {short_pounds(revised)}"
    return f"{short_pounds(left)} left of {short_pounds(revised)}"
