"""One page a priority, always in the same order: aim, money, milestones, charts, compared with whom, not known."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from cspdesk.domain.money import short_pounds
from cspdesk.domain.periods import long_date
from cspdesk.domain.positions import Traced
from cspdesk.domain.proof import untraced_sentence
from cspdesk.domain.records import dataclass
from cspdesk.reports import paper_shared as shared
from cspdesk.reports import paper_work_tables as work_tables
from cspdesk.reports.blocks import Block, Bullets, Facts, Heading, KeyFigures, Paragraph, Title
from cspdesk.reports.committee_short import LEVELS, MANY, Look, Short, cut, cut_text, is_cut
from cspdesk.reports.evidence_words import counted
from cspdesk.reports.paper_figures import PaperFigures
from cspdesk.reports.paper_priority_figures import PriorityFigures, ResultDone, Step
from cspdesk.reports.paper_written import SectionFigures, WrittenText

_STEPS = 3
_UNDER_A_FIGURE = 40  # letters
_NAMED = 6  # indicators named in a line of those that are not drawn, where the page is cut
COMPARED, UNKNOWN = "Compared with whom", "What we do not know"
MORE = "More on the priorities"
NO_OTHERS = "No figures of other areas may be set beside those of this priority: none is held, or none may be shown."
GOES_ON = f"What does not fit on this page stands under “{MORE}”."
IN_WHOLE = "What does not fit on this page stands in the whole summary."

Fits = Callable[[Sequence[Block]], bool]  # whether blocks take no more than one page


@dataclass(frozen=True, slots=True)
class Page:
    """A priority's page as it is told: how briefly, at what level its headings are, and whether the year is over."""

    priority: PriorityFigures
    texts: tuple[WrittenText, ...]
    over: bool
    level: int = 2
    short: Short = LEVELS[0]
    year: str = "the year"

    @property
    def left_out(self) -> bool:
        """Whether something of it stands elsewhere."""
        return self.short.leaves_out and any(True for _ in more(self))


def pages(figures: PaperFigures, section: SectionFigures | None, fits: Fits) -> tuple[tuple[Block, ...], ...]:
    """Return the blocks of a page for each priority; the last are those of what does not fit on them, if any."""
    made, left = [], []
    for page in _pages(figures, section):
        head = Heading(1, called(page.priority), new_page=True)
        fitted = _fitting(page, head, fits, GOES_ON)
        made.append((head, *told(fitted, GOES_ON)))
        if fitted.left_out:
            left += [Heading(2, called(page.priority)), *more(fitted)]
    return (*made, tuple(left))


def alone(figures: PaperFigures, fits: Fits) -> Iterator[Block]:
    """Give each priority on one page that stands by itself."""
    section = next((s for s in figures.sections if "priorities" in s.parts), None)
    over = f"{figures.partnership} · {figures.year.label}, as at {long_date(figures.as_at)}"
    if not figures.priorities:
        yield Title(over, figures.title, "")
        yield Paragraph("No priority is recorded yet, or none may be shown to these readers.")
    for place, page in enumerate(_pages(figures, section, level=1)):
        head = Title(over, called(page.priority), "", new_page=place > 0)
        yield head
        yield from told(_fitting(page, head, fits, IN_WHOLE), IN_WHOLE)


def _pages(figures: PaperFigures, section: SectionFigures | None, level: int = 2) -> Iterator[Page]:
    for priority in figures.priorities:
        texts = tuple(t for t in section.texts if t.priority == priority.name) if section is not None else ()
        yield Page(priority, texts, figures.over, level, year=figures.year.label)


def _fitting(page: Page, head: Block, fits: Fits, elsewhere: str) -> Page:
    """Return a page as fully as it may be told on one page; each level of telling takes less room than the last."""
    first, last = 0, len(LEVELS) - 1
    while first < last:
        middle = (first + last) // 2
        if fits((head, *told(replace(page, short=LEVELS[middle]), elsewhere))):
            last = middle
        else:
            first = middle + 1
    return replace(page, short=LEVELS[first])


def called(priority: PriorityFigures) -> str:
    """Return what a priority is called over its page."""
    return priority.name if priority.status == "active" else f"{priority.name} ({priority.status})"


