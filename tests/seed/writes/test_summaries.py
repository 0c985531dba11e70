"""The monthly summaries: by value, and brought up to date from any month on and for any agent."""

from dataclasses import replace
from datetime import date

import polars as pl
import pytest
import sqlalchemy as sa

from queries.db import schema as s
from queries.db.rows import fetch
from seed.writes import summaries
from tests.support.worlds import BRANCH, Agent, Participant, Payment, World, put, put_rows

D = date
JAN, FEB, MAR, APR, MAY = (D(2019, n, 1) for n in range(1, 6))
LAST = D(9999, 12, 1)
SMALL = World(
    agents=[Agent("A1", "K1", D(2018, 1, 5))],
    participants=[Participant(1, "A1", D(2019, 1, 31)), Participant(2, "A1", D(2019, 2, 1))],
    payments=[
        Payment(1, JAN, D(2019, 1, 31), 3, 50_401),
        Payment(2, FEB, D(2019, 4, 9)),
        Payment(2, APR, D(2019, 4, 9)),
    ],
)


def rows(conn: sa.Connection, table: sa.Table, *names: str) -> list[tuple]:
    return fetch(
        conn, sa.select(*(table.c[name] for name in names)).order_by(*(table.c[name] for name in names))
    ).rows()


def test_every_summary_of_three_payments(conn: sa.Connection) -> None:
    put(conn, SMALL)
    months = rows(conn, s.agent_months, "month", "acquired", "received", "covered_people")
    assert months == [(JAN, 1, 50_401, 1), (FEB, 1, 0, 2), (MAR, 0, 0, 1), (APR, 0, 33_600, 1)]
    # February of the second participant was paid in April: before April nobody knew that it ran.
    runs = rows(conn, s.agent_runs, "month", "known_since")
    assert runs == [(JAN, JAN), (FEB, JAN), (MAR, JAN), (APR, APR)]
    recency = rows(conn, s.agent_recency, "as_of_month", "age", "people")
    first = [(JAN, 0, 1), (FEB, 0, 1), (MAR, 0, 1), (APR, 0, 1), (APR, 1, 1)]
    assert recency[:7] == [*first, (MAY, 1, 1), (MAY, 2, 1)]
    assert recency[-1] == (D(2020, 3, 1), 11, 1)
    cover = ("participant_id", "since", "until", "last_covered", "amount")
    assert rows(conn, s.cover_spans, *cover) == [
        (1, JAN, JAN, None, 16_801),
        (1, FEB, MAR, None, 16_800),
        (1, APR, LAST, MAR, 0),
        (2, APR, APR, None, 16_800),  # February was paid in April: at its end nobody knew
        (2, MAY, LAST, APR, 0),
    ]
    names = ("registration_month", "month", "acquired", "received", "covered_people", "covered_amount", "entry_amount")
    assert rows(conn, s.cohort_months, *names) == [
        # 50.401 over three months: 16.800 each, and the rupiah that is left in the first.
        (JAN, JAN, 1, 50_401, 1, 16_801, 16_801),
        (JAN, FEB, 0, 0, 1, 16_800, 0),
        (JAN, MAR, 0, 0, 1, 16_800, 0),
        (FEB, FEB, 1, 0, 1, 16_800, 0),
        (FEB, APR, 0, 33_600, 1, 16_800, 16_800),
    ]


LONG = World(
    offices={"K1": "33.25", "K2": "33.75"},
    agents=[Agent("A1", "K1", D(2017, 1, 5)), Agent("A2", "K1", D(2017, 1, 5)), Agent("A3", "K2", D(2017, 1, 5))],
    participants=[
        Participant(1, "A1", D(2018, 1, 31)),
        Participant(2, "A2", D(2018, 6, 1), "Petani"),
        Participant(3, "A3", D(2019, 1, 1)),
        Participant(4, "A3", D(2019, 3, 31), nik="1"),
    ],
    payments=[
        Payment(1, D(2018, 2, 1), D(2018, 2, 9), 12, 201_601),  # in advance, over any month from which one begins
        Payment(1, D(2019, 2, 1), D(2019, 3, 1)),
        Payment(2, D(2018, 7, 1), D(2018, 7, 5)),
        Payment(2, D(2018, 8, 1), D(2018, 12, 31), 2, 33_600),  # paid late
        Payment(2, D(2019, 5, 1), D(2019, 5, 2)),  # again, after seven months without
        Payment(3, D(2019, 5, 1), D(2019, 1, 2)),  # for a month that had not come
        Payment(4, D(2019, 4, 1), D(2019, 4, 1)),
        Payment(4, D(2019, 5, 1), D(2019, 4, 1)),
    ],
)
MONTHS = [D(2018 + n // 12, n % 12 + 1, 1) for n in range(17)]


@pytest.mark.parametrize("touched", [None, {"A1"}, {"A3"}, {"A1", "A2"}])
def test_brought_up_to_date_from_any_month_on_they_are_what_they_were(conn: sa.Connection, touched: set | None) -> None:
    """A year paid in advance, an arrear, a month that had not come: all reach over the month from which one begins."""
    put(conn, LONG)
    assert summaries.verify(conn, BRANCH).rows() == []
    before = stored(conn)
    for since in MONTHS:
        summaries.refresh(conn, BRANCH, touched, since)
        assert stored(conn) == before, since


def stored(conn: sa.Connection) -> dict[str, list[tuple]]:
    """The rows of every summary."""
    every = ((table, conn.execute(sa.select(table))) for table in s.SUMMARIES)
    return {table.name: sorted(map(tuple, rows), key=str) for table, rows in every}


@pytest.mark.parametrize("touched", [None, {"A3"}])
def test_a_late_payment_is_in_them_when_brought_up_to_date_from_its_month_on(
    conn: sa.Connection, touched: set | None
) -> None:
    put(conn, LONG)
    late = {"participant_id": 3, "blth": D(2018, 12, 1), "paid_on": D(2019, 2, 3), "months": 1, "amount": 16_800}
    late |= {"branch_code": BRANCH, "import_id": 1, "covered_until": D(2018, 12, 1)}
    conn.execute(s.contributions.insert(), late)
    summaries.refresh(conn, BRANCH, touched, D(2018, 12, 1))
    assert summaries.verify(conn, BRANCH).rows() == []


def test_a_difference_is_named_with_its_key(conn: sa.Connection) -> None:
    put(conn, SMALL)
    conn.execute(s.agent_months.update().where(s.agent_months.c.month == JAN).values(received=1))
    conn.execute(s.agent_runs.delete().where(s.agent_runs.c.month == MAR))
    assert summaries.verify(conn, BRANCH).rows() == [
        (
            *("agent_months", "agent_code=A1 month=2019-01-01 office_code=K1 wilayah_code=33.25"),
            *("received", "1", "50401"),
        ),
        ("agent_runs", "agent_code=A1 month=2019-03-01 known_since=2019-01-01", "known_until", None, "9999-12-01"),
    ]


def test_without_summaries_everything_differs(conn: sa.Connection) -> None:
    put_rows(conn, replace(SMALL, participants=[replace(one, nik="a") for one in SMALL.participants]))
    assert summaries.verify(conn, BRANCH)["summary"].unique().sort().to_list() == sorted(
        table.name for table in s.SUMMARIES
    )
    assert summaries.verify(conn, BRANCH).select(pl.col("stored").null_count()).item() > 0
