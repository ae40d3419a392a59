"""What of a row can be taken hold of: found under the pointer, or one after the other by key."""

from PySide6.QtCore import QRectF

from cspdesk.ui.timeline.facts import Bar
from cspdesk.ui.timeline.moves import Grip, Part
from cspdesk.ui.timeline.rows import bar_box, day_middle
from cspdesk.ui.timeline.scale import Scale

REACH, BEYOND = 5, 13  # pixels at 100% before and behind a bar's end: behind, so that a milestone on it leaves room


def grips_of(bar: Bar) -> tuple[Grip, ...]:
    """Return everything of a row that can be moved, as the arrow keys go through it: from left to right."""
    ends = [(bar.due, 1, Grip(bar.id, Part.END))]
    marks = [(mark.on, 0, Grip(bar.id, Part.MILESTONE, mark.id)) for mark in bar.marks]
    ordered = sorted((*ends, *marks), key=lambda each: each[:2])
    return Grip(bar.id, Part.BAR), *(grip for _, _, grip in ordered)


def grip_at(bar: Bar, scale: Scale, x: float, unit: float, height: float) -> Grip | None:
    """Return what of a bar lies at a place of the scale: a milestone before the end, the end before the bar."""
    for grip in sorted(grips_of(bar), key=lambda g: _FIRST[g.part]):
        box = grip_box(bar, grip, scale, 0, unit, height)
        if box.left() <= x <= box.right():
            return grip
    return None


def grip_box(bar: Bar, grip: Grip, scale: Scale, middle: float, unit: float, height: float) -> QRectF:
    """Return the room that something takes in its row; height is that of a bar."""
    box = bar_box(bar, scale, middle, height)
    if grip.part is Part.END:
        return QRectF(box.right() - REACH * unit, box.y(), (REACH + BEYOND) * unit, box.height())
    if grip.part is Part.MILESTONE:
        on = next((mark.on for mark in bar.marks if mark.id == grip.milestone_id), bar.starts)
        x, half = day_middle(scale, on), 7 * unit
        return QRectF(x - half, middle - half, half * 2, half * 2)
    return box


_FIRST = {Part.MILESTONE: 0, Part.END: 1, Part.BAR: 2}
