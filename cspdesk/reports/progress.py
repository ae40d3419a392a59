"""How far the making of a document has come, told now and then."""

from collections.abc import Callable

Progress = Callable[[int, int], None]

_EVERY = 250  # rows between two reports


def counter(rows: int, progress: Progress | None) -> Callable[[], None]:
    """Return what is called for each row that is written; it tells progress(done, rows) now and then."""
    done = 0

    def written() -> None:
        nonlocal done
        done += 1
        if progress is not None and done % _EVERY == 0:
            progress(min(done, rows), rows)

    return written
