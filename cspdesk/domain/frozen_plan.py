"""A plan as it stood on a day, kept as JSON: what a review looked at, whatever became of it since."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from typing import Any

from cspdesk.domain.audience import Audience
from cspdesk.domain.milestones import OutputUnit
from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.plans import ActionStatus, Rating
from cspdesk.domain.ratings import ComputedRating, RatingRule, forecast_action, rate_action
from cspdesk.domain.records import dataclass
from cspdesk.domain.whole_action import CountedOutput, WholeAction

_FORM = 1  # raised when an older cspdesk could not read what is kept


@dataclass(frozen=True, slots=True)
class FrozenMilestone:
    """A milestone as it stood."""

    title: str
    baseline_on: date
    current_on: date
    actual_on: date | None


@dataclass(frozen=True, slots=True)
class FrozenOutput:
    """An output as it stood: target and actual of the quarters of the year begun by then; None: not set, not known."""

    title: str
    counts: OutputUnit
    unit: str
    target: int | None
    actual: int | None


@dataclass(frozen=True, slots=True)
class FrozenAction:
    """An action as it stood, with both ratings, both forecasts, and the reasons then given for them."""

    id: str
    priority_id: str
    title: str
    status: ActionStatus
    percent: int
    starts_on: date
    due_on: date
    agreed_due_on: date
    finished_on: date | None
    lead_id: str | None
    stated: Rating
    stated_reason: str
    computed: ComputedRating
    stated_forecast: Rating
    stated_forecast_reason: str
    forecast: ComputedRating
    marking: Audience
    marking_reason: str
    milestones: tuple[FrozenMilestone, ...]
    outputs: tuple[FrozenOutput, ...]
    last_update_on: date | None
    last_update: str


@dataclass(frozen=True, slots=True)
class FrozenPlan:
    """A plan as it stood on a day, by the rule that then rated it."""

    on: date
    year: FinancialYear
    rule: RatingRule
    actions: tuple[FrozenAction, ...]

    def to_json(self) -> str:
        """Return the plan as text; `read_frozen` gives it back."""
        kept = {"form": _FORM, "on": self.on, "year": self.year.label, "rule": asdict(self.rule)}
        kept["actions"] = [asdict(action) for action in self.actions]
        return json.dumps(kept, default=date.isoformat, ensure_ascii=False, separators=(",", ":"))


def freeze(actions: Iterable[WholeAction], on: date, year: FinancialYear, rule: RatingRule) -> FrozenPlan:
    """Return a plan as it stands on a day."""
    return FrozenPlan(on, year, rule, tuple(_frozen(whole, on, year, rule) for whole in actions))


def read_frozen(text: str) -> FrozenPlan:
    """Return the plan that a review kept. Raises ValueError when the text is none of ours."""
    kept = json.loads(text)
    if not isinstance(kept, dict) or kept.get("form") != _FORM:
        raise ValueError("this is not a plan as it stood on a day")
    return FrozenPlan(
        date.fromisoformat(kept["on"]),
        FinancialYear.parse(kept["year"]),
        RatingRule(**kept["rule"]),
        tuple(_action(entry) for entry in kept["actions"]),
    )


def _frozen(whole: WholeAction, on: date, year: FinancialYear, rule: RatingRule) -> FrozenAction:
    action, last = whole.action, whole.last_update
    return FrozenAction(
        id=action.id,
        priority_id=action.priority_id,
        title=action.title,
        status=action.status,
        percent=action.percent,
        starts_on=action.starts_on,
        due_on=action.due_on,
        agreed_due_on=action.agreed_due_on,
        finished_on=action.finished_on,
        lead_id=action.lead_id,
        stated=action.stated_rating,
        stated_reason=action.rating_reason,
        computed=rate_action(whole, on, rule),
        stated_forecast=action.forecast_rating,
        stated_forecast_reason=action.forecast_reason,
        forecast=forecast_action(whole, on, year, rule),
        marking=action.marking,
        marking_reason=action.marking_reason,
        milestones=tuple(FrozenMilestone(m.title, m.baseline_on, m.current_on, m.actual_on) for m in whole.milestones),
        outputs=tuple(_output(counted, on, year) for counted in whole.outputs),
        last_update_on=None if last is None else last.made_on,
        last_update="" if last is None else last.text,
    )


def _output(counted: CountedOutput, on: date, year: FinancialYear) -> FrozenOutput:
    begun = [q for q in counted.quarters if q.quarter_starts_on in year and q.quarter_starts_on <= on]
    targets = [q.target for q in begun if q.target is not None]
    actuals = [q.actual for q in begun if q.actual is not None]
    output = counted.output
    return FrozenOutput(
        output.title,
        output.counts,
        output.unit,
        sum(targets) if targets else None,
        sum(actuals) if actuals else None,
    )


def _action(entry: dict[str, Any]) -> FrozenAction:
    computed, forecast = entry["computed"], entry["forecast"]
    read = {
        "status": ActionStatus(entry["status"]),
        "stated": Rating(entry["stated"]),
        "stated_forecast": Rating(entry["stated_forecast"]),
        "computed": ComputedRating(Rating(computed["rating"]), tuple(computed["reasons"])),
        "forecast": ComputedRating(Rating(forecast["rating"]), tuple(forecast["reasons"])),
        "marking": Audience(entry["marking"]),
        "milestones": tuple(
            FrozenMilestone(**m | _days(m, "baseline_on", "current_on", "actual_on")) for m in entry["milestones"]
        ),
        "outputs": tuple(FrozenOutput(**o | {"counts": OutputUnit(o["counts"])}) for o in entry["outputs"]),
    }
    days = _days(entry, "starts_on", "due_on", "agreed_due_on", "finished_on", "last_update_on")
    return FrozenAction(**entry | days | read)


def _days(entry: dict[str, Any], *names: str) -> dict[str, date | None]:
    return {name: None if entry[name] is None else date.fromisoformat(entry[name]) for name in names}
