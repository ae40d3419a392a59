"""The checkout's own Python environment, made from the lock file and made again only when that changes."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import system
from console import Stop, must, say, written

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"
PROJECT = ROOT / "pyproject.toml"
STAMP = VENV / "made-from.json"

_PIP = ("-m", "pip", "--disable-pip-version-check", "--no-input")


def ready() -> Path:
    """Return the Python of an environment that holds exactly what the lock file says, making it if need be."""
    stamp = _stamp()
    if stamp.get("packages") != packages_fingerprint() or not _starts(python_path()):
        _make()
        stamp = {}
    if stamp.get("project") != _digest(PROJECT):
        _install_checkout()
    return python_path()


def python_path() -> Path:
    """Return where the environment's Python is, whether or not it has been made."""
    return VENV / "Scripts" / "python.exe" if sys.platform == "win32" else VENV / "bin" / "python"


def site_packages() -> Path:
    """Return the folder that the environment's packages are installed in."""
    if sys.platform == "win32":
        return VENV / "Lib" / "site-packages"
    return VENV / "lib" / f"python{sys.version_info[0]}.{sys.version_info[1]}" / "site-packages"


def packages_fingerprint() -> str:
    """Return a text that changes with the lock file, the Python, or the place of the checkout.

    The place counts because an environment's starters hold its full path: one that was moved is broken.
    """
    return " | ".join((_digest(LOCK), sys.version.split()[0], sys.base_prefix, str(VENV)))


def lock() -> None:
    """Write the lock file anew from what pyproject.toml asks for: every system, every hash, no registry's address."""
    command = [_uv(), "pip", "compile", "--quiet", "--universal", "--generate-hashes", "--no-header"]
    command += ["--no-emit-index-url", "--python-version", _lowest_python(), "--group", "dev", "--upgrade"]
    must([*command, PROJECT.name, "-o", LOCK.name], cwd=ROOT, or_else="The lock file was not written; see above.")
    say(f"Wrote {LOCK.name}; look at what changed before keeping it")


def _make() -> None:
    _need_venv()
    say(f"Making .venv with Python {sys.version.split()[0]}")
    _remove(VENV)
    base = getattr(sys, "_base_executable", None) or sys.executable
    must([base, "-m", "venv", VENV], cwd=ROOT, or_else=f"{base} could not make an environment; see above.")
    say(f"Installing {_locked_count()} packages from {LOCK.name}; the first time takes a minute or two")
    trouble = f"Installing failed; see above. Often it is the connection. Run this again:\n  {_again()}"
    _pip("--require-hashes", "--no-deps", "--only-binary=:all:", "-r", LOCK, or_else=trouble)
    _write_stamp(packages=packages_fingerprint())


def _install_checkout() -> None:
    say("Installing cspdesk itself, from this folder, into .venv")
    trouble = "cspdesk could not be installed into .venv; pyproject.toml is at fault, see above."
    _pip("--no-deps", "--no-build-isolation", "--no-index", "--editable", ROOT, or_else=trouble)
    _compile()
    _write_stamp(packages=packages_fingerprint(), project=_digest(PROJECT))


def _compile() -> None:
    """Compile cspdesk, as installing does with packages: where Python may keep nothing, each start would do it anew."""
    must([python_path(), "-m", "compileall", "-q", "-j", "0", ROOT / "cspdesk"], cwd=ROOT, or_else="See above.")


def _pip(*arguments: str | Path, or_else: str) -> None:
    quiet = () if sys.stdout.isatty() else ("-qq", "--progress-bar=off")
    command = [python_path(), *_PIP, "install", *quiet, *arguments]
    must(command, cwd=ROOT, or_else=or_else, extra={"PIP_USER": "0", "PIP_ROOT_USER_ACTION": "ignore"})


def _again() -> str:
    return written([Path(sys.executable).name, *sys.argv])


def _need_venv() -> None:
    """Debian keeps the part of Python that makes environments in a package of its own."""
    if importlib.util.find_spec("ensurepip") and importlib.util.find_spec("venv"):
        return
    package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
    system.need_packages([package], why="This Python cannot make environments (it lacks venv)")


def _starts(python: Path) -> bool:
    try:
        return subprocess.run([str(python), "-c", ""], capture_output=True).returncode == 0
    except OSError:
        return False


def _remove(folder: Path) -> None:
    if not os.path.lexists(folder):
        return
    try:
        folder.unlink() if folder.is_symlink() or folder.is_file() else shutil.rmtree(folder)
    except OSError as error:
        raise Stop(
            f"The old {folder} cannot be removed ({error.strerror}); close what uses it, then try again."
        ) from error


def _stamp() -> dict[str, str]:
    try:
        found = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _write_stamp(**made_from: str) -> None:
    STAMP.write_text(json.dumps(made_from, indent=1), encoding="utf-8")


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _locked_count() -> int:
    return sum("==" in line for line in LOCK.read_text(encoding="utf-8").splitlines())


def _uv() -> str:
    """Return the resolver: the one at hand, or one fetched into build/, since only this command needs it."""
    found = shutil.which("uv")
    if found:
        return found
    folder = ROOT / "build" / "resolver"
    program = folder / ("Scripts/uv.exe" if sys.platform == "win32" else "bin/uv")
    if not program.exists():
        say("Fetching uv, which works out the lock file, into build/resolver")
        trouble = "uv could not be fetched; see above."
        must([sys.executable, "-m", "venv", folder], cwd=ROOT, or_else=trouble)
        must([program.parent / "python", *_PIP, "install", "-qq", "uv"], cwd=ROOT, or_else=trouble)
    return str(program)


def _lowest_python() -> str:
    import tomllib

    wanted: str = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]["requires-python"]
    return wanted.removeprefix(">=")
