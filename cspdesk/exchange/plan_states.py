"""The words and colours in which plans say how an action stands."""

import re
from collections.abc import Mapping

from cspdesk.domain.plans import ActionStatus, Rating

STATUS_WORDS: Mapping[str, ActionStatus] = {
    word: found
    for found, words in (
        (ActionStatus.PROPOSED, "proposed|draft|suggested|new|idea"),
        (
            ActionStatus.NOT_STARTED,
            "not started|not yet started|yet to start|to do|planned|pending|not begun|future|scheduled|0%",
        ),
        (
            ActionStatus.IN_PROGRESS,
            "in progress|ongoing|on-going|on going|underway|under way|started|progressing|active|live|open|on track|"
            "at risk|off track|behind|delayed|slipped|green|amber|red|partially complete|continuing",
        ),
        (ActionStatus.COMPLETE, "complete|completed|done|finished|closed|achieved|delivered|blue|100%"),
        (
            ActionStatus.STOPPED,
            "stopped|cancelled|canceled|withdrawn|abandoned|superseded|discontinued|no longer required",
        ),
    )
    for word in words.split("|")
}
RATING_WORDS: Mapping[str, Rating] = {
    word: found
    for found, words in (
        (Rating.ON_TRACK, "green|g|on track|on target"),
        (Rating.AT_RISK, "amber|a|yellow|y|at risk|some concern"),
        (Rating.OFF_TRACK, "red|r|off track|behind|delayed|not on track|overdue"),
        (Rating.COMPLETE, "blue|b|complete|completed|done"),
        (Rating.NOT_STARTED, "white|w|not started|not yet started"),
        (Rating.CANNOT_TELL, "grey|gray|n/a|not rated|unknown|tbc|cannot tell|-"),
    )
    for word in words.split("|")
}
STATE_OF_RATING: Mapping[Rating, ActionStatus] = {
    Rating.ON_TRACK: ActionStatus.IN_PROGRESS,
    Rating.AT_RISK: ActionStatus.IN_PROGRESS,
    Rating.OFF_TRACK: ActionStatus.IN_PROGRESS,
    Rating.COMPLETE: ActionStatus.COMPLETE,
}
_FIRST = re.compile(r"([a-z/ ]+?)(?:\s+[-–—]\s+|\s*[–—:(;,.]\s*).+", re.DOTALL)


def rating_in(words: str) -> Rating | None:
    """Return the rating that words in small letters say, alone or before what explains them: “green - two in post”."""
    first = _FIRST.fullmatch(words)
    return RATING_WORDS.get(words) or (RATING_WORDS.get(first[1].strip()) if first else None)
