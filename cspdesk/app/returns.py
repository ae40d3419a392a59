"""Returns to funders: filled in from the record, checked, written, sent; joined from store, domain and reports."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from cspdesk.app.named import agreement_called
from cspdesk.app.return_templates import template_called
from cspdesk.domain.audience import Audience
from cspdesk.domain.documents import Document
from cspdesk.domain.return_check import Finding, check, ready
from cspdesk.domain.return_figures import EXPLAINED, ReturnFigures, figures_from_json, figures_json, fill
from cspdesk.domain.return_periods import ReturnPeriod
from cspdesk.domain.return_record import ReturnRecord
from cspdesk.domain.return_sources import FieldKind
from cspdesk.domain.return_templates import Template, signed_key
from cspdesk.domain.returns import Return, ReturnState
from cspdesk.errors import UserError
from cspdesk.store.ids import new_id
from cspdesk.store.return_record import return_record
from cspdesk.store.store import Store, open_store

RETURN = "return"
KINDS = (".pdf", ".xlsx", ".csv")


@dataclass(frozen=True, slots=True)
class ReturnRequest:
    """Which return: template by name, agreement by reference, period as 2015/16-Q2 or 2015/16, readers."""

    template: str
    agreement: str
    period: str
    audience: str = Audience.PARTNER.value


@dataclass(frozen=True, slots=True)
class OneReturn:
    """A return as it stands: kept (None when nobody began it), what it is made from, its figures, what is found.

    When it was submitted, the figures are those that were frozen, and nothing is found.
    """

    template: Template
    kept: Return | None
    record: ReturnRecord
    figures: ReturnFigures
    findings: tuple[Finding, ...]

    @property
    def is_submitted(self) -> bool:
        """Whether it was sent."""
        return self.kept is not None and self.kept.state is ReturnState.SUBMITTED

    @property
    def is_ready(self) -> bool:
        """Whether nothing stands against sending it."""
        return ready(self.findings)


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


def write_return(one: OneReturn, out: Path, made_on: date, *, draft: bool = False) -> ReturnMade:
    """Write a return as the ending of `out` says. draft: marked as such on every page, whatever is missing.

    Raises UserError for another ending, for a return that is not ready and no draft, and when it cannot be written.
    """
    from cspdesk.exchange.saving import save_whole
    from cspdesk.reports.return_document import figures_csv, render

    kind = out.suffix.lower()
    if kind not in KINDS:
        raise UserError(f"{out.name} should end in .pdf (document), .xlsx (workbook) or .csv (figures).")
    if not one.is_ready and not draft:
        raise UserError("\n".join(["The return cannot be made yet, only as a draft:", *refusal(one)]))
    if kind == ".pdf":
        made = render(one.figures, out, made_on=made_on, findings=one.findings, draft=draft)
        return ReturnMade(out, made.sha256, made.pages, draft)
    if kind == ".xlsx":
        from cspdesk.exchange.return_book import return_workbook

        return ReturnMade(out, save_whole(out, return_workbook(one.figures, made_on, draft=draft)), 0, draft)
    return ReturnMade(out, save_whole(out, figures_csv(one.figures)), 0, draft)


def export_return(
    file: Path, request: ReturnRequest, out: Path, made_on: date, *, draft: bool = False, answers: Path | None = None
) -> tuple[OneReturn, ReturnMade | None]:
    """Write a return from a file, which is only read: the command line's way. None when it is refused.

    A return that was submitted is given out as it was sent: the very document, or its frozen figures.
    """
    with open_store(file, read_only=True) as store:
        given = None if answers is None else read_answers(answers, template_called(file, request.template))
        one = read_return(store, request, made_on, given)
        if one.is_submitted and out.suffix.lower() == ".pdf" and one.kept is not None and one.kept.document_id:
            document = store.documents.documents.get(one.kept.document_id)
            _check_audience(document, request)
            return one, _copied(store.evidence.bytes_of(document.sha256), document, out)
    if not one.is_ready and not draft:
        return one, None
    sent_on = one.kept.submitted_on if one.kept is not None else None
    return one, write_return(one, out, sent_on or made_on, draft=draft and not one.is_submitted)


def _check_audience(document: Document, request: ReturnRequest) -> None:
    if document.audience is not Audience(request.audience):
        raise UserError(
            f"{document.title} was sent in its {document.audience.value} version, which is the one that is kept. Ask "
            f"for --audience {document.audience.value}."
        )


def _copied(content: bytes, document: Document, out: Path) -> ReturnMade:
    from cspdesk.exchange.saving import save_whole

    return ReturnMade(out, save_whole(out, content), document.pages, draft=False)


def check_return(file: Path, request: ReturnRequest, as_at: date) -> OneReturn:
    """Return a return of a file with what is found, writing nothing."""
    with open_store(file, read_only=True) as store:
        return read_return(store, request, as_at)


def begin(store: Store, one: OneReturn) -> Return:
    """Return the draft that a return is kept as, begun if need be; inside a step."""
    if one.kept is not None:
        return one.kept
    made = Return(new_id(), one.record.agreement.id, one.template.name, str(one.record.period))
    store.returns.returns.insert(made)
    return made


def answer(store: Store, one: OneReturn, answers: Mapping[str, str]) -> Return:
    """Keep what a person wrote in fields of a return, as one step; nothing written empties a field.

    Raises UserError for a field that the template does not ask for, or when the return was submitted.
    """
    with store.step(answered_label(one)):
        return keep_answers(store, one, answers)


def answered_label(one: OneReturn) -> str:
    """Return what the history calls the step of writing in a return."""
    return f"Wrote in the {one.template.title.lower()} of {one.record.period.label}"


def keep_answers(store: Store, one: OneReturn, answers: Mapping[str, str]) -> Return:
    """Keep answers inside a step that is open; see `answer`."""
    known = answer_keys(one.template)
    for key in answers:
        if key not in known:
            raise UserError(f"“{one.template.title}” asks for no “{key}”. It asks for: {', '.join(known)}.")
    kept = begin(store, one)
    for key, text in answers.items():
        store.returns.answer(kept.id, key, text)
    return kept


def answer_keys(template: Template) -> tuple[str, ...]:
    """Return where a person's answers are kept: fields, reasons of ratings, who signs, what explains differences."""
    keys: list[str] = []
    for field in template.fields:
        if field.is_answered:
            keys += [field.key, field.reason_key] if field.kind is FieldKind.RATING else [field.key]
    return (*keys, *(signed_key(place) for place in range(len(template.signs))), EXPLAINED)


