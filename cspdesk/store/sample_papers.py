"""The sample's papers with their texts, request and overrulings, a case study, and who benefited, from papers.toml."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from cspdesk.domain.audience import Audience
from cspdesk.domain.narrative import BOUND
from cspdesk.domain.papers import (
    Beneficiary,
    CaseStudy,
    FundingLevel,
    FundingOption,
    Overruling,
    Paper,
    PaperKind,
    PaperText,
)
from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.records import dataclass
from cspdesk.store.sample_data import FIRST_DAY, agreement_id, priority_id, read_toml
from cspdesk.store.sample_ids import fixed_id

YEAR = FinancialYear(2015)


@dataclass(frozen=True, slots=True)
class WrittenPaper:
    """A paper with all that was written in it."""

    paper: Paper
    texts: tuple[PaperText, ...]
    options: tuple[FundingOption, ...]
    overrulings: tuple[Overruling, ...]


def read_papers(outputs: Mapping[str, str]) -> Iterator[WrittenPaper]:
    """Give every paper; outputs are the ids of the sample's outputs of the year by title."""
    data = read_toml("papers.toml")
    names = {name: _prefix(about.split(" ", 1), outputs) for name, about in data["names"].items()}
    for entry in data["paper"]:
        paper = _paper(entry)
        key = entry["key"]
        yield WrittenPaper(
            paper,
            tuple(
                PaperText(
                    fixed_id(f"text {key} {section}", paper.begun_on, place),
                    paper.id,
                    section,
                    _bound(body.strip(), names),
                    paper.marking,
                    paper.marking_reason,
                )
                for place, (section, body) in enumerate(entry["text"].items())
            ),
            tuple(_option(key, paper, place, o) for place, o in enumerate(entry.get("option", ()))),
            tuple(_overruling(key, paper, place, o) for place, o in enumerate(entry.get("overruled", ()))),
        )


def read_case_studies() -> Iterator[CaseStudy]:
    """Give every case study of the year."""
    for entry in read_toml("papers.toml")["case_study"]:
        yield CaseStudy(
            fixed_id(f"case study {entry['key']}", entry["consented_on"]),
            priority_id(entry["priority"]) or "",
            YEAR,
            entry["title"],
            entry["body"],
            entry["consented_on"],
            entry["consent_note"],
            entry["anonymised"],
            Audience(entry["marking"]),
            "",
            illustrative=True,
        )


def read_beneficiaries() -> Iterator[Beneficiary]:
    """Give how many people of each part of each breakdown were reached in the year."""
    for entry in read_toml("papers.toml")["beneficiaries"]:
        for place, (part, people) in enumerate(entry["parts"]):
            yield Beneficiary(
                fixed_id(f"beneficiary {entry['priority']} {entry['breakdown']} {part}", YEAR.ends_on, place),
                priority_id(entry["priority"]) or "",
                YEAR,
                entry["breakdown"],
                part,
                people,
                place,
                entry["source"],
                illustrative=True,
            )


def _prefix(about: list[str], outputs: Mapping[str, str]) -> str:
    """Return what the keys of a figure begin with: kind and name as the file gives them."""
    kind, name = about
    if kind == "indicator":
        return f"indicator.{_indicator_id(name)}"
    if kind == "output":
        return f"output.{outputs[name]}.{YEAR.first}"
    if kind == "money" and name.startswith("agreement "):
        return f"money.agreement.{agreement_id(name.removeprefix('agreement '))}.{YEAR.first}"
    if kind == "money" and name.startswith("priority "):
        return f"money.priority.{priority_id(name.removeprefix('priority '))}.{YEAR.first}"
    return f"{kind}.{name if name == 'all' else priority_id(name)}.{YEAR.first}"


def _indicator_id(key: str) -> str:
    place = next(place for place, e in enumerate(read_toml("indicators.toml")["indicator"]) if e["key"] == key)
    return fixed_id(f"indicator {key}", FIRST_DAY, place)


def _bound(body: str, names: Mapping[str, str]) -> str:
    def key(found: re.Match[str]) -> str:
        name, measure = found[1].split(".")
        return f"@{{{names[name]}.{measure}}}"

    return BOUND.sub(key, body)


def _paper(entry: dict[str, Any]) -> Paper:
    return Paper(
        fixed_id(f"paper {entry['key']}", entry["begun_on"]),
        PaperKind(entry["kind"]),
        entry["template"],
        entry["title"],
        YEAR,
        entry["begun_on"],
        priority_id(entry.get("priority")),
        marking=Audience(entry["marking"]),
        marking_reason=entry.get("marking_reason", ""),
    )


def _option(key: str, paper: Paper, place: int, entry: dict[str, Any]) -> FundingOption:
    return FundingOption(
        fixed_id(f"option {key} {place}", paper.begun_on, place),
        paper.id,
        FundingLevel(entry["level"]),
        entry["amount"] * 100,
        entry["what_happens"],
    )


def _overruling(key: str, paper: Paper, place: int, entry: dict[str, Any]) -> Overruling:
    return Overruling(
        fixed_id(f"overruling {key} {place}", entry["on"], place),
        paper.id,
        entry["section"],
        entry["finding"],
        entry["words"],
        entry["by"],
        entry["reason"],
        entry["on"],
    )
