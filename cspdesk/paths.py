"""Where things are: what ships with cspdesk, and what this person's cspdesk keeps on this computer."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from cspdesk.errors import UserError

if TYPE_CHECKING:
    from platformdirs import PlatformDirs

HOME_VARIABLE = "CSPDESK_HOME"
_PACKAGE = Path(__file__).resolve().parent


def resource(*parts: str) -> Path:
    """Return a file or folder that ships with cspdesk, in a checkout and in an installed copy alike.

    Raises FileNotFoundError when it is not there: a resource that is missing is our fault, not the person's.
    """
    path = _resources().joinpath(*parts)
    if not path.exists():
        raise FileNotFoundError(f"cspdesk was installed without {'/'.join(('resources', *parts))}")
    return path


def data_dir() -> Path:
    """Return the folder for what belongs to this computer alone; it is made if need be and never roams."""
    return _made(_own("data") or Path(_dirs().user_data_dir))


def settings_dir() -> Path:
    """Return the folder for how this person likes cspdesk to look and behave."""
    return _made(_own("settings") or Path(_dirs().user_config_dir))


def backup_dir() -> Path:
    """Return the folder that backups of partnership files go to unless the person chose another."""
    return _made(data_dir() / "backups")


def log_file() -> Path:
    """Return the file that faults are written to."""
    return _made(_own("log") or Path(_dirs().user_log_dir)) / "cspdesk.log"


def _resources() -> Path:
    inside = _PACKAGE / "resources"
    return inside if inside.is_dir() else _PACKAGE.parent / "resources"


def _own(name: str) -> Path | None:
    home = os.environ.get(HOME_VARIABLE)
    return Path(home) / name if home else None


def _dirs() -> PlatformDirs:
    from platformdirs import PlatformDirs

    return PlatformDirs("cspdesk", appauthor=False, roaming=False)


def _made(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(f"The folder {folder} is needed and could not be made: {error.strerror}.") from error
    return folder
