"""Money: whole pence in an int, never a float."""

from collections.abc import Sequence

from cspdesk.errors import UserError

MINUS = "\N{MINUS SIGN}"
LARGEST_PENCE = 10**13  # £100 billion: beyond any partnership, well inside SQLite's 64-bit integers


def pounds(pence: int) -> str:
    """Return an amount as people read it: £1,234.50, or −£250.00."""
    sign = MINUS if pence < 0 else ""
    whole, part = divmod(abs(pence), 100)
    return f"{sign}£{whole:,}.{part:02d}"


def short_pounds(pence: int) -> str:
    """Return whole pounds where there are no pence, for sentences: £75,000 but £4,210.50."""
    text = pounds(pence)
    return text.removesuffix(".00")


def plain_pounds(pence: int) -> str:
    """Return an amount for files that programs read: -250.00, without sign of currency or separators."""
    sign = "-" if pence < 0 else ""
    whole, part = divmod(abs(pence), 100)
    return f"{sign}{whole}.{part:02d}"


def typed_pence(text: str) -> int:
    """Return the pence a person typed as £1,234.50, 1234.5, 500, -20 or (20.00).

    Raises UserError when the text is not an amount or has parts of a penny.
    """
    from decimal import Decimal, InvalidOperation  # the start of the window has no use for it

    cleaned = text.strip().replace("£", "").replace(",", "").replace(" ", "").replace(MINUS, "-")
    if cleaned.startswith("(") and cleaned.endswith(")"):
        cleaned = "-" + cleaned[1:-1]
    try:
        amount = Decimal(cleaned) * 100
    except InvalidOperation:
        raise UserError(f"“{text}” is not an amount of money. Write it like 1,234.50.") from None
    if not amount.is_finite() or abs(amount) > LARGEST_PENCE:
        raise UserError(f"“{text}” is too large to be an amount of money here.")
    if amount != amount.to_integral_value():
        raise UserError(f"“{text}” has parts of a penny. Write it to two decimals.")
    return int(amount)


def share(total_pence: int, weights: Sequence[int]) -> tuple[int, ...]:
    """Split a total by whole-number weights, to the penny, by largest remainder.

    The parts always sum to the total. Equal remainders go to the earlier part.
    Raises ValueError when no weight is positive or one is negative.
    """
    whole = sum(weights)
    if whole <= 0 or min(weights) < 0:
        raise ValueError("weights must be 0 or more and at least one must be positive")
    size = abs(total_pence)
    parts = [size * weight // whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda i: (-(size * weights[i] % whole), i))
    for i in by_remainder[: size - sum(parts)]:
        parts[i] += 1
    return tuple(part if total_pence >= 0 else -part for part in parts)