def read_answers(path: Path, template: Template) -> dict[str, str]:
    """Return answers from a TOML file, keys as in `answer_keys`. Raises UserError naming what is wrong."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UserError(f'{path.name} cannot be read as answers (TOML, key = "text"): {error}.') from error
    known, found = answer_keys(template), {}
    for key, value in _flat(data):
        if key not in known:
            raise UserError(f"{path.name}: the template asks for no “{key}”. It asks for: {', '.join(known)}.")
        if isinstance(value, bool) or not isinstance(value, str | int | date):
            raise UserError(f"{path.name}, “{key}”: an answer is text, a whole number or a date.")
        found[key] = str(value)
    return found


def _flat(data: Mapping[str, object]) -> list[tuple[str, object]]:
    """Return keys as they are kept: `spend.reason`, which TOML may read as a table, is one key."""
    found: list[tuple[str, object]] = []
    for key, value in data.items():
        found += [(f"{key}.{k}", v) for k, v in value.items()] if isinstance(value, dict) else [(key, value)]
    return found


@dataclass(frozen=True, slots=True)
class Sending:
    """A return about to be sent: its document, and what the history calls the step."""

    one: OneReturn
    on: date
    title: str
    content: bytes
    pages: int

    @property
    def label(self) -> str:
        """The step in the past tense."""
        return f"Submitted {self.title}"


def prepare(one: OneReturn, on: date) -> Sending:
    """Return a return made ready to be sent; nothing is changed. Raises UserError listing what stands against it."""
    if one.is_submitted:
        raise UserError(f"The return of {one.record.period.label} was submitted already.")
    if not one.is_ready:
        raise UserError("\n".join(["The return cannot be sent yet:", *refusal(one)]))
    title = f"{one.template.title}, {one.record.agreement.reference}, {one.record.period.label}"
    with TemporaryDirectory() as folder:
        path = Path(folder) / "return.pdf"
        made = write_return(one, path, on)
        return Sending(one, on, title, path.read_bytes(), made.pages)


def submit(store: Store, one: OneReturn, on: date) -> Return:
    """Send a return: freeze its figures and keep its document, as one step, undoable. Return it as it is kept.

    Raises UserError listing what stands against it.
    """
    sending = prepare(one, on)
    with store.step(sending.label):
        return keep_sent(store, sending)


def keep_sent(store: Store, sending: Sending) -> Return:
    """Freeze a return that was made ready, inside a step that is open.

    Quarters whose corrections it reports are closed anew, so that the next return does not report them again.
    """
    one, on = sending.one, sending.on
    agreement, period, figures = one.record.agreement, one.record.period, figures_json(one.figures)
    kept = begin(store, one)
    document = Document(
        id=new_id(),
        kind=RETURN,
        title=sending.title,
        audience=one.record.audience,
        made_on=on,
        made_by=store.person,
        sha256=store.evidence.keep_bytes(sending.content),
        pages=sending.pages,
        figures=figures,
        agreement_id=agreement.id,
        year=period.year.first,
    )
    store.documents.documents.insert(document)
    sent = replace(
        kept,
        state=ReturnState.SUBMITTED,
        submitted_on=on,
        submitted_by=store.person,
        figures=figures,
        document_id=document.id,
    )
    store.returns.returns.update(sent)
    for quarter in one.record.corrections:
        if quarter.ends_on <= period.ends_on:
            store.returns.close_again(agreement.id, quarter, by=store.person, on=on)
    return sent
