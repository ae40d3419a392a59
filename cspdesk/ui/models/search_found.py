"""What a record found by the search says of itself, and where it stands in the window."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cached_property

from cspdesk.domain.funding import Agreement, BudgetLine, Transaction
from cspdesk.domain.money import pounds, short_pounds
from cspdesk.domain.periods import FinancialYear, long_date
from cspdesk.domain.plans import Action
from cspdesk.store.search import Hit
from cspdesk.store.search_kinds import SearchKind
from cspdesk.store.store import Store
from cspdesk.ui.models.money_rows import KIND_WORDS, line_name
from cspdesk.ui.models.search_found_papers import Found, documents_found, paper_texts_found, papers_found
from cspdesk.ui.models.years import year_to_show
from cspdesk.ui.session import Place

PARTNERSHIP = "partnership"  # the tab of a Place whose record stands in the partnership's dialog

HEADINGS = {
    SearchKind.PRIORITY: ("Priorities", "flag"),
    SearchKind.ACTION: ("Actions", "list-checks"),
    SearchKind.MILESTONE: ("Milestones", "circle-check"),
    SearchKind.OUTPUT: ("Outputs", "arrow-up"),
    SearchKind.UPDATE: ("Updates", "pencil"),
    SearchKind.SERVICE: ("Commissioned services", "calendar"),
    SearchKind.CASE_REVIEW: ("Case reviews", "eye"),
    SearchKind.RECOMMENDATION: ("Recommendations of case reviews", "check"),
    SearchKind.REVIEW: ("Reviews", "clock"),
    SearchKind.DECISION: ("Decisions", "check"),
    SearchKind.MEETING: ("Meetings of scrutiny", "users"),
    SearchKind.QUESTION: ("Questions of scrutiny", "circle-help"),
    SearchKind.RESOLVED: ("Recommendations of scrutiny", "eye"),
    SearchKind.AGREEMENT: ("Agreements", "folder-open"),
    SearchKind.LINE: ("Budget lines", "archive"),
    SearchKind.EVIDENCE: ("Evidence", "paperclip"),
    SearchKind.DOCUMENT: ("Documents", "file-text"),
    SearchKind.PAPER: ("Papers being written", "pencil"),
    SearchKind.PAPER_TEXT: ("In papers being written", "pencil"),
    SearchKind.PERSON: ("People", "users"),
    SearchKind.ORGANISATION: ("Organisations", "users"),
    SearchKind.INDICATOR: ("Indicators", "chart-line"),
    SearchKind.TRANSACTION: ("Payments, commitments and forecasts", "save"),
}


class Finder:
    """Turns hits into what is shown of them; year is the one looked at, which is kept where the record is in it."""

    def __init__(self, store: Store, year: FinancialYear) -> None:
        self._store = store
        self._year = year
        self._tellers: dict[SearchKind, Callable[[Sequence[str]], Iterable[tuple[str, Found]]]] = {
            SearchKind.PRIORITY: self._priorities,
            SearchKind.ACTION: self._actions,
            SearchKind.MILESTONE: self._milestones,
            SearchKind.OUTPUT: self._outputs,
            SearchKind.UPDATE: self._updates,
            SearchKind.SERVICE: self._services,
            SearchKind.CASE_REVIEW: self._case_reviews,
            SearchKind.RECOMMENDATION: self._recommendations,
            SearchKind.REVIEW: self._reviews,
            SearchKind.DECISION: self._decisions,
            SearchKind.MEETING: self._meetings,
            SearchKind.QUESTION: self._questions,
            SearchKind.RESOLVED: self._resolved,
            SearchKind.AGREEMENT: self._agreements_found,
            SearchKind.LINE: self._lines_found,
            SearchKind.EVIDENCE: self._evidence,
            SearchKind.DOCUMENT: self._documents,
            SearchKind.PAPER: self._papers,
            SearchKind.PAPER_TEXT: self._paper_texts,
            SearchKind.PERSON: self._people_found,
            SearchKind.ORGANISATION: self._organisations_found,
            SearchKind.INDICATOR: self._indicators,
            SearchKind.TRANSACTION: self._transactions,
        }

    def tell(self, hits: Sequence[Hit]) -> tuple[Found, ...]:
        """Return what is shown of hits of one kind, in their order; one that has just gone is left out."""
        if not hits:
            return ()
        known = dict(self._tellers[hits[0].kind]([hit.record_id for hit in hits]))
        return tuple(known[hit.record_id] for hit in hits if hit.record_id in known)

    @cached_property
    def _priority_names(self) -> dict[str, str]:
        return {p.id: p.name for p in self._store.partnership.all_priorities()}

    @cached_property
    def _people(self) -> dict[str, str]:
        return {p.id: p.name for p in self._store.partnership.all_people()}

    @cached_property
    def _organisations(self) -> dict[str, str]:
        return {o.id: o.name for o in self._store.partnership.all_organisations()}

    @cached_property
    def _agreements(self) -> dict[str, Agreement]:
        return {a.id: a for a in self._store.funding.all_agreements()}

    @cached_property
    def _lines(self) -> dict[str, BudgetLine]:
        return {line.id: line for line in self._store.funding.all_lines()}

    def _year_of(self, first: date, last: date | None = None) -> FinancialYear | None:
        """Return the year to look at for a record of these days; None when the one looked at will do."""
        return year_to_show(self._year, first, last or first)

    def _action_place(self, action: Action) -> Place:
        ended = max(action.due_on, action.finished_on or action.due_on)
        return Place("priority", action.priority_id, "plan", action.id, self._year_of(action.starts_on, ended))

    def _their_actions(self, ids: Iterable[str]) -> dict[str, Action]:
        return {a.id: a for a in self._store.plans.actions.named(list(dict.fromkeys(ids)))}

    def _priorities(self, ids: Sequence[str]) -> Iterable[tuple[str, Found]]:
        for p in self._store.partnership.priorities.named(ids):
            lead = f", lead: {self._people[p.lead_id]}" if p.lead_id in self._people else ""
            yield p.id, Found(p.name, f"{p.status.value.capitalize()}{lead}", Place("priority", p.id))

    def _actions(self, ids: Sequence[str]) -> Iterable[tuple[str, Found]]:
        for a in self._store.plans.actions.named(ids):
            detail = f"{self._priority_names[a.priority_id]} · due {long_date(a.due_on)} · {a.status.value}"
            yield a.id, Found(a.title, detail, self._action_place(a))

    def _milestones(self, ids: Sequence[str]) -> Iterable[tuple[str, Found]]:
        found = self._store.plans.milestones.named(ids)
        actions = self._their_actions(m.action_id for m in found)
        for m in found:
            when = f"reached {long_date(m.actual_on)}" if m.actual_on else f"planned for {long_date(m.current_on)}"
            action = actions[m.action_id]
            yield m.id, Found(m.title, f"{action.title} · {when}", self._action_place(action))

    def _outputs(self, ids: Sequence[str]) -> Iterable[tuple[str, Found]]:
        found = self._store.plans.outputs.named(ids)
        actions = self._their_actions(o.action_id for o in found)
        for o in found:
            yield o.id, Found(o.title, actions[o.action_id].title, self._action_place(actions[o.action_id]))

    def _updates(self, ids: Sequence[str]) -> Iterable[tuple[str, Found]]:
        found = self._store.plans.updates.named(ids)
        actions = self._their_actions(u.action_id for u in found)
        for u in found:
            action = actions[u.action_id]
            yield u.id, Found(_line(u.text), f"{action.title} · {long_date(u.made_on)}", self._action_place(action))

    def _services(self, ids: Sequence[str]) -> Iterable[tuple[str, Found]]:
        for s in self._store.services.services.named(ids):
            provider = f"{self._organisations[s.provider_id]} · " if s.provider_id in self._organisations else ""
            detail = f"{self._priority_names[s.priority_id]} · {provider}ends {long_date(s.ends_on)}"
            year = self._year_of(s.starts_on, s.last_day)
            yield s.id, Found(s.title, detail, Place("priority", s.priority_id, "services", s.id, year))

    def _case_reviews(self, ids: Sequence[str]) -> Iterable[tuple[str, Found]]:
        for c in self._store.services.case_reviews.named(ids):
            detail = f"{self._priority_names[c.priority_id]} · {c.stage.value}"
            yield c.id, Found(c.reference, detail, Place("priority", c.priority_id, "services", c.id))

    def _recommendations(self, ids: Sequence[str]) -> Iterable[tuple[str, Found]]:
        found = self._store.services.recommendations.named(ids)
        cases = {c.id: c for c in self._store.services.case_reviews.named([r.review_id for r in found])}
        for r in found:
            due = f" · due {long_date(r.due_on)}" if r.due_on else ""
            case = cases[r.review_id]
            yield (
                r.id,
                Found(_line(r.text), f"{case.reference}{due}", Place("priority", case.priority_id, "services", r.id)),
            )

    def _reviews(self, ids: Sequence[str]) -> Iterable[tuple[str, Found]]:
        for r in self._store.reviews.reviews.named(ids):
            of = self._priority_names.get(r.priority_id or "", "The whole plan")
            title = _line(r.summary) or f"Review of {of[:1].lower() + of[1:]}"
            yield r.id, Found(title, f"{of} · held {long_date(r.held_on)}", self._review_place(r.id, r.priority_id))

    def _decisions(self, ids: Sequence[str]) -> Iterable[tuple[str, Found]]:
        found = self._store.reviews.decisions.named(ids)
        reviews = {r.id: r for r in self._store.reviews.reviews.named([d.review_id for d in found])}
        for d in found:
            review = reviews[d.review_id]
            due = f" · due {long_date(d.due_on)}" if d.due_on else ""
            detail = f"Review of {long_date(review.held_on)}{due}"
            yield d.id, Found(_line(d.text), detail, self._review_place(d.id, review.priority_id))

    def _meetings(self, ids: Sequence[str]) -> Iterable[tuple[str, Found]]:
        for m in self._store.scrutiny.meetings.named(ids):
            detail = f"{m.title} · {long_date(m.held_on)}" if m.title else long_date(m.held_on)
            yield m.id, Found(m.body, detail, Place("scrutiny", record_id=m.id))

    def _questions(self, ids: Sequence[str]) -> Iterable[tuple[str, Found]]:
        for q in self._store.scrutiny.questions.named(ids):
            stands = f"due {long_date(q.due_on)}" if q.is_open and q.due_on else "open" if q.is_open else "answered"
            detail = f"{q.asked_of} · {stands}" if q.asked_of else stands
            yield q.id, Found(_line(q.text), detail, Place("scrutiny", record_id=q.id))

    def _resolved(self, ids: Sequence[str]) -> Iterable[tuple[str, Found]]:
        for r in self._store.scrutiny.recommendations.named(ids):
            stands = f"done {long_date(r.done_on)}" if r.done_on else r.decision.value or "no response yet"
            detail = f"{r.addressed_to} · {stands}" if r.addressed_to else stands
            yield r.id, Found(_line(r.text), detail, Place("scrutiny", record_id=r.id))

    def _review_place(self, record_id: str, priority_id: str | None) -> Place:
        at = priority_id or next(iter(self._priority_names), None)  # each shows the reviews of the whole plan as well
        return Place("priority", at, "reviews", record_id)

    def _agreements_found(self, ids: Sequence[str]) -> Iterable[tuple[str, Found]]:
        for a in self._store.funding.agreements.named(ids):
            funder = self._organisations.get(a.funder_id, "")
            detail = f"{funder} · {short_pounds(a.awarded_pence)} · {long_date(a.starts_on)} to {long_date(a.ends_on)}"
            year = self._year_of(a.starts_on, a.ends_on)
            yield a.id, Found(f"{a.reference} {a.title}".strip(), detail, Place("funding", None, None, a.id, year))

    def _lines_found(self, ids: Sequence[str]) -> Iterable[tuple[str, Found]]:
        for line in self._store.funding.lines.named(ids):
            agreement = self._agreements[line.agreement_id]
            year = self._year_of(agreement.starts_on, agreement.ends_on)
            yield (
                line.id,
                Found(
                    line_name(line),
                    f"{agreement.reference} · {short_pounds(line.original_pence)}",
                    _line_place(line, line.id, year),
                ),
            )

    def _transactions(self, ids: Sequence[str]) -> Iterable[tuple[str, Found]]:
        for t in self._store.funding.transactions.named(ids):
            yield t.id, Found(t.payee or "No payee", _money_words(t), self._money_place(t))

    def _money_place(self, entry: Transaction) -> Place:
        year = self._year_of(entry.occurred_on)
        line = self._lines.get(entry.line_id or "")
        if line is None:
            return Place("funding", None, "unassigned", entry.id, year)
        return _line_place(line, entry.id, year)

    def _indicators(self, ids: Sequence[str]) -> Iterable[tuple[str, Found]]:
        for i in self._store.results.indicators.named(ids):
            of = self._priority_names.get(i.priority_id or "", "All priorities")
            at = i.priority_id or next(iter(self._priority_names), None)  # each shows those of none as well
            yield i.id, Found(i.name, of, Place("priority", at, "results", i.id))

    def _evidence(self, ids: Sequence[str]) -> Iterable[tuple[str, Found]]:
        for e in self._store.evidence.evidence.named(ids):
            dated = f" · {long_date(e.dated_on)}" if e.dated_on else ""
            yield e.id, Found(e.title, f"{e.file_name or e.reference}{dated}", self._evidence_place(e.id))

    def _evidence_place(self, evidence_id: str) -> Place:
        """Return where a proof is seen: with an action, with a payment, or among those that prove nothing yet."""
        for action in self._store.plans.proved_by(evidence_id):
            return Place("priority", action.priority_id, "evidence", evidence_id)
        for entry in self._store.funding.proved_by(evidence_id):
            line = self._lines.get(entry.line_id or "")
            if line is not None and line.priority_id is not None:
                return Place("priority", line.priority_id, "evidence", evidence_id, self._year_of(entry.occurred_on))
            return self._money_place(entry)
        return Place("priority", next(iter(self._priority_names), None), "evidence", evidence_id)

    def _documents(self, ids: Sequence[str]) -> Iterable[tuple[str, Found]]:
        return documents_found(self._store, ids)

    def _papers(self, ids: Sequence[str]) -> Iterable[tuple[str, Found]]:
        return papers_found(self._store, ids)

    def _paper_texts(self, ids: Sequence[str]) -> Iterable[tuple[str, Found]]:
        return paper_texts_found(self._store, ids)

    def _people_found(self, ids: Sequence[str]) -> Iterable[tuple[str, Found]]:
        for p in self._store.partnership.people.named(ids):
            parts = (p.post, self._organisations.get(p.organisation_id or "", ""))
            yield p.id, Found(p.name, " · ".join(x for x in parts if x), Place(PARTNERSHIP, None, "people", p.id))

    def _organisations_found(self, ids: Sequence[str]) -> Iterable[tuple[str, Found]]:
        for o in self._store.partnership.organisations.named(ids):
            place = Place(PARTNERSHIP, None, "organisations", o.id)
            yield o.id, Found(o.name, o.role.value.capitalize(), place)


def _line_place(line: BudgetLine, record_id: str, year: FinancialYear | None) -> Place:
    if line.priority_id is None:
        return Place("funding", None, "lines", line.id, year)
    return Place("priority", line.priority_id, "money", record_id, year)


def _money_words(entry: Transaction) -> str:
    said = f"{pounds(entry.amount_pence)} {KIND_WORDS[entry.kind]} · {long_date(entry.occurred_on)}"
    return " · ".join(part for part in (said, entry.description, entry.reference) if part)


def _line(text: str) -> str:
    """Return a text of several lines as one."""
    return " ".join(text.split())
