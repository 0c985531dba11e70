"""Every small branch with a move and a coming back: each agent's flows by place, and states, against plain Python."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest
import sqlalchemy as sa

from queries import flows
from queries.agents import standings
from queries.frames import standard
from queries.periods import shift
from tests.support.oracle import Oracle, first_day, number
from tests.support.small_worlds import FIRST, small_worlds
from tests.support.worlds import Agent, Participant, Payment, World, put, scope_of

START, LAST = number(FIRST), number(FIRST) + 5
MOVES = (
    (),
    ((date(2019, 1, 1), "K2"),),
    ((date(2019, 2, 28), "K2"),),
    ((date(2019, 3, 15), "K2"), (date(2019, 4, 1), "K1")),
)
BACK = (
    (None, ()),
    (date(2019, 2, 28), ()),
    (date(2019, 1, 31), ((date(2019, 4, 1), None),)),
    (date(2019, 2, 14), ((date(2019, 2, 15), date(2019, 3, 31)), (date(2019, 5, 31), None))),
)
OFFICES = {"K1": "33.25", "K2": "33.75"}
PLACES = (None, "33.25", "33.75")


def every() -> dict[str, World]:
    """Small worlds of up to two people, each with every way of its agent; by the agent's code."""
    ways = list(product(small_worlds(2), MOVES, BACK))
    return {f"A{n:05}": _of(f"A{n:05}", n * 10, *way) for n, way in enumerate(ways) if n % 3 == 0}


def _of(code: str, first: int, world: World, moves: tuple, back: tuple) -> World:
    left, again = back
    agent = Agent(code, "K1", world.agents[0].registered_on, left, moves, again)
    people = [replace(one, id=one.id + first, agent=code) for one in world.participants]
    paid = [replace(one, participant=one.participant + first) for one in world.payments]
    return World(OFFICES, [agent], people, paid)


@pytest.mark.parametrize("as_of", [START + 2, LAST])
def test_each_way_of_an_agent(sqlite_engine: sa.Engine, as_of: int) -> None:
    worlds = every()
    assert len(worlds) > 2_000
    whole = World(dict(OFFICES))
    for world in worlds.values():
        whole.agents += world.agents
        whole.participants += world.participants
        whole.payments += world.payments
    with sqlite_engine.connect() as conn:
        put(conn, whole)
        for place in PLACES:
            only = None if place is None else frozenset({place})
            scope = scope_of("2019-S1", first_day(as_of), wilayah=only)
            counted = {code: rest for code, _, *rest in flows.by_agent(conn, scope).iter_rows()}
            rows = {row["code"]: row for row in standings.standings(conn, scope).to_dicts()}
            for code, world in worlds.items():
                oracle, agent = Oracle(world, START, LAST, as_of, only), world.agents[0]
                sums = [oracle.acquired(), oracle.received()]
                assert counted.get(code, [0, 0]) == sums, (world, place)
                there = oracle.inside(agent, oracle.day)
                assert (code in rows) == there, (world, place)
                if there:
                    facts = rows[code]["status"], rows[code]["zero_months"], rows[code]["acquired"]
                    assert facts == (oracle.status(agent), oracle.zero_months(agent), oracle.acquired()), world


def test_an_office_that_moves_takes_nothing_of_before_along(conn: sa.Connection) -> None:
    world = World(
        offices={"K1": "33.25"},
        relocated=[("K1", date(2019, 3, 10), "33.75")],
        agents=[Agent("A1", "K1", date(2019, 1, 1))],
        participants=[Participant(1, "A1", date(2019, 3, 9)), Participant(2, "A1", date(2019, 3, 10))],
        payments=[Payment(n, date(2019, 3, 1), date(2019, 3, 9) + timedelta(days=n - 1)) for n in (1, 2)],
    )
    put(conn, world)
    for period, offices in (("2019-02", {"33.25": 1}), ("2019-S1", {"33.25": 0, "33.75": 1})):
        rows = flows.by_wilayah(conn, scope_of(period, shift(FIRST, 5))).to_dicts()
        assert {row["code"]: row["offices"] for row in rows} == offices
    for place in ("33.25", "33.75"):
        scope = scope_of("2019-S1", shift(FIRST, 5), wilayah=frozenset({place}))
        totals = flows.totals(conn, scope)
        assert (totals["acquired"], totals["received"]) == (1, 16_800)
        (office,) = flows.by_office(conn, scope).to_dicts()
        assert (office["code"], office["wilayah_code"], office["acquired"]) == ("K1", "33.75", 1)
    assert standard.places(conn, scope_of("2019-S1", shift(FIRST, 5))) == ["33.25", "33.75"]
