"""cspdesk: plan, money, evidence and outcomes of a Community Safety Partnership, held as one thread."""

__version__ = "0.1.0"
