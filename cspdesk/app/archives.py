"""Folders and archives of tables, as downloads of many months come; these are unpacked for as long as they are read."""

import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from cspdesk.errors import UserError

TABLES = (".csv", ".txt", ".tsv", ".xlsx", ".xls", ".ods", ".xlsb", ".xlsm")
LARGEST = 4_000_000_000  # bytes unpacked: more is a trap, not a download


def tables_in(folder: Path) -> list[Path]:
    """Return the files of a folder, and of those in it, that may be tables; in order."""
    return sorted(p for p in folder.rglob("*") if p.suffix.casefold() in TABLES and not p.name.startswith("."))


@contextmanager
def unpacked(sources: Sequence[Path]) -> Iterator[list[Path]]:
    """Give files and folders, a folder of the same name in place of each ZIP archive, until the end of the block.

    Raises UserError for an archive that is damaged, locked, too large, or holds no table.
    """
    with ExitStack() as ends:
        yield [_folder(source, ends) if _is_archive(source) else source for source in sources]


def _is_archive(source: Path) -> bool:
    return source.suffix.casefold() == ".zip" and source.is_file()


def _folder(source: Path, ends: ExitStack) -> Path:
    folder = Path(ends.enter_context(TemporaryDirectory(prefix="cspdesk-")), source.stem)
    try:
        with zipfile.ZipFile(source) as archive:
            tables = [each for each in archive.infolist() if Path(each.filename).suffix.casefold() in TABLES]
            if not tables:
                raise UserError(f"{source.name} holds no table. Choose the files themselves.")
            if (size := sum(each.file_size for each in tables)) > LARGEST:
                raise UserError(f"{source.name} unpacks to {size / 1e9:,.1f} GB. Unpack it, and import it in parts.")
            archive.extractall(folder, tables)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
        raise UserError(
            f"{source.name} is damaged or locked with a password. Unpack it, and choose its folder."
        ) from None
    except OSError as error:
        raise UserError(
            f"{source.name} cannot be unpacked ({error.strerror}). Unpack it, and choose its folder."
        ) from None
    return folder
