"""Changes to agreements and what hangs on them, as tables and panels ask for them; call them inside a step."""

from dataclasses import replace

from cspdesk.domain.funding import Agreement, BudgetLine, Instalment, ProfileAmount, Virement
from cspdesk.domain.imports import AssignmentRule
from cspdesk.domain.money import pounds, typed_pence
from cspdesk.domain.partnership import Organisation, OrganisationRole
from cspdesk.domain.periods import Quarter
from cspdesk.domain.proof import counted
from cspdesk.errors import UserError
from cspdesk.store.ids import new_id
from cspdesk.store.store import Store
from cspdesk.ui.models.money_rows import line_name


def save_agreement(store: Store, agreement: Agreement) -> None:
    """Keep an agreement. Raises UserError when its reference is taken or its fields cannot stand."""
    same = store.funding.agreement_called(agreement.reference)
    if same is not None and same.id != agreement.id:
        raise UserError(f"There is already an agreement {same.reference}. Give this one the funder’s own reference.")
    store.funding.save_agreement(replace(agreement, reference=agreement.reference.strip()))


def funder_called(store: Store, name: str) -> str:
    """Return the id of the organisation of this name; one not known yet is added as a funder."""
    wanted = name.strip()
    if not wanted:
        raise UserError("An agreement needs a funder: who pays?")
    for organisation in store.partnership.all_organisations():
        if organisation.name.casefold() == wanted.casefold():
            return organisation.id
    added = Organisation(new_id(), wanted, OrganisationRole.FUNDER)
    store.partnership.organisations.insert(added)
    return added.id


def remove_agreement(store: Store, agreement: Agreement) -> None:
    """Remove an agreement with its lines, profile, instalments, virements and rules.

    Raises UserError when money or documents stand on it.
    """
    id_ = agreement.id
    held = [
        counted(count, word)
        for count, word in (
            (len(store.funding.transactions_of(id_)), "transaction"),
            (sum(1 for d in store.documents.all_documents() if d.agreement_id == id_), "produced document"),
            (len(store.returns.returns.where("agreement_id = ?", id_)), "return"),
            (len(store.returns.closed_of(id_)), "closed quarter"),
            (len(store.audits.samples_of(id_)), "audit sample"),
        )
        if count
    ]
    if held:
        raise UserError(f"Agreement {agreement.reference} cannot be removed: it has {' and '.join(held)}.")
    store.terms.remove_all_of(id_)
    for table, rows in (
        (store.imports.rules, store.imports.rules_of(id_)),
        (store.imports.imports, store.imports.imports_of(id_)),
        (store.returns.asked, store.returns.asked_of(id_)),
        (store.funding.virements, store.funding.virements_of(id_)),
        (store.funding.instalments, store.funding.instalments_of(id_)),
        (store.funding.profile_amounts, store.funding.profile_of(id_)),
        (store.funding.lines, store.funding.lines_of(id_)),
    ):
        table.delete(*(row.id for row in rows))
    store.funding.agreements.delete(id_)


def save_line(store: Store, line: BudgetLine) -> None:
    """Keep a budget line.

    Raises UserError when its reference is empty or taken, its amount negative, or less than it has given to others.
    """
    if not line.reference.strip():
        raise UserError("A budget line needs a short reference, such as AD1.")
    if line.original_pence < 0:
        raise UserError(f"Line {line.reference}: its original amount cannot be negative. Move money with a virement.")
    others = [x for x in store.funding.lines_of(line.agreement_id) if x.id != line.id]
    if any(x.reference.casefold() == line.reference.strip().casefold() for x in others):
        raise UserError(
            f"There is already a line {line.reference.strip()} in this agreement. Choose another reference."
        )
    store.funding.lines.save(replace(line, reference=line.reference.strip(), title=line.title.strip()))
    revised = store.funding.line_position(line.id).revised
    if revised < 0:
        raise UserError(
            f"Line {line.reference}: {pounds(line.original_pence)} is {pounds(-revised)} less than was moved from it "
            "to other lines, or taken from it by its funder. Change that first."
        )


