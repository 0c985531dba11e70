"""Statements made SQL once a worker, not once an engine: nearly every test has an SQLite database of its own."""

import sqlalchemy as sa
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.util import LRUCache

MOST = 2_000
"""So many stay compiled; a migration makes its tables anew each time, and what it wrote is never asked for again."""


def share() -> None:
    """From here on every engine of SQLite that is made speaks by one dialect, and compiles into one cache."""
    first = sa.create_engine("sqlite://")
    first.connect().close()
    compiled = LRUCache(MOST)

    def created(dialect: type, engine: sa.Engine) -> None:
        if dialect is type(first.dialect):
            engine.dialect = first.dialect
            engine.update_execution_options(compiled_cache=compiled)

    DefaultDialect.engine_created = classmethod(created)
