"""The two kinds of fault: what a person can act on, and everything else (which is our bug)."""


class UserError(Exception):
    """A fault the person can act on; its text is one plain sentence: what, where, what to do."""


class DamagedFile(UserError):
    """The partnership file cannot be trusted; nothing of it was opened."""


class FileInUse(UserError):
    """Someone else is writing to the file; it can be read but not changed."""


class Cancelled(Exception):
    """The person asked a job to stop; nothing it did is kept."""
