"""Money in three nested columns: every block is as large as its pence, and a column sums to the whole to the penny."""

import textwrap
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from cspdesk.charts.chart import DataTable
from cspdesk.domain.money import MINUS, pounds
from cspdesk.domain.records import dataclass

TOLD = 3  # blocks that are named in words
MOST = 7  # blocks of one parent that can be told apart; the rest are summed up
SMALLEST = 35  # in thousandths of the whole: less than this has no room for its name
ALL, NO_LINE, WITHHELD = "All priorities", "No line", "Withheld"  # first columns that name no priority
Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Part:
    """What was paid for one purpose: the names of its three columns, pence (negative: refunded) and payments."""

    names: Key
    pence: int
    payments: int


@dataclass(frozen=True, slots=True)
class Nest:
    """One block: its column (0 to 2), and from which penny of the whole to which it reaches; parent is its place."""

    name: str
    column: int
    start: int
    pence: int
    payments: int
    parent: int | None

    @property
    def end(self) -> int:
        """The penny it reaches to."""
        return self.start + self.pence


@dataclass(frozen=True, slots=True)
class NestedChart:
    """Blocks in columns, each beside what it is part of; blocks come parent first, as they are read."""

    title: str
    columns: Key
    blocks: tuple[Nest, ...]
    total: int
    alt_text: str
    table: DataTable
    notes: tuple[str, ...] = ()

    @property
    def divides(self) -> bool:
        """Whether a column has more than one block, so that there is something to be seen in the drawing."""
        return len(self.blocks) > len(self.columns)

    def of_column(self, column: int) -> tuple[Nest, ...]:
        """Return the blocks of a column from the top down."""
        return tuple(block for block in self.blocks if block.column == column)

    def names(self, place: int) -> tuple[str, ...]:
        """Return a block's name after the names of what it is part of."""
        block = self.blocks[place]
        return (block.name,) if block.parent is None else (*self.names(block.parent), block.name)

    def says(self, place: int) -> str:
        """Return what a block comes to in words: its name, pounds, share of the whole and payments."""
        block = self.blocks[place]
        payments = f"{block.payments:,} payment{'' if block.payments == 1 else 's'}"
        share = f"{share_of(block.pence, self.total)} of all"
        return f"{', '.join(self.names(place))}: {pounds(block.pence)}, {share}; {payments}"


def share_of(pence: int, total: int) -> str:
    """Return a share as people write it; the whole is more than nought."""
    size = f"{abs(pence) * 100 / total:.1f}%"
    return f"{MINUS}{size}" if pence < 0 and size != "0.0%" else size


def nested(parts: Sequence[Part]) -> tuple[Nest, ...]:
    """Return the blocks of parts, the largest first; empty when refunds come to as much as was paid.

    What is small, or was refunded, is summed up with its neighbours, so that no block is less than nought and each
    column still sums to the whole.
    """
    total = sum(part.pence for part in parts)
    return tuple(_blocks(parts, 0, 0, None, total, 0)) if total > 0 else ()


def label_of(
    block: Nest, room: float, most: int, width: Callable[[str], float], write: Callable[[int], str]
) -> tuple[str, ...]:
    """Return a block's name and money in at most so many lines, each within its room; none where not even that fits."""
    money = write(block.pence)
    if most < 1 or width(money) > room:
        return ()
    if width(both := f"{block.name}  {money}") <= room:
        return (both,)
    if most == 1:
        return (f"{name}  {money}",) if (name := _cut(block.name, room, width, f"  {money}")) else ()
    lines: list[str] = []
    words = block.name.split()
    while words and len(lines) < most - 1:
        line, words = _line(words, room, width)
        lines.append(line)
    if words:
        lines[-1] = _cut(f"{lines[-1]} {words[0]}", room, width, "", always=True)
    return (*(line for line in lines if line), money)


def _blocks(
    parts: Sequence[Part], column: int, start: int, parent: int | None, total: int, before: int
) -> Iterator[Nest]:
    """Give the blocks of what one block consists of; before is how many blocks come before these."""
    groups: defaultdict[str, list[Part]] = defaultdict(list)
    for part in parts:
        groups[part.names[column]].append(part)
    for name, own in _shown(groups, total):
        block = Nest(name, column, start, _sum(own), sum(part.payments for part in own), parent)
        yield block
        inside = tuple(_blocks(own, column + 1, start, before, total, before + 1)) if column < 2 else ()
        yield from inside
        before += 1 + len(inside)
        start = block.end


