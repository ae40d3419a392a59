"""What people write in a return: kept as one step, or given in a file."""

import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from cspdesk.app.one_return import OneReturn
from cspdesk.domain.return_figures import EXPLAINED
from cspdesk.domain.return_sources import FieldKind
from cspdesk.domain.return_templates import Template, signed_key
from cspdesk.domain.returns import Return
from cspdesk.errors import UserError
from cspdesk.store.ids import new_id
from cspdesk.store.store import Store


def begin(store: Store, one: OneReturn) -> Return:
    """Return the draft that a return is kept as, begun if need be; inside a step."""
    if one.kept is not None:
        return one.kept
    made = Return(new_id(), one.record.agreement.id, one.template.name, str(one.record.period))
    store.returns.returns.insert(made)
    return made


def answer(store: Store, one: OneReturn, answers: Mapping[str, str]) -> Return:
    """Keep what a person wrote in fields of a return, as one step; nothing written empties a field.

    Raises UserError for a field that the template does not ask for, or when the return was submitted.
    """
    with store.step(answered_label(one)):
        return keep_answers(store, one, answers)


def answered_label(one: OneReturn) -> str:
    """Return what the history calls the step of writing in a return."""
    return f"Wrote in the {one.template.title.lower()} of {one.record.period.label}"


def keep_answers(store: Store, one: OneReturn, answers: Mapping[str, str]) -> Return:
    """Keep answers inside a step that is open; see `answer`."""
    known = answer_keys(one.template)
    for key in answers:
        if key not in known:
            raise UserError(f"“{one.template.title}” asks for no “{key}”. It asks for: {', '.join(known)}.")
    kept = begin(store, one)
    for key, text in answers.items():
        store.returns.answer(kept.id, key, text)
    return kept


def answer_keys(template: Template) -> tuple[str, ...]:
    """Return where a person's answers are kept: fields, reasons of ratings, who signs, what explains differences."""
    keys: list[str] = []
    for field in template.fields:
        if field.is_answered:
            keys += [field.key, field.reason_key] if field.kind is FieldKind.RATING else [field.key]
    return (*keys, *(signed_key(place) for place in range(len(template.signs))), EXPLAINED)


def read_answers(path: Path, template: Template) -> dict[str, str]:
    """Return answers from a TOML file, keys as in `answer_keys`. Raises UserError naming what is wrong."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        raise UserError(f'{path.name} cannot be read as answers (TOML, key = "text"): {error}.') from error
    known, found = answer_keys(template), {}
    for key, value in _flat(data):
        if key not in known:
            raise UserError(f"{path.name}: the template asks for no “{key}”. It asks for: {', '.join(known)}.")
        if isinstance(value, bool) or not isinstance(value, str | int | date):
            raise UserError(f"{path.name}, “{key}”: an answer is text, a whole number or a date.")
        found[key] = str(value)
    return found


def _flat(data: Mapping[str, object]) -> list[tuple[str, object]]:
    """Return keys as they are kept: `spend.reason`, which TOML may read as a table, is one key."""
    found: list[tuple[str, object]] = []
    for key, value in data.items():
        found += [(f"{key}.{k}", v) for k, v in value.items()] if isinstance(value, dict) else [(key, value)]
    return found
