"""Text made ready for paper: what cannot be shown gets a visible mark, and other scripts run their own way."""

import re
import unicodedata
from collections.abc import Callable
from collections.abc import Set as AbstractSet

REPLACED = "\N{REPLACEMENT CHARACTER}"
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff]")
_LATIN = re.compile("[A-Za-z]")
_SPACES = frozenset("\t\n\r\v\f\x85\u2028\u2029\xa0")
_SHOWN_AS_NOTHING = frozenset("\u200b\u2060\ufeff\xad")  # break and joining hints, which have no look of their own


def ready(text: str, known: AbstractSet[int]) -> tuple[str, int]:
    """Return a text on one line, and how many letters in it had to be replaced by a visible mark.

    known holds the code points that the fonts can show. A run of letters that cannot be shown (an emoji is often
    several) becomes one mark.
    """
    composed = unicodedata.normalize("NFC", text)
    if _ARABIC.search(composed):
        composed = _joined(composed)
    out: list[str] = []
    replaced = 0
    for letter in composed:
        if letter in _SHOWN_AS_NOTHING:
            continue
        if letter in _SPACES:
            letter = " "
        if ord(letter) in known and unicodedata.category(letter) not in ("Cc", "Cf"):
            out.append(letter)
            continue
        replaced += 1
        if not out or out[-1] != REPLACED:
            out.append(REPLACED)
    return "".join(out), replaced


def has_right_to_left(text: str) -> bool:
    """Return whether any letter runs from right to left."""
    return _RIGHT_TO_LEFT.search(text) is not None


def visual_order(line: str) -> str:
    """Return the letters of one line as they stand on paper, from left to right."""
    import bidi

    # A line with any Latin in it is one of this document's English sentences, whatever it begins with.
    shown: str = bidi.get_display(line, base_dir="L") if _LATIN.search(line) else bidi.get_display(line)
    return shown


def reading_order(line: str) -> str:
    """Return the letters of one line as they are read and spoken, in their plain forms."""
    return _RIGHT_TO_LEFT.sub(lambda found: unicodedata.normalize("NFKC", found[0]), line)


def wrap(text: str, width: float, measure: Callable[[str], float]) -> list[str]:
    """Return a ready text as lines no wider than width; a word wider than a line is broken.

    A line broken between words keeps its space at the end, so that what is read aloud or copied stays two words.
    """
    if measure(text) <= width:
        return [text]
    lines: list[str] = []
    line, used, space = "", 0.0, measure(" ")
    for word in text.split(" "):
        size = measure(word)
        if line and used + space + size <= width:
            line, used = f"{line} {word}", used + space + size
            continue
        if line:
            lines.append(f"{line} ")
        while size > width:
            taken = _fitting(word, width, measure, likely=int(len(word) * width / size))
            lines.append(word[:taken])
            size -= measure(word[:taken])
            word = word[taken:]
        line, used = word, size
    return [*lines, line] if line or not lines else lines


def _fitting(word: str, width: float, measure: Callable[[str], float], *, likely: int) -> int:
    """Return how many letters of a long word fit, at least one, preferring to break after punctuation.

    likely is a guess to start from, so that a word of thousands of letters is not measured over and over.
    """
    low, high = 1, min(len(word), 2 * likely + 8)
    while high < len(word) and measure(word[:high]) <= width:
        high = min(len(word), high * 2)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if measure(word[:middle]) <= width else (low, middle - 1)
    tidy = max(word.rfind(mark, 0, low) for mark in "-/_.,;:@") + 1
    return tidy if tidy > low // 2 else low


def _joined(text: str) -> str:
    import arabic_reshaper

    shaped: str = arabic_reshaper.reshape(text)
    return shaped
