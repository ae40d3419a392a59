"""The keys by which fields and buttons in sight are reached with Alt."""

import re
from collections import defaultdict

from PySide6.QtWidgets import QAbstractButton, QLabel, QTabBar, QWidget


def shared_keys(root: QWidget) -> dict[str, list[str]]:
    """Return the keys that lead to more than one thing in sight, with what each of them leads to."""
    labels = [each.text() for each in root.findChildren(QLabel) if each.isVisible() and each.buddy() is not None]
    buttons = [each.text() for each in root.findChildren(QAbstractButton) if each.isVisible()]
    bars = [bar for bar in root.findChildren(QTabBar) if bar.isVisible()]
    tabs = [bar.tabText(place) for bar in bars for place in range(bar.count())]
    found: dict[str, list[str]] = defaultdict(list)
    for words in (*labels, *buttons, *tabs):
        if key := re.search(r"&(\w)", words):
            found[key[1].lower()].append(words)
    return {key: words for key, words in found.items() if len(words) > 1}
