"""The table of the audit, and what keeps its rows as they were written."""

from typing import Any

import sqlalchemy as sa

from queries.db.columns import metadata

audit = sa.Table(
    "audit",
    metadata,
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
TRIGGERS = {"sqlite": _SQLITE, "postgresql": _POSTGRESQL}
"""By database: what refuses to change an entry or take it out, whoever asks."""

for _dialect, _statements in TRIGGERS.items():
    for _statement in _statements:
        ddl: Any = sa.DDL  # of SQLAlchemy's own, without types
        sa.event.listen(audit, "after_create", ddl(_statement).execute_if(dialect=_dialect))
