"""One SQLite file: takes and returns domain objects; the only place that writes SQL."""
