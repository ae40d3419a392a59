"""One writer: who has the file, since when, and whether they are still there.

The operating system's own lock on a file beside the record says whether somebody is there: it goes with the
process, so a lock file left by a crash is seen to be stale however it ended. The text in it says who.
"""

import json
import os
import sys
from contextlib import suppress
from pathlib import Path

from cspdesk.domain.records import dataclass, field_names

FAR = 1 << 30  # Windows keeps others from reading locked bytes; so a byte far behind the text is locked


@dataclass(frozen=True, slots=True)
class Holder:
    """Who is writing to a file; since is local time as people write it."""

    person: str
    machine: str
    since: str

    def __str__(self) -> str:
        return f"{self.person or 'someone'} on {self.machine}, since {self.since}"


class WriterLock:
    """The right to write to one partnership file, held until released or until the process ends."""

    def __init__(self, record: Path) -> None:
        record = record.resolve()  # a file reached by two names has one lock
        self._path = record.with_name(f".{record.name}.lock")
        self._file: int | None = None
        self.left_behind: Holder | None = None  # who had it when their program ended without closing the file

    def acquire(self, holder: Holder) -> Holder | None:
        """Take the lock and return None, or return who has it.

        Raises OSError when the folder cannot be written to.
        """
        while True:
            file = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o666)
            if not _try_lock(file):
                os.close(file)
                return self._read()
            self._file = file
            if self._is_there():
                break
            self._let_go()  # whoever had it has just taken the file away: a lock on nothing keeps nobody out
        try:
            self._sign(holder)
        except OSError:
            self.release()
            raise
        return None

    def _sign(self, holder: Holder) -> None:
        assert self._file is not None
        if os.fstat(self._file).st_size:
            self.left_behind = self._read()
        os.ftruncate(self._file, 0)
        os.write(self._file, json.dumps({name: getattr(holder, name) for name in field_names(Holder)}).encode())
        os.fsync(self._file)

    def release(self) -> None:
        """Give the lock up; safe to call twice."""
        if self._file is None:
            return
        try:
            if sys.platform == "win32":
                os.ftruncate(self._file, 0)  # an empty one says that nobody was cut off
            elif self._is_there():
                self._path.unlink()  # while still locked, so that nobody locks a file about to vanish
        finally:
            self._let_go()
        if sys.platform == "win32":
            with suppress(OSError):  # somebody has it open already, and keeps it
                self._path.unlink()

    def _is_there(self) -> bool:
        """Whether the file locked is still the one that others find."""
        assert self._file is not None
        try:
            return os.path.samestat(os.fstat(self._file), self._path.stat())
        except FileNotFoundError:
            return False

    def _let_go(self) -> None:
        assert self._file is not None
        os.close(self._file)
        self._file = None

    def _read(self) -> Holder:
        try:
            return Holder(**json.loads(self._path.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return Holder("", "another computer", "a moment ago")


if sys.platform == "win32":
    import msvcrt

    def _try_lock(file: int) -> bool:
        os.lseek(file, FAR, os.SEEK_SET)
        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            os.lseek(file, 0, os.SEEK_SET)
        return True
else:
    import fcntl

    def _try_lock(file: int) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)  # of this opening, not of the process as lockf's is
        except OSError:
            return False
        return True
