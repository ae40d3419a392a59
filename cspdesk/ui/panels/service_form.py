"""The form of a commissioned service: who provides it, from when to when, for how much, and the last day for notice."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from cspdesk.domain.audience import may_see
from cspdesk.domain.partnership import Organisation, OrganisationRole
from cspdesk.domain.periods import long_date
from cspdesk.domain.services import CommissionedService, checked_service
from cspdesk.errors import UserError
from cspdesk.store.ids import new_id
from cspdesk.ui.models.away import away_words
from cspdesk.ui.models.money_rows import line_name
from cspdesk.ui.panels.action_fields import Abreast
from cspdesk.ui.panels.growing import GrowingBox
from cspdesk.ui.panels.marking_fields import MarkingFields
from cspdesk.ui.panels.record_form import RecordForm
from cspdesk.ui.panels.single_fields import SingleFields
from cspdesk.ui.widgets.fields import ChoiceBox, DateEdit, MoneyEdit
from cspdesk.ui.widgets.text import label


class ServiceForm(RecordForm[CommissionedService]):
    """Adds, changes and removes one service."""

    def new(self, priority_id: str) -> bool:
        """Begin a service that runs for the year looked at."""
        year = self._session.year
        blank = CommissionedService(new_id(), priority_id, "", None, year.starts_on, year.ends_on)
        return self.edit(blank, is_new=True)

    def _fill(self, record: CommissionedService) -> None:
        self._build(record)
        store = self._session.store
        done = "Added a commissioned service" if self._is_new else f"Changed the service “{record.title}”"
        removed = (f"Removed the service “{record.title}”", lambda: store.services.services.delete(record.id))
        self._show(
            "New commissioned service" if self._is_new else record.title,
            self._rows(record),
            done,
            lambda: checked_service(self.filled()),
            lambda: store.services.save_service(self.filled()),
            None if self._is_new else removed,
        )

    def _build(self, record: CommissionedService) -> None:
        store = self._session.store
        self.title = QLineEdit(record.title)
        self.provider = _choice(_providers(self._session.store.partnership.all_organisations()), record.provider_id)
        self.starts, self.ends = DateEdit(record.starts_on), DateEdit(record.ends_on)
        self.extension, self.notice = DateEdit(record.extendable_to), DateEdit(record.notice_on)
        self.value = MoneyEdit(record.value_pence or None)
        hidden = store.withheld_ids("budget_lines")
        ours = [x for x in store.funding.all_lines() if x.priority_id == record.priority_id and x.id not in hidden]
        lines = [*ours, *(x for x in store.funding.lines.named([record.line_id or ""]) if x not in ours)]
        self.line = _choice([("None", None), *((line_name(x), x.id) for x in lines)], record.line_id)
        self.action = _choice([("None", None), *self._actions(record)], record.action_id)
        self.note = GrowingBox(record.note, 2)
        self.marking = MarkingFields(record.marking, record.marking_reason)
        self.ahead = label("", "quiet", wrap=True)
        for field in (self.ends, self.extension, self.notice):
            field.textChanged.connect(self._say_ahead)
        self._say_ahead()

    def _actions(self, record: CommissionedService) -> list[tuple[str, str | None]]:
        """Return the actions to choose from; one chosen that the audience may not see stays, without its title."""
        audience = self._session.audience
        return [
            (a.title if may_see(audience, a.marking) else "An action that is withheld", a.id)
            for a in self._session.store.plans.actions_of(record.priority_id)
            if may_see(audience, a.marking) or a.id == record.action_id
        ]

    def _rows(self, record: CommissionedService) -> list[tuple[str, QWidget]]:
        rows: list[tuple[str, QWidget]] = [
            ("&Title", self.title),
            ("&Provider", self.provider),
            ("", Abreast(("Sta&rts", self.starts), ("En&ds", self.ends))),
            ("", Abreast(("E&xtendable to", self.extension), ("Last day for &notice", self.notice))),
            ("", self.ahead),
            ("Va&lue, to its end without extension", self.value),
            ("Paid from &budget line", self.line),
            ("Part of the a&ction", self.action),
            ("N&ote", self.note),
            ("", self.marking),
            ("", SingleFields(self._session, self._session.store.services.services, "" if self._is_new else record.id)),
        ]
        return [*rows, ("", label("Illustrative, not a recorded fact", "caption"))] if record.illustrative else rows

    def filled(self) -> CommissionedService:
        """Return the service as the fields have it. Raises UserError when a date or the value cannot be read."""
        assert self.shown is not None
        starts, ends = self.starts.day(), self.ends.day()
        if starts is None or ends is None:
            raise UserError("A commissioned service needs the day it starts and the day it ends.")
        return replace(
            self.shown,
            title=self.title.text().strip(),
            provider_id=self.provider.value(),
            starts_on=starts,
            ends_on=ends,
            extendable_to=self.extension.day(),
            notice_on=self.notice.day(),
            value_pence=self.value.pence() or 0,
            line_id=self.line.value(),
            action_id=self.action.value(),
            note=self.note.text(),
            marking=self.marking.audience(),
            marking_reason=self.marking.reason(),
        )

    def _say_ahead(self) -> None:
        """Say in words what the dates come to, while they are being typed."""
        today = self._session.today
        parts = []
        for field, what in ((self.notice, "Notice"), (self.ends, "End"), (self.extension, "Last end")):
            if (day := _typed(field)) is not None:
                parts.append(f"{what}: {long_date(day)}, {away_words(day, today)}")
        self.ahead.setText("\n".join(parts))

    def _read(self, id_: str) -> CommissionedService | None:
        return self._session.store.services.services.find(id_)


def _providers(organisations: Sequence[Organisation]) -> list[tuple[str, str | None]]:
    """Return the organisations to choose from, those that provide services first."""
    ordered = sorted(organisations, key=lambda o: o.role is not OrganisationRole.PROVIDER)
    return [("Not named", None), *((o.name, o.id) for o in ordered)]


def _choice(options: Sequence[tuple[str, str | None]], chosen: str | None) -> ChoiceBox[str | None]:
    box: ChoiceBox[str | None] = ChoiceBox(options)
    box.set_value(chosen)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    return box


def _typed(field: DateEdit) -> date | None:
    try:
        return field.day()
    except UserError:
        return None
