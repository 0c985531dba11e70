"""The incentive's estimate: both schemes, their edges, the halves."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from queries.agents import incentives
from queries.agents.incentives import Payment, Scheme, bonus, half_up, in_force, rate, share
from queries.periods import month_end, shift
from seed.writes.branch import lay_schemes
from tests.support.oracle import number
from tests.support.oracle_incentives import incentive
from tests.support.strategies import worlds
from tests.support.worlds import BRANCH, Agent, Participant, World, put, scope_of
from tests.support.worlds import Payment as Paid


@pytest.fixture
def schemes(sqlite_engine: sa.Engine) -> list[Scheme]:
    with sqlite_engine.connect() as conn:
        put(conn, World())
        lay_schemes(conn, BRANCH)
        return incentives.schemes(conn, scope_of("2019-S1", None))


@pytest.mark.parametrize(
    ("month", "since"),
    [
        ("2017-12-01", None),
        ("2018-01-01", "2018-01-01"),
        ("2022-04-01", "2018-01-01"),
        ("2022-05-01", "2022-05-01"),
        ("2030-01-01", "2022-05-01"),
    ],
)
def test_the_scheme_in_force(schemes: list[Scheme], month: str, since: str | None) -> None:
    scheme = in_force(schemes, date.fromisoformat(month))
    assert (scheme and scheme.valid_from) == (since and date.fromisoformat(since))


@pytest.mark.parametrize(
    ("scheme", "new", "three", "rupiah"),
    [
        # 2018: 50 new participants, half a million whatever they are
        (0, 49, 0, 0), (0, 50, 0, 500_000), (0, 200, 100, 500_000),
        # 2022: 25 new participants, a head, three programmes for more
        (1, 24, 24, 0), (1, 25, 0, 250_000), (1, 25, 25, 375_000), (1, 30, 10, 350_000),
    ],
)  # fmt: skip
def test_the_bonus_of_a_month(schemes: list[Scheme], scheme: int, new: int, three: int, rupiah: int) -> None:
    assert bonus(schemes[scheme], new, three) == rupiah


@pytest.mark.parametrize(
    ("scheme", "nth", "parts"),
    [
        *((0, 1, 750), (0, 600, 750), (0, 0, 750)),
        *((1, 0, 0), (1, -11, 0), (1, 1, 1500), (1, 24, 1500), (1, 25, 500), (1, 60, 500), (1, 61, 0)),
    ],
)
def test_the_share_of_a_contribution_month(schemes: list[Scheme], scheme: int, nth: int, parts: int) -> None:
    assert rate(schemes[scheme], nth) == parts


def test_a_payment_over_the_24th_month_has_both_shares(schemes: list[Scheme]) -> None:
    """Months 23 to 26 of Rp16.800 each: two at 15%, two at 5%."""
    assert share(schemes[1], [Payment(23, 4, 67_200)]) == 2 * 2_520 + 2 * 840
    assert share(schemes[0], [Payment(23, 4, 67_200)]) == 5_040


@pytest.mark.parametrize(
    ("exact", "whole"),
    [(Fraction(1, 2), 1), (Fraction(3, 2), 2), (Fraction(5, 2), 3), (Fraction(49, 100), 0), (Fraction(7), 7)],
)
def test_half_a_rupiah_goes_up(exact: Fraction, whole: int) -> None:
    assert half_up(exact) == whole


def estimated(conn: sa.Connection, world: World, period: str, agent: str = "A1") -> dict[date, dict]:
    put(conn, world)
    lay_schemes(conn, BRANCH)
    last = date.fromisoformat(f"{period}-01")
    return {row["month"]: row for row in incentives.estimate(conn, scope_of(period, last), agent).to_dicts()}


def test_a_month_of_2019(conn: sa.Connection) -> None:
    """Fifty new in June, each paid Rp16.800: (500.000 + 63.000) x 90%."""
    days = [date(2019, 6, 3)] * 50
    people = [Participant(n, "A1", day) for n, day in enumerate(days)]
    paid = [Paid(n, date(2019, 6, 1), day) for n, day in enumerate(days)]
    months = estimated(
        conn, World(agents=[Agent("A1", "K1", date(2019, 5, 1))], participants=people, payments=paid), "2019-06"
    )
    june = months[date(2019, 6, 1)]
    assert (june["new"], june["bonus"], june["agent_amount"], june["office_amount"]) == (50, True, 506_700, 56_300)
    assert months[date(2019, 5, 1)]["agent_amount"] == 0


@pytest.mark.parametrize(
    ("blth", "paid_on", "months", "agent"),
    [
        ("2023-01-01", "2023-01-20", 1, 2_520),  # the month of the acquisition is the first: 15%
        ("2024-12-01", "2024-12-20", 1, 2_520),  # the 24th
        ("2025-01-01", "2025-01-20", 1, 840),  # the 25th, though nothing was ever paid before: 5%
        ("2024-12-01", "2025-01-20", 2, 2_520 + 840),  # two months of Rp16.800, in arrears and on time
        ("2022-12-01", "2023-01-20", 2, 2_520),  # of a month before the acquisition nothing
        ("2023-01-01", "2022-12-20", 1, 0),  # paid before Perisai looked after them
        ("2025-02-01", "2025-02-14", 1, 840),
        ("2025-02-01", "2025-02-15", 1, 0),  # the agent was deactivated on that day
    ],
)
def test_months_count_from_the_acquisition_and_earn_while_the_agent_looks_after_them(
    conn: sa.Connection, blth: str, paid_on: str, months: int, agent: int
) -> None:
    world = World(agents=[Agent("A1", "K1", date(2022, 10, 3), date(2025, 2, 15))])
    world.participants = [Participant(1, "A1", date(2023, 1, 17))]
    day = date.fromisoformat(paid_on)
    world.payments = [Paid(1, date.fromisoformat(blth), day, months, 16_800 * months)]
    asked = "2024-06" if day.year < 2024 else "2025-03"
    row = estimated(conn, world, asked)[day.replace(day=1)]
    assert (row["agent_amount"], row["office_amount"]) == (agent, (agent + 5) // 10)


@pytest.mark.parametrize(("before", "new", "amount"), [("", 25, 250_000), ("a", 24, 0)])
def test_who_returns_earns_no_bonus_a_head(conn: sa.Connection, before: str, new: int, amount: int) -> None:
    """Of twenty-five in June 2022 one had a membership with another agent, or nobody had."""
    people = [Participant(n, "A1", date(2022, 6, 3), nik="a" if n == 7 else "") for n in range(25)]
    people.append(Participant(99, "A2", date(2020, 1, 3), nik=before))
    agents = [Agent(code, "K1", date(2020, 1, 1)) for code in ("A1", "A2")]
    june = estimated(conn, World(agents=agents, participants=people), "2022-06")[date(2022, 6, 1)]
    assert (june["new"], june["bonus"], june["agent_amount"]) == (new, new == 25, amount)


def test_before_the_first_scheme_there_is_no_estimate(conn: sa.Connection) -> None:
    months = estimated(conn, World(agents=[Agent("A1", "K1", date(2017, 12, 1))]), "2018-01")
    assert [row["agent_amount"] for row in months.values()] == [None, 0]
    assert months[date(2017, 12, 1)]["source"] is None


@st.composite
def years_later(draw: st.DrawFn) -> tuple[World, date]:
    """A random branch, moved so that the schemes' change, or the first one's begin, falls into it."""
    world, later = draw(worlds(agents=1, people=5)), draw(st.sampled_from([-8, 0, 40, 60]))
    programs = st.sampled_from([None, "JKK+JKM", "JKK+JKM+JHT"])

    def moved(day: date) -> date:
        month = shift(day.replace(day=1), later)
        return month.replace(day=min(day.day, month_end(month).day))

    people = [
        replace(one, registered_on=moved(one.registered_on), program=draw(programs), ended_on=None, end_reason=None)
        for one in world.participants
    ]
    paid = {
        (one.participant, moved(one.blth), moved(one.paid_on)): replace(
            one, blth=moved(one.blth), paid_on=moved(one.paid_on), amount=one.amount + draw(st.integers(0, 9_999))
        )
        for one in world.payments
    }
    agents = [_later(one, moved) for one in world.agents]
    return World(world.offices, agents, people, list(paid.values())), shift(date(2019, 7, 1), later)


def _later(one: Agent, moved: Callable[[date], date]) -> Agent:
    """The agent with other days; one who is back on the last day before is not."""
    left = one.deactivated_on and moved(one.deactivated_on)
    back = tuple((moved(since), until and moved(until)) for since, until in one.back if left and moved(since) > left)
    return Agent(one.code, one.office, moved(one.registered_on), left, (), back)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(years_later())
def test_every_month_as_the_oracle(conn: sa.Connection, asked: tuple[World, date]) -> None:
    world, last = asked
    step = conn.begin_nested()
    try:
        put(conn, world)
        lay_schemes(conn, BRANCH)
        for agent in world.agents:
            rows = incentives.estimate(conn, scope_of(f"{last:%Y-%m}", last), agent.code).to_dicts()
            assert rows or agent.registered_on > month_end(last)
            for row in rows:
                amounts = row["agent_amount"], row["office_amount"]
                expected = incentive(world, agent.code, number(row["month"]))
                assert amounts == (expected or (None, None))
    finally:
        step.rollback()


@given(st.lists(st.builds(Payment, st.integers(1, 70), st.integers(1, 60), st.integers(1, 10**9)), max_size=4))
def test_a_share_is_a_part_and_more_payments_never_make_it_less(paid: list[Payment]) -> None:
    scheme = Scheme(date(2022, 5, 1), 25, 0, 10_000, 15_000, 1_500, 24, 500, 60, 10_000, 1_000, "uji")
    whole = share(scheme, paid)
    assert 0 <= whole <= Fraction(15, 100) * sum(one.amount for one in paid)
    assert whole == sum(share(scheme, [one]) for one in paid)
