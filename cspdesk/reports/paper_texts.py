"""Gathers what a person wrote in a paper, with its bound figures put in as they stand for the reader."""

from collections.abc import Iterator
from dataclasses import replace

from cspdesk.domain.audience import may_see, reason_said
from cspdesk.domain.bound_figures import BoundFigure
from cspdesk.domain.narrative import Bound, Passage, Run, Words, bound_keys, read_narrative
from cspdesk.domain.paper_templates import PaperSection, text_key, word_count
from cspdesk.domain.papers import PaperText
from cspdesk.domain.partnership import Priority
from cspdesk.reports.paper_record import PaperRecord
from cspdesk.reports.paper_written import SectionFigures, UsedFigure, WrittenText

WITHHELD = "[withheld]"
NO_FIGURE = "[no figure]"


def may_be_told(record: PaperRecord, figure: BoundFigure) -> bool:
    """Return whether the reader may see a figure and all that it was worked out from."""
    known = [figure, *(record.figures[key] for key in figure.covers if key in record.figures)]
    return all(may_see(record.audience, each.marking) for each in known)


def words_of(record: PaperRecord, key: str) -> str:
    """Return what stands in the place of a bound figure for the reader."""
    figure = record.figures.get(key)
    if figure is None:
        return NO_FIGURE
    return (figure.text or NO_FIGURE) if may_be_told(record, figure) else WITHHELD


class Texts:
    """The texts of a paper for its reader; used and withheld grow while sections are gathered."""

    def __init__(self, record: PaperRecord) -> None:
        self._record = record
        self.used: dict[str, UsedFigure] = {}
        self.withheld: list[str] = []  # the reasons, one for each text or figure left out

    def section(self, section: PaperSection) -> SectionFigures:
        """Return a section with its words: of the whole paper, or of each priority."""
        return SectionFigures(
            key=section.key,
            title=section.title,
            write=section.write,
            required=section.required,
            max_words=section.max_words,
            parts=section.parts,
            annex=section.annex,
            texts=tuple(self._texts(section)) if section.is_written else (),
        )

    def _texts(self, section: PaperSection) -> Iterator[WrittenText]:
        record = self._record
        if section.each_priority:
            for part in record.parts:
                if found := record.texts.get(text_key(section, part.priority)):
                    yield self._text(found, part.priority)
            return
        if found := record.texts.get(section.key):
            yield self._text(found, None)
        if record.asked is None:
            for part in record.parts:
                if own := part.texts.get(section.key):
                    yield self._text(own, part.priority)

    def _text(self, text: PaperText, priority: Priority | None) -> WrittenText:
        name = priority.name if priority else ""
        if not may_see(self._record.audience, text.marking):
            reason = reason_said(text.marking_reason)
            self.withheld.append(reason)
            return WrittenText(name, (), 0, (), withheld=reason)
        passages = tuple(self._filled(passage) for passage in read_narrative(text.body))
        said = "\n".join("".join(r.text for r in p.runs if isinstance(r, Words)) for p in passages)
        return WrittenText(name, passages, word_count(said), tuple(self._notes(text.body)))

    def _filled(self, passage: Passage) -> Passage:
        return replace(passage, runs=tuple(self._run(run) for run in passage.runs))

    def _run(self, run: Run) -> Run:
        if not isinstance(run, Bound):
            return run
        figure = self._record.figures.get(run.key)
        words = words_of(self._record, run.key)
        if figure is not None and words == WITHHELD:
            self.withheld.append(reason_said(figure.marking_reason))
        elif figure is not None and figure.text:
            self.used[figure.key] = UsedFigure(
                figure.key, figure.label, figure.text, figure.source, figure.caveat, figure.period, figure.illustrative
            )
        return Words(words)

    def _notes(self, body: str) -> Iterator[str]:
        """Give what must be known beside the figures of a text: caveats, and why one cannot be given."""
        made_up = []
        for key in bound_keys(body):
            figure = self._record.figures.get(key)
            if figure is None:
                yield f"{NO_FIGURE}: the record no longer holds the figure that this sentence is bound to."
            elif not may_be_told(self._record, figure):
                yield f"{WITHHELD}: {reason_said(figure.marking_reason).lower()}."
            elif figure.forbidden:
                yield f"{NO_FIGURE}: {figure.forbidden}"
            else:
                made_up += [figure.text] if figure.illustrative else []
                if figure.caveat:
                    yield f"{figure.text}: {figure.caveat}."
        if made_up:
            yield f"Illustrative: {'; '.join(dict.fromkeys(made_up))}."
