"""The shapes of returns there are: those that ship with cspdesk, and the person's own beside the partnership file."""

from pathlib import Path

from cspdesk import paths
from cspdesk.domain.return_templates import Template, parse_template
from cspdesk.errors import UserError

LARGEST = 1_000_000  # bytes; a template is a page or two of text


def own_folder(file: Path) -> Path:
    """Return where a partnership keeps templates of its own: the folder “NAME returns” beside NAME.cspdesk."""
    return file.with_name(f"{file.stem} returns")


def templates(file: Path) -> tuple[Template, ...]:
    """Return every template for a partnership file by title; the person's own stands in for a shipped one of its name.

    Raises UserError naming file, section and field of a template that cannot be used.
    """
    found: dict[str, Template] = {}
    for folder in (paths.resource("returns"), own_folder(file)):
        seen: dict[str, Path] = {}
        for path in sorted(folder.glob("*.toml")) if folder.is_dir() else ():
            made = read_template(path)
            if made.name in seen:
                raise UserError(f"{path.name} and {seen[made.name].name} are both called “{made.name}”. Rename one.")
            seen[made.name] = path
            found[made.name] = made
    return tuple(sorted(found.values(), key=lambda t: t.title))


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
    try:
        if path.stat().st_size > LARGEST:
            raise UserError(f"{path.name} is too large to be a template of a return.")
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise UserError(f"{path.name} is not UTF-8 text. Save it as UTF-8.") from None
    except OSError as error:
        raise UserError(f"{path.name} cannot be read: {error.strerror}.") from error
    return parse_template(text, path.name)
