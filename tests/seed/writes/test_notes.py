"""Notes by staff: kept as written, with who and when, and read within the scope."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
import sqlalchemy as sa

from queries.agents import notes as read
from queries.db.engine import writing
from seed.writes.notes import LONGEST, NoteError, write
from tests.support.worlds import BRANCH, Agent, World, put, scope_of

WIB = timezone(timedelta(hours=7))
NOON = datetime(2019, 7, 3, 12, 0, tzinfo=WIB)


@pytest.fixture
def branch(engine: sa.Engine) -> sa.Engine:
    agents = [Agent("A1", "K1", date(2019, 1, 5)), Agent("A2", "K2", date(2019, 1, 5))]
    with writing(engine) as conn:
        put(conn, World(offices={"K1": "33.25", "K2": "33.75"}, agents=agents))
    return engine


def noted(engine: sa.Engine, agent: str, text: str, at: datetime = NOON) -> None:
    with writing(engine) as conn:
        write(conn, BRANCH, agent, text, "Siti", at)


def test_a_note_is_stored_with_who_and_when_in_utc(branch: sa.Engine) -> None:
    noted(branch, "A1", "  dihubungi 3 Juli, kembali aktif Agustus \n")
    noted(branch, "A1", "tidak diangkat", NOON + timedelta(days=1))
    noted(branch, "A2", "x" * LONGEST)
    with branch.connect() as conn:
        notes_read = read.of_agent(conn, scope_of("2019-S1", date(2019, 6, 1)), "A1").rows()
        assert notes_read == [
            ("A1", datetime(2019, 7, 4, 5, 0), "Siti", "tidak diangkat"),
            ("A1", datetime(2019, 7, 3, 5, 0), "Siti", "dihubungi 3 Juli, kembali aktif Agustus"),
        ]


@pytest.mark.parametrize(
    ("wilayah", "agents"), [(None, ["A1", "A2"]), ("33.25", ["A1"]), ("33.75", ["A2"]), ("33.26", [])]
)
def test_the_newest_of_each_agent_of_the_scope(branch: sa.Engine, wilayah: str | None, agents: list[str]) -> None:
    for hours, (agent, text) in enumerate([("A1", "lama"), ("A2", "satu"), ("A1", "baru")]):
        noted(branch, agent, text, NOON + timedelta(hours=hours))
    with branch.connect() as conn:
        scope = scope_of("2019-S1", date(2019, 6, 1), wilayah=wilayah and frozenset({wilayah}))
        notes_read = read.newest(conn, scope)
        assert notes_read == {agent: {"A1": "baru", "A2": "satu"}[agent] for agent in agents}


@pytest.mark.parametrize(
    ("agent", "text", "reason", "letters"),
    [
        ("A1", " \n ", "empty", 0),
        ("A1", "x" * (LONGEST + 1), "too_long", LONGEST + 1),
        ("A9", "siapa?", "unknown_agent", 0),
    ],
)
def test_what_cannot_be_stored_is_refused_with_a_reason(
    branch: sa.Engine, agent: str, text: str, reason: str, letters: int
) -> None:
    with pytest.raises(NoteError) as refused:
        noted(branch, agent, text)
    assert (refused.value.reason, refused.value.letters) == (reason, letters)
    with branch.connect() as conn:
        assert read.newest(conn, scope_of("2019-S1", date(2019, 6, 1))) == {}


def test_the_time_is_that_of_utc(branch: sa.Engine) -> None:
    noted(branch, "A1", "subuh", datetime(2019, 7, 3, 4, 30, tzinfo=UTC))
    with branch.connect() as conn:
        notes_read = read.of_agent(conn, scope_of("2019-S1", date(2019, 6, 1)), "A1")
        assert notes_read["written_at"].to_list() == [datetime(2019, 7, 3, 4, 30)]
