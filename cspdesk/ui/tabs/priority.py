"""One priority: what it is for and where it stands; below that its plan, money, results and evidence."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from cspdesk.domain.partnership import PriorityStatus
from cspdesk.domain.periods import long_date
from cspdesk.domain.proof import counted, untraced_sentence
from cspdesk.ui.lazy_pages import LazyPages
from cspdesk.ui.models.desk_rows import PriorityRow, read_priority
from cspdesk.ui.session import Place, Session
from cspdesk.ui.tab_bar import TitleTabs
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.badge import RatingBadge
from cspdesk.ui.widgets.money_bar import MoneyBar
from cspdesk.ui.widgets.text import BETWEEN_FACTS, ElidedLabel, label

SECTIONS = (
    ("plan", "Plan"),
    ("services", "Services and cases"),
    ("reviews", "Reviews"),
    ("money", "Money"),
    ("results", "Results"),
    ("evidence", "Evidence"),
)


class PriorityTab(QWidget):
    """A header, and sections each built when first shown."""

    def __init__(self, session: Session, priority_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._priority_id = priority_id
        self._pages = LazyPages()
        self.setProperty("role", "page")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._header())
        self.stack = QStackedWidget(self)  # in its place before it is filled: what is moved is styled once more
        column.addWidget(self.stack, 1)
        self.reload()
        self.sections.currentChanged.connect(self._show_section)
        self._show_section(0)

    def _header(self) -> QWidget:
        head = QWidget(self)
        head.setProperty("role", "head")
        column = QVBoxLayout(head)
        column.setContentsMargins(SPACE * 2, SPACE, SPACE * 2, 0)
        column.setSpacing(0)
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        self.name = ElidedLabel("", "title", grow=False)
        self.status = label("", "pill")
        self.aim = ElidedLabel("", "quiet")
        self.money = MoneyBar(beside=True, short=True)
        for part in (self.name, self.status):
            row.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        self.computed, self.stated = RatingBadge(), RatingBadge()
        for said, badge in (("Dates", self.computed), ("Leads", self.stated)):
            row.addSpacing(SPACE // 2)
            row.addWidget(label(said, "caption"), 0, Qt.AlignmentFlag.AlignVCenter)
            row.addWidget(badge, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addSpacing(SPACE)
        row.addWidget(self.aim, 1)
        row.addSpacing(SPACE)
        row.addWidget(self.money)
        column.addLayout(row)
        foot = QHBoxLayout()
        foot.setSpacing(SPACE * 2)
        self.sections = TitleTabs()
        self.sections.setAccessibleName("Sections of this priority")
        self.sections.show_titles([title for _, title in SECTIONS], keys=False)
        self.facts = ElidedLabel("", "quiet")
        self.facts.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.sections.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        foot.addWidget(self.sections)
        foot.addWidget(self.facts, 1)
        column.addLayout(foot)
        return head

    def reload(self) -> None:
        """Read the record anew, with the section shown; the others follow when they are shown."""
        session = self._session
        priority = session.store.partnership.priorities.find(self._priority_id)
        if priority is None:
            return
        self._say(read_priority(session.store, priority, session.sums(), session.year, session.audience, session.today))
        self._pages.make_stale()
        self._pages.freshen(self.sections.currentIndex())

    def _say(self, row: PriorityRow) -> None:
        priority = row.priority
        self.name.setText(priority.name)
        self.status.setText(priority.status.value.capitalize())
        self.status.setVisible(priority.status is not PriorityStatus.ACTIVE)
        self.aim.setText(priority.aim or "No aim is written down yet")
        self.money.show_position(row.position)
        for badge, rating, meaning in (
            (self.computed, row.computed, "What the dates of its actions say"),
            (self.stated, row.stated, "What the leads of its actions say"),
        ):
            badge.show_rating(rating.rating)
            badge.setToolTip(f"{meaning}: {rating.sentence}")
            badge.setAccessibleName(f"{meaning}: {rating.sentence}")
        late = f"{row.overdue} late" if row.overdue else "none late"
        coming = f"next due {long_date(row.next_due)}" if row.next_due else "nothing due ahead"
        actions = (
            f"{counted(row.open_actions, 'open action')}, {late}, {coming}" if row.open_actions else "No open actions"
        )
        lead = f"Lead: {row.lead}" if row.lead else "No lead yet"
        review = f"Next review: {long_date(row.review_on)}" if row.review_on else "No review planned"
        self.facts.setText(BETWEEN_FACTS.join((lead, actions, review, untraced_sentence(row.traced))))

    def _show_section(self, place: int) -> None:
        page = self._pages.get(place)
        if page is None:
            page = _builders()[SECTIONS[place][0]](self._session, self._priority_id, self.stack)
            self._pages.add(place, page)
            self.stack.addWidget(page)
        self._pages.freshen(place)
        self.stack.setCurrentWidget(page)

    def focus_record(self, place: Place) -> None:
        """Show a section and bring a record in it into sight."""
        wanted = next((i for i, (key, _) in enumerate(SECTIONS) if key == place.section), None)
        if wanted is not None:
            self.sections.setCurrentIndex(wanted)
        page: Any = self.stack.currentWidget()
        if place.record_id is not None:
            page.focus_record(place)


def _builders() -> dict[str, Callable[[Session, str, QWidget], QWidget]]:
    return {
        "plan": _plan,
        "services": _services,
        "reviews": _reviews,
        "money": _money,
        "results": _results,
        "evidence": _evidence,
    }


def _plan(session: Session, priority_id: str, parent: QWidget) -> QWidget:
    from cspdesk.ui.tabs.plan import PlanTab

    return PlanTab(session, priority_id, parent)


def _services(session: Session, priority_id: str, parent: QWidget) -> QWidget:
    from cspdesk.ui.tabs.plan_services import ServicesTab

    return ServicesTab(session, priority_id, parent)


def _reviews(session: Session, priority_id: str, parent: QWidget) -> QWidget:
    from cspdesk.ui.tabs.plan_reviews import ReviewsTab

    return ReviewsTab(session, priority_id, parent)


def _money(session: Session, priority_id: str, parent: QWidget) -> QWidget:
    from cspdesk.ui.tabs.money import MoneyTab

    return MoneyTab(session, priority_id, parent)


def _results(session: Session, priority_id: str, parent: QWidget) -> QWidget:
    from cspdesk.ui.tabs.results import ResultsTab

    return ResultsTab(session, priority_id, parent)


def _evidence(session: Session, priority_id: str, parent: QWidget) -> QWidget:
    from cspdesk.ui.tabs.evidence import EvidenceTab

    return EvidenceTab(session, priority_id, parent)
