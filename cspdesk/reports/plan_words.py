"""What the figures of a plan say, in sentences that are true for none, one and many."""

from collections import Counter
from collections.abc import Iterable, Iterator

from cspdesk.domain.periods import long_date
from cspdesk.domain.plans import ActionStatus, Rating
from cspdesk.domain.proof import listed
from cspdesk.domain.ratings import RatingRule
from cspdesk.domain.reviews import YearEnd, YearEndDecision
from cspdesk.reports.evidence_words import counted
from cspdesk.reports.plan_figures import Line, PlanFigures

_MOST_NAMED = 5


def ended_sentence(decided: YearEndDecision) -> str:
    """Return what was decided of an action at the end of a year, and why."""
    if decided.decision is YearEnd.CARRIED:
        days = f"due {long_date(decided.due_after)} (it was {long_date(decided.due_before)})"
        return f"Carried forward from {decided.year}, {days}: {decided.reason}"
    return f"Closed at the end of {decided.year}: {decided.reason}"


def summary_sentences(figures: PlanFigures) -> tuple[str, ...]:
    """Return the summary's sentences, most important first."""
    return tuple(_summary(figures))


def _summary(figures: PlanFigures) -> Iterator[str]:
    if not figures.lines:
        runs = "may be shown" if figures.withheld.actions else "runs"
        yield f"No action of this plan {runs} in {figures.year.label}."
    else:
        statuses = _tally(line.status.value for line in figures.lines)
        said = f"{counted(len(figures.lines), 'action').capitalize()}{shown_here(figures)}"
        yield f"{said} in {figures.year.label}: {statuses}."
        yield from _rated(figures)
        yield f"Ratings by the rule: {_tally(_by_rule(line) for line in figures.lines)}."
        yield f"Ratings stated by the leads: {_tally(_stated(line) for line in figures.lines)}."
    yield from _late(figures)
    yield from _milestones(figures)
    yield from _differing(figures)
    if hidden := withheld_sentence(figures):
        yield hidden


def _rated(figures: PlanFigures) -> Iterator[str]:
    """Say what the rule makes of the priority, or of what is shown of it: withheld actions may make it another."""
    stopped = sum(not line.is_rated for line in figures.lines)
    left_out = [f"{stopped:,} stopped, so not counted"] if stopped else []
    said = f"{figures.rating.rating.value} ({'; '.join([*figures.rating.reasons, *left_out])})"
    if figures.withheld.actions:
        yield f"The actions shown here together, by the rule: {said}. This version does not rate the whole priority."
    else:
        yield f"The whole priority, by the rule: {said}."


def _late(figures: PlanFigures) -> Iterator[str]:
    late, here = late_lines(figures), shown_here(figures)
    if late:
        verb = "is" if len(late) == 1 else "are"
        yield f"{counted(len(late), 'open action').capitalize()}{here} {verb} past the due date: {_named(late)}."
    elif any(line.status.is_open for line in figures.lines):
        yield f"No open action{here} is past its due date."


def _milestones(figures: PlanFigures) -> Iterator[str]:
    steps = [step for line in figures.lines if line.status.is_open for step in line.milestones]
    if steps:
        reached = sum(step.actual_on is not None for step in steps)
        late, left = sum(step.late_days > 0 for step in steps), len(steps) - reached
        of = f"of actions{shown_here(figures)} neither complete nor stopped"  # also those that rate no priority yet
        said = f"Of {counted(len(steps), 'milestone')} {of}, {reached:,} reached"
        late_of_them = f"{late:,} are" if late > 1 else "1 is" if late else "none is"
        of_them = f"of the {left:,} not reached, {late_of_them}"
        if left == 1:
            of_them = "the 1 not reached is" if late else "the 1 not reached is not"
        yield f"{said}; {of_them} later than first agreed." if left else f"{said}."


def _differing(figures: PlanFigures) -> Iterator[str]:
    differing = [line for line in figures.lines if line.differs]
    if differing:
        without = sum(line.lacks_reason for line in differing)
        verb = "differs" if len(differing) == 1 else "differ"
        said = f"{counted(len(differing), 'stated rating').capitalize()} {verb} from what the rule computes"
        reasons = "it has its reason" if len(differing) == 1 else "each has its reason"
        yield f"{said}; {reasons if not without else f'{without:,} without a reason'}."


def shown_here(figures: PlanFigures) -> str:
    """Return what tells the actions counted from all there are; nothing where none is withheld."""
    return " shown here" if figures.withheld.actions else ""


def of_those_shown(figures: PlanFigures) -> str:
    """Return the same of what belongs to the actions."""
    return " of the actions shown here" if figures.withheld.actions else ""


