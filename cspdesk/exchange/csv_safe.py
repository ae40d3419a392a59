"""Text written to CSV so that a spreadsheet shows it and does not run it."""

import re

RUNS = "=+-@\t\r\n＝＋－＠"
PLAIN_NUMBER = re.compile(r"-?[£ ]*[\d., ]*\d[\d., ]*-?|-")
GUARDED = re.compile(rf"'+[{re.escape(RUNS)}]")


def safe_cell(text: str) -> str:
    """Return text with a leading apostrophe where a spreadsheet would take it for a formula; numbers stay numbers."""
    if text[:1] not in RUNS and not GUARDED.match(text):
        return text
    if not text or PLAIN_NUMBER.fullmatch(text):
        return text
    return "'" + text


def unguarded(text: str) -> str:
    """Return what `safe_cell` was given."""
    return text[1:] if text.startswith("'") and GUARDED.match(text) else text
