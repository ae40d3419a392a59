"""What would be safe to say of money, plans and outputs: sentences that are bound to the record's own figures."""

import re

from cspdesk.analysis.claim_owners import OutputHeld, Owner
from cspdesk.analysis.claim_safe import bound

_UNFILLED = re.compile(r"(?<!@)\{")


def paid(owner: Owner) -> str:
    """Return how much of the budget was paid."""
    return _said(owner, "{money.paid} was paid of a budget of {money.revised}.")


def outturn(owner: Owner) -> str:
    """Return where the outturn stands against the budget."""
    return _said(owner, "the outturn is {money.variance}.")


def evidenced(owner: Owner) -> str:
    """Return how much of what was paid is evidenced."""
    return _said(owner, "of {money.paid} paid, {money.evidenced} is evidenced and {money.untraced} is not yet.")


def received(owner: Owner) -> str:
    """Return how much of an award was received."""
    return _said(owner, "{money.received} was received of an award of {money.awarded}.")


def committed(owner: Owner) -> str:
    """Return how much of the budget is neither paid nor committed."""
    return _said(owner, "{money.left} of the budget of {money.revised} is neither paid nor committed.")


def actions(owner: Owner) -> str:
    """Return how many actions are complete, and how many were stopped where any was."""
    stopped = owner.value("actions.stopped")
    more = f"; {{actions.stopped}} {'was' if stopped == 1 else 'were'} stopped" if stopped else ""
    return _said(owner, f"{{actions.done}} of {{actions.total}} actions agreed are complete{more}.")


def late(owner: Owner) -> str:
    """Return how much is late."""
    return _said(owner, "actions overdue: {actions.late}; milestones late: {milestones.late}.")


def milestones(owner: Owner) -> str:
    """Return how many milestones were reached, and in time."""
    of = "{milestones.reached} of {milestones.total} milestones were reached"
    return _said(owner, f"{of}, {{milestones.in_time}} of them by the day first agreed.")


def rating(owner: Owner) -> str:
    """Return what the rule makes of a priority's plan."""
    return _said(owner, "the rating that the dates give is “{actions.rating}”.")


def output(held: OutputHeld) -> str:
    """Return what was counted of an output against its target."""
    return f"{held.title}: {bound(held.figures['actual'])}, against a target of {bound(held.figures['target'])}."


def _said(owner: Owner, words: str) -> str:
    """Return words with the figures that they name bound; empty where one of them is not there to be told."""
    for name, figure in owner.figures.items():
        if figure.text:
            words = words.replace(f"{{{name}}}", f"@{{{figure.key}}}")
    if _UNFILLED.search(words):
        return ""
    return f"{words[0].upper()}{words[1:]}" if owner.key == "all" else f"{owner.name}: {words}"
