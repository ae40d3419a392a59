"""The charts of the funding, read from the record."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from cspdesk.analysis.real_terms import is_calendar, real_terms
from cspdesk.analysis.unit_costs import Deflator
from cspdesk.charts.certainty import certainty_chart
from cspdesk.charts.chart import Chart
from cspdesk.charts.money import claim_status, constant_prices, where_it_goes
from cspdesk.charts.nested import ALL, NO_LINE, NestedChart, Part
from cspdesk.domain.agreements import varied_pence
from cspdesk.domain.audience import Audience, may_see
from cspdesk.domain.forecasts import by_quarter
from cspdesk.domain.funding import Agreement, Certainty
from cspdesk.domain.partnership import Priority
from cspdesk.domain.periods import FinancialYear, Quarter
from cspdesk.store.store import Store
from cspdesk.ui.models.funding_next_year import next_year_seen
from cspdesk.ui.models.money_profile import chart_of
from cspdesk.ui.models.money_rows import line_name
from cspdesk.ui.session import Session

WITHHELD = "Withheld from this version"
ORDER = (Certainty.CONFIRMED, Certainty.INDICATIVE, Certainty.REQUESTED, Certainty.AT_RISK)


def seen_agreements(session: Session) -> tuple[Agreement, ...]:
    """Return the year's agreements that the audience may see."""
    return tuple(a for a in session.store.funding.all_agreements(session.year) if may_see(session.audience, a.marking))


def profile_chart(session: Session) -> Chart:
    """Return what is spent against profile on all agreements of the year, to its end."""
    wanted = {a.id for a in seen_agreements(session)}
    profile = [p for id_ in sorted(wanted) for p in session.store.funding.profile_of(id_)]
    return chart_of(profile, [s for s in session.sums() if s.agreement_id in wanted], session.year, session.today)


def spending_chart(session: Session) -> NestedChart:
    """Return where the year's money went: by priority, by budget line, and by what was paid for."""
    store, year = session.store, session.year
    lines = {x.id: x for x in store.funding.all_lines()}
    wanted = {a.id for a in seen_agreements(session)}
    names = {p.id: p.name for p in seen_priorities(store, session.audience).values()}
    sums: defaultdict[tuple[str, str, str], list[int]] = defaultdict(lambda: [0, 0])
    for each in store.funding.purposes(year):
        if each.agreement_id not in wanted:
            continue
        line = lines.get(each.line_id or "")
        name = "Not yet assigned to a line" if line is None else line_name(line)
        purpose = each.category.strip() or "Not said" if may_see(session.audience, each.marking) else WITHHELD
        if line is None or line.priority_id is None:
            held = sums[NO_LINE if line is None else ALL, name, purpose]
        elif line.priority_id in names:
            held = sums[names[line.priority_id], name, purpose]
        else:
            held = sums[WITHHELD, WITHHELD, WITHHELD]
        held[0] += each.amount_pence
        held[1] += each.count
    parts = [Part(key, pence, count) for key, (pence, count) in sums.items()]
    return where_it_goes(f"Where the money of {year.label} went", parts)


def seen_priorities(store: Store, audience: Audience) -> Mapping[str, Priority]:
    """Return the priorities that an audience may see, by id."""
    return {p.id: p for p in store.partnership.all_priorities() if may_see(audience, p.marking)}


def sure_chart(session: Session) -> Chart:
    """Return how sure next year's money is."""
    found, _ = next_year_seen(session.store, FinancialYear(session.year.first + 1))
    money = [(c.value.capitalize(), found.total.money(c)) for c in ORDER]
    return certainty_chart(found.year, money, found.total.need_pence)


def claims_chart(session: Session, agreement: Agreement) -> Chart:
    """Return how an agreement's claims stand in the year."""
    store, year = session.store, session.year
    figures = by_quarter(s for s in session.sums() if s.agreement_id == agreement.id)
    spent, received = [0, 0, 0, 0], [0, 0, 0, 0]
    for (_, day), each in figures.items():
        spent[Quarter.of(day).number - 1] += each.actual
    for instalment in store.funding.instalments_of(agreement.id):
        if instalment.received_on is not None and instalment.received_on in year:
            received[Quarter.of(instalment.received_on).number - 1] += instalment.amount_pence
    award = agreement.awarded_pence + varied_pence(store.funding.variations_of(agreement.id))
    moved = [place + 1 for place in range(4) if spent[place] or received[place]]
    return claim_status(
        agreement.reference,
        year,
        award=award,
        spent=spent,
        received=received,
        claimed=_claimed(store, agreement.id, year),
        begun=max([sum(quarter.starts_on <= session.today for quarter in year.quarters), *moved]),
    )


def prices_chart(
    spent: Mapping[FinancialYear, int],
    deflator: Deflator,
    earlier: FinancialYear,
    later: FinancialYear,
    base: FinancialYear,
    as_at: date,
) -> Chart:
    """Return two years' spending at constant prices, up to a day. Raises UserError when the series lacks a year."""
    chosen = {year: spent.get(year, 0) for year in (earlier, later)}
    found = real_terms(chosen, base, deflator, calendar_for_financial=is_calendar(deflator))
    years = [(each.year, each.paid, each.real) for each in found.years]
    says = found.says(earlier, later)
    return constant_prices(f"Spending at {base.label} prices", years, says, found.reference, as_at)


def _claimed(store: Store, agreement_id: str, year: FinancialYear) -> list[int | None]:
    from cspdesk.domain.return_figures import submitted_from  # only when claims are looked at

    claimed: list[int | None] = [None] * 4
    for kept in store.returns.returns.where("agreement_id = ? and submitted_on is not null", agreement_id):
        sent = submitted_from(kept)
        if sent is not None and sent.claimed is not None and sent.period.year == year:
            place = sent.period.quarters[-1].number - 1
            before = claimed[place] or 0
            claimed[place] = before + sent.claimed
    return claimed
