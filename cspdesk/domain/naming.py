"""Whether a reference reads like somebody's name: a hint only, since no rule knows every name."""

import re

_NAME = re.compile(r"[A-Z][a-z'’-]+")


def reads_like_a_name(reference: str) -> bool:
    """Return whether a reference is words that begin with capitals and hold no number, as names are written."""
    words = reference.replace(",", " ").split()
    return 1 < len(words) <= 4 and all(_NAME.fullmatch(word) for word in words)
