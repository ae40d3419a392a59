"""Files on their way in and out of the record: dropped, pasted, recognised as already here, opened to read."""

import atexit
import hashlib
import stat
import tempfile
from pathlib import Path, PurePath

from cspdesk.domain.evidence import Evidence, EvidenceKind
from cspdesk.domain.records import dataclass
from cspdesk.errors import UserError
from cspdesk.store.evidence import read_evidence_file
from cspdesk.store.ids import new_id
from cspdesk.store.store import Store

_PROGRAMS = """
app application bat cmd com cpl desktop dll exe gadget hta jar js jse lnk msc msi msp ps1 reg scr sh url vb vbe vbs
ws wsf wsh
"""
RISKY = frozenset(_PROGRAMS.split())


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file read from outside, not yet kept; twins are the proofs here that hold the same bytes."""

    name: str
    content: bytes
    twins: tuple[Evidence, ...]


def read_new_file(store: Store, path: Path) -> NewFile:
    """Return a file's bytes and who holds the same already. Raises UserError when it cannot be evidence."""
    content = read_evidence_file(path)
    return NewFile(path.name, content, store.evidence.with_same_bytes(hashlib.sha256(content).hexdigest()))


def keep_new_file(store: Store, file: NewFile, details: Evidence | None = None) -> Evidence:
    """Keep a file as a proof, inside a step, and return it; its title is the file's name unless details say."""
    begun = details or Evidence(new_id(), title_of(file.name), EvidenceKind.FILE)
    kept = store.evidence.content_evidence(file.content, file.name, begun)
    store.evidence.evidence.save(kept)
    return kept


def title_of(file_name: str) -> str:
    """Return a file's name as a title: without its ending, underscores as spaces."""
    return " ".join(PurePath(file_name).stem.replace("_", " ").split()) or file_name


def pasted_paths(text: str) -> tuple[Path, ...]:
    """Return the paths of existing files in pasted text: one a line, with or without quotes or file://."""
    lines = (line.strip().strip("\"'").removeprefix("file://") for line in text.splitlines())
    return tuple(path for path in (Path(line) for line in lines if line) if _is_file(path))


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


class OpenedFiles:
    """Proofs written out so that another program can show them: private, read-only, gone when the window closes."""

    def __init__(self) -> None:
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    def write(self, store: Store, evidence: Evidence) -> Path:
        """Return a read-only copy of a proof's file in a folder only this person can enter.

        Raises UserError for a reference and for a kind of file that would run instead of open.
        """
        if evidence.sha256 is None:
            raise UserError(f"“{evidence.title}” is a reference; it lies at: {evidence.reference}.")
        ending = PurePath(evidence.file_name).suffix.lstrip(".").lower()
        if ending in RISKY:
            raise UserError(f"{evidence.file_name} is a program, so it is not opened from here.")
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="cspdesk-", ignore_cleanup_errors=True)
            atexit.register(self.clear)
        place = Path(self._folder.name, evidence.sha256[:16])
        place.mkdir(mode=0o700, exist_ok=True)
        path = place / safe_name(evidence.file_name)
        if not path.exists():
            path.write_bytes(store.evidence.bytes_of(evidence.sha256))
            path.chmod(stat.S_IREAD)
        return path

    def clear(self) -> None:
        """Remove the copies; one that another program still holds open is left to the system's cleaning."""
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None


def safe_name(name: str) -> str:
    """Return a file name that no system refuses and that cannot leave its folder."""
    plain = "".join("_" if c in '\\/:*?"<>|' or ord(c) < 32 else c for c in name).strip(" .")
    return plain[-120:] or "evidence"
