"""The verdict on one agent: true to the rows it cites, equal to the standings and to the oracle."""

from collections import defaultdict
from dataclasses import replace
from datetime import date

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from queries.agents import one_agent, standings
from queries.agents.evidence import Row, Rows, Service
from queries.agents.verdict import Clause, Verdict, verdict
from queries.periods import month_end, shift
from queries.rules import Reading, Rule
from queries.status import Status
from tests.support.agent_rows import rows_of
from tests.support.oracle import Oracle, first_day, number
from tests.support.small_worlds import FIRST, side_by_side, small_worlds
from tests.support.small_worlds import MONTHS as MONTHS_SMALL
from tests.support.strategies import MONTHS, months, readings, worlds
from tests.support.worlds import Agent, Participant, Payment, World, put, rules_of, scope_of

RULE = Rule(3, 6, Reading.RUNS)
rules = st.builds(Rule, st.integers(1, 12), st.just(6), st.sampled_from(Reading))


def only(rows: Rows, keep: frozenset[Row]) -> Rows:
    """The rows that are among `keep`."""
    own = tuple(one for one in rows.services if one in keep)
    others = (rows.acquisitions, rows.contributions, rows.takeovers)
    return Rows(own, *(tuple(one for one in many if one in keep) for many in others))


def every(rows: Rows) -> frozenset[Row]:
    return frozenset({*rows.services, *rows.acquisitions, *rows.contributions, *rows.takeovers})


def said(judged: Verdict | None) -> tuple | None:
    return judged and judged.stated


@st.composite
def judged(draw: st.DrawFn) -> tuple[Rows, date, Rule]:
    world = draw(worlds(agents=2, people=5).filter(lambda one: one.agents))
    as_of = month_end(draw(months))
    return rows_of(world, draw(st.sampled_from(world.agents)), as_of), as_of, draw(st.just(RULE) | rules)


@settings(max_examples=150)
@given(judged(), st.data())
def test_without_a_cited_row_the_verdict_is_another_and_without_others_the_same(
    asked: tuple[Rows, date, Rule], data: st.DataObject
) -> None:
    rows, as_of, rule = asked
    judged = verdict(rows, as_of, rule)
    if judged is None:
        return
    all_rows = every(rows)
    for row in judged.cited:
        assert said(verdict(only(rows, all_rows - {row}), as_of, rule)) != judged.stated
    others = sorted(all_rows - judged.cited, key=repr)
    gone = frozenset(data.draw(st.lists(st.sampled_from(others), unique=True))) if others else frozenset()
    for less in ({one} for one in others):
        assert verdict(only(rows, all_rows - less), as_of, rule) == judged
    assert verdict(only(rows, all_rows - gone), as_of, rule) == judged
    assert verdict(only(rows, judged.cited), as_of, rule) == judged


EVERY_KIND = {"acquired", "idle", "never", "paying", "never_paid", "runs_until", "stopped", "later"} | {
    *("fell", "reactivation", "registered")
}


@pytest.mark.parametrize(
    ("reading", "people", "also"),
    [
        (Reading.RUNS, 3, {"falls"}),
        (Reading.CAME_IN, 2, {"falls", "came_in", "none_came_in"}),
        (Reading.ALONE, 2, {"falls_alone"}),
    ],
)
def test_of_the_small_worlds_each_cited_row_matters_and_no_other(reading: Reading, people: int, also: set[str]) -> None:
    kinds, as_of, rule = set(), month_end(shift(FIRST, 5)), replace_rule(reading=reading)
    for world in small_worlds(people):
        rows = rows_of(world, world.agents[0], as_of)
        judged = verdict(rows, as_of, rule)
        assert verdict(only(rows, judged.cited), as_of, rule) == judged
        for row in judged.cited:
            assert said(verdict(only(rows, every(rows) - {row}), as_of, rule)) != judged.stated
        kinds |= {clause.kind for clause in judged.clauses}
    assert kinds == EVERY_KIND | also


def agrees(judged: Verdict, row: dict, oracle: Oracle, agent: Agent) -> None:
    assert judged.status == row["status"] == oracle.status(agent)
    assert judged.zero_months == row["zero_months"] == oracle.zero_months(agent)
    assert judged.last_running_month == row["last_running_month"] == oracle.last_running_month(agent)
    assert judged.retained_until == row["retained_until"] == oracle.retained_until(agent)
    assert clause(judged, "paying")["people"] == row["running_people"] == oracle.running_people(agent)
    assert judged.due_on == due_on(oracle, agent)
    said = ("dormant_retained", "due_for_removal")
    assert row["due_on"] == (judged.due_on if row["status"] in said else None)


