"""Who stopped paying: on branches that nobody drew, and on drawn months."""

from collections import Counter
from datetime import date

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from queries import insured, stopped
from queries.periods import Period
from tests.queries.test_against_oracle import loaded
from tests.support.oracle import number
from tests.support.oracle_insured import later, standings
from tests.support.strategies import PLACES, months, worlds
from tests.support.worlds import Agent, Participant, Payment, World, put, scope_of

D = date


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(worlds(), months, st.sampled_from(["", "wilayah", "office", "agent"]), st.none() | st.sampled_from(PLACES))
def test_each_who_stopped_is_counted_once_and_listed(
    conn: sa.Connection, world: World, month: date, by: str, place: str | None
) -> None:
    wilayah = None if place is None else frozenset({place})
    scope = scope_of(Period(month, month).code, month, wilayah=wilayah)
    with loaded(conn, world):
        rows = stopped.stopped(conn, scope, by or None).to_dicts()
        stock = insured.stock(conn, scope, by or None).to_dicts()
        listed = stopped.listed(conn, scope).to_dicts()
    counted: Counter = Counter()
    each_of_them = set()
    again = later(world)
    for one, at in standings(world, number(month)).items():
        if at.state not in ("in_arrears", "lapsed") or (wilayah is not None and at.wilayah not in wilayah):
            continue
        more, once, code = one in again or at.gap, at.payments == 1, getattr(at, by) if by else ""
        past = f"past_{at.months_past}" if at.months_past < 4 else "past_more"
        counted.update([(code, past), (code, "people"), (code, "again" if more else "first_time")])
        counted.update([(code, "once")] * once)
        each_of_them.add((one, at.agent, at.months_past, more, once))
    assert {(row["code"], name): row[name] for row in rows for name in row if name != "code" and row[name]} == counted
    behind = {row["code"]: row["in_arrears"] + row["lapsed"] for row in stock}
    assert {row["code"]: row["people"] for row in rows} == {
        code: people for code, people in behind.items() if people or not by
    }
    names = ("participant_id", "agent_code", "months_past", "again", "once")
    assert {tuple(row[name] for name in names) for row in listed} == each_of_them
    assert len(listed) == len(each_of_them)


@pytest.mark.parametrize(
    ("paid", "expected"),
    [
        ("1x1", [(5, False, True)]),
        ("1x4", [(2, False, True)]),
        ("1x1 2x2", [(3, False, False)]),
        ("1x1 3x1", [(3, True, False)]),
        ("1x1 2x1@3 3x1", [(3, True, False)]),  # the arrears were paid: stopped at the end of February all the same
        ("1x1@2 2x1@3 3x1@4", [(3, False, False)]),  # always late: covered at no month-end
        ("1x4 2x1 5x1", [(1, False, False)]),
        ("1x1 6x1", []),
        ("5x1 7x1@6", [(1, False, True)]),
        ("", []),
    ],
)
def test_months_past_times_and_a_single_payment(conn: sa.Connection, paid: str, expected: list[tuple]) -> None:
    """On 30 June 2019. 2x3@4: for three months from February, paid on the 9th of April; else of the first month."""
    world = World(agents=[Agent("A1", "K1", D(2018, 1, 2))], participants=[Participant(1, "A1", D(2019, 1, 1))])
    for one in paid.split():
        covers, _, late = one.partition("@")
        blth, count = map(int, covers.split("x"))
        world.payments.append(Payment(1, D(2019, blth, 1), D(2019, int(late or blth), 9), count))
    put(conn, world)
    rows = stopped.listed(conn, scope_of("2019-06", D(2019, 6, 1)))
    assert rows.select("months_past", "again", "once").rows() == expected


def test_who_comes_with_a_new_number_stops_again_and_who_is_called_first_stands_first(conn: sa.Connection) -> None:
    world = World(agents=[Agent("A1", "K1", D(2018, 1, 2))])
    people = [(1, D(2019, 1, 5), "a"), (2, D(2019, 3, 5), "a"), (3, D(2019, 3, 6), "b")]
    world.participants = [Participant(n, "A1", day, nik=nik) for n, day, nik in people]
    world.payments = [Payment(n, day.replace(day=1), day) for n, day, _ in people]
    put(conn, world)
    rows = stopped.listed(conn, scope_of("2019-04", D(2019, 4, 1)))
    assert rows.select("participant_id", "months_past", "again").rows() == [(2, 1, True), (3, 1, False), (1, 3, False)]


def test_nothing_where_no_month_is_complete_and_zeros_where_nobody_stopped(conn: sa.Connection) -> None:
    put(conn, World(agents=[Agent("A1", "K1", D(2018, 1, 2))]))
    assert stopped.stopped(conn, scope_of("2019-06", None)).is_empty()
    assert stopped.listed(conn, scope_of("2019-06", None)).is_empty()
    assert stopped.stopped(conn, scope_of("2019-01", D(2019, 1, 1))).rows() == [("", *([0] * 8))]
