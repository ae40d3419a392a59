"""Parts that both papers have: a person's words, results with their charts, what is withheld, how to read a chart."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from cspdesk.analysis.verdicts import VerdictKind
from cspdesk.domain.disclosure import MARK, note
from cspdesk.domain.indicators import Measure
from cspdesk.domain.money import pounds
from cspdesk.domain.periods import long_date
from cspdesk.domain.plans import ActionStatus
from cspdesk.domain.proof import listed, untraced_sentence
from cspdesk.reports import paper_work_tables as work_tables
from cspdesk.reports.blocks import Block, Bullets, Heading, Narrative, Paragraph, Result, Results, Table
from cspdesk.reports.evidence_words import counted
from cspdesk.reports.paper_figures import PaperFigures
from cspdesk.reports.paper_gaps import NOTHING_WRITTEN
from cspdesk.reports.paper_priority_figures import PriorityFigures, ResultDone
from cspdesk.reports.paper_written import SectionFigures, WrittenText

_GRAVEST = (
    VerdictKind.WORSE,
    VerdictKind.CHANGED,
    VerdictKind.BETTER,
    VerdictKind.NOT_COMPARABLE,
    VerdictKind.NO_CLEAR_CHANGE,
    VerdictKind.CANNOT_TELL,
)
_MANY = {
    "priority": "priorities",
    "proof of a payment": "proofs of payments",
    "count of people": "counts of people",
    "count of an output": "counts of outputs",
    "case study": "case studies",
    "decision of a review": "decisions of reviews",
    "text or figure in it": "texts or figures in them",
}
_WHY = "withheld; the reasons stand at the end, with what else is withheld."
READING = (
    "Each dot or point is one figure; a line joins figures that are counted in the same way. Where it stops, the "
    "counting changed, and the two sides are not compared, or only with a caveat.",
    "The shaded band is what chance alone explains. A single point inside it means nothing by itself; a long run on "
    "one side of the mean, or all rising or falling, does, and so do two of three close to an edge. A point that "
    "stands out is drawn larger: a disc for better, a square for worse, a diamond for changed and neither. A year as "
    "a whole is compared with the baseline besides.",
    "Upright bars show how far a single figure may lie from the truth (95% interval). Where the bars of two figures "
    "overlap widely, nobody can tell which is higher.",
    "A thick upright line is a break across which nothing may be compared; a double thin line is one across which it "
    "may be compared only with the caveat printed below.",
    "A dotted line is the baseline; dashes to a hollow diamond are the way to the target; dashed edges belong to the "
    "band; letters are things that happened, without saying that they caused anything.",
    "“Cannot tell” is an answer: the figures are too few, too old, or not counted alike.",
)


def written(section: SectionFigures, level: int = 2, *, numbered: bool = False) -> Iterator[Block]:
    """Give what a person wrote, with the caveats of its figures; or that nothing is written yet.

    level is that of the headings in it.
    """
    if not section.is_written:
        return
    if not section.texts and section.required:
        yield Paragraph(NOTHING_WRITTEN, "warning")
    for text in section.texts:
        if text.priority:
            yield Heading(level, text.priority)
        yield from written_text(text, level + bool(text.priority), numbered=numbered)


def written_text(text: WrittenText, level: int, *, numbered: bool = False) -> Iterator[Block]:
    """Give one text with the caveats of its figures; level is that of the headings in it."""
    if text.withheld:
        yield Paragraph(f"What is written here is withheld from this version: {text.withheld.lower()}.", "warning")
    if text.passages:
        yield Narrative(text.passages, level=level, numbered=numbered)
    if text.notes:
        yield Paragraph(f"About the figures above. {' '.join(text.notes)}", "small")


def by_gravity(results: Sequence[ResultDone]) -> list[ResultDone]:
    """Return results with what got worse first, so that bad news is never what is left out."""
    return sorted(results, key=lambda r: _GRAVEST.index(r.kind))


def result_rows(results: Sequence[ResultDone], columns: int = 2, *, low: bool = False) -> Iterator[Block]:
    """Give the charts of results, so many side by side, each with its sentence and caveats; low where room is short."""
    drawn = [result for result in results if result.drawn]
    for first in range(0, len(drawn), columns):
        yield Results(tuple(_result(result) for result in drawn[first : first + columns]), low)


def _result(result: ResultDone) -> Result:
    return Result(result.chart, _cased(result), " ".join(result.caveats))


def _cased(result: ResultDone) -> str:
    """Return a result's sentences, beginning with the verdict where they do not say it themselves."""
    kind = result.kind.value
    return result.says if f": {kind}" in result.says else f"{kind.capitalize()}. {result.says}"


def undrawn(results: Sequence[ResultDone]) -> tuple[str, ...]:
    """Return in a sentence each what is not drawn, with its caveats."""
    return tuple(" ".join((result.says, *result.caveats)) for result in results if not result.drawn)


def common_caveats(results: Sequence[ResultDone]) -> tuple[str, ...]:
    """Return the caveats that several results share, all of them, so that they are told once."""
    if len(results) < 2:
        return ()
    return tuple(c for c in results[0].caveats if all(c in other.caveats for other in results[1:]))


def footings(results: Sequence[ResultDone]) -> tuple[str, ...]:
    """Return what the evidence of results does not show, each once; of which of them, where it differs."""
    named: defaultdict[str, list[str]] = defaultdict(list)
    for result in results:
        named[result.footing].append(result.name)
    if len(named) < 2:
        return tuple(named)
    return tuple(f"About {listed(names)}. {footing}" for footing, names in named.items())


