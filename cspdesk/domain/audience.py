"""Who may see what: three audiences, and the marking a record carries."""

from enum import StrEnum


class Audience(StrEnum):
    """Who a document is made for, and the widest readership a record may have."""

    PUBLIC = "public"
    PARTNER = "partner"
    RESTRICTED = "restricted"

    @property
    def label(self) -> str:
        """The word for it on screen and paper."""
        return self.value.capitalize()


_TRUST = {Audience.PUBLIC: 0, Audience.PARTNER: 1, Audience.RESTRICTED: 2}


def may_see(audience: Audience, marking: Audience) -> bool:
    """Return whether readers of this audience may see a record marked so: partner sees public and partner."""
    return _TRUST[audience] >= _TRUST[marking]
