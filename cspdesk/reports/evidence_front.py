"""The front page of an evidence of spend."""

from collections.abc import Iterator
from datetime import date

from cspdesk.domain.money import pounds
from cspdesk.domain.periods import long_date
from cspdesk.reports import evidence_words as words
from cspdesk.reports.blocks import Block, Contents, Facts, Paragraph, Title
from cspdesk.reports.evidence_figures import EvidenceFigures, Header
from cspdesk.reports.evidence_tables import marked


def front(figures: EvidenceFigures, made_on: date, sections: tuple[str, ...]) -> Iterator[Block]:
    """Return the front page: title, what the document is about, and its contents."""
    header = figures.header
    yield Title(header.partnership, "Evidence of spend", _under(header))
    warning = words.illustrative_sentence(figures)
    if warning:
        yield Paragraph(warning, "warning")
    pairs = [
        ("Funder", header.funder),
        ("Scheme", marked(header.scheme, header.illustrative)),
        ("Agreement", f"{header.agreement}, {long_date(header.starts_on)} to {long_date(header.ends_on)}"),
        ("Award", _award(header)),
        ("Recipient", header.recipient or header.partnership),
        ("Period covered", words.period(figures)),
        ("Priority", header.priority or "All priorities"),
        ("Version", f"{header.version}, record as at {long_date(header.as_at)}"),
        ("Made on", long_date(made_on)),
        ("Marking", f"{header.audience.label}: {_readers(header)}"),
    ]
    yield Facts(tuple((name, text or "–") for name, text in pairs), "What this document is about")
    yield Contents(sections)


def _under(header: Header) -> str:
    return " · ".join(text for text in (header.year.label, header.agreement, header.priority) if text)


def _award(header: Header) -> str:
    said = f"{pounds(header.awarded_pence)} ({header.certainty.value})"
    return f"{said}, varied to {pounds(header.awarded_pence + header.varied_pence)}" if header.varied_pence else said


def _readers(header: Header) -> str:
    return {
        "public": "may be published",
        "partner": "for partners and the funder; not for publication",
        "restricted": "for named readers only; not to be passed on",
    }[header.audience.value]
