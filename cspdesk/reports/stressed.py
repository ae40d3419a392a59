"""Words of which some are stressed, broken into lines: each line is pieces in the regular or the bold face."""

from collections.abc import Callable, Sequence

from cspdesk.domain.narrative import Run, Words

Piece = tuple[str, bool]
Line = list[Piece]
Measure = Callable[[str, bool], float]


def pieces(runs: Sequence[Run], ready: Callable[[str], str]) -> list[Piece]:
    """Return the runs of a passage as pieces of ready text; a figure that nobody put in yet is passed over."""
    return [(ready(run.text), run.stressed) for run in runs if isinstance(run, Words)]


def wrapped(text: Sequence[Piece], width: float, measure: Measure) -> list[Line]:
    """Return pieces as lines no wider than width, broken between words; a line keeps the space it was broken at."""
    lines: list[Line] = []
    line: Line = []
    used = 0.0
    for word in _words(text):
        size = sum(measure(part, bold) for part, bold in word)
        bare = sum(measure(part.rstrip(" "), bold) for part, bold in word)
        if line and used + bare > width:
            lines.append(line)
            line, used = [], 0.0
        line += word
        used += size
    return [_joined(each) for each in [*lines, line]]


def _words(text: Sequence[Piece]) -> list[Line]:
    """Return words with the space after them; one that is stressed in part is several pieces."""
    words: list[Line] = [[]]
    for piece, bold in text:
        rest = piece
        while rest:
            head, space, rest = rest.partition(" ")
            words[-1].append((head + space, bold))
            if space:
                words.append([])
    return [word for word in words if word]


def _joined(line: Line) -> Line:
    """Return a line with neighbouring pieces of one face put together."""
    found: Line = []
    for part, bold in line:
        if found and found[-1][1] is bold:
            found[-1] = (found[-1][0] + part, bold)
        else:
            found.append((part, bold))
    return found
