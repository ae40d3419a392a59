"""A figure that a sentence is bound to: what it is, where it comes from, and what must be said beside it."""

from datetime import date

from cspdesk.domain.audience import Audience
from cspdesk.domain.records import dataclass


@dataclass(frozen=True, slots=True)
class BoundFigure:
    """One figure of the record, by a key that lasts: `money.PCC-2015-CORE.2015.spent`.

    text is how it is written in a sentence; label how a list offers it. source says where it comes from. caveat must
    stand in the same sentence; forbidden says why there is no figure, and then text is empty. period is what it is of,
    reach the last day its data cover (None: the record itself). covers holds the keys of what it was worked out from.
    """

    key: str
    label: str
    text: str
    source: str
    group: str = ""
    value: float | None = None
    unit: str = ""
    caveat: str = ""
    forbidden: str = ""
    period: str = ""
    reach: date | None = None
    marking: Audience = Audience.PUBLIC
    marking_reason: str = ""
    illustrative: bool = False
    covers: tuple[str, ...] = ()
