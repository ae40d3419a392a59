"""Which areas and figures a person wants of published tables, which a table can give, and which rows have them."""

from collections.abc import Callable, Hashable, Iterable
from datetime import date

from cspdesk.domain.indicators import Area
from cspdesk.domain.records import dataclass
from cspdesk.errors import UserError
from cspdesk.exchange.areas import Areas

OTHER_AREA = "of another area or body"


@dataclass(frozen=True, slots=True)
class Choice:
    """What is wanted: areas are the person's own, compare those they are held against; both empty for all.

    held: areas the record has figures for, taken as far as a table can give them, where the person named none.
    only: text that the offence groups or subgroups wanted hold; empty for the usual ones. today: no figure was
    published after it.
    """

    areas: tuple[str, ...] = ()
    compare: tuple[str, ...] = ()
    only: str = ""
    today: date = date.max
    held: tuple[str, ...] = ()

    @property
    def codes(self) -> tuple[str, ...]:
        """All areas wanted, each once."""
        return tuple(dict.fromkeys((*self.areas, *self.held, *self.compare)))


def given(choice: Choice, areas: Areas, name: str, serve: Callable[[Area], str], notes: list[str]) -> tuple[str, ...]:
    """Return the areas that a table can give; serve says why one cannot be had, or "".

    Raises UserError for one of the person's own areas; one only held against is left out with a note.
    """
    found: list[str] = []
    whys: list[str] = []
    for code in choice.codes:
        why = serve(areas.get(code))
        if not why:
            found.append(code)
        elif code in choice.areas:
            raise UserError(f"{name}: {why}. Nothing was taken.")
        elif code in choice.compare and why not in notes:
            notes.append(f"{name}: {why}; not compared")
        elif code in choice.held:
            whys.append(why)
    if not found:
        because = f": {whys[0]}" if whys else ""
        raise UserError(f"{name} has no figures for the areas of this record{because}. Choose another area.")
    return tuple(found)


def require_areas(choice: Choice, kind: str) -> None:
    """Raise UserError when no area was chosen for tables that hold all of England and Wales."""
    if not choice.codes:
        raise UserError(
            f"Say which area's figures to take from {kind} tables, by the code of the Office for National Statistics: "
            "such as E06000019 for Herefordshire or E23000016 for West Mercia police."
        )


def used_areas(areas: Areas, codes: Iterable[str]) -> dict[str, Area]:
    """Return areas by code."""
    return {code: areas.get(code) for code in codes}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a reader decides of all rows with one key: the areas they count for, or why they are left out."""

    areas: tuple[str, ...]
    reason: str = ""


class Chooser(dict[Hashable, int]):
    """Remembers what is decided of each key, so that a million rows ask a few hundred times; values number verdicts."""

    def __init__(self, decide: Callable[[Hashable], Verdict]) -> None:
        super().__init__()
        self.verdicts: list[Verdict] = []
        self.blanks: set[int] = set()  # verdicts of keys whose first cell is blank
        self._decide = decide
        self._numbers: dict[tuple[Verdict, bool], int] = {}  # of verdicts; few differ, and each block goes through all

    def __missing__(self, key: Hashable) -> int:
        verdict, blank = self._decide(key), (key[0] if isinstance(key, tuple) else key) in ("", None)
        self[key] = number = self._numbers.setdefault((verdict, blank), len(self.verdicts))
        if number == len(self.verdicts):
            self.verdicts.append(verdict)
            self.blanks |= {number} if blank else set()
        return number
