"""A row of a plan nobody made with cspdesk, as the cells of an action: what can be taken, and what must be said."""

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date

from cspdesk.domain.periods import FinancialYear, long_date
from cspdesk.domain.plan_cells import SheetName, ids_text, tidy
from cspdesk.domain.plan_merge import PlaceProblem, TheirRow
from cspdesk.domain.plan_names import Names
from cspdesk.domain.plans import LONGEST_TITLE, ActionStatus, Rating
from cspdesk.exchange.amounts import Cell, Unreadable
from cspdesk.exchange.cells import cell_text, column_letter
from cspdesk.exchange.dates import DateOrder
from cspdesk.exchange.plan_columns import PlanColumns, PlanField
from cspdesk.exchange.plan_dates import is_nothing, plan_day
from cspdesk.exchange.plan_readings import percent_text
from cspdesk.exchange.plan_states import RATING_WORDS, STATE_OF_RATING, STATUS_WORDS, rating_in
from cspdesk.exchange.plan_steps import steps_in

_LONGEST_ACTION = 2_000  # characters: beyond it, the cell is no action but a page pasted into one
_SHEET: SheetName = "Actions"
_ONE_OF = re.compile(r"[;\n]|,\s|\s+(?:and|&)\s+|\s*/\s*")
_FIELDS: Mapping[PlanField, str] = {  # of an action, where problems of a column are shown
    "title": "title",
    "lead": "lead_id",
    "partners": "partners",
    "start": "starts_on",
    "due": "due_on",
    "finished": "finished_on",
    "status": "status",
    "rating": "stated_rating",
    "percent": "percent",
    "update": "update",
    "description": "description",
}


