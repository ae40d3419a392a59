"""The forms of what stands beside an indicator's figures: breaks, which act, and annotations, which change nothing."""

from dataclasses import replace

from PySide6.QtWidgets import QLineEdit, QWidget

from cspdesk.domain.indicators import (
    Annotation,
    Break,
    BreakEffect,
    BreakKind,
    ComparatorArea,
    ComparatorSet,
    Indicator,
    checked_break,
)
from cspdesk.store.ids import new_id, new_ids
from cspdesk.store.series import areas_of_set
from cspdesk.ui.dialogs.form import FieldError, FormDialog
from cspdesk.ui.models.indicator_edits import EFFECT_WORDS
from cspdesk.ui.panels.area_picking import AreaPicker
from cspdesk.ui.session import Session
from cspdesk.ui.widgets.fields import ChoiceBox, DateEdit, TextBox
from cspdesk.ui.widgets.form_rows import in_field


class BreakDialog(FormDialog):
    """One break: from which day, what changed, and what that does to comparisons."""

    def __init__(
        self, session: Session, indicator: Indicator, broken: Break | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__("A break" if broken else "A new break", self._save_it, parent)
        self._session, self._indicator, self._before = session, indicator, broken
        shown = broken or Break(
            new_id(), indicator.id, session.today, BreakKind.COUNTING_RULE, BreakEffect.NOT_COMPARABLE, ""
        )
        self._shown = shown
        self.title = QLineEdit(shown.title)
        self.title.setPlaceholderText("such as: records were back-dated after an audit")
        self.day = DateEdit(broken.on_day if broken else None)
        self.kind: ChoiceBox[BreakKind] = ChoiceBox([(each.value.capitalize(), each) for each in BreakKind])
        self.kind.set_value(shown.kind)
        self.effect: ChoiceBox[BreakEffect] = ChoiceBox([(words, each) for each, words in EFFECT_WORDS.items()])
        self.effect.set_value(shown.effect)
        self.direction, self.extent = QLineEdit(shown.direction), QLineEdit(shown.size)
        self.direction.setPlaceholderText("such as: raises the count")
        self.extent.setPlaceholderText("if known, such as: 3% to 5%")
        self.source = QLineEdit(shown.source)
        self.source.setPlaceholderText("who says so, and where")
        self.person, self.reason = QLineEdit(shown.override_by), TextBox(shown.override_reason, 2)
        self._lay_out()

    def _lay_out(self) -> None:
        self.add("&What changed", self.title)
        self.add_abreast(("&First day counted the new way", self.day), ("&Kind", self.kind))
        self.add("&Effect on comparisons", self.effect)
        self.add_abreast(("&Direction", self.direction), ("Si&ze or range", self.extent))
        self.add("So&urce", self.source)
        self.add_note(
            "Figures on both sides of a break that is not comparable are compared only if a person decides so. The "
            "person and the reason are printed wherever that is done."
        )
        self.add("Compared all the same &by", self.person)
        self.add("&Reason for that", self.reason)

    def _save_it(self) -> bool:
        day = in_field(self.day, self.day.day)
        made = replace(
            self._shown,
            kind=self.kind.value(),
            effect=self.effect.value(),
            title=" ".join(self.title.text().split()),
            direction=self.direction.text().strip(),
            size=self.extent.text().strip(),
            source=self.source.text().strip(),
            override_by=" ".join(self.person.text().split()),
            override_reason=self.reason.text(),
        )
        if not made.title:
            raise FieldError(self.title, "A break needs a sentence that says what changed.")
        if day is None:
            raise FieldError(self.day, "A break needs the first day that is counted the new way.")
        self._check_override(made)
        made = checked_break(replace(made, on_day=day))
        verb = "Changed a break of" if self._before else "Recorded a break of"
        store = self._session.store
        return self._session.do(f"{verb} “{self._indicator.name}”", lambda: store.results.save_break(made))

    def _check_override(self, made: Break) -> None:
        if made.override_by and not made.override_reason:
            raise FieldError(self.reason, "Comparing across this break needs a reason; it is printed.")
        if made.override_reason and not made.override_by:
            raise FieldError(self.person, "Comparing across this break needs the person who decided it; it is printed.")
        if made.override_by and made.effect is not BreakEffect.NOT_COMPARABLE:
            raise FieldError(self.person, "Only a break that is not comparable is decided against; clear this.")


class AnnotationDialog(FormDialog):
    """Something that happened, told beside the figures."""

    def __init__(
        self, session: Session, indicator: Indicator, told: Annotation | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__("An annotation" if told else "A new annotation", self._save_it, parent)
        self._session, self._indicator, self._before = session, indicator, told
        self._shown = told or Annotation(new_id(), indicator.id, session.today, "")
        self.text = TextBox(self._shown.text, 2)
        self.starts, self.ends = DateEdit(told.starts_on if told else None), DateEdit(self._shown.ends_on)
        self.add_note("An annotation says something and changes nothing: figures are compared across it as before.")
        self.add("&What happened, such as: operation Daring", self.text)
        self.add_abreast(("&From", self.starts), ("&To, if it lasted", self.ends))

    def _save_it(self) -> bool:
        starts, ends = in_field(self.starts, self.starts.day), in_field(self.ends, self.ends.day)
        text = self.text.text()
        if not text:
            raise FieldError(self.text, "Say what happened.")
        if starts is None:
            raise FieldError(self.starts, "Say from which day, so that it can stand beside the figures.")
        if ends is not None and ends < starts:
            raise FieldError(self.ends, "It ended before it began.")
        made = replace(self._shown, text=text, starts_on=starts, ends_on=ends)
        verb = "Changed what is told beside" if self._before else "Told something beside"
        store = self._session.store
        return self._session.do(f"{verb} “{self._indicator.name}”", lambda: store.results.annotations.save(made))


class ComparatorDialog(FormDialog):
    """One set of areas that figures are compared with."""

    def __init__(self, session: Session, chosen: ComparatorSet | None = None, parent: QWidget | None = None) -> None:
        super().__init__("A set of areas" if chosen else "A new set of areas", self._save_it, parent)
        self._session, self._before = session, chosen
        self._shown = chosen or ComparatorSet(new_id(), "", "", "", session.today)
        self.name, self.source, self.version = (
            QLineEdit(text) for text in (self._shown.name, self._shown.source, self._shown.version)
        )
        self.name.setPlaceholderText("such as: local areas of West Mercia")
        self.source.setPlaceholderText("who says that these areas are alike, and where")
        self.day = DateEdit(self._shown.dated_on)
        self.areas = AreaPicker(session, "Add an area: type part of its name", groups=True)
        if chosen is not None:
            self.areas.set_codes(area.id for area in areas_of_set(session.store.results, chosen.id))
        self.add("&Name", self.name)
        self.add("So&urce", self.source)
        self.add_abreast(("&Version", self.version), ("&Of the day", self.day))
        self.add("&Areas", self.areas)

    def _save_it(self) -> bool:
        name = " ".join(self.name.text().split())
        if not name:
            raise FieldError(self.name, "A set of areas needs a name.")
        others = self._session.store.results.comparator_sets.where("id <> ?", self._shown.id)
        if any(other.name.casefold() == name.casefold() for other in others):
            raise FieldError(self.name, f"There is a set called “{name}” already.")
        if not self.source.text().strip():
            raise FieldError(self.source, "Say where the set comes from: whoever reads a comparison asks that first.")
        if len(self.areas.codes) < 2:
            raise FieldError(self.areas, "A set has two areas or more.")
        made = replace(
            self._shown,
            name=name,
            source=self.source.text().strip(),
            version=self.version.text().strip(),
            dated_on=in_field(self.day, self.day.day),
        )
        verb = "Changed" if self._before else "Added"
        return self._session.do(f"{verb} the set of areas “{name}”", lambda: self._keep(made))

    def _keep(self, made: ComparatorSet) -> None:
        from cspdesk.app.indicators import population_of

        results = self._session.store.results
        for area in self.areas.areas:
            results.save_area(area, population_of(area.id))
        results.comparator_sets.save(made)
        held = results.comparator_areas.where("set_id = ?", made.id)
        results.comparator_areas.delete(*(one.id for one in held if one.area_id not in self.areas.codes))
        there = {one.area_id for one in held}
        new = [code for code in self.areas.codes if code not in there]
        results.comparator_areas.insert(
            *(ComparatorArea(id_, made.id, code) for id_, code in zip(new_ids(len(new)), new, strict=True))
        )
