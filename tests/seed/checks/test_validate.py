"""What a load changes beside its rows: whose summaries are computed anew, and from which month on."""

from datetime import date

import pytest
import sqlalchemy as sa

from queries.db import schema as s
from seed.files.rules import Suspicion
from seed.writes import summaries
from seed.writes.undo import undo
from tests.support.branch_files import AT, BRANCH, load, load_branch, rows

LATE = "19000000002;05-2018;1;2018-08-13;16.800"  # in August for May
AHEAD = "19000000002;10-2018;1;2018-08-13;16.800"  # in August for October
BEFORE = {"03": (2, 16_800), "04": (0, 16_800), "05": (1, 50_400), "06": (1, 0), "07": (1, 0)}


def months(engine: sa.Engine, agent: str = "AB0001") -> dict[str, tuple[int, int]]:
    """Of an agent's months of 2018: people covered and rupiah received."""
    t = s.agent_months.c
    query = sa.select(t.month, t.covered_people, t.received).where(t.agent_code == agent).order_by(t.month)
    with engine.connect() as conn:
        assert summaries.verify(conn, BRANCH).rows() == []
        return {f"{month:%m}": (covered, received) for month, covered, received in conn.execute(query)}


@pytest.mark.parametrize(
    ("line", "changes"),
    [
        (LATE, {"05": (2, 50_400), "08": (0, 16_800)}),
        (AHEAD, {"08": (0, 16_800), "10": (1, 0)}),
    ],
)
def test_months_before_and_after_the_day_of_payment_are_brought_up_to_date(sqlite_engine, line, changes):
    """A payment counts as received in its own month, and covers others: both are summed again, and both go back."""
    load_branch(sqlite_engine)
    assert months(sqlite_engine) == BEFORE
    load(sqlite_engine, [("iuran.csv", rows("KPJ;BLTH;Jumlah Bulan;Tgl Bayar;Nominal", line))])
    assert months(sqlite_engine) == BEFORE | changes
    undo(sqlite_engine, BRANCH, "kepala", AT)
    assert months(sqlite_engine) == BEFORE


def test_a_new_participant_counts_in_the_month_of_registration(sqlite_engine):
    load_branch(sqlite_engine)
    person = "AB0002;23-01-2018;19000000009;9969775600000009"
    early = {Suspicion.REGISTERED_BEFORE_AGENT}
    load(sqlite_engine, [("peserta.csv", rows("Kode Perisai;Tgl Daftar;KPJ;NIK", person))], confirmed=early)
    t = s.agent_months.c
    query = sa.select(t.acquired).where(t.agent_code == "AB0002", t.month == date(2018, 1, 1))
    with sqlite_engine.connect() as conn:
        assert conn.scalar(query) == 1
