"""Reading a template that a person wrote as TOML: every value is checked, every fault is said with its place."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cspdesk.errors import UserError

LARGEST = 100_000  # days, words, characters: more is a slip
Data = Mapping[str, Any]


class TemplateReader:
    """Takes values out of the tables of one file; `at` says which part of the file, in what is said of a fault.

    Each method raises UserError naming file, part and value when what stands there cannot be taken.
    """

    def __init__(self, where: str) -> None:
        """where: the file's name."""
        self._where = where

    def load(self, text: str) -> Data:
        """Return the whole file as tables. Raises UserError when it is not TOML."""
        try:
            return tomllib.loads(text.removeprefix("\ufeff"))
        except (ValueError, RecursionError) as error:  # endless numbers and lists within lists are no TOMLDecodeError
            raise UserError(
                f"{self._where} is not valid TOML: {error}. Compare it with the template shown in the help."
            ) from None

    def known(self, data: Data, names: set[str], at: str) -> None:
        """Refuse whatever is not one of these names."""
        for name in data:
            if name not in names:
                raise self.fault(at, f"“{name}” is not known here; known are: {', '.join(sorted(names))}")

    def name(self, data: Data) -> str:
        """Return the name that the template is chosen by."""
        name = self.text(data, "name", "", needed=True)
        if not all(letter.isalnum() or letter in "-_" for letter in name):
            raise self.fault("", f"“{name}” is not a name: use letters, digits and hyphens")
        return name

    def checked_key(self, key: str, at: str) -> str:
        """Return the key that a person's words are kept under."""
        if not key.replace("_", "").isalnum():
            raise self.fault(at, "a key has letters, digits and _ only")
        return key

    def tables(self, data: Data, name: str, at: str) -> Iterator[Data]:
        """Return the tables written as [[name]]."""
        found = data.get(name, [])
        if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
            raise self.fault(at, f"{name} is written as [[{name}]]")
        yield from found

    def text(self, data: Data, name: str, at: str, *, needed: bool = False) -> str:
        """Return a text without the spaces around it; empty where there is none and none is needed."""
        found = data.get(name, "")
        if not isinstance(found, str):
            raise self.fault(at, f"{name} is text, in quotation marks")
        if needed and not found.strip():
            raise self.fault(at, f"it needs a {name}")
        return found.strip()

    def one_of(self, data: Data, name: str, known: Sequence[str], at: str, *, otherwise: str | None = None) -> str:
        """Return one of the words known; otherwise: what holds where nothing stands, or None where it is needed."""
        found = self.text(data, name, at, needed=otherwise is None) or str(otherwise)
        if found not in known:
            raise self.fault(at, f"{name} is “{found}”; it is one of: {', '.join(known)}")
        return found

    def texts(self, data: Data, name: str, at: str) -> tuple[str, ...]:
        """Return a list of texts."""
        found = data.get(name, [])
        if not isinstance(found, list) or not all(isinstance(each, str) and each.strip() for each in found):
            raise self.fault(at, f"{name} is a list of texts")
        return tuple(each.strip() for each in found)

    def number(self, data: Data, name: str, at: str) -> int:
        """Return a whole number, 0 where there is none."""
        found = data.get(name, 0)
        if not isinstance(found, int) or isinstance(found, bool) or not 0 <= found <= LARGEST:
            raise self.fault(at, f"{name} is a whole number of 0 or more, and not above {LARGEST:,}")
        return found

    def flag(self, data: Data, name: str, at: str, *, otherwise: bool) -> bool:
        """Return true or false; otherwise: what holds where nothing stands."""
        found = data.get(name, otherwise)
        if not isinstance(found, bool):
            raise self.fault(at, f"{name} is true or false")
        return found

    def fault(self, at: str, what: str) -> UserError:
        """Return what to raise: the file, the part of it and what is wrong."""
        return UserError(f"{self._where}{', ' if at else ''}{at}: {what}.")
