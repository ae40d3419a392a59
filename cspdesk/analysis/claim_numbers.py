"""Numbers that a sentence holds, in digits and in words; dates, references, ages and the like are none."""

import re
from collections.abc import Iterator
from functools import lru_cache

from cspdesk.domain.periods import MONTHS
from cspdesk.domain.records import dataclass

_MONTH = "|".join(MONTHS) + "|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
_YEAR = r"(?:19|20)\d\d"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
# What looks like a number and counts nothing. Tried in this order; what one covers is not looked at again.
_PASSED = re.compile(
    "|".join(
        (
            rf"\b{_DAY}(?:\s*(?:to|and|–|-)\s*{_DAY})?\s+(?:of\s+)?(?:{_MONTH})\b(?:,?\s+{_YEAR})?",
            rf"\b(?:{_MONTH})\s+{_DAY}\b(?!\d)(?:,?\s+{_YEAR})?",
            r"\b\d{1,2}/\d{1,2}/\d{2,4}\b",
            rf"\b{_YEAR}-\d\d-\d\d\b",
            rf"\b{_YEAR}(?:\s*[/–-]\s*\d{{2,4}})?s?\b(?!\s*%|[.,]\d|\s+(?:people|crimes|offences|incidents|calls"
            rf"|visits))",
            r"\b24\s*/\s*7\b|\b(?:999|101|111)\b(?!\s*(?:%|people|crimes|calls))",
            r"\b\d{1,2}(?:[.:]\d\d)?\s?(?:am|pm|a\.m|p\.m)\b|\b\d{1,2}:\d\d\b",
            r"(?<![\d£])\b0\d{3,4}\s?\d{3}\s?\d{3,4}\b",
            r"\b(?:sections?|paragraphs?|paras?\.?|pages?|pp?\.|annex(?:es)?|appendix|objectives?|priorit(?:y|ies)"
            r"|tables?"
            r"|figures?|charts?|recommendations?|questions?|items?|parts?|chapters?|schedules?|articles?|phases?|steps?"
            r"|stages?|tiers?|levels?|quarters?|weeks?|years?|versions?|nos?\.?|numbers?|options?|rooms?|zones?|lines?"
            r"|Q)"
            r"\s+\d+(?:\.\d+)*[a-z]?(?:\s*(?:,|to|and|–|-)\s*\d+(?:\.\d+)*[a-z]?)*\b(?!\s*%)",
            r"\bQ[1-4]\b",
            r"\bage[ds]?\s+(?:under\s+|over\s+|between\s+)?\d{1,2}(?:\s*(?:to|and|–|-)\s*\d{1,2})?"
            r"(?:\s+(?:and|or) over|\+)?",
            r"\b\d{1,2}(?:\s*(?:to|and|–|-)\s*\d{1,2})?[- ]year[- ]olds?\b|\b(?:over|under)[- ]?\d{1,2}s\b",
            r"\b(?:people|adults|men|women|boys|girls|children|anyone|everyone|those|victims|families) (?:over|under)"
            r" \d{1,2}\b(?!\s*%|\s+per)",
            r"\b(?:are|is|were|was) (?:over|under) \d{1,2}\b(?=\s*[.;,)]|\s+(?:and|or)\b|$)",
            r"\b(?:for|after|within|every|next|last|past|another|first)\s+\d{1,2}(?:\s+(?:more|further|full))?"
            r"\s+(?:years?|months?|weeks?)\b",
            r"\bper\s+\d[\d,]*\b",
            r"\b95%\s+(?:confidence\s+)?(?:interval|confidence|limits)\b",
            r"\b\d+(?:st|nd|rd|th)\b",
            r"\b[A-Za-z][A-Za-z./-]{0,40}\d[\w/-]*",
            r"\b[A-Z]+\d+[A-Z]?\b",
        )
    ),
    re.IGNORECASE,
)
_DIGITS = re.compile(
    r"(?P<pounds>£)?\s?(?<![\w.])(?P<number>\d[\d,]*(?:\.\d+)?)"
    r"(?P<scale>\s?(?:million|billion|thousand|bn|m|k)\b)?"
    r"(?:\s?(?P<percent>%|per cent\b|percent\b|pc\b|percentage points?\b))?"
    r"(?:\s+in\s+(?:(?:\d|1\d|20|100)\b|ten|a hundred))?(?:x\b)?"
)
_SMALL = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen"
    " nineteen twenty thirty forty fifty sixty seventy eighty ninety"
)
_CARDINAL = _SMALL.replace(" ", "|")
_COUNTED = (
    "people|persons|victims|offenders|families|children|women|men|cases|crimes|incidents|arrests|referrals|reports"
    "|calls"
    "|visits|contacts|households|homes|alarms|beds|payments|offences|admissions|deaths|assaults|burglaries|sessions"
    "|occasions|volunteers|officers|survivors|mothers|boys|girls|patients|drinkers|complaints|seizures|searches"
    "|warrants"
    "|appointments|assessments|kits|packs|locks|cameras|streets|villages|pupils|tenants|perpetrators"
    "|pounds|pence|clients|users|residents|businesses|schools|places|actions|milestones|young"
)
_WORDED = re.compile(
    r"\b(?:"
    r"one[- ]in[- ](?:a )?\w+"
    rf"|(?:{_CARDINAL}|a hundred)(?:[- ](?:one|{_CARDINAL}))? ?(?:per ?cent|%)"
    rf"|(?:no|not one|not a single|none of the) (?:{_COUNTED}|perpetrators?|offender|victim|family|child|client"
    r"|crime|incident|offence|death|complaints?)(?= (?:(?:has|have|had|was|were) )?(?:been )?"
    r"(?:re-?offended|returned|died|come back|came back|harmed|hurt|killed|recorded|reported|made)\b)"
    rf"|(?:{_CARDINAL}) out of (?:every )?(?:{_CARDINAL})|(?:{_CARDINAL})[- ]in[- ](?:{_CARDINAL}|a hundred)"
    r"|(?<!first )(?<!second )(?<!other )half"
    r"(?![- ](?:term|day|year\w*|past|hour|an? (?:day|hour|mile|term)|price|way))"
    r"|(?:a|one|two)[- ]thirds?(?= of\b| more\b| fewer\b| less\b| higher\b| lower\b|[.,;)]|$)"
    r"|(?:a|one|three)[- ]quarters?(?= of\b| more\b| fewer\b| less\b| higher\b| lower\b|[.,;)]|$)"
    r"|(?:a|one)[- ](?:fifth|tenth)(?= of\b)"
    r"|halved|doubled|doubling|trebled|tripled|quadrupled|\w+fold(?<!manifold)(?<!unfold)(?<!scaffold)(?<!blindfold)"
    r"|(?:(?:the|a) )?(?:vast |great |large )?majority of|(?:almost|nearly) (?:all|every|everyone|none)"
    r"|most(?= (?:of the )?(?:people|victims|offenders|families|children|clients|users|residents|perpetrators|offences"
    r"|crimes)\b)"
    rf"|twice(?! (?:a|per|each|every)\b)|(?:{_CARDINAL}) times(?! (?:a|per|each|every)\b)"
    rf"|(?:(?:{_CARDINAL}|a|one|several|many)\s+)?(?:hundreds?|thousands?|millions?|dozens?|scores(?= of\b))(?= of\b"
    rf"| \w)"
    r")\b",
    re.IGNORECASE,
)
_SMALL_COUNT = re.compile(rf"\b(?:{_CARDINAL})(?:-(?:one|{_CARDINAL}))?\b(?=(?: \w+)? (?:{_COUNTED})\b)", re.IGNORECASE)
_SCALES = {"million": 1e6, "m": 1e6, "billion": 1e9, "bn": 1e9, "thousand": 1e3, "k": 1e3}


