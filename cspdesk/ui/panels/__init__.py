"""What the side panel shows for each kind of record."""