def told(page: Page, elsewhere: str) -> Iterator[Block]:
    """Give what stands on a priority's page under its heading; elsewhere says where what is left out stands."""
    priority, short = page.priority, page.short
    yield Paragraph(f"Aim: {cut(priority.aim, short.words)}" if priority.aim else "No aim is recorded.")
    for text in page.texts:
        if text.passages:
            yield from shared.written_text(cut_text(text, short.words), page.level)
    yield KeyFigures(tuple(_figures(page)))
    said = (f"{shared.left_out(priority.hidden)}, and not rated here.",) if priority.hidden else ()
    if not priority.has_money:
        said = (*said, f"No money {'was' if page.over else 'is'} set aside or spent for it in {page.year}.")
    elif not page.over:
        said = (*said, f"{untraced_sentence(priority.traced)}.")
    if because := _because(page):
        said = (*said, cut(because, short.words))
    if said:
        yield Paragraph(" ".join(said), "small")
    yield from _milestones(page)
    yield from _charts(page)
    yield from _closing(page)
    if page.left_out:
        yield Paragraph(elsewhere, "small")


def more(page: Page) -> Iterator[Block]:
    """Give what a page leaves out, to stand under the priority's name."""
    priority, short = page.priority, page.short
    if cut(priority.aim, short.words) != priority.aim:
        yield Paragraph(f"Aim: {priority.aim}")
    if cut(_because(page), short.words) != _because(page):
        yield Paragraph(_because(page))
    for text in page.texts:
        if is_cut(text, short.words):
            yield from shared.written_text(text, 3)
    drawn, rest = _drawn(page)
    yield from shared.result_rows(rest[: LEVELS[0].drawn - len(drawn)])
    for result in drawn if not short.caveats else ():
        if result.caveats:
            yield Paragraph(f"{result.name}: {' '.join(result.caveats)}", "small")
    compared = (*shared.beside(priority), *shared.not_compared(priority))
    for heading, said in ((COMPARED, compared), (UNKNOWN, priority.unknown)):
        if len(said) > short.said:
            yield Heading(3, heading)
            yield Bullets(said[short.said :])


def _figures(page: Page) -> Iterator[tuple[str, str]]:
    money = page.priority.money
    if page.priority.has_money:
        yield short_pounds(money.actual), f"paid of a budget of {short_pounds(money.revised)}"
        yield short_pounds(money.outturn), "what the year comes to" if page.over else "where the year is heading"
    rating = page.priority.rating.value.capitalize()
    if page.over:
        if page.priority.has_money:
            yield _unproved(page.priority.traced)
        said = shared.because(page.priority)
        whole = shared.rated(page.priority)
        yield rating, f"{whole} by the rule" if _because(page) else f"by the rule: {said}"
        return
    yield rating, f"{shared.rated(page.priority)} by the rule, now"
    yield page.priority.at_end.value.capitalize(), f"{shared.rated(page.priority)} by the rule, at the year’s end"


def _unproved(proof: Traced) -> tuple[str, str]:
    if proof.untraced <= 0 < proof.missing:
        return f"{proof.missing:,} of {proof.payments:,}", "payments and refunds not yet evidenced"
    return short_pounds(proof.untraced), "paid and not yet evidenced"


def _because(page: Page) -> str:
    """Return why the plan is rated as it is; nothing where that stands under the rating."""
    priority = page.priority
    if page.over:
        because = shared.because(priority)
        return "" if len(because) <= _UNDER_A_FIGURE else f"By the rule: {because}."
    now = f"Now: {shared.because(priority)}."
    return (
        now if priority.at_end_because == priority.rating_because else f"{now} At the end: {priority.at_end_because}."
    )


def _milestones(page: Page) -> Iterator[Block]:
    yield Heading(page.level, "Milestones now and at the year’s end", quiet=page.level == 1)
    steps = page.priority.steps
    if not steps:
        shown = " of the actions shown here" if page.priority.hidden else ""
        yield Paragraph(f"No milestone{shown} falls into the year.")
        return
    stopped = shared.stopped(page.priority)
    open_ones = [s for s in steps if s.reached_on is None and s.action not in stopped]
    yield Paragraph(_tally(page, open_ones))
    behind = [s for s in open_ones if s.late_days or not s.by_year_end]
    worst = sorted(behind, key=_order)[:_STEPS]
    if worst and not page.short.steps:
        said = f"Furthest behind: {'; '.join(f'{s.action} {s.title}' for s in worst)}."
        yield Paragraph(cut(said, page.short.words), "small")
    elif worst:
        yield work_tables.steps_table(worst)


