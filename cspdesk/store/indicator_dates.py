"""When figures are due and how far those held go: all that the Desk asks of the indicators.

Apart from IndicatorStore, so that opening a window does not load what figures are made of.
"""

from datetime import date, timedelta
from sqlite3 import Connection

from cspdesk.domain.audience import Audience
from cspdesk.domain.records import dataclass
from cspdesk.store.veil import Veil

USUAL_WAIT = 45  # days: figures whose period ended less long ago are never called old


@dataclass(frozen=True, slots=True)
class IndicatorDate:
    """An indicator whose figures are due, or older than they should be.

    due_on is the day its source gives; without one, expected_on is reckoned from its newest figures.
    """

    id: str
    name: str
    priority_id: str | None
    owner_id: str | None
    marking: Audience
    due_on: date | None
    expected_on: date | None = None
    reach: date | None = None


class IndicatorDates:
    """A reading of the indicators without their figures."""

    def __init__(self, db: Connection, veil: Veil) -> None:
        self._db = db
        self._veil = veil

    def due_by(self, day: date) -> tuple[IndicatorDate, ...]:
        """Return the indicators whose next figures are due by a day, as their source says."""
        sql = (
            "select id, name, priority_id, owner_id, marking, next_due_on from indicators"
            " where next_due_on <= ? order by next_due_on, name, id"
        )
        return tuple(
            IndicatorDate(*self._seen(*known), date.fromisoformat(due))
            for *known, due in self._db.execute(sql, (day.isoformat(),))
        )

    def older_than_expected(self, today: date) -> tuple[IndicatorDate, ...]:
        """Return the indicators without a day of their own whose next figures should have come by now.

        The next period is taken to be as long as the newest held, and to be published after as many days.
        """
        sql = (
            "select id, name, priority_id, owner_id, marking,"
            " (select max(ends_on) from observations o where o.indicator_id = i.id) as reach"
            " from indicators i where next_due_on is null and reach < ? order by name, id"
        )
        found = self._db.execute(sql, ((today - timedelta(USUAL_WAIT)).isoformat(),)).fetchall()
        told = []
        for *known, ends_on in found:
            reach = date.fromisoformat(ends_on)
            expected = self._expected(known[0], reach)
            if expected < today:
                told.append(IndicatorDate(*self._seen(*known), None, expected, reach))
        return tuple(told)

    def _seen(
        self, id_: str, name: str, priority_id: str | None, owner_id: str | None, marking: str
    ) -> tuple[str, str, str | None, str | None, Audience]:
        """Return what is known of an indicator as the audience may see it."""
        if self._veil.audience is not Audience.RESTRICTED:
            from cspdesk.domain.indicators import Indicator  # what it holds decides what is covered

            self._veil.kinds.setdefault("indicators", Indicator)
            values = {"name": name, "priority_id": priority_id, "marking": marking}
            seen = self._veil.covered("indicators", id_, values) or values
            name, marking = str(seen["name"]), str(seen["marking"])
        return id_, name, priority_id, owner_id, Audience(marking)

    def _expected(self, indicator_id: str, reach: date) -> date:
        """Return the day on which the figures that follow the newest should be there."""
        sql = (
            "select max(starts_on), min(published_on) from observations"
            " where indicator_id = ? and ends_on = ? and published_on > ends_on"
        )
        starts_on, published_on = self._db.execute(sql, (indicator_id, reach.isoformat())).fetchone()
        if starts_on is None:
            return reach + timedelta(USUAL_WAIT)
        period = reach - date.fromisoformat(starts_on) + timedelta(1)
        return date.fromisoformat(published_on) + period
