"""Pages built when first shown and read anew when stale."""

from typing import Any

from PySide6.QtWidgets import QWidget

SIDE_PANEL = "side panel"  # by which the window finds every panel before it closes


class LazyPages:
    """Pages by key, of a main window or of a priority: built late, read anew when stale."""

    def __init__(self) -> None:
        self._pages: dict[Any, QWidget] = {}
        self._stale: set[Any] = set()

    def get(self, key: object) -> QWidget | None:
        """Return a page that has been built, or None."""
        return self._pages.get(key)

    def add(self, key: object, page: QWidget) -> None:
        """Keep a page just built."""
        self._pages[key] = page

    def drop(self, key: object) -> QWidget | None:
        """Forget a page and return it."""
        self._stale.discard(key)
        return self._pages.pop(key, None)

    def keys(self) -> tuple[Any, ...]:
        """Return the keys of the pages built."""
        return tuple(self._pages)

    def make_stale(self) -> None:
        """Have every page read anew when it is shown next."""
        self._stale = set(self._pages)

    def freshen(self, key: object) -> None:
        """Read one page anew if it is stale."""
        page: Any = self._pages.get(key)
        if page is not None and key in self._stale:
            self._stale.discard(key)
            page.reload()
