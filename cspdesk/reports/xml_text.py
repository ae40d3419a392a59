"""Text as XML and HTML can hold it: what they forbid gets a visible mark, everything else stays as it was typed."""

from cspdesk.reports.writing import REPLACED

_FORBIDDEN = dict.fromkeys(
    (*(code for code in range(32) if code not in (9, 10, 13)), *range(0x7F, 0xA0), 0xFFFE, 0xFFFF), REPLACED
)
_FORBIDDEN |= dict.fromkeys(range(0xD800, 0xE000), REPLACED)
_FORBIDDEN |= {0x85: " ", 9: " ", 10: " ", 13: " ", 0x2028: " ", 0x2029: " ", 0x0B: " ", 0x0C: " "}


def xml_text(text: str) -> str:
    """Return a text on one line without the letters that no XML file may hold."""
    return text if text.isprintable() else text.translate(_FORBIDDEN)
