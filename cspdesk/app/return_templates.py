"""The shapes of returns there are: those that ship with cspdesk, and the person's own beside the partnership file."""

from pathlib import Path

from cspdesk import paths
from cspdesk.app.template_files import read_folders, read_text
from cspdesk.domain.return_templates import Template, parse_template
from cspdesk.errors import UserError


def own_folder(file: Path) -> Path:
    """Return where a partnership keeps templates of its own: the folder “NAME returns” beside NAME.cspdesk."""
    return file.with_name(f"{file.stem} returns")


def templates(file: Path) -> tuple[Template, ...]:
    """Return every template for a partnership file by title; the person's own stands in for a shipped one of its name.

    Raises UserError naming file, section and field of a template that cannot be used.
    """
    return read_folders(paths.resource("returns"), own_folder(file), read_template)


def template_called(file: Path, name: str) -> Template:
    """Return the template of a name. Raises UserError naming those there are."""
    known = templates(file)
    for template in known:
        if template.name.casefold() == name.strip().casefold():
            return template
    there = ", ".join(t.name for t in known)
    raise UserError(
        f"There is no return template “{name}”. There are: {there}. Your own go into “{own_folder(file).name}”."
    )


def read_template(path: Path) -> Template:
    """Return the template of a file. Raises UserError when it cannot be read or used."""
    return parse_template(read_text(path, "return"), path.name)
