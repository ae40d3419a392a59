"""Ids that two laptops can make apart and that sort by when they were made."""


def new_id() -> str:
    """Return a new time-ordered UUID (version 7) as text."""
    return new_ids(1)[0]


def new_ids(count: int) -> list[str]:
    """Return so many new ids in rising order."""
    from uuid_utils import uuid7

    return [str(uuid7()) for _ in range(count)]
