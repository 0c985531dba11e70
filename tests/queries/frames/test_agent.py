"""One agent's rows are read through an index, however large the branch, and once for all that the page answers."""

import re
from collections import Counter
from collections.abc import Callable
from datetime import date

import pytest
import sqlalchemy as sa

from queries.agents import incentives, one_agent
from queries.db.memo import REMEMBER
from queries.frames import agent, stewards
from queries.scope import Scope
from tests.support.worlds import Agent, Participant, Payment, World, put, scope_of

WORLD = World(
    agents=[Agent("A1", "K1", date(2019, 1, 5)), Agent("A2", "K1", date(2019, 1, 5))],
    participants=[Participant(1, "A1", date(2019, 2, 1)), Participant(2, "A2", date(2019, 2, 1))],
    payments=[Payment(who, date(2019, 2, 1), day) for who in (1, 2) for day in (date(2019, 2, 3), date(2019, 7, 1))],
    takeovers=[(2, date(2019, 3, 1), "A1")],
)
SCOPE = scope_of("2019-S1", date(2019, 6, 1))
SMALL = {"offices", "wilayah", "CONSTANT"}
"""What may be read whole: as long in a branch of any size, or no table."""

Asked = list[tuple[str, tuple[object, ...]]]


def listening(conn: sa.Connection) -> Asked:
    """Every statement that the connection is asked from now on, with its parameters."""
    asked: Asked = []
    sa.event.listen(conn, "before_cursor_execute", lambda *event: asked.append((event[2], event[3])))
    return asked


def walks(conn: sa.Connection, asked: Asked) -> list[str]:
    """The steps that walk through all rows of a table, or all rows of the branch, under whatever name.

    SQLite names the alias in its plan, not the table; what is in brackets are the columns that it looks for.
    """
    plans = [conn.exec_driver_sql(f"explain query plan {sql}", given).all() for sql, given in asked]
    found = []
    for step in (row[3] for plan in plans for row in plan):
        read = re.match(r"(SCAN|SEARCH) (\S+)(?:.*\(([^()]*)\))?", step)
        if read and read[2] not in SMALL and not read[2].startswith("("):
            keys = set(re.findall(r"(\w+)[=<>]", read[3] or "")) - {"branch_code"}
            found += [] if read[1] == "SEARCH" and keys else [step]
    return found


@pytest.mark.parametrize(
    "ask",
    [
        *(agent.registration, agent.services, agent.stations, agent.acquisitions, agent.payments, agent.months),
        stewards.takeovers,
    ],
)
def test_no_select_walks_through_the_branch(sqlite_engine: sa.Engine, ask: Callable) -> None:
    with sqlite_engine.connect() as conn:
        put(conn, WORLD)
        asked = listening(conn)
        assert ask(conn, SCOPE, "A1").height
        assert asked
        assert walks(conn, list(asked)) == []


@pytest.mark.parametrize(
    "sql",
    [
        "select p.id from participants p where p.sector = 'Nelayan'",
        "select p.id from participants as p where p.branch_code = 'TST' and p.sector = 'Nelayan'",
        "select c.amount from participants p join contributions c on c.branch_code = p.branch_code where p.id = 1",
        "select id from participants where id in (select participant_id from takeovers t where t.since > '2019-01-01')",
    ],
)
def test_a_walk_is_seen_under_any_name(sqlite_engine: sa.Engine, sql: str) -> None:
    with sqlite_engine.connect() as conn:
        put(conn, WORLD)
        assert walks(conn, [(sql, ())])


def test_the_page_reads_each_of_the_agents_rows_once(conn: sa.Connection) -> None:
    put(conn, WORLD)
    asked, remembered = listening(conn), {}

    def remember(question: Callable, scope: Scope, *more: object) -> object:
        key = (question, scope, *more)
        if key not in remembered:
            remembered[key] = question(conn, scope, *more)
        return remembered[key]

    conn.execution_options(**{REMEMBER: remember})
    of_page = (one_agent.registered, one_agent.evidence, one_agent.of_agent, one_agent.stays, one_agent.months)
    for question in (*of_page, one_agent.sectors, one_agent.persistency, incentives.estimate):
        assert question(conn, SCOPE, "A1") is not None
    assert asked
    assert [one for one, times in Counter(map(str, asked)).items() if times > 1] == []


def test_only_what_is_known_on_the_day_and_only_this_agents(conn: sa.Connection) -> None:
    put(conn, World(agents=WORLD.agents, participants=WORLD.participants, payments=WORLD.payments))
    assert agent.contributions(conn, SCOPE, "A1").select("participant", "paid_on").rows() == [(1, date(2019, 2, 3))]
    assert agent.payments(conn, SCOPE, "A1")["paid_on"].to_list() == [date(2019, 2, 3), date(2019, 7, 1)]
    assert agent.payments(conn, SCOPE, "A9").is_empty()
