"""Documents: from a frozen set of figures to a tagged PDF."""
