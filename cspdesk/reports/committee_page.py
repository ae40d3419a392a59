"""One page a priority, always in the same order: aim, money, milestones, charts, compared with whom, not known."""

from collections.abc import Iterator

from cspdesk.domain.money import short_pounds
from cspdesk.domain.periods import long_date
from cspdesk.domain.proof import untraced_sentence
from cspdesk.reports import paper_shared as shared
from cspdesk.reports import paper_tables as tables
from cspdesk.reports.blocks import Block, Bullets, Heading, KeyFigures, Paragraph, Title
from cspdesk.reports.evidence_words import counted
from cspdesk.reports.paper_figures import PaperFigures, PriorityFigures, SectionFigures, Step

_DRAWN = 2  # charts on a page
_STEPS = 5
_UNKNOWN = 4


def pages(figures: PaperFigures, section: SectionFigures | None) -> Iterator[Block]:
    """Give a page for each priority, with what a person wrote of it at its head."""
    for priority in figures.priorities:
        yield Heading(1, _called(priority), new_page=True)
        yield from page(priority, section)


def alone(figures: PaperFigures) -> Iterator[Block]:
    """Give each priority on one page that stands by itself."""
    section = next((s for s in figures.sections if "priorities" in s.parts), None)
    for place, priority in enumerate(figures.priorities):
        under = f"{figures.year.label}, as at {long_date(figures.as_at)}"
        yield Title(figures.partnership, _called(priority), under, new_page=place > 0)
        yield from page(priority, section, level=1)


def _called(priority: PriorityFigures) -> str:
    return priority.name if priority.status == "active" else f"{priority.name} ({priority.status})"


def page(priority: PriorityFigures, section: SectionFigures | None, level: int = 2) -> Iterator[Block]:
    """Give the page of one priority under its heading; level is that of the headings on it."""
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
    yield from _milestones(priority, level)
    yield from _charts(priority, level)
    yield Heading(level, "Compared with whom")
    compared = shared.beside(priority)
    if compared:
        yield Bullets(compared)
    else:
        yield Paragraph("No figure of this priority is compared with another area: none is held that may be.")
    yield Heading(level, "What we do not know")
    if priority.unknown:
        yield Bullets(_most(priority.unknown, _UNKNOWN))
    else:
        yield Paragraph("The figures leave nothing of this open.")


def _because(priority: PriorityFigures) -> str:
    now = f"Now: {priority.rating_because}."
    return (
        now if priority.at_end_because == priority.rating_because else f"{now} At the end: {priority.at_end_because}."
    )


def _milestones(priority: PriorityFigures, level: int) -> Iterator[Block]:
    yield Heading(level, "Milestones now and at the year’s end")
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
    open_steps = sorted((s for s in steps if s.reached_on is None), key=_order)[:_STEPS]
    if open_steps:
        yield tables.steps_table(open_steps)


def _order(step: Step) -> tuple[int, object, str]:
    return -step.late_days, step.planned_on, step.title


def _charts(priority: PriorityFigures, level: int) -> Iterator[Block]:
    yield Heading(level, "What changed")
    ordered = shared.by_gravity([r for r in priority.results if r.drawn])
    drawn = ordered[:_DRAWN]
    yield from shared.result_rows(drawn)
    rest = [r for r in priority.results if r not in drawn]
    if rest:
        said = "; ".join(f"{r.name}, {r.kind.value}" for r in rest)
        yield Paragraph(f"Not drawn here: {said}.", "small")
    if not priority.results:
        yield Paragraph("No indicator of it is held, or none may be shown, so what changed cannot be told.")
    for footing in shared.footings(drawn):
        yield Paragraph(footing, "small")


def _most(found: tuple[str, ...], most: int) -> tuple[str, ...]:
    return found if len(found) <= most else (*found[: most - 1], f"and {len(found) - most + 1} more.")
