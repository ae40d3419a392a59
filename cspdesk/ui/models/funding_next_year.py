"""What the look at next year shows: money by certainty and priority, need, gap, and what falls away."""

from collections.abc import Callable, Mapping

from cspdesk.domain.funding import Certainty
from cspdesk.domain.money import pounds, short_pounds, typed_pence
from cspdesk.domain.next_year import NextYear, Prospect, Source
from cspdesk.domain.periods import FinancialYear, long_date, short_date
from cspdesk.domain.records import dataclass
from cspdesk.store.store import Store
from cspdesk.ui.models.money_columns import money_or_dash
from cspdesk.ui.models.table import Column

ALL = "What serves all priorities"
WITHHELD_NOTE = "What is withheld from this version is not counted here."


@dataclass(frozen=True, slots=True)
class ProspectRow:
    """One priority's prospect with its name."""

    id: str
    name: str
    prospect: Prospect
    year: FinancialYear


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One agreement's money for what is selected."""

    id: str
    source: Source
    title: str


def next_year_seen(store: Store, year: FinancialYear) -> tuple[NextYear, bool]:
    """Return what a year may count on as far as the audience looked as may see, and whether that is less than all."""
    hidden = store.withheld_ids("agreements") | store.withheld_ids("priorities")
    found = store.forecasts.next_year(year, hidden)
    return found, bool(hidden) and found != store.forecasts.next_year(year)


def prospect_rows(store: Store, found: NextYear) -> tuple[ProspectRow, ...]:
    """Return the prospects in the order of priorities, what serves all last."""
    known = {p.id: p for p in store.partnership.all_priorities()}
    place: Mapping[str | None, int] = {id_: i for i, id_ in enumerate(known)}
    ordered = sorted(found.prospects, key=lambda p: place.get(p.priority_id, len(known)))
    return tuple(
        ProspectRow(p.priority_id or "", known[p.priority_id].name if p.priority_id else ALL, p, found.year)
        for p in ordered
    )


def prospect_columns(store: Store) -> tuple[Column[ProspectRow], ...]:
    """Return the columns of next year; what is needed is typed in place."""

    def need(row: ProspectRow, typed: object) -> None:
        store.forecasts.need(row.prospect.priority_id, row.year, typed_pence(str(typed)))

    def figure(
        title: str, of: Callable[[Prospect], int | None], means: str, *, alarm: bool = False
    ) -> Column[ProspectRow]:
        def text(row: ProspectRow) -> str:
            pence = of(row.prospect)
            return "not said" if pence is None else money_or_dash(pence)

        return Column(
            title,
            text,
            sort=lambda r: of(r.prospect) or 0,
            align="right",
            tooltip=lambda r: f"{title}: {text(r)}. {means}.",
            colour=lambda r: "danger" if alarm and (of(r.prospect) or 0) > 0 else None,
            width=106,
        )

    return (
        Column("Priority", lambda r: r.name, width=190, stretch=True),
        figure("This year", lambda p: p.this_year, "Money of the year before"),
        figure("Falls away", lambda p: p.falls_away, "Of this, what ends on the last day of that year"),
        figure("Confirmed", lambda p: p.money(Certainty.CONFIRMED), "Money that is confirmed"),
        figure("Indicative", lambda p: p.money(Certainty.INDICATIVE), "Money that is indicated, not confirmed"),
        figure("Requested", lambda p: p.money(Certainty.REQUESTED), "Money that is asked for"),
        figure("At risk", lambda p: p.money(Certainty.AT_RISK), "Money that may be lost"),
        Column(
            "Needed",
            lambda r: "type it" if r.prospect.need_pence is None else pounds(r.prospect.need_pence),
            sort=lambda r: r.prospect.need_pence or 0,
            align="right",
            tooltip=lambda _: "What is needed to go on as planned: type it here",
            edit=need,
            editing=lambda r: "" if r.prospect.need_pence is None else pounds(r.prospect.need_pence),
            done="Said what is needed next year",
            colour=lambda r: "accent" if r.prospect.need_pence is None else None,
            width=106,
        ),
        figure("Gap", lambda p: p.gap, "Needed less confirmed", alarm=True),
        figure("If all comes", lambda p: p.gap_if_all_comes, "Needed less all that is hoped for", alarm=True),
    )


def prospect_totals(found: NextYear) -> tuple[str, ...]:
    """Return the sums beneath `prospect_columns`."""
    total = found.total
    needed = sum(p.need_pence or 0 for p in found.prospects)
    missing = (
        (needed, found.gap, found.gap_if_all_comes) if len(found.without_need) < len(found.prospects) else (0, 0, 0)
    )
    return (
        "In all",
        money_or_dash(total.this_year),
        money_or_dash(total.falls_away),
        *(
            money_or_dash(total.money(c))
            for c in (Certainty.CONFIRMED, Certainty.INDICATIVE, Certainty.REQUESTED, Certainty.AT_RISK)
        ),
        *(money_or_dash(pence) for pence in missing),
    )


def next_year_words(found: NextYear) -> str:
    """Say in a sentence what next year may count on and what is missing."""
    total, year = found.total, found.year
    if not found.prospects:
        return f"No money and no need is recorded for {year.label} yet."
    confirmed = short_pounds(total.money(Certainty.CONFIRMED))
    text = f"{confirmed} is confirmed for {year.label}"
    hoped = total.money() - total.money(Certainty.CONFIRMED)
    text += f", and {short_pounds(hoped)} more is hoped for." if hoped else "."
    gap = found.gap
    if len(found.without_need) < len(found.prospects):
        text += f" {short_pounds(gap)} is missing." if gap > 0 else " Nothing is missing."
    text += f" {short_pounds(total.falls_away)} of this year’s money falls away on {long_date(found.falls_away_on)}."
    return text


def next_year_notes(found: NextYear, names: Mapping[str | None, str], *, partial: bool = False) -> str:
    """Say what the figures leave out; partial: something is withheld of it, as the bid says it too."""
    notes = []
    if found.without_need:
        who = ", ".join(names.get(p.priority_id, ALL) for p in found.without_need)
        notes.append(f"Nobody has said yet what is needed for: {who}.")
    if found.undivided:
        which = ", ".join(a.reference for a in found.undivided)
        notes.append(f"Not counted, for no profile divides it between its years: {which}.")
    if partial:
        notes.append(WITHHELD_NOTE)
    return " ".join(notes)


def source_rows(store: Store, prospect: Prospect) -> tuple[SourceRow, ...]:
    """Return the agreements that a prospect counts on, the largest first."""
    titles = {a.id: a.title for a in store.funding.agreements.named(tuple(s.agreement_id for s in prospect.sources))}
    ordered = sorted(prospect.sources, key=lambda s: -s.pence)
    return tuple(SourceRow(s.agreement_id, s, titles.get(s.agreement_id, "")) for s in ordered)


def source_columns() -> tuple[Column[SourceRow], ...]:
    """Return the columns of agreements that next year counts on."""
    return (
        Column("Agreement", lambda r: r.source.reference, width=140),
        Column("Title", lambda r: r.title, width=160, stretch=True),
        Column("Certainty", lambda r: r.source.certainty.value.capitalize(), width=96),
        Column(
            "Last confirmed",
            lambda r: short_date(r.source.confirmed_on) if r.source.confirmed_on else "not recorded",
            sort=lambda r: str(r.source.confirmed_on or ""),
            width=112,
        ),
        Column("Amount", lambda r: pounds(r.source.pence), sort=lambda r: r.source.pence, align="right", width=110),
    )
