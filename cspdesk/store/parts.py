"""The parts of an open file, each a reading and writing of one side of the record."""

from functools import cached_property
from pathlib import Path
from sqlite3 import Connection
from typing import TYPE_CHECKING

from cspdesk.store.funding import FundingStore
from cspdesk.store.journal import Journal
from cspdesk.store.partnership import PartnershipStore
from cspdesk.store.plans import PlanStore
from cspdesk.store.undo import History

if TYPE_CHECKING:
    from cspdesk.store.agreements import AgreementStore
    from cspdesk.store.audits import AuditStore
    from cspdesk.store.commitments import CommitmentStore
    from cspdesk.store.documents import DocumentStore
    from cspdesk.store.evidence import EvidenceStore
    from cspdesk.store.forecasts import ForecastStore
    from cspdesk.store.imports import ImportStore
    from cspdesk.store.indicator_dates import IndicatorDates
    from cspdesk.store.indicators import IndicatorStore
    from cspdesk.store.markings import MarkingStore
    from cspdesk.store.papers import PaperStore
    from cspdesk.store.reconcile import ReconcileStore
    from cspdesk.store.return_dates import ReturnDates
    from cspdesk.store.returns import ReturnStore
    from cspdesk.store.review_dates import ReviewDates
    from cspdesk.store.reviews import ReviewStore
    from cspdesk.store.scrutiny import ScrutinyStore
    from cspdesk.store.search import Search
    from cspdesk.store.services import ServiceStore
    from cspdesk.store.shared_costs import SharedCostStore
    from cspdesk.store.withheld import WithheldTexts


class StoreParts:
    """What a store is made of.

    What the first sight of a file needs is made at once; every other part when it is first asked for, so that starting
    does not wait for it.
    """

    def __init__(self, db: Connection, path: Path, *, writable: bool) -> None:
        self.path = path
        self._db = db
        self._writable = writable
        self.journal = Journal(db)
        self.history = History(db, self.journal)
        self.partnership = PartnershipStore(db, self.journal)
        self.plans = PlanStore(db, self.journal)
        self.funding = FundingStore(db, self.journal)

    @property
    def read_only(self) -> bool:
        """Whether this window may only look: someone else writes, or the folder cannot be written to."""
        return not self._writable

    @cached_property
    def services(self) -> "ServiceStore":
        """Commissioned services and case reviews."""
        from cspdesk.store.services import ServiceStore

        return ServiceStore(self._db, self.journal)

    @cached_property
    def reviews(self) -> "ReviewStore":
        """Reviews of a plan and their decisions."""
        from cspdesk.store.reviews import ReviewStore

        return ReviewStore(self._db, self.journal, self.plans)

    @cached_property
    def imports(self) -> "ImportStore":
        """Ledgers taken in, their layouts and the rules that assign their payments."""
        from cspdesk.store.imports import ImportStore

        return ImportStore(self._db, self.journal)

    @cached_property
    def evidence(self) -> "EvidenceStore":
        """Every proof and where it is attached."""
        from cspdesk.store.evidence import EvidenceStore

        return EvidenceStore(self._db, self.journal)

    @cached_property
    def documents(self) -> "DocumentStore":
        """What was produced."""
        from cspdesk.store.documents import DocumentStore

        return DocumentStore(self._db, self.journal)

    @cached_property
    def review_dates(self) -> "ReviewDates":
        """When reviews are due, and what they decided that is still to do."""
        from cspdesk.store.review_dates import ReviewDates

        return ReviewDates(self._db, self.journal)

    @cached_property
    def search(self) -> "Search":
        """The search over everything; its index is brought up to date with `search.read_on`."""
        from cspdesk.store.search import Search

        return Search(self._db, self.path, read_only=self.read_only)

    @cached_property
    def terms(self) -> "AgreementStore":
        """Variations, clauses and match of the agreements."""
        from cspdesk.store.agreements import AgreementStore

        return AgreementStore(self._db, self.journal, self.funding)

    @cached_property
    def commitments(self) -> "CommitmentStore":
        """Orders paid in parts, accruals and refunds."""
        from cspdesk.store.commitments import CommitmentStore

        return CommitmentStore(self._db, self.journal, self.funding)

    @cached_property
    def shared_costs(self) -> "SharedCostStore":
        """Costs that several boards share."""
        from cspdesk.store.shared_costs import SharedCostStore

        return SharedCostStore(self._db, self.journal, self.funding)

    @cached_property
    def forecasts(self) -> "ForecastStore":
        """Kept forecasts, plans for what is left, and what next year needs."""
        from cspdesk.store.forecasts import ForecastStore

        return ForecastStore(self._db, self.journal, self.funding)

    @cached_property
    def audits(self) -> "AuditStore":
        """Samples drawn for audit."""
        from cspdesk.store.audits import AuditStore

        return AuditStore(self._db, self.journal, self.funding)

    @cached_property
    def reconciling(self) -> "ReconcileStore":
        """Ledger, agreements and returns tied together, and what is traced."""
        from cspdesk.store.reconcile import ReconcileStore

        return ReconcileStore(self._db, self.funding)

    @cached_property
    def returns(self) -> "ReturnStore":
        """Returns to funders and closed quarters."""
        from cspdesk.store.returns import ReturnStore

        return ReturnStore(self._db, self.journal, self.funding)

    @cached_property
    def return_dates(self) -> "ReturnDates":
        """Which returns were begun and sent."""
        from cspdesk.store.return_dates import ReturnDates

        return ReturnDates(self._db)

    @cached_property
    def results(self) -> "IndicatorStore":
        """Indicators, what was observed, and what breaks their series."""
        from cspdesk.store.indicators import IndicatorStore

        return IndicatorStore(self._db, self.journal)

    @property
    def has_meetings(self) -> bool:
        """Whether scrutiny has met: asked before anything of it is loaded."""
        return bool(self._db.execute("select exists (select 1 from meetings)").fetchone()[0])

    @cached_property
    def scrutiny(self) -> "ScrutinyStore":
        """Meetings, what was asked and recommended, and when publicity is restricted."""
        from cspdesk.store.scrutiny import ScrutinyStore

        return ScrutinyStore(self._db, self.journal)

    @cached_property
    def papers(self) -> "PaperStore":
        """Papers that are written here, and what they are written from."""
        from cspdesk.store.papers import PaperStore

        return PaperStore(self._db, self.journal)

    @cached_property
    def withheld(self) -> "WithheldTexts":
        """What readers may not see, to search finished files for."""
        from cspdesk.store.withheld import WithheldTexts

        return WithheldTexts(self._db)

    @cached_property
    def markings(self) -> "MarkingStore":
        """Markings of single fields, and the rule for small numbers."""
        from cspdesk.store.markings import MarkingStore

        return MarkingStore(self._db, self.journal)

    @cached_property
    def indicator_dates(self) -> "IndicatorDates":
        """When figures are due, and how far those held go."""
        from cspdesk.store.indicator_dates import IndicatorDates

        return IndicatorDates(self._db, self.journal.veil)
