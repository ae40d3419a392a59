"""The committee paper that is written for one meeting of scrutiny: found, or begun."""

from dataclasses import replace
from datetime import date

from cspdesk.app.paper_templates import likely_template, paper_templates
from cspdesk.app.paper_writing import begin_paper
from cspdesk.domain.papers import Paper, PaperKind, PaperText
from cspdesk.domain.periods import FinancialYear, long_date
from cspdesk.domain.scrutiny import Meeting
from cspdesk.errors import UserError
from cspdesk.store.ids import new_id
from cspdesk.store.store import Store


def paper_for(store: Store, meeting: Meeting) -> Paper | None:
    """Return the committee paper begun last for a meeting; None when there is none yet."""
    found = store.papers.papers.where(
        "meeting_id = ? and kind = 'committee'", meeting.id, order="begun_on desc, id desc"
    )
    return next(iter(found), None)


def begin_paper_for(store: Store, meeting: Meeting, year: FinancialYear, today: date) -> Paper:
    """Begin the committee paper of a year for a meeting, within a step that is open, by the template used last.

    Where the template asks for the meeting and its date, they are written in it as they are known.
    Raises UserError when there is no template for committee papers, or one of one's own has faults.
    """
    template = likely_template(store, paper_templates(store.path), PaperKind.COMMITTEE)
    if template is None:
        raise UserError("There is no template for a committee paper.")
    begun = begin_paper(store, template, year, None, today)
    paper = replace(begun, title=f"{begun.title}, for {long_date(meeting.held_on)}", meeting_id=meeting.id)
    store.papers.papers.update(paper)
    for key, words in (("meeting", meeting.body), ("date", long_date(meeting.held_on))):
        section = template.section(key)
        if section is not None and not section.each_priority:
            text = PaperText(new_id(), paper.id, key, words, meeting.marking, meeting.marking_reason)
            store.papers.write(text)
    return paper
