"""Writing a paper: begun, its texts kept as one step, checked against the record, and how far it has come."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from cspdesk.analysis.claim_findings import ClaimContext, ClaimFinding, standing
from cspdesk.analysis.claims import check_paper, context_of
from cspdesk.app.figures import held
from cspdesk.app.paper_templates import paper_template_called
from cspdesk.domain.audience import Audience
from cspdesk.domain.bound_figures import Figures, figures_seen
from cspdesk.domain.paper_templates import PaperSection, PaperTemplate, written_places
from cspdesk.domain.papers import FundingLevel, FundingOption, Overruling, Paper, PaperKind, PaperText
from cspdesk.domain.partnership import Priority, PriorityStatus
from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.proof import counted
from cspdesk.domain.records import dataclass
from cspdesk.errors import UserError
from cspdesk.store.ids import new_id
from cspdesk.store.store import Store, open_store

WORDS = {PaperKind.BID: "bid", PaperKind.COMMITTEE: "committee paper"}


@dataclass(frozen=True, slots=True)
class Writing:
    """A paper while it is written: its template, the priorities it is of, and what is kept of it."""

    paper: Paper
    template: PaperTemplate
    priorities: tuple[Priority, ...]
    texts: Mapping[str, PaperText]
    options: tuple[FundingOption, ...]
    overrulings: tuple[Overruling, ...]

    @property
    def bodies(self) -> dict[str, str]:
        """The texts as kept, by the key that each stands under."""
        return {key: text.body for key, text in self.texts.items()}

    @property
    def sections(self) -> dict[str, PaperSection]:
        """The section of every place where a person writes, by the key of its text, in order."""
        return {key: section for section, _, key in written_places(self.template, self.priorities)}


@dataclass(frozen=True, slots=True)
class Ground:
    """What the texts of a paper are bound to and checked against, as the record stood at a change."""

    change: int
    figures: Figures
    context: ClaimContext


def begin_paper(
    store: Store, template: PaperTemplate, year: FinancialYear, priority: Priority | None, today: date
) -> Paper:
    """Begin a paper, within a step that is open; return it."""
    of = priority.name if priority else "all priorities"
    title = f"{template.title}, {of}, {year.label}"
    paper = Paper(new_id(), template.kind, template.name, title, year, today, priority.id if priority else None)
    store.papers.papers.insert(paper)
    return paper


def read_writing(store: Store, paper_id: str) -> Writing:
    """Return a paper as it is kept. Raises UserError when it is gone or its template is."""
    with store.reading():
        paper = store.papers.papers.find(paper_id)
        if paper is None:
            raise UserError("This paper is no longer in the record. Undo brings it back.")
        known = [p for p in store.partnership.all_priorities() if p.status is not PriorityStatus.RETIRED]
        return Writing(
            paper,
            paper_template_called(store.path, paper.template, paper.kind),
            tuple(p for p in known if paper.priority_id in (None, p.id)),
            store.papers.texts_of(paper_id),
            store.papers.options_of(paper_id),
            store.papers.overrulings_of(paper_id),
        )


def changed_bodies(writing: Writing, bodies: Mapping[str, str]) -> dict[str, str]:
    """Return what of these texts differs from what is kept."""
    kept = writing.bodies
    return {key: body for key, body in bodies.items() if body.strip() != kept.get(key, "").strip()}


def keeping_label(writing: Writing, changed: Mapping[str, str]) -> str:
    """Return what the history calls the keeping of texts."""
    what = f"“{writing.sections[next(iter(changed))].title}”" if len(changed) == 1 else counted(len(changed), "section")
    return f"Wrote {what} of “{writing.paper.title}”"


def keep_bodies(store: Store, writing: Writing, changed: Mapping[str, str]) -> None:
    """Keep texts, within a step that is open; an empty one is removed."""
    for key, body in changed.items():
        known = writing.texts.get(key)
        text = known or PaperText(new_id(), writing.paper.id, key, "", *_marking(writing.paper))
        store.papers.write(replace(text, body=body.strip()))


def _marking(paper: Paper) -> tuple[Audience, str]:
    return paper.marking, paper.marking_reason


def keep_option(store: Store, writing: Writing, level: FundingLevel, pence: int | None, what_happens: str) -> None:
    """Keep what is asked for at one level, within a step; no amount and no words remove it."""
    known = next((option for option in writing.options if option.level is level), None)
    if pence is None and not what_happens.strip():
        if known is not None:
            store.papers.options.delete(known.id)
        return
    made = known or FundingOption(new_id(), writing.paper.id, level, 0)
    store.papers.save_option(replace(made, amount_pence=pence or 0, what_happens=what_happens.strip()))


def overruling_of(writing: Writing, finding: ClaimFinding, by: str, reason: str, today: date) -> Overruling:
    """Return the setting aside of a finding, to be kept with `store.papers.overrule`."""
    return Overruling(
        new_id(),
        writing.paper.id,
        finding.section,
        finding.kind.value,
        finding.sentence,
        by.strip(),
        reason.strip(),
        today,
    )


def ground_of(store: Store, paper: Paper, today: date, audience: Audience = Audience.RESTRICTED) -> Ground:
    """Return what a paper is bound to, for its readers: what they may not see is not among its figures."""
    found = held(store, paper.year, paper.priority_id, today)
    change = store.journal.newest_change()
    return Ground(change, figures_seen(found.figures, audience), context_of(found.series, today, found.elsewhere))


def read_ground(path: Path, paper: Paper, today: date, audience: Audience) -> Ground:
    """Return the same from a file, on a connection of its own, so that it may run beside the window."""
    with open_store(path, read_only=True, thorough=False) as store:
        return ground_of(store, paper, today, audience)


def check_bodies(
    bodies: Mapping[str, str], ground: Ground, overrulings: Sequence[Overruling]
) -> tuple[tuple[ClaimFinding, ...], tuple[Overruling, ...]]:
    """Return the findings of a whole paper that nobody set aside, and the overrulings that still stand."""
    return standing(check_paper(bodies, ground.figures, ground.context), overrulings)
