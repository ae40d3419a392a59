"""Sending a return: its figures are frozen and its document is kept, as one step."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from cspdesk.app.one_return import OneReturn
from cspdesk.app.return_answers import begin
from cspdesk.app.returns import refusal, write_return
from cspdesk.domain.documents import Document
from cspdesk.domain.return_figures import figures_json
from cspdesk.domain.returns import Return, ReturnState
from cspdesk.errors import UserError
from cspdesk.store.ids import new_id
from cspdesk.store.store import Store

RETURN = "return"


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


def prepare(one: OneReturn, on: date, *, source: Path) -> Sending:
    """Return a return made ready to be sent; nothing is changed. source: the partnership's file.

    Raises UserError listing what stands against it.
    """
    if one.is_submitted:
        raise UserError(f"The return of {one.record.period.label} was submitted already.")
    if not one.is_ready:
        raise UserError("\n".join(["The return cannot be sent yet:", *refusal(one)]))
    title = f"{one.template.title}, {one.record.agreement.reference}, {one.record.period.label}"
    with TemporaryDirectory() as folder:
        path = Path(folder) / "return.pdf"
        made = write_return(one, path, on, source=source)
        return Sending(one, on, title, path.read_bytes(), made.pages)


def submit(store: Store, one: OneReturn, on: date) -> Return:
    """Send a return: freeze its figures and keep its document, as one step, undoable. Return it as it is kept.

    Raises UserError listing what stands against it.
    """
    sending = prepare(one, on, source=store.path)
    with store.step(sending.label):
        return keep_sent(store, sending)


def keep_sent(store: Store, sending: Sending) -> Return:
    """Freeze a return that was made ready, inside a step that is open.

    Quarters whose corrections it tells are closed anew, so that the next return does not tell them again; so are those
    that nobody was told of before. A template without a table of corrections leaves the others to the next return.
    """
    one, on = sending.one, sending.on
    agreement, period, figures = one.record.agreement, one.record.period, figures_json(one.figures)
    kept, reported = begin(store, one), store.returns.reported(agreement.id)
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
    store.documents.keep(document)
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
        if quarter.ends_on <= period.ends_on and (one.template.tells_corrections or quarter not in reported):
            store.returns.close_again(agreement.id, quarter, by=store.person, on=on, told=True)
    return sent
