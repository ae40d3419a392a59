"""The rating rule: the thresholds by which dates rate actions, in words, and what they make of the plan today."""

from collections import Counter
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QSpinBox, QWidget

from cspdesk.domain.plans import Rating
from cspdesk.domain.proof import counted
from cspdesk.domain.ratings import RatingRule, rate_action
from cspdesk.ui.dialogs.form import FieldError, FormDialog
from cspdesk.ui.panels.action_fields import Abreast
from cspdesk.ui.session import Session
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.badge import rating_word
from cspdesk.ui.widgets.fields import SteadyNumber
from cspdesk.ui.widgets.text import button, label

MOST_DAYS = 999
ORDER = (Rating.ON_TRACK, Rating.AT_RISK, Rating.CANNOT_TELL, Rating.OFF_TRACK, Rating.NOT_STARTED)


class RuleDialog(FormDialog):
    """Shows the thresholds and changes them as one step; refuses those that contradict each other."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("Rating rule", self._save, parent)
        self.setMinimumWidth(SPACE * 72)
        self._session = session
        plans = session.store.plans
        self._was = plans.rating_rule()
        self._wholes = plans.whole(plans.open_actions())
        self.fields: dict[str, QSpinBox] = {}
        self.pairs: dict[str, QWidget] = {}
        self.add_note(
            "cspdesk works out a rating from the dates of every action; its lead states one beside it. An action takes"
            " the worst of what follows. Lateness counts from the day first agreed, so moving a date hides nothing."
        )
        self._add_pair(
            "A &milestone is late",
            ("At risk from", "milestone_at_risk_days", " days"),
            ("Off track from", "milestone_off_track_days", " days"),
        )
        self._add_pair("The action is past its &due date", ("Off track after", "due_off_track_days", " days"))
        self._add_pair(
            "&Progress is behind what was to be reached by now",
            ("At risk from", "progress_at_risk_points", " points"),
            ("Off track from", "progress_off_track_points", " points"),
        )
        self._add_pair(
            "Nothing was &reported",
            ("At risk after", "update_stale_days", " days"),
            ("Cannot tell after", "update_cannot_tell_days", " days"),
        )
        self._add_pair(
            "A &whole priority, by the share of its open actions",
            ("At risk when not on track reach", "priority_at_risk_percent", "%"),
            ("Off track when off track reach", "priority_off_track_percent", "%"),
        )
        self.effect = label("", "strong", wrap=True)
        self.rows.addWidget(self.effect)
        usual = button("Back to the usual thresholds", "link")
        usual.clicked.connect(lambda: self._show(RatingRule()))
        self.rows.addWidget(usual)
        self.save_button.setDisabled(session.read_only)
        self._show(self._was)
        for box in self.fields.values():
            box.valueChanged.connect(self._tell_effect)

    def _add_pair(self, words: str, *thresholds: tuple[str, str, str]) -> None:
        made = []
        for caption, name, unit in thresholds:
            box = SteadyNumber()
            box.setRange(1, 100 if unit != " days" else MOST_DAYS)
            box.setSuffix(unit)
            box.setReadOnly(self._session.read_only)
            box.setAccessibleName(f"{words.replace('&', '')}: {caption.lower()}")
            self.fields[name] = box
            made.append((caption, box))
        pair = Abreast(*made)
        for _, name, _unit in thresholds:
            self.pairs[name] = pair
        self.add(words, pair)

    def rule(self) -> RatingRule:
        """Return the rule as the fields have it."""
        thresholds: dict[str, Any] = {name: box.value() for name, box in self.fields.items()}
        return replace(self._was, **thresholds)

    def _show(self, rule: RatingRule) -> None:
        for name, box in self.fields.items():
            box.setValue(getattr(rule, name))
        self._tell_effect()

    def _tell_effect(self) -> None:
        """Say what the thresholds make of every open action today."""
        rule, today = self.rule(), self._session.today
        found = Counter(rate_action(whole, today, rule).rating for whole in self._wholes)
        parts = [f"{found[rating]:,} {rating_word(rating).lower()}" for rating in ORDER if found[rating]]
        told = f"Of {counted(len(self._wholes), 'open action')} today: {', '.join(parts)}."
        self.effect.setText(told if self._wholes else "There is no open action to rate yet.")

    def _save(self) -> bool:
        rule = self.rule()
        for lower, upper, what in _PAIRED:
            if getattr(rule, upper) < getattr(rule, lower):
                raise FieldError(self.pairs[lower], what)
        rules = self._session.store.plans.rules
        return rule == self._was or self._session.do("Changed the rating rule", lambda: rules.save(rule))


_PAIRED = (
    (
        "milestone_at_risk_days",
        "milestone_off_track_days",
        "A milestone is at risk before it is off track: the second number cannot be smaller than the first.",
    ),
    (
        "progress_at_risk_points",
        "progress_off_track_points",
        "Progress is at risk before it is off track: the second number cannot be smaller than the first.",
    ),
    (
        "update_stale_days",
        "update_cannot_tell_days",
        "Silence puts at risk before nobody can tell: the second number cannot be smaller than the first.",
    ),
)


def open_rule(session: Session, parent: QWidget | None = None) -> bool:
    """Show the rating rule; return whether it was changed or left as it was with Save."""
    return RuleDialog(session, parent).ask()
