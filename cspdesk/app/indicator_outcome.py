"""What is said of published figures that were taken in, to people and to programs; and the whole import at once."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cspdesk.app.files import opened
from cspdesk.app.indicators import ComparedFigures, FigureRequest, choice_with_own, compared, named, read_figures, take
from cspdesk.app.refused import refused_for
from cspdesk.domain.figures import Reading
from cspdesk.domain.proof import counted

REASONS_AT_MOST = 5
SAID_AT_MOST = 20  # problems told to people; programs get all


@dataclass(frozen=True, slots=True)
class FigureOutcome:
    """What the command line says of an import; refused is the sentence that says why nothing was changed."""

    found: ComparedFigures
    applied: bool
    refused: str

    def figures(self) -> dict[str, object]:
        """Return the counts as the command line prints them for programs."""
        reading, plan = self.found.reading, self.found.plan
        return {
            "applied": self.applied,
            "rows": reading.rows,
            "taken": self.found.taken,
            "counted": sum(self.found.counted.values()),
            "counted_by_area": self.found.counted,
            "indicators": len(reading.series),
            "added": len(plan.added),
            "revised": len(plan.revised),
            "unchanged": len(plan.unchanged),
            "rejected": self.found.rejected,
            "rejected_by_reason": dict(self._reasons()),
            "left_out": dict(reading.left_out),
            "problems": [problem.as_json() for problem in self.found.problems],
            "notes": list(dict.fromkeys(reading.notes)),
            "series": list(_series_told(reading)),
        }

    def _reasons(self) -> list[tuple[str, int]]:
        """Return why rows were rejected, and how many for each reason, the most first."""
        rows: Counter[str] = Counter()
        for problem in self.found.problems:
            rows[problem.reason] += problem.rows if problem.rejected else 0
        return (+rows).most_common()

    def sentences(self) -> list[str]:
        """Return the same for people."""
        reading, plan, problems = self.found.reading, self.found.plan, self.found.problems
        areas = ", ".join(f"{reading.areas[c].name} {n:,}" for c, n in self.found.counted.items() if c in reading.areas)
        said = [
            f"{named(self.found.request.sources)}: {self.found.taken:,} of {counted(reading.rows, 'row')} taken for "
            f"{counted(len(reading.series), 'indicator')}; counts add up to {sum(self.found.counted.values()):,}"
            f"{f' ({areas})' if areas else ''}."
        ]
        kinds = (("added", plan.added), ("revised", plan.revised), ("there already", plan.unchanged))
        said += [f"  {words:<15} {len(figures):>10,}" for words, figures in kinds]
        said += [f"  {'rejected':<15} {self.found.rejected:>10,}"]
        said += [
            f"    {number:,} because {reason}" for reason, number in self._reasons()[:REASONS_AT_MOST] if number > 1
        ]
        said += [f"  left out {number:,} {reason}" for reason, number in reading.left_out.most_common()]
        said += [f"  {problem}." for problem in problems[:SAID_AT_MOST]]
        said += [f"  … and {len(problems) - SAID_AT_MOST:,} more." for _ in range(len(problems) > SAID_AT_MOST)]
        return said + [f"  Note: {note}" for note in dict.fromkeys(reading.notes)]


def import_figures(file: Path, request: FigureRequest, *, partial: bool, dry_run: bool) -> FigureOutcome:
    """Import published figures as the command line does: all rows or none, unless partial; nothing when dry_run.

    Raises UserError when the record, the priority or the files are not to be had.
    """
    with opened(file, to_write=not dry_run) as store:
        found = compared(store, request, read_figures(request.kind, request.sources, choice_with_own(store, request)))
        refused = "" if partial else _refusal(found, dry_run=dry_run)
        if not dry_run and not refused:
            take(store, found)
    return FigureOutcome(found, not dry_run and not refused, refused)


def _series_told(reading: Reading) -> Iterator[dict[str, object]]:
    figures = Counter(figure.code for figure in reading.figures)
    last = {f.code: f.period for f in sorted(reading.figures, key=lambda f: (f.period.ends_on, f.period.starts_on))}
    for code, series in reading.series.items():
        yield {
            "code": code,
            "name": series.name,
            "measure": series.measure.value,
            "frequency": last[code].kind.value,
            "figures": figures[code],
            "reach": last[code].label,
        }


def _refusal(found: ComparedFigures, *, dry_run: bool) -> str:
    first = next((problem for problem in found.problems if problem.rejected), None)
    return "" if first is None else refused_for(found.rejected, str(first), "file", dry_run=dry_run)
