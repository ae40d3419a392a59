"""The record's figures that sentences can be bound to: money, actions, outputs, results, reviews, scrutiny."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from cspdesk.domain.agreements import award_pence
from cspdesk.domain.audience import DisclosureRule
from cspdesk.domain.bound_figures import BoundFigure, Figures, Marked, by_key, marked_figure, narrowest, so_far
from cspdesk.domain.bound_money import MoneyOf, money_figures
from cspdesk.domain.bound_plans import PlanOf, action_figures, milestone_figures, output_figures
from cspdesk.domain.funding import Agreement
from cspdesk.domain.partnership import Priority
from cspdesk.domain.periods import FinancialYear, long_date
from cspdesk.domain.positions import Position, Traced, positions, total
from cspdesk.domain.records import dataclass
from cspdesk.domain.scrutiny import Question, Recommendation
from cspdesk.domain.series import Series
from cspdesk.store.funding_sums import Sum
from cspdesk.store.series import series_of_priority
from cspdesk.store.store import Store
from cspdesk.store.year_lines import LineRow, lines_of_year, traced_of, traced_total

ALL = "all"
FieldMarks = Mapping[str, Mapping[str, Mapping[str, Marked]]]


@dataclass(frozen=True, slots=True)
class Held:
    """What was read of the record at one moment: its figures, and the series that those of results are of.

    elsewhere holds the series of the priorities that were not asked for.
    """

    figures: Figures
    series: tuple[Series, ...]
    elsewhere: tuple[Series, ...] = ()


def figures_of(
    store: Store, year: FinancialYear, priority_id: str | None, today: date, area: str | None = None
) -> Figures:
    """Return the figures of a year by key, in groups; of one priority, or of all with each of them.

    area is an ONS code, the partnership's own where none is given. Withheld figures are among them: see
    `bound_figures.figures_seen`.
    """
    return held(store, year, priority_id, today, area).figures


def held(store: Store, year: FinancialYear, priority_id: str | None, today: date, area: str | None = None) -> Held:
    """Return the same figures with the series of the indicators, read at one moment."""
    with store.reading():
        reader = _Reader(store, year, today, area or store.partnership.partnership().area_code)
        priorities = store.partnership.all_priorities()
        asked = [p for p in priorities if priority_id in (None, p.id)]
        series = {p.id: reader.series(p) for p in asked}
        figures = by_key(
            (
                *reader.money(asked, whole=priority_id is None),
                *reader.plans(asked, whole=priority_id is None),
                *(figure for p in asked for figure in reader.results(p, series[p.id])),
                *reader.reviews(asked),
                *reader.scrutiny(),
            )
        )
        others = [each for p in priorities if p.id not in series for each in reader.series(p)]
    return Held(figures, tuple(each for found in series.values() for each in found), tuple(others))


class _Reader:
    """Reads the parts of the record; every figure with the marking of what it is of."""

    def __init__(self, store: Store, year: FinancialYear, today: date, area: str) -> None:
        self._store, self._year, self._today, self._area = store, year, today, area
        self._period = so_far(year, today)
        self._small: DisclosureRule = store.markings.rule()
        self._fields: FieldMarks = {
            table: {
                record: {field: Marked(m.marking, m.marking_reason) for field, m in fields.items()}
                for record, fields in records.items()
            }
            for table, records in store.markings.by_table().items()
        }

    def money(self, asked: Sequence[Priority], *, whole: bool) -> Iterator[BoundFigure]:
        """Give the money of the year: in all, of each priority, of each agreement that pays for it, of each line."""
        store, year = self._store, self._year
        sums = store.funding.sums(year)
        rows = lines_of_year(store, sums, year, whole=True)
        agreements = {a.id: a for a in store.funding.all_agreements(year)}
        ours, hidden = {p.id for p in asked}, store.withheld_ids("agreements")
        seen = [row for row in rows if row.agreement.id not in hidden]  # as no sum that readers are told has others
        yield from self._of_all(seen, [s for s in sums if s.agreement_id not in hidden])
        for p in asked:
            yield from self._of_priority(p, [row for row in seen if row.line.priority_id == p.id])
        paying = {row.agreement.id for row in rows if row.line.priority_id in ours}
        for agreement in agreements.values():
            if whole or agreement.id in paying:
                own = [s for s in sums if s.agreement_id == agreement.id]
                yield from self._of_agreement(agreement, [r for r in rows if r.agreement.id == agreement.id], own)
        for row in rows:
            if row.line.priority_id in ours:
                yield from self._of_line(row)

    def _of_all(self, rows: Sequence[LineRow], sums: Sequence[Sum]) -> Iterator[BoundFigure]:
        of = self._money_of(ALL, "All priorities", Marked(), rows)
        yield from money_figures(of, *_together(rows, sums))

    def _of_priority(self, p: Priority, rows: Sequence[LineRow]) -> Iterator[BoundFigure]:
        of = self._money_of(f"priority.{p.id}", p.name, Marked(p.marking, p.marking_reason), rows)
        yield from money_figures(of, *_together(rows))

    def _money_of(self, key: str, name: str, marked: Marked, rows: Sequence[LineRow]) -> MoneyOf:
        return MoneyOf(
            f"money.{key}.{self._year.first}",
            f"{name}, {self._year.label}",
            f"Budgets and ledger of {self._year.label}, {name}",
            self._period,
            marked,
            any(row.line.illustrative for row in rows),
        )

    def _of_agreement(
        self, agreement: Agreement, rows: Sequence[LineRow], sums: Sequence[Sum]
    ) -> Iterator[BoundFigure]:
        store = self._store
        of = MoneyOf(
            f"money.agreement.{agreement.id}.{self._year.first}",
            f"{agreement.reference}, {self._year.label}",
            f"Agreement {agreement.reference}, its budget lines and ledger",
            self._period,
            Marked(agreement.marking, agreement.marking_reason),
            any(row.line.illustrative for row in rows),
        )
        received = [i for i in store.funding.instalments_of(agreement.id) if i.received_on is not None]
        figures = money_figures(
            of,
            *_together(rows, sums),
            awarded=award_pence(agreement, store.funding.variations_of(agreement.id)),
            received=sum(i.amount_pence for i in received if i.received_on and i.received_on <= self._today),
        )
        lasting = f"{long_date(agreement.starts_on)} to {long_date(agreement.ends_on)}"
        for figure in figures:
            if figure.key.endswith((".awarded", ".received")):  # of the whole agreement, whatever the year
                figure = replace(figure, period=lasting, illustrative=agreement.illustrative)
            yield self._field(figure, "agreements", agreement.id, "awarded_pence", ".awarded")

    def _of_line(self, row: LineRow) -> Iterator[BoundFigure]:
        line, agreement = row.line, row.agreement
        of = MoneyOf(
            f"money.line.{line.id}.{self._year.first}",
            f"{line.reference} {line.title}, {self._year.label}".strip(),
            f"Budget line {line.reference} of agreement {agreement.reference}, and its ledger",
            self._period,
            Marked(agreement.marking, agreement.marking_reason),
            line.illustrative,
        )
        for figure in money_figures(of, row.position, row.traced):
            within = f"priority.{line.priority_id}" if line.priority_id else ""
            yield self._field(replace(figure, within=within), "budget_lines", line.id, "original_pence", ".original")

    def _field(self, figure: BoundFigure, table: str, record_id: str, field: str, ending: str) -> BoundFigure:
        """Return a figure for no more readers than may see the field it is."""
        marked = self._fields.get(table, {}).get(record_id, {}).get(field)
        return marked_figure(figure, marked) if marked and figure.key.endswith(ending) else figure

    def plans(self, asked: Sequence[Priority], *, whole: bool) -> Iterator[BoundFigure]:
        """Give actions and milestones of all priorities together and of each, then the outputs of each."""
        plans, rule = self._store.plans, self._store.plans.rating_rule()
        actions = {p.id: plans.whole(plans.actions_in(self._year, p.id)) for p in asked}
        ofs = [
            (PlanOf(p.id, p.name, self._year, self._today, rule, self._small, Marked(p.marking, p.marking_reason)), p)
            for p in asked
        ]
        if whole:
            together = PlanOf(ALL, "All priorities", self._year, self._today, rule, self._small)
            every = [w for found in actions.values() for w in found]
            yield from (*action_figures(together, every), *milestone_figures(together, every))
        for of, priority in ofs:
            yield from (*action_figures(of, actions[priority.id]), *milestone_figures(of, actions[priority.id]))
        for of, priority in ofs:
            yield from output_figures(of, actions[priority.id])

    def series(self, priority: Priority) -> tuple[Series, ...]:
        """Return a priority's indicators as known on the day."""
        if not self._area:
            return ()
        return series_of_priority(self._store.results, priority.id, self._area, self._today)

    def results(self, priority: Priority, series: Sequence[Series]) -> Iterator[BoundFigure]:
        """Give the figures of a priority's indicators."""
        from cspdesk.analysis.bound_results import result_figures

        marked = Marked(priority.marking, priority.marking_reason)
        for one in series:
            for figure in result_figures(one, marked, self._small):
                yield self._field(figure, "indicators", one.indicator.id, "target", ".target")

    def reviews(self, asked: Sequence[Priority]) -> Iterator[BoundFigure]:
        """Give of each priority how many reviews the year had, when the last was and when the next is."""
        for p in asked:
            found = [r for r in self._store.reviews.of_priority(p.id) if r.held_on <= self._today]
            ours = [r for r in found if r.year == self._year]
            last = max((r.held_on for r in ours), default=None)
            following = min((r.next_on for r in found if r.next_on and r.next_on > self._today), default=None)
            yield self._review(p, "held", "reviews held", f"{len(ours):,}", len(ours))
            for name, label, day in (("last", "last review", last), ("next", "next review", following)):
                yield self._review(p, name, label, long_date(day) if day else "", None)

    def _review(self, p: Priority, name: str, label: str, text: str, value: float | None) -> BoundFigure:
        made = BoundFigure(
            key=f"reviews.{p.id}.{self._year.first}.{name}",
            label=f"{p.name}: {label}",
            text=text,
            source=f"Reviews of {p.name}",
            group="Reviews",
            value=value,
            forbidden="" if text else f"No {label} of {p.name} is known for {self._year.label}.",
            period=self._period,
            subject=f"reviews.{p.id}.{self._year.first}",
        )
        return marked_figure(made, Marked(p.marking, p.marking_reason))

    def scrutiny(self) -> Iterator[BoundFigure]:
        """Give how many recommendations and questions there are, and how many are open, by what each reader may see."""
        kept = self._store.scrutiny
        counts: defaultdict[str, list[Marked]] = defaultdict(list)
        found: tuple[tuple[str, tuple[Recommendation | Question, ...]], ...] = (
            ("recommendations", kept.recommendations.where()),
            ("questions", kept.questions.where()),
        )
        for kind, each in ((kind, each) for kind, all_ in found for each in all_):
            for name in ["total", *(["open"] if each.is_open else [])]:
                counts[f"{kind}.{name}"].append(Marked(each.marking, each.marking_reason))
        for kind in ("recommendations", "questions"):
            for name, label in (("total", f"{kind} of scrutiny"), ("open", f"{kind} of scrutiny still open")):
                these = counts[f"{kind}.{name}"]
                made = BoundFigure(
                    key=f"scrutiny.{kind}.{name}",
                    label=f"Scrutiny: {label}",
                    text=f"{len(these):,}",
                    source="Scrutiny: meetings, questions and recommendations",
                    group="Scrutiny",
                    value=len(these),
                    period=f"at {long_date(self._today)}",
                    subject=f"scrutiny.{kind}",
                )
                yield marked_figure(made, narrowest(*these)) if these else made


def _together(rows: Sequence[LineRow], sums: Sequence[Sum] = ()) -> tuple[Position, Traced]:
    """Return where lines stand together, with what of the sums stands on no line."""
    loose = [s for s in sums if s.line_id is None]
    stands = total((*(row.position for row in rows), positions((), (), loose)[None]))
    return stands, traced_total((*(row.traced for row in rows), traced_of(loose)))
