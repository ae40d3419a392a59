"""Closed quarters: what was kept of them, what it would be now, and which steps since made the difference."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, field
from typing import Any

from cspdesk.domain.audience import Audience, may_see
from cspdesk.domain.forecasts import QuarterFigures
from cspdesk.domain.funding import TransactionKind
from cspdesk.domain.money import pounds
from cspdesk.domain.periods import Quarter
from cspdesk.domain.records import dataclass

PAID, COMMITTED, FORECAST, REVISED, RECEIVED = "paid", "committed", "forecast", "revised budget", "received"
_KINDS = {TransactionKind.ACTUAL: PAID, TransactionKind.COMMITMENT: COMMITTED, TransactionKind.FORECAST: FORECAST}
Key = tuple[str | None, str]  # a line (None: no line, or the whole agreement) and what of it


@dataclass(frozen=True, slots=True)
class QuarterStanding:
    """What a quarter of an agreement comes to: by line, its figures and the revised budget at its end; received."""

    lines: Mapping[str | None, QuarterFigures]
    revised: Mapping[str, int]
    received: int

    def figures(self) -> dict[Key, int]:
        """Return every figure by line and what it is, in pence."""
        found: dict[Key, int] = {(None, RECEIVED): self.received}
        for line, each in self.lines.items():
            found |= {(line, PAID): each.actual, (line, COMMITTED): each.committed, (line, FORECAST): each.forecast}
        return found | {(line, REVISED): pence for line, pence in self.revised.items()}


def standing_json(standing: QuarterStanding) -> str:
    """Return a quarter's figures as the record keeps them."""
    data = {
        "lines": {line or "": astuple(each) for line, each in standing.lines.items()},
        "revised": dict(standing.revised),
        "received": standing.received,
    }
    return json.dumps(data, sort_keys=True)


def standing_from(text: str) -> QuarterStanding:
    """Return a quarter's figures from what was kept."""
    data = json.loads(text)
    lines = {line or None: QuarterFigures(*each) for line, each in data["lines"].items()}
    return QuarterStanding(lines, data["revised"], data["received"])


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """One record changed since a place in the journal: what it was, what it is, by which steps (number and label).

    before is None when it was not there, after when it is no longer.
    """

    table: str
    id: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None
    steps: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Cause:
    """A record that makes part of a difference, by how much in pence, and the labels of the steps that changed it.

    marking is the narrowest readership that the record has had since, whether or not it is still there.
    """

    table: str
    id: str
    pence: int
    labels: tuple[str, ...]
    marking: Audience = Audience.PUBLIC


@dataclass(frozen=True, slots=True)
class Correction:
    """One figure of a closed quarter that is no longer what it was when the quarter was closed.

    reported: whether a return of that quarter was sent, so that its funder knows the figure before.
    """

    line_id: str | None
    what: str
    before: int
    now: int
    causes: tuple[Cause, ...]
    reported: bool = False

    @property
    def difference(self) -> int:
        """What it is now less what it was, in pence."""
        return self.now - self.before

    @property
    def because(self) -> str:
        """The steps since, in words."""
        return "; ".join(dict.fromkeys(label for cause in self.causes for label in cause.labels))

    @property
    def transaction_ids(self) -> tuple[str, ...]:
        """The transactions that make the difference."""
        return tuple(cause.id for cause in self.causes if cause.table == "transactions")

    @property
    def says(self) -> str:
        """The correction as a return prints it."""
        reason = self.because or "the record was changed with another program"
        was = f"previously reported {pounds(self.before)}"
        if not self.reported:
            was = f"{pounds(self.before)} when the quarter was closed"
        return f"{self.what}: {was}, now {pounds(self.now)}, because: {reason}."


