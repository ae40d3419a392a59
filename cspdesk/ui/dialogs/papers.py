"""How a paper is begun: which, of which year, about whom."""

from PySide6.QtWidgets import QWidget

from cspdesk.app.paper_templates import likely_template, paper_templates
from cspdesk.app.paper_writing import WORDS, begin_paper
from cspdesk.domain.paper_templates import PaperTemplate
from cspdesk.domain.papers import Paper, PaperKind
from cspdesk.domain.partnership import Priority, PriorityStatus
from cspdesk.domain.periods import FinancialYear
from cspdesk.ui.dialogs.form import FormDialog
from cspdesk.ui.session import Session
from cspdesk.ui.widgets.fields import ChoiceBox
from cspdesk.ui.widgets.text import label

_MEANT = {"funding": PaperKind.BID, "priority": PaperKind.BID, "scrutiny": PaperKind.COMMITTEE}  # by the tab before


def begin_form(session: Session, begun: list[Paper], parent: QWidget | None) -> FormDialog:
    """Return the form that begins a paper, which it puts into `begun`. Raises UserError for a template with faults.

    It offers first what the person comes from: a bid from Funding or a priority, a committee paper from Scrutiny.
    """
    templates = paper_templates(session.store.path)
    known = [p for p in session.store.partnership.all_priorities() if p.status is not PriorityStatus.RETIRED]
    shape: ChoiceBox[PaperTemplate] = ChoiceBox([(template_words(t), t) for t in templates])
    before = FinancialYear(session.year.first - 1)
    year: ChoiceBox[FinancialYear] = ChoiceBox([(y.label, y) for y in (session.year, before)])
    of: ChoiceBox[Priority | None] = ChoiceBox([("All priorities", None), *((p.name, p) for p in known)])
    about = label("", "quiet", wrap=True)

    def follow() -> None:
        of.setEnabled(shape.value().kind is PaperKind.BID)  # a committee is told of all of them
        about.setText(shape.value().about)

    def save() -> bool:
        chosen, priority = shape.value(), of.value() if of.isEnabled() else None

        def work() -> None:
            begun[:] = [begin_paper(session.store, chosen, year.value(), priority, session.today)]

        name = f"Began the {WORDS[chosen.kind]} of {year.value().label}"
        return session.do(name, work)

    form = FormDialog("Begin a paper", save, parent, save_text="&Begin")
    form.add("&Which paper", shape)
    form.rows.addWidget(about)
    form.add("&Year that it tells of", year)
    form.add("Of which &priority", of)
    tab, priority_id = session.came_from
    meant = likely_template(session.store, templates, _MEANT.get(tab))
    if meant is not None:
        shape.set_value(meant)
    of.set_value(next((p for p in known if p.id == priority_id), None))
    shape.currentIndexChanged.connect(lambda _: follow())
    follow()
    return form


def template_words(template: PaperTemplate) -> str:
    """Return a template as it is chosen: what it is, for whom."""
    return f"{template.title} ({template.funder})" if template.funder else template.title
