"""Statements compiled once a worker, not once an engine: nearly every test has an engine of its own."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine.default import DefaultDialect

MOST = 5_000
"""So many stay compiled; a migration makes its tables anew each time, and what it wrote is never asked for again."""


class Statements(dict):
    """What SQLAlchemy compiled, by statement and kind of database: the dialects of two engines of a kind are equal."""

    def get(self, key: tuple, default: Any = None) -> Any:
        return super().get((key[0].name, *key[1:]), default)

    def __setitem__(self, key: tuple, compiled: Any) -> None:
        if len(self) >= MOST:
            self.clear()
        super().__setitem__((key[0].name, *key[1:]), compiled)


def share() -> None:
    """From here on every engine that is made compiles into one cache."""
    statements = Statements()

    def created(_dialect: type, engine: sa.Engine) -> None:
        engine.update_execution_options(compiled_cache=statements)

    DefaultDialect.engine_created = classmethod(created)