def _shown(groups: dict[str, list[Part]], total: int) -> list[tuple[str, list[Part]]]:
    ordered = sorted(groups.items(), key=lambda each: (-_sum(each[1]), each[0]))
    ordered = [each for each in ordered if _sum(each[1])]
    large = [each for each in ordered if _sum(each[1]) * 1000 >= SMALLEST * total]
    shown = ordered if len(ordered) - len(large) < 2 and len(ordered) <= MOST else large[: MOST - 1]
    while True:  # what was refunded never stands alone: it is set off against the smallest that was paid
        rest = ordered[len(shown) :]
        if not rest and (not shown or _sum(shown[-1][1]) > 0):
            return shown
        summed = [part for _, own in rest for part in own]
        if rest and _sum(summed) > 0:
            return [*shown, (_called(len(rest), shown), summed)]
        shown = shown[:-1]


def _called(count: int, shown: Sequence[object]) -> str:
    return f"{count} {'others' if count > 1 else 'other'}" if shown else f"{count} together"


def _sum(parts: Sequence[Part]) -> int:
    return sum(part.pence for part in parts)


def _line(words: list[str], room: float, width: Callable[[str], float]) -> tuple[str, list[str]]:
    """Return as many words as fit on a line, and those that are left; a word too long for any line is cut."""
    taken = 1
    while taken < len(words) and width(" ".join(words[: taken + 1])) <= room:
        taken += 1
    line = " ".join(words[:taken])
    return (line if width(line) <= room else _cut(line, room, width, "", always=True)), words[taken:]


def _cut(name: str, room: float, width: Callable[[str], float], after: str, *, always: bool = False) -> str:
    """Return as much of a name as leaves room for what comes after it; too little to know it by is none at all."""
    for length in range(len(name), 0, -1):
        cut = name if length == len(name) and not always else f"{name[:length].rstrip(' ,;:-')}…"
        if width(f"{cut}{after}") <= room:
            return cut if always or length >= min(len(name), 6) else ""
    return ""


def told_largest(blocks: Sequence[Nest], longest: int) -> str:
    """Return the first column in words: its largest blocks, with the largest part of each."""
    first = [place for place, block in enumerate(blocks) if not block.column][:TOLD]
    return "; ".join(_told(blocks[place], _inside(blocks, place), longest) for place in first)


def told_alone(blocks: Sequence[Nest], longest: int) -> str:
    """Return what the only block of the first column is for, to be said of all that was paid."""
    block, inside = blocks[0], _inside(blocks, 0)
    if block.name == NO_LINE:
        return "is not yet assigned to a line"
    if block.name.startswith(WITHHELD):
        return "was for priorities whose names are withheld"
    whole = "serves all priorities" if block.name == ALL else f"was for {textwrap.shorten(block.name, longest)}"
    most = max(inside, key=lambda each: each.pence)
    if len(inside) == 1:
        return f"{whole}: {textwrap.shorten(most.name, longest)}"
    if alike := _alike(inside):
        return f"{whole}: {alike}"
    return f"{whole}, {pounds(most.pence)} of it on {textwrap.shorten(most.name, longest)}"


def _inside(blocks: Sequence[Nest], place: int) -> list[Nest]:
    return [each for each in blocks if each.parent == place]


def _told(block: Nest, inside: Sequence[Nest], longest: int) -> str:
    """Return a block with the largest of what it consists of; of several that are as large, none before the others."""
    if block.name == NO_LINE:
        return f"{pounds(block.pence)} on no budget line yet"
    if block.name.startswith(WITHHELD):  # all its lines have one name, which is no line's own
        return f"priorities whose names are withheld {pounds(block.pence)}"
    name = "what serves all priorities" if block.name == ALL else textwrap.shorten(block.name, longest)
    most = max(inside, key=lambda each: each.pence)
    if len(inside) == 1:
        of = f"all of it {textwrap.shorten(most.name, longest)}"
    else:
        of = f"of it {_alike(inside) or f'{textwrap.shorten(most.name, longest)} {pounds(most.pence)}'}"
    return f"{name} {pounds(block.pence)}, {of}"


def _alike(inside: Sequence[Nest]) -> str:
    """Return what each of several largest parts comes to, where no other is as large; empty where one is largest."""
    most = max(each.pence for each in inside)
    alike = sum(each.pence == most for each in inside)
    return f"{pounds(most)} for each of {alike} budget lines" if alike > 1 else ""
