"""Adding and changing an indicator, its figures and what stands beside them, as a person does in the window."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from cspdesk.app.typed_figures import FigureFault, TypedFigure, read_typed
from cspdesk.domain.audience import Audience
from cspdesk.domain.data_periods import PeriodKind
from cspdesk.domain.indicators import Break, BreakEffect, Indicator, Measure
from cspdesk.domain.partnership import Priority
from cspdesk.domain.plans import Action
from cspdesk.ui.dialogs.form import FormDialog
from cspdesk.ui.models.change_words import ChangeWords
from cspdesk.ui.panels.caveat_forms import AnnotationDialog, BreakDialog, ComparatorDialog
from cspdesk.ui.panels.figure_form import FigureDialog
from cspdesk.ui.panels.indicator_actions import IndicatorActions
from cspdesk.ui.panels.indicator_form import IndicatorDialog, open_indicator_form
from cspdesk.ui.session import Session
from cspdesk.ui.widgets.form_rows import FormRows
from tests.indicator_builders import HEREFORDSHIRE, indicator, observed
from tests.ui.access_keys import shared_keys

TODAY = date(2015, 9, 14)


@pytest.fixture
def session(session: Session) -> Iterator[Session]:
    """A record with one priority, one action and one indicator of counts a year."""
    store = session.store
    with store.step("Began"):
        store.partnership.priorities.insert(Priority("p", 0, "Safer streets"))
        store.plans.actions.insert(Action("a", "p", "Street pastors", date(2015, 4, 1), date(2016, 3, 31)))
        store.results.save(indicator(priority_id="p"))
        store.results.save_area(HEREFORDSHIRE)
        store.results.add_observations(observed(indicator(), "2012", (900, 950)))
    return session


def known(session: Session) -> Indicator:
    return session.store.results.indicators.get("i")


def opened(qtbot: QtBot, session: Session, one: Indicator | None = None) -> IndicatorDialog:
    made = IndicatorDialog(session, one, "p")
    qtbot.addWidget(made, before_close_func=_forget)
    made.show()
    return made


def _forget(dialog: Any) -> None:
    """Have a test end without being asked about what it left unsaved."""
    dialog.details._typed = False


def shown(qtbot: QtBot, dialog: FormDialog) -> Any:
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def actions_of(dialog: IndicatorDialog) -> IndicatorActions:
    page = dialog.page(5)
    assert isinstance(page, IndicatorActions)
    return page


def figure(qtbot: QtBot, session: Session, of: Any = None, *, correcting: bool = False, **typed: str) -> Any:
    dialog = shown(qtbot, FigureDialog(session, known(session), of, correcting=correcting))
    if not dialog.area.codes:
        dialog.area.set_codes([HEREFORDSHIRE.id])
    for name, text in typed.items():
        field = {"period": dialog.period, "published": dialog.published}.get(name) or dialog.numbers[name]
        field.setText(text)
    dialog.accept()
    return dialog


def counts(session: Session) -> dict[tuple[str, date], int | None]:
    return {(o.period.label, o.published_on): o.count for o in session.store.results.vintages_of("i")}


def test_a_new_indicator_is_kept_with_all_that_was_typed_as_one_step(qtbot: QtBot, session: Session) -> None:
    dialog = opened(qtbot, session)
    page = dialog.details
    assert dialog.tabs.count() == 1
    page.name.setText("People who leave treatment well")
    page.measure.set_value(Measure.PROPORTION)
    page.frequency.set_value(PeriodKind.FINANCIAL_YEAR)
    page.link.setText("https://www.example.gov.uk/figures")
    page.baseline_from.setText("01/04/2013")
    page.baseline_to.setText("31/03/2014")
    page.target.setText("40%")
    page.target_on.setText("31/03/2017")
    page.owner.setEditText("Analyst of health")
    page.marking.marking.set_value(Audience.PARTNER)
    page.marking.reason_field.setText("Small numbers")
    page.not_held.setChecked(True)
    assert dialog.details.is_dirty
    assert page.save()
    made = next(i for i in session.store.results.indicators.where() if i.id != "i")
    assert (made.measure, made.priority_id, made.target, made.count_not_held) == (
        Measure.PROPORTION, "p", Decimal(40), True,
    )  # fmt: skip
    assert (made.marking, made.marking_reason) == (Audience.PARTNER, "Small numbers")
    assert session.store.partnership.people.get(made.owner_id or "").name == "Analyst of health"
    assert dialog.tabs.count() == 6
    session.undo()
    assert session.store.results.indicators.count() == 1


@pytest.mark.parametrize(
    ("field", "text", "words"),
    [
        ("name", "", "needs a name"),
        ("name", "Recorded  crime", "there already"),
        ("link", "example", "not the address of a page"),
        ("target", "many", "is a number"),
        ("target", "5", "needs the day"),
        ("tolerance", "3", "Say what the target is"),
        ("baseline_from", "01/01/2013", "a first and a last day"),
        ("baseline_to", "soon", "not a date"),
    ],
)
def test_what_cannot_be_taken_is_said_beside_its_field(
    qtbot: QtBot, session: Session, field: str, text: str, words: str
) -> None:
    dialog = opened(qtbot, session)
    page = dialog.details
    page.name.setText("New one")
    getattr(page, field).setText(text)
    assert not page.save()
    said = [problem.text() for problem in page.form._problems.values() if problem.text()]
    assert len(said) == 1
    assert words in said[0]
    assert session.store.results.indicators.count() == 1


def test_the_periods_of_an_indicator_with_figures_cannot_be_of_another_sort(qtbot: QtBot, session: Session) -> None:
    dialog = opened(qtbot, session, known(session))
    page = dialog.details
    page.frequency.set_value(PeriodKind.MONTH)
    assert not page.save()
    assert "never mixed" in page.form.problem_of(page.frequency)


def test_the_baseline_is_checked_for_comparability_as_it_is_typed(qtbot: QtBot, session: Session) -> None:
    dialog = opened(qtbot, session, known(session))
    page = dialog.details
    page.baseline_from.setText("01/01/2012")
    page.baseline_to.setText("31/12/2012")
    assert "2012 and 2013 may be compared" in page.baseline.text()
    store = session.store
    broken = Break("b", "i", date(2013, 1, 1), *_break_kind(), title="records were back-dated")
    session.do("Recorded a break", lambda: store.results.save_break(broken))
    page.reload()
    assert "not counted alike" in page.baseline.text()


def test_a_figure_is_typed_and_a_later_value_is_a_new_vintage(qtbot: QtBot, session: Session) -> None:
    figure(qtbot, session, period="2014", published="20/01/2015", count="1,010")
    assert counts(session)["2014", date(2015, 1, 20)] == 1010
    of = next(o for o in session.store.results.vintages_of("i") if o.period.label == "2014")
    refused = figure(qtbot, session, of, published="20/01/2015", count="1,020")
    assert "published on 20 January 2015 already" in refused.problem_of(refused.published)
    figure(qtbot, session, of, published="20/07/2015", count="1,020")
    assert [n for (period, _), n in sorted(counts(session).items()) if period == "2014"] == [1010, 1020]
    figure(qtbot, session, of, correcting=True, count="1,011")
    assert counts(session)["2014", date(2015, 1, 20)] == 1011
    session.undo()
    assert counts(session)["2014", date(2015, 1, 20)] == 1010


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        (TypedFigure("", TODAY, "1"), "period", "which period"),
        (TypedFigure("Februember", TODAY, "1"), "period", "not a period"),
        (TypedFigure("May 2014", TODAY, "1"), "period", "never mixed"),
        (TypedFigure("2014", None, "1"), "published", "when the figure was published"),
        (TypedFigure("2014", date(2031, 1, 1), "1"), "published", "still to come"),
        (TypedFigure("2014", date(2013, 1, 1), "1"), "published", "had not begun"),
        (TypedFigure("2014", TODAY, "1.5"), "count", "not whole"),
        (TypedFigure("2014", TODAY, "-3"), "count", "below nought"),
        (TypedFigure("2014", TODAY, ""), "count", "no figure"),
        (TypedFigure("2014", TODAY, "5", back_dated="6"), "back_dated", "cannot be back-dated"),
        (TypedFigure("2014", TODAY, "many"), "count", "not a number"),
        (TypedFigure("2012", TODAY, "900"), "value", "already"),
    ],
)
def test_a_count_that_cannot_be_right_is_refused_at_its_field(typed: TypedFigure, field: str, words: str) -> None:
    with pytest.raises(FigureFault, match=words) as refused:
        read_typed(typed, indicator(), HEREFORDSHIRE, observed(indicator(), "2012", (900, 950)), TODAY)
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        (TypedFigure("2014", TODAY, "5", "0"), "denominator", "denominator is 0"),
        (TypedFigure("2014", TODAY, "5", "4"), "count", "above its denominator"),
        (TypedFigure("2014", TODAY, value="120"), "value", "between 0 and 100"),
        (TypedFigure("2014", TODAY, "5"), "denominator", "of how many"),
        (TypedFigure("2014", TODAY, "5", "10", "60"), "value", "5 of 10 is 50.0%, not 60"),
        (TypedFigure("2014", TODAY, "5", "10", "50", lower="40"), "upper", "both ends"),
        (TypedFigure("2014", TODAY, "5", "10", "50", lower="60", upper="40"), "lower", "backwards"),
        (TypedFigure("2014", TODAY, "5", "*"), "denominator", "withheld"),
    ],
)
def test_a_percentage_that_cannot_be_right_is_refused_at_its_field(typed: TypedFigure, field: str, words: str) -> None:
    with pytest.raises(FigureFault, match=words) as refused:
        read_typed(typed, indicator(measure=Measure.PROPORTION, unit="%"), HEREFORDSHIRE, (), TODAY)
    assert refused.value.field == field


def test_a_figure_published_before_its_period_had_ended_is_told_so_while_it_is_typed(
    qtbot: QtBot, session: Session
) -> None:
    dialog = shown(qtbot, FigureDialog(session, known(session)))
    dialog.period.setText("2015")
    assert "2015 had not ended" in dialog.early.text()
    dialog.period.setText("2014")
    assert dialog.early.isHidden()


def test_what_is_wrong_with_one_of_two_fields_abreast_is_read_whole(qtbot: QtBot) -> None:
    form, day, other = FormRows(), QLineEdit(), QLineEdit()
    qtbot.addWidget(form)
    form.add_abreast(("&Period", other), ("&Published on", day))
    form.add_note("What was published before stays in the record, as what was known then.")
    form.resize(380, 500)
    form.show()
    form.say(day, "Say when the figure was published: it stands as known from that day.")
    qtbot.wait(20)
    said = form._problems[day]
    assert said.heightForWidth(said.width()) > 2 * said.fontMetrics().height(), "in several lines"
    assert said.height() >= said.heightForWidth(said.width())
    assert day.geometry().top() == other.geometry().top()


def test_the_history_tells_figures_and_breaks_by_what_they_are_of(qtbot: QtBot, session: Session) -> None:
    figure(qtbot, session, period="2014", published="20/01/2015", count="1,010")
    cut = Break("b", "i", date(2014, 4, 1), *_break_kind(), title="records were back-dated")
    session.do("Recorded a break", lambda: session.store.results.save_break(cut))
    words = ChangeWords(session.store)
    told = [words.tell(c) for s in session.store.journal.steps(limit=2) for c in session.store.journal.changes(s)]
    assert told[0].heading == "Break in a series added: records were back-dated (Recorded crime)"
    assert ("first day counted the new way", "nothing", "1 April 2014") in told[0].fields
    assert told[1].heading == "Observation added: Recorded crime – Herefordshire, 2014"


@pytest.mark.parametrize("mark", ["*", "c", ":", "..", "-"])
def test_a_withheld_figure_is_kept_as_withheld_and_never_as_nought(mark: str) -> None:
    kept = read_typed(TypedFigure("2014", TODAY, mark), indicator(), HEREFORDSHIRE, (), TODAY)
    assert (kept.count, kept.value, kept.suppressed) == (None, None, mark)


def test_a_break_needs_its_words_its_day_and_for_an_override_person_and_reason(qtbot: QtBot, session: Session) -> None:
    dialog = shown(qtbot, BreakDialog(session, known(session)))
    for field, text, problem_at in (
        (dialog.title, "", dialog.title),
        (dialog.title, "Records were back-dated after an audit", dialog.day),
        (dialog.day, "01/01/2015", None),
    ):
        field.setText(text)
        dialog.person.setText("Head of analysis")
        dialog.accept()
        if problem_at is not None:
            assert dialog.problem_of(problem_at)
    assert "needs a reason" in dialog.problem_of(dialog.reason)
    dialog.reason.setPlainText("The audit found few.")
    dialog.accept()
    (kept,) = session.store.results.breaks_of("i")
    assert (kept.effect, kept.override_by, kept.forbids) == (BreakEffect.NOT_COMPARABLE, "Head of analysis", False)
    session.undo()
    assert session.store.results.breaks_of("i") == ()


def test_an_annotation_has_words_and_days_in_order(qtbot: QtBot, session: Session) -> None:
    dialog = shown(qtbot, AnnotationDialog(session, known(session)))
    dialog.text.setPlainText("Operation Daring")
    dialog.starts.setText("01/09/2014")
    dialog.ends.setText("01/08/2014")
    dialog.accept()
    assert "before it began" in dialog.problem_of(dialog.ends)
    dialog.ends.setText("30/11/2014")
    dialog.accept()
    assert [a.text for a in session.store.results.annotations_of("i")] == ["Operation Daring"]


def test_a_set_of_areas_is_kept_with_its_source_and_changed(qtbot: QtBot, session: Session) -> None:
    dialog = shown(qtbot, ComparatorDialog(session))
    dialog.name.setText("Alike")
    dialog.source.setText("The analyst")
    dialog.areas.set_codes(["E06000019"])
    dialog.accept()
    assert "two areas or more" in dialog.problem_of(dialog.areas)
    dialog.areas.set_codes(["E06000019", "E06000051", "E06000020"])
    dialog.accept()
    (kept,) = session.store.results.comparator_sets.where()
    again = shown(qtbot, ComparatorDialog(session, kept))
    again.areas.set_codes(["E06000019", "E06000051"])
    again.accept()
    assert {m.area_id for m in session.store.results.comparator_areas.where()} == {"E06000019", "E06000051"}


def test_actions_are_tied_and_follow_a_new_name(qtbot: QtBot, session: Session) -> None:
    dialog = opened(qtbot, session, known(session))
    actions_of(dialog)._add("a")
    results = session.store.results
    assert results.actions_of("i") == ("a",)
    dialog.details.name.setText("Crime recorded")
    assert dialog.details.save()
    assert results.actions_of("i") == ("a",)
    assert [tie.name for tie in session.store.plans.indicators.where()] == ["Crime recorded"]
    actions_of(dialog)._drop(session.store.plans.actions.get("a"))
    assert results.actions_of("i") == ()


def test_removing_an_indicator_takes_its_figures_and_undo_brings_all_back(
    qtbot: QtBot, session: Session, answer: Callable[[str | None], list[str]]
) -> None:
    dialog = opened(qtbot, session, known(session))
    actions_of(dialog)._add("a")
    asked = answer("Remove")
    dialog.remove.click()
    assert asked == ["Remove “Recorded crime”?"]
    assert session.store.results.indicators.count() == session.store.results.observations.count() == 0
    assert not dialog.isVisible()
    assert [tie.name for tie in session.store.plans.indicators.where()] == ["Recorded crime"]
    session.undo()
    assert session.store.results.observations.count() == 2
    assert session.store.results.actions_of("i") == ("a",)


def test_closing_asks_about_what_is_not_saved(
    qtbot: QtBot, session: Session, answer: Callable[[str | None], list[str]]
) -> None:
    dialog = opened(qtbot, session, known(session))
    dialog.details.definition.setPlainText("Something else")
    asked = answer(None)
    dialog.close()
    assert asked == ["Save the indicator?"]
    assert dialog.isVisible()
    answer("Save")
    dialog.close()
    assert not dialog.isVisible()
    assert known(session).definition == "Something else"


def test_what_an_audience_may_not_see_cannot_be_opened(session: Session, errors: list[Exception]) -> None:
    session.do("Marked", lambda: session.store.results.save(indicator(marking=Audience.RESTRICTED)))
    session.audience = Audience.PUBLIC
    open_indicator_form(session, None, "i")
    assert "withheld" in str(errors[0])


@pytest.mark.parametrize("place", range(6))
def test_every_field_and_list_has_a_name_that_is_spoken_and_no_two_share_a_key(
    qtbot: QtBot, session: Session, place: int
) -> None:
    dialog = opened(qtbot, session, known(session))
    dialog.tabs.setCurrentIndex(place)
    page = dialog.tabs.widget(place)
    from PySide6.QtWidgets import QComboBox, QLineEdit, QTableView

    fields: list[QWidget] = [w for kind in (QLineEdit, QComboBox, QTableView) for w in page.findChildren(kind)]
    assert shared_keys(dialog) == {}
    unnamed = [w for w in fields if not w.accessibleName() and w.parentWidget() not in fields]
    assert not unnamed


def _break_kind() -> tuple[Any, BreakEffect]:
    from cspdesk.domain.indicators import BreakKind

    return BreakKind.BACK_DATING, BreakEffect.NOT_COMPARABLE


@pytest.mark.parametrize("kind", [FigureDialog, BreakDialog, AnnotationDialog])
def test_no_two_fields_of_the_small_forms_share_a_key(qtbot: QtBot, session: Session, kind: Any) -> None:
    assert shared_keys(shown(qtbot, kind(session, known(session)))) == {}
