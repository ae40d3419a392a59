"""Small returns for tests, made without a file."""

from datetime import date
from typing import Any

from cspdesk.domain.audience import Audience
from cspdesk.domain.funding import Eligibility
from cspdesk.domain.partnership import Organisation, OrganisationRole, Partnership
from cspdesk.domain.return_periods import ReturnPeriod
from cspdesk.domain.return_record import ReturnRecord
from cspdesk.domain.return_templates import Template, parse_template
from cspdesk.paths import resource
from tests.builders import agreement, line, payment

TEMPLATES = ("pcc-quarterly", "s151-claim", "dual-rating", "year-end")
SMALL = """
name = "small"
title = "Small return"
period = "quarter"
due_days = 21
signs = ["Finance officer"]
[[section]]
title = "All"
[[section.field]]
key = "spent"
title = "Spent"
kind = "money"
source = "actual_period"
"""


def shipped(name: str) -> Template:
    """Return a template that ships with cspdesk."""
    return parse_template(resource("returns", f"{name}.toml").read_text(encoding="utf-8"), f"{name}.toml")


def with_field(more: str) -> Template:
    """Return the small template with one field more."""
    return parse_template(f"{SMALL}\n[[section.field]]\n{more}", "small.toml")


def eligible(id_: str, pence: int, day: date = date(2015, 5, 5), **given: Any) -> Any:
    """Return a payment on line 1 that may be claimed."""
    usual: dict[str, Any] = {"line_id": "line-1", "eligibility": Eligibility.ELIGIBLE}
    return payment(id_, amount_pence=pence, occurred_on=day, **usual | given)


def record(template: Template | str = "pcc-quarterly", period: str = "2015/16-Q1", **given: Any) -> ReturnRecord:
    """Return the record of agreement A-1, £1,000.00 in two lines, whose quarters are all closed."""
    covers = ReturnPeriod.parse(period)
    usual: dict[str, Any] = {
        "template": shipped(template) if isinstance(template, str) else template,
        "period": covers,
        "partnership": Partnership("p", "Testshire Partnership"),
        "agreement": agreement(),
        "funder": Organisation("funder", "The Commissioner", OrganisationRole.FUNDER),
        "recipient": None,
        "audience": Audience.PARTNER,
        "as_at": date(2016, 5, 1),
        "version": "step 9",
        "lines": (line("line-1", original_pence=60_000), line("line-2", original_pence=40_000)),
        "transactions": (eligible("one", 1_000),),
        "proved_ids": frozenset({"one"}),
        "closed": frozenset(covers.year.quarters),
        "answers": {"signed.1": "A Finance Officer"},
    }
    return ReturnRecord(**usual | given)
