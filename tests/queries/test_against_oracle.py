"""Every metric, fast against slow, on branches that nobody drew."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date

import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from queries import flows
from queries.agents import standings
from queries.db import schema as s
from queries.figures import figures
from queries.periods import Period, shift
from queries.returns import returns
from queries.scope import Scope
from queries.status import LISTED
from seed.writes import summaries
from tests.support import worlds as drawn
from tests.support.oracle import Oracle, first_day, number, place_on
from tests.support.strategies import FIRST, MONTHS, PLACES, SECTORS, months, out_of_step, readings, worlds
from tests.support.worlds import BRANCH, Agent, Participant, Payment, World, put, rules_of, scope_of

drawn_worlds = worlds()
choices = st.none() | st.none() | st.frozensets(st.sampled_from(PLACES))
sectors = st.none() | st.none() | st.frozensets(st.sampled_from(SECTORS))
_until, _complete = st.integers(0, 6), st.integers(0, 12)


Question = tuple[Oracle, Scope]


def question(draw: st.DrawFn, world: World, reading: str) -> Question:
    """The same question to both."""
    first, only = draw(months), {"wilayah": draw(choices), "sectors": draw(sectors)}
    last, complete = shift(first, draw(_until)), shift(first, draw(_complete))
    period, ahead = Period(first, last), draw(out_of_step(complete))
    numbered = frozenset((kind, number(month)) for kind, month in ahead)
    oracle = Oracle(world, number(first), number(last), number(complete), **only, reading=reading, ahead=numbered)
    return oracle, scope_of(period.code, complete, **only, alone=ahead)


@st.composite
def questions(draw: st.DrawFn, several: int = 1) -> tuple[World, list[Question]]:
    """A branch, and what it is asked."""
    world, reading = draw(drawn_worlds), draw(readings)
    world.rules = rules_of(reading)
    return world, [question(draw, world, reading) for _ in range(several)]


@contextmanager
def loaded(conn: sa.Connection, world: World) -> Iterator[None]:
    """The world in the database, and out of it again."""
    step = conn.begin_nested()
    try:
        put(conn, world)
        yield
    finally:
        step.rollback()


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(questions(several=2))
def test_every_metric_is_what_plain_python_counts(conn: sa.Connection, asked: tuple[World, list[Question]]) -> None:
    world, both = asked
    with loaded(conn, world):
        for oracle, scope in both:
            compare_totals(conn, oracle, scope)
            compare_months(conn, oracle, scope)
            compare_breakdowns(conn, oracle, scope)
            compare_agents(conn, oracle, scope)
            compare_figures_and_grid(conn, oracle, scope)


def compare_totals(conn: sa.Connection, oracle: Oracle, scope: Scope) -> None:
    totals = flows.totals(conn, scope)
    assert totals["acquired"] == oracle.acquired()
    assert totals["received"] == oracle.received()
    assert totals["received_from_new"] == oracle.received(new=True)
    assert totals["received_from_earlier"] == oracle.received(new=False)
    assert returns(conn, scope) == {
        "acquired_new": oracle.acquired() - oracle.acquired_returning(),
        "acquired_returning": oracle.acquired_returning(),
        "returned_by_paying": oracle.returned_by_paying(),
    }


def compare_months(conn: sa.Connection, oracle: Oracle, scope: Scope) -> None:
    by_month, begins = flows.by_month(conn, scope).to_dicts(), _begins(oracle.world)
    assert [number(row["month"]) for row in by_month] == list(range(oracle.first, oracle.reach + 1))
    for row in by_month:
        month = number(row["month"])
        there = begins is not None and begins <= month
        registered, paid = (there and month <= oracle.until(kind) for kind in ("participants", "contributions"))
        assert row["acquired"] == (oracle.acquired(month, month) if registered else None)
        assert row["received"] == (oracle.received(month, month) if paid else None)
        assert row["cumulative"] == (oracle.received(oracle.first, month) if paid else None)


def _begins(world: World) -> int | None:
    """The first month of its data: somebody says of every month from then on that it is whole."""
    flows = [number(one.registered_on) for one in world.participants] + [number(one.paid_on) for one in world.payments]
    return min([*flows, *(number(one.registered_on) for one in world.agents)]) if flows else None


def compare_breakdowns(conn: sa.Connection, oracle: Oracle, scope: Scope) -> None:
    offices = {code: place_on(oracle.world, code, oracle.day) for code in oracle.world.offices}
    standing = {place for place in offices.values() if oracle.wilayah is None or place in oracle.wilayah}
    of_place = {
        place: _narrowed(oracle, wilayah=frozenset({place}))
        for place in (PLACES if oracle.wilayah is None else oracle.wilayah)
    }
    sums = {row["code"]: (row["acquired"], row["received"]) for row in flows.by_wilayah(conn, scope).to_dicts()}
    assert sums == _counted(of_place, standing)
    of_office = {code: _narrowed(oracle, offices=frozenset({code})) for code in offices}
    standing = {code for code, place in offices.items() if place in standing}
    sums = {row["code"]: (row["acquired"], row["received"]) for row in flows.by_office(conn, scope).to_dicts()}
    assert sums == _counted(of_office, standing)
    sums = {row["code"]: (row["acquired"], row["received"]) for row in flows.by_sector(conn, scope).to_dicts()}
    wanted = SECTORS if oracle.sectors is None else oracle.sectors
    by_sector = {name: _narrowed(oracle, sectors=frozenset({name})) for name in wanted}
    assert sums == _counted(by_sector, set())


def _counted(oracles: dict[str, Oracle], anyway: set[str]) -> dict[str, tuple[int, int]]:
    """Acquired and received of each where something happened, and of `anyway`."""
    sums = {code: (one.acquired(), one.received()) for code, one in oracles.items()}
    return {code: pair for code, pair in sums.items() if pair != (0, 0) or code in anyway}


def _narrowed(oracle: Oracle, **only: frozenset[str]) -> Oracle:
    same = {name: getattr(oracle, name) for name in ("wilayah", "sectors", "offices")}
    return replace(oracle, **{**same, **only})


def compare_agents(conn: sa.Connection, oracle: Oracle, scope: Scope) -> None:
    rows = {row["code"]: row for row in standings.standings(conn, scope).to_dicts()}
    assert sorted(rows) == sorted(agent.code for agent in oracle.listed())
    for agent in oracle.listed():
        row = rows[agent.code]
        assert row["status"] == oracle.status(agent)
        assert row["zero_months"] == oracle.zero_months(agent)
        assert row["acquired"] == oracle.acquired_by(agent)
        assert row["received"] == oracle.received_by(agent)
        assert row["running_people"] == oracle.running_people(agent)
        assert row["received_recently"] == oracle.received_recently(agent)
        assert row["last_running_month"] == oracle.last_running_month(agent)
        assert row["last_received_month"] == oracle.last_received_month(agent)
        assert row["reading"] == oracle.reading
        assert row["retained_until"] == oracle.retained_until(agent)


def compare_figures_and_grid(conn: sa.Connection, oracle: Oracle, scope: Scope) -> None:
    values, statuses = figures(conn, scope), list(oracle.statuses().values())
    for status in LISTED:
        assert values[f"agents_{status.value}"] == statuses.count(status.value)
    assert values["agents_removed"] == statuses.count("removed")
    assert values["agents_listed"] == len(statuses) - statuses.count("removed")
    by_code = {agent.code: agent for agent in oracle.listed()}
    grid = standings.grid(conn, scope).to_dicts()
    assert len(grid) == len(by_code) * (oracle.as_of - oracle.first + 1)
    for row in grid:
        agent, month = by_code[row["code"]], number(row["month"])
        assert row["acquired"] == oracle.acquired_by(agent, month, month)
        assert row["runs"] == (month in oracle.runs(agent))
        assert row["registered"] == (number(agent.registered_on) <= month)


@given(worlds(), st.integers(0, MONTHS), st.data())
@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_summaries_stored_are_the_summaries_computed_anew(
    conn: sa.Connection, world: World, cut: int, data: st.DataObject
) -> None:
    """A branch loaded in two steps has the summaries of one loaded at once."""

    since = shift(FIRST, cut)
    early = replace(world, participants=[], payments=[], takeovers=[])
    early.participants = [one for one in world.participants if one.registered_on < since]
    known = {one.id for one in early.participants}
    early.payments = [one for one in world.payments if one.participant in known and one.paid_on < since]
    early.takeovers = [one for one in world.takeovers if one[0] in known and one[1] < since]
    with loaded(conn, early):
        late_people = [one for one in world.participants if one.id not in known]
        late_paid = [one for one in world.payments if one not in early.payments]
        _insert(conn, s.participants, late_people)
        _insert(conn, s.contributions, late_paid)
        taken = [one for one in world.takeovers if one not in early.takeovers]
        for person, day, agent in taken:
            own = {"branch_code": BRANCH, "import_id": 1, "participant_id": person}
            conn.execute(s.takeovers.insert().values(**own, since=day, agent_code=agent))
        agent_of = {one.id: one.agent for one in world.participants}
        touched = {one.agent for one in late_people} | {agent_of[one.participant] for one in late_paid}
        touched |= {agent for *_, agent in taken}
        people = {one.person for one in late_people}
        touched |= {one.agent for one in world.participants if one.person in people}
        starts = [one.registered_on for one in late_people] + [min(one.paid_on, one.blth) for one in late_paid]
        starts += [day for _, day, _ in taken]
        if starts:
            summaries.refresh(conn, BRANCH, touched, min(starts).replace(day=1))
        assert summaries.verify(conn, BRANCH).is_empty()


def _insert(conn: sa.Connection, table: sa.Table, things: list) -> None:
    make = drawn._participant if table.name == "participants" else drawn._payment
    if things:
        conn.execute(table.insert(), [make(one) for one in things])


def test_covered_people_are_counted_once_a_month(conn: sa.Connection) -> None:

    world = World(
        agents=[Agent("A1", "K1", date(2019, 1, 31))],
        participants=[Participant(1, "A1", date(2019, 1, 31))],
        payments=[
            Payment(1, date(2019, 1, 1), date(2019, 1, 31), 3),
            Payment(1, date(2019, 3, 1), date(2019, 4, 1), 1),
        ],
    )
    put(conn, world)
    t = s.agent_months.c
    covered = dict(conn.execute(sa.select(t.month, t.covered_people).where(t.covered_people > 0)).all())
    assert covered == {first_day(number(date(2019, 1, 1)) + n): 1 for n in range(3)}


def test_a_difference_is_named(conn: sa.Connection) -> None:
    put(
        conn, World(agents=[Agent("A1", "K1", date(2019, 1, 1))], participants=[Participant(1, "A1", date(2019, 2, 1))])
    )
    assert summaries.verify(conn, BRANCH).is_empty()
    conn.execute(s.agent_months.update().values(acquired=2))
    assert summaries.verify(conn, BRANCH).to_dicts() == [
        {
            "summary": "agent_months",
            "key": "agent_code=A1 month=2019-02-01 office_code=K1 wilayah_code=33.25",
            "column": "acquired",
            "stored": "2",
            "computed": "1",
        }
    ]
