"""How late something is, as people say it."""

from cspdesk.domain.proof import counted

DAYS_SAID = 60  # later than that is said in months
YEARS_FROM = 731  # days; from then on it is said in years


def late_words(days: int | None) -> str:
    """Return how late, as people say it: 12 days late, 5 months late, 10 years late; empty when it is not late."""
    if days is None:
        return ""
    if days <= DAYS_SAID:
        return f"{counted(days, 'day')} late"
    if days < YEARS_FROM:
        return f"{counted(days * 12 // 365, 'month')} late"
    return f"{counted(days * 4 // 1461, 'year')} late"
