"""Returns in the window: listed with their state, answered in place, checked as one writes, sent, told on the Desk."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QFileDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from cspdesk.app.return_templates import own_folder, template_called, templates
from cspdesk.app.returns import ReturnRequest
from cspdesk.domain.audience import Audience
from cspdesk.domain.forecasts import Treatment, UnderspendPlan
from cspdesk.domain.funding import Eligibility
from cspdesk.domain.money import pounds
from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.return_sources import FieldKind
from cspdesk.domain.return_table import TableValue
from cspdesk.domain.returns import ReturnState
from cspdesk.store.sample import fill_with_sample
from cspdesk.store.store import Store, create_store, open_store
from cspdesk.ui.dialogs.return_form import ReturnDialog
from cspdesk.ui.models.desk_needs import Need
from cspdesk.ui.models.desk_rows import read_desk
from cspdesk.ui.models.funding_rows import read_agreements
from cspdesk.ui.models.return_rows import kept_words, place_of, table_columns
from cspdesk.ui.panels.agreement_returns import ReturnsSection
from cspdesk.ui.panels.document_preview import DocumentPreview
from cspdesk.ui.session import Place, Session
from cspdesk.ui.settings import Settings
from cspdesk.ui.tabs.funding import FundingTab
from cspdesk.ui.theme import Theme
from cspdesk.ui.widgets.side_panel import SidePanel
from cspdesk.ui.widgets.table import TableView

TODAY = date(2016, 9, 30)
Q4 = ReturnRequest("pcc-quarterly", "PCC-2015-CORE", "2015/16-Q4")
Q2 = ReturnRequest("pcc-quarterly", "PCC-2015-CORE", "2015/16-Q2")


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "sample.cspdesk"
    with create_store(path, "Sample", person="Ann Officer") as made:
        fill_with_sample(made)
    return path


@pytest.fixture
def store(sample: Path, tmp_path: Path) -> Iterator[Store]:
    with open_store(Path(shutil.copy(sample, tmp_path)), person="Ann Officer") as made:
        yield made


@pytest.fixture
def session(theme: Theme, store: Store, settings: Settings) -> Iterator[Session]:
    made = Session(store, settings, TODAY)
    made.year = FinancialYear(2015)
    yield made
    made.close()


@pytest.fixture
def open_return(session: Session, qtbot: QtBot) -> Callable[[ReturnRequest], ReturnDialog]:
    def opened(request: ReturnRequest) -> ReturnDialog:
        made = ReturnDialog(session, request)
        qtbot.addWidget(made)
        return made

    return opened


def finish(session: Session) -> None:
    """Do in the ledger what the sample's Q4 return waits for."""
    store = session.store
    core = store.funding.agreement_called("PCC-2015-CORE")
    assert core is not None
    lines = store.funding.lines_of(core.id)
    loose = [t.id for t in store.funding.unassigned(core.id) if t.occurred_on <= date(2016, 3, 31)]

    def work() -> None:
        store.funding.assign(loose, lines[-1].id)
        store.terms.judge(loose, Eligibility.ELIGIBLE)
        plan = UnderspendPlan("plan", lines[0].id, FinancialYear(2015), Treatment.RETURN, 300_000)
        store.forecasts.plan_underspend(plan)

    assert session.do("Put right what was left over", work)


def write(dialog: ReturnDialog, key: str, text: str) -> None:
    editor = dialog.page.fields[key].editor
    put = getattr(editor, "setPlainText", None) or editor.setText  # type: ignore[attr-defined]
    put(text)


def test_an_agreements_returns_are_listed_with_their_state(session: Session, qtbot: QtBot) -> None:
    tab = FundingTab(session)
    qtbot.addWidget(tab)
    core = session.store.funding.agreement_called("PCC-2015-CORE")
    assert core is not None
    tab.focus_record(Place("funding", None, "returns", core.id))
    section = tab.detail.part("returns")
    assert isinstance(section, ReturnsSection)
    rows = section.returns.table.records
    assert [(r.owed.period.label, r.state) for r in rows] == [
        ("Q1 2015/16", "Submitted 20/07/2015"),
        ("Q2 2015/16", "Submitted 20/10/2015"),
        ("Q3 2015/16", "Submitted 19/01/2016"),
        ("Q4 2015/16", "Begun, 5 months late"),
    ]
    assert section.note.text() == "1 of 4 to be sent for periods that are over."


