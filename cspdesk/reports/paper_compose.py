"""Composes a paper: front page, its template's sections in order, signatures, annexes, what is withheld."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from cspdesk.domain.paper_templates import Writing
from cspdesk.domain.papers import PaperKind
from cspdesk.domain.periods import long_date
from cspdesk.reports import bid_annexes, bid_parts, bid_work, committee_page, committee_parts
from cspdesk.reports import paper_shared as shared
from cspdesk.reports.blocks import (
    AttachedFiles,
    Block,
    Bullets,
    Contents,
    Facts,
    Heading,
    Narrative,
    Paragraph,
    Replacements,
    Signatures,
    Title,
)
from cspdesk.reports.paper_figures import PaperFigures
from cspdesk.reports.paper_written import SectionFigures

Part = Callable[[PaperFigures], Iterator[Block]]
DRAFT = "DRAFT"
MADE_UP = (
    "Some of this is illustrative: it was made up to show how the record works. Each such thing is marked where it "
    "stands."
)
WITHHELD = "What is withheld"
REPORT = "Report"
MORE = "Further to the report"
DECLARATION = "Declaration and signatures"
MISSING = "Before this is sent"
_READERS = {
    "public": "may be published",
    "partner": "for partners and the funder; not for publication",
    "restricted": "for named readers only; not to be passed on",
}
_BID: Mapping[str, Part] = {
    "need": bid_parts.need,
    "promised": bid_work.promised,
    "done": bid_work.done,
    "cost": bid_parts.cost,
    "changed": bid_parts.changed,
    "value": bid_parts.value,
    "benefited": bid_parts.benefited,
    "case_study": bid_parts.case_study,
    "learned": bid_parts.learned,
    "risks": bid_parts.risks,
    "request": bid_parts.request,
    "unknown": bid_parts.unknown,
    "transactions": bid_annexes.transactions,
    "evidence": bid_annexes.evidence,
    "indicators": bid_annexes.indicators,
    "changes": bid_parts.changes,
    "overruled": bid_parts.overruled,
}
_NAMED: Mapping[str, str] = {
    "need": "The need in figures",
    "promised": "What was agreed",
    "done": "What was done",
    "cost": "What it cost",
    "changed": "What changed",
    "value": "Value for money",
    "benefited": "Who benefited",
    "case_study": "A case study",
    "learned": "What reviews decided",
    "risks": "Risks",
    "transactions": "Payments, orders and what is expected",
    "evidence": "What proves the payments",
    "indicators": "Notes on the indicators",
    "changes": "What changed since the last reviews and returns",
    "overruled": "Findings that were overruled",
}
"""What parts are called where a section has several; those that are not here begin with a heading of their own."""
_OF_ALL: Mapping[str, str] = {"cost": "All agreements of the year"}
"""What a part that is of no one priority is called where the words above it end with those of one."""
_COMMITTEE: Mapping[str, Part] = {
    "summary": committee_parts.summary,
    "asked": committee_parts.asked,
    "outside": committee_parts.outside,
    "money": committee_parts.money,
    "questions": committee_parts.questions,
    "tracker": committee_parts.tracker,
    "reading": committee_parts.reading,
    "figures": committee_parts.behind,
    "overruled": committee_parts.overruled,
}


def compose(
    figures: PaperFigures, made_on: date, fits: committee_page.Fits, *, one_page: bool = False, draft: bool = False
) -> tuple[Block, ...]:
    """Return the paper's blocks; they hold nothing that the figures do not.

    fits tells whether blocks take no more than one page. one_page: each priority on a leaf of its own, and nothing
    else. draft: begins with what is still missing.
    """
    if one_page:
        return (*committee_page.alone(figures, fits), Replacements())
    body = tuple(_body(figures, fits, draft=draft))
    headings = tuple(block.text for block in body if isinstance(block, Heading) and block.level == 1)
    return (*_front(figures, made_on, headings), *body)


def beneath(figures: PaperFigures) -> tuple[str, ...]:
    """Return what stands beneath the title: the year and the priority, where it does not say them itself."""
    told = ((f"The year {figures.year.label}", figures.year.label), (figures.priority, figures.priority))
    return tuple(text for text, said in told if said and said not in figures.title)


def _front(figures: PaperFigures, made_on: date, headings: tuple[str, ...]) -> Iterator[Block]:
    yield Title(figures.partnership, figures.title, " · ".join(beneath(figures)))
    if figures.illustrative:
        yield Paragraph(MADE_UP, "warning")
    yield Facts(tuple(_facts(figures, made_on)), "What this paper is about")
    yield Contents(headings)


def _facts(figures: PaperFigures, made_on: date) -> Iterator[tuple[str, str]]:
    if figures.kind is PaperKind.BID:
        yield "To", figures.funder or "–"
        yield "Priority", figures.priority or "All priorities"
    for section in figures.sections:
        if section.write is not Writing.LINE:
            continue
        said = section.line or ("Withheld" if any(text.withheld for text in section.texts) else "")
        if said or section.required:
            yield section.title, said or "Not written yet."
    year = f"{long_date(figures.year.starts_on)} to {long_date(figures.year.ends_on)}"
    yield "Year", f"{year}; the record as at {long_date(figures.as_at)}, {figures.version}"
    yield "Made on", long_date(made_on)
    yield "Readers", f"{figures.audience.label}: {_READERS[figures.audience.value]}"


def _body(figures: PaperFigures, fits: committee_page.Fits, *, draft: bool) -> Iterator[Block]:
    if draft:
        yield from _missing(figures)
    grouped = False
    more: tuple[Block, ...] = ()
    for section in figures.sections:
        if section.annex or section.write is Writing.LINE:
            continue
        alone = bool(section.parts) or figures.kind is PaperKind.BID
        if not (alone or grouped):
            yield Heading(1, REPORT if section is _first_text(figures) else MORE)
        grouped = not alone
        if "priorities" in section.parts:
            *pages, more = committee_page.pages(figures, section, fits)
            for page in pages:
                yield from page
        else:
            yield from _section(figures, section, level=1 if alone else 2)
    if figures.declaration or figures.signs:
        yield from _declaration(figures)
    annexes = [section for section in figures.sections if section.annex]
    for letter, section in zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", annexes, strict=False):
        yield from _section(figures, section, f"Annex {letter}: ")
    if more:
        yield Heading(1, committee_page.MORE)
        yield from more
    yield Heading(1, WITHHELD)
    yield from shared.withheld(figures)
    yield AttachedFiles(
        "figures.json holds everything shown here, money.csv the money, results.csv the figures behind the charts."
    )
    yield Replacements()


def _first_text(figures: PaperFigures) -> SectionFigures | None:
    return next((s for s in figures.sections if s.write is Writing.TEXT and not s.parts), None)


def _section(figures: PaperFigures, section: SectionFigures, before: str = "", level: int = 1) -> Iterator[Block]:
    parts = _BID if figures.kind is PaperKind.BID else _COMMITTEE
    yield Heading(level, f"{before}{section.title}", new_page=_on_a_page(section))
    yield from shared.written(section, level + 1, numbered=section.key == "recommendations")
    several = sum(part in _NAMED for part in section.parts) > 1
    for part in section.parts:
        if several and part in _NAMED:
            yield Heading(level + 1, _NAMED[part])
            yield from _deeper(parts[part](figures))
        elif part in _OF_ALL and any(text.priority for text in section.texts):
            yield Heading(level + 1, _OF_ALL[part])
            yield from parts[part](figures)
        else:
            yield from parts[part](figures)


def _deeper(blocks: Iterator[Block]) -> Iterator[Block]:
    """Give blocks with their headings a level deeper, so that they stand under the name of their part."""
    for block in blocks:
        yield replace(block, level=min(block.level + 1, 3)) if isinstance(block, Heading | Narrative) else block


def _on_a_page(section: SectionFigures) -> bool:
    """Return whether a section begins on a page of its own: the plain page does."""
    return "summary" in section.parts


def _declaration(figures: PaperFigures) -> Iterator[Block]:
    yield Heading(1, DECLARATION)
    if figures.declaration:
        yield Paragraph(figures.declaration)
    if figures.signs:
        yield Signatures(figures.signs)


def _missing(figures: PaperFigures) -> Iterator[Block]:
    """Give what is still missing, with what an assessor would ask; only drafts have it."""
    yield Heading(1, MISSING)
    if not (figures.gaps or figures.claims):
        more = " more" if figures.overruled else ""
        yield Paragraph(f"Nothing is missing, and the checker finds nothing{more}.")
    for name in dict.fromkeys(gap.section for gap in figures.gaps):
        found = [gap for gap in figures.gaps if gap.section == name]
        yield Heading(2, name)
        asks = tuple(dict.fromkeys(ask for gap in found for ask in gap.asks))
        yield Bullets(tuple(gap.says for gap in found))
        if asks:
            yield Paragraph(f"An assessor would ask: {' '.join(asks)}", "small")
    if figures.claims:
        yield Heading(2, "What the checker finds")
        yield Bullets(tuple(f"{c.section}, “{c.words}”: {c.reason} {c.safe}".strip() for c in figures.claims))
