"""Files written whole: beside what is there, then swapped in, so that a crash leaves the old or the new."""

import errno
import hashlib
import os
from pathlib import Path

from cspdesk.errors import UserError


def save_whole(path: Path, data: bytes) -> str:
    """Write a file and return its SHA-256. Raises UserError saying why it cannot be written; path is then as it was."""
    beside = path.with_name(f".{path.name}.part")
    try:
        try:
            with beside.open("wb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            os.replace(beside, path)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        raise UserError(_cannot_write(path, error)) from error
    return hashlib.sha256(data).hexdigest()


def _cannot_write(path: Path, error: OSError) -> str:
    if error.errno == errno.ENOSPC:
        return f"There is no room left on the disk for {path.name}. Free some space, or choose another place."
    if isinstance(error, PermissionError):
        return f"{path.name} cannot be written there: it may be open in another program, or the folder is protected."
    if isinstance(error, FileNotFoundError):
        return f"The folder {path.parent} does not exist. Choose another place for {path.name}."
    return f"{path.name} could not be written ({error.strerror}). Choose another place."
