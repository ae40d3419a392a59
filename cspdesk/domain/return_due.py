"""Which returns an agreement owes: those it asks for, and those of every shape that was begun, with their due day."""

from collections.abc import Iterable
from datetime import date

from cspdesk.domain.funding import Agreement
from cspdesk.domain.records import dataclass
from cspdesk.domain.return_periods import ReturnPeriod, periods_between
from cspdesk.domain.return_templates import Template
from cspdesk.domain.returns import AskedReturn, Return, ReturnState


@dataclass(frozen=True, slots=True)
class OwedReturn:
    """One return of an agreement: its shape, period and due day; kept is None when nobody began it."""

    template: Template
    period: ReturnPeriod
    due_on: date
    kept: Return | None

    @property
    def is_submitted(self) -> bool:
        """Whether it was sent."""
        return self.kept is not None and self.kept.state is ReturnState.SUBMITTED

    def is_due(self, today: date) -> bool:
        """Whether its period is over and it was not sent."""
        return not self.is_submitted and self.period.ends_on < today


def owed(
    agreement: Agreement,
    templates: Iterable[Template],
    kept: Iterable[Return],
    today: date,
    asked: Iterable[AskedReturn] = (),
) -> tuple[OwedReturn, ...]:
    """Return an agreement's returns by period: of each template asked for or begun, every period that has started.

    What is asked for is owed from its first period on; what was only begun, from the agreement's first day.
    """
    known = {(r.template, r.period): r for r in kept}
    used = {template for template, _ in known}
    first = {each.template: ReturnPeriod.parse(each.first_period).starts_on for each in asked}
    found = [
        OwedReturn(template, period, period.due_on(template.due_days), known.get((template.name, str(period))))
        for template in templates
        if template.name in used or template.name in first
        for period in periods_between(template.period, agreement.starts_on, agreement.ends_on)
        if first.get(template.name, period.starts_on) <= period.starts_on <= today
        or (template.name, str(period)) in known
    ]
    return tuple(sorted(found, key=lambda o: (o.period.ends_on, o.template.title)))