def withheld_sentence(figures: PlanFigures) -> str:
    """Return what this version leaves out; empty when nothing."""
    left = figures.withheld
    kinds = ((left.actions, "action"), (left.services, "service"), (left.case_reviews, "case review"))
    parts = [counted(count, noun) for count, noun in kinds if count]
    if not parts and not left.reviews:
        return ""
    verb = "is" if left.count == 1 and not left.reviews else "are"
    said = listed(parts) if parts else ""
    if left.reviews:
        of_reviews = f"the summary and the decisions of {counted(left.reviews, 'review')}"
        said = f"{', '.join(parts)}, and {of_reviews}" if parts else of_reviews
    return f"{said[:1].upper()}{said[1:]} {verb} withheld from this {figures.audience.value} version."


def no_services(figures: PlanFigures) -> str:
    """Return why neither a service nor a case review stands here: none is kept, or those that are are withheld."""
    left = figures.withheld
    kinds = ((left.services, "service"), (left.case_reviews, "case review"))
    parts = [counted(count, noun) for count, noun in kinds if count]
    if not parts:
        return "None is recorded."
    verb = "is" if left.services + left.case_reviews == 1 else "are"
    return f"{listed(parts).capitalize()} {verb} withheld from this {figures.audience.value} version."


def illustrative_sentence(figures: PlanFigures) -> str:
    """Return the warning that some of this was made up; empty when nothing was."""
    made_up = [x.illustrative for x in figures.lines] + [x.illustrative for x in figures.services]
    if any(made_up) or any(c.illustrative for c in figures.cases) or _says_illustrative(figures):
        return (
            "Some records here are illustrative: they were made up to show how the record works. "
            "Each is marked “illustrative” where it stands."
        )
    return ""


def _says_illustrative(figures: PlanFigures) -> bool:
    """Return whether a review calls something illustrative in its own words; it has no other mark."""
    said = (text for held in figures.reviews for text in (held.summary, *(d.text for d in held.decisions)))
    return any("illustrative" in text.casefold() for text in said)


def late_lines(figures: PlanFigures) -> list[Line]:
    """Return the open actions whose due date has passed."""
    return [line for line in figures.lines if line.status.is_open and line.due_on < figures.as_at]


def status_words(line: Line) -> str:
    """Return how far an action is: In progress, 40%."""
    if line.status is ActionStatus.COMPLETE and line.finished_on:
        return "Complete"
    word = line.status.value.capitalize()
    return f"{word}, {line.percent}%" if line.status is ActionStatus.IN_PROGRESS else word


def stated_words(line: Line) -> str:
    """Return the lead's rating as a table shows it."""
    return _stated(line).capitalize()


def rule_words(line: Line) -> str:
    """Return the rule's rating with its reasons."""
    return line.computed.sentence if line.is_rated else _by_rule(line).capitalize()


def due_words(line: Line) -> str:
    """Return the due date, with the one first agreed where it was moved."""
    if line.due_on == line.agreed_due_on:
        return long_date(line.due_on)
    return f"{long_date(line.due_on)} (first agreed: {long_date(line.agreed_due_on)})"


def rule_sentences(rule: RatingRule) -> tuple[str, ...]:
    """Return the thresholds of the computed rating in words."""
    return (
        f"A milestone {rule.milestone_at_risk_days} days late puts an action at risk, "
        f"{rule.milestone_off_track_days} days late off track.",
        f"An action that is late at all is at risk; more than {rule.due_off_track_days} days late it is off track.",
        f"Progress {rule.progress_at_risk_points} points behind what was first agreed puts it at risk, "
        f"{rule.progress_off_track_points} points off track.",
        f"After {rule.update_stale_days} days without an update it is at risk; after {rule.update_cannot_tell_days} "
        "days nobody can tell.",
        f"A priority is off track when {rule.priority_off_track_percent}% or more of its open actions are; nobody can "
        f"tell when those off track and those that cannot be rated together reach {rule.priority_off_track_percent}%; "
        f"it is at risk when all that are not on track reach {rule.priority_at_risk_percent}%. Actions "
        "proposed, stopped or still to start do not count.",
    )


def _by_rule(line: Line) -> str:
    return line.computed.rating.value if line.is_rated else "not rated (stopped)"


def _stated(line: Line) -> str:
    return "not stated" if line.stated is Rating.CANNOT_TELL else line.stated.value


def _tally(words: Iterable[str]) -> str:
    return ", ".join(f"{count:,} {word}" for word, count in Counter(words).most_common())


def _named(lines: list[Line]) -> str:
    named = ", ".join(f"{line.ref} {line.title}" for line in lines[:_MOST_NAMED])
    more = len(lines) - _MOST_NAMED
    return f"{named} and {more:,} more" if more > 0 else named
