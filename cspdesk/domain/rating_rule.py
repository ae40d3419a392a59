"""The thresholds by which actions are rated, and what a rating worked out from them holds."""

from cspdesk.domain.plans import Rating
from cspdesk.domain.records import dataclass

RULE_ID = "rating rule"  # there is one rule in a record
WORSE = (Rating.ON_TRACK, Rating.AT_RISK, Rating.CANNOT_TELL, Rating.OFF_TRACK)  # each worse than the one before


@dataclass(frozen=True, slots=True)
class RatingRule:
    """The thresholds of the computed rating, kept with the record.

    Days late, points of progress behind, days without an update, and the share of a priority's open actions that
    makes the whole priority at risk or off track.
    """

    id: str = RULE_ID
    milestone_at_risk_days: int = 7
    milestone_off_track_days: int = 28
    due_off_track_days: int = 14
    progress_at_risk_points: int = 15
    progress_off_track_points: int = 30
    update_stale_days: int = 35
    update_cannot_tell_days: int = 90
    priority_at_risk_percent: int = 25
    priority_off_track_percent: int = 25


@dataclass(frozen=True, slots=True)
class ComputedRating:
    """What the rule says, and the clauses it says it for, those that weigh most first."""

    rating: Rating
    reasons: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """The rating with its reasons, as people read it: At risk: 1 of 4 milestones is 12 days late."""
        return f"{self.rating.value.capitalize()}: {'; '.join(self.reasons)}."


def days_text(days: int) -> str:
    """Return a number of days in words: 1 day, 12 days; from two years on in full years, as nobody counts the days."""
    if days >= 2 * 365:
        return f"{days // 365} years"
    return f"{days:,} {plural(days, 'day')}"


def plural(count: int, word: str) -> str:
    """Return a word as it stands after a number: action, actions."""
    return word if count == 1 else f"{word}s"


def are(count: int) -> str:
    """Return the verb that goes with a number: is, are."""
    return "is" if count == 1 else "are"
