"""Setting a finding aside: who does, and why; both are printed in the annex."""

from PySide6.QtWidgets import QLineEdit, QWidget

from cspdesk.analysis.claim_findings import ClaimFinding
from cspdesk.app.paper_writing import Writing, overruling_of
from cspdesk.domain.bound_figures import Figures, filled
from cspdesk.ui.dialogs.form import FieldError, FormDialog
from cspdesk.ui.session import Session
from cspdesk.ui.widgets.fields import TextBox

NEITHER_MISSING = "Both are printed in the annex, so neither may be missing."


def overruling_form(
    session: Session, writing: Writing, finding: ClaimFinding, figures: Figures, parent: QWidget
) -> FormDialog:
    """Return the form that asks for name and reason, and keeps the overruling as one step."""
    name, reason = QLineEdit(session.store.person), TextBox("", 3)

    def save() -> bool:
        for field, said in ((name, name.text()), (reason, reason.text())):
            if not said.strip():
                raise FieldError(field, NEITHER_MISSING)
        made = overruling_of(writing, finding, name.text(), reason.text(), session.today)
        done = f"Overruled “{finding.kind.value}” in “{writing.paper.title}”"
        return session.do(done, lambda: session.store.papers.overrule(made))

    form = FormDialog("Overrule this finding", save, parent, save_text="&Overrule")
    form.add_note(f"“{filled(finding.sentence, figures)}” {finding.reason}")
    form.add("Your &name", name)
    form.add("The &reason, which is printed with it", reason)
    return form


def ask_overruling(
    session: Session, writing: Writing, finding: ClaimFinding, figures: Figures, parent: QWidget
) -> bool:
    """Ask for name and reason; return whether the finding was set aside."""
    return overruling_form(session, writing, finding, figures, parent).ask()
