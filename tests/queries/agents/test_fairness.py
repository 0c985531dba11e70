"""The funnel: against the oracle, and at its edges."""

from datetime import date

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from queries.agents import fairness
from queries.agents.fairness import FAR, NEAR, Norm, Standing, norm, standing
from tests.queries.test_against_oracle import loaded, questions
from tests.support.oracle_fairness import funnel, served
from tests.support.worlds import Agent, Participant, World, put, scope_of

counts = st.lists(st.tuples(st.integers(0, 90), st.integers(1, 6)), min_size=0, max_size=40)


@given(counts)
def test_every_agent_stands_where_the_method_says(counted: list[tuple[int, int]]) -> None:
    named = {str(n): one for n, one in enumerate(counted)}
    against = norm(counted)
    placed = {code: standing(against.distance(*one)).value if against else "too_few" for code, one in named.items()}
    assert placed == funnel(named)


@given(counts.filter(lambda all: norm(all) is not None), st.integers(1, 12))
def test_the_limits_part_what_the_words_part(counted: list[tuple[int, int]], months: int) -> None:
    against = norm(counted)
    for deviations in (NEAR, FAR):
        low, high = against.limits(months, deviations)
        assert 0 <= low <= against.rate <= high
        for acquired in range(0, 200, 3):
            beyond = abs(against.distance(acquired, months)) - deviations
            if abs(beyond) > 1e-9:
                assert (beyond > 0) == (not low <= acquired / months <= high), acquired


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(questions())
def test_months_in_service_and_totals(conn: sa.Connection, asked: tuple) -> None:
    world, oracle, scope = asked
    with loaded(conn, world):
        rows = {row["code"]: row for row in fairness.compared(conn, scope).to_dicts()}
        expected = {one.code: served(oracle, one) for one in oracle.listed()}
        assert {code: row["service_months"] for code, row in rows.items()} == {
            code: months for code, months in expected.items() if months
        }
        for agent in oracle.listed():
            if agent.code in rows:
                row = rows[agent.code]
                assert row["acquired"] == oracle.acquired_by(agent)
                assert row["rate"] * row["service_months"] == pytest.approx(row["acquired"])
                assert row["standing"] == "too_few"  # a world of four agents is too few to tell


@pytest.mark.parametrize(
    ("distance", "expected"),
    [
        (0.0, Standing.ORDINARY),
        (1.96, Standing.ORDINARY),
        (-1.96, Standing.ORDINARY),
        (1.9601, Standing.ABOVE),
        (-1.9601, Standing.BELOW),
        (3.09, Standing.ABOVE),
        (3.0901, Standing.FAR_ABOVE),
        (-3.0901, Standing.FAR_BELOW),
    ],
)
def test_a_limit_is_still_within(distance: float, expected: Standing) -> None:
    assert standing(distance) is expected


@pytest.mark.parametrize(
    ("counted", "expected"),
    [
        ([(9, 6)] * 4, None),
        ([(0, 6)] * 5, None),
        ([(6, 6)] * 5, Norm(1.0, 1.0)),  # less than chance: not narrower than chance
        ([(0, 6)] * 8 + [(9, 6)], None),
        # The middle: 122 of 4 months; the quartiles 25 and 36 lie 2 (6 - 5) apart, whatever is expected.
        ([(0, 1), (25, 1), (25, 1), (36, 1), (36, 1), (90, 1)], Norm(30.5, pytest.approx((2 / 1.349) ** 2))),
    ],
)
def test_the_norm(counted: list[tuple[int, int]], expected: Norm | None) -> None:
    assert norm(counted) == expected


def test_the_dormant_do_not_widen_the_limits_for_all() -> None:
    """Seven of 32 with nothing: they lie far below, and the others stand as they would without them."""
    working = [(40 + n, 6) for n in range(25)]
    with_them, without = norm([*working, *[(0, 6)] * 7]), norm(working)
    assert with_them.rate == pytest.approx(without.rate, rel=0.1)
    assert with_them.dispersion < 3  # the mean square would be 40
    assert standing(with_them.distance(0, 6)) is Standing.FAR_BELOW


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
