"""What comes in and goes out: ledgers, published tables, workbooks, calendars, the grants standard."""
