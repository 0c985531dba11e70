"""The audit, which nothing changes or takes out of."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"

_SQLITE = (
    "CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END",
    "CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END",
    "CREATE TRIGGER audit_no_replace BEFORE INSERT ON audit WHEN EXISTS (SELECT 1 FROM audit WHERE branch_code = "
    "NEW.branch_code AND id = NEW.id) BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END",
)
_POSTGRESQL = (
    "CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'audit is append-only'; END $$",
    "CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION audit_refuse()",
    "CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()",
)


def upgrade() -> None:
    """Make the table, empty: what was done before is in the tables of loads, briefings and people."""
    op.create_table(
        "audit",
        sa.Column("branch_code", sa.String(16), primary_key=True, comment="also of a branch that has no data yet"),
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False, comment="1, 2, 3 … without a gap"),
        sa.Column("at", sa.DateTime, nullable=False, comment="UTC"),
        sa.Column(
            "who", sa.String(255), nullable=False, comment="by which the sign-in knows them; else the settings' name"
        ),
        sa.Column("role", sa.String(16), nullable=False, comment="empty: none"),
        sa.Column("act", sa.String(16), nullable=False),
        sa.Column("thing", sa.String(120), nullable=False, comment="a number, code or file's name; never a person's"),
        sa.Column("scope", sa.String(400), nullable=False, comment="period and places looked at; empty: none"),
        sa.Column("address", sa.String(45), nullable=False, comment="from which they came; empty: this computer"),
        sa.Column("hash", sa.String(64), nullable=False, comment="of this row and the hash of the one before"),
        comment="One thing that somebody did. Nothing is changed or taken out.",
    )
    for statement in _SQLITE if op.get_bind().dialect.name == "sqlite" else _POSTGRESQL:
        op.execute(statement)
