"""What an agreement allows, and what partners put in beside it: clauses with their uses, and contributions."""

from collections import Counter
from collections.abc import Mapping, Sequence

from cspdesk.domain.agreements import ClaimRule
from cspdesk.domain.funding import Agreement
from cspdesk.domain.match import Match, MatchKind
from cspdesk.domain.money import pounds, short_pounds
from cspdesk.domain.periods import long_date, short_date
from cspdesk.domain.proof import counted
from cspdesk.domain.records import dataclass
from cspdesk.store.store import Store
from cspdesk.ui.models.money_rows import line_name
from cspdesk.ui.models.table import Column


@dataclass(frozen=True, slots=True)
class ClauseRow:
    """One clause and how many payments were judged by it."""

    id: str
    rule: ClaimRule
    uses: int


@dataclass(frozen=True, slots=True)
class MatchRow:
    """One contribution with the names of who gave it and of the line it helps."""

    id: str
    match: Match
    by: str
    line: str


def read_clauses(store: Store, agreement_id: str) -> tuple[ClauseRow, ...]:
    """Return an agreement's clauses in their order."""
    with store.reading():
        uses = Counter(rule.id for rule in store.terms.clauses_of(agreement_id).values())
        rules = store.terms.rules_of(agreement_id)
    return tuple(ClauseRow(rule.id, rule, uses[rule.id]) for rule in rules)


def clause_columns() -> tuple[Column[ClauseRow], ...]:
    """Return the columns of clauses."""
    return (
        Column("Clause", lambda r: r.rule.clause, sort=lambda r: r.rule.position, width=84),
        Column(
            "Claim",
            lambda r: "Allowed" if r.rule.eligible else "Ruled out",
            colour=lambda r: "good" if r.rule.eligible else "danger",
            width=92,
        ),
        Column("What it says", lambda r: r.rule.text, width=420, stretch=True),
        Column(
            "Judged by it",
            lambda r: counted(r.uses, "payment") if r.uses else "–",
            sort=lambda r: r.uses,
            align="right",
            width=116,
        ),
    )


def certainty_words(agreement: Agreement) -> str:
    """Say how sure the money is, and when that was last confirmed."""
    sure = agreement.certainty.value.capitalize()
    if agreement.confirmed_on is None:
        return f"{sure}; no day is recorded on which that was last confirmed."
    return f"{sure}, last confirmed on {long_date(agreement.confirmed_on)}."


def read_matches(store: Store, agreement_id: str) -> tuple[MatchRow, ...]:
    """Return what partners put in beside an agreement, by date."""
    with store.reading():
        lines = {line.id: line_name(line) for line in store.funding.lines_of(agreement_id)}
        names: Mapping[str, str] = {o.id: o.name for o in store.partnership.all_organisations()}
        matches = store.terms.matches_of(agreement_id)
    return tuple(
        MatchRow(m.id, m, names.get(m.contributor_id or "", "not said"), lines.get(m.line_id or "", ""))
        for m in matches
    )


def match_columns() -> tuple[Column[MatchRow], ...]:
    """Return the columns of contributions."""
    return (
        Column("Given", lambda r: short_date(r.match.given_on), sort=lambda r: r.match.given_on, width=100),
        Column("Kind", lambda r: r.match.kind.value.capitalize(), width=80),
        Column("By", lambda r: r.by, width=170),
        Column("What", lambda r: r.match.description, width=200, stretch=True),
        Column("Valued by", lambda r: r.match.basis, width=170),
        Column("Line", lambda r: r.line, width=150),
        Column(
            "Worth",
            lambda r: pounds(r.match.amount_pence),
            sort=lambda r: r.match.amount_pence,
            align="right",
            width=110,
        ),
    )


def match_words(rows: Sequence[MatchRow]) -> str:
    """Say what the contributions come to by kind, apart from the grant."""
    if not rows:
        return "Match is kept beside the grant and never counted in it."
    sums = {kind: sum(r.match.amount_pence for r in rows if r.match.kind is kind) for kind in MatchKind}
    parts = [f"{short_pounds(pence)} {kind.value}" for kind, pence in sums.items() if pence]
    return f"{' and '.join(parts)} put in beside the grant; none of it is counted in the grant’s sums."