def test_what_is_written_is_checked_at_once_and_kept_as_one_step(
    session: Session, open_return: Callable[[ReturnRequest], ReturnDialog]
) -> None:
    dialog = open_return(Q4)
    steps = len(session.store.journal.steps(limit=-1))
    before = len([f for f in dialog.findings.findings if f.is_error])
    write(dialog, "risks", "None known.")
    write(dialog, "signed.1", "A Lead")
    dialog.check_again()
    assert len([f for f in dialog.findings.findings if f.is_error]) == before - 2
    assert dialog.is_dirty
    assert dialog.save()
    assert not dialog.is_dirty
    assert len(session.store.journal.steps(limit=-1)) == steps + 1
    session.undo()
    assert dialog.is_dirty
    assert open_return(Q4).page.fields["risks"].text == ""


def test_a_finding_leads_to_its_field_or_to_its_place_in_the_window(
    session: Session, open_return: Callable[[ReturnRequest], ReturnDialog], qtbot: QtBot
) -> None:
    dialog = open_return(Q4)
    dialog.show()
    found = {f.place.key: f for f in dialog.findings.findings}
    dialog.go_to(found["risks"])
    qtbot.waitUntil(lambda: dialog.page.fields["risks"].editor is focused(dialog))
    with qtbot.waitSignal(session.go_to) as went:
        dialog.go_to(found["unassigned"])
    assert went.args is not None
    assert (went.args[0].tab, went.args[0].section) == ("funding", "unassigned")
    assert not dialog.isVisible()


def focused(dialog: ReturnDialog) -> QWidget | None:
    return dialog.focusWidget()


def test_a_return_is_sent_once_it_is_ready_and_undone_in_one(
    session: Session,
    open_return: Callable[[ReturnRequest], ReturnDialog],
    answer: Callable[[str | None], list[str]],
) -> None:
    finish(session)
    dialog = open_return(Q4)
    assert not dialog.submit_button.isEnabled()
    for key in ("risks", "signed.1", "signed.2"):
        write(dialog, key, "Ann Officer")
    dialog.check_again()
    assert dialog.findings.heading.text().startswith("Ready to be sent")
    asked = answer("Submit")
    dialog.submit()
    assert asked == ["Submit the return of Q4 2015/16?"]
    kept = session.store.returns.return_for(dialog.one.record.agreement.id, Q4.template, Q4.period)
    assert kept is not None
    assert (kept.state, kept.submitted_on) == (ReturnState.SUBMITTED, TODAY)
    assert dialog.pages().startswith(b"%PDF")
    assert not dialog.save_button.isEnabled()
    session.undo()
    assert session.store.returns.returns.get(kept.id).state is ReturnState.DRAFT
    assert not [d for d in session.store.documents.all_documents() if d.kind == "return"]


def test_a_sent_return_is_only_read(open_return: Callable[[ReturnRequest], ReturnDialog]) -> None:
    dialog = open_return(Q2)
    assert not dialog.page.answers() or all(f.editor.isEnabled() is False for f in dialog.page.fields.values())
    assert not dialog.submit_button.isEnabled()
    assert dialog.findings.heading.text() == "Submitted: its figures are frozen"
    assert not dialog.is_dirty


def test_leaving_what_is_not_saved_asks_first(
    open_return: Callable[[ReturnRequest], ReturnDialog], answer: Callable[[str | None], list[str]]
) -> None:
    dialog = open_return(Q4)
    dialog.show()
    write(dialog, "risks", "Something")
    asked = answer(None)
    dialog.reject()
    assert dialog.isVisible()
    asked = answer("Discard")
    dialog.reject()
    assert asked == ["Save your changes?"]
    assert not dialog.isVisible()


def test_every_shipped_kind_can_be_begun(
    session: Session, open_return: Callable[[ReturnRequest], ReturnDialog]
) -> None:
    for name, period in (("s151-claim", "2015/16-Q1"), ("dual-rating", "2015/16-Q4"), ("year-end", "2015/16")):
        dialog = open_return(ReturnRequest(name, "PCC-2015-CORE", period))
        asked = {key for key in dialog.page.fields if not key.startswith(("signed", "explained"))}
        template = template_called(session.store.path, name)
        assert {f.key for f in template.fields if f.is_answered} <= asked


def test_the_desk_says_which_returns_are_due_and_where(store: Store) -> None:
    year = FinancialYear(2016)
    needs = read_desk(store, store.funding.sums(year), year, Audience.RESTRICTED, TODAY).needs
    due = [row for row in needs if row.kind == "Return"]
    assert [(row.what, row.need, row.when) for row in due] == [
        ("Quarterly monitoring return, Q4 2015/16", Need.LATE, "5 months late")
    ]
    assert due[0].place.section == "returns"


