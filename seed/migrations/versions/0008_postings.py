"""Offices' places, agents' offices and agents' services become dated rows; what happened gets the posting of its day.

What was a single value was so always, as far as anybody knows: each agent has one posting and one service.
"""

import json
from datetime import date
from typing import Any

import sqlalchemy as sa
from alembic import op

from seed.migrations.initial.columns import branch, count, from_import, to
from seed.migrations.rebuild import rebuild

revision = "0008"
down_revision = "0007"

_ALWAYS, _STILL = date(1900, 1, 1), date(9999, 12, 31)


def upgrade() -> None:
    """Make the tables and fill them from the columns that go; the summaries that get a place are computed anew."""
    _make_dated()
    _make_postings()
    _fill()
    _split_superseded()
    for summary in ("agent_months", "cohort_months", "membership_months"):
        op.drop_table(summary)
    _make_agent_months()
    _make_cohort_months()
    _make_membership_months()
    if op.get_bind().dialect.name == "sqlite":
        rebuild("agents", _make_agents)
        rebuild("offices", _make_offices)
        return
    for table, gone in (("agents", ("office_code", "registered_on", "deactivated_on")), ("offices", ("wilayah_code",))):
        for column in gone:
            op.drop_column(table, column)
    op.create_table_comment("agents", "One agen Perisai.")


def _wilayah(**options: Any) -> sa.Column[str]:
    return sa.Column("wilayah_code", sa.String(5), sa.ForeignKey("wilayah.code"), **options)


def _code(name: str, **options: Any) -> sa.Column[str]:
    return sa.Column(name, sa.String(32), **options)


def _since(comment: str) -> sa.Column[date]:
    return sa.Column("since", sa.Date, primary_key=True, comment=comment)


def _make_dated() -> None:
    op.create_table(
        "office_places",
        branch(),
        _code("office_code", primary_key=True),
        _since("1900-01-01: always"),
        _wilayah(nullable=False),
        from_import(),
        to("offices", "office_code"),
        comment="The kabupaten/kota of one office from a day on, until its next row.",
    )
    op.create_table(
        "agent_offices",
        branch(),
        _code("agent_code", primary_key=True),
        _since("1900-01-01: always"),
        _code("office_code", nullable=False),
        from_import(),
        to("agents", "agent_code"),
        to("offices", "office_code"),
        comment="The office of one agent from a day on, until their next row.",
    )
    op.create_table(
        "services",
        branch(),
        _code("agent_code", primary_key=True),
        _since("the day of registration, or of reactivation"),
        sa.Column("until", sa.Date, comment="the day of deactivation; null: none is known"),
        from_import(),
        to("agents", "agent_code"),
        sa.CheckConstraint("until is null or until >= since", name="until_later"),
        comment="One time of one agent on the list.",
    )


def _make_postings() -> None:
    op.create_table(
        "postings",
        branch(),
        _code("agent_code", primary_key=True),
        _since("first day; 1900-01-01: always"),
        sa.Column("until", sa.Date, nullable=False, comment="the day after the last one; 9999-12-31: none is known"),
        _code("office_code", nullable=False),
        _wilayah(nullable=False),
        to("agents", "agent_code"),
        to("offices", "office_code"),
        comment="One agent's office and its kabupaten/kota, from a day to a day, without gaps: each day has one row.",
    )


def _make_agent_months() -> None:
    op.create_table(
        "agent_months",
        branch(),
        _code("agent_code", primary_key=True),
        sa.Column("month", sa.Date, primary_key=True),
        _code("office_code", primary_key=True),
        _wilayah(primary_key=True),
        count("acquired"),
        count("received", sa.BigInteger),
        count("covered_people"),
        to("agents", "agent_code"),
        to("offices", "office_code"),
        comment="Summary: what one agent did in one month at one posting; no row where all are zero. Covered: by the "
        "posting at the month's end.",
    )


def _make_cohort_months() -> None:
    op.create_table(
        "cohort_months",
        branch(),
        sa.Column("month", sa.Date, primary_key=True),
        _code("office_code", primary_key=True),
        _wilayah(primary_key=True),
        sa.Column("sector", sa.String(60), primary_key=True),
        sa.Column("registration_month", sa.Date, primary_key=True),
        count("acquired"),
        count("received", sa.BigInteger),
        count("covered_people"),
        count("covered_amount", sa.BigInteger),
        count("entry_amount", sa.BigInteger),
        to("offices", "office_code"),
        sqlite_with_rowid=False,
        comment="Summary: one office in one wilayah, sector and registration month, in one month. Received: at the "
        "posting of the day paid; all else at that of the registration, so that a cohort stays one. "
        "covered_amount: rupiah for the month itself, a payment spread evenly over the months it covers; entry_amount: "
        "what first payments made in the month pay a month.",
    )


