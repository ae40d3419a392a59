"""Whether a return's answers are there and within their limits, and whether it is signed."""

from collections.abc import Iterator

from cspdesk.domain.money import pounds
from cspdesk.domain.proof import counted
from cspdesk.domain.return_actions import SPEND_STEPS
from cspdesk.domain.return_figures import RatingValue, ReturnFigures
from cspdesk.domain.return_findings import Finding, PlaceKind, error, warning
from cspdesk.domain.return_record import ReturnRecord
from cspdesk.domain.return_sources import FieldKind
from cspdesk.domain.return_templates import Field, signed_key

WILL_BE_SPENT = ("Yes", "No, less", "No, more")  # the choices of a field that asks what becomes of the year's money


def of_answers(record: ReturnRecord, figures: ReturnFigures) -> Iterator[Finding]:
    """Give what is wrong with the answers, each at its field."""
    filled = {f.key: f for f in figures.fields}
    for field in record.template.fields:
        made = filled[field.key]
        where = f"{record.template.section_of(field.key)}, “{field.title}”"
        if made.faulty:
            what = "rating of 1 to 5" if field.kind is FieldKind.RATING else field.kind.value
            yield error(f"{where}: “{made.faulty}” is no {what}.", PlaceKind.FIELD, field.key)
        elif isinstance(made.value, RatingValue):
            hidden = figures.sums["actions_withheld"] if field.source == "delivery_rating" else 0
            yield from _rating(field, made.value, where, hidden)
        elif field.is_answered and field.required and made.value in (None, ""):
            yield error(f"{where} is not answered.", PlaceKind.FIELD, field.key)
        if isinstance(made.value, str):
            yield from _length(field, made.value, where)
        if isinstance(made.value, int):
            yield from _sign(field, made.value, where)
        if field.choices == WILL_BE_SPENT and made.value:
            yield from _spent(field, str(made.value), where, figures)


def _rating(field: Field, value: RatingValue, where: str, hidden: int) -> Iterator[Finding]:
    """Give what is wrong with a stated rating; hidden is how many withheld actions the proposed one leaves out."""
    kept = f", not counting {counted(hidden, 'action')} withheld from this version" if hidden else ""
    if value.stated is None and field.required:
        proposed = f"; {value.proposed} is proposed{kept}" if value.proposed else ""
        yield error(f"{where}: no rating is stated{proposed}.", PlaceKind.FIELD, field.key)
    elif value.lacks_reason:
        proposed = f"{value.proposed} is proposed{kept}" if value.proposed else "none can be proposed"
        says = f"{where}: {value.stated} is stated where {proposed}, and no reason is given."
        yield error(says, PlaceKind.FIELD, field.reason_key)


def _length(field: Field, text: str, where: str) -> Iterator[Finding]:
    for number, most, noun in (
        (len(text.split()), field.max_words, "word"),
        (len(text), field.max_characters, "character"),
    ):
        if most and number > most:
            says = f"{where} has {counted(number, noun)}; {most:,} are allowed."
            yield error(says, PlaceKind.FIELD, field.key)


def _sign(field: Field, amount: int, where: str) -> Iterator[Finding]:
    said = pounds(amount) if field.kind is FieldKind.MONEY else f"{amount:,}"
    if field.sign == "positive" and amount < 0:
        yield error(f"{where} is {said}; it cannot be below nought.", PlaceKind.FIELD, field.key)
    if field.sign == "negative" and amount > 0:
        yield error(f"{where} is {said}; it cannot be above nought.", PlaceKind.FIELD, field.key)


def _spent(field: Field, answer: str, where: str, figures: ReturnFigures) -> Iterator[Finding]:
    """Hold what is answered of the year's money against its outturn; what is nearly spent counts as spent."""
    variance, revised = figures.sums["variance"], figures.sums["revised"]
    is_near = abs(variance) * 100 <= SPEND_STEPS[0][0] * revised
    spent, less, more = WILL_BE_SPENT
    if (answer == spent and not is_near) or (answer == less and variance > 0) or (answer == more and variance < 0):
        side = "over" if variance > 0 else "under"
        says = (
            f"{where}: “{answer}” is answered, where the outturn is {pounds(abs(variance))} {side} the revised budget."
        )
        yield warning(says, PlaceKind.FIELD, field.key)


def of_signatures(figures: ReturnFigures) -> Iterator[Finding]:
    """Give the roles that have not signed."""
    for place, (role, name) in enumerate(figures.signatures):
        if not name:
            yield error(f"It is not signed by: {role}.", PlaceKind.SIGNATURE, signed_key(place))
