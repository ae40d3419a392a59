"""What would be safe to say in the place of a claim: sentences bound to the record, with what has to stand beside."""

import re

from cspdesk.analysis.claim_subjects import Subject
from cspdesk.domain.bound_figures import BoundFigure, Figures
from cspdesk.domain.periods import long_date

_AFTER = {
    "led to": "was followed by",
    "leads to": "was followed by",
    "leading to": "followed by",
    "resulted in": "was followed by",
    "results in": "was followed by",
    "resulting in": "followed by",
    "caused": "was followed by",
    "causing": "followed by",
    "brought about": "was followed by",
    "contributed to": "was followed by",
    "drove": "was followed by",
    "thanks to": "at the same time as",
    "because of": "at the same time as",
    "as a result of": "at the same time as",
    "as a direct result of": "at the same time as",
    "as a consequence of": "at the same time as",
    "due to": "at the same time as",
    "owing to": "at the same time as",
}


def bound(figure: BoundFigure) -> str:
    """Return a figure as it is bound in a sentence, with what has to stand beside it."""
    return f"@{{{figure.key}}} ({figure.caveat})" if figure.caveat else f"@{{{figure.key}}}"


def newest(subject: Subject, figures: Figures) -> str:
    """Return the sentence that gives the newest figure of an indicator and no more; empty where there is none."""
    figure = _held(subject, "latest", figures)
    if figure is None:
        return ""
    if subject.stale:
        return f"{subject.name}: the newest figure is {bound(figure)}."
    return f"{subject.name}: the newest figure is {bound(figure)}; the data reach no further."


def changed(subject: Subject, figures: Figures) -> str:
    """Return the sentence that gives an indicator's change with its caveat, or failing that its newest figure."""
    for name, than in (("since_baseline", "than at the baseline"), ("on_year", "than a year before")):
        figure = _held(subject, name, figures)
        if figure is not None:
            return f"{subject.name}: @{{{figure.key}}} {than}{f' ({figure.caveat})' if figure.caveat else ''}."
    return newest(subject, figures)


def not_compared(subject: Subject, figures: Figures) -> str:
    """Return the sentence that says that an indicator is counted in different ways and gives its newest figure."""
    latest = _held(subject, "latest", figures)
    day = long_date(subject.broken[-1][0]) if subject.broken else ""
    says = f"{subject.name} is counted in different ways before and after {day}, so no change is given"
    return f"{says}; the newest figure is {bound(latest)}." if latest else f"{says}."


def without_cause(sentence: str, first: int, last: int) -> str:
    """Return a sentence that tells one thing beside another instead of as its cause; empty where it needs a person."""
    words = re.sub(r"\s+", " ", sentence[first:last].strip().casefold())
    instead = _AFTER.get(words, "")
    if not instead:
        return ""
    if sentence[first:last][0].isupper():
        instead = instead[0].upper() + instead[1:]
    return sentence[:first] + instead + sentence[last:]


def with_caveat(sentence: str, figure: BoundFigure) -> str:
    """Return a sentence with the caveat of a figure right behind it."""
    mark = f"@{{{figure.key}}}"
    return sentence.replace(mark, f"{mark} ({figure.caveat})", 1)


def _held(subject: Subject, name: str, figures: Figures) -> BoundFigure | None:
    figure = figures.get(f"{subject.key}.{name}")
    return figure if figure is not None and figure.text else None