def new_line(store: Store, agreement_id: str) -> BudgetLine:
    """Return an empty line, placed after those there are, with the next free reference."""
    lines = store.funding.lines_of(agreement_id)
    taken = {line.reference.casefold() for line in lines}
    number = next(n for n in range(len(lines) + 1, 2 * len(lines) + 2) if f"l{n}" not in taken)
    position = max((line.position for line in lines), default=0) + 1
    return BudgetLine(new_id(), agreement_id, f"L{number}", "", 0, position=position)


def remove_line(store: Store, line: BudgetLine) -> None:
    """Remove a line; its transactions stay, without a line. Raises UserError when the agreement's changes name it."""
    moved = [v for v in store.funding.virements_of(line.agreement_id) if line.id in (v.from_line_id, v.to_line_id)]
    for count, word in (
        (len(moved), "virement"),
        (len(store.terms.variations.where("line_id = ?", line.id)), "variation"),
        (len(store.terms.matches.where("line_id = ?", line.id)), "contribution"),
        (len(store.forecasts.amounts.where("line_id = ?", line.id)), "kept forecast"),
        (len(store.forecasts.underspends.where("line_id = ?", line.id)), "plan for an underspend"),
        (len(store.shared_costs.shares.where("line_id = ?", line.id)), "shared cost"),
        (len(store.plans.lines.where("line_id = ?", line.id)), "action"),
    ):
        if count:
            said = counted(count, word, "plans for an underspend" if word.startswith("plan") else None)
            raise UserError(f"{line_name(line)} cannot be removed: {said} {'names' if count == 1 else 'name'} it.")
    charged = store.funding.transactions.where("line_id = ?", line.id)
    store.funding.assign([entry.id for entry in charged], None)
    rules = [r.id for r in store.imports.rules_of(line.agreement_id) if r.line_id == line.id]
    store.imports.rules.delete(*rules)
    profile = [p.id for p in store.funding.profile_of(line.agreement_id) if p.line_id == line.id]
    store.funding.profile_amounts.delete(*profile)
    store.funding.lines.delete(line.id)


def set_profile(store: Store, line_id: str, quarter: Quarter, known: ProfileAmount | None, typed: object) -> None:
    """Keep what a line is agreed to spend in a quarter; an empty text takes the figure away."""
    text = str(typed).strip()
    if not text:
        if known is not None:
            store.funding.profile_amounts.delete(known.id)
        return
    pence = typed_pence(text)
    if pence < 0:
        raise UserError(f"The profile of {quarter.label} cannot be negative. Leave it empty if nothing was agreed.")
    amount = known or ProfileAmount(new_id(), line_id, quarter.starts_on, 0)
    store.funding.profile_amounts.save(replace(amount, amount_pence=pence))


def save_virement(store: Store, virement: Virement) -> None:
    """Keep a virement. Raises UserError naming the line and what it has left when it would be overdrawn."""
    try:
        store.funding.move(virement)
    except UserError as error:
        line = store.funding.lines.get(virement.from_line_id)
        raise UserError(f"{line_name(line)}, {pounds(virement.amount_pence)}: {error}") from error


def save_instalment(store: Store, instalment: Instalment) -> None:
    """Keep an instalment. Raises UserError when it is of nothing, before the agreement, or above the award."""
    store.terms.save_instalment(instalment)


def save_rule(store: Store, rule: AssignmentRule) -> None:
    """Keep a rule. Raises UserError when it asks nothing."""
    store.imports.rules.save(checked_rule(rule))


def checked_rule(rule: AssignmentRule) -> AssignmentRule:
    """Return a rule that can be kept. Raises UserError when it asks nothing, for it would take every payment."""
    clean = replace(rule, payee=rule.payee.strip(), category=rule.category.strip(), text=rule.text.strip())
    if not (clean.payee or clean.category or clean.text):
        raise UserError("A rule needs a word to look for: in the payee, the category or the text.")
    return clean


def next_rule_position(store: Store, agreement_id: str) -> int:
    """Return the place of a new rule: after all others."""
    return max((rule.position for rule in store.imports.rules_of(agreement_id)), default=0) + 1
