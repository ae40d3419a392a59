"""Composes the document of a plan: its sections, in order, over gathered figures."""

from collections.abc import Iterator
from datetime import date

from cspdesk.domain.disclosure import MARK, TOO_FEW
from cspdesk.domain.periods import long_date
from cspdesk.domain.plans import ActionStatus, Rating
from cspdesk.domain.proof import listed
from cspdesk.reports import plan_tables as tables
from cspdesk.reports import plan_words as words
from cspdesk.reports.blocks import (
    AttachedFiles,
    Block,
    Bullets,
    Facts,
    Heading,
    KeyFigures,
    Paragraph,
    Replacements,
    Title,
)
from cspdesk.reports.evidence_tables import marked
from cspdesk.reports.plan_figures import Line, PlanFigures

_LAST_REVIEWS = 3


def compose(figures: PlanFigures, made_on: date) -> tuple[Block, ...]:
    """Return the document's blocks; they hold nothing that the figures do not."""
    return (
        *_front(figures, made_on),
        *_summary(figures),
        *_actions(figures),
        *_differing(figures),
        *_method(figures),
        *_milestones(figures),
        *_outputs(figures),
        *_services(figures),
        *_reviews(figures),
        *_one_by_one(figures),
        Replacements(),
    )


def _front(figures: PlanFigures, made_on: date) -> Iterator[Block]:
    yield Title(figures.partnership, f"Action plan {figures.year.label}", figures.priority)
    if warning := words.illustrative_sentence(figures):
        yield Paragraph(warning, "warning")
    pairs = (
        ("Aim", figures.aim),
        ("Lead", figures.lead or "nobody yet"),
        ("Year", f"{long_date(figures.year.starts_on)} to {long_date(figures.year.ends_on)}"),
        ("Record as at", f"{long_date(figures.as_at)}, {figures.version}"),
        ("Made on", long_date(made_on)),
        ("Readers", figures.audience.label),
    )
    yield Facts(tuple((name, text or "–") for name, text in pairs), "What this document is about")


def _summary(figures: PlanFigures) -> Iterator[Block]:
    yield Heading(1, "Summary")
    if figures.lines:
        shown = words.shown_here(figures)
        open_lines = [line for line in figures.lines if line.status.is_open]
        good = sum(line.computed.rating is Rating.ON_TRACK for line in open_lines)
        yield KeyFigures(
            (
                (f"{len(figures.lines):,}", f"action{'s' * (len(figures.lines) != 1)}{shown} in {figures.year.label}"),
                (f"{len(figures.lines) - len(open_lines):,}", "complete or stopped"),
                (f"{good:,}", "open and on track by the rule"),
                (f"{len(words.late_lines(figures)):,}", "open and past the due date"),
            )
        )
    yield Bullets(words.summary_sentences(figures))


def _actions(figures: PlanFigures) -> Iterator[Block]:
    yield Heading(1, "Actions")
    if not figures.lines:
        yield Paragraph("There is none to show.")
        return
    yield tables.actions_table(figures)
    yield Paragraph(
        "“By the rule” is computed from dates, milestones and updates; “stated” is what the lead says.", "small"
    )


def _differing(figures: PlanFigures) -> Iterator[Block]:
    differing = [line for line in figures.lines if line.differs]
    yield Heading(1, "Ratings that differ")
    if differing:
        yield tables.differing_table(differing)
    else:
        of_them = words.of_those_shown(figures)
        yield Paragraph(f"No rating stated for now{of_them} differs from what the rule computes for now.")
    if figures.as_at < figures.year.ends_on:  # later nothing is forecast
        yield from _differing_at_end([line.ref for line in figures.lines if line.differs_at_end])


def _differing_at_end(refs: list[str]) -> Iterator[Block]:
    if refs:
        that, verb = ("The rating", "differs") if len(refs) == 1 else ("The ratings", "differ")
        yield Paragraph(
            f"{that} stated for the year’s end of {listed(refs)} {verb} from what the rule computes for it: "
            "see “Actions one by one”."
        )


def _milestones(figures: PlanFigures) -> Iterator[Block]:
    with_steps = [line for line in figures.lines if line.milestones]
    yield Heading(1, "Milestones")
    if not with_steps:
        yield Paragraph(f"No milestones{words.of_those_shown(figures)} are recorded.")
        return
    yield tables.milestones_table(with_steps)
    behind = [line.is_dropped(step) for line in with_steps for step in line.milestones if step.late_days]
    day, of = long_date(figures.as_at), words.of_those_shown(figures)
    stopped = " Of an action that was stopped nothing is late." if any(behind) else ""
    counted = f"“Late” is counted against the day first agreed, for what was not reached by {day}.{stopped}"
    yield Paragraph(counted if behind else f"On {day} no milestone{of} was open past the day first agreed.", "small")


