"""The shapes of papers there are: those that ship with cspdesk, and the person's own beside the partnership file."""

from collections.abc import Sequence
from pathlib import Path

from cspdesk import paths
from cspdesk.app.template_files import read_folders, read_text
from cspdesk.domain.paper_templates import PaperTemplate, parse_paper_template
from cspdesk.domain.papers import PaperKind
from cspdesk.errors import UserError
from cspdesk.store.store import Store

UNIT_COSTS = "unit-costs.toml"  # lies beside one's own templates and is none
USUAL = {PaperKind.BID: "commissioner-bid", PaperKind.COMMITTEE: "council-paper"}


def own_folder(file: Path) -> Path:
    """Return where a partnership keeps templates of its own: the folder “NAME papers” beside NAME.cspdesk."""
    return file.with_name(f"{file.stem} papers")


def paper_templates(file: Path, kind: PaperKind | None = None) -> tuple[PaperTemplate, ...]:
    """Return every template (of a kind) for a partnership file by title; the person's own replaces a shipped one.

    Raises UserError naming file and section of a template that cannot be used.
    """
    found = read_folders(paths.resource("papers"), own_folder(file), _read, besides=UNIT_COSTS)
    return tuple(template for template in found if kind is None or template.kind is kind)


def likely_template(
    store: Store, templates: Sequence[PaperTemplate], kind: PaperKind | None = None
) -> PaperTemplate | None:
    """Return the template that is meant most likely: of a kind, that of the paper begun last, else the usual one."""
    asked = [t for t in templates if kind is None or t.kind is kind]
    used = (paper.template for paper in store.papers.papers.where(order="begun_on desc, id desc"))
    for name in (*used, *USUAL.values()):
        if (found := next((t for t in asked if t.name == name), None)) is not None:
            return found
    return next(iter(asked), None)


def paper_template_called(file: Path, name: str, kind: PaperKind) -> PaperTemplate:
    """Return the template of a kind and name; no name: the usual one. Raises UserError naming those there are."""
    known = paper_templates(file, kind)
    wanted = name.strip() or USUAL[kind]
    for template in known:
        if template.name.casefold() == wanted.casefold():
            return template
    there = ", ".join(t.name for t in known)
    raise UserError(
        f"There is no {kind.value} template “{wanted}”. There are: {there}. Your own go into “{own_folder(file).name}”."
    )


def _read(path: Path) -> PaperTemplate:
    return parse_paper_template(read_text(path, "paper"), path.name)
