"""Files written whole: beside what is there, then swapped in, so that a crash leaves the old or the new."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from cspdesk.errors import UserError


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """Give a stream to write to; path changes only when the block ends without an error.

    Raises UserError saying why when the file cannot be written.
    """
    beside = path.with_name(f".{path.name}.part")
    try:
        try:
            with beside.open("wb") as stream:
                yield stream
                stream.flush()
                os.fsync(stream.fileno())
            os.replace(beside, path)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        raise UserError(_cannot_write(path, error)) from error


def save_whole(path: Path, data: bytes) -> str:
    """Write a file and return its SHA-256. Raises UserError as whole_file does."""
    import hashlib

    with whole_file(path) as stream:
        stream.write(data)
    return hashlib.sha256(data).hexdigest()


def _cannot_write(path: Path, error: OSError) -> str:
    if error.errno == errno.ENOSPC:
        return f"There is no room left on the disk for {path.name}. Free some space, or choose another place."
    if isinstance(error, PermissionError):
        return f"{path.name} cannot be written there: it may be open in another program, or the folder is protected."
    if not path.parent.is_dir():
        return f"The folder {path.absolute().parent} does not exist. Choose another place for {path.name}."
    if path.is_dir():
        return f"{path.name} is a folder. Choose another name."
    return f"{path.name} could not be written there ({error.strerror}). Choose another place."