def test_a_faulty_template_of_ones_own_is_said_on_the_desk_and_breaks_nothing(store: Store, session: Session) -> None:
    own = own_folder(store.path)
    own.mkdir()
    (own / "mine.toml").write_text('name = "mine"\ncolour = 1\n', encoding="utf-8")
    year = FinancialYear(2016)
    needs = read_desk(store, store.funding.sums(year), year, Audience.RESTRICTED, TODAY).needs
    said = [row.what for row in needs if row.kind == "Return template"]
    assert len(said) == 1
    assert said[0].startswith("mine.toml: “colour” is not known here; known are: about, adds_up,")


@pytest.fixture
def section(session: Session, qtbot: QtBot) -> ReturnsSection:
    """The returns of the core grant of 2015/16."""
    made = ReturnsSection(session, SidePanel())
    qtbot.addWidget(made)
    row = next(r for r in read_agreements(session.store, session.year) if r.agreement.reference == "PCC-2015-CORE")
    made.show_agreement(row)
    return made


def test_a_return_is_begun_for_the_first_period_without_one_and_opened_from_the_list(
    section: ReturnsSection, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(ReturnDialog, "exec", lambda dialog: opened.append(dialog.windowTitle()))
    known = {t.name: t for t in templates(session.store.path)}
    section.begin(known["s151-claim"])
    section.begin(known["pcc-quarterly"])
    section.begin(known["year-end"])
    section.open_button.click()
    assert opened == [
        "Grant claim for the finance officer's certificate, Q1 2015/16",
        "Quarterly monitoring return, Q4 2015/16",
        "Year-end statement, 2015/16",
        "Quarterly monitoring return, Q4 2015/16",
    ]


def test_an_agreement_says_what_it_asks_for_and_the_desk_lists_what_nobody_has_begun(
    section: ReturnsSection, session: Session
) -> None:
    store, year = session.store, FinancialYear(2016)
    section.ask()
    asked = section.asked.fields
    assert {name: field.value() for name, field in asked.items() if field.value()} == {"pcc-quarterly": "2015/16-Q1"}
    asked["s151-claim"].set_value("2015/16-Q3")
    assert section._panel.save()
    section.reload()
    claims = [r for r in section.returns.table.records if r.owed.template.name == "s151-claim"]
    assert [(r.owed.period.label, r.owed.kept) for r in claims] == [("Q3 2015/16", None), ("Q4 2015/16", None)]
    needs = read_desk(store, store.funding.sums(year), year, Audience.RESTRICTED, TODAY).needs
    told = [row.what for row in needs if row.kind == "Return"]
    assert "Grant claim for the finance officer's certificate, Q3 2015/16" in told
    asked["s151-claim"].set_value("")
    assert section._panel.save()
    assert [each.template for each in store.returns.asked_of(section.row.id)] == ["pcc-quarterly"]
    session.undo_stack.undo()
    assert len(store.returns.asked_of(section.row.id)) == 2


def test_a_faulty_template_is_said_in_place_of_the_list(section: ReturnsSection, session: Session) -> None:
    own = own_folder(session.store.path)
    own.mkdir()
    (own / "mine.toml").write_text("name = ", encoding="utf-8")
    section.reload()
    assert section.note.text().startswith("mine.toml is not valid TOML")


@pytest.mark.parametrize(("kind", "begins"), [("pdf", b"%PDF"), ("xlsx", b"PK"), ("csv", b"section,")])
@pytest.mark.parametrize("request_", [Q4, Q2])
def test_a_copy_is_saved_as_its_ending_says(
    open_return: Callable[[ReturnRequest], ReturnDialog],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    kind: str,
    begins: bytes,
    request_: ReturnRequest,
) -> None:
    path = tmp_path / f"copy.{kind}"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    open_return(request_).save_a_copy()
    assert path.read_bytes().startswith(begins)


def test_a_copy_that_cannot_be_saved_is_said(
    open_return: Callable[[ReturnRequest], ReturnDialog],
    errors: list[Exception],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("gone/copy.pdf", "gone/copy.csv", "copy.doc"):
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, name=name: (str(tmp_path / name), ""))
        open_return(Q4).save_a_copy()
    assert len(errors) == 3
    assert "copy.doc should end in .pdf" in str(errors[-1])


def test_the_window_and_the_document_show_the_same_figures(
    open_return: Callable[[ReturnRequest], ReturnDialog],
) -> None:
    dialog = open_return(Q4)
    shown = {label.text() for label in dialog.page.findChildren(QLabel)}
    money = [f for f in dialog.one.figures.fields if f.kind is FieldKind.MONEY]
    assert money
    assert {pounds(f.value) for f in money if isinstance(f.value, int)} <= shown
    tables = {view.accessibleName() or view.objectName(): view for view in dialog.page.findChildren(TableView)}
    total = tables["Each budget line"].table.records[-1]
    assert total.cells[1:] == tuple(
        dialog.one.figures.sums[name]
        for name in ("revised", "actual_period", "actual_year", "committed", "forecast", "outturn", "variance")
    )


def test_the_pages_can_be_looked_at_before_sending(
    open_return: Callable[[ReturnRequest], ReturnDialog], monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[int] = []
    monkeypatch.setattr(QDialog, "exec", lambda dialog: seen.append(dialog.findChild(DocumentPreview).pages))
    open_return(Q4).preview()
    assert seen[0] >= 4


def test_other_readers_are_shown_no_more_than_they_may_see_and_what_is_written_stays(
    open_return: Callable[[ReturnRequest], ReturnDialog], session: Session, errors: list[Exception]
) -> None:
    core = session.store.funding.agreement_called("PCC-2015-CORE")
    assert core is not None
    assert session.do("Marked", lambda: session.store.funding.save_agreement(replace(core, marking=Audience.PARTNER)))
    dialog = open_return(Q4)
    assert dialog.readers.value() is Audience.PARTNER
    write(dialog, "risks", "None known.")
    dialog.show_for(Audience.RESTRICTED)
    assert dialog.one.figures.audience is Audience.RESTRICTED
    assert dialog.page.fields["risks"].text == "None known."
    assert dialog.is_dirty
    dialog.show_for(Audience.PUBLIC)
    assert "is marked partner, so no public return" in str(errors[0])
    assert dialog.readers.value() is Audience.RESTRICTED
    assert not open_return(Q2).readers.isEnabled()


def test_a_finding_on_payments_leads_to_where_each_can_be_judged_or_proved(
    session: Session, open_return: Callable[[ReturnRequest], ReturnDialog]
) -> None:
    store = session.store
    dialog = open_return(Q4)
    found = {f.place.key: f.place for f in dialog.findings.findings}
    agreement = dialog.one.record.agreement
    untraced = place_of(store, found["untraced"], agreement, FinancialYear(2015))
    assert untraced is not None
    assert (untraced.tab, untraced.section) == ("priority", "evidence")
    assert untraced.record_id in found["untraced"].ids
    ineligible = place_of(store, found["ineligible"], agreement, FinancialYear(2015))
    assert ineligible == Place("funding", None, "reconcile", agreement.id, FinancialYear(2015))
    unjudged = place_of(store, replace(found["untraced"], key="unjudged"), agreement, FinancialYear(2015))
    assert unjudged == replace(untraced, section="money")
    shared = [t.id for t in store.funding.transactions_of(agreement.id) if not _priority_of(store, t.line_id)]
    nowhere = place_of(store, replace(found["untraced"], ids=tuple(shared)), agreement, FinancialYear(2015))
    assert nowhere == Place("funding", None, "proof", agreement.id, FinancialYear(2015))


def _priority_of(store: Store, line_id: str | None) -> str | None:
    return store.funding.lines.get(line_id).priority_id if line_id else None


def test_beginning_with_a_faulty_template_of_ones_own_is_said_not_a_fault_of_ours(
    section: ReturnsSection, session: Session, errors: list[Exception]
) -> None:
    own = own_folder(session.store.path)
    own.mkdir()
    (own / "mine.toml").write_text('name = "mine"\ncolour = 1\n', encoding="utf-8")
    section.add()
    section.ask()
    assert [str(error).split(":")[0] for error in errors] == ["mine.toml"] * 2


def test_what_is_kept_of_a_sent_return_is_said_beside_it(
    session: Session, open_return: Callable[[ReturnRequest], ReturnDialog]
) -> None:
    dialog = open_return(Q2)
    assert dialog.findings.kept.text().startswith("No document was kept with it.")
    assert not dialog.findings.list.isVisibleTo(dialog.findings)
    sent = dialog.one.kept
    assert sent is not None
    kept = replace(sent, document_id="document")
    assert "as it was sent" in kept_words(kept)


def test_a_table_gives_its_room_to_words_and_breaks_the_headings_of_narrow_columns() -> None:
    value = TableValue((("Decided", "date"), ("From", "words"), ("Days later than first agreed", "count")), ())
    decided, source, late = table_columns(value)
    assert [column.stretch for column in (decided, source, late)] == [False, True, False]
    assert (decided.heading, source.heading, late.heading) == ("Decided", "", "Days later\nthan first\nagreed")
