"""The sample's action plans with all that hangs on each action, read from resources/sample/actions-*.toml."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from cspdesk.domain.audience import Audience
from cspdesk.domain.evidence import ActionEvidence, Evidence
from cspdesk.domain.milestones import Milestone, Output, OutputQuarter, OutputUnit
from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.plans import (
    Action,
    ActionDependency,
    ActionIndicator,
    ActionKind,
    ActionLine,
    ActionPartner,
    ActionStatus,
    ActionUpdate,
    Rating,
    Recurrence,
)
from cspdesk.domain.records import dataclass
from cspdesk.domain.reviews import YearEnd
from cspdesk.domain.year_end import YearEndChoice
from cspdesk.store.sample_data import line_id, organisation_id, person_id, priority_id, read_toml
from cspdesk.store.sample_ids import fixed_id

PLAN_FILES = ("actions-2014.toml", "actions-2015.toml", "actions-2016.toml")
FROM_MINUTES = "From the scrutiny minutes of early 2016; dates, lead and progress are illustrative."
NOT_FROM_MINUTES = "Illustrative: not in the scrutiny minutes."


@dataclass(frozen=True, slots=True)
class PlannedAction:
    """An action with all that hangs on it as the record stands, and what it was before.

    at_review holds the fields that were different at the year's first review, was the day for which a milestone was
    then planned, by its id, later_lines the budget lines linked only after it. An action added after it has added_on.
    carried and carried_on are how and when it was carried into another year.
    """

    action: Action
    partners: tuple[ActionPartner, ...]
    updates: tuple[ActionUpdate, ...]
    proofs: tuple[ActionEvidence, ...]
    milestones: tuple[Milestone, ...]
    outputs: tuple[Output, ...]
    quarters: tuple[OutputQuarter, ...]
    needs: tuple[ActionDependency, ...]
    lines: tuple[ActionLine, ...]
    later_lines: tuple[ActionLine, ...]
    indicators: tuple[ActionIndicator, ...]
    at_review: dict[str, Any]
    was: dict[str, date]
    added_on: date | None
    carried: YearEndChoice | None
    carried_on: date | None


def read_plans(proofs: dict[str, Evidence]) -> tuple[PlannedAction, ...]:
    """Return every action in the order of the files; proofs are the sample's evidence by key."""
    entries = [entry for name in PLAN_FILES for entry in read_toml(name)["action"]]
    ids = {entry["key"]: fixed_id(f"action {entry['key']}", entry["starts_on"]) for entry in entries}
    return tuple(_planned(entry, proofs, ids) for entry in entries)


def _planned(entry: dict[str, Any], proofs: dict[str, Evidence], ids: dict[str, str]) -> PlannedAction:
    action = _action(entry, ids)
    id_ = action.id
    found = [proofs[key] for key in entry.get("evidence", ())]
    days = entry.get("milestone", ())
    milestones = tuple(_milestone(id_, m, place) for place, m in enumerate(days))
    outputs = tuple(_output(action, o, place) for place, o in enumerate(entry.get("output", ())))
    return PlannedAction(
        action=action,
        partners=tuple(
            ActionPartner(f"{id_}:{o}", id_, o) for o in (organisation_id(key) for key in entry["partners"])
        ),
        updates=tuple(_update(id_, u, place) for place, u in enumerate(entry.get("update", ()))),
        proofs=tuple(ActionEvidence(f"{id_}:{e.id}", e.id, id_) for e in found),
        milestones=milestones,
        outputs=tuple(output for output, _ in outputs),
        quarters=tuple(quarter for _, quarters in outputs for quarter in quarters),
        needs=tuple(ActionDependency(f"{id_}:{ids[key]}", id_, ids[key]) for key in entry.get("needs", ())),
        lines=_lines(id_, entry.get("lines", ())),
        later_lines=_lines(id_, entry.get("more_lines", ())),
        indicators=tuple(ActionIndicator(f"{id_}:{name}", id_, name) for name in entry.get("indicators", ())),
        at_review=entry.get("at_review", {}),
        was={kept.id: m["was"] for kept, m in zip(milestones, days, strict=True) if "was" in m},
        added_on=entry.get("added_on"),
        carried=_carried(action, entry.get("carried_because")),
        carried_on=entry.get("carried_on"),
    )


def _action(entry: dict[str, Any], ids: dict[str, str]) -> Action:
    """Return an action; one that says when it was finished needs to say no more of its progress."""
    finished = entry.get("finished_on")
    about = FROM_MINUTES if entry.get("in_minutes") else NOT_FROM_MINUTES
    return Action(
        id=ids[entry["key"]],
        priority_id=priority_id(entry["priority"]) or "",
        title=entry["title"],
        starts_on=entry["starts_on"],
        due_on=entry["due_on"],
        description=f"{entry['description']} {about}",
        lead_id=person_id(entry["lead"]),
        status=ActionStatus.COMPLETE if finished else ActionStatus(entry["status"]),
        percent=100 if finished else entry["percent"],
        finished_on=finished,
        stated_rating=Rating.COMPLETE if finished else Rating(entry["rating"]),
        rating_reason=entry.get("rating_reason", ""),
        marking=Audience(entry.get("marking", "public")),
        marking_reason=entry.get("marking_reason", ""),
        illustrative=True,
        kind=ActionKind(entry.get("kind", "project")),
        recurrence=Recurrence(entry.get("recurrence", "once")),
        outside_control=entry.get("outside_control", ""),
        baseline_due_on=entry.get("first_due_on"),
        forecast_rating=Rating.COMPLETE if finished else Rating(entry.get("forecast", "cannot tell")),
        forecast_reason=entry.get("forecast_reason", ""),
    )


def _milestone(action: str, entry: dict[str, Any], place: int) -> Milestone:
    agreed = entry["agreed"]
    return Milestone(
        fixed_id(f"milestone {action} {place}", agreed, place),
        action,
        entry["title"],
        agreed,
        entry.get("now", agreed),
        entry.get("reached"),
        entry.get("percent"),
        illustrative=True,
    )


def _output(action: Action, entry: dict[str, Any], place: int) -> tuple[Output, tuple[OutputQuarter, ...]]:
    """Return an output with the quarters of the year its action began in; a quarter not yet counted has no actual."""
    id_ = fixed_id(f"output {action.id} {place}", action.starts_on, place)
    output = Output(
        id_, action.id, entry["title"], OutputUnit(entry["counts"]), entry["unit"], place, illustrative=True
    )
    note, actual = entry.get("note", ""), entry["actual"] + [None] * 4
    quarters = FinancialYear.of(action.starts_on).quarters
    return output, tuple(
        OutputQuarter(
            fixed_id(f"quarter {id_} {q.number}", q.starts_on, place),
            id_,
            q.starts_on,
            target,
            actual[q.number - 1],
            note,
        )
        for q, target in zip(quarters, entry["target"], strict=True)
    )


def _lines(action: str, names: Iterator[str] | tuple[str, ...]) -> tuple[ActionLine, ...]:
    found = (line_id(*name.split(" ")) for name in names)
    return tuple(ActionLine(f"{action}:{line}", action, line) for line in found)


def _carried(action: Action, reason: str | None) -> YearEndChoice | None:
    return None if reason is None else YearEndChoice(action.id, YearEnd.CARRIED, reason, action.due_on)


def _update(action: str, entry: dict[str, Any], place: int) -> ActionUpdate:
    id_ = fixed_id(f"update {action} {place}", entry["on"], place)
    return ActionUpdate(id_, action, entry["on"], entry["text"], person_id(entry["by"]))
