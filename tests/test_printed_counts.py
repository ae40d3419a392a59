"""Withheld counts cannot be worked out from what is printed: the pages are read back, and every sum is tried.

What a reader adds up: the parts of a table make its total, tables of the same people have the same total, a percentage
is a share of the total to half a point, and sums to the end of a quarter differ by what the quarter counted.
"""

from __future__ import annotations

import random
import re
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from scipy.optimize import linprog

from cspdesk.app.papers import PaperRequest, Shape, make_paper, paper_record
from cspdesk.app.plans import PlanRequest, plan_record, write_plan
from cspdesk.domain.audience import Audience, FieldMarking
from cspdesk.domain.disclosure import MARK, WITHHELD_PART
from cspdesk.domain.frozen_plan import freeze
from cspdesk.domain.milestones import Output, OutputQuarter, OutputUnit
from cspdesk.domain.papers import Beneficiary, PaperKind
from cspdesk.domain.partnership import Priority
from cspdesk.domain.periods import FinancialYear
from cspdesk.store.sample import fill_with_sample
from cspdesk.store.store import Store, create_store
from cspdesk.ui.models.frozen_rows import read_frozen_rows

DAY, YEAR, LEAST = date(2016, 4, 20), FinancialYear(2015), 5
BREAKDOWNS = {
    "Age": ("Under 18", "18 to 24", "25 to 59", "60 and over"),
    "Sex": ("Women", "Men", "Another answer"),
    "Place": ("Hereford", "Ledbury", "Leominster", "Ross", "Elsewhere"),
}
Rows = list[tuple[str, ...]]
Cell = tuple[str, str]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with create_store(tmp_path_factory.mktemp("counts") / "s.cspdesk", "Testshire", "Ann") as made:
        fill_with_sample(made)
        yield made


def violence(store: Store) -> Priority:
    return next(p for p in store.partnership.all_priorities() if p.name == "Domestic violence")


