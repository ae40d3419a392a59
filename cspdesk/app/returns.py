"""Returns to funders, filled in from the record, checked and written; see `return_answers` and `return_sending`."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from cspdesk.app.leaks import searched
from cspdesk.app.named import agreement_called
from cspdesk.app.one_return import OneReturn
from cspdesk.app.return_answers import read_answers
from cspdesk.app.return_templates import template_called
from cspdesk.domain.audience import Audience
from cspdesk.domain.documents import Document
from cspdesk.domain.return_check import check
from cspdesk.domain.return_figures import figures_from_json, fill
from cspdesk.domain.return_periods import ReturnPeriod
from cspdesk.domain.returns import ReturnState
from cspdesk.errors import UserError
from cspdesk.store.return_record import return_record
from cspdesk.store.store import Store, open_store

KINDS = (".pdf", ".html", ".docx", ".xlsx", ".csv")


@dataclass(frozen=True, slots=True)
class ReturnRequest:
    """Which return: template by name, agreement by reference, period as 2015/16-Q2 or 2015/16, readers."""

    template: str
    agreement: str
    period: str
    audience: str = Audience.PARTNER.value


@dataclass(frozen=True, slots=True)
class ReturnMade:
    """A return as written; pages is 0 for what has none."""

    path: Path
    sha256: str
    pages: int
    draft: bool


def read_return(
    store: Store, request: ReturnRequest, as_at: date, answers: Mapping[str, str] | None = None
) -> OneReturn:
    """Return a return as it stands. answers: instead of those kept.

    Raises UserError when template, agreement or period cannot be found.
    """
    template = template_called(store.path, request.template)
    agreement, period = agreement_called(store, request.agreement), ReturnPeriod.parse(request.period)
    kept = store.returns.return_for(agreement.id, template.name, str(period))
    record = return_record(store, agreement, template, period, as_at, Audience(request.audience), answers)
    if kept is not None and kept.state is ReturnState.SUBMITTED:
        return OneReturn(template, kept, record, figures_from_json(kept.figures), ())
    figures = fill(record)
    return OneReturn(template, kept, record, figures, check(record, figures))


def with_answers(one: OneReturn, answers: Mapping[str, str]) -> OneReturn:
    """Return a return that is not sent with other answers, without reading the record again."""
    record = replace(one.record, answers=answers)
    figures = fill(record)
    return replace(one, record=record, figures=figures, findings=check(record, figures))


def refusal(one: OneReturn) -> list[str]:
    """Return what stands against sending, in sentences; none when it is ready."""
    return [f.says for f in one.findings if f.is_error]


def write_return(one: OneReturn, out: Path, made_on: date, *, source: Path, draft: bool = False) -> ReturnMade:
    """Write a return as the ending of `out` says. draft: marked as such on every page, whatever is missing.

    source: the partnership's file. Raises UserError for another ending, for a return that is not ready and no draft,
    and when it cannot be written.
    """
    with searched(out, source, one.figures.audience) as path:
        return replace(_written(one, path, made_on, draft=draft), path=out)


def _written(one: OneReturn, out: Path, made_on: date, *, draft: bool) -> ReturnMade:
    from cspdesk.reports.forms import FORMS
    from cspdesk.reports.return_document import figures_csv, render
    from cspdesk.whole_file import save_whole

    kind = out.suffix.lower()
    if kind not in KINDS:
        raise UserError(
            f"{out.name} should end in .pdf, .html or .docx (document), .xlsx (workbook) or .csv (figures)."
        )
    if not one.is_ready and not draft:
        raise UserError("\n".join(["The return cannot be made yet, only as a draft:", *refusal(one)]))
    if kind in FORMS:
        made = render(one.figures, out, made_on=made_on, findings=one.findings, draft=draft)
        return ReturnMade(out, made.sha256, made.pages, draft)
    if kind == ".xlsx":
        from cspdesk.exchange.return_book import return_workbook

        return ReturnMade(out, save_whole(out, return_workbook(one.figures, made_on, draft=draft)), 0, draft)
    return ReturnMade(out, save_whole(out, figures_csv(one.figures, draft=draft)), 0, draft)


def export_return(
    file: Path, request: ReturnRequest, out: Path, made_on: date, *, draft: bool = False, answers: Path | None = None
) -> tuple[OneReturn, ReturnMade | None]:
    """Write a return from a file, which is only read: the command line's way. None when it is refused.

    A return that was submitted is given out as it was sent: the very document, or its frozen figures; where a draft is
    asked for, a copy of those figures that is marked as one.
    """
    with open_store(file, read_only=True) as store:
        given = None if answers is None else read_answers(answers, template_called(file, request.template))
        one = read_return(store, request, made_on, given)
        if one.is_submitted and one.kept is not None:
            _check_audience(one, request)
            if out.suffix.lower() == ".pdf" and not draft and one.kept.document_id:
                document = store.documents.documents.get(one.kept.document_id)
                return one, _copied(store.evidence.bytes_of(document.sha256), document, out)
    if not one.is_ready and not draft:
        return one, None
    sent_on = one.kept.submitted_on if one.kept is not None else None
    return one, write_return(one, out, sent_on or made_on, source=file, draft=draft)


def _check_audience(one: OneReturn, request: ReturnRequest) -> None:
    sent = one.figures.audience
    if sent is not Audience(request.audience):
        raise UserError(
            f"{one.template.title}, {request.agreement}, {one.record.period.label}, was sent in its {sent.value} "
            f"version, which is the one that is kept. Ask for --audience {sent.value}."
        )


def _copied(content: bytes, document: Document, out: Path) -> ReturnMade:
    from cspdesk.whole_file import save_whole

    return ReturnMade(out, save_whole(out, content), document.pages, draft=False)


def check_return(file: Path, request: ReturnRequest, as_at: date) -> OneReturn:
    """Return a return of a file with what is found, writing nothing."""
    with open_store(file, read_only=True) as store:
        return read_return(store, request, as_at)
