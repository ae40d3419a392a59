"""The shapes of papers there are: those that ship with cspdesk, and the person's own beside the partnership file."""

from pathlib import Path

from cspdesk import paths
from cspdesk.domain.paper_templates import PaperTemplate, parse_paper_template
from cspdesk.domain.papers import PaperKind
from cspdesk.errors import UserError

UNIT_COSTS = "unit-costs.toml"  # lies beside one's own templates and is none
LARGEST = 1_000_000  # bytes; a template is a few pages of text
USUAL = {PaperKind.BID: "commissioner-bid", PaperKind.COMMITTEE: "council-paper"}


def own_folder(file: Path) -> Path:
    """Return where a partnership keeps templates of its own: the folder “NAME papers” beside NAME.cspdesk."""
    return file.with_name(f"{file.stem} papers")


def paper_templates(file: Path, kind: PaperKind | None = None) -> tuple[PaperTemplate, ...]:
    """Return every template (of a kind) for a partnership file by title; the person's own replaces a shipped one.

    Raises UserError naming file and section of a template that cannot be used.
    """
    found: dict[str, PaperTemplate] = {}
    for folder in (paths.resource("papers"), own_folder(file)):
        seen: dict[str, Path] = {}
        for path in sorted(folder.glob("*.toml")) if folder.is_dir() else ():
            if path.name == UNIT_COSTS:
                continue
            made = _read(path)
            if made.name in seen:
                raise UserError(f"{path.name} and {seen[made.name].name} are both called “{made.name}”. Rename one.")
            seen[made.name] = path
            found[made.name] = made
    wanted = (t for t in found.values() if kind is None or t.kind is kind)
    return tuple(sorted(wanted, key=lambda t: t.title))


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
    try:
        if path.stat().st_size > LARGEST:
            raise UserError(f"{path.name} is too large to be a template of a paper.")
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise UserError(f"{path.name} is not UTF-8 text. Save it as UTF-8.") from None
    except OSError as error:
        raise UserError(f"{path.name} cannot be read: {error.strerror}.") from error
    return parse_paper_template(text, path.name)
