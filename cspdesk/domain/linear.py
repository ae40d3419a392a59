"""Which numbers fit a set of sums: the smallest and the largest that each may be, worked out exactly.

Linear programming by the simplex method, two phases, with Bland's rule so that it always ends (R. G. Bland, "New
finite pivoting rules for the simplex method", Mathematics of Operations Research 2, 1977). Whole numbers stay whole
where they can and become fractions where they must, so nothing is rounded.
"""

from collections.abc import Sequence
from fractions import Fraction

Number = int | Fraction
Row = list[Number]


class Fitting:
    """The numbers, none under nought, that fit equations: each row holds the coefficients, then what they add up to.

    The equations must have at least one solution; ValueError is raised where they have none.
    """

    def __init__(self, equations: list[list[int]], width: int) -> None:
        self._width = width
        rows: list[Row] = [[-v for v in row] if row[-1] < 0 else list(row) for row in equations]
        helpers = len(rows)
        self._rows: list[Row] = [
            [*row[:width], *(int(i == j) for j in range(helpers)), row[width]] for i, row in enumerate(rows)
        ]
        self._basis = [width + i for i in range(helpers)]
        self._climb([*(0 for _ in range(width)), *(-1 for _ in range(helpers))])
        if any(row[-1] for row, basic in zip(self._rows, self._basis, strict=True) if basic >= width):
            raise ValueError("No numbers fit these sums")
        self._drop_helpers()

    def furthest(self, column: int, *, up: bool, far: int) -> list[Number]:
        """Return numbers that fit, the one of a column as large (or small) as can be; far where nothing ends it."""
        goal: Row = [0] * self._width
        goal[column] = 1 if up else -1
        endless = self._climb(goal)
        found: list[Number] = [0] * self._width
        for row, basic in zip(self._rows, self._basis, strict=True):
            found[basic] = row[-1] - (row[endless] * far if endless is not None else 0)
        if endless is not None:
            found[endless] += far
        return found

    def _climb(self, goal: Sequence[Number]) -> int | None:
        """Pivot until the goal is at its largest; return the column along which it grows without end, or None."""
        gains: Row = [*goal, 0]
        for row, basic in zip(self._rows, self._basis, strict=True):
            if gains[basic]:
                gains = _less(gains, gains[basic], row)
        while (entering := next((c for c, gain in enumerate(gains[:-1]) if gain > 0), None)) is not None:
            steps = [
                (Fraction(row[-1]) / row[entering], self._basis[r], r)
                for r, row in enumerate(self._rows)
                if row[entering] > 0
            ]
            if not steps:
                return entering
            leaving = min(steps)[2]
            self._pivot(leaving, entering)
            gains = _less(gains, gains[entering], self._rows[leaving])
        return None

    def _pivot(self, at: int, column: int) -> None:
        head = self._rows[at][column]
        if head != 1:
            self._rows[at] = [_over(value, head) for value in self._rows[at]]
        chosen = self._rows[at]
        for r, row in enumerate(self._rows):
            if r != at and row[column]:
                self._rows[r] = _less(row, row[column], chosen)
        self._basis[at] = column

    def _drop_helpers(self) -> None:
        """Turn the helping columns of the first phase out of the basis, then away; a row that says nothing goes too."""
        for r in range(len(self._rows)):
            if self._basis[r] >= self._width:
                real = next((c for c in range(self._width) if self._rows[r][c]), None)
                if real is not None:
                    self._pivot(r, real)
        kept = [r for r, basic in enumerate(self._basis) if basic < self._width]
        self._rows = [[*self._rows[r][: self._width], self._rows[r][-1]] for r in kept]
        self._basis = [self._basis[r] for r in kept]


def _less(row: Row, times: Number, other: Row) -> Row:
    """Return a row less a multiple of another."""
    if times == 1:
        return [a - b if b else a for a, b in zip(row, other, strict=True)]
    return [a - times * b if b else a for a, b in zip(row, other, strict=True)]


def _over(value: Number, head: Number) -> Number:
    if not value:
        return 0
    found = Fraction(value) / head
    return found.numerator if found.denominator == 1 else found
