"""What a person typed, as the index is asked for it."""

import re
import unicodedata
from functools import cache, lru_cache

from cspdesk.store.search_kinds import AMOUNT

_AMOUNT = re.compile(r"(?P<sign>[-−(]?£?[-−]?)(?P<pounds>\d{1,3}(?:,\d{1,3})+|\d+)(?:\.(?P<pence>\d{0,2}))?\)?")
_WORD = re.compile(r"[^\W_]+")
MOST_WORDS = 12  # more than that nobody types to find something; a pasted page is not searched word by word
LONGEST_WORD = 60


def match_of(typed: str) -> str:
    """Return the FTS5 expression for what was typed, empty when there is no word in it.

    Every word must be found, each as the beginning of one, in any order. What reads as an amount of money finds that
    amount, too: £1,234.50 and 1234.50 to the penny, £1,234 and 1234 in whole pounds.
    """
    parts = [_part(word.rstrip(",.")) for word in unicodedata.normalize("NFC", typed).split()]
    return " AND ".join(part for part in parts[:MOST_WORDS] if part)


@lru_cache(1_000)
def words_of(typed: str) -> tuple[str, ...]:
    """Return the words typed, folded, for showing what of a text was matched."""
    return tuple(word for part in typed.split() for word in _WORD.findall(folded(part)))[:MOST_WORDS]


def folded(text: str) -> str:
    """Return a text without capitals and accents, each character still one, so that places in both are the same."""
    return text.lower() if text.isascii() else "".join(map(_plain, text))


@cache
def _plain(char: str) -> str:
    base = unicodedata.normalize("NFD", char)[0].casefold()
    return base if len(base) == 1 else char


def _part(word: str) -> str:
    plain = " AND ".join(f'"{w[:LONGEST_WORD]}" *' for w in _WORD.findall(word))
    amount = _AMOUNT.fullmatch(word)
    if amount is None:
        return plain
    pounds = int(amount["pounds"].replace(",", ""))
    pence = amount["pence"] or ""
    exact = f'"{AMOUNT}{pounds}x{pence}" *'
    if "£" in word or "," in word:
        return exact
    return f"({plain} OR {exact})" if " AND " not in plain else f"(({plain}) OR {exact})"
