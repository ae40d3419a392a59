"""What was expected, what will be done with what is left, what next year needs: as kept."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from sqlite3 import Connection

from cspdesk.analysis.real_terms import deflator_of, kept_series
from cspdesk.analysis.unit_costs import Deflator
from cspdesk.domain.forecasts import (
    Compared,
    DeflatorSeries,
    Figures,
    ForecastAmount,
    ForecastVersion,
    FundingNeed,
    UnderspendPlan,
    by_quarter,
    checked_need,
    checked_underspend,
    compared,
    frozen,
)
from cspdesk.domain.next_year import NextYear, in_all, next_year
from cspdesk.domain.outlook import Outlook, outlooks
from cspdesk.domain.periods import FinancialYear, Quarter
from cspdesk.domain.positions import positions
from cspdesk.domain.profiles import profile_grid
from cspdesk.errors import UserError
from cspdesk.store.funding import FundingStore
from cspdesk.store.ids import new_id
from cspdesk.store.journal import Journal
from cspdesk.store.rows import Table


class ForecastStore:
    """Looking ahead, each version kept."""

    def __init__(self, db: Connection, journal: Journal, funding: FundingStore) -> None:
        self._db = db
        self._funding = funding
        self.versions = Table(db, journal, ForecastVersion, "forecast_versions")
        self.amounts = Table(db, journal, ForecastAmount, "forecast_amounts")
        self.underspends = Table(db, journal, UnderspendPlan, "underspend_plans")
        self.needs = Table(db, journal, FundingNeed, "funding_needs")
        self.deflators = Table(db, journal, DeflatorSeries, "deflators")

    def figures(self, agreement_id: str, year: FinancialYear) -> Figures:
        """Return what an agreement's lines come to now in each quarter of a year; money on no line under None."""
        return by_quarter(s for s in self._funding.sums(year) if s.agreement_id == agreement_id)

    def freeze(self, version: ForecastVersion) -> tuple[ForecastAmount, ...]:
        """Keep the forecast as it stands now under a version's title. Raises UserError when it has none."""
        if not version.title.strip():
            raise UserError("A forecast that is kept needs a title, such as “After quarter 2”.")
        lines = self._funding.lines_of(version.agreement_id)
        made = frozen(version, lines, self.figures(version.agreement_id, version.year))
        self.versions.insert(version)
        self.amounts.insert(*made)
        return made

    def versions_of(self, agreement_id: str, year: FinancialYear) -> tuple[ForecastVersion, ...]:
        """Return the kept forecasts of an agreement and year, the newest first."""
        return self.versions.where(
            "agreement_id = ? and year = ?", agreement_id, year.first, order="made_on desc, id desc"
        )

    def amounts_of(self, version_id: str) -> tuple[ForecastAmount, ...]:
        """Return what a version says of each line and quarter."""
        return self.amounts.where("version_id = ?", version_id, order="line_id, quarter_starts_on")

    def compare(self, version: ForecastVersion, quarter: Quarter) -> tuple[Compared, ...]:
        """Return each line's forecast of a version beside what came of a quarter and of the year."""
        lines = self._funding.lines_of(version.agreement_id)
        figures = self.figures(version.agreement_id, version.year)
        return compared(lines, self.amounts_of(version.id), figures, quarter)

    def outlooks(self, agreement_id: str, year: FinancialYear, as_at: date) -> tuple[Outlook, ...]:
        """Return outturn and underspend of each line, now and at the year's end, with the plans for it."""
        lines = self._funding.lines_of(agreement_id)
        charges = [s for s in self._funding.sums(year) if s.agreement_id == agreement_id]
        standing = positions(
            lines,
            self._funding.virements_of(agreement_id),
            charges,
            self._funding.variations_of(agreement_id),
            self._funding.spent_before(year),
        )
        grid = profile_grid(lines, self._funding.profile_of(agreement_id), standing, year)
        return outlooks(grid, standing, self.underspends_of(agreement_id, year), as_at)

    def underspends_of(self, agreement_id: str, year: FinancialYear) -> tuple[UnderspendPlan, ...]:
        """Return what will be done with what an agreement's lines have left at a year's end."""
        return self.underspends.where(
            "year = ? and line_id in (select id from budget_lines where agreement_id = ?)", year.first, agreement_id
        )

    def plan_underspend(self, plan: UnderspendPlan) -> None:
        """Keep what will be done with an underspend. Raises UserError when it cannot stand or is there already."""
        same = self.underspends.where(
            "line_id = ? and year = ? and treatment = ? and id <> ?",
            plan.line_id, plan.year.first, plan.treatment.value, plan.id,
        )  # fmt: skip
        if same:
            raise UserError(f"There is a plan to {plan.treatment.value} for this line and year already. Change that.")
        self.underspends.save(checked_underspend(plan))

    def need(self, priority_id: str | None, year: FinancialYear, pence: int, note: str = "") -> None:
        """Keep what a priority (None: what serves all) needs in a year, over what was said before."""
        known = self.needs.where("priority_id is ? and year = ?", priority_id, year.first)
        id_ = known[0].id if known else new_id()
        self.needs.save(checked_need(FundingNeed(id_, priority_id, year, pence, note)))

    def next_year(self, year: FinancialYear, without: Collection[str] = ()) -> NextYear:
        """Return a year's money by certainty, what falls away before it, need and gap, by priority and in all.

        without: ids of agreements and priorities of which nothing is counted.
        """
        funding, lines = self._funding, self._funding.all_lines()
        standing = positions(lines, funding.all_virements(), (), funding.all_variations())
        agreements = [a for a in funding.all_agreements() if a.id not in without]
        profile = funding.profile_amounts.where()
        found = next_year(year, agreements, lines, standing, profile, self.needs.where())
        kept = tuple(p for p in found.prospects if p.priority_id not in without)
        return replace(found, prospects=kept, total=in_all(kept))

    def keep_deflator(self, series: Deflator, loaded_on: date) -> DeflatorSeries:
        """Keep a series of price levels, over one of the same name."""
        known = self.deflators.where("name = ?", series.name)
        kept = kept_series(series, known[0].id if known else new_id(), loaded_on)
        self.deflators.save(kept)
        return kept

    def deflator_called(self, name: str) -> Deflator:
        """Return a kept series. Raises UserError when none has this name."""
        known = self.deflators.where("name = ?", name)
        if not known:
            raise UserError(f"No series of prices is called “{name}”. Load it first.")
        return deflator_of(known[0])
