"""Next year's money: how sure it is, what falls away on 31 March, and what is missing, by priority and in all."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from cspdesk.domain.forecasts import FundingNeed
from cspdesk.domain.funding import Agreement, BudgetLine, Certainty, ProfileAmount
from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.positions import Position
from cspdesk.domain.records import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """Money of one agreement for one priority in a year, in pence, with the day its certainty was last confirmed."""

    agreement_id: str
    reference: str
    certainty: Certainty
    confirmed_on: date | None
    pence: int


@dataclass(frozen=True, slots=True)
class Prospect:
    """One priority (None: what serves all), or all of them, in a year.

    need_pence is None when nobody has said what is needed (in all: of one of them). this_year is the year before's
    money, of which falls_away ends with it.
    """

    priority_id: str | None
    sources: tuple[Source, ...]
    need_pence: int | None
    this_year: int
    falls_away: int

    def money(self, *certainties: Certainty) -> int:
        """Return what is expected with one of these certainties (none named: with any), in pence."""
        return sum(s.pence for s in self.sources if not certainties or s.certainty in certainties)

    @property
    def gap(self) -> int | None:
        """What is needed and not confirmed; negative when more is confirmed; None when no need is stated."""
        return None if self.need_pence is None else self.need_pence - self.money(Certainty.CONFIRMED)

    @property
    def gap_if_all_comes(self) -> int | None:
        """What would be missing even if all that is hoped for came."""
        return None if self.need_pence is None else self.need_pence - self.money()


@dataclass(frozen=True, slots=True)
class NextYear:
    """A year's prospects by priority and in all; undivided agreements span years without a profile to divide them."""

    year: FinancialYear
    prospects: tuple[Prospect, ...]
    total: Prospect
    undivided: tuple[Agreement, ...]

    @property
    def gap(self) -> int:
        """What is needed and not confirmed, of all priorities whose need is stated."""
        return sum(p.gap for p in self.prospects if p.gap is not None)

    @property
    def gap_if_all_comes(self) -> int:
        """What would be missing even if all that is hoped for came: all money against all stated needs."""
        return sum(p.need_pence or 0 for p in self.prospects) - self.total.money()

    @property
    def without_need(self) -> tuple[Prospect, ...]:
        """The priorities for which nobody has said what is needed."""
        return tuple(p for p in self.prospects if p.need_pence is None)

    @property
    def falls_away_on(self) -> date:
        """The last day of the money that falls away."""
        return FinancialYear(self.year.first - 1).ends_on


def next_year(
    year: FinancialYear,
    agreements: Iterable[Agreement],
    lines: Iterable[BudgetLine],
    standing: Mapping[str | None, Position],
    profile: Iterable[ProfileAmount],
    needs: Iterable[FundingNeed],
) -> NextYear:
    """Return what a year may count on, and what of the year before falls away when that one ends.

    standing gives each line's revised amount. An agreement of one year is that year's; one that spans years is divided
    by its profile, and without one is only named.
    """
    known = {a.id: a for a in agreements}
    amounts: defaultdict[tuple[str, FinancialYear], int] = defaultdict(int)
    for each in profile:
        amounts[each.line_id, FinancialYear.of(each.quarter_starts_on)] += each.amount_pence
    profiled = {line_id for line_id, _ in amounts}
    budget = tuple(line for line in lines if line.agreement_id in known)

    def money(line: BudgetLine, of: FinancialYear) -> int:
        agreement = known[line.agreement_id]
        if agreement.starts_on > of.ends_on or agreement.ends_on < of.starts_on:
            return 0
        if _spans(agreement):
            return amounts[line.id, of]
        return standing[line.id].revised

    stated = {need.priority_id: need.amount_pence for need in needs if need.year == year}
    before = FinancialYear(year.first - 1)
    prospects = []
    for priority in dict.fromkeys([*(line.priority_id for line in budget), *stated]):
        own = [line for line in budget if line.priority_id == priority]
        ending = [line for line in own if known[line.agreement_id].ends_on <= before.ends_on]
        prospect = Prospect(
            priority,
            _sources(known, own, {line.id: money(line, year) for line in own}),
            stated.get(priority),
            sum(money(line, before) for line in own),
            sum(money(line, before) for line in ending),
        )
        if prospect.sources or prospect.this_year or prospect.need_pence is not None:
            prospects.append(prospect)
    touching = [a for a in known.values() if a.starts_on <= year.ends_on and a.ends_on >= before.starts_on]
    return NextYear(
        year,
        tuple(prospects),
        in_all(prospects),
        tuple(
            a
            for a in touching
            if _spans(a) and not any(line.id in profiled for line in budget if line.agreement_id == a.id)
        ),
    )


def _spans(agreement: Agreement) -> bool:
    return FinancialYear.of(agreement.starts_on) != FinancialYear.of(agreement.ends_on)


def _sources(
    known: Mapping[str, Agreement], lines: Iterable[BudgetLine], money: Mapping[str, int]
) -> tuple[Source, ...]:
    sums: defaultdict[str, int] = defaultdict(int)
    for line in lines:
        sums[line.agreement_id] += money[line.id]
    return tuple(
        Source(id_, known[id_].reference, known[id_].certainty, known[id_].confirmed_on, pence)
        for id_, pence in sums.items()
        if pence
    )


def in_all(prospects: Iterable[Prospect]) -> Prospect:
    """Return the sum of prospects; what is needed is None when it is not stated for one of them."""
    every = tuple(prospects)
    merged: dict[str, Source] = {}
    for source in (s for p in every for s in p.sources):
        held = merged.get(source.agreement_id)
        pence = source.pence + (held.pence if held else 0)
        merged[source.agreement_id] = Source(
            source.agreement_id, source.reference, source.certainty, source.confirmed_on, pence
        )
    needs = [p.need_pence for p in every if p.need_pence is not None]
    return Prospect(
        None,
        tuple(merged.values()),
        sum(needs) if needs and len(needs) == len(every) else None,
        sum(p.this_year for p in every),
        sum(p.falls_away for p in every),
    )
