"""The returns to funders that are due, as the Desk says them."""

from collections.abc import Iterator

from cspdesk.domain.audience import may_see
from cspdesk.errors import UserError
from cspdesk.store.store import Store
from cspdesk.ui.models.desk_needs import Context, Need, NeedRow, due_in_words
from cspdesk.ui.session import Place


def needs_of_returns(store: Store, told: Context) -> Iterator[NeedRow]:
    """Give the returns whose period is over and that were not sent, once they are late or due soon."""
    begun, asked = store.return_dates.begun(), store.return_dates.asked()
    if not begun and not asked:
        return
    from cspdesk.app.return_templates import templates  # only for a record that has returns: the start stays quick
    from cspdesk.domain.return_due import owed

    try:
        known = templates(store.path)
    except UserError as error:
        place = Place("funding", None, "returns")
        yield NeedRow("templates", Need.LATE, str(error), "Return template", "", told.today, "Funding", place)
        return
    for agreement in store.funding.agreements.named(
        sorted({r.agreement_id for r in begun} | {a.agreement_id for a in asked})
    ):
        if not may_see(told.audience, agreement.marking):
            continue
        kept = [each for each in begun if each.agreement_id == agreement.id]
        wanted = [each for each in asked if each.agreement_id == agreement.id]
        for each in owed(agreement, known, kept, told.today, wanted):
            need = told.need_of(each.due_on)
            if need is not None and each.is_due(told.today):
                yield NeedRow(
                    f"return {agreement.id} {each.template.name} {each.period}", need,
                    f"{each.template.title}, {each.period.label}", "Return", due_in_words(each.due_on, told.today),
                    each.due_on, agreement.reference,
                    Place("funding", None, "returns", agreement.id, each.period.year), icon="file-text",
                )  # fmt: skip