def _make_membership_months() -> None:
    op.create_table(
        "membership_months",
        branch(),
        _code("agent_code", primary_key=True),
        _code("office_code", primary_key=True),
        _wilayah(primary_key=True),
        sa.Column("sector", sa.String(60), primary_key=True),
        sa.Column("month", sa.Date, primary_key=True),
        count("acquired_returning"),
        count("returned_by_paying"),
        to("agents", "agent_code"),
        to("offices", "office_code"),
        comment="Summary: who came back to one agent at one posting in one month, with a new KPJ or by paying; else no "
        "row.",
    )


def _make_agents() -> None:
    op.create_table(
        "agents",
        branch(),
        _code("code", primary_key=True),
        sa.Column("name", sa.String(160), nullable=False),
        from_import(),
        comment="One agen Perisai.",
    )


def _make_offices() -> None:
    op.create_table(
        "offices",
        branch(),
        _code("code", primary_key=True),
        sa.Column("name", sa.String(160), nullable=False),
        from_import(),
        comment="One kantor Perisai.",
    )


_OFFICES = sa.table("offices", *map(sa.column, ("branch_code", "code", "wilayah_code", "import_id")))
_AGENTS = sa.table(
    "agents",
    *map(sa.column, ("branch_code", "code", "office_code", "registered_on", "deactivated_on", "import_id")),
)


def _fill() -> None:
    a, o, always = _AGENTS.c, _OFFICES.c, sa.literal(_ALWAYS, sa.Date)
    of_office = (o.branch_code == a.branch_code) & (o.code == a.office_code)
    still = sa.literal(_STILL, sa.Date)
    posted = sa.select(a.branch_code, a.code, always, still, a.office_code, o.wilayah_code)
    for table, columns, rows in (
        ("office_places", "office_code since wilayah_code import_id", sa.select(*_first(o, always, o.wilayah_code))),
        ("agent_offices", "agent_code since office_code import_id", sa.select(*_first(a, always, a.office_code))),
        ("services", "agent_code since until import_id", sa.select(*_first(a, a.registered_on, a.deactivated_on))),
        (
            "postings",
            "agent_code since until office_code wilayah_code",
            posted.join_from(_AGENTS, _OFFICES, of_office),
        ),
    ):
        names = ["branch_code", *columns.split()]
        op.execute(sa.insert(sa.table(table, *map(sa.column, names))).from_select(names, rows))


def _first(of: Any, since: Any, value: Any) -> tuple[Any, ...]:
    return of.branch_code, of.code, since, value, of.import_id


_SUPERSEDED = sa.table(
    "superseded",
    *map(sa.column, ("branch_code", "id", "kind", "key", "import_id", "until_import_id")),
    sa.column("row", sa.JSON),
)


def _split_superseded() -> None:
    """What was one row of an agent or office, as it was until a load, becomes one of each table that has it now."""
    conn, t = op.get_bind(), _SUPERSEDED.c
    for branch_code in conn.scalars(sa.select(t.branch_code).distinct()).all():
        mine = sa.select(_SUPERSEDED).where(t.branch_code == branch_code)
        last = conn.scalar(sa.select(sa.func.max(t.id)).where(t.branch_code == branch_code))
        for old in conn.execute(mine.where(t.kind.in_(("agents", "offices"))).order_by(t.id)).mappings().all():
            same = (t.branch_code == branch_code) & (t.id == old["id"])
            conn.execute(sa.update(_SUPERSEDED).where(same).values(row={"name": old["row"]["name"]}))
            for kind, key, row in _dated(old["kind"], json.loads(old["key"])["code"], old["row"]):
                last += 1
                text = json.dumps(key, separators=(",", ":"), ensure_ascii=False)
                conn.execute(sa.insert(_SUPERSEDED).values({**old, "id": last, "kind": kind, "key": text, "row": row}))


def _dated(kind: str, code: str, row: dict[str, str]) -> list[tuple[str, dict[str, str], dict[str, str]]]:
    always = _ALWAYS.isoformat()
    if kind == "offices":
        return [("office_places", {"office_code": code, "since": always}, {"wilayah_code": row["wilayah_code"]})]
    return [
        ("agent_offices", {"agent_code": code, "since": always}, {"office_code": row["office_code"]}),
        ("services", {"agent_code": code, "since": row["registered_on"]}, {"until": row["deactivated_on"]}),
    ]
