"""What giving a plan out offers: the forms it takes, and what each audience's version would show."""

from cspdesk.domain.audience import Audience
from cspdesk.domain.plan_record import PlanRecord, seen_by
from cspdesk.domain.proof import counted
from cspdesk.domain.records import dataclass
from cspdesk.errors import UserError


@dataclass(frozen=True, slots=True)
class Form:
    """A form a plan can take: the ending of its file, and what it is good for."""

    ending: str
    words: str
    about: str
    filter: str


FORMS = (
    Form(
        ".pdf",
        "Document (PDF)",
        "For a committee or the website: ratings with their reasons, milestones, outputs.",
        "PDF",
    ),
    Form(
        ".xlsx",
        "Workbook (XLSX)",
        "For partners to fill in and send back: File, Import plan takes their changes in, and shows them first.",
        "Workbook",
    ),
    Form(
        ".ics",
        "Calendar (ICS)",
        "Due dates, milestones, reviews and notice dates. A later export updates it.",
        "Calendar",
    ),
    Form(
        ".html",
        "Web page (HTML)",
        "One file for a website or a screen reader: the same figures as the PDF.",
        "Web page",
    ),
    Form(
        ".docx",
        "Word-processor file (DOCX)",
        "To be typed over, with real headings and tables: the same figures as the PDF.",
        "Word processor",
    ),
)


def version_words(record: PlanRecord, audience: Audience) -> tuple[bool, str]:
    """Return whether an audience may have a version, and what it would show."""
    try:
        shown, withheld = seen_by(record, audience)
    except UserError:
        return False, "The priority itself is withheld from these readers."
    if not withheld.count:
        return (
            True,
            f"Shows all {counted(len(shown.actions), 'action')}." if shown.actions else "No actions in this year.",
        )
    return True, f"Shows {counted(len(shown.actions), 'action')}; leaves out {counted(withheld.count, 'record')}."


def title_of(record: PlanRecord) -> str:
    """Return the title under which the document is kept."""
    return f"Action plan {record.year.label}, {record.priority.name}"


def stem_of(record: PlanRecord, audience: Audience) -> str:
    """Return a name to save under, without its ending, that every system takes."""
    text = f"action plan {record.priority.name} {record.year.label} {audience.value}".lower()
    return "-".join("".join(c if c.isalnum() else " " for c in text).split())
