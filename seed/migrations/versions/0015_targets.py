"""Targets of any run of months, of a wilayah or an office, for active participants too."""

from datetime import date
from typing import Any

import sqlalchemy as sa
from alembic import op

from seed.migrations.initial.columns import branch, from_import

revision = "0015"
down_revision = "0014"

_OLD = sa.table(
    "targets",
    *map(sa.column, ("branch_code", "id", "wilayah_code", "measure", "value", "import_id")),
    sa.column("semester", sa.Date),
)
_SUPERSEDED = sa.table("superseded", *map(sa.column, ("branch_code", "id", "kind")), sa.column("row", sa.JSON))


def upgrade() -> None:
    """Make the table anew; each target was a semester's, also as it was until a load changed it."""
    conn = op.get_bind()
    rows = [{**row, **_months(row["semester"])} for row in conn.execute(sa.select(_OLD)).mappings().all()]
    op.drop_table("targets")
    made = _make()
    for row in rows:
        conn.execute(sa.insert(made).values({name: value for name, value in row.items() if name != "semester"}))
    t = _SUPERSEDED.c
    for old in conn.execute(sa.select(_SUPERSEDED).where(t.kind == "targets")).mappings().all():
        row = {name: value for name, value in old["row"].items() if name != "semester"}
        months = {name: day.isoformat() for name, day in _months(date.fromisoformat(old["row"]["semester"])).items()}
        same = (t.branch_code == old["branch_code"]) & (t.id == old["id"])
        conn.execute(sa.update(_SUPERSEDED).where(same).values(row={**row, **months, "office_code": None}))


def _months(first: date) -> dict[str, date]:
    return {"first_month": first, "last_month": first.replace(month=first.month + 5)}


def _make() -> Any:
    whole = sa.text("wilayah_code is null and office_code is null")
    once = ("branch_code", "first_month", "last_month", "measure")
    made = op.create_table(
        "targets",
        branch(),
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("first_month", sa.Date, nullable=False, comment="of its period"),
        sa.Column(
            "last_month", sa.Date, nullable=False, comment="of its period; of a stock the month at whose end it is"
        ),
        sa.Column("wilayah_code", sa.String(5), sa.ForeignKey("wilayah.code"), comment="null: no wilayah's"),
        sa.Column("office_code", sa.String(32), comment="null: no office's; neither: the whole branch's"),
        sa.Column("measure", sa.String(10), nullable=False),
        sa.Column("value", sa.BigInteger, sa.CheckConstraint("value >= 0", name="value"), nullable=False),
        from_import(),
        sa.CheckConstraint("measure in ('acquired', 'received', 'active')", name="measure"),
        sa.CheckConstraint("last_month >= first_month", name="period"),
        sa.CheckConstraint("wilayah_code is null or office_code is null", name="one_place"),
        sa.UniqueConstraint(*once, "wilayah_code"),
        sa.UniqueConstraint(*once, "office_code"),
        comment="One target of a period.",
    )
    op.create_index("uq_targets_whole_branch", "targets", once, unique=True, sqlite_where=whole, postgresql_where=whole)
    return made
