"""The log of our own faults, in a file that is begun when there is something to write."""

import logging
from pathlib import Path

BYTES, LOGS = 512 * 1024, 3


class LogFile(logging.Handler):
    """Writes to a file that is put aside when it is full; what that takes is imported with the first fault."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self._file: logging.Handler | None = None

    def emit(self, record: logging.LogRecord) -> None:
        if self._file is None:
            from logging.handlers import RotatingFileHandler

            self._file = RotatingFileHandler(self._path, maxBytes=BYTES, backupCount=LOGS, encoding="utf-8")
            self._file.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
        self._file.emit(record)

    def close(self) -> None:
        if self._file is not None:
            self._file.close()
        super().close()
