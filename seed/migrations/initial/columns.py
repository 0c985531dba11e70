"""Columns that several of the first tables have."""

import sqlalchemy as sa


def branch() -> sa.Column[str]:
    """The branch's code, which leads the key."""
    return sa.Column("branch_code", sa.String(16), sa.ForeignKey("branches.code"), primary_key=True)


def from_import() -> sa.Column[int]:
    """The load that a row came with."""
    return sa.Column("import_id", sa.Integer, sa.ForeignKey("imports.id"), nullable=False)


def to(parent: str, column: str) -> sa.ForeignKeyConstraint:
    """A reference to a row of the same branch."""
    return sa.ForeignKeyConstraint(["branch_code", column], [f"{parent}.branch_code", f"{parent}.code"])


def count(name: str, kind: type[sa.Integer] = sa.Integer) -> sa.Column[int]:
    """A number that is never null."""
    return sa.Column(name, kind, nullable=False, server_default="0")
