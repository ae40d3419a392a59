"""One SQLite file: takes and returns domain objects; the only place that writes SQL."""

import sys


def _import_sqlite_utils() -> None:
    """Import sqlite-utils without numpy, which it takes if it can find it, for column types we do not use.

    That alone is a third of the start-up time. A None in sys.modules is Python's own word for “not to be had”;
    it is taken back at once, so charts still find numpy when the first one is drawn.
    """
    if "numpy" in sys.modules:
        import sqlite_utils
    else:
        sys.modules["numpy"] = None  # type: ignore[assignment]
        try:
            import sqlite_utils  # noqa: F401
        finally:
            del sys.modules["numpy"]


_import_sqlite_utils()
