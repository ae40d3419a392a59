"""Areas of the UK by code and by the names published tables give them; who is in which; how many live there."""

import csv
import re
from collections.abc import Iterator, Set
from functools import lru_cache

from cspdesk.domain.indicators import Area
from cspdesk.errors import UserError
from cspdesk.paths import resource

FORCE = "police force area"
PARTNERSHIP = "community safety partnership"
DISTRICT = "district"
POPULATION_YEAR = 2020
POPULATION_SOURCE = "ONS mid-2020 population estimates (before rebasing to Census 2021)"
CODE = re.compile(r"[EWSNKJ]\d{8}")
_UNSAID = re.compile(
    r"\b(community safety partnership|csp|police|constabulary|service|force|unitary authority|county of|city of|the)\b"
)


def normal_area(name: str) -> str:
    """Return an area's name without what sources differ in: “Herefordshire, County of” is “herefordshire”."""
    words = re.sub(r"['’`]", "", name.casefold()).replace("&", " and ")
    words = re.sub(r"[^a-z0-9 ]+", " ", words)
    return " ".join(_UNSAID.sub(" ", " ".join(words.split())).split())


class Areas:
    """The areas that ship with cspdesk: codes, names, which district is in which partnership and force."""

    def __init__(self) -> None:
        self._areas = {r["code"]: Area(r["code"], r["name"], r["kind"]) for r in _rows("areas.csv")}
        self._people = {r["code"]: int(r["people"]) for r in _rows("populations-mid-2020.csv")}
        self._districts: dict[str, set[str]] = {}
        self._forces: dict[str, str] = {}
        self._partnerships: dict[str, str] = {}
        for district, partnership, force in (tuple(r.values()) for r in _rows("lad-csp-pfa-2017.csv")):
            for whole in (district, partnership, force):
                self._districts.setdefault(whole, set()).add(district)
                self._forces[whole] = force
            self._partnerships |= {district: partnership, partnership: partnership}
        self._named = {(area.kind, normal_area(area.name)): area.code for area in self._areas.values()}
        self._other_names: dict[str, list[str]] = {}
        self._parts: dict[str, str] = {}  # districts that were merged
        for name, code, what in (tuple(r.values()) for r in _rows("other-names.csv")):
            self._other_names.setdefault(code, []).append(name)
            if what == "the same area":
                self._named.setdefault((self._areas[code].kind, normal_area(name)), code)
            else:
                self._parts[normal_area(name)] = code

    def all_areas(self) -> tuple[Area, ...]:
        """Return every area that ships, in the order of the reference table."""
        return tuple(self._areas.values())

    def find(self, code: str) -> Area | None:
        """Return the area with a code, None when it is not among those that ship."""
        return self._areas.get(code)

    def get(self, code: str) -> Area:
        """Return the area with a code. Raises UserError when it is not known."""
        found = self.find(code)
        if found is None:
            raise UserError(
                f"“{code}” is not the code of an area known here. Give the code of the Office for National "
                "Statistics, such as E06000019 for Herefordshire or E23000016 for West Mercia police."
            )
        return found

    def named(self, name: str, kind: str) -> str | None:
        """Return the code of the area of a kind that a table calls so, None when there is none."""
        return self._named.get((kind, normal_area(name)))

    def district_with(self, name: str) -> str | None:
        """Return the code of the district called so, or of the one that a district called so was merged into."""
        return self.named(name, DISTRICT) or self._parts.get(normal_area(name))

    def anywhere_named(self, name: str) -> str | None:
        """Return the code of the one area that a table calls so, whatever its kind; None when none or several are."""
        wanted = normal_area(name)
        kinds = (DISTRICT, "county", FORCE, "region", "country")
        found = {code for kind in kinds if (code := self._named.get((kind, wanted)))}
        return found.pop() if len(found) == 1 else None

    def needles_of(self, code: str, *, coded: bool = False) -> frozenset[str]:
        """Return words, in small letters, one of which any name of an area or of a part of it holds; coded: or code."""
        own_name_only = self._kind(code) == FORCE  # every row of a force's figures names the force
        parts = (code,) if own_name_only else (code, self.partnership_of(code), *self.districts_of(code))
        known = [part for part in parts if part in self._areas]
        names = [self._areas[part].name for part in known] + [
            n for part in known for n in self._other_names.get(part, ())
        ]
        words = (max(normal.split(), key=len) for name in names if (normal := normal_area(name)))
        return frozenset(words) | {part.casefold() for part in known if coded}

    def districts_of(self, code: str) -> Set[str]:
        """Return the districts that make up a partnership or force area; a district is its own."""
        return self._districts.get(code) or ({code} if self._kind(code) == DISTRICT else set())

    def force_of(self, code: str) -> str | None:
        """Return the force that polices a district or partnership, None where the lookup does not say."""
        return self._forces.get(code)

    def partnership_of(self, code: str) -> str | None:
        """Return the partnership of a district, or a partnership itself."""
        return self._partnerships.get(code)

    def people_in(self, code: str) -> int | None:
        """Return how many lived in an area in the middle of 2020, None where a part of it is not known."""
        if code in self._people:
            return self._people[code]
        if code == "E92000001":
            parts = [known for known in self._people if known[:3] in ("E06", "E07", "E08", "E09")]
        else:
            parts = list(self.districts_of(code))
        people = [self._people.get(part) for part in parts]
        return sum(p for p in people if p) if people and all(people) else None

    def _kind(self, code: str) -> str:
        found = self.find(code)
        return found.kind if found else ""


@lru_cache(maxsize=1)
def shipped_areas() -> Areas:
    """Return the areas that ship with cspdesk; they are read once."""
    return Areas()


def _rows(name: str) -> Iterator[dict[str, str]]:
    with resource("reference", name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
