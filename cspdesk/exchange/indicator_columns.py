"""What the columns of published tables are called, and which kind of table a header is of."""

import re
from collections.abc import Mapping, Sequence

from cspdesk.domain.records import dataclass

# Names as `plain` writes them: every source and copy spells them its own way.
NAMES: dict[str, dict[str, tuple[str, ...]]] = {
    "home-office-crime": {
        "year": ("financialyear", "year", "fy", "finyear"),
        "quarter": ("financialquarter", "quarter", "fq", "finquarter", "financialqtr", "qtr"),
        "period": (
            "period",
            "timeperiod",
            "financialyearandquarter",
            "financialyearquarter",
            "yearandquarter",
            "yearquarter",
            "quarterandyear",
        ),
        "ending": ("12monthsending", "yearending", "12monthsto", "rollingyearending", "twelvemonthsending"),
        "force": ("forcename", "force", "policeforce", "policeforcearea", "pfa", "pfaname", "policeforcename"),
        "csp": (
            "cspname",
            "csp",
            "communitysafetypartnership",
            "communitysafetypartnershipname",
            "communitysafetypartnershiparea",
        ),
        "area_code": (
            "cspcode",
            "csponscode",
            "onscspcode",
            "communitysafetypartnershipcode",
            *(f"csp{year}cd" for year in range(11, 30)),
            "onscode",
            "onsareacode",
            "areacode",
            "pfacode",
            "pfaonscode",
            "forcecode",
            "onsforcecode",
            *(f"pfa{year}cd" for year in range(11, 30)),
        ),
        "description": ("offencedescription", "offence", "offencename", "offencetype"),
        "group": ("offencegroup", "offencegroupname", "offencecategory"),
        "subgroup": ("offencesubgroup", "offencesubgroupname"),
        "code": ("offencecode",),
        "count": (
            "numberofoffences",
            "offencecount",
            "rollingyeartotalnumberofoffences",
            "totalnumberofoffences",
            "offences",
            "numberofrecordedoffences",
            "recordedoffences",
            "total",
            "count",
            "sumofnumberofoffences",
            "noofoffences",
            "offencesrecorded",
            "numberofcrimes",
            "totaloffences",
        ),
    },
    "police-street": {
        "id": ("crimeid", "crimeidhash"),
        "month": ("month",),
        "force": ("fallswithin", "reportedby"),
        "lsoa": ("lsoaname",),
        "type": ("crimetype", "crimecategory"),
    },
    "fingertips": {
        "id": ("indicatorid",),
        "name": ("indicatorname",),
        "area": ("areacode",),
        "area_name": ("areaname",),
        "area_kind": ("areatype",),
        "sex": ("sex",),
        "age": ("age",),
        "category_kind": ("categorytype",),
        "category": ("category",),
        "period": ("timeperiod",),
        "value": ("value",),
        "lower": ("lowerci950limit", "lowerci95limit", "lowerci950", "lowerci", "lowercilimit"),
        "upper": ("upperci950limit", "upperci95limit", "upperci950", "upperci", "uppercilimit"),
        "count": ("count",),
        "denominator": ("denominator",),
        "value_note": ("valuenote", "valuenotes"),
        "trend": ("recenttrend",),
        "england": ("comparedtoenglandvalueorpercentiles", "comparedtoengland", "comparedtobenchmark"),
        "region": (
            "comparedtoregionvalueorpercentiles",
            "comparedtoregion",
            "comparedtosubnationalparentvalueorpercentiles",
            "comparedtoparentvalueorpercentiles",
        ),
        "sortable": ("timeperiodsortable",),
    },
    "table": {
        "indicator": ("indicator", "indicatorname", "measurename"),
        "code": ("indicatorcode",),
        "area": ("area", "areacode", "geography", "geographycode"),
        "area_name": ("areaname", "geographyname"),
        "period": ("period", "timeperiod", "date"),
        "count": ("count", "numerator"),
        "denominator": ("denominator",),
        "value": ("value",),
        "lower": ("lower", "lowerlimit", "lowerci"),
        "upper": ("upper", "upperlimit", "upperci"),
        "published": ("published", "publishedon", "publicationdate", "datepublished"),
        "unit": ("unit", "units"),
        "per": ("per",),
        "measure": ("measure", "measuretype", "kind"),
        "better": ("better", "polarity", "betteris"),
        "level": ("level",),
        "suppressed": ("suppressed",),
        "back_dated": ("backdated",),
        "definition": ("definition",),
        "source": ("source",),
        "link": ("link", "sourcelink"),
        "licence": ("licence", "license"),
        "note": ("note", "notes"),
    },
}
TITLES = {
    "home-office-crime": "police recorded crime table",
    "police-street": "street-level crime file",
    "fingertips": "Fingertips table",
    "table": "table of figures",
}
# Of each inner tuple one column must be there; the first is what is asked for in words.
NEEDED: dict[str, tuple[tuple[str, ...], ...]] = {
    "home-office-crime": (
        ("force", "csp"),
        ("group", "description", "subgroup"),
        ("year", "ending", "period"),
        ("count",),
    ),
    "police-street": (("month",), ("type",), ("lsoa", "force")),
    "fingertips": (("id",), ("name",), ("area",), ("period",), ("value",)),
    "table": (("indicator",), ("area",), ("period",), ("value", "count")),
}
WORDS: dict[str, dict[str, str]] = {
    "home-office-crime": {"force": "Force Name or CSP Name", "group": "Offence Group", "year": "Financial Year",
                          "count": "Number of Offences"},
    "police-street": {"month": "Month", "type": "Crime type", "lsoa": "LSOA name"},
    "fingertips": {"id": "Indicator ID", "name": "Indicator Name", "area": "Area Code", "period": "Time period",
                   "value": "Value"},
    "table": {"indicator": "indicator", "area": "area", "period": "period", "value": "count or value"},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class FigureColumns:
    """Where each field of a kind of table is, and how its header writes it."""

    at: Mapping[str, int]
    headers: Mapping[str, str]

    def header(self, field: str) -> str:
        """Return the header of a field's column, or the field's name where there is none."""
        return self.headers.get(field, field)


def plain(header: str) -> str:
    """Return a header without case, spaces and marks: “Lower CI 95.0 limit” is lowerci950limit."""
    return re.sub(r"[^a-z0-9]", "", header.casefold())


def is_name_of(kind: str, header: str) -> bool:
    """Return whether a header is one that tables of a kind have."""
    wanted = plain(header)
    return any(wanted in names for names in NAMES[kind].values())


def find_fields(kind: str, names: Sequence[str]) -> FigureColumns:
    """Return where the fields of a kind of table are among a header's names; the likelier name wins."""
    there: dict[str, int] = {}
    for index, name in enumerate(names):
        there.setdefault(plain(name), index)
    at: dict[str, int] = {}
    for field, known in NAMES[kind].items():
        found = next((there[name] for name in known if name in there), None)
        if found is not None and found not in at.values():
            at[field] = found
    return FigureColumns(at, {field: " ".join(names[index].split()) for field, index in at.items()})


def belongs_elsewhere(kind: str, names: Sequence[str]) -> bool:
    """Return whether a header is of a published kind whose columns would also do for a plain table of figures."""
    return kind == "table" and kinds_of(names)[:1] not in ((), ("table",))


def missing_of(kind: str, columns: FigureColumns) -> tuple[str, ...]:
    """Return what a table of a kind must have and this one has not, in words."""
    return tuple(WORDS[kind][needed[0]] for needed in NEEDED[kind] if not any(f in columns.at for f in needed))


def kinds_of(names: Sequence[str]) -> tuple[str, ...]:
    """Return the kinds that a header is complete for."""
    return tuple(kind for kind in NAMES if not missing_of(kind, find_fields(kind, names)))
