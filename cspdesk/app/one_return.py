"""One return as it stands, for whoever fills it in, checks it, sends it or shows it."""

from cspdesk.domain.records import dataclass
from cspdesk.domain.return_check import Finding, ready
from cspdesk.domain.return_figures import ReturnFigures
from cspdesk.domain.return_record import ReturnRecord
from cspdesk.domain.return_templates import Template
from cspdesk.domain.returns import Return, ReturnState


@dataclass(frozen=True, slots=True)
class OneReturn:
    """A return as it stands: kept (None when nobody began it), what it is made from, its figures, what is found.

    When it was submitted, the figures are those that were frozen, and nothing is found.
    """

    template: Template
    kept: Return | None
    record: ReturnRecord
    figures: ReturnFigures
    findings: tuple[Finding, ...]

    @property
    def is_submitted(self) -> bool:
        """Whether it was sent."""
        return self.kept is not None and self.kept.state is ReturnState.SUBMITTED

    @property
    def is_ready(self) -> bool:
        """Whether nothing stands against sending it."""
        return ready(self.findings)