def beside(priority: PriorityFigures) -> tuple[str, ...]:
    """Return with whom a priority's figures are compared, and how they stand."""
    return tuple(result.beside for result in priority.results if result.beside)


def not_compared(priority: PriorityFigures) -> tuple[str, ...]:
    """Return for which of a priority's figures those of other areas are held, but not compared, and why."""
    held = [(r, [o.name for o in r.chart.others if o.points]) for r in priority.results if not r.beside]
    return tuple(
        f"“{result.name}” is not compared with {listed(areas)}: {_why_not(result, several=len(areas) > 1)}."
        for result, areas in held
        if areas
    )


def _why_not(result: ResultDone, *, several: bool) -> str:
    if result.chart.written.indicator.measure is Measure.COUNT:
        return f"{'all' if several else 'both'} are counts, and the areas differ in size"
    return "there is no time of which every area has a figure"


def benefited(priority: PriorityFigures, least: int) -> Iterator[Block]:
    """Give who benefited, with the note on what is withheld."""
    if not priority.benefited:
        yield Paragraph(f"Who benefited is {'withheld' if priority.people_withheld else 'not recorded'}.")
        return
    yield work_tables.benefited_table(priority)
    if any(each.withholds for each in priority.benefited):
        yield Paragraph(note(least) if least else f"{MARK}: {_WHY}", "small")
    if priority.benefited_sources:
        yield Paragraph(f"Source: {'; '.join(priority.benefited_sources)}.", "small")


def by_priority(figures: PaperFigures, of: Callable[[PriorityFigures], Iterator[Block]]) -> Iterator[Block]:
    """Give a part for each priority, under its name where there are several."""
    for priority in figures.priorities:
        if len(figures.priorities) > 1:
            yield Heading(2, priority.name)
            yield from named(priority.name, of(priority))
        else:
            yield from of(priority)


def named(whose: str, blocks: Iterable[Block]) -> Iterator[Block]:
    """Give blocks, of whose tables and charts it is known whose they are where they stand on a page further on."""
    for block in blocks:
        if isinstance(block, Table) and block.name:
            yield replace(block, name=f"{whose}: {block.name}")
        elif isinstance(block, Results):
            yield replace(block, name=whose)
        else:
            yield block


def stopped(priority: PriorityFigures) -> frozenset[str]:
    """Return the numbers of the actions that were stopped: nothing of theirs is still waited for."""
    return frozenset(action.ref for action in priority.actions if action.status == ActionStatus.STOPPED)


def because(priority: PriorityFigures) -> str:
    """Return why the plan is rated as it is now, with how many actions the rule leaves out as they were stopped."""
    left_out = len(stopped(priority))
    return f"{priority.rating_because}; {left_out:,} stopped" if left_out else priority.rating_because


def rated(priority: PriorityFigures) -> str:
    """Return of what a priority's rating is: the plan, or where actions of it are withheld only those shown."""
    return "the actions shown here," if priority.hidden else "the plan"


def hidden_actions(figures: PaperFigures, part: str, *priorities: PriorityFigures, whole: int = 0) -> Iterator[Block]:
    """Give how many actions of priorities are withheld, so that counts written of all of them are not mistaken.

    part is the one that this stands in: what its section says in words stands above it. whole is how many priorities
    are withheld with all their actions.
    """
    if (hidden := sum(each.hidden for each in priorities)) or whole:
        of = ("", *(each.name for each in priorities))
        written = (t for s in figures.sections if part in s.parts for t in s.texts if t.priority in of)
        more = "; counts in the words above include what is withheld" if any(t.passages for t in written) else ""
        yield Paragraph(f"{left_out(hidden, whole)}, and not among those below{more}.", "small")


def left_out(hidden: int, whole: int = 0) -> str:
    """Return that so many actions are withheld, and so many whole priorities, to be ended as the place wants."""
    are = "is" if hidden + whole == 1 else "are"
    parted = "1 priority with its actions" if whole == 1 else f"{whole:,} priorities with their actions"
    names = [counted(hidden, "action")] * bool(hidden) + [parted] * bool(whole)
    return f"{listed(names)} {are} withheld from this version"


def withheld(figures: PaperFigures) -> Iterator[Block]:
    """Give what this version leaves out: of what sort, why, and how much; never what."""
    if not figures.withheld:
        yield Paragraph(f"Nothing of the record is withheld from this {figures.audience.value} version.")
        return
    yield Paragraph(f"Withheld from this {figures.audience.value} version:")
    yield Bullets(
        tuple(
            f"{counted(w.count, w.what, _MANY.get(w.what, ''))}: {w.reason[0].lower()}{w.reason[1:]}."
            for w in figures.withheld
        )
    )
    yield Paragraph("A payment that is withheld is in the sums; an agreement that is withheld is in no sum.", "small")


def reconciled(figures: PaperFigures) -> str:
    """Return the sentence that ties the money to the other documents."""
    traced = figures.traced
    proof = (
        f"{pounds(traced.untraced)} of {pounds(traced.paid)} paid is not yet evidenced."
        if traced.untraced > 0
        else f"{untraced_sentence(traced)}."
    )
    return (
        f"These are the figures of the ledger of {figures.year.label} as at {long_date(figures.as_at)}, to the penny: "
        f"those of the evidence of spend, of the returns to funders and of every paper made that day. {proof}"
    )