def due_on(oracle: Oracle, agent: Agent) -> date | None:
    """The day after the first month that ends due, with nothing new; for who is due now, of that run."""
    status = oracle.status(agent)
    if status == "removed":
        return None
    retaining, base = oracle.retaining(agent), oracle.as_of - oracle.zero_months(agent)

    def due(month: int) -> bool:
        return month - base >= 3 and not retaining & {month, month - 1, month - 2}

    month = oracle.as_of
    if due(month):
        while due(month - 1):
            month -= 1
    else:
        while not due(month):
            month += 1
    return first_day(month + 1)


def clause(judged: Verdict, kind: str) -> Clause:
    return next(one for one in judged.clauses if one.kind == kind)


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(worlds(), months, st.integers(0, MONTHS), readings)
def test_every_agent_is_judged_as_the_standings_do(
    conn: sa.Connection, world: World, month: date, more: int, reading: str
) -> None:
    scope, world.rules = scope_of(f"{month:%Y-%m}", shift(month, more)), rules_of(reading)
    oracle = Oracle(world, number(month), number(month), number(month), reading=reading)
    step = conn.begin_nested()
    try:
        put(conn, world)
        rows = {row["code"]: row for row in standings.standings(conn, scope).to_dicts()}
        for agent in world.agents:
            judged = one_agent.of_agent(conn, scope, agent.code)
            if agent.code not in rows:
                assert judged is None
                continue
            agrees(judged, rows[agent.code], oracle, agent)
            assert judged == verdict(
                rows_of(world, agent, scope.as_of), scope.as_of, Rule(3, 6, Reading[reading.upper()])
            )
    finally:
        step.rollback()


def test_every_small_world_is_judged_as_the_standings_and_the_oracle_do(sqlite_engine: sa.Engine) -> None:
    whole = side_by_side()
    people, paid = defaultdict(list), defaultdict(list)
    for one in whole.participants:
        people[one.agent].append(one)
    for one in whole.payments:
        paid[one.participant].append(one)
    with sqlite_engine.connect() as conn:
        put(conn, whole)
        for n in range(MONTHS_SMALL):
            month = shift(FIRST, n)
            rows = standings.standings(conn, scope_of(f"{month:%Y-%m}", month)).to_dicts()
            assert len(rows) == len(whole.agents) > 1000
            for agent, row in zip(whole.agents, rows, strict=True):
                if len(people[agent.code]) > 2 and n < MONTHS_SMALL - 1:
                    break  # three participants are looked at on the last day alone: five times as many for little more
                own = people[agent.code]
                world = World(agents=[agent], participants=own, payments=[p for one in own for p in paid[one.id]])
                judged = verdict(rows_of(world, agent, month_end(month)), month_end(month), RULE)
                agrees(judged, row, Oracle(world, number(month), number(month), number(month)), agent)


@pytest.mark.parametrize(("wilayah", "seen"), [(None, True), ("33.25", True), ("33.75", False)])
def test_who_is_outside_the_scope_has_no_verdict(conn: sa.Connection, wilayah: str | None, seen: bool) -> None:
    put(conn, World(agents=[Agent("A1", "K1", date(2019, 1, 5))]))
    scope = scope_of("2019-S1", date(2019, 6, 1), wilayah=wilayah and frozenset({wilayah}))
    assert (one_agent.of_agent(conn, scope, "A1") is not None) is seen
    assert one_agent.of_agent(conn, scope, "A2") is None
    assert one_agent.of_agent(conn, scope_of("2018-S1", date(2019, 6, 1)), "A1") is None
    assert one_agent.of_agent(conn, scope_of("2019-S1", None), "A1") is None


def drawn(acquired: list[str], paid: list[tuple] = (), left: str | None = None, registered: str = "2018-01-10") -> Rows:
    people = [Participant(n, "A1", date.fromisoformat(day)) for n, day in enumerate(acquired)]
    payments = [Payment(who, date.fromisoformat(b), date.fromisoformat(on), m) for who, b, on, m in paid]
    agent = Agent("A1", "K1", date.fromisoformat(registered), left and date.fromisoformat(left))
    return rows_of(World(agents=[agent], participants=people, payments=payments), agent, date.max)


