"""The wheel scrolls a form and changes nothing in it, whatever field the pointer comes across."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QScrollArea, QSpinBox, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

import cspdesk.ui
from cspdesk.domain.audience import Audience
from cspdesk.domain.partnership import Person
from cspdesk.ui.widgets.fields import ChoiceBox, PersonBox, SteadyNumber

OUTSIDE_FORMS = {"top_bar.py", "document_preview.py"}  # what is looked at, and which page: nothing that is kept


def fields() -> tuple[QComboBox | QSpinBox, ...]:
    """One of each kind, none of them at its end."""
    marking = ChoiceBox([(each.label, each) for each in Audience])
    marking.set_value(Audience.PARTNER)
    person = PersonBox([Person(f"p{n}", f"Person {n}") for n in range(3)])
    person.set_person("p1")
    number = SteadyNumber()
    number.setValue(5)
    return marking, person, number


@pytest.mark.parametrize("place", range(3))
def test_the_wheel_over_a_field_scrolls_the_form_and_leaves_the_field(qtbot: QtBot, place: int) -> None:
    area, form = QScrollArea(), QWidget()
    qtbot.addWidget(area)
    column = QVBoxLayout(form)
    field = fields()[place]
    column.addWidget(field)
    form.setMinimumHeight(2_000)
    area.setWidget(form)
    area.resize(300, 200)
    area.show()
    before = field.currentText() if isinstance(field, QComboBox) else field.text()
    at = QPointF(field.rect().center())
    none, phase = Qt.MouseButton.NoButton, Qt.ScrollPhase.NoScrollPhase
    turned = QWheelEvent(
        at, field.mapToGlobal(at), QPoint(), QPoint(0, -120), none, Qt.KeyboardModifier.NoModifier, phase, False
    )
    QApplication.sendEvent(field, turned)
    assert (field.currentText() if isinstance(field, QComboBox) else field.text()) == before
    assert field.focusPolicy() is Qt.FocusPolicy.StrongFocus, "the keys would go to what is only scrolled past"
    assert not turned.isAccepted(), "the area that it stands in does not get the wheel"


def test_no_form_has_a_field_that_the_wheel_changes() -> None:
    raw = re.compile(r"(= |return |\()Q(ComboBox|SpinBox)\(")
    made = Path(cspdesk.ui.__file__).parent.rglob("*.py")
    found = [path.name for path in made if raw.search(path.read_text("utf-8"))]
    assert set(found) <= OUTSIDE_FORMS
