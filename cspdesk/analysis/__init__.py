"""What the figures say: pure functions over plain values; each names the published method it follows."""
