"""One agent's rows are reading through an index, however large the branch."""

from datetime import date

import pytest
import sqlalchemy as sa

from queries.frames import agent
from tests.support.worlds import Agent, Participant, Payment, World, put, scope_of

WORLD = World(
    agents=[Agent("A1", "K1", date(2019, 1, 5)), Agent("A2", "K1", date(2019, 1, 5))],
    participants=[Participant(1, "A1", date(2019, 2, 1)), Participant(2, "A2", date(2019, 2, 1))],
    payments=[Payment(who, date(2019, 2, 1), day) for who in (1, 2) for day in (date(2019, 2, 3), date(2019, 7, 1))],
)
THROUGH = {"agents": ("code=?",), "participants": ("agent_code=?", "id=?"), "contributions": ("participant_id=?",)}


@pytest.mark.parametrize("ask", [agent.registration, agent.acquisitions, agent.payments])
def test_no_select_walks_through_the_branch(sqlite_engine: sa.Engine, ask) -> None:
    with sqlite_engine.connect() as conn:
        put(conn, WORLD)
        asked: list[tuple] = []
        sa.event.listen(conn, "before_cursor_execute", lambda *event: asked.append((event[2], event[3])))
        assert ask(conn, scope_of("2019-S1", date(2019, 6, 1)), "A1").height
        plans = [conn.exec_driver_sql(f"explain query plan {sql}", given).all() for sql, given in list(asked)]
    steps = [row[3] for plan in plans for row in plan]
    for table, keys in THROUGH.items():
        reading = [step for step in steps if f" {table} " in step]
        assert [step for step in reading if not any(key in step for key in keys)] == []
    assert steps


def test_only_what_is_known_on_the_day_and_only_this_agents(conn: sa.Connection) -> None:
    put(conn, WORLD)
    scope = scope_of("2019-S1", date(2019, 6, 1))
    assert agent.contributions(conn, scope, "A1").select("participant", "paid_on").rows() == [(1, date(2019, 2, 3))]
    assert agent.payments(conn, scope, "A1")["paid_on"].to_list() == [date(2019, 2, 3), date(2019, 7, 1)]
    assert agent.payments(conn, scope, "A9").is_empty()
