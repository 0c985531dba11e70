"""Every small branch whose people are taken over, or come back with a new KPJ: both agents against plain Python."""

from dataclasses import replace
from datetime import date
from itertools import product

import sqlalchemy as sa

from queries import flows
from queries.agents import standings
from queries.periods import shift
from queries.returns import returns
from tests.support.oracle import Oracle, first_day, number
from tests.support.small_worlds import FIRST, small_worlds
from tests.support.worlds import Agent, Participant, World, put, scope_of

START, LAST = number(FIRST), number(FIRST) + 5
OFFICES = {"K1": "33.25", "K2": "33.75"}
PLACES = (None, "33.25", "33.75")
FEBRUARY, MARCH, MAY = date(2019, 2, 28), date(2019, 3, 1), date(2019, 5, 15)
TAKEN = ((), ((0, FEBRUARY, "B"),), ((0, MARCH, "B"), (0, MAY, "A")), ((0, MARCH, "B"), (1, MARCH, "B")))
"""The place of a participant, the day, and who takes over: B, or A again."""


def every() -> list[World]:
    """A third of the small worlds of up to two people, each with every way of take-overs, of one person or of two."""
    ways = list(product(list(small_worlds(2))[::3], TAKEN, (False, True)))
    ways = [way for way in ways if len(way[0].participants) > max([0, *(one for one, *_ in way[1]), way[2]])]
    return [_of(n, *way) for n, way in enumerate(ways)]


def _of(n: int, world: World, taken: tuple, same: bool) -> World:
    first, code = n * 10, f"A{n:05}"
    other = code.replace("A", "B")
    agents = [Agent(code, "K1", FIRST), Agent(other, "K2", FIRST)]
    people = [replace(one, id=one.id + first, agent=code, nik=f"p{n}" if same else "") for one in world.participants]
    paid = [replace(one, participant=one.participant + first) for one in world.payments]
    moves = [(one + first, _day(people, one, day), code.replace("A", to)) for one, day, to in taken]
    return World(OFFICES, agents, people, paid, takeovers=moves)


def _day(people: list[Participant], one: int, day: date) -> date:
    """Not before the registration, and a later take-over still after an earlier one."""
    registered = people[one].registered_on
    return day if registered <= FEBRUARY else shift(day, 4) if registered < shift(day, 4) else registered


def test_each_way_of_two_agents(sqlite_engine: sa.Engine) -> None:
    worlds = every()
    assert len(worlds) > 800
    whole = World(dict(OFFICES))
    for world in worlds:
        whole.agents += world.agents
        whole.participants += world.participants
        whole.payments += world.payments
        whole.takeovers += world.takeovers
    with sqlite_engine.connect() as conn:
        put(conn, whole)
        for place in PLACES:
            only = None if place is None else frozenset({place})
            scope = scope_of("2019-S1", first_day(LAST), wilayah=only)
            counted = {code: rest for code, _, *rest in flows.by_agent(conn, scope).iter_rows()}
            rows = {row["code"]: row for row in standings.standings(conn, scope).to_dicts()}
            back = {"acquired_returning": 0, "returned_by_paying": 0}
            for world in worlds:
                oracle = Oracle(world, START, LAST, LAST, only)
                for name in back:
                    back[name] += getattr(oracle, name)()
                for agent in world.agents:
                    sums = [oracle.acquired_by(agent), oracle.received_by(agent)]
                    assert counted.get(agent.code, [0, 0]) == sums, (world, place)
                    assert (agent.code in rows) == oracle.inside(agent, oracle.day)
                    if row := rows.get(agent.code):
                        facts = row["status"], row["running_people"], row["last_running_month"]
                        assert facts == (
                            oracle.status(agent),
                            oracle.running_people(agent),
                            oracle.last_running_month(agent),
                        ), world
            assert returns(conn, scope).items() >= back.items()
            assert back["acquired_returning"] > 0 or place == "33.75"
