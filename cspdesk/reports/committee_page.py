"""One page a priority, always in the same order: aim, money, milestones, charts, compared with whom, not known."""

from collections.abc import Callable, Iterator, Sequence
from typing import Literal

from cspdesk.domain.money import short_pounds
from cspdesk.domain.periods import long_date
from cspdesk.domain.proof import untraced_sentence
from cspdesk.reports import paper_shared as shared
from cspdesk.reports import paper_tables as tables
from cspdesk.reports.blocks import Block, Bullets, Facts, Heading, KeyFigures, Paragraph, Title
from cspdesk.reports.evidence_words import counted
from cspdesk.reports.paper_figures import PaperFigures
from cspdesk.reports.paper_priority_figures import PriorityFigures, Step
from cspdesk.reports.paper_written import SectionFigures

_DRAWN = 2  # charts on a page
_STEPS = 3
_TIGHTEST = 5
COMPARED, UNKNOWN = "Compared with whom", "What we do not know"

Fits = Callable[[Sequence[Block]], bool]  # whether blocks take no more than one page

Look = Literal["points", "body", "small"]


def pages(figures: PaperFigures, section: SectionFigures | None, fits: Fits) -> Iterator[Block]:
    """Give a page for each priority, with what a person wrote of it at its head."""
    for priority in figures.priorities:
        head = Heading(1, _called(priority), new_page=True)
        yield from _fitting(priority, section, head, fits)


def alone(figures: PaperFigures, fits: Fits) -> Iterator[Block]:
    """Give each priority on one page that stands by itself."""
    section = next((s for s in figures.sections if "priorities" in s.parts), None)
    over = f"{figures.partnership} · {figures.year.label}, as at {long_date(figures.as_at)}"
    if not figures.priorities:
        yield Title(over, figures.title, "")
        yield Paragraph("No priority is recorded yet, or none may be shown to these readers.")
    for place, priority in enumerate(figures.priorities):
        head = Title(over, _called(priority), "", new_page=place > 0)
        yield from _fitting(priority, section, head, fits, level=1)


def _fitting(
    priority: PriorityFigures, section: SectionFigures | None, head: Block, fits: Fits, level: int = 2
) -> tuple[Block, ...]:
    """Return the roomiest form of a page that fits one; the tightest where none does. Nothing is left out of any."""
    tries = ((head, *page(priority, section, level, tight)) for tight in range(_TIGHTEST))
    return next((made for made in tries if fits(made)), (head, *page(priority, section, level, _TIGHTEST)))


def _called(priority: PriorityFigures) -> str:
    return priority.name if priority.status == "active" else f"{priority.name} ({priority.status})"


def page(priority: PriorityFigures, section: SectionFigures | None, level: int = 2, tight: int = 0) -> Iterator[Block]:
    """Give the page of one priority under its heading; level is that of the headings on it.

    tight: from 1 on the milestones behind are told in a sentence, from 2 on what is not known is one paragraph, from 3
    on that is set small, from 4 on it stands in a table with whom it is compared with, and at 5 the charts are lower.
    """
    yield Paragraph(f"Aim: {priority.aim}" if priority.aim else "No aim is recorded.")
    if section is not None:
        for text in section.texts:
            if text.priority == priority.name and text.passages:
                yield from shared.written_text(text, level)
    yield KeyFigures(
        (
            (short_pounds(priority.money.actual), f"paid of a budget of {short_pounds(priority.money.revised)}"),
            (short_pounds(priority.money.outturn), "where the year is heading"),
            (priority.rating.value.capitalize(), "the plan by the rule, now"),
            (priority.at_end.value.capitalize(), "the plan by the rule, at the year’s end"),
        )
    )
    yield Paragraph(f"{untraced_sentence(priority.traced)}. {_because(priority)}", "small")
    yield from _milestones(priority, level, tight)
    yield from _charts(priority, level, low=tight > 4)
    yield from _closing(priority, level, tight)


def _closing(priority: PriorityFigures, level: int, tight: int) -> Iterator[Block]:
    """Give with whom the priority is compared and what is not known; where room is short as two rows of a table."""
    compared = shared.beside(priority) or (
        "No figure of this priority is compared with another area: none is held that may be.",
    )
    unknown = priority.unknown or ("The figures leave nothing of this open.",)
    if tight > 3:
        pairs = ((COMPARED, " ".join(compared)), (UNKNOWN, " ".join(unknown)))
        yield Facts(pairs, f"{COMPARED}, and {UNKNOWN[0].lower()}{UNKNOWN[1:]}")
        return
    yield Heading(level, COMPARED, quiet=level == 1)
    yield from _points(compared, look="points")
    yield Heading(level, UNKNOWN, quiet=level == 1)
    yield from _points(unknown, look="small" if tight > 2 else "body" if tight > 1 else "points")


def _points(found: tuple[str, ...], *, look: Look) -> Iterator[Block]:
    """Give sentences as points, or as one paragraph where there is one alone or room is short."""
    if look == "points" and len(found) > 1:
        yield Bullets(found)
    else:
        yield Paragraph(" ".join(found), "small" if look == "small" else "body")


def _because(priority: PriorityFigures) -> str:
    now = f"Now: {priority.rating_because}."
    return (
        now if priority.at_end_because == priority.rating_because else f"{now} At the end: {priority.at_end_because}."
    )


def _milestones(priority: PriorityFigures, level: int, tight: int) -> Iterator[Block]:
    yield Heading(level, "Milestones now and at the year’s end", quiet=level == 1)
    steps = priority.steps
    if not steps:
        yield Paragraph("No milestone falls into the year.")
        return
    reached = sum(s.reached_on is not None for s in steps)
    late = sum(s.late_days > 0 for s in steps)
    by_end = sum(s.by_year_end for s in steps)
    yield Paragraph(
        f"{counted(len(steps), 'milestone').capitalize()} of the year: {reached:,} reached, {late:,} late; "
        f"{by_end:,} reached or planned by the year’s end."
    )
    behind = [s for s in steps if s.reached_on is None and (s.late_days or not s.by_year_end)]
    worst = sorted(behind, key=_order)[:_STEPS]
    if worst and tight:
        yield Paragraph(f"Furthest behind: {'; '.join(f'{s.action} {s.title}' for s in worst)}.", "small")
    elif worst:
        yield tables.steps_table(worst)


def _order(step: Step) -> tuple[int, object, str]:
    return -step.late_days, step.planned_on, step.title


def _charts(priority: PriorityFigures, level: int, *, low: bool) -> Iterator[Block]:
    yield Heading(level, "What changed", quiet=level == 1)
    ordered = shared.by_gravity([r for r in priority.results if r.drawn])
    drawn = ordered[:_DRAWN]
    yield from shared.result_rows(drawn, low=low)
    if not priority.results:
        yield Paragraph("No indicator of it is held, or none may be shown, so what changed cannot be told.")
        return
    rest = [f"{r.name}, {r.kind.value}" for r in priority.results if r not in drawn]
    also = (f"Not drawn here: {'; '.join(rest)}.",) if rest else ()
    yield Paragraph(" ".join((*shared.footings(drawn), *also)), "small")
