"""The rating rule is seen, explained by what it makes of the plan, changed as one step, and refused when it jars."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from cspdesk.domain.ratings import RatingRule
from cspdesk.ui.dialogs.rating_rule import RuleDialog
from cspdesk.ui.session import Session
from cspdesk.ui.settings import Settings
from cspdesk.ui.theme import Theme
from tests.ui.plan_record import TODAY, make_record


@pytest.fixture
def session(theme: Theme, tmp_path: Path) -> Iterator[Session]:
    with make_record(tmp_path / "plan.cspdesk") as store:
        yield Session(store, Settings(tmp_path / "settings.ini"), TODAY)


@pytest.fixture
def dialog(session: Session, qtbot: QtBot) -> RuleDialog:
    made = RuleDialog(session)
    qtbot.addWidget(made)
    return made


def test_the_effect_of_the_rule_is_told_while_it_is_typed(dialog: RuleDialog) -> None:
    assert dialog.effect.text() == "Of 4 open actions today: 1 cannot tell, 2 off track, 1 not started."
    dialog.fields["update_cannot_tell_days"].setValue(300)
    assert dialog.effect.text() == "Of 4 open actions today: 1 at risk, 2 off track, 1 not started."


def test_a_changed_rule_is_one_step_and_an_unchanged_one_is_none(dialog: RuleDialog, session: Session) -> None:
    count = len(session.store.journal.steps())
    dialog.accept()
    assert len(session.store.journal.steps()) == count
    dialog.fields["due_off_track_days"].setValue(21)
    dialog.accept()
    assert session.store.journal.steps()[0].label == "Changed the rating rule"
    assert session.store.plans.rating_rule().due_off_track_days == 21
    session.undo()
    assert session.store.plans.rating_rule() == RatingRule()


@pytest.mark.parametrize(
    ("name", "value"),
    [("milestone_at_risk_days", 29), ("progress_off_track_points", 14), ("update_cannot_tell_days", 34)],
)
def test_thresholds_that_jar_are_refused_beside_their_fields(
    dialog: RuleDialog, session: Session, name: str, value: int
) -> None:
    dialog.fields[name].setValue(value)
    dialog.accept()
    assert "the second number cannot be smaller than the first" in dialog.problem_of(dialog.pairs[name])
    assert session.store.plans.rules.count() == 0


def test_the_usual_thresholds_come_back(dialog: RuleDialog) -> None:
    dialog.fields["update_stale_days"].setValue(60)
    dialog._show(RatingRule())
    assert dialog.rule() == RatingRule()
