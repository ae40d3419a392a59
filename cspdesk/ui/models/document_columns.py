"""The columns of the register of documents."""

from cspdesk.domain.periods import long_date, short_date
from cspdesk.ui.models.document_rows import DocumentRow
from cspdesk.ui.models.table import Column


def document_columns() -> tuple[Column[DocumentRow], ...]:
    """Return the columns of the register."""
    return (
        Column(
            "Made on",
            lambda r: short_date(r.document.made_on),
            sort=lambda r: (r.document.made_on, r.id),
            spoken=lambda r: long_date(r.document.made_on),
            width=104,
        ),
        Column("Document", lambda r: r.document.title, width=200, stretch=True),
        Column("No.", lambda r: str(r.document.version), sort=lambda r: r.document.version, align="right", width=48),
        Column("Readers", lambda r: r.document.audience.label, width=92),
        Column("Year", lambda r: r.year, width=80),
        Column(
            "Pages",
            lambda r: f"{r.document.pages:,}" if r.document.pages else "–",
            sort=lambda r: r.document.pages,
            align="right",
            width=64,
        ),
    )