JUNE = date(2019, 6, 30)


def test_the_verdict_of_the_article() -> None:
    """Nobody since 12 March, seven still pay, one of them ahead until October."""
    acquired = ["2018-02-05"] * 6 + ["2019-03-12"]
    paid = [(who, "2019-06-01", "2019-06-10", 1) for who in range(6)] + [(6, "2019-06-01", "2019-06-03", 5)]
    judged = verdict(drawn(acquired, paid), JUNE, RULE)
    assert (judged.status, judged.zero_months) == (Status.DORMANT_RETAINED, 3)
    assert dict(clause(judged, "idle").values) == {
        "day": date(2019, 3, 12),
        "people": 1,
        "zero_months": 3,
        "month": date(2019, 6, 1),
    }
    assert dict(clause(judged, "paying").values) == {"people": 7, "rows": 7, "months": 3}
    assert clause(judged, "runs_until")["month"] == date(2019, 10, 1)
    assert clause(judged, "runs_until")["who"] == (("0006", 4),)
    assert judged.retained_until == date(2019, 12, 31)
    assert judged.due_on == date(2020, 2, 1)
    assert judged.reactivate_on == date(2020, 8, 1)
    assert len(judged.cited) == 9


@pytest.mark.parametrize(
    ("left", "again"),
    [("2019-01-15", "2019-07-15"), ("2018-08-31", "2019-02-28"), ("2019-06-30", "2019-12-30")],
)
def test_who_is_removed_may_be_back_months_later_on_the_same_day(left: str, again: str) -> None:
    judged = verdict(drawn([], left=left), JUNE, RULE)
    assert (judged.status, judged.due_on) == (Status.REMOVED, None)
    assert judged.reactivate_on == date.fromisoformat(again)
    assert [one.kind for one in judged.clauses] == ["removed", "never", "paying", "never_paid", "reactivation"]


@pytest.mark.parametrize(
    ("acquired", "paid", "due", "kinds"),
    [
        # never acquired: due after the three months that follow the registration's
        ([], [], "2018-05-01", {"never", "fell"}),
        # acquired in June: July, August and September count
        (["2019-06-30"], [], "2019-10-01", {"acquired", "falls"}),
        # the last payment ran in February: March, April and May count
        (["2018-02-05"], [(0, "2019-02-01", "2019-02-05", 1)], "2019-06-01", {"idle", "fell"}),
        # ran in February, and is paid for October: due all the same
        (["2018-02-05"], [(0, "2019-02-01", "2019-02-05", 1), (0, "2019-10-01", "2019-02-06", 1)], "2019-06-01",
         {"stopped", "later", "fell"}),
        # acquired in June, and one who paid in January for September: October, November and December count
        (["2018-02-05", "2019-06-05"], [(0, "2019-09-01", "2019-01-06", 1)], "2020-01-01",
         {"acquired", "stopped", "later", "falls"}),
    ],
)  # fmt: skip
def test_the_day_on_which_they_fall(acquired: list[str], paid: list[tuple], due: str, kinds: set[str]) -> None:
    judged = verdict(drawn(acquired, paid), JUNE, RULE)
    assert judged.due_on == date.fromisoformat(due)
    assert kinds <= {one.kind for one in judged.clauses}


def test_acquisition_alone_may_be_asked() -> None:
    rows = drawn(["2019-03-12"], [(0, "2019-06-01", "2019-06-03", 5)])
    judged = verdict(rows, JUNE, replace_rule(reading=Reading.ALONE))
    assert (judged.status, judged.due_on) == (Status.DUE_FOR_REMOVAL, date(2019, 7, 1))
    assert clause(judged, "fell").cites == rows.acquisitions


def replace_rule(**changed: object) -> Rule:
    return RULE._replace(**changed)


def test_what_comes_after_the_day_is_not_seen() -> None:
    rows = drawn(["2019-03-12", "2019-07-01"], [(0, "2019-07-01", "2019-07-01", 1)])
    judged = verdict(rows, JUNE, RULE)
    assert judged.status is Status.DUE_FOR_REMOVAL
    assert judged.cited == {rows.services[0], rows.acquisitions[0]}
    assert verdict(replace(rows, services=(Service("A1", date(2019, 7, 1)),)), JUNE, RULE) is None
