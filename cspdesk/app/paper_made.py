"""Which paper is asked for and how it is laid out, and what was made of that."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cspdesk.domain.audience import Audience
from cspdesk.domain.papers import PaperKind
from cspdesk.domain.records import dataclass

if TYPE_CHECKING:
    from cspdesk.reports.paper_figures import PaperFigures

ALL = "all"


@dataclass(frozen=True, slots=True)
class PaperRequest:
    """Which paper: kind, year, priority by name or “all”, readers; template by name where not that of the paper.

    paper_id: the very paper, where it is not the newest of its kind, year and priority.
    """

    kind: PaperKind
    year: str
    priority: str = ALL
    audience: str = Audience.PUBLIC.value
    template: str = ""
    paper_id: str = ""


@dataclass(frozen=True, slots=True)
class Shape:
    """How a paper is laid out: one page a priority alone, imposed as a booklet, marked as a draft."""

    one_page: bool = False
    booklet: bool = False
    draft: bool = False


@dataclass(frozen=True, slots=True)
class PaperMade:
    """A paper as written, with the figures that it was made from (JSON)."""

    path: Path
    pages: int
    sha256: str
    figures_json: str
    shape: Shape = Shape()

    @property
    def figures(self) -> "PaperFigures":
        """The figures, read back."""
        from cspdesk.reports.paper_document import figures_from_json

        return figures_from_json(self.figures_json)

    def said(self) -> dict[str, Any]:
        """Return what the command line prints for programs: figures used, claims found, what is withheld, gaps."""
        figures = self.figures
        kept = json.loads(self.figures_json)["figures"]
        return {
            "out": str(self.path),
            "pages": self.pages,
            "sha256": self.sha256,
            "title": figures.title,
            "year": figures.year.label,
            "audience": figures.audience.value,
            "money": money_said(figures),
            "used": kept["used"],
            "claims": kept["claims"],
            "withheld": kept["withheld"],
            "missing": kept["gaps"],
            "figures": kept,
        }

    def sentences(self) -> list[str]:
        """Return the same for people, in short."""
        figures = self.figures
        size = f": {self.pages} page{'s' * (self.pages != 1)}" if self.pages else ""
        said = [f"Made {self.path}{size}."]
        count = sum(each.count for each in figures.withheld)
        if count:
            said.append(f"{count:,} thing{'s are' if count != 1 else ' is'} withheld; the reasons are printed.")
        if figures.gaps:
            said.append(f"{len(figures.gaps):,} point{'s are' if len(figures.gaps) != 1 else ' is'} still missing.")
        return said


def money_said(figures: "PaperFigures") -> dict[str, Any]:
    """Return a paper's money in pence: in all and by agreement and line."""
    from cspdesk.reports.paper_money import named_sums

    return {
        "total": named_sums(figures.money),
        "agreements": {
            agreement.reference: {
                "total": named_sums(agreement.total),
                "lines": {line.name: named_sums(line.position) for line in agreement.lines},
            }
            for agreement in figures.agreements
        },
    }
