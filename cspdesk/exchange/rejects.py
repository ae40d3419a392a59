"""Rejected rows as a CSV that can be corrected in a spreadsheet and imported."""

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from cspdesk.domain.figures import FigureProblem
from cspdesk.domain.ledgers import Problem
from cspdesk.exchange.csv_safe import safe_cell
from cspdesk.exchange.names import REJECT_HEADERS
from cspdesk.whole_file import save_whole

PROBLEM_HEADERS = ("File", "Sheet", "Row", "Column", "What is wrong", "Taken", "The row")


def write_rejects(path: str | Path, headers: Sequence[str], problems: Iterable[Problem]) -> int:
    """Write the rejected rows under their own headers, then what is wrong with each; return how many.

    Importing the corrected file ignores the columns added here. Raises UserError when it cannot be written.
    """
    names = [name for name in headers if name not in REJECT_HEADERS]
    keep = [index for index, name in enumerate(headers) if name not in REJECT_HEADERS]
    rejected = [problem for problem in problems if problem.kind == "rejected"]
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([safe_cell(name) for name in (*names, *REJECT_HEADERS)])
    for problem in rejected:
        cells = [problem.cells[index] if index < len(problem.cells) else "" for index in keep]
        told = (str(problem.row), problem.column, problem.reason)
        writer.writerow([safe_cell(cell) for cell in (*cells, *told)])
    save_whole(Path(path), text.getvalue().encode("utf-8-sig"))
    return len(rejected)


def write_figure_problems(path: Path, problems: Iterable[FigureProblem]) -> int:
    """Write where published figures have something wrong with them, and what, as CSV; return how many places.

    Rows that can be put right and taken in by themselves begin with their cells, under their file's own headings; what
    others hold is told in one. Raises UserError when it cannot be written.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    told_of = tuple(problems)
    alone = (problem for problem in told_of if not problem.summed)
    headings = list(dict.fromkeys(heading for problem in alone for heading, _ in problem.cells))
    writer.writerow([*map(safe_cell, headings), *PROBLEM_HEADERS])
    for problem in told_of:
        place = problem.place
        told = (place.file, place.sheet, str(place.row or ""), place.column, problem.reason)
        held = {} if problem.summed else dict(problem.cells)
        own = (held.get(heading, "") for heading in headings)
        row = "; ".join(f"{heading}: {cell}" for heading, cell in problem.cells if cell) if problem.summed else ""
        taken = "no" if problem.rejected else "without what is wrong"
        writer.writerow([*map(safe_cell, (*own, *told)), taken, safe_cell(row)])
    save_whole(path, b"\xef\xbb\xbf" + text.getvalue().encode())
    return len(told_of)
