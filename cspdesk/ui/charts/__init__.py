"""Charts on screen, drawn from the same objects as on paper."""
