"""Plans as figures that sentences can be bound to: actions by rating, milestones, outputs against their targets."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from cspdesk.domain.audience import Audience, DisclosureRule, Reason
from cspdesk.domain.bound_figures import BoundFigure, Marked, marked_figure, narrowest, small_number, so_far
from cspdesk.domain.milestones import Milestone, Output, OutputQuarter, OutputUnit, late_days
from cspdesk.domain.periods import FinancialYear, Quarter
from cspdesk.domain.plans import Action, ActionStatus, Rating, is_overdue
from cspdesk.domain.rating_rule import RatingRule
from cspdesk.domain.ratings import rate_action, rate_priority
from cspdesk.domain.records import dataclass
from cspdesk.domain.whole_action import CountedOutput, WholeAction

ACTIONS, MILESTONES, OUTPUTS = "Actions", "Milestones", "Outputs"
SEVERAL = "one person may be counted several times"
ALL = "all"  # in the place of a priority's id
NOTHING_TO_RATE = "There are no agreed actions that a rating could be worked out from."


@dataclass(frozen=True, slots=True)
class PlanOf:
    """Whose plan it is: part of the keys (a priority's id, or all), name in labels, year, day and rule."""

    key: str
    name: str
    year: FinancialYear
    today: date
    rule: RatingRule
    small: DisclosureRule
    marked: Marked = Marked()

    @property
    def period(self) -> str:
        """What the figures are of."""
        return so_far(self.year, self.today)

    def figure(self, kind: str, name: str, label: str, count: int, group: str, illustrative: bool) -> BoundFigure:
        """Return one count of the plan, without its noun, so that “3 of 12 actions” can be written."""
        made = BoundFigure(
            key=f"{kind}.{self.key}.{self.year.first}.{name}",
            label=f"{self.name}: {label}",
            text=f"{count:,}",
            source=f"Action plan of {self.name}, {self.year.label}",
            group=group,
            value=count,
            unit=kind,
            period=self.period,
            illustrative=illustrative,
            subject=f"{kind}.{self.key}.{self.year.first}",
        )
        return marked_figure(made, self.marked)


def action_figures(of: PlanOf, actions: Sequence[WholeAction]) -> Iterator[BoundFigure]:
    """Give how many actions there are, are done, are late, and stand at each computed rating."""
    agreed = [w for w in actions if w.action.status.rates_priority]
    ratings = Counter(rate_action(w, of.today, of.rule).rating for w in agreed)
    made_up = any(w.action.illustrative for w in actions)
    told = [
        ("total", "actions agreed", len(agreed)),
        ("done", "actions complete", sum(w.action.status is ActionStatus.COMPLETE for w in agreed)),
        ("late", "actions overdue", sum(is_overdue(w.action, of.today) for w in agreed)),
        ("stopped", "actions stopped", sum(w.action.status is ActionStatus.STOPPED for w in actions)),
    ]
    rated = (Rating.ON_TRACK, Rating.AT_RISK, Rating.OFF_TRACK, Rating.CANNOT_TELL, Rating.NOT_STARTED)
    told += [(r.name.lower(), f"actions whose computed rating is {r.value}", ratings[r]) for r in rated]
    for name, label, count in told:
        yield of.figure("actions", name, label, count, ACTIONS, made_up)
    if of.key != ALL:
        yield _rating(of, ratings, len(agreed), made_up)


def _rating(of: PlanOf, ratings: Counter[Rating], agreed: int, made_up: bool) -> BoundFigure:
    """Return what the rule makes of a priority's whole plan, as it is printed at its head."""
    made = of.figure("actions", "rating", "computed rating", agreed, ACTIONS, made_up)
    rated = rate_priority(ratings.elements(), of.rule).rating
    return replace(made, text=rated.value if agreed else "", value=None, forbidden="" if agreed else NOTHING_TO_RATE)


def milestone_figures(of: PlanOf, actions: Iterable[WholeAction]) -> Iterator[BoundFigure]:
    """Give how many of the milestones first agreed for the year there are, were reached, reached in time, are late."""
    ours = [m for w in actions for m in w.milestones if m.baseline_on in of.year]
    reached = [m for m in ours if m.actual_on is not None and m.actual_on <= of.today]
    made_up = any(m.illustrative for m in ours)
    for name, label, count in (
        ("total", "milestones first agreed for the year", len(ours)),
        ("reached", "milestones reached", len(reached)),
        ("in_time", "milestones reached by the day first agreed", sum(map(_in_time, reached))),
        ("late", "milestones not reached and late", sum(_is_late(m, of.today) for m in ours)),
    ):
        yield of.figure("milestones", name, label, count, MILESTONES, made_up)


def _in_time(milestone: Milestone) -> bool:
    return milestone.actual_on is not None and milestone.actual_on <= milestone.baseline_on


def _is_late(milestone: Milestone, today: date) -> bool:
    return milestone.baseline_on < today and late_days(milestone, today) > 0


def output_figures(of: PlanOf, actions: Iterable[WholeAction]) -> Iterator[BoundFigure]:
    """Give each output of a year: what was counted, what was aimed at, and the one as a share of the other."""
    for whole in actions:
        for held in whole.outputs:
            yield from _output(of, whole.action, held)


def _output(of: PlanOf, action: Action, held: CountedOutput) -> Iterator[BoundFigure]:
    quarters = [q for q in held.quarters if q.quarter_starts_on in of.year]
    counts = [q for q in quarters if q.actual is not None and q.quarter_starts_on <= of.today]
    actual, target = _sum(q.actual for q in counts), _sum(q.target for q in quarters)
    made = _made(of, action, held.output, counts)
    few = _few(of, held, [q.actual or 0 for q in counts])
    yield marked_figure(_counted(made, "actual", "counted", actual, held.output), few)
    yield replace(_counted(made, "target", "target for the year", target, held.output), caveat="", period=of.year.label)
    yield marked_figure(_share(made, counts), few)


def _made(of: PlanOf, action: Action, output: Output, counts: Sequence[OutputQuarter]) -> BoundFigure:
    caveats = [SEVERAL] * (output.counts is OutputUnit.CONTACTS)
    due = [q for q in of.year.quarters if q.ends_on < of.today]
    missing = [q.label for q in due if q.starts_on not in {c.quarter_starts_on for c in counts}]
    if missing and counts:
        caveats.append(f"nothing is held for {', '.join(missing)}")
    last = max((Quarter.of(q.quarter_starts_on).ends_on for q in counts), default=None)
    made = BoundFigure(
        key=f"output.{output.id}.{of.year.first}",
        label=f"{output.title}",
        text="",
        source=f"Outputs of “{action.title}”, counted by quarter",
        group=OUTPUTS,
        unit=output.unit or output.counts.value,
        caveat=", and ".join(caveats),
        period=of.period,
        reach=min(last, of.today) if last else None,
        illustrative=output.illustrative,
        subject=f"output.{output.id}.{of.year.first}",
        within=f"priority.{of.key}",
    )
    return marked_figure(made, narrowest(Marked(action.marking, action.marking_reason), of.marked))


def _counted(made: BoundFigure, name: str, label: str, number: int | None, output: Output) -> BoundFigure:
    whole = replace(made, key=f"{made.key}.{name}", label=f"{made.label}: {label}", value=number)
    if number is None:
        what = "Nothing was counted" if name == "actual" else "No target was set"
        return replace(whole, caveat="", forbidden=f"{what} for “{output.title}” in {made.period}.")
    return replace(whole, text=f"{number:,} {made.unit}")


def _share(made: BoundFigure, counts: Sequence[OutputQuarter]) -> BoundFigure:
    both = [q for q in counts if q.target is not None]
    actual, target = (sum(getattr(q, name) or 0 for q in both) for name in ("actual", "target"))
    covers = (f"{made.key}.actual", f"{made.key}.target")
    label = f"{made.label}: share of the target of the quarters counted"
    whole = replace(made, key=f"{made.key}.share", label=label, unit="%", covers=covers)
    if not target:
        return replace(whole, caveat="", forbidden="There is no target to hold the count against.")
    return replace(whole, text=f"{actual * 100 // target}%", value=actual * 100 // target)


def _few(of: PlanOf, held: CountedOutput, counts: Sequence[int]) -> Marked:
    """Return who may see what an output counted: a quarter of few people would be told by the sum of all of them."""
    if held.output.counts is not OutputUnit.PEOPLE:
        return Marked()
    few = [small_number(number, of.small) for number in (*counts, sum(counts))]
    hidden = [Marked(Audience.RESTRICTED, Reason.SMALL_NUMBERS.value)] if of.year in held.withheld else []
    return narrowest(*few, *hidden)


def _sum(numbers: Iterable[int | None]) -> int | None:
    known = [number for number in numbers if number is not None]
    return sum(known) if known else None
