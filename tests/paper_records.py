"""Papers for tests, made without a file, from the same ledger as the returns of the tests."""

from dataclasses import replace
from typing import Any

from cspdesk.app.results import judged
from cspdesk.domain.audience import Audience
from cspdesk.domain.paper_templates import PaperTemplate, parse_paper_template
from cspdesk.domain.partnership import Priority
from cspdesk.domain.plan_record import PlanRecord
from cspdesk.domain.ratings import RatingRule
from cspdesk.domain.return_record import ReturnRecord
from cspdesk.paths import resource
from cspdesk.reports.evidence_record import SpendRecord
from cspdesk.reports.paper_figures import PaperFigures
from cspdesk.reports.paper_gather import gather
from cspdesk.reports.paper_record import PaperRecord, PriorityRecord

ONE, TWO = Priority("p1", 1, "One", aim="Less of it"), Priority("p2", 2, "Two")
BID, COMMITTEE = "commissioner-bid", "council-paper"


def shipped(name: str) -> PaperTemplate:
    """Return a template that ships with cspdesk."""
    return parse_paper_template(resource("papers", f"{name}.toml").read_text(encoding="utf-8"), f"{name}.toml")


def spend_of(made: ReturnRecord) -> SpendRecord:
    """Return the evidence of spend's record of a return's; its first line is priority one's, its second two's."""
    lines = tuple(replace(line, priority_id=priority.id) for line, priority in zip(made.lines, (ONE, TWO), strict=True))
    return SpendRecord(
        partnership=made.partnership, agreement=made.agreement, funder=made.funder, recipient=None,
        priorities=(ONE, TWO), lines=lines, profile=made.profile, virements=made.virements,
        transactions=made.transactions, evidence=(), links=(), year=made.period.year, audience=made.audience,
        as_at=made.as_at, version="step 9", variations=made.variations, settlements=made.settlements,
    )  # fmt: skip


def plan_of(made: ReturnRecord, priority: Priority, **given: Any) -> PlanRecord:
    """Return a priority's plan of a return's year; without anything in it unless told otherwise."""
    usual: dict[str, Any] = {
        "partnership": made.partnership, "priority": priority, "year": made.period.year, "actions": (), "people": (),
        "organisations": (), "rule": RatingRule(), "as_at": made.as_at, "version": "step 9",
    }  # fmt: skip
    return PlanRecord(**usual | given)


def paper(made: ReturnRecord, template: str = COMMITTEE, asked: Priority | None = None, **given: Any) -> PaperRecord:
    """Return the paper of the same ledger, of all priorities or of one."""
    parts = tuple(PriorityRecord(plan_of(made, p)) for p in ((ONE, TWO) if asked is None else (asked,)))
    usual: dict[str, Any] = {
        "template": shipped(template), "paper": None, "partnership": made.partnership, "priorities": (ONE, TWO),
        "asked": asked, "year": made.period.year, "audience": Audience.PUBLIC, "as_at": made.as_at,
        "version": "step 9", "parts": parts, "spends": (spend_of(made),),
    }  # fmt: skip
    return PaperRecord(**usual | given)


def gathered(record: PaperRecord) -> PaperFigures:
    """Return a paper's figures."""
    return gather(record, judged)
