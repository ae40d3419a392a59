"""Ledger import: what was read, what is already known, and what taking it would change.

When are two lines the same payment? A file carries no identity of its own, so `reconcile` goes by four moves:

1. Lines with the same identity and the same amount are the same payment, one for one. The identity is reference, date
   and payee; without a reference it is date, payee, description and category. Counting one for one is what lets two
   truly identical lines of one file both stand, and still adds nothing when that file comes again.
2. A payment typed in by hand, or from a ledger that says less, meets the same payment told more fully: same date, payee
   and amount, and only one side has a reference (or, where neither has, only one has a description or category). It is
   the same payment; taken again it would be counted twice.
3. What is then left over on both sides of one identity has changed its amount. Two limits keep this honest. A refund is
   never a changed payment, so signs must agree. Where there is no reference the identity is weak (one firm may be paid
   twice a day), so the file must be seen to cover the day: at least half of what else the record holds for it is there.
4. What is left over in the file alone is new. What is left over in the record alone is left alone: files overlap.

No move looks at the order of the rows, so sorting a ledger never changes what an import does.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from datetime import date
from operator import itemgetter
from typing import Literal, NamedTuple, TypeAlias

from cspdesk.domain.records import dataclass

Key: TypeAlias = tuple[Hashable, ...]


class LedgerLine(NamedTuple):
    """One payment line as read from a ledger; a named tuple because a ledger has a hundred thousand of them."""

    row: int  # 1-based row in the source, as a spreadsheet shows it
    paid_on: date
    payee: str
    description: str
    reference: str
    category: str
    amount_pence: int  # what counts against the grant: net if the ledger has net, otherwise gross
    vat_pence: int | None
    gross_pence: int | None
    outside: bool = False  # dated outside the agreement's period (only when that was allowed)


class Known(NamedTuple):
    """A payment already in the record, from an earlier import or typed in."""

    id: str
    paid_on: date
    payee: str
    description: str
    reference: str
    category: str
    amount_pence: int


@dataclass(frozen=True, slots=True)
class Problem:
    """A row that was not taken: rejected (looks like a payment) or skipped (is none), and why."""

    row: int
    column: str
    reason: str
    kind: Literal["rejected", "skipped"]
    amount_pence: int = 0  # 0 where no amount could be read
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What importing a ledger would do; the totals always satisfy total = added + duplicate + changed + rejected."""

    added: tuple[LedgerLine, ...] = ()
    duplicates: tuple[tuple[LedgerLine, str], ...] = ()
    changed: tuple[tuple[LedgerLine, Known], ...] = ()
    rejected: tuple[Problem, ...] = ()
    skipped: tuple[Problem, ...] = ()

    @property
    def added_pence(self) -> int:
        """Sum of the new lines."""
        return sum(line.amount_pence for line in self.added)

    @property
    def duplicate_pence(self) -> int:
        """Sum of the lines the record already holds."""
        return sum(line.amount_pence for line, _ in self.duplicates)

    @property
    def changed_pence(self) -> int:
        """Sum of the changed lines, at the amounts the file now gives."""
        return sum(line.amount_pence for line, _ in self.changed)

    @property
    def rejected_pence(self) -> int:
        """Sum of the rejected rows' amounts, as far as they could be read."""
        return sum(problem.amount_pence for problem in self.rejected)

    @property
    def total_pence(self) -> int:
        """Sum of everything in the file that looks like a payment."""
        return self.added_pence + self.duplicate_pence + self.changed_pence + self.rejected_pence


def reconcile(lines: Sequence[LedgerLine], known: Iterable[Known], problems: Iterable[Problem] = ()) -> ImportPlan:
    """Sort a ledger's lines into new, already known and changed; problems are carried into the plan as they are."""
    problems = tuple(problems)
    rejected = tuple(p for p in problems if p.kind == "rejected")
    skipped = tuple(p for p in problems if p.kind == "skipped")
    records = list(known)
    if not records:
        return ImportPlan(tuple(lines), (), (), rejected, skipped)
    matching = _Matching(lines, records)
    return ImportPlan(matching.added(), matching.duplicates(), matching.changed(), rejected, skipped)


