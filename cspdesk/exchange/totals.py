"""Telling a total from a payment to a firm called Total."""

import re
from collections.abc import Sequence
from itertools import accumulate

LABEL = re.compile(
    r"(?:(?:grand|sub|overall|report|page|net|gross|sum|final|monthly|month|period|quarter|year|invoice|amount)[\s-]*)*"
    r"totals?(?:\s+(?:payments?|spend|expenditure|amount|value|net|gross|paid|all|overall|for|of|the|this|month|period|"
    r"quarter|year|report|page|suppliers?|transactions?))*[\s:.=£]*",
    re.IGNORECASE,
)
ENDS_AS_LABEL = re.compile(r".*\b(?:sub[\s-]?)?totals?[\s:]*|(?:sub[\s-]?)?totals? (?:for|of)\b.*", re.IGNORECASE)
MAY_BE_LABEL = re.compile(r"totals?\b", re.IGNORECASE)


class Totals:
    """Decides, row by row from the top, which rows sum up others; wants to be asked in the order of the rows."""

    def __init__(self, amounts: Sequence[int | None]) -> None:
        self._before = [0, *accumulate(amount or 0 for amount in amounts)]
        self._totals = 0  # pence of the totals met so far, which are no payments
        self._starts = {0}  # running sums at which a group of payments may begin
        self.agreed = False  # whether the row last asked about is what the rows above add up to

    def is_label(self, texts: Sequence[str]) -> bool:
        """Return whether one of a row's texts is what totals are called and no more."""
        return any(LABEL.fullmatch(text) for text in texts)

    def is_total(self, index: int, amount: int, texts: Sequence[str], *, dated: bool, referenced: bool) -> bool:
        """Return whether the row is a total; one that has both a date and a reference never is.

        A row without date and reference is one when it is called just that, or when it sums up the rows above and has
        either no words at all or words that end in "total". A row with one of the two must be called so and sum up.
        """
        if dated and referenced:
            return False
        named = self.is_label(texts)
        self.agreed = amount != 0 and self._before[index] - self._totals - amount in self._starts
        ends = named or not texts or any(ENDS_AS_LABEL.fullmatch(text) for text in texts)
        found = named and self.agreed if dated or referenced else named or (ends and self.agreed)
        if found:
            self._starts.add(self._before[index] - self._totals)
            self._totals += amount
        return found

    def above(self, index: int, amount: int) -> int:
        """Return what the payments above the total just found add up to, in pence."""
        return self._before[index] - self._totals + amount
