"""Ids for samples: the shape and order of every other id, and the same each time a sample is made."""

import hashlib
from calendar import timegm
from datetime import date
from uuid import UUID

LAST_PLACE = 0xFFF  # how many records of one day the twelve bits after the time can put in order


def fixed_id(key: str, day: date, place: int = 0) -> str:
    """Return a UUID (version 7) that follows from a key alone and sorts by day, then by place.

    place is the record's place among those of its day; places beyond 4,095 share the last.
    """
    milliseconds = timegm(day.timetuple()) * 1000
    tail = int.from_bytes(hashlib.sha256(key.encode()).digest()[:8], "big") >> 2
    number = milliseconds << 80 | 0x7 << 76 | min(place, LAST_PLACE) << 64 | 0b10 << 62 | tail
    return str(UUID(int=number))
