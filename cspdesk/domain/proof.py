"""How proof is told in words: what is not yet evidenced, what a proof proves, how large a file is."""

from collections.abc import Sequence

from cspdesk.domain.money import pounds
from cspdesk.domain.positions import Traced


def untraced_sentence(traced: Traced) -> str:
    """Return what of the money paid is not yet evidenced: “£4,210.00 of £61,300.00 is not yet evidenced”."""
    if traced.payments == 0:
        return "No payments yet"
    if not traced.missing:
        return f"All {pounds(traced.paid)} paid is evidenced"
    if traced.untraced <= 0:  # refunds without proof outweigh the payments without: their sum would tell nothing
        return payments_sentence(traced)
    return f"{pounds(traced.untraced)} of {pounds(traced.paid)} is not yet evidenced"


def payments_sentence(traced: Traced) -> str:
    """Return the same in payments: “7 of 52 payments have no proof”; empty when there are none."""
    missing = traced.missing
    if traced.payments == 0:
        return ""
    if missing == 0:
        return f"{counted(traced.payments, 'payment')}, each with proof"
    return f"{missing:,} of {counted(traced.payments, 'payment')} {'has' if missing == 1 else 'have'} no proof"


def proves_sentence(payments: int, actions: int) -> str:
    """Return what a proof is attached to: “3 payments and 1 action”, or “nothing yet”."""
    parts = [counted(n, word) for n, word in ((payments, "payment"), (actions, "action")) if n]
    return " and ".join(parts) or "nothing yet"


def counted(number: int, one: str, many: str | None = None) -> str:
    """Return a number with its noun: “1 payment”, “3 payments”, “2 proofs of payment”."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def listed(names: Sequence[str]) -> str:
    """Return names, of which there is one at least, as a sentence has them: A, B and C."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def size_words(size_bytes: int) -> str:
    """Return how large a file is, as people say it: “812 bytes”, “48 KB”, “1.4 MB”."""
    if size_bytes < 1024:
        return counted(size_bytes, "byte")
    if size_bytes < 1024 * 1024:
        return f"{size_bytes / 1024:,.0f} KB"
    return f"{size_bytes / 1024 / 1024:,.1f} MB"
