"""Another rule, every one of the 36 that may be supposed, against the oracle; the stored rule stays as it is."""

from datetime import date

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from queries.agents import portfolio, simulation
from queries.db import schema as s
from queries.periods import Period, shift
from queries.rules import Reading, Rule
from tests.queries.test_against_oracle import loaded
from tests.support.oracle import number
from tests.support.oracle_watch import Life, listed, lives, registered
from tests.support.small_worlds import side_by_side
from tests.support.strategies import months, worlds
from tests.support.worlds import Agent, Participant, Payment, World, put, scope_of

D = date
RULES = [Rule(months, 6, reading) for months in simulation.MONTHS for reading in Reading]
RULE = Rule(3, 6, Reading.RUNS)
LISTED = ("active", "slowing", "dormant_retained", "due_for_removal")


def expected(agents: dict[str, Life], rule: Rule, first: int, last: int) -> dict[str, dict]:
    """What `outcome` is to say, by rule."""
    outcomes = {}
    for name, one in (("now", RULE), ("supposed", rule)):
        states = {code: life.state(last, last, one.dormant_after, one.reading.code) for code, life in agents.items()}
        due = [agents[code] for code, state in states.items() if state in ("due_for_removal", "removed")]
        outcomes[name] = {state: list(states.values()).count(state) for state in LISTED}
        outcomes[name] |= {"people": sum(life.without_agent(last) for life in due)}
        outcomes[name] |= {"rupiah": sum(life.received(first, last) for life in due)}
    return outcomes


def outcome(conn: sa.Connection, period: Period, rule: Rule) -> dict[str, dict]:
    rows = simulation.outcome(conn, scope_of(period.code, period.last), rule).drop("uncertain").to_dicts()
    return {row.pop("rule"): row for row in rows}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(worlds(), months, st.integers(0, 14), st.sampled_from(RULES))
def test_it_is_what_the_other_rule_would_find(
    conn: sa.Connection, world: World, first: date, span: int, rule: Rule
) -> None:
    period = Period(first, shift(first, span))
    with loaded(conn, world):
        agents, last = listed(world, number(period.last)), number(period.last)
        assert outcome(conn, period, rule) == expected(registered(world, last), rule, number(first), last)
        moves = simulation.moved(conn, scope_of(period.code, period.last), rule)
        changed = {
            code: (life.state(last), life.state(last, last, rule.dormant_after, rule.reading.code))
            for code, life in agents.items()
        }
        assert {row["code"]: (row["status"], row["supposed_status"]) for row in moves.to_dicts()} == {
            code: pair for code, pair in changed.items() if pair[0] != pair[1]
        }


@pytest.mark.parametrize(("people", "rules"), [(2, RULES), (3, RULES[:9:2])], ids=["two", "three"])
def test_every_rule_over_every_small_branch(sqlite_engine: sa.Engine, people: int, rules: list[Rule]) -> None:
    """Each rule at the month-end at which its months just reach, or just miss, what these branches did."""
    world = side_by_side(people)
    agents = lives(world)
    with sqlite_engine.connect() as conn:
        put(conn, world)
        for rule in rules:
            last = shift(D(2019, 1, 1), 3 + rule.dormant_after)
            period = Period(D(2019, 1, 1), last)
            known = registered(agents, number(last))
            assert outcome(conn, period, rule) == expected(known, rule, number(D(2019, 1, 1)), number(last)), rule


@pytest.mark.parametrize(("after", "state"), [(11, "dormant_retained"), (12, "due_for_removal")])
def test_twelve_months_reach_exactly_twelve(conn: sa.Connection, after: int, state: str) -> None:
    paid = Payment(1, D(2018, 6, 1), D(2018, 6, 30))
    put(
        conn,
        World(
            agents=[Agent("A1", "K1", D(2017, 1, 1))],
            participants=[Participant(1, "A1", D(2017, 1, 31))],
            payments=[paid],
        ),
    )
    last = shift(D(2018, 6, 1), after)
    (row,) = simulation.compared(conn, scope_of(f"{last:%Y-%m}", last), Rule(12, 6, Reading.RUNS)).to_dicts()
    assert (row["status"], row["supposed_status"]) == ("due_for_removal", state)


def test_who_loses_an_agent_is_one_count_with_the_list_to_take_over(conn: sa.Connection) -> None:
    """0 stood beside 37: of agents due for removal nobody's contribution runs, and that was what was counted."""
    agents = [Agent("A1", "K1", D(2018, 1, 1)), Agent("A2", "K1", D(2018, 1, 1), D(2019, 2, 1))]
    agents.append(Agent("A3", "K1", D(2018, 1, 1)))
    people = [Participant(n, f"A{1 + n // 4}", D(2018, 2, 1)) for n in range(1, 8)]
    people += [Participant(8, "A1", D(2018, 2, 1), ended_on=D(2019, 6, 30), end_reason="died")]
    people += [Participant(9, "A3", D(2018, 2, 1)), Participant(10, "A3", D(2018, 2, 1))]
    paid = [Payment(9, D(2019, 6, 1), D(2019, 6, 5)), Payment(1, D(2019, 1, 1), D(2019, 1, 9))]
    put(conn, World(agents=agents, participants=people, payments=paid))
    scope = scope_of("2019-S1", D(2019, 6, 1))
    now, supposed = simulation.outcome(conn, scope, Rule(3, 6, Reading.ALONE)).select("people", "rupiah").rows()
    assert (now, supposed) == ((7, 16_800), (9, 33_600))
    assert portfolio.candidates(portfolio.leaving(conn, scope)).height == 7


def test_the_stored_rule_stays_and_the_rule_of_today_changes_nothing(conn: sa.Connection) -> None:
    put(conn, World(agents=[Agent("A1", "K1", D(2018, 1, 1)), Agent("A2", "K1", D(2019, 5, 1))]))
    before = conn.execute(sa.select(s.rules)).all()
    scope = scope_of("2019-06", D(2019, 6, 1))
    now = simulation.rule(conn, scope)
    for rule in RULES[::5]:
        simulation.moved(conn, scope, rule)
        simulation.outcome(conn, scope, rule)
    assert conn.execute(sa.select(s.rules)).all() == before
    assert simulation.rule(conn, scope) == now == RULE
    assert simulation.moved(conn, scope, now).is_empty()


@pytest.mark.parametrize("months", [0, 13, -1])
def test_other_months_are_refused(conn: sa.Connection, months: int) -> None:
    put(conn, World())
    with pytest.raises(ValueError, match="choose 1 to 12"):
        simulation.compared(conn, scope_of("2019-06", D(2019, 6, 1)), Rule(months, 6, Reading.RUNS))


def test_without_a_complete_month_there_is_no_rule_and_nobody(conn: sa.Connection) -> None:
    put(conn, World(agents=[Agent("A1", "K1", D(2018, 1, 1))]))
    assert simulation.rule(conn, scope_of("2019-06", None)) is None
    assert simulation.compared(conn, scope_of("2019-06", None), RULE).is_empty()
