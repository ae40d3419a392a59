"""What became of the money behind actions since a review."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from cspdesk.domain.audience import Audience
from cspdesk.domain.funding import TransactionKind
from cspdesk.domain.money import short_pounds
from cspdesk.domain.rating_rule import plural
from cspdesk.domain.since_items import RowSince, SinceItem, SinceKind, SinceNames, item


def of_money(rows: Iterable[RowSince], names: SinceNames) -> Iterator[SinceItem]:
    """Give, for each action, the budget lines linked and taken off, and what happened to the money of its lines."""
    assigned: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        if row.table == "action_lines":
            yield from _of_link(row, names)
        elif row.table == "budget_lines" and row.changed("original_pence") and row.before and row.after:
            more = row.after["original_pence"] - row.before["original_pence"]
            amounts = f"{short_pounds(abs(more))} {'more' if more > 0 else 'less'}"
            yield from _told(row.row_id, names, f"{_line(row.row_id, names)} has {amounts} to begin with.")
        elif row.table == "virements" and row.before is None and row.after is not None:
            yield from _of_virement(row, names)
        elif row.table == "transactions" and row.after is not None and _newly_put(row):
            assigned[row.after["line_id"]].append(row.after["amount_pence"])
    for line_id, amounts_pence in assigned.items():
        count = len(amounts_pence)
        paid = f"{count} {plural(count, 'payment')}, {short_pounds(sum(amounts_pence))} in all"
        yield from _told(line_id, names, f"{paid}, put to {_line(line_id, names)}.")


def _newly_put(row: RowSince) -> bool:
    """Return whether a payment was put to a budget line that it was not put to before."""
    payment = row.known["kind"] == TransactionKind.ACTUAL and row.known["line_id"]
    return bool(payment) and (row.before is None or row.changed("line_id"))


def _of_link(row: RowSince, names: SinceNames) -> Iterator[SinceItem]:
    link = row.known
    action = names.actions.get(link["action_id"])
    if action is not None:
        verb = "Paid for by" if row.before is None else "No longer paid for by"
        yield item(SinceKind.REFUNDED, action, f"{verb} {_line(link['line_id'], names)}.")


def _of_virement(row: RowSince, names: SinceNames) -> Iterator[SinceItem]:
    moved = row.known
    amount, source, target = short_pounds(moved["amount_pence"]), moved["from_line_id"], moved["to_line_id"]
    open_to_all = moved.get("marking", Audience.PUBLIC) == Audience.PUBLIC  # who reads an action may not read every why
    why = f": {str(moved['reason']).rstrip('.')}." if open_to_all else "."
    yield from _told(target, names, f"{_line(target, names)} has {amount} more, from {_line(source, names)}{why}")
    yield from _told(source, names, f"{_line(source, names)} has {amount} less, for {_line(target, names)}{why}")


def _told(line_id: str, names: SinceNames, sentence: str) -> Iterator[SinceItem]:
    for action_id in names.paid_from.get(line_id, ()):
        if action_id in names.actions:
            yield item(SinceKind.REFUNDED, names.actions[action_id], sentence)


def _line(line_id: str, names: SinceNames) -> str:
    return names.lines.get(line_id, "a line that is no more")
