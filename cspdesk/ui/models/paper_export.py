"""What making a paper offers: its forms, what each audience's version leaves out, and what it is called."""

from cspdesk.app.paper_made import Shape
from cspdesk.app.papers import document_kind
from cspdesk.domain.audience import Audience, may_see
from cspdesk.domain.papers import PaperKind
from cspdesk.domain.partnership import Priority
from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.records import dataclass

NAMES = {PaperKind.BID: "Funding justification", PaperKind.COMMITTEE: "Committee summary"}
ABOUT = {
    PaperKind.BID: "From need to request: what was promised, done and spent, what changed, what is asked for.",
    PaperKind.COMMITTEE: "Council headings, a plain page, one page a priority, money, questions, recommendations.",
}
_LEFT_OUT = {
    Audience.PUBLIC: "What is marked for fewer readers is left out, with the reason; so are small numbers of people.",
    Audience.PARTNER: "What is marked restricted is left out, with the reason.",
    Audience.RESTRICTED: "Leaves nothing out.",
}


@dataclass(frozen=True, slots=True)
class Laid:
    """A way a paper can be laid out, and what it is good for."""

    words: str
    about: str
    shape: Shape


WHOLE = Laid("The whole paper", "Everything, in the order of its template.", Shape())
WAYS = {
    PaperKind.BID: (WHOLE,),
    PaperKind.COMMITTEE: (
        WHOLE,
        Laid(
            "One page a priority", "Each priority on a page that stands by itself, to hand out.", Shape(one_page=True)
        ),
        Laid(
            "Booklet",
            "Two pages on a side of A4, in the order for printing on both sides and folding.",
            Shape(booklet=True),
        ),
    ),
}


def version_words(audience: Audience, priority: Priority | None) -> tuple[bool, str]:
    """Return whether an audience may have a version, and what it leaves out."""
    if priority is not None and not may_see(audience, priority.marking):
        return False, "The priority itself is withheld from these readers."
    return True, _LEFT_OUT[audience]


def title_of(kind: PaperKind, year: FinancialYear, priority: str, shape: Shape) -> str:
    """Return the title under which the document is kept."""
    how = ", one page a priority" if shape.one_page else ", booklet" if shape.booklet else ""
    draft = " (draft)" if shape.draft else ""
    return f"{NAMES[kind]} {year.label}, {priority or 'all priorities'}{how}{draft}"


def stem_of(kind: PaperKind, year: FinancialYear, priority: str, audience: Audience, shape: Shape) -> str:
    """Return a name to save under, without its ending, that every system takes."""
    how = "pages" if shape.one_page else "booklet" if shape.booklet else ""
    draft = "draft" if shape.draft else ""
    text = f"{document_kind(kind)} {priority} {year.label} {how} {draft} {audience.value}".lower()
    return "-".join("".join(c if c.isalnum() else " " for c in text).split())
