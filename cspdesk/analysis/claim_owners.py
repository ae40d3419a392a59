"""Whose money, plan or output a sentence speaks of, and what the record holds of each: what is told is held to that."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from cspdesk.analysis.claim_subjects import LONG, stems_of, telling_words
from cspdesk.domain.bound_figures import BoundFigure, Figures
from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.records import dataclass

ALL = "all"
# Words that name nobody: of what is told of “the whole grant of this year”, nothing says whose it is.
_GENERAL = stems_of(
    "year plan programme project partnership priority priorities grant money monies funding fund budget award"
    " allocation resource time full end date day agreed first all period schedule line action milestone output target"
    " work delivery service work everything we our us this whole entire every each agreed planned annual yearly total"
    " financial core business set aside given spending spend payment expenditure cost available it them these those"
    " original revised main overall final own new area community safety january february march april may june july"
    " august september october november december number"
) | frozenset("the a an of to for in on at by and or with is are be not from as that which who all".split())  # noqa: SIM905
_NOT_TELLING = stems_of("reducing reduce harm done tackling tackle preventing prevent improving improve community")
_KEY = re.compile(r"(?P<kind>money|actions|milestones)\.(?P<owner>.+)\.(?P<year>\d{4})\.(?P<name>\w+)")
_OUTPUT = re.compile(r"output\.(?P<id>.+)\.(?P<year>\d{4})\.(?P<name>\w+)")
_REFERENCE = re.compile(r"[A-Z]{2,}[\w/]*-[\w/-]*\d[\w/-]*|[A-Z]{2,}\d[\w/-]*")


@dataclass(frozen=True, slots=True)
class Owner:
    """What has money or a plan: all priorities (key: all), one, an agreement or a budget line, with its figures.

    figures are by kind and measure: money.paid, actions.done. within is the key of the priority that a line is of.
    """

    key: str
    name: str
    year: FinancialYear
    figures: Mapping[str, BoundFigure]
    reference: str = ""
    stems: frozenset[str] = frozenset()
    lead: str = ""
    within: str = ""

    def value(self, name: str) -> int | None:
        """Return a figure as a whole number (money in pence); None where these readers have none."""
        figure = self.figures.get(name)
        return None if figure is None or figure.value is None else int(figure.value)

    def text(self, name: str) -> str:
        """Return a figure as it is written."""
        return self.figures[name].text if name in self.figures else ""

    def mark(self, name: str) -> str:
        """Return a figure as it is bound in a sentence."""
        return f"@{{{self.figures[name].key}}}" if name in self.figures else ""


@dataclass(frozen=True, slots=True)
class OutputHeld:
    """An output of the year: what was counted (None: nothing was), what was aimed at, and the words that name it."""

    key: str
    title: str
    year: FinancialYear
    figures: Mapping[str, BoundFigure]
    stems: frozenset[str]
    action: frozenset[str]
    unit: str
    within: str

    def value(self, name: str) -> int | None:
        """Return what was counted (actual), the target, or the share of it, if these readers may see it."""
        figure = self.figures.get(name)
        return None if figure is None or figure.value is None else int(figure.value)


class Held:
    """The money, plans and outputs among the figures of a paper, to find whose a sentence speaks of."""

    def __init__(self, figures: Figures, today: date) -> None:
        self.today = today
        self.figures = figures
        self.owners = {owner.key: owner for owner in _owners(figures)}
        self.outputs = tuple(_outputs(figures))

    @property
    def own(self) -> Owner | None:
        """What the paper is of: all priorities where it tells of all, else the one that it is of."""
        whole = self.owners.get(ALL)
        if whole is not None and "actions.total" in whole.figures:
            return whole
        priorities = [owner for owner in self.owners.values() if owner.key.startswith("priority.")]
        return priorities[0] if len(priorities) == 1 else whole

    def of_section(self, section: str) -> Owner | None:
        """Return what a section is of: a priority's own page, or what the paper is of."""
        _, _, priority = section.partition(":")
        return self.owners.get(f"priority.{priority}", self.own)

    def kind(self, kind: str, within: Owner | None = None) -> tuple[Owner, ...]:
        """Return all lines, agreements or priorities; of one priority its own lines."""
        found = tuple(owner for owner in self.owners.values() if owner.key.startswith(f"{kind}."))
        whole = within is None or within.key == ALL or kind != "line"
        return found if whole else tuple(owner for owner in found if within and owner.within == within.key)

    def outputs_of(self, owner: Owner | None) -> tuple[OutputHeld, ...]:
        """Return the outputs of a priority, or all of them."""
        if owner is None or not owner.key.startswith("priority."):
            return self.outputs
        return tuple(output for output in self.outputs if output.within == owner.key)

    def named(self, words: str) -> Owner | None:
        """Return what words name and name nothing else beside; None where that is nobody, or more than one."""
        by_reference = self._by_reference(words)
        if by_reference:
            return by_reference[0] if len(by_reference) == 1 else None
        asked = stems_of(words) - _GENERAL if names_somebody(words) else frozenset()
        if not asked:
            return None
        fit = [o for o in self.owners.values() if o.stems and asked <= o.stems | _NOT_TELLING and _names(asked, o)]
        fit = [o for o in fit if o.key.startswith("priority.")] or fit
        return fit[0] if len(fit) == 1 else None

    def spoken_of(self, words: str, keys: Iterable[str]) -> Owner | None:
        """Return whom a whole sentence names in full or has a figure of; None where that is nobody, or several."""
        bound = [self._bound(key) for key in keys]
        found = {owner.key: owner for owner in bound if owner is not None}
        if not found:
            found = {owner.key: owner for owner in self._by_reference(words)}
        if not found:
            stems = stems_of(words)
            found = {o.key: o for o in self.owners.values() if o.stems and o.stems <= stems}
        return next(iter(found.values())) if len(found) == 1 else None

    def outputs_named(self, words: str) -> tuple[OutputHeld, ...]:
        """Return the outputs that a sentence names: by their title, what they count, or the action they are of."""
        stems = stems_of(words)
        titled = tuple(o for o in self.outputs if o.stems and o.stems <= stems)
        if titled:
            return titled
        units = [o.unit for o in self.outputs]
        counted = tuple(o for o in self.outputs if o.unit and o.unit in stems and units.count(o.unit) == 1)
        return counted or tuple(o for o in self.outputs if o.action and o.action <= stems)

    def _by_reference(self, words: str) -> list[Owner]:
        said = {found[0].casefold() for found in _REFERENCE.finditer(words)}
        return [o for o in self.owners.values() if o.reference and o.reference.casefold() in said]

    def _bound(self, key: str) -> Owner | None:
        found = _KEY.fullmatch(key)
        return self.owners.get(_owner_key(found)) if found else None


