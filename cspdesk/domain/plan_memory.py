"""What is remembered of rows that others wrote into a plan, so that taking them in again adds nothing."""

import json

from cspdesk.domain.plan_cells import Cells
from cspdesk.domain.records import dataclass


@dataclass(frozen=True, slots=True)
class PlanRowMemory:
    """A row taken in: key is its reference or title there, said what its cells said then, as JSON."""

    id: str
    priority_id: str
    key: str
    action_id: str
    said: str

    @property
    def cells(self) -> Cells:
        """What its cells said."""
        return dict(json.loads(self.said))


def remembered(priority_id: str, key: str, action_id: str, cells: Cells) -> PlanRowMemory:
    """Return what to remember of a row."""
    said = json.dumps(dict(sorted(cells.items())), ensure_ascii=False)
    return PlanRowMemory(f"{priority_id}:{key}", priority_id, key, action_id, said)