class RowMaker:
    """Makes rows; what is said of them once for all is in `notes` afterwards."""

    def __init__(
        self,
        sheet: str,
        columns: PlanColumns,
        people: Names,
        organisations: Names,
        year: FinancialYear,
        today: date,
        order: DateOrder,
    ) -> None:
        self._sheet, self._columns, self._people, self._organisations = sheet, columns, people, organisations
        self._year, self._today, self._order = year, today, order
        self._letters = {_FIELDS.get(f, f): column_letter(c) for f, c in columns.columns.items()}
        self.keys: dict[int, str] = {}
        self.merged: set[tuple[str, int]] = set()
        self._strange: dict[str, set[str]] = {"people": set(), "organisations": set()}
        self._seen: dict[str, int] = {}
        self._told_finish = False

    def notes(self) -> list[str]:
        """Return what is to be said of the whole sheet."""
        said = []
        for what, names in self._strange.items():
            if names:
                listed = ", ".join(sorted(names)[:8]) + (" …" if len(names) > 8 else "")
                said.append(f"Not among the partnership's {what}, so kept as words in the description: {listed}.")
        for name, day in (("start", self._year.starts_on), ("due", self._year.ends_on)):
            if name not in self._columns.columns:
                said.append(f"No column of {name} dates was found; {long_date(day)} is taken for new actions.")
        if self.merged:
            places = ", ".join(f"{c}{r}" for c, r in sorted(self.merged, key=lambda m: (m[1], m[0]))[:8])
            said.append(f"Merged cells ({places}) were taken to stand in every row they cover.")
        return said

    def make(
        self, number: int, cells: Mapping[PlanField, Cell], section: str, formulas: Collection[PlanField]
    ) -> TheirRow:
        """Return a row as an action's cells, with its problems."""
        problems: list[PlaceProblem] = []
        made: dict[str, str] = {}
        for name in formulas:
            if name in ("title", "due", "start", "status"):
                problems.append(self._formula(number, name, cells[name]))
        self._title(number, cells, made, problems)
        made["description"] = self._description(cells, section, made)
        self._days(number, cells, made, problems)
        self._states(number, cells, made, problems)
        if "update" in cells:
            made["update"] = tidy(cell_text(cells["update"]))
        self._remember(number, cells, made, problems)
        return TheirRow(_SHEET, number, "", made, self._read_from(made), problems=tuple(problems), shown=self._sheet)

    def steps(self, row: TheirRow, cells: Mapping[PlanField, Cell]) -> Iterator[TheirRow]:
        """Give the milestones that a row lists with their days, as rows of their own, in case its action is new."""
        begins = row.cells.get("starts_on", self._year.starts_on.isoformat())
        for title, day in steps_in(tidy(cell_text(cells.get("milestones", ""))), self._year, self._order):
            if day.isoformat() >= begins and not row.rejected:
                made = {"title": title, "current_on": day.isoformat()}
                yield TheirRow("Milestones", row.row, "", made, {}, action_title=row.cells["title"], shown=self._sheet)

    def _read_from(self, made: Mapping[str, str]) -> Mapping[str, str]:
        """Return the letters of the columns, without that of a day of finishing which had to be guessed."""
        if made.get("finished_on") and not self._told_finish:
            return {name: letter for name, letter in self._letters.items() if name != "finished_on"}
        return self._letters

    def _formula(self, number: int, name: PlanField, cell: Cell) -> PlaceProblem:
        if cell in ("", None):
            said = "This cell is a formula and the file does not hold what it shows. Open it, save it, and try again."
            return self._said(number, name, said)
        return self._said(number, name, "This cell is a formula; what it shows was taken.", False)

    def _title(
        self, number: int, cells: Mapping[PlanField, Cell], made: dict[str, str], problems: list[PlaceProblem]
    ) -> None:
        text = tidy(cell_text(cells["title"]))
        if not text:
            problems.append(self._said(number, "title", "No action is named in this row."))
        elif len(text) > _LONGEST_ACTION:
            said = f"The action is {len(text):,} characters long. Give it a title of at most {LONGEST_TITLE}."
            problems.append(self._said(number, "title", said))
        elif len(text) > LONGEST_TITLE:
            said = (
                f"The action is {len(text):,} characters long: its beginning is the title, all of it the description."
            )
            problems.append(self._said(number, "title", said, False))
        made["title"] = _clipped(text)

    def _description(self, cells: Mapping[PlanField, Cell], section: str, made: dict[str, str]) -> str:
        """Return what the sheet says of an action in words, names that are not known among them."""
        whole = tidy(cell_text(cells["title"]))
        parts = [whole if len(whole) > LONGEST_TITLE else "", tidy(cell_text(cells.get("description", "")))]
        objective = tidy(cell_text(cells.get("objective", ""))) or section
        parts.append(f"Objective: {objective}" if objective else "")
        steps = tidy(cell_text(cells.get("milestones", "")))
        parts.append(f"Milestones as written: {steps}" if steps else "")
        lead = tidy(cell_text(cells.get("lead", "")))
        if "lead" in cells:
            found = self._people.find(lead) if lead else None
            made["lead_id"] = found or ""
            if lead and not found and not is_nothing(lead):
                self._strange["people"].add(lead)
                parts.append(f"Lead as written: {lead}")
        parts.append(self._partners(tidy(cell_text(cells.get("partners", ""))), made))
        return tidy("\n".join(part for part in parts if part))

    def _partners(self, text: str, made: dict[str, str]) -> str:
        if "partners" not in self._columns.columns:
            return ""
        alone = self._organisations.find(text)
        names = [text] if alone else [part.strip() for part in _ONE_OF.split(text) if part and part.strip()]
        found = {name: self._organisations.find(name) for name in names}
        made["partners"] = ids_text(id_ for id_ in found.values() if id_)
        strange = [name for name, id_ in found.items() if id_ is None and not is_nothing(name)]
        self._strange["organisations"].update(strange)
        return f"Partners as written: {'; '.join(strange)}" if strange else ""

    def _days(
        self, number: int, cells: Mapping[PlanField, Cell], made: dict[str, str], problems: list[PlaceProblem]
    ) -> None:
        days: tuple[tuple[PlanField, str], ...] = (("start", "starts_on"), ("due", "due_on"))
        for name, field_ in days:
            cell = cells.get(name, "")
            if is_nothing(cell):
                continue
            try:
                day, how = plan_day(cell, self._year, last=name == "due", order=self._order)
            except Unreadable as error:
                problems.append(self._said(number, name, f"{error}. Write a day, a month or a quarter."))
                continue
            if how:
                problems.append(self._said(number, name, how, False))
            if day is not None:
                made[field_] = day.isoformat()
        due = made.get("due_on", self._year.ends_on.isoformat())
        if "starts_on" not in made and due < self._year.starts_on.isoformat():
            made["starts_on"] = FinancialYear.of(date.fromisoformat(due)).starts_on.isoformat()

    def _states(
        self, number: int, cells: Mapping[PlanField, Cell], made: dict[str, str], problems: list[PlaceProblem]
    ) -> None:
        status, rating = (_word(cells.get(name, "")) for name in ("status", "rating"))
        if status and not is_nothing(status):
            if found := STATUS_WORDS.get(status):
                made["status"] = found.value
            else:
                said = f"“{status}” says nothing known of an action's state, so it is only proposed."
                problems.append(self._said(number, "status", said, False))
        if found_rating := rating_in(rating) or (None if rating else RATING_WORDS.get(status)):
            made["stated_rating"] = found_rating.value
            self._state_by_colour(number, found_rating, made, problems)
        elif rating:
            said = f"“{rating}” is not a rating that is known, so none was taken."
            problems.append(self._said(number, "rating", said, False))
        if "percent" in cells:
            try:
                made["percent"] = percent_text(cells["percent"]) or "0"
            except Unreadable as error:
                problems.append(self._said(number, "percent", f"{error}.", False))
        if made.get("status") == "complete":
            self._finished(number, cells, made, problems)

    def _state_by_colour(self, number: int, rating: Rating, made: dict[str, str], problems: list[PlaceProblem]) -> None:
        """Take the state from the colour in a plan that has no other word for it."""
        state = STATE_OF_RATING.get(rating)
        if state is not None and "status" not in self._columns.columns:
            made["status"] = state.value
            if state is not ActionStatus.COMPLETE:
                said = f"Rated “{rating.value}” and no status is given, so it was taken as {state.value}."
                problems.append(self._said(number, "rating", said, False))

    def _finished(
        self, number: int, cells: Mapping[PlanField, Cell], made: dict[str, str], problems: list[PlaceProblem]
    ) -> None:
        """Give what is complete a day it was finished: a plan of this kind hardly ever says."""
        try:
            told, how = plan_day(cells.get("finished", ""), self._year, last=True, order=self._order)
        except Unreadable:
            told, how = None, ""
        self._told_finish = told is not None
        if told is not None:
            made["finished_on"], made["percent"] = told.isoformat(), "100"
            if how:
                problems.append(self._said(number, "finished", how, False))
            return
        day = min(made.get("due_on", self._today.isoformat()), self._today.isoformat())
        made["finished_on"], made["percent"] = day, "100"
        said = (
            f"It is complete but no day is given, so it was taken as finished on {long_date(date.fromisoformat(day))}."
        )
        column: PlanField = "status" if "status" in self._columns.columns else "rating"
        problems.append(self._said(number, column, said, False))

    def _remember(
        self, number: int, cells: Mapping[PlanField, Cell], made: dict[str, str], problems: list[PlaceProblem]
    ) -> None:
        ref = " ".join(cell_text(cells.get("reference", "")).split()).casefold()
        key = f"ref {ref}" if ref else f"title {made['title'].casefold()}"
        if key in self._seen and made["title"]:
            key = f"title {made['title'].casefold()}"
        if key in self._seen and made["title"]:
            said = f"This action is the same as that of row {self._seen[key]}. Give each its own words or reference."
            problems.append(self._said(number, "title", said))
        self._seen.setdefault(key, number)
        self.keys[number] = key

    def _said(self, number: int, name: PlanField, reason: str, rejects: bool = True) -> PlaceProblem:
        column = self._columns.columns.get(name)
        return PlaceProblem(self._sheet, number, "" if column is None else column_letter(column), reason, rejects)


def _clipped(text: str) -> str:
    """Return the beginning of a long action that can stand as its title: a line or a sentence, else whole words."""
    line = text.split("\n")[0].strip() if len(text) > LONGEST_TITLE else " ".join(text.split())
    if len(line) <= LONGEST_TITLE:
        return line
    sentence = re.match(r".{20,298}?[.;:](?=\s)", line)
    return sentence[0].rstrip(".;:") if sentence else f"{line[: LONGEST_TITLE - 1].rsplit(' ', 1)[0]}…"


def _word(cell: Cell) -> str:
    return " ".join(cell_text(cell).split()).casefold()
