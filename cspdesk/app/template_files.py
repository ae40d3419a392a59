"""Templates as files: those that ship with cspdesk, and the person's own beside the partnership file."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol, TypeVar

from cspdesk.errors import UserError

LARGEST = 1_000_000  # bytes; a template is a few pages of text


class Named(Protocol):
    """A template of any kind."""

    @property
    def name(self) -> str:
        """What it is chosen by."""
        ...

    @property
    def title(self) -> str:
        """What it is called."""
        ...


T = TypeVar("T", bound=Named)


def read_folders(shipped: Path, own: Path, read: Callable[[Path], T], *, besides: str = "") -> tuple[T, ...]:
    """Return every template by title; the person's own stands in for a shipped one of its name.

    besides: a file that lies among one's own and is no template.
    Raises UserError when two of a folder have one name, or for one that cannot be used.
    """
    found: dict[str, T] = {}
    for folder in (shipped, own):
        seen: dict[str, Path] = {}
        for path in sorted(folder.glob("*.toml")) if folder.is_dir() else ():
            if path.name == besides:
                continue
            made = read(path)
            if made.name in seen:
                raise UserError(f"{path.name} and {seen[made.name].name} are both called “{made.name}”. Rename one.")
            seen[made.name] = path
            found[made.name] = made
    return tuple(sorted(found.values(), key=lambda each: each.title))


def read_text(path: Path, what: str) -> str:
    """Return the text of a template's file; what: what it is a template of. Raises UserError when it is none."""
    try:
        if path.stat().st_size > LARGEST:
            raise UserError(f"{path.name} is too large to be a template of a {what}.")
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise UserError(f"{path.name} is not UTF-8 text. Save it as UTF-8.") from None
    except OSError as error:
        raise UserError(f"{path.name} cannot be read: {error.strerror}.") from error