def names_somebody(words: str) -> bool:
    """Return whether words say whose it is, beyond the year, the money and the plan themselves."""
    return bool(stems_of(words) - _GENERAL)


def _names(asked: frozenset[str], owner: Owner) -> bool:
    own = asked & owner.stems
    return bool(own) and (2 * len(own) >= len(owner.stems) or owner.lead in own)


def _owner_key(found: re.Match[str]) -> str:
    owner = found["owner"]
    return owner if found["kind"] == "money" or owner == ALL else f"priority.{owner}"


def _owners(figures: Figures) -> Iterable[Owner]:
    kept: defaultdict[str, dict[str, BoundFigure]] = defaultdict(dict)
    years: dict[str, FinancialYear] = {}
    for key, figure in figures.items():
        if found := _KEY.fullmatch(key):
            owner = _owner_key(found)
            kept[owner][f"{found['kind']}.{found['name']}"] = figure
            years[owner] = FinancialYear(int(found["year"]))
    for key, own in kept.items():
        first = next(iter(own.values()))
        name = first.label.rpartition(": ")[0].removesuffix(f", {years[key].label}")
        reference = (m[0] if (m := _REFERENCE.match(name)) else "") if key.startswith(("line.", "agreement.")) else ""
        title = name.removeprefix(reference).strip() if key.startswith(("line.", "priority.")) else ""
        stems = stems_of(title) - _NOT_TELLING if title else frozenset()
        lead = next((word for word in telling_words(title) if stems_of(word) <= stems), "")
        short = next(iter(stems_of(lead)), "") if len(lead) >= LONG else ""
        yield Owner(key, name, years[key], own, reference, stems, short, first.within)


def _outputs(figures: Figures) -> Iterable[OutputHeld]:
    kept: defaultdict[tuple[str, str], dict[str, BoundFigure]] = defaultdict(dict)
    for key, figure in figures.items():
        if found := _OUTPUT.fullmatch(key):
            kept[found["id"], found["year"]][found["name"]] = figure
    for (_, year), own in kept.items():
        first = next(iter(own.values()))
        title = first.label.rsplit(":", 1)[0]
        action = found[1] if (found := re.search("“(.+)”", first.source)) else ""
        units = (figure.unit for figure in own.values() if figure.unit not in ("people", "contacts", "%"))
        unit = next(iter(stems_of(next(units, ""))), "")
        yield OutputHeld(
            first.subject,
            title,
            FinancialYear(int(year)),
            own,
            stems_of(title),
            stems_of(action) if action else frozenset(),
            unit,
            first.within,
        )