@dataclass(slots=True)
class _Effects:
    """What records add to each figure, summed up record by record."""

    agreement_id: str
    quarter: Quarter
    sums: defaultdict[tuple[Key, str, str], int] = field(default_factory=lambda: defaultdict(int))

    def entry(self, row: Mapping[str, Any] | None, settled: int, sign: int) -> None:
        """Add or take off a transaction, an order at what is left of it."""
        if row is not None and row["agreement_id"] == self.agreement_id and self._in_quarter(row["occurred_on"]):
            key = (row["line_id"], _KINDS[TransactionKind(row["kind"])])
            self.sums[key, "transactions", row["id"]] += sign * (row["amount_pence"] - settled)

    def budget(self, table: str, row: Mapping[str, Any] | None, sign: int) -> None:
        """Add or take off what a line, a virement or a variation gives to revised budgets at the quarter's end."""
        if row is None or row["agreement_id"] != self.agreement_id:
            return
        if table == "budget_lines":
            self._add((row["id"], REVISED), table, row["id"], sign * row["original_pence"])
        elif row["decided_on"] <= self.quarter.ends_on.isoformat():
            if table == "virements":
                self._add((row["to_line_id"], REVISED), table, row["id"], sign * row["amount_pence"])
                self._add((row["from_line_id"], REVISED), table, row["id"], -sign * row["amount_pence"])
            elif row["line_id"] is not None:
                self._add((row["line_id"], REVISED), table, row["id"], sign * row["amount_pence"])

    def instalment(self, row: Mapping[str, Any] | None, sign: int) -> None:
        """Add or take off money received in the quarter."""
        if row is not None and row["agreement_id"] == self.agreement_id and self._in_quarter(row["received_on"]):
            self._add((None, RECEIVED), "instalments", row["id"], sign * row["amount_pence"])

    def _add(self, key: Key, table: str, id_: str, pence: int) -> None:
        self.sums[key, table, id_] += pence

    def _in_quarter(self, day: str | None) -> bool:
        return day is not None and self.quarter.starts_on.isoformat() <= day <= self.quarter.ends_on.isoformat()


def corrections(
    agreement_id: str,
    quarter: Quarter,
    closed: QuarterStanding,
    present: QuarterStanding,
    rows: Sequence[ChangedRow],
    orders: Mapping[str, Mapping[str, Any]],
    settled_now: Mapping[str, int],
    *,
    reported: bool = False,
) -> tuple[Correction, ...]:
    """Return every figure that differs, each with the records whose changes since the close make the difference.

    orders are the present rows of orders whose settlements changed though they did not; settled_now is what is paid of
    each order concerned; reported: whether a return of the quarter was sent.
    """
    effects = _effects(_Effects(agreement_id, quarter), rows, orders, settled_now)
    labels, marked = _labels(rows), _markings(rows)
    then, now = closed.figures(), present.figures()
    found = []
    for key in sorted(then.keys() | now.keys(), key=lambda k: (k[0] or "", k[1])):
        before, after = then.get(key, 0), now.get(key, 0)
        if before != after:
            causes = tuple(
                Cause(table, id_, pence, labels.get((table, id_), ()), marked.get(id_, Audience.PUBLIC))
                for (of, table, id_), pence in effects.sums.items()
                if of == key and pence
            )
            found.append(Correction(*key, before, after, causes, reported))
    return tuple(found)


def _effects(
    effects: _Effects, rows: Sequence[ChangedRow], orders: Mapping[str, Mapping[str, Any]], settled: Mapping[str, int]
) -> _Effects:
    changed = {row.id: row for row in rows if row.table == "transactions"}
    settled_since: defaultdict[str, int] = defaultdict(int)
    for row in rows:
        if row.table == "commitment_payments":
            for sign, state in ((-1, row.before), (1, row.after)):
                if state is not None:
                    settled_since[state["commitment_id"]] += sign * state["amount_pence"]
    for id_ in {**changed, **settled_since}:  # in the order of the journal, so that reasons are told in it
        row_then, row_now = (changed[id_].before, changed[id_].after) if id_ in changed else (orders[id_], orders[id_])
        now = settled.get(id_, 0)
        effects.entry(row_then, now - settled_since[id_], -1)
        effects.entry(row_now, now, 1)
    for row in rows:
        if row.table == "instalments":
            effects.instalment(row.before, -1)
            effects.instalment(row.after, 1)
        elif row.table in ("budget_lines", "virements", "variations"):
            effects.budget(row.table, row.before, -1)
            effects.budget(row.table, row.after, 1)
    return effects


def _markings(rows: Iterable[ChangedRow]) -> dict[str, Audience]:
    """Return the narrowest marking that each record has had."""
    found: dict[str, Audience] = {}
    for row in rows:
        for state in (row.before, row.after):
            if state is not None and "marking" in state:
                known, each = found.get(row.id, Audience.PUBLIC), Audience(state["marking"])
                found[row.id] = known if may_see(known, each) else each
    return found


def _labels(rows: Iterable[ChangedRow]) -> dict[tuple[str, str], tuple[str, ...]]:
    """Return the labels of the steps that changed each record, a settlement's under its order."""
    found: defaultdict[tuple[str, str], dict[int, str]] = defaultdict(dict)
    for row in rows:
        found[row.table, row.id] |= dict(row.steps)
        if row.table == "commitment_payments":
            for state in (row.before, row.after):
                if state is not None:
                    found["transactions", state["commitment_id"]] |= dict(row.steps)
    return {key: tuple(labels[seq] for seq in sorted(labels)) for key, labels in found.items()}
