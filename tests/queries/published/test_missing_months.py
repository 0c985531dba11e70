"""A published figure of a period with a missing month, or from before the data begin, is no deviation."""

from datetime import date

import sqlalchemy as sa

from queries.agents.standings import standings
from queries.completeness import completeness
from queries.periods import Period
from queries.published import references
from queries.published.references import Agreement
from queries.settled import without_data
from seed.writes.observations import observe
from tests.queries.published.test_published import ANY, figures, publish
from tests.support.worlds import BRANCH, Agent, Participant, Payment, World, put

EVERY = range(1, 7)


def branch(registered: range | list[int] = EVERY, paid: range | list[int] = EVERY) -> World:
    """One agent with a registration and a payment in these months of 2019, and no word on any other."""
    return World(
        agents=[Agent("A1", "K1", date(2019, 1, 2))],
        participants=[Participant(n, "A1", date(2019, n, 3)) for n in registered],
        payments=[Payment(min(registered), date(2019, n, 1), date(2019, n, 4)) for n in paid],
        confirmed=False,
    )


def comes_to(conn: sa.Connection, world: World) -> dict[str, tuple[int | None, Agreement | None]]:
    put(conn, world)
    for metric in ("acquired", "received", "agents_listed", "agents_active"):
        publish(conn, metric, 7)
    observe(conn, BRANCH)
    listed = {row["metric"]: row["computed"] for row in references.compared(conn, ANY).to_dicts()}
    known = {one.metric: (one.now, one.agreement) for one in figures(conn).values()}
    assert {metric: now for metric, (now, _) in known.items()} == listed
    return known


def test_with_every_month_it_is_compared(conn: sa.Connection) -> None:
    assert comes_to(conn, branch()) == {
        "acquired": (6, Agreement.DIFFERS),
        "received": (6 * 16_800, Agreement.DIFFERS),
        "agents_listed": (1, Agreement.DIFFERS),
        "agents_active": (1, Agreement.DIFFERS),
    }


def test_a_missing_month_of_payments_leaves_what_was_received_open(conn: sa.Connection) -> None:
    known = comes_to(conn, branch(paid=[1, 2, 4, 5, 6]))
    assert known["received"] == (None, None)
    assert known["acquired"] == (6, Agreement.DIFFERS)


def test_data_that_begin_in_march_compute_no_first_half(conn: sa.Connection) -> None:
    known = comes_to(conn, branch(registered=[3, 4, 5, 6], paid=[3, 4, 5, 6]))
    assert (known["received"], known["acquired"]) == ((None, None), (None, None))
    assert known["agents_listed"] == (1, Agreement.DIFFERS)


def test_a_number_of_agents_in_doubt_is_not_compared(conn: sa.Connection) -> None:
    """Registrations of May are missing, and June's are another agent's: whether A1 is slowing, nobody knows."""
    world = branch(registered=[1, 2, 3, 4, 6])
    world.agents += [Agent("A2", "K1", date(2019, 1, 2))]
    world.participants[-1] = Participant(6, "A2", date(2019, 6, 3))
    world.participants[1:4] = [Participant(n, "A2", date(2019, n, 3)) for n in (2, 3, 4)]
    known = comes_to(conn, world)
    assert standings(conn, ANY)["uncertain"].to_list() == [True, False]
    assert known["agents_active"] == (None, None)
    assert known["agents_listed"] == (2, Agreement.DIFFERS)


def test_a_period_before_the_payments_begin_has_no_data_on_them(conn: sa.Connection) -> None:
    put(conn, branch(paid=[4, 5, 6]))
    known = completeness(conn, BRANCH)
    quarter = ANY.during(Period.parse("2019-Q1"))
    assert without_data(known, quarter) >= {"received", "received_from_new", "received_target_reached"}
    assert "acquired" not in without_data(known, quarter)
    assert without_data(known, ANY) == frozenset()
    assert without_data(known, ANY.during(Period.parse("2018-S2"))) > {
        "acquired",
        "received",
        "agents_listed",
        "agents_active",
    }
