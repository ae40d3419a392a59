"""Documents made for the public while publicity is restricted: the warning, and who went on and why."""

from datetime import date
from pathlib import Path

from cspdesk.app.files import writing
from cspdesk.domain.audience import Audience
from cspdesk.domain.periods import long_date
from cspdesk.domain.publicity import PublicityExport, PublicityPeriod, restricting
from cspdesk.errors import UserError
from cspdesk.store.ids import new_id
from cspdesk.store.store import Store, open_store


def restriction(store: Store, audience: Audience, day: date) -> PublicityPeriod | None:
    """Return the period in which a document for these readers is not simply published; None for all but the public."""
    return store.scrutiny.restricting(day) if audience is Audience.PUBLIC else None


def warning(period: PublicityPeriod) -> str:
    """Return what is said before a document for the public is made in a period."""
    return (
        f"Publicity is restricted from {long_date(period.starts_on)} to {long_date(period.ends_on)} ({period.title}), "
        "and this is made for the public."
    )


def record_publication(
    store: Store, period: PublicityPeriod, document: str, by: str, reason: str, day: date
) -> PublicityExport:
    """Keep who went on and why, as one step. Raises UserError when either is not said."""
    if not by.strip() or not reason.strip():
        raise UserError("Say who goes on, and why: both are kept with the period.")
    made = PublicityExport(new_id(), period.id, document, by.strip(), day, reason.strip())
    with store.step(f"Made {document} for the public while publicity is restricted"):
        store.scrutiny.publicity_exports.insert(made)
    return made


def published(file: Path, document: str, day: date, by: str, reason: str) -> list[str]:
    """Return what is to be said of a document just made for the public from a file; empty on any other day.

    With a name and a reason both are kept in the file, if it can be written to; the document stands either way.
    """
    with open_store(file, read_only=True, thorough=False) as store:
        period = restricting(store.scrutiny.publicity_periods.where(), day)
    if period is None:
        return []
    if not by.strip() or not reason.strip():
        return [
            warning(period),
            "It was made all the same. Give --because REASON --by NAME to keep who went on and why.",
        ]
    try:
        with writing(file) as store:
            record_publication(store, period, document, by, reason, day)
    except UserError as error:
        return [warning(period), f"It was made, but who went on and why could not be kept: {error}"]
    return [warning(period), f"It was made, and kept with the period: {by.strip()}, {reason.strip()}"]
