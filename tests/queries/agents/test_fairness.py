"""The funnel: against the oracle, and at its edges."""

from datetime import date

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from queries.agents import fairness
from queries.agents.fairness import FAR, NEAR, Norm, Standing, norm
from tests.queries.test_against_oracle import loaded, questions
from tests.support.funnel_rates import beyond
from tests.support.oracle_fairness import funnel, served
from tests.support.worlds import Agent, Participant, World, put, scope_of

counts = st.lists(st.tuples(st.integers(0, 90), st.integers(1, 6)), min_size=0, max_size=40)


@given(counts)
def test_every_agent_stands_where_the_method_says(counted: list[tuple[int, int]]) -> None:
    named = {str(n): one for n, one in enumerate(counted)}
    against = norm(counted)
    assert {code: against.standing(*one).value if against else "too_few" for code, one in named.items()} == funnel(
        named
    )


@given(counts.filter(lambda all: norm(all) is not None), st.integers(1, 12))
def test_the_limits_part_what_the_words_part(counted: list[tuple[int, int]], months: int) -> None:
    against = norm(counted)
    (low, high), (low_far, high_far) = against.limits(months, NEAR), against.limits(months, FAR)
    assert 0 <= low_far <= low <= high <= high_far
    for acquired in range(0, 200, 3):
        standing = against.standing(acquired, months)
        assert (standing in (Standing.ABOVE, Standing.FAR_ABOVE)) == (acquired > high)
        assert (standing in (Standing.BELOW, Standing.FAR_BELOW)) == (acquired < low)
        assert (standing is Standing.FAR_BELOW) == (acquired < low_far)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(questions())
def test_months_in_service_and_totals(conn: sa.Connection, asked: tuple) -> None:
    world, ((oracle, scope),) = asked
    with loaded(conn, world):
        rows = {row["code"]: row for row in fairness.compared(conn, scope).to_dicts()}
        expected = {one.code: served(oracle, one) for one in oracle.listed()}
        assert {code: row["service_months"] for code, row in rows.items()} == {
            code: months for code, months in expected.items() if months
        }
        for agent in oracle.listed():
            if agent.code in rows:
                row = rows[agent.code]
                assert row["acquired"] == oracle.acquired_by(agent, last=oracle.as_of)  # as its months in service
                assert row["rate"] * row["service_months"] == pytest.approx(row["acquired"])
                at_work = row["acquired"] or oracle.status(agent) in ("active", "slowing")
                assert row["standing"] == ("too_few" if at_work else "dormant")  # four agents are too few to tell


@pytest.mark.parametrize(
    ("counted", "expected"),
    [
        ([(9, 6)] * 4, None),
        ([(0, 6)] * 5, None),
        ([(6, 6)] * 5, (1.0, 0.0, 5)),  # less than chance: not narrower than chance
        ([(0, 6)] * 8 + [(9, 6)], None),
        ([(6, 6)] * 5 + [(60, 6)], (1.0, 0.0, 5)),  # one far off the others takes no part in the norm
        # 10, 20, 30, 40, 50 of 30 expected: squares of 33.3 where 4 are chance, means of 150 less their squares' 30.
        ([(10 * n, 1) for n in range(1, 6)], (30.0, pytest.approx((1000 / 30 - 4) / 120), 5)),
    ],
)
def test_the_norm(counted: list[tuple[int, int]], expected: tuple | None) -> None:
    assert norm(counted) == expected


def test_nobody_acquired_of_less_than_three_expected_is_no_verdict(conn: sa.Connection) -> None:
    """2.75 expected: one in sixteen equal agents acquires nobody; none stood "far below 99.8%" rightly."""
    world = World(agents=[Agent(f"A{n}", "K1", date(2018, 1, 2)) for n in range(1, 9)])
    for code, many in zip("12345678", (3, 3, 2, 3, 4, 2, 3, 0), strict=True):
        first = len(world.participants)
        world.participants += [Participant(first + n, f"A{code}", date(2019, 6, 5)) for n in range(many)]
    put(conn, world)
    rows = {row["code"]: row for row in fairness.compared(conn, scope_of("2019-S1", date(2019, 6, 1))).to_dicts()}
    assert {code: row["standing"] for code, row in rows.items()} == {
        **{f"A{n}": "too_small" for n in range(1, 8)},
        "A8": "dormant",
    }
    assert rows["A8"]["expected"] == pytest.approx(20 / 7)
    assert Norm(2.75 / 6, 0.0, 8).standing(0, 6) is Standing.TOO_SMALL