def _tally(page: Page, open_ones: Sequence[Step]) -> str:
    """Return how many milestones of the year were reached, are open, are late; those of stopped actions are neither."""
    steps = page.priority.steps
    reached = [s for s in steps if s.reached_on is not None]
    late = f"{sum(s.late_days > 0 for s in open_ones) or 'none'} late"
    if page.over:
        late = f"{len(open_ones):,} still open, {late}" if open_ones else "none still open"
    if left := len(steps) - len(reached) - len(open_ones):
        late = f"{late}, {left:,} of {'a stopped action' if left == 1 else 'stopped actions'}"
    whose = "the actions shown here" if page.priority.hidden else "the year"
    of = f"{counted(len(steps), 'milestone').capitalize()} of {whose}: {len(reached):,} reached"
    if page.over:
        return f"{of}, {sum(s.by_year_end for s in reached):,} of them by the year’s end; {late}."
    return f"{of}, {late}; {sum(s.by_year_end for s in steps):,} reached or planned by the year’s end."


def _order(step: Step) -> tuple[int, object, str]:
    return -step.late_days, step.planned_on, step.title


def _drawn(page: Page) -> tuple[list[ResultDone], list[ResultDone]]:
    """Return what is drawn on the page, gravest first, and what could be drawn beside it."""
    ordered = shared.by_gravity([r for r in page.priority.results if r.drawn])
    return ordered[: page.short.drawn], ordered[page.short.drawn :]


def _charts(page: Page) -> Iterator[Block]:
    yield Heading(page.level, "What changed", quiet=page.level == 1)
    drawn, _ = _drawn(page)
    common = shared.common_caveats(drawn) if page.short.caveats else ()
    shown = [replace(r, caveats=tuple(c for c in r.caveats if c not in common)) for r in drawn]
    yield from shared.result_rows(
        [r if page.short.caveats else replace(r, caveats=()) for r in shown], low=page.short.low
    )
    results = page.priority.results
    if not results:
        yield Paragraph("No indicator of it is held, or none may be shown, so what changed cannot be told.")
        return
    rest = [f"{r.name}, {r.kind.value}" for r in results if r not in drawn]
    if page.short.leaves_out and len(rest) > _NAMED:
        rest = [*rest[:_NAMED], f"and {len(rest) - _NAMED} more"]
    also = (f"Not drawn here: {'; '.join(rest)}.",) if rest else ()
    both = (f"Of both charts: {' '.join(common)}",) if common else ()
    words = MANY if page.short.words == MANY else 2 * page.short.words
    yield Paragraph(cut(" ".join((*both, *shared.footings(drawn), *also)), words), "small")


def _closing(page: Page) -> Iterator[Block]:
    """Give with whom the priority is compared and what is not known; where room is short as two rows of a table."""
    level, short = page.level, page.short
    compared = (*shared.beside(page.priority), *shared.not_compared(page.priority)) or (NO_OTHERS,)
    unknown = page.priority.unknown or ("The figures leave nothing of this open.",)
    compared, unknown = compared[: short.said], unknown[: short.said]
    if short.unknown == "table":
        pairs = [(name, " ".join(said)) for name, said in ((COMPARED, compared), (UNKNOWN, unknown)) if said]
        if short.words < MANY:
            pairs = [(name, cut(said, short.words * 2)) for name, said in pairs]
        if pairs:
            yield Facts(tuple(pairs), f"{COMPARED}, and {UNKNOWN[0].lower()}{UNKNOWN[1:]}")
        return
    yield Heading(level, COMPARED, quiet=level == 1)
    yield from _points(compared, "points")
    yield Heading(level, UNKNOWN, quiet=level == 1)
    yield from _points(unknown, short.unknown)


def _points(found: tuple[str, ...], look: Look) -> Iterator[Block]:
    """Give sentences as points, or as one paragraph where there is one alone or room is short."""
    if look == "points" and len(found) > 1:
        yield Bullets(found)
    else:
        yield Paragraph(" ".join(found))