def _outputs(figures: PlanFigures) -> Iterator[Block]:
    with_outputs = [line for line in figures.lines if line.outputs]
    yield Heading(1, "Outputs")
    if not with_outputs:
        yield Paragraph(f"No outputs{words.of_those_shown(figures)} are recorded.")
        return
    table = tables.outputs_table(with_outputs, figures.year, figures.as_at)
    yield table
    if any(output.withheld for line in with_outputs for output in line.outputs):
        yield Paragraph(f"{MARK}: {TOO_FEW}", "small")
    ended = any(line.status is ActionStatus.STOPPED for line in with_outputs)
    dashed = any(cell.startswith("–") for row in table.rows for cell in row.cells[2:])
    dash = f" A dash: no actual figure yet{', or none before the action was stopped' if ended else ''}."
    stopped = " Of an action that was stopped, what was counted until then stands."
    people = " People are counted once in each quarter, so a sum of quarters may count one person more than once."
    is_of_people = any(output.is_of_people for line in with_outputs for output in line.outputs)
    yield Paragraph(
        f"Figures add up from the first quarter: actual of target.{dash if dashed else ''}{stopped if ended else ''}"
        f"{people if is_of_people else ''}",
        "small",
    )


def _services(figures: PlanFigures) -> Iterator[Block]:
    yield Heading(1, "Services and case reviews")
    if not (figures.services or figures.cases):
        yield Paragraph(words.no_services(figures))
    if figures.services:
        yield tables.services_table(figures)
    if figures.cases:
        yield tables.cases_table(figures)


def _reviews(figures: PlanFigures) -> Iterator[Block]:
    yield Heading(1, "Reviews and their decisions")
    if not figures.reviews:
        yield Paragraph(f"No review of the plan of {figures.year.label} is recorded.")
    for held in figures.reviews[:_LAST_REVIEWS]:
        yield Heading(2, f"Review of {long_date(held.held_on)}")
        if held.summary.strip():
            yield Paragraph(held.summary)
        if held.decisions:
            yield tables.decisions_table(held)
        elif held.withheld:
            yield Paragraph(f"Its summary and decisions are withheld from this {figures.audience.value} version.")
        else:
            yield Paragraph("No decision is recorded.")
        if held.next_on is not None:
            yield Paragraph(f"The next review was set for {long_date(held.next_on)}.", "small")
    more = len(figures.reviews) - _LAST_REVIEWS
    if more > 0:
        yield Paragraph(f"{more:,} earlier review{'s are' if more != 1 else ' is'} not shown.", "small")


def _one_by_one(figures: PlanFigures) -> Iterator[Block]:
    if figures.lines:
        yield Heading(1, "Actions one by one")
    is_over = figures.as_at >= figures.year.ends_on
    for line in figures.lines:
        yield Heading(2, f"{line.ref} {marked(line.title, line.illustrative)}")
        if line.description.strip():
            yield Paragraph(line.description)
        yield Facts(tuple(_facts(line, is_over=is_over)), f"Action {line.ref}")


def _facts(line: Line, *, is_over: bool) -> Iterator[tuple[str, str]]:
    yield "Lead", line.lead or "nobody yet"
    if line.partners:
        yield "Partners", "; ".join(line.partners)
    yield "Dates", f"{long_date(line.starts_on)} to {words.due_words(line)}"
    yield "By the rule", words.rule_words(line)
    if line.stated is not Rating.CANNOT_TELL:
        reason = f". {line.reason}" if line.reason.strip() else ""
        yield "Stated", f"{words.stated_words(line)}{reason}"
    if line.status.is_open and not is_over:  # then nothing is forecast: how it is now stands above
        yield "At the year’s end", line.at_end.sentence
        if line.stated_at_end is not Rating.CANNOT_TELL:
            reason = f". {line.reason_at_end}" if line.reason_at_end.strip() else ""
            yield "Stated for it", f"{line.stated_at_end.value.capitalize()}{reason}"
    if line.ended:
        yield "At a year’s end", " ".join(line.ended)
    if line.outside_control.strip():
        yield "Outside our control", line.outside_control
    if line.waits_for:
        yield "Waits for", ", ".join(line.waits_for)
    if line.updated_on is not None:
        yield "Last update", f"{long_date(line.updated_on)}: {line.update}"


def _method(figures: PlanFigures) -> Iterator[Block]:
    yield Heading(1, "How ratings are computed")
    yield Bullets(words.rule_sentences(figures.rule))
    yield AttachedFiles("plan.csv holds the actions, figures.json everything shown here.")
