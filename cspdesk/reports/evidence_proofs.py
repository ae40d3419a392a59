"""The evidence index of a document: proofs numbered as a reader meets them, withheld ones only counted."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from cspdesk.domain.audience import Audience, may_see, reason_said
from cspdesk.domain.evidence import Evidence
from cspdesk.reports.evidence_figures import Proof


class Proofs:
    """Numbers the evidence in the order in which a reader meets it."""

    def __init__(self, audience: Audience) -> None:
        self._audience = audience
        self._numbers: dict[str, str] = {}
        self._items: list[Evidence] = []
        self._uses: defaultdict[str, int] = defaultdict(int)
        self._withheld: dict[str, str] = {}
        self._behind: dict[str, str] = {}  # what the reader may see, of transactions that they may not

    @property
    def withheld(self) -> int:
        """How many different items are not shown, whether of transactions that are listed or of withheld ones."""
        return len(self._reasons())

    @property
    def reasons(self) -> tuple[tuple[str, int], ...]:
        """Why they are not shown, each reason with how many."""
        return tuple(sorted(Counter(self._reasons().values()).items()))

    def withhold(self, items: Sequence[Evidence], reason: str) -> None:
        """Count the proofs of a withheld transaction, which is withheld for that reason."""
        for item in items:
            if may_see(self._audience, item.marking):
                self._behind.setdefault(item.id, reason)
            else:
                self._withheld[item.id] = reason_said(item.marking_reason)

    def _reasons(self) -> dict[str, str]:
        """Return why items are not shown; one that the reader may see is shown if it proves anything listed too."""
        return {id_: why for id_, why in self._behind.items() if id_ not in self._numbers} | self._withheld

    def numbers(self, items: Sequence[Evidence]) -> tuple[tuple[str, ...], int]:
        """Return the numbers of a transaction's proofs, and how many of them may not be shown."""
        shown = [item for item in items if may_see(self._audience, item.marking)]
        self._withheld |= {item.id: reason_said(item.marking_reason) for item in items if item not in shown}
        for item in shown:
            if item.id not in self._numbers:
                self._items.append(item)
                self._numbers[item.id] = f"E{len(self._items)}"
            self._uses[item.id] += 1
        return tuple(self._numbers[item.id] for item in shown), len(items) - len(shown)

    def listed(self) -> tuple[Proof, ...]:
        """Return the index."""
        return tuple(
            Proof(
                number=self._numbers[item.id],
                title=item.title,
                reference=item.reference,
                file_name=item.file_name,
                sha256=item.sha256 or "",
                size_bytes=item.size_bytes,
                dated_on=item.dated_on,
                source=item.source,
                proves=self._uses[item.id],
                illustrative=item.illustrative,
            )
            for item in self._items
        )
