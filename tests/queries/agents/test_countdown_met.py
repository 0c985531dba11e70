"""What is loaded of the months after the as-of day: who has acted is met, and whose day has come stands out."""

from dataclasses import replace
from datetime import date

import pytest
import sqlalchemy as sa

from queries.agents import countdown
from tests.support.worlds import Agent, Participant, Payment, World, put, scope_of

D = date
AGENT = Agent("A1", "K1", D(2018, 1, 15))
JUNE = D(2019, 6, 1)
ACQUIRED, PAID, NONE = (Participant(2, "A1", D(2019, 7, 4)), Payment(1, D(2019, 7, 1), D(2019, 7, 9)), None)
LATE = Payment(1, D(2019, 7, 1), D(2019, 8, 2))


@pytest.mark.parametrize(
    ("last", "act", "today", "rows"),
    [
        # Acquired in June, and again in July: what would have come by 31 July is met, the next is a month later.
        (D(2019, 6, 3), ACQUIRED, D(2019, 7, 10),
         [(D(2019, 8, 1), "slowing", "met", None, "acquisition", D(2019, 7, 1)),
          (D(2019, 9, 1), "slowing", "coming", "acquisition", None, None)]),
        # The same day, and nothing loaded of July.
        (D(2019, 6, 3), NONE, D(2019, 7, 10),
         [(D(2019, 8, 1), "slowing", "coming", "acquisition", None, None),
          (D(2019, 10, 1), "due_for_removal", "coming", "payment", None, None)]),
        # Slowing for two months, one paid in July: it runs, so that the agent does not fall due but goes dormant.
        (D(2019, 4, 3), PAID, D(2019, 7, 10),
         [(D(2019, 8, 1), "dormant_retained", "coming", "acquisition", None, None),
          (D(2019, 8, 1), "due_for_removal", "met", None, "payment", D(2019, 7, 1))]),
        # July has ended and is not whole: the day has come; the one of the last change stands.
        (D(2019, 4, 3), NONE, D(2019, 8, 5), [(D(2019, 8, 1), "due_for_removal", "reached", "payment", None, None)]),
        (D(2019, 6, 3), NONE, D(2019, 10, 1), [(D(2019, 10, 1), "due_for_removal", "reached", "payment", None, None)]),
        # The day before it there is still time.
        (D(2019, 4, 3), NONE, D(2019, 7, 31), [(D(2019, 8, 1), "due_for_removal", "coming", "payment", None, None)]),
        # A payment of August comes too late for 31 July, and brings the agent back.
        (D(2019, 4, 3), LATE, D(2019, 8, 5),
         [(D(2019, 8, 1), "due_for_removal", "met", None, "payment", D(2019, 8, 1))]),
        # Due at the as-of day already, since three months without ended on 30 April; acquired in July.
        (D(2019, 1, 3), NONE, D(2019, 7, 10), [(D(2019, 5, 1), "due_for_removal", "reached", "payment", None, None)]),
        (D(2019, 1, 3), ACQUIRED, D(2019, 7, 10),
         [(D(2019, 5, 1), "due_for_removal", "met", None, "acquisition", D(2019, 7, 1)),
          (D(2019, 9, 1), "slowing", "coming", "acquisition", None, None)]),
    ],
)  # fmt: skip
def test_what_is_loaded_of_the_running_months_is_met(
    conn: sa.Connection, last: date, act: Participant | Payment | None, today: date, rows: list[tuple]
) -> None:
    world = World(agents=[AGENT], participants=[Participant(1, "A1", last)])
    (world.payments if isinstance(act, Payment) else world.participants).extend([act] if act else [])
    put(conn, world)
    moves = countdown.changes(conn, scope_of("2019-06", JUNE), today)
    names = ("day", "to_status", "stage", "act", "met_by", "met_month")
    assert moves.sort("day", "to_status").select(names).rows() == rows


def test_who_took_over_a_participant_that_runs_has_met_it_without_an_act(conn: sa.Connection) -> None:
    world = World(agents=[AGENT, Agent("A2", "K1", D(2018, 1, 15))], participants=[Participant(1, "A2", D(2019, 4, 3))])
    world.payments = [Payment(1, D(2019, 6, 1), D(2019, 6, 3), 12)]
    world.participants.append(Participant(2, "A1", D(2019, 4, 3)))
    world.takeovers = [(1, D(2019, 7, 2), "A1")]
    put(conn, world)
    moves = countdown.changes(conn, scope_of("2019-06", JUNE), D(2019, 7, 10)).filter(stage="met")
    assert moves.select("code", "to_status", "met_by", "met_month").rows() == [
        ("A1", "due_for_removal", "takeover", None)
    ]


def test_an_agent_of_the_place_who_acted_elsewhere_since_has_met_it(conn: sa.Connection) -> None:
    world = World(offices={"K1": "33.25", "K2": "33.75"})
    world.agents = [replace(AGENT, moves=((D(2019, 7, 2), "K2"),))]
    world.participants = [Participant(1, "A1", D(2019, 6, 3)), Participant(2, "A1", D(2019, 7, 4))]
    put(conn, world)
    scope = scope_of("2019-06", JUNE, wilayah=frozenset({"33.25"}))
    assert countdown.changes(conn, scope, D(2019, 7, 10))["stage"].to_list() == ["met", "coming"]