@pytest.mark.parametrize(
    ("acquired", "expected"),
    [
        # Poisson, 41 expected: P(X <= 22) = 0.07%, P(<= 23) = 0.14%, P(<= 28) = 2.1%, P(<= 29) = 3.1%;
        # P(X >= 63) = 0.10%, P(>= 62) = 0.16%, P(>= 55) = 2.3%, P(>= 54) = 3.2%.
        (22, Standing.FAR_BELOW),
        (23, Standing.BELOW),
        (28, Standing.BELOW),
        (29, Standing.ORDINARY),
        (54, Standing.ORDINARY),
        (55, Standing.ABOVE),
        (62, Standing.ABOVE),
        (63, Standing.FAR_ABOVE),
    ],
)
def test_a_limit_is_where_poisson_has_it(acquired: int, expected: Standing) -> None:
    assert Norm(41.0, 0.0, 32).standing(acquired, 1) is expected


@pytest.mark.parametrize(
    ("nobody", "expected"),
    [(3.6, Standing.TOO_SMALL), (3.7, Standing.BELOW), (6.9, Standing.BELOW), (7.0, Standing.FAR_BELOW)],
)
def test_nobody_acquired_is_below_from_where_it_is_rare(nobody: float, expected: Standing) -> None:
    """exp(-3.7) = 2.47%, exp(-7) = 0.09%."""
    assert Norm(nobody, 0.0, 32).standing(0, 1) is expected


@pytest.mark.parametrize("expected", [20, 41, 160])
def test_of_equal_agents_no_more_lie_beyond_the_limits_than_is_said(expected: int) -> None:
    """32 equal agents: 0.2% ± 0.1 each beyond the far limits, one or more in few branches."""
    rate = beyond(expected, None, 2_000)
    assert 0.025 <= rate.near <= NEAR
    assert 0.001 <= rate.far <= 0.003
    assert max(rate.far_below, rate.far_above) <= FAR / 2
    assert 0.025 <= rate.family <= 1 - (1 - FAR) ** 32


@pytest.mark.parametrize("expected", [2.75, 8])
def test_little_expected_accuses_nobody_more_often_than_is_said(expected: float) -> None:
    rate = beyond(expected, None, 1_000)
    assert (rate.near <= NEAR, rate.far <= 0.001, rate.family <= 0.03) == (True, True, True)


def test_of_agents_who_differ_few_lie_beyond_the_limits() -> None:
    """Rates that differ by almost a half of themselves: with Poisson limits a third of the agents would."""
    rate = beyond(41, 5, 1_000)
    assert 0.03 <= rate.near <= 0.06
    assert 0.001 <= rate.far <= 0.005


@pytest.mark.parametrize(
    ("registered", "left", "expected"),
    [
        (date(2018, 1, 5), None, 6),
        (date(2019, 6, 30), None, 1),
        (date(2019, 3, 31), None, 4),
        (date(2018, 1, 5), date(2019, 2, 1), 2),
        (date(2018, 1, 5), date(2019, 1, 1), 1),
        (date(2018, 1, 5), date(2018, 12, 31), None),
        (date(2018, 1, 5), date(2019, 12, 1), 6),
    ],
)
def test_months_in_service(conn: sa.Connection, registered: date, left: date | None, expected: int | None) -> None:
    put(conn, World(agents=[Agent("A1", "K1", registered, left)]))
    placed = fairness.compared(conn, scope_of("2019-S1", date(2019, 9, 1)))
    assert placed["service_months"].to_list() == ([expected] if expected else [])


def test_the_dormant_stand_apart_and_move_no_limit(conn: sa.Connection) -> None:
    """Eleven of 32 with nobody for months are no ordinary agents, and the others stand as they would without them."""
    agents = [Agent(f"A{n:02}", "K1", date(2018, 1, 1)) for n in range(32)]
    world = World(agents=agents)
    for agent in agents[:21]:
        first = len(world.participants)
        world.participants += [Participant(first + n, agent.code, date(2019, 6, 2)) for n in range(8)]
    put(conn, world)
    placed = fairness.compared(conn, scope_of("2019-06", date(2019, 6, 1)))
    assert placed["standing"].to_list() == ["ordinary"] * 21 + ["dormant"] * 11
    assert placed["expected"].to_list() == [8.0] * 32


def test_a_newcomer_is_compared_by_their_own_months(conn: sa.Connection) -> None:
    """Thirty in one month are many, thirty in six what is usual: the totals alone would rank them equal."""
    world = World(agents=[Agent(f"A{n}", "K1", date(2018, 1, 1)) for n in range(9)])
    world.agents.append(Agent("A9", "K1", date(2019, 6, 1)))
    counted = [30] * 8 + [1, 30]
    for agent, many in zip(world.agents, counted, strict=True):
        first = len(world.participants)
        world.participants += [Participant(first + n, agent.code, date(2019, 6, 2)) for n in range(many)]
    put(conn, world)
    placed = fairness.compared(conn, scope_of("2019-S1", date(2019, 6, 1)))
    assert dict(placed.select("code", "standing").iter_rows()) == {
        **{f"A{n}": "ordinary" for n in range(8)},
        "A8": "far_below",
        "A9": "far_above",
    }
    assert fairness.compared(conn, scope_of("2019-S1", None)).is_empty()
