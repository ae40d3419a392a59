"""The parts of a bid pack that tell of the work: what was promised, and what was done."""

from collections.abc import Iterator
from functools import partial

from cspdesk.domain.disclosure import MARK, TOO_FEW
from cspdesk.reports import paper_shared as shared
from cspdesk.reports import paper_work_tables as work_tables
from cspdesk.reports.blocks import Block, Bullets, Paragraph
from cspdesk.reports.paper_figures import PaperFigures
from cspdesk.reports.paper_priority_figures import PriorityFigures


def promised(figures: PaperFigures) -> Iterator[Block]:
    """Give each priority's aim and what was agreed."""
    yield from shared.by_priority(figures, partial(_promised, figures))


def _promised(figures: PaperFigures, priority: PriorityFigures) -> Iterator[Block]:
    yield Paragraph(f"Aim: {priority.aim}" if priority.aim else "No aim is recorded.")
    yield from shared.hidden_actions(figures, "promised", priority)
    if priority.actions:
        yield work_tables.promised_table(priority.actions)
    else:
        yield Paragraph("No action of this priority runs in the year, or none may be shown.")


def done(figures: PaperFigures) -> Iterator[Block]:
    """Give what became of each action, milestone and output."""
    yield from shared.by_priority(figures, partial(_done, figures))


def _done(figures: PaperFigures, priority: PriorityFigures) -> Iterator[Block]:
    yield from shared.hidden_actions(figures, "done", priority)
    whole = shared.rated(priority)
    yield Paragraph(f"{whole[0].upper()}{whole[1:]} by the rule: {_rated(priority, over=figures.over)}.")
    if priority.actions:
        yield work_tables.done_table(priority.actions, over=figures.over)
    if differing := [a for a in priority.actions if a.stated.value != a.rating.value and a.reason]:
        yield Bullets(
            tuple(f"{a.ref} is stated {a.stated.value}, where the rule says {a.because}: {a.reason}" for a in differing)
        )
    if priority.steps:
        yield work_tables.steps_table(priority.steps, shared.stopped(priority))
    if not priority.outputs:
        yield Paragraph(f"No output{' that may be shown' if priority.hidden else ''} is counted.")
        return
    yield work_tables.outputs_table(priority.outputs)
    if any(output.withheld for output in priority.outputs):
        yield Paragraph(f"{MARK}: {TOO_FEW}", "small")


def _rated(priority: PriorityFigures, *, over: bool) -> str:
    """Return how the plan stands now and, while that lies ahead, at the year’s end; later nobody forecasts it."""
    now, end = (priority.rating, priority.rating_because), (priority.at_end, priority.at_end_because)
    same = now == end and not over
    told = f"{priority.rating.value} {'now and at the year’s end' if same else 'now'} ({shared.because(priority)})"
    return told if same or over else f"{told}, and {end[0].value} at the year’s end ({end[1]})"
