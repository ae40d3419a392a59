"""The log of our own faults, in a file that is begun when there is something to write."""

from contextlib import suppress

from cspdesk import paths
from cspdesk.errors import UserError

BYTES, LOGS = 512 * 1024, 3  # a file that is full is put aside, and so many of them are kept


def log_fault(what: str, error: BaseException) -> None:
    """Write a fault and where it came from; what that takes is imported with the first one.

    Where the log cannot be written, the fault is still told in the window.
    """
    import logging
    from logging.handlers import RotatingFileHandler

    log = logging.getLogger("cspdesk")
    with suppress(OSError, UserError):
        file = RotatingFileHandler(paths.log_file(), maxBytes=BYTES, backupCount=LOGS, encoding="utf-8")
        file.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(threadName)s: %(message)s"))
        log.addHandler(file)
        try:
            log.critical(what, exc_info=error)
        finally:
            log.removeHandler(file)
            file.close()
