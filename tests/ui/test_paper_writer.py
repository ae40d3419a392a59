"""Writing papers: begun, written and kept in single steps, checked as it is typed, findings accepted or set aside."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from cspdesk.app.paper_templates import paper_templates
from cspdesk.app.paper_writing import begin_paper
from cspdesk.domain.audience import Audience
from cspdesk.domain.paper_progress import SectionProgress
from cspdesk.domain.paper_templates import PaperSection
from cspdesk.domain.papers import FundingLevel, Paper, PaperKind, parts_as_text, typed_parts
from cspdesk.domain.partnership import Priority
from cspdesk.errors import UserError
from cspdesk.ui.dialogs.form import FormDialog
from cspdesk.ui.dialogs.overrule import overruling_form
from cspdesk.ui.dialogs.paper_export import PaperExportDialog
from cspdesk.ui.dialogs.paper_writer import PaperWriter
from cspdesk.ui.dialogs.papers import begin_form
from cspdesk.ui.panels.paper_lacks import PaperLacks
from cspdesk.ui.panels.paper_people import Beneficiaries, CaseStudies
from cspdesk.ui.panels.papers_page import PapersPage
from cspdesk.ui.session import Session

TYPED = "We helped 12 people last month."


@pytest.fixture
def paper(session: Session) -> Paper:
    """A bid for the one priority of a small record."""
    made: list[Paper] = []
    priority = Priority("priority", 1, "Safer streets")
    template = next(t for t in paper_templates(session.store.path) if t.name == "commissioner-bid")

    def work() -> None:
        session.store.partnership.priorities.insert(priority)
        made.append(begin_paper(session.store, template, session.year, priority, session.today))

    assert session.do("Began a bid", work)
    return made[0]


@pytest.fixture
def writer(qtbot: QtBot, session: Session, paper: Paper) -> Iterator[PaperWriter]:
    """The window it is written in, once the record is read."""
    made = PaperWriter(session, paper.id)
    qtbot.addWidget(made, before_close_func=lambda left: left.done(0) if left.isVisible() else None)
    made.show()
    qtbot.waitUntil(lambda: made.checking.ground is not None, timeout=60_000)
    yield made
    qtbot.waitUntil(lambda: not session.jobs.busy, timeout=60_000)


def written(writer: PaperWriter, body: str = TYPED) -> None:
    """Type into the field of the section at hand."""
    editor = next(iter(writer.page.editors.values()))
    editor.selectAll()
    editor.insertPlainText(body)


def checked(qtbot: QtBot, writer: PaperWriter, count: int) -> None:
    qtbot.waitUntil(lambda: len(writer.found.findings) == count, timeout=20_000)


def test_texts_are_kept_as_one_step_and_undone(writer: PaperWriter, session: Session, paper: Paper) -> None:
    written(writer)
    writer.go_to_section("need")
    written(writer, "There is need.")
    assert writer.is_dirty
    assert writer.save()
    kept = session.store.papers.texts_of(paper.id)
    assert {key: text.body for key, text in kept.items()} == {"summary": TYPED, "need": "There is need."}
    assert not writer.is_dirty
    session.undo()
    assert session.store.papers.texts_of(paper.id) == {}
    assert writer.bodies()["summary"] == ""


def test_what_is_typed_is_checked_and_underlined(qtbot: QtBot, writer: PaperWriter) -> None:
    written(writer)
    checked(qtbot, writer, 1)
    editor = writer.page.editors["summary"]
    assert [mark.cursor.selectedText() for mark in editor.extraSelections()] == ["12"]
    written(writer, "We helped people.")
    checked(qtbot, writer, 0)
    assert editor.extraSelections() == []


def test_a_finding_is_set_aside_with_name_and_reason_and_taken_back(
    qtbot: QtBot, writer: PaperWriter, session: Session, paper: Paper
) -> None:
    written(writer)
    checked(qtbot, writer, 1)
    form = overruling_form(session, writer.writing, writer.found.findings[0], writer.figures, writer)
    form.accept()
    assert session.store.papers.overrulings_of(paper.id) == (), "no reason, no overruling"
    reason = form.findChildren(type(form._form.fields[1]))[0]
    reason.setPlainText("Counted by hand")
    form.accept()
    (made,) = session.store.papers.overrulings_of(paper.id)
    assert (made.overruled_by, made.reason, made.words) == ("Ann Officer", "Counted by hand", TYPED)
    checked(qtbot, writer, 0)
    writer.take_back(made)
    checked(qtbot, writer, 1)


def test_what_is_typed_after_overruling_leaves_the_words_that_stay(
    qtbot: QtBot, writer: PaperWriter, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(writer)
    checked(qtbot, writer, 1)
    monkeypatch.setattr("cspdesk.ui.dialogs.paper_writer.ask_overruling", lambda *_: True)
    writer.overrule(writer.found.findings[0])
    qtbot.keyClicks(writer.page.editors["summary"], " And more.")
    assert writer.bodies()["summary"] == f"{TYPED} And more."


def test_accepting_puts_what_is_safe_in_the_place_of_the_sentence(
    qtbot: QtBot, writer: PaperWriter, session: Session
) -> None:
    key = next(key for key in writer.figures if key.endswith(".share") or key.startswith("actions."))
    assert writer.figures[key].text == "0"
    written(writer, "It is so. @{none.such} is gone.")
    checked(qtbot, writer, 1)
    assert not writer.found.findings[0].safe
    finding = writer.found.findings[0]
    from dataclasses import replace

    writer.accept_finding(replace(finding, safe="Nothing is held."))
    assert writer.page.editors["summary"].body() == "It is so. Nothing is held."


def test_the_request_is_kept_with_its_amounts(writer: PaperWriter, session: Session, paper: Paper) -> None:
    writer.go_to_section("request")
    form = writer.page.request
    assert form is not None
    amount, happens = form._fields[FundingLevel.FULL]
    amount.setText("1,000")
    happens.setPlainText("All of it goes on")
    assert writer.save()
    (option,) = session.store.papers.options_of(paper.id)
    assert (option.level, option.amount_pence, option.what_happens) == (FundingLevel.FULL, 100_000, "All of it goes on")
    amount.setText("")
    happens.setPlainText("")
    assert writer.save()
    assert session.store.papers.options_of(paper.id) == ()


def test_an_amount_that_is_none_is_not_kept(writer: PaperWriter, session: Session, errors: list[Exception]) -> None:
    writer.go_to_section("request")
    form = writer.page.request
    assert form is not None
    amount = form._fields[FundingLevel.NONE][0]
    amount.setText("much")
    assert writer.is_dirty, "it would be lost on closing"
    writer.go_to_section("request")
    written(writer, "Please.")
    assert writer.focusWidget() is writer.page.editors["request"], "the keys were taken while the person wrote"
    writer.go_to_section("need")
    assert not writer.save()
    assert "None" in str(errors[0])
    assert writer.focusWidget() is amount


def test_what_is_missing_is_told_with_what_would_be_asked(writer: PaperWriter) -> None:
    before = writer.lacks.list.count()
    assert "what an assessor" not in writer.lacks.heading.text()
    assert any("•" in writer.lacks.list.item(row).text() for row in range(before))
    written(writer)
    assert writer.lacks.list.count() == before - 1
    assert "too many" not in writer.state.text()


def test_of_no_money_no_amount_is_missing_but_what_happens_then(writer: PaperWriter) -> None:
    (asked,) = [each for each in writer.progress() if each.section.key == "request"]
    assert "What happens at the request “none” is not said." in asked.lacks
    assert not any(says.startswith("No amount") and "none" in says for says in asked.lacks)


def test_a_question_stays_a_question_in_what_is_missing_and_is_asked_about_once(qtbot: QtBot) -> None:
    section = PaperSection("ask", "What do you ask for?", asks=("Is it enough?",))
    lacks = PaperLacks(lambda _: None)
    qtbot.addWidget(lacks)
    lacks.show_progress([SectionProgress(section, 0, ("Nothing is written here yet.", "No amount is given."))])
    told = [lacks.list.item(row).text() for row in range(lacks.list.count())]
    assert told == [
        "What do you ask for? Nothing is written here yet.\n•  Is it enough?",
        "What do you ask for? No amount is given.",
    ]


def test_leaving_asks_when_something_is_not_kept(
    writer: PaperWriter, session: Session, paper: Paper, answer: Callable[[str | None], list[str]]
) -> None:
    written(writer)
    asked = answer(None)
    writer.reject()
    assert asked == ["Save your changes?"]
    assert writer.isVisible()
    answer("Save")
    writer.reject()
    assert not writer.isVisible()
    assert session.store.papers.texts_of(paper.id)["summary"].body == TYPED


def test_the_preview_shows_what_is_written_and_not_kept(qtbot: QtBot, writer: PaperWriter) -> None:
    written(writer, "A sentence of today.")
    writer.beside.setCurrentWidget(writer.preview)
    qtbot.waitUntil(lambda: "sentence of today" in text_of(writer), timeout=60_000)
    written(writer, "Quite another one.")
    qtbot.waitUntil(lambda: "Quite another one" in text_of(writer), timeout=60_000)
    assert writer.is_dirty


def test_the_record_is_read_for_the_preview_before_anybody_looks(
    qtbot: QtBot, writer: PaperWriter, monkeypatch: pytest.MonkeyPatch
) -> None:
    qtbot.waitUntil(lambda: writer.preview.has_read, timeout=60_000)
    read: list[object] = []
    monkeypatch.setattr("cspdesk.app.paper_preview.read_record", lambda *given: read.append(given))
    written(writer, "Read ahead of this.")
    writer.beside.setCurrentWidget(writer.preview)
    qtbot.waitUntil(lambda: "Read ahead of this" in text_of(writer), timeout=60_000)
    assert read == []


def test_the_first_pages_are_made_before_anybody_looks_and_there_at_once(
    qtbot: QtBot, writer: PaperWriter, monkeypatch: pytest.MonkeyPatch
) -> None:
    qtbot.waitUntil(lambda: writer.preview.has_read, timeout=60_000)
    made: list[object] = []
    monkeypatch.setattr("cspdesk.app.paper_preview.bytes_of", lambda *given: made.append(given))
    writer.beside.setCurrentWidget(writer.preview)
    assert writer.preview.pages.pages
    assert made == []


def text_of(writer: PaperWriter) -> str:
    """Return the words on the pages of the preview."""
    document = writer.preview.pages.document
    return " ".join(document.getAllText(page).text() for page in range(document.pageCount()))


def test_making_keeps_what_is_written_and_asks_for_that_paper(
    writer: PaperWriter, session: Session, paper: Paper, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    monkeypatch.setattr("cspdesk.ui.dialogs.paper_export.open_paper_export", lambda *given: asked.extend(given[2:]))
    written(writer, "All is well kept.")
    writer.make_paper()
    assert session.store.papers.texts_of(paper.id)["summary"].body == "All is well kept."
    assert asked == [PaperKind.BID, paper, Audience.PARTNER]


def test_the_box_that_makes_papers_takes_over_template_year_and_readers(
    qtbot: QtBot, session: Session, paper: Paper
) -> None:
    box = PaperExportDialog(session, PaperKind.BID)
    qtbot.addWidget(box)
    box.choose(paper, Audience.RESTRICTED)
    assert box.template.value().name == paper.template
    assert (box.year.value(), box.audience) == (paper.year, Audience.RESTRICTED)
    assert box._request().paper_id == paper.id
    box.done(0)


def test_a_copy_is_saved_where_it_is_asked_for(
    qtbot: QtBot, writer: PaperWriter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "paper.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    writer.save_a_copy()
    qtbot.waitUntil(out.exists, timeout=60_000)
    assert writer.state.text() == "Saved paper.pdf."


def test_a_paper_removed_elsewhere_closes_its_window(writer: PaperWriter, session: Session) -> None:
    session.undo()
    assert not writer.isVisible()


def test_papers_are_begun_listed_and_removed(qtbot: QtBot, session: Session, paper: Paper) -> None:
    box = PapersPage(session)
    session.changed.connect(box.reload)
    qtbot.addWidget(box)
    assert box.papers.model.rowCount() == 1
    begun: list[Paper] = []
    form = begin_form(session, begun, box)
    qtbot.addWidget(form)
    form.accept()
    assert begun[0].year == session.year
    assert box.papers.model.rowCount() == 2
    box.papers.table.selectRow(0)
    box.remove()
    assert box.papers.model.rowCount() == 1
    session.undo()
    assert box.papers.model.rowCount() == 2


@pytest.mark.parametrize(
    ("tab", "name", "priority"),
    [
        (("funding", None), "commissioner-bid", None),
        (("priority", "priority"), "commissioner-bid", "priority"),
        (("scrutiny", None), "council-paper", None),
        (("desk", None), "commissioner-bid", None),
    ],
)
def test_the_paper_offered_first_is_that_of_the_work_a_person_comes_from(
    qtbot: QtBot, session: Session, paper: Paper, tab: tuple[str, str | None], name: str, priority: str | None
) -> None:
    assert paper.template == "commissioner-bid", "the one used last"
    session.look_at(tab)
    session.look_at(("documents", None))
    begun: list[Paper] = []
    form = begin_form(session, begun, None)
    qtbot.addWidget(form)
    form.accept()
    assert [(p.template, p.priority_id) for p in begun] == [(name, priority)]


def test_who_benefited_is_typed_one_part_a_line(
    session: Session, paper: Paper, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fill(form: FormDialog) -> bool:
        name, parts, source = form._form.fields
        name.setText("Age")  # type: ignore[attr-defined]
        parts.setPlainText("18 to 24: 30\n25 and over: 1,012")  # type: ignore[attr-defined]
        source.setText("Provider")  # type: ignore[attr-defined]
        form.accept()
        return True

    monkeypatch.setattr(FormDialog, "ask", fill)
    shown = Beneficiaries(session, session.store.partnership.all_priorities()[0], session.year)
    shown.add()
    kept = session.store.papers.beneficiaries_of("priority", session.year)
    assert [(b.part, b.people, b.source) for b in kept] == [
        ("18 to 24", 30, "Provider"),
        ("25 and over", 1012, "Provider"),
    ]
    session.undo()
    assert session.store.papers.beneficiaries_of("priority", session.year) == ()


def test_a_case_study_says_what_keeps_it_from_being_told(
    session: Session, paper: Paper, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fill(form: FormDialog) -> bool:
        form._form.fields[0].setText("A new start")  # type: ignore[attr-defined]
        form.accept()
        return True

    monkeypatch.setattr(FormDialog, "ask", fill)
    shown = CaseStudies(session, session.store.partnership.all_priorities()[0], session.year)
    shown.add()
    (study,) = session.store.papers.case_studies_of("priority", session.year)
    assert not study.may_be_told


@pytest.mark.parametrize("text", ["no number", "18 to 24: some", "a: 1\nA: 2", ": 3"])
def test_parts_that_cannot_be_read_are_refused(text: str) -> None:
    with pytest.raises(UserError):
        typed_parts(text)


def test_parts_come_back_as_they_were_typed() -> None:
    assert typed_parts("18 to 24: 30\n\nOver 65: 2") == (("18 to 24", 30), ("Over 65", 2))
    assert parts_as_text(()) == ""
