"""What follows a block of a document and belongs to it, so that the two are not parted."""

from collections.abc import Sequence

from cspdesk.reports.blocks import (
    AttachedFiles,
    Block,
    Bullets,
    ChartBlock,
    Facts,
    Heading,
    Paragraph,
    Results,
    Signatures,
    Table,
)

_INTRODUCED = (Heading, Table, ChartBlock, Results, Signatures, Facts, Paragraph, Bullets)


def introduces(following: Sequence[Block], level: int) -> bool:
    """Return whether a paragraph under a heading leads to what follows: parts of its own, a table, a drawing.

    A heading of the same rank begins something else.
    """
    if not following or not isinstance(following[0], _INTRODUCED):
        return False
    return not isinstance(following[0], Heading) or following[0].level > level


def figures_of(blocks: Sequence[Block], place: int) -> Table | None:
    """Return the table that follows a chart and holds its figures; None where none does, or it may be parted."""
    after = blocks[place + 1] if isinstance(blocks[place], ChartBlock) and place + 1 < len(blocks) else None
    return after if isinstance(after, Table) and after.together else None


def points_after(blocks: Sequence[Block], place: int) -> int | None:
    """Return where the points stand that follow a row of charts and those after it; None where none do."""
    after = next((n for n in range(place, len(blocks)) if not isinstance(blocks[n], Results)), None)
    return after if after is not None and after > place and isinstance(blocks[after], Bullets) else None


def notes_until_attached(blocks: Sequence[Block]) -> Sequence[Block]:
    """Return the small print that blocks begin with, up to what is attached, which would look lost alone on a page.

    Empty where something else comes between.
    """
    for place, block in enumerate(blocks):
        if isinstance(block, AttachedFiles):
            return blocks[: place + 1]
        if not (isinstance(block, Paragraph) and block.look == "small"):
            break
    return ()