@dataclass(frozen=True, slots=True)
class TypedNumber:
    """A number from first to last of a sentence; value and sort (£, %, or empty for a count) where they can be read."""

    first: int
    last: int
    words: str
    value: float | None = None
    sort: str = ""


@lru_cache(maxsize=4096)
def typed_numbers(masked: str) -> tuple[TypedNumber, ...]:
    """Return the numbers of a sentence whose bound figures are masked, in order."""
    bare = _PASSED.sub(lambda found: " " * len(found[0]), masked)
    found = list(_in_digits(bare))
    found += [word for word in _in_words(bare) if not any(n.first < word.last and word.first < n.last for n in found)]
    return tuple(sorted(found, key=lambda number: number.first))


def _in_digits(bare: str) -> Iterator[TypedNumber]:
    for found in _DIGITS.finditer(bare):
        words = found[0]
        first = found.start() + len(words) - len(words.lstrip())
        scale = _SCALES.get((found["scale"] or "").strip(), 1.0)
        value = float(found["number"].replace(",", "")) * scale
        sort = "£" if found["pounds"] else "%" if found["percent"] else ""
        yield TypedNumber(first, found.end(), words.strip(), value, sort)


def _in_words(bare: str) -> Iterator[TypedNumber]:
    worded = list(_WORDED.finditer(bare))
    for found in worded:
        yield TypedNumber(found.start(), found.end(), found[0])
    for found in _SMALL_COUNT.finditer(bare):
        if not any(each.start() <= found.start() < each.end() for each in worded):
            yield TypedNumber(found.start(), found.end(), found[0])
