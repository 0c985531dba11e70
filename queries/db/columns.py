"""What the tables of schema.py are built from."""

from typing import Any

import sqlalchemy as sa

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def branch() -> sa.Column[Any]:
    """The branch's code, which leads the key."""
    return sa.Column("branch_code", sa.String(16), sa.ForeignKey("branches.code"), primary_key=True)


def from_import() -> sa.Column[Any]:
    """The load that a row came with."""
    return sa.Column("import_id", sa.Integer, sa.ForeignKey("imports.id"), nullable=False)


def to(parent: str, column: str) -> sa.ForeignKeyConstraint:
    """A reference to a row of the same branch."""
    return sa.ForeignKeyConstraint(["branch_code", column], [f"{parent}.branch_code", f"{parent}.code"])


def count(name: str, kind: type = sa.Integer) -> sa.Column[Any]:
    """A number that is never null."""
    return sa.Column(name, kind, nullable=False, server_default="0")