class _Matching:
    """One run of the four moves; lines and records are held by position, each used once."""

    def __init__(self, lines: Sequence[LedgerLine], records: Sequence[Known]) -> None:
        self._lines = lines
        self._records = records
        self._folded: dict[str, str] = {}
        self._same = _to_the_letter(lines, records)  # position of line -> position of record
        self._moved: dict[int, int] = {}
        self._open_records: list[int] = []
        if len(self._same) < len(lines):
            self._open_lines = self._touching()
            self._match()

    def added(self) -> tuple[LedgerLine, ...]:
        """Lines that met nothing in the record."""
        return tuple(line for i, line in enumerate(self._lines) if i not in self._same and i not in self._moved)

    def duplicates(self) -> tuple[tuple[LedgerLine, str], ...]:
        """Lines the record holds already, with the id of what holds them."""
        return tuple((self._lines[i], self._records[self._same[i]].id) for i in sorted(self._same))

    def changed(self) -> tuple[tuple[LedgerLine, Known], ...]:
        """Lines whose amount differs from the record's, with what the record says."""
        return tuple((self._lines[i], self._records[self._moved[i]]) for i in sorted(self._moved))

    def _touching(self) -> list[int]:
        """Return the lines that share day and payee with some record: every move needs these to agree."""
        payees = {payee: self._fold(payee) for payee in {line.payee for line in self._lines}}
        held = {(record.paid_on, record.payee) for record in self._records}
        wanted = {(day, self._fold(payee)) for day, payee in held}
        return [i for i, line in enumerate(self._lines) if (line.paid_on, payees[line.payee]) in wanted]

    def _match(self) -> None:
        self._open_records = list(range(len(self._records)))
        covered = self._days_covered()
        self._close()
        self._pair_off(self._exact)
        self._put_in_order()
        self._pair_off(lambda item: (*self._identity(item), item.amount_pence))
        self._pair_unequally_told()
        self._pair_changed(covered)

    def _fold(self, text: str) -> str:
        """Return text as it counts for identity: case and white space do not."""
        folded = self._folded.get(text)
        if folded is None:
            folded = self._folded[text] = " ".join(text.split()).casefold()
        return folded

    def _identity(self, item: LedgerLine | Known) -> Key:
        if item.reference:
            return (item.paid_on, self._fold(item.payee), self._fold(item.reference))
        return (item.paid_on, self._fold(item.payee), None, self._fold(item.description), self._fold(item.category))

    def _exact(self, item: LedgerLine | Known) -> Key:
        words = (self._fold(item.description), self._fold(item.category))
        return (item.paid_on, self._fold(item.payee), self._fold(item.reference), words, item.amount_pence)

    def _loose(self, item: LedgerLine | Known) -> Key:
        return (item.paid_on, self._fold(item.payee), item.amount_pence)

    def _days_covered(self) -> set[date]:
        """Return the days of which the file holds at least half of what else the record has there."""
        in_file = {self._identity(self._lines[i]) for i in self._open_lines}
        held: dict[date, set[Key]] = defaultdict(set)
        for record in self._records:
            held[record.paid_on].add(self._identity(record))
        return {day for day, keys in held.items() if 2 * (len(keys & in_file) - 1) >= len(keys) - 1}

    def _pair_off(self, key: Callable[[LedgerLine | Known], Key]) -> None:
        """Match open lines with open records one for one where the key agrees."""
        self._pair_some(self._open_lines, self._open_records, key)
        self._close()

    def _pair_unequally_told(self) -> None:
        """Match equal payments of which one side says less: no reference, or not even a description."""
        for told in (2, 1, 0):
            lines = [i for i in self._open_lines if _told(self._lines[i]) == told]
            records = [position for position in self._open_records if _told(self._records[position]) != told]
            self._pair_some(lines, records, self._loose)
            self._close()

    def _pair_some(self, lines: list[int], records: list[int], key: Callable[[LedgerLine | Known], Key]) -> None:
        waiting: dict[Key, list[int]] = defaultdict(list)
        for position in reversed(records):
            waiting[key(self._records[position])].append(position)
        for i in lines if waiting else ():
            candidates = waiting.get(key(self._lines[i]))
            if candidates:
                self._same[i] = candidates.pop()

    def _pair_changed(self, covered: set[date]) -> None:
        """Match what is left on both sides of one identity: those alike in words first, nearest in amount."""
        lines: dict[Key, list[int]] = defaultdict(list)
        for i in self._open_lines:
            lines[self._identity(self._lines[i])].append(i)
        for alike in (True, False):
            for position in self._open_records:
                waiting = lines.get(self._identity(self._records[position]), [])
                near = [i for i in waiting if self._may_be_changed(i, position, covered, alike=alike)]
                if near:
                    nearest = min(near, key=lambda i: self._apart(i, position))
                    waiting.remove(nearest)
                    self._moved[nearest] = position
            taken = set(self._moved.values())
            self._open_records = [position for position in self._open_records if position not in taken]

    def _may_be_changed(self, i: int, position: int, covered: set[date], *, alike: bool) -> bool:
        line, record = self._lines[i], self._records[position]
        if line.amount_pence * record.amount_pence < 0 or not (record.reference or record.paid_on in covered):
            return False
        return not alike or self._order(line)[:2] == self._order(record)[:2]

    def _apart(self, i: int, position: int) -> int:
        return abs(self._lines[i].amount_pence - self._records[position].amount_pence)

    def _close(self) -> None:
        used = set(self._same.values())
        self._open_lines = [i for i in self._open_lines if i not in self._same]
        self._open_records = [position for position in self._open_records if position not in used]

    def _put_in_order(self) -> None:
        """Order what is open by what it says, so that the order of rows decides nothing from here on."""
        self._open_lines.sort(key=lambda i: self._order(self._lines[i]))
        self._open_records.sort(
            key=lambda position: (*self._order(self._records[position]), self._records[position].id)
        )

    def _order(self, item: LedgerLine | Known) -> tuple[str, str, int]:
        return (self._fold(item.description), self._fold(item.category), item.amount_pence)


def _to_the_letter(lines: Sequence[LedgerLine], records: Sequence[Known]) -> dict[int, int]:
    """Pair lines and records that say exactly the same, one for one: as when a file comes a second time.

    Whatever else is then paired as alike but for case and spaces, as many are paired as without this.
    """
    words = slice(1, 7)  # from the day to the amount: the same place in both
    waiting: dict[Key, list[int]] = {}
    for position, key in enumerate(map(itemgetter(words), records)):
        waiting.setdefault(key, []).append(position)
    for positions in waiting.values():
        positions.reverse()
    found = {}
    for i, key in enumerate(map(itemgetter(words), lines)):
        if alike := waiting.get(key):
            found[i] = alike.pop()
    return found


def _told(item: LedgerLine | Known) -> int:
    """Return how much a payment says of itself: 2 with a reference, 1 with words, 0 with neither."""
    return 2 if item.reference else int(bool(item.description or item.category))
