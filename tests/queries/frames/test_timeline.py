"""States through time are asked for in parts, however many participants were handed over in between."""

from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa

from queries.db import rows
from queries.db.engine import writing
from queries.frames import timeline
from seed.writes.takeovers import hand_over
from tests.support.worlds import BRANCH, Agent, Participant, Payment, World, put, scope_of

PEOPLE = range(1, 8)
WORLD = World(
    agents=[Agent("A1", "K1", date(2019, 1, 5)), Agent("A2", "K1", date(2019, 1, 5))],
    participants=[Participant(n, "A1", date(2019, 2, 1)) for n in PEOPLE],
    payments=[Payment(n, date(2019, 2, 1), date(2019, 2, day)) for n in PEOPLE for day in (3, 20)],
    loaded_at=datetime(2019, 7, 1, tzinfo=UTC),
)


def test_payments_of_those_handed_over_are_asked_for_in_parts(
    sqlite_engine: sa.Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    with writing(sqlite_engine) as conn:
        put(conn, WORLD)
    at = datetime(2019, 7, 2, tzinfo=UTC)
    act = hand_over(sqlite_engine, BRANCH, list(PEOPLE)[:5], {"A1"}, "A2", date(2019, 2, 10), "uji", at)
    monkeypatch.setattr(rows, "_ASKED", 2)
    most = 0

    def seen(_conn, _cursor, _sql, given, *_rest) -> None:
        nonlocal most
        most = max(most, sum(type(one) is int and one in PEOPLE[2:] for one in given))

    with sqlite_engine.connect() as conn:
        sa.event.listen(conn, "before_cursor_execute", seen)
        scope = scope_of("2019-S1", date(2019, 6, 1))
        states = timeline.payments(conn, scope, 1, act)
    assert most <= 2
    later = states.filter(states["since"] == act).select("participant_id", "paid_on", "agent_code")
    days = ((date(2019, 2, 3), "A1"), (date(2019, 2, 20), "A2"))
    assert sorted(later.rows()) == [(n, *one) for n in PEOPLE[:5] for one in days]
    assert states.n_unique() == states.height
