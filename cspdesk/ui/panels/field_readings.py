"""What is typed into a field, read as what it has to be; what cannot be is said beside the field."""

from datetime import date
from decimal import Decimal, InvalidOperation

from PySide6.QtWidgets import QLineEdit

from cspdesk.errors import UserError
from cspdesk.ui.widgets.fields import DateEdit
from cspdesk.ui.widgets.form_rows import FieldError


def whole_number(field: QLineEdit, otherwise: str) -> int:
    """Return the whole number of 1 or more in a field. Raises FieldError, saying otherwise, for anything else."""
    try:
        found = int(field.text().replace(",", "").replace(" ", "") or 0)
    except ValueError:
        found = 0
    if found < 1:
        raise FieldError(field, otherwise)
    return found


def number(field: QLineEdit, what: str) -> Decimal | None:
    """Return the number in a field, None when it is empty. Raises FieldError that says that what is a number."""
    text = field.text().replace(",", "").removesuffix("%").strip()
    try:
        found = Decimal(text) if text else None
    except InvalidOperation:
        raise FieldError(field, f"{what} is a number; “{field.text()}” is none.") from None
    if found is not None and not found.is_finite():
        raise FieldError(field, f"{what} is a number; “{field.text()}” is none.")
    return found


def checked_link(text: str) -> str:
    """Return the address of a page, or nothing. Raises UserError for what is none."""
    link = text.strip()
    if link and not (link.startswith(("https://", "http://")) and "." in link and " " not in link):
        raise UserError(f"“{link}” is not the address of a page. It begins with https://, or is left empty.")
    return link


def day_or_none(field: DateEdit) -> date | None:
    """Return the day in a field, None also for what is no day yet."""
    try:
        return field.day()
    except UserError:
        return None
