"""Papers as kept while they are written, and what they are written from."""

from collections.abc import Sequence
from sqlite3 import Connection

from cspdesk.domain.papers import (
    Beneficiary,
    CaseStudy,
    FundingOption,
    Overruling,
    Paper,
    PaperKind,
    PaperText,
    checked_case_study,
    checked_option,
    checked_overruling,
)
from cspdesk.domain.periods import FinancialYear
from cspdesk.store.journal import Journal
from cspdesk.store.rows import Table


class PaperStore:
    """Bids and committee papers, their texts and findings, case studies and who benefited."""

    def __init__(self, db: Connection, journal: Journal) -> None:
        self.papers = Table(db, journal, Paper, "papers")
        self.texts = Table(db, journal, PaperText, "paper_texts")
        self.overrulings = Table(db, journal, Overruling, "overrulings")
        self.options = Table(db, journal, FundingOption, "funding_options")
        self.case_studies = Table(db, journal, CaseStudy, "case_studies")
        self.beneficiaries = Table(db, journal, Beneficiary, "beneficiaries")

    def papers_of(self, kind: PaperKind, year: FinancialYear) -> tuple[Paper, ...]:
        """Return the papers of a kind and a year, newest first."""
        return self.papers.where("kind = ? and year = ?", kind.value, year.first, order="begun_on desc, id desc")

    def all_papers(self) -> tuple[Paper, ...]:
        """Return every paper, of the newest year first, the newest in front."""
        return self.papers.where(order="year desc, begun_on desc, id desc")

    def newest(self, kind: PaperKind, year: FinancialYear, priority_id: str | None) -> Paper | None:
        """Return the newest paper of a kind, a year and a priority (None: of all), or None when nobody began one."""
        return next((p for p in self.papers_of(kind, year) if p.priority_id == priority_id), None)

    def texts_of(self, paper_id: str) -> dict[str, PaperText]:
        """Return what was written, by section."""
        return {t.section: t for t in self.texts.where("paper_id = ?", paper_id)}

    def write(self, text: PaperText) -> None:
        """Keep what a person wrote in a section; nothing written removes it."""
        if text.body.strip():
            self.texts.save(text)
        elif self.texts.find(text.id) is not None:
            self.texts.delete(text.id)

    def overrulings_of(self, paper_id: str) -> tuple[Overruling, ...]:
        """Return the findings that were set aside, in order."""
        return self.overrulings.where("paper_id = ?", paper_id)

    def overrule(self, made: Overruling) -> None:
        """Set a finding aside. Raises UserError without a person and a reason."""
        self.overrulings.save(checked_overruling(made))

    def options_of(self, paper_id: str) -> tuple[FundingOption, ...]:
        """Return what is asked for at each level, the fullest first."""
        return self.options.where(
            "paper_id = ?", paper_id, order="case level when 'full' then 0 when 'reduced' then 1 else 2 end"
        )

    def save_option(self, option: FundingOption) -> None:
        """Keep what is asked for at a level. Raises UserError when it cannot stand."""
        self.options.save(checked_option(option))

    def case_studies_of(self, priority_id: str, year: FinancialYear) -> tuple[CaseStudy, ...]:
        """Return a priority's case studies of a year."""
        return self.case_studies.where("priority_id = ? and year = ?", priority_id, year.first)

    def save_case_study(self, study: CaseStudy) -> None:
        """Keep a case study. Raises UserError when it cannot stand."""
        self.case_studies.save(checked_case_study(study))

    def beneficiaries_of(self, priority_id: str, year: FinancialYear) -> tuple[Beneficiary, ...]:
        """Return who benefited, by breakdown and in the order of its parts."""
        of = "priority_id = ? and year = ?"
        return self.beneficiaries.where(of, priority_id, year.first, order="breakdown, position, id")

    def save_breakdown(self, known: Sequence[Beneficiary], wanted: Sequence[Beneficiary]) -> None:
        """Keep exactly these parts of a breakdown in the place of those known."""
        ids = {each.id for each in wanted}
        self.beneficiaries.delete(*(each.id for each in known if each.id not in ids))
        for each in wanted:
            self.beneficiaries.save(each)

    def remove(self, paper_id: str) -> None:
        """Remove a paper with its texts, findings and request; undo brings all back."""
        self.texts.delete(*(text.id for text in self.texts_of(paper_id).values()))
        self.overrulings.delete(*(made.id for made in self.overrulings_of(paper_id)))
        self.options.delete(*(option.id for option in self.options_of(paper_id)))
        self.papers.delete(paper_id)
