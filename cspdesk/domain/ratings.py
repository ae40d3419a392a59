"""The rule that rates an action from its dates, and says why."""

from dataclasses import dataclass

RULE_ID = "rating rule"  # there is one rule in a record


@dataclass(frozen=True, slots=True)
class RatingRule:
    """The thresholds of the computed rating, kept with the record: days late, points behind, days without a word."""

    id: str = RULE_ID
    milestone_at_risk_days: int = 7
    milestone_off_track_days: int = 28
    due_off_track_days: int = 14
    progress_at_risk_points: int = 15
    progress_off_track_points: int = 30
    update_stale_days: int = 35
    update_cannot_tell_days: int = 90
