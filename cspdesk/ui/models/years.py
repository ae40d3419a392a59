"""Which financial year to look at for a record."""

from datetime import date

from cspdesk.domain.periods import FinancialYear


def year_to_show(year: FinancialYear, first: date, last: date) -> FinancialYear | None:
    """Return the year nearest to one that a record of these days is seen in; None when it is seen in that one."""
    nearest = min(max(year, FinancialYear.of(first)), FinancialYear.of(last))
    return None if nearest == year else nearest
