"""The tables of commissioned services and of case reviews."""

from datetime import date

from cspdesk.domain.audience import Audience
from cspdesk.domain.money import pounds
from cspdesk.domain.periods import long_date, short_date
from cspdesk.domain.services import CaseReviewStage
from cspdesk.ui.models.away import away_words, dated_words
from cspdesk.ui.models.service_rows import CaseRow, ServiceRow, is_near, recommended_words
from cspdesk.ui.models.table import Column

FAR = date.max
STAGES = tuple(CaseReviewStage)


def service_columns(today: date) -> tuple[Column[ServiceRow], ...]:
    """Return the columns of the services, told on a day."""
    return (
        Column("Service", lambda r: r.service.title, tooltip=_about_service, width=240, stretch=True),
        Column(
            "Provider", lambda r: r.provider or "Not named", colour=lambda r: None if r.provider else "quiet", width=196
        ),
        Column("Began", lambda r: short_date(r.service.starts_on), sort=lambda r: r.service.starts_on, width=92),
        Column(
            "Ends",
            lambda r: dated_words(r.service.ends_on, today),
            sort=lambda r: r.service.ends_on,
            spoken=lambda r: _spoken(r.service.ends_on, today),
            colour=lambda r: _tone(r.service.ends_on, today),
            width=216,
        ),
        Column(
            "Extendable to",
            lambda r: "–" if r.service.extendable_to is None else short_date(r.service.extendable_to),
            sort=lambda r: r.service.extendable_to or FAR,
            width=108,
        ),
        Column(
            "Notice by",
            lambda r: dated_words(r.service.notice_on, today),
            sort=lambda r: r.service.notice_on or FAR,
            spoken=lambda r: _spoken(r.service.notice_on, today),
            colour=lambda r: _tone(r.service.notice_on, today),
            strong=lambda r: is_near(r.service.notice_on, today),
            width=216,
        ),
        Column(
            "Value",
            lambda r: pounds(r.service.value_pence),
            sort=lambda r: r.service.value_pence,
            align="right",
            width=104,
        ),
        Column("Seen by", lambda r: r.service.marking.label, width=84),
    )


def case_columns(today: date) -> tuple[Column[CaseRow], ...]:
    """Return the columns of the case reviews, told on a day."""
    return (
        Column("Reference", lambda r: r.case.reference, tooltip=_about_case, width=160, stretch=True),
        Column(
            "Stage", lambda r: r.case.stage.value.capitalize(), sort=lambda r: STAGES.index(r.case.stage), width=132
        ),
        Column("Opened", lambda r: short_date(r.case.opened_on), sort=lambda r: r.case.opened_on, width=92),
        Column(
            "Next stage due",
            lambda r: dated_words(r.case.stage_due_on, today) if r.case.stage.is_open else "–",
            sort=lambda r: (r.case.stage_due_on or FAR) if r.case.stage.is_open else FAR,
            colour=lambda r: "danger" if is_late(r, today) else None,
            strong=lambda r: is_late(r, today),
            width=216,
        ),
        Column(
            "Published",
            lambda r: "–" if r.case.published_on is None else short_date(r.case.published_on),
            sort=lambda r: r.case.published_on or FAR,
            width=92,
        ),
        Column(
            "Recommendations",
            lambda r: recommended_words(r, today),
            sort=lambda r: len(r.recommendations) - r.done,
            colour=lambda r: "danger" if r.late(today) else None,
            width=160,
        ),
        Column("Seen by", lambda r: r.case.marking.label, width=84),
    )


def is_late(row: CaseRow, today: date) -> bool:
    """Return whether the next stage of a case review is late."""
    due = row.case.stage_due_on
    return row.case.stage.is_open and due is not None and due < today


def _tone(day: date | None, today: date) -> str | None:
    if day is None or day < today:
        return "quiet"
    return "warning" if is_near(day, today) else None


def _spoken(day: date | None, today: date) -> str:
    return "none" if day is None else f"{long_date(day)}, {away_words(day, today)}"


def _about_service(row: ServiceRow) -> str:
    service = row.service
    parts = (
        service.title,
        f"Paid from {row.line}" if row.line else "",
        f"Part of “{row.action}”" if row.action else "",
        service.note,
        "Illustrative" if service.illustrative else "",
        f"{service.marking.label}: {service.marking_reason}" if service.marking is not Audience.PUBLIC else "",
    )
    return "\n".join(part for part in parts if part)


def _about_case(row: CaseRow) -> str:
    case = row.case
    parts = (case.reference, case.note, "Illustrative" if case.illustrative else "", case.marking_reason)
    return "\n".join(part for part in parts if part)
