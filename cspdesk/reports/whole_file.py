"""A document's file written beside what is there and swapped in when it is whole, so that nothing is left by halves."""

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


def _cannot_write(path: Path, error: OSError) -> str:
    if error.errno == errno.ENOSPC:
        return f"There is no room left on the disk for {path.name}. Free some space, or choose another place."
    if isinstance(error, PermissionError):
        return f"{path.name} cannot be written there: it may be open in another program, or the folder is protected."
    if isinstance(error, FileNotFoundError):
        return f"The folder {path.parent} does not exist. Choose another place for {path.name}."
    return f"{path.name} could not be written ({error.strerror}). Choose another place."
