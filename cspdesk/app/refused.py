"""What is said of an import that is refused as a whole, since some of its rows were rejected."""


def refused_for(count: int, first: str, source: str, *, dry_run: bool) -> str:
    """Return why nothing of a source ("file", "workbook") is taken, and what to do.

    count is how many of its rows were rejected, at least one; first is the place and the reason of the first of them.
    A dry run is told what would be: its exit code is that of the import it stands for.
    """
    rows = "row was" if count == 1 else "rows were"
    so = "would be" if dry_run else "was"
    return (
        f"{count:,} {rows} rejected (first: {first.rstrip('.')}), so nothing {so} imported. "
        f"Correct the {source}, or take the good rows with --partial."
    )
