"""Ids that two laptops can make apart and that sort by when they were made."""


def new_id() -> str:
    """Return a new time-ordered UUID (version 7) as text."""
    import uuid_utils

    return str(uuid_utils.uuid7())
