"""The words an evidence of spend uses, and what they mean in it."""

DEFINITIONS = (
    ("Original", "The budget line as first agreed."),
    (
        "Revised",
        "Original, as varied by the funder, plus virements in, less virements out and what earlier years spent.",
    ),
    ("Actual", "Paid in the year, refunds and credits taken off; with costs accrued to it, which say so."),
    ("Committed", "Ordered and not yet paid: an order paid in part counts at what is left of it."),
    ("Forecast", "Expected by the end of the year, neither paid nor promised."),
    ("Outturn", "Actual, plus committed, plus forecast."),
    ("Variance", "Outturn less revised; above nought is over budget."),
    ("Variation", "A change to the agreement that its funder made."),
    ("Virement", "Money moved from one budget line to another; together they come to nought."),
    (
        "Evidenced",
        "At least one file or reference is attached to the payment. It does not say what the payment achieved.",
    ),
    ("Withheld", "Marked as not for this audience. The amount is in every total; nothing else of it is here."),
    ("Quarter", "Three months from April; a payment belongs to the quarter of its date."),
    ("SHA-256", "A fingerprint of a file: a copy with the same fingerprint is the same file, to the last letter."),
)
