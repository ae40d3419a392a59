"""The set that every migration joins, and how a script of statements is run inside one."""

from sqlite3 import complete_statement

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

migrations = Migrations("cspdesk")


def run(db: Database, script: str) -> None:
    """Run each statement inside the migration's own transaction; executescript would commit it."""
    statement = ""
    for line in script.strip().splitlines(keepends=True):
        statement += line
        if complete_statement(statement):
            db.execute(statement)
            statement = ""
