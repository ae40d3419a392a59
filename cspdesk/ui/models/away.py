"""How far a day is away, as people say it: in days while it is near, in months and years when it is not."""

from datetime import date

from cspdesk.domain.periods import short_date

NEAR_DAYS = 60  # up to here days are counted one by one
MONTH_DAYS = 365.25 / 12
MOST_MONTHS = 24  # beyond these, years say enough


def away_words(day: date, today: date) -> str:
    """Return how far a day is: “in 24 days”, “today”, “12 days ago”, “in about 7 months”."""
    days = (day - today).days
    if days in (-1, 0, 1):
        return ("yesterday", "today", "tomorrow")[days + 1]
    span = _span(abs(days))
    return f"in {span}" if days > 0 else f"{span} ago"


def dated_words(day: date | None, today: date) -> str:
    """Return a day and how far it is: “30/09/2016, in 24 days”; a dash when there is none."""
    return "–" if day is None else f"{short_date(day)}, {away_words(day, today)}"


def _span(days: int) -> str:
    if days <= NEAR_DAYS:
        return f"{days} days"
    months = round(days / MONTH_DAYS)
    return f"about {months} months" if months < MOST_MONTHS else f"about {round(months / 12)} years"
