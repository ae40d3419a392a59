"""Returns to funders and closed quarters, as kept."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from json import dumps
from sqlite3 import Connection

from cspdesk.domain.closing import ChangedRow, Correction, QuarterStanding, corrections, standing_from, standing_json
from cspdesk.domain.forecasts import by_quarter
from cspdesk.domain.funding import Agreement
from cspdesk.domain.periods import Quarter, long_date
from cspdesk.domain.positions import positions
from cspdesk.domain.return_periods import ReturnPeriod
from cspdesk.domain.returns import AskedReturn, ClosedPeriod, Return, ReturnAnswer, ReturnState
from cspdesk.errors import UserError
from cspdesk.store.funding import FundingStore
from cspdesk.store.ids import new_id
from cspdesk.store.journal import Journal
from cspdesk.store.journal_since import Only, place, rows_since
from cspdesk.store.rows import Table

_COUNTED = ("transactions", "commitment_payments", "virements", "variations", "budget_lines", "instalments")
_OF_QUARTER_OR_SETTLED = """(
    (json_extract(earliest.before, '$.agreement_id') = ?
        and json_extract(earliest.before, '$.occurred_on') between ? and ?)
    or (json_extract(latest.after, '$.agreement_id') = ?
        and json_extract(latest.after, '$.occurred_on') between ? and ?)
    or touched.row_id in (
        select json_extract(before, '$.commitment_id') from changes where id > ? and tbl = 'commitment_payments'
        union select json_extract(after, '$.commitment_id') from changes where id > ? and tbl = 'commitment_payments'
    )
)"""


class ReturnStore:
    """What was reported, and what may no longer change silently."""

    def __init__(self, db: Connection, journal: Journal, funding: FundingStore) -> None:
        self._db = db
        self._veil = journal.veil
        self._funding = funding
        self.closed = Table(db, journal, ClosedPeriod, "closed_periods")
        self.returns = Table(db, journal, Return, "returns")
        self.answers = Table(db, journal, ReturnAnswer, "return_answers")
        self.asked = Table(db, journal, AskedReturn, "asked_returns")

    def returns_of(self, agreement_id: str) -> tuple[Return, ...]:
        """Return an agreement's returns, drafts and sent ones, by period and template."""
        return self.returns.where("agreement_id = ?", agreement_id, order="period, template")

    def asked_of(self, agreement_id: str) -> tuple[AskedReturn, ...]:
        """Return what an agreement asks for."""
        return self.asked.where("agreement_id = ?", agreement_id, order="template")

    def ask(self, agreement_id: str, wanted: Mapping[str, str]) -> None:
        """Keep which returns an agreement asks for: the first period by template, in place of what it asked before."""
        known = {each.template: each for each in self.asked_of(agreement_id)}
        self.asked.delete(*(each.id for name, each in known.items() if name not in wanted))
        for name, first_period in wanted.items():
            before = known.get(name)
            if before is None:
                self.asked.insert(AskedReturn(new_id(), agreement_id, name, first_period))
            elif before.first_period != first_period:
                self.asked.update(replace(before, first_period=first_period))

    def return_for(self, agreement_id: str, template: str, period: str) -> Return | None:
        """Return the return of a template and period, or None when nobody began it."""
        found = self.returns.where("agreement_id = ? and template = ? and period = ?", agreement_id, template, period)
        return next(iter(found), None)

    def answers_of(self, return_id: str) -> dict[str, str]:
        """Return what people wrote, by field."""
        return {a.field: a.text for a in self.answers.where("return_id = ?", return_id)}

    def answer(self, return_id: str, field: str, text: str) -> None:
        """Keep what a person wrote in a field of a draft; nothing written removes it.

        Raises UserError when the return was submitted: it is frozen.
        """
        if self.returns.get(return_id).state is ReturnState.SUBMITTED:
            raise UserError("This return was submitted, so it is frozen. Undo its submission first.")
        known = self.answers.where("return_id = ? and field = ?", return_id, field)
        if text.strip():
            id_ = known[0].id if known else f"{return_id}:{field}"
            self.answers.save(ReturnAnswer(id_, return_id, field, text.strip()))
        else:
            self.answers.delete(*(a.id for a in known))

    def standing(self, agreement_id: str, quarter: Quarter) -> QuarterStanding:
        """Return what a quarter of an agreement comes to now, by line; money on no line under None."""
        funding = self._funding
        lines = funding.lines_of(agreement_id)
        own = [s for s in funding.sums(quarter.year) if s.agreement_id == agreement_id]
        found = {line: each for (line, day), each in by_quarter(own).items() if day == quarter.starts_on}
        moved = [v for v in funding.virements_of(agreement_id) if v.decided_on <= quarter.ends_on]
        varied = [v for v in funding.variations_of(agreement_id) if v.decided_on <= quarter.ends_on]
        stand = positions(lines, moved, (), varied)
        received = (
            i.amount_pence for i in funding.instalments_of(agreement_id) if i.received_on and i.received_on in quarter
        )
        return QuarterStanding(found, {line.id: stand[line.id].revised for line in lines}, sum(received))

    def closed_of(self, agreement_id: str) -> tuple[ClosedPeriod, ...]:
        """Return an agreement's closed quarters in order."""
        return self.closed.where("agreement_id = ?", agreement_id, order="quarter_starts_on")

    def closed_quarter(self, agreement_id: str, quarter: Quarter) -> ClosedPeriod | None:
        """Return a quarter as it was closed, or None."""
        day = quarter.starts_on.isoformat()
        return next(iter(self.closed.where("agreement_id = ? and quarter_starts_on = ?", agreement_id, day)), None)

    def close_quarter(
        self, agreement_id: str, quarter: Quarter, *, by: str, on: date, id_: str | None = None
    ) -> ClosedPeriod:
        """Close a quarter: keep its figures, so that a later correction is told as one.

        Raises UserError when it is closed already, is not over, or lies outside the agreement.
        """
        agreement = self._funding.agreements.get(agreement_id)
        if self.closed_quarter(agreement_id, quarter) is not None:
            raise UserError(f"{quarter.label} of agreement {agreement.reference} is closed already.")
        _check_can_close(agreement, quarter, on)
        made = ClosedPeriod(
            id_ or new_id(), agreement_id, quarter.starts_on, on, by, place(self._db), self._figures(agreement, quarter)
        )
        self.closed.insert(made)
        return made

    def reported(self, agreement_id: str) -> frozenset[Quarter]:
        """Return the quarters of an agreement that a return which was sent covers."""
        sent = (each for each in self.returns_of(agreement_id) if each.state is ReturnState.SUBMITTED)
        return frozenset(quarter for each in sent for quarter in ReturnPeriod.parse(each.period).quarters)

    def close_again(
        self, agreement_id: str, quarter: Quarter, *, by: str, on: date, told: bool = False
    ) -> ClosedPeriod:
        """Close a quarter anew with its present figures. told: a return that is being sent tells of its corrections.

        Raises UserError when it was never closed, or was reported and its corrections would be told to nobody.
        """
        agreement, known = self._funding.agreements.get(agreement_id), self.closed_quarter(agreement_id, quarter)
        if known is None:
            raise UserError(f"{quarter.label} of agreement {agreement.reference} was not closed yet.")
        if not told and quarter in self.reported(agreement_id):
            raise UserError(
                f"{quarter.label} of agreement {agreement.reference} was reported, so its corrections must be told: "
                "the next return does so, and closes the quarter again when it is sent."
            )
        figures = self._figures(agreement, quarter)
        made = replace(known, closed_on=on, closed_by=by, at_change=place(self._db), figures=figures)
        self.closed.save(made)
        return made

    def _figures(self, agreement: Agreement, quarter: Quarter) -> str:
        return standing_json(self.standing(agreement.id, quarter))

    def corrections(self, agreement_id: str, quarter: Quarter) -> tuple[Correction, ...]:
        """Return what of a closed quarter is no longer what it was, with what made the difference since.

        Empty when nothing differs, or the quarter was never closed.
        """
        closed = self.closed_quarter(agreement_id, quarter)
        if closed is None:
            return ()
        then, now = standing_from(closed.figures), self.standing(agreement_id, quarter)
        if {k: v for k, v in then.figures().items() if v} == {k: v for k, v in now.figures().items() if v}:
            return ()
        rows = self._changed(agreement_id, quarter, closed.at_change)
        told = quarter in self.reported(agreement_id)
        return corrections(agreement_id, quarter, then, now, rows, self._orders(rows), self._settled(), reported=told)

    def all_corrections(self, agreement_id: str) -> dict[Quarter, tuple[Correction, ...]]:
        """Return the corrections of every closed quarter of an agreement that has any, in order."""
        quarters = (Quarter.of(closed.quarter_starts_on) for closed in self.closed_of(agreement_id))
        found = {quarter: self.corrections(agreement_id, quarter) for quarter in quarters}
        return {quarter: each for quarter, each in found.items() if each}

    def _changed(self, agreement_id: str, quarter: Quarter, at: int) -> tuple[ChangedRow, ...]:
        """Return what changed since a place; of transactions an agreement's in a quarter, and orders paid since."""
        theirs = (agreement_id, quarter.starts_on.isoformat(), quarter.ends_on.isoformat())
        own = Only("transactions", _OF_QUARTER_OR_SETTLED, (*theirs, *theirs, at, at))
        found = rows_since(self._db, at, _COUNTED, self._veil, own)
        steps: defaultdict[tuple[str, str], list[tuple[int, str]]] = defaultdict(list)
        marks = ", ".join("?" * len(_COUNTED))
        for table, row_id, seq, label in self._db.execute(
            f"""
            with latest as (select of_step, max(seq) as seq from steps where of_step is not null group by of_step)
            select distinct tbl, row_id, steps.seq, steps.label from changes join steps on steps.seq = changes.step
            left join latest on latest.of_step = coalesce(steps.of_step, steps.seq)
            left join steps newest on newest.seq = latest.seq left join steps first on first.seq = steps.of_step
            where changes.id > ? and tbl in ({marks}) and row_id in (select value from json_each(?)) and (
                (steps.of_step is null and coalesce(newest.kind, 'redo') = 'redo')
                or (steps.kind = 'undo' and steps.seq = newest.seq and first.last_change <= ?)
            ) order by steps.seq
            """,  # what was done and undone since made no difference; what was done before and undone since did
            (at, *_COUNTED, dumps([row.row_id for row in found]), at),
        ):
            steps[table, row_id].append((seq, label))
        return tuple(ChangedRow(r.table, r.row_id, r.before, r.after, tuple(steps[r.table, r.row_id])) for r in found)

    def _orders(self, rows: Iterable[ChangedRow]) -> dict[str, dict[str, object]]:
        """Return the orders whose payments changed, as rows; those that are no more are in the journal's rows."""
        ids = {
            state["commitment_id"]
            for row in rows
            if row.table == "commitment_payments"
            for state in (row.before, row.after)
            if state is not None
        }
        table = self._funding.transactions
        known = (table.find(id_) for id_ in ids)
        return {t.id: dict(zip(table.columns, table.encode(t), strict=True)) for t in known if t is not None}

    def _settled(self) -> dict[str, int]:
        rows = self._db.execute("select commitment_id, sum(amount_pence) from commitment_payments group by 1")
        return {order: int(pence) for order, pence in rows}


def _check_can_close(agreement: Agreement, quarter: Quarter, on: date) -> None:
    if quarter.ends_on < agreement.starts_on or quarter.starts_on > agreement.ends_on:
        raise UserError(f"{quarter.label} lies outside agreement {agreement.reference}, so it cannot be closed.")
    if on <= quarter.ends_on:
        raise UserError(f"{quarter.label} ends on {long_date(quarter.ends_on)}. Close it after that day.")