def count_people(store: Store, seed: int) -> dict[Cell, int]:
    """Record who benefited by three breakdowns of the same people, some of them few; return the counts."""
    rng, priority = random.Random(seed), violence(store)
    people = rng.choice((14, 40, 160))
    counts: dict[Cell, int] = {}
    for name, parts in BREAKDOWNS.items():
        left = people
        for part in parts[:-1]:
            counts[name, part] = min(left, rng.choice((0, 1, 2, 3, 4, 6, people // 3)))
            left -= counts[name, part]
        counts[name, parts[-1]] = left
    with store.step("Counted"):
        for old in store.papers.beneficiaries_of(priority.id, YEAR):
            store.papers.beneficiaries.delete(old.id)
        for place, ((name, part), number) in enumerate(counts.items()):
            store.papers.beneficiaries.insert(Beneficiary(f"b{place}", priority.id, YEAR, name, part, number, place))
    return counts


def bid(store: Store, folder: Path, ending: str) -> Path:
    record = paper_record(store, PaperRequest(PaperKind.BID, YEAR.label, "Domestic violence", "public"), DAY)
    return make_paper(record, folder / f"bid.{ending}", DAY, Shape(draft=True)).path


class _Rows(HTMLParser):
    """Collects the cells of every row of every table."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self._in_cell = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th") and self.rows:
            self.rows[-1].append("")
            self._in_cell = True

    def handle_endtag(self, tag: str) -> None:
        self._in_cell = self._in_cell and tag not in ("td", "th")

    def handle_data(self, data: str) -> None:
        if self._in_cell:
            self.rows[-1][-1] += data.strip()


def rows_of(path: Path) -> Rows:
    """Read the rows of every table off a web page, or off the pages of a PDF as they are seen."""
    if path.suffix == ".html":
        reader = _Rows()
        reader.feed(path.read_text(encoding="utf-8"))
        return [tuple(row) for row in reader.rows]
    text = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True, text=True).stdout
    return [tuple(re.split(r"\s{2,}", line.strip())) for line in text.splitlines() if line.strip()]


def printed_breakdowns(rows: Rows) -> dict[str, list[tuple[str, str, str]]]:
    """Return what the table of who benefited prints: of each breakdown its lines, the total last."""
    found: dict[str, list[tuple[str, str, str]]] = {}
    name = ""
    for row in rows:
        cells = [*row, "", ""]
        if cells[0] in BREAKDOWNS and not cells[1]:
            name = cells[0]
            found[name] = []
        elif name and re.fullmatch(r"[\d,]+|\[c\]", cells[1]):
            found[name].append((cells[0], cells[1], cells[2]))
            name = "" if cells[0] == "Total" else name
    return found


class Intruder:
    """Knows what is printed, that noughts are told, and works out how little and how much a count may be."""

    def __init__(self, printed: dict[str, list[tuple[str, str, str]]]) -> None:
        self.told: dict[Cell, int] = {}
        self.hidden: list[Cell] = []
        for name, lines in printed.items():
            for part, people, _ in lines:
                if people == MARK:
                    self.hidden.append((name, part))
                else:
                    self.told[name, part] = int(people.replace(",", ""))
        self._equal: list[dict[Cell, int]] = []  # what adds up to nought
        for name, lines in printed.items():
            self._equal.append({(name, part): -1 if part == "Total" else 1 for part, *_ in lines})
        first, *others = printed
        self._equal += [{(first, "Total"): 1, (other, "Total"): -1} for other in others]  # they are the same people
        self._between: list[tuple[Cell, Cell, float]] = [
            ((name, part), (name, "Total"), float(share.rstrip("%")))
            for name, lines in printed.items() for part, _, share in lines if share
        ]  # fmt: skip

    def range_of(self, wanted: Cell) -> tuple[float, float]:
        """Return the least and the most that a hidden count may be."""
        equations, sums = self._rows(self._equal)
        shares = [
            {part: sign * 1.0, total: -sign * (share + sign * 0.5) / 100}
            for part, total, share in self._between for sign in (1, -1)
        ]  # fmt: skip
        limits, most = self._rows(shares)
        least = [0 if part == WITHHELD_PART else 1 for _, part in self.hidden]
        ends = []
        for sign in (1, -1):
            goal = [sign * float(cell == wanted) for cell in self.hidden]
            found = linprog(
                goal,
                A_eq=equations,
                b_eq=sums,
                A_ub=limits or None,
                b_ub=most or None,
                bounds=[(x, None) for x in least],
            )
            assert found.status in (0, 3), found.message
            ends.append(float("inf") if found.status == 3 else sign * found.fun)
        return ends[0], ends[1]

    def _rows(self, sums: list[dict[Cell, float]] | list[dict[Cell, int]]) -> tuple[list[list[float]], list[float]]:
        """Return sums over what is hidden, and what they must come to for all that is told."""
        rows, results = [], []
        for each in sums:
            row = [float(each.get(cell, 0)) for cell in self.hidden]
            if any(row):
                rows.append(row)
                results.append(-sum(sign * self.told[cell] for cell, sign in each.items() if cell in self.told))
        return rows, results


def assert_nothing_is_worked_out(rows: Rows, counts: dict[Cell, int], marked: tuple[Cell, ...] = ()) -> int:
    """Try to work out each small count, and each marked one; return how many are printed as withheld."""
    printed = printed_breakdowns(rows)
    assert printed.keys() == BREAKDOWNS.keys()
    reader = Intruder(printed)
    for cell, number in counts.items():
        if cell in marked:
            assert cell not in reader.told
            assert cell not in reader.hidden, "what is not for these readers is not named either"
        elif 0 < number < LEAST:
            assert cell in reader.hidden, cell
            low, high = reader.range_of(cell)
            assert high - low > LEAST - 2.5, (cell, number, low, high)
        elif cell in reader.told:
            assert reader.told[cell] == number
    for name in {name for name, _ in marked}:
        low, high = reader.range_of((name, WITHHELD_PART))
        true = sum(counts[cell] for cell in marked if cell[0] == name)
        assert low <= true <= high
        assert high - low > max(true, 1) - 0.5, (name, true, low, high)
    assert not any(share for lines in printed.values() for _, people, share in lines if people == MARK)
    return len(reader.hidden)


@pytest.mark.parametrize("seed", range(4))
def test_no_small_count_of_who_benefited_is_worked_out_from_a_public_bid(
    store: Store, tmp_path: Path, seed: int
) -> None:
    counts = count_people(store, seed)
    hidden = assert_nothing_is_worked_out(rows_of(bid(store, tmp_path, "html")), counts)
    assert hidden > 1 or not any(0 < n < LEAST for n in counts.values())


def test_the_printed_pages_give_no_more_away_than_the_web_page(store: Store, tmp_path: Path) -> None:
    counts = count_people(store, 1)
    assert_nothing_is_worked_out(rows_of(bid(store, tmp_path, "pdf")), counts)


def test_a_part_that_is_withheld_by_its_own_marking_is_in_the_total_and_cannot_be_worked_out_from_it(
    store: Store, tmp_path: Path
) -> None:
    counts = count_people(store, 2)
    counts["Place", "Ledbury"] = 57
    with store.step("Marked"):
        for each in store.papers.beneficiaries_of(violence(store).id, YEAR):
            if each.part == "Ledbury":
                store.papers.beneficiaries.update(
                    replace(each, people=57, marking=Audience.PARTNER, marking_reason="Safety of a place")
                )
            if each.part == "Women":
                store.markings.fields.save(
                    FieldMarking("w", "beneficiaries", each.id, "people", Audience.PARTNER, "Commercial")
                )
    rows = rows_of(bid(store, tmp_path, "html"))
    assert_nothing_is_worked_out(rows, counts, marked=(("Place", "Ledbury"), ("Sex", "Women")))
    assert not any("Ledbury" in cell for row in rows for cell in row if cell == "Ledbury")
    with store.step("Taken off"):
        store.markings.fields.delete("w")


# --- what was produced


@pytest.fixture
def helped(store: Store) -> Output:
    """An output that counted people, in one quarter very few of them."""
    action = next(
        a
        for a in store.plans.actions_in(YEAR, violence(store).id)
        if a.marking is Audience.PUBLIC and a.starts_on in YEAR
    )
    output = Output("helped", action.id, "Families in safe rooms", OutputUnit.PEOPLE, "people", 9)
    with store.step("Counted"):
        store.plans.outputs.save(output)
        for place, (quarter, people) in enumerate(zip(YEAR.quarters, (21, 3, 30, 14), strict=True)):
            store.plans.quarters.save(OutputQuarter(f"helped-{place}", "helped", quarter.starts_on, 20, people))
    return output


SUMS = {"21", "3", "24", "30", "54", "14", "68"}


def counts_beside(rows: Rows, title: str) -> set[str]:
    """Return every number printed in a row that begins with a title, but for what was meant."""
    found: set[str] = set()
    for row in rows:
        if any(title in cell for cell in row):
            told = re.sub(r"of [\d,]+", "", " ".join(cell for cell in row if title not in cell))
            found |= set(re.findall(r"\d+", told))
    return found


@pytest.mark.parametrize("ending", ["html", "pdf", "xlsx"])
def test_a_quarter_that_counted_few_people_is_not_to_be_had_from_the_sums_of_a_public_plan(
    store: Store, helped: Output, tmp_path: Path, ending: str
) -> None:
    record = plan_record(store, "Domestic violence", YEAR.label, DAY, Audience.PUBLIC)
    request = PlanRequest("Domestic violence", YEAR.label, "public")
    made = write_plan(record, request, tmp_path / f"plan.{ending}", source=store.path).path
    if ending == "xlsx":
        [output] = [o for w in record.actions for o in w.outputs if o.output.id == helped.id]
        assert [q.actual for q in output.quarters] == [None] * 4
        return
    rows = rows_of(made)
    assert any(helped.title in cell for row in rows for cell in row)
    assert not counts_beside(rows, helped.title) & SUMS
    assert any(MARK in cell for row in rows for cell in row if any(helped.title in c for c in row))


def test_partners_are_told_it_as_the_rule_says(store: Store, helped: Output, tmp_path: Path) -> None:
    record = plan_record(store, "Domestic violence", YEAR.label, DAY, Audience.PARTNER)
    request = PlanRequest("Domestic violence", YEAR.label, "partner")
    rows = rows_of(write_plan(record, request, tmp_path / "plan.html", source=store.path).path)
    assert {"21", "24", "54", "68"} <= counts_beside(rows, helped.title)


@pytest.mark.parametrize("kind", [PaperKind.BID, PaperKind.COMMITTEE])
def test_neither_paper_prints_it_nor_what_changed_since_the_last_review(
    store: Store, helped: Output, tmp_path: Path, kind: PaperKind
) -> None:
    record = paper_record(store, PaperRequest(kind, YEAR.label, "Domestic violence", "public"), DAY)
    made = make_paper(record, tmp_path / "paper.html", DAY, Shape(draft=True)).path
    assert not counts_beside(rows_of(made), helped.title) & SUMS
    said = re.sub(r"<[^>]+>", " ", made.read_text(encoding="utf-8"))
    assert not re.search(rf"{helped.title}: (21|3|30|14|68) in", said)


def test_neither_does_a_plan_as_a_review_froze_it(store: Store, helped: Output) -> None:
    actions = store.plans.actions_in(YEAR, violence(store).id)
    plan = freeze(store.plans.whole(actions), DAY, YEAR, store.plans.rating_rule())
    for audience, told in ((Audience.PUBLIC, False), (Audience.PARTNER, True)):
        with store.reading(audience):
            rows = read_frozen_rows(store, plan, audience).rows
        assert any(o.title == helped.title for r in rows for o in r.action.outputs) is told
