"""Growth, shares and sectors that were said: frozen, computed again, and checked against plain Python."""

from datetime import date
from fractions import Fraction

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from queries.db.engine import writing
from queries.figures import with_targets
from queries.press import watched
from queries.published import derived
from queries.published.published import published, rows_of
from queries.published.references import Agreement, agreement, compared
from seed.writes.publish import Frozen
from tests.seed.writes.test_publish import AT, BRANCH, BRIEFING, issue
from tests.support.worlds import Agent, Participant, Payment, World, put, scope_of

SCOPE = scope_of("2019-S1", date(2019, 6, 1))
PLACE = scope_of("2019-S1", date(2019, 6, 1), wilayah=frozenset({"33.26"}))
SECTORS = ("Gojek", "Nelayan", "Grab")


def world(before: int, now: list[str], amounts: list[tuple[int, int]]) -> World:
    """So many people before; one of each sector in March, those of Grab in another place; a farmer in June who pays
    16.800; and March's payments."""
    people = [Participant(n, "A1", date(2018, 9, 3)) for n in range(1, before + 1)]
    near = {"Grab": "A2"}
    people += [
        Participant(100 + n, near.get(sector, "A1"), date(2019, 3, 4), sector=sector) for n, sector in enumerate(now)
    ]
    people += [Participant(500, "A1", date(2019, 6, 28), sector="Petani"), Participant(600, "A1", date(2018, 1, 9))]
    paid = [Payment(who, date(2019, 3, 1), date(2019, 3, 9), amount=amount) for who, amount in amounts]
    paid += [Payment(500, date(2019, 6, 1), date(2019, 6, 28)), Payment(600, date(2018, 1, 1), date(2018, 1, 9))]
    agents = [Agent("A1", "K1", date(2018, 1, 5)), Agent("A2", "K2", date(2018, 1, 5))]
    return World(offices={"K1": "33.25", "K2": "33.26"}, agents=agents, participants=people, payments=paid)


def half_up(part: Fraction) -> int:
    """In hundredths of a percent, by hand."""
    return (2 * 10_000 * part.numerator + part.denominator) // (2 * part.denominator)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=12, deadline=None)
@given(st.integers(0, 4), st.lists(st.sampled_from(SECTORS), max_size=6), st.integers(0, 3), st.integers(0, 3))
def test_each_is_what_plain_python_says(
    conn: sa.Connection, before: int, now: list[str], early: int, late: int
) -> None:
    amounts = [(n + 1, 16_800 + n) for n in range(min(early, before))]
    amounts += [(100 + n, 36_800) for n in range(min(late, len(now)))]
    whole = sum(amount for _, amount in amounts) + 16_800
    new = sum(amount for who, amount in amounts if who >= 100) + 16_800
    expected = {
        "acquired_change": half_up(Fraction(len(now) + 1 - before, before)) if before else None,
        "received_from_new_share": half_up(Fraction(new, whole)),
        **{f"acquired_{sector}": now.count(sector) for sector in SECTORS},
    }
    step = conn.begin_nested()
    try:
        put(conn, world(before, now, amounts))
        figures = with_targets(conn, SCOPE)
        assert {name: derived.value(conn, SCOPE, name, figures) for name in expected} == expected
        grab, own = Fraction(now.count("Grab")), with_targets(conn, PLACE)
        shares = {"acquired_share": grab / (len(now) + 1), "acquired_share_33.25,33.26": grab / (len(now) + 1)}
        assert {name: derived.value(conn, PLACE, name, own, rows_of(PLACE, name)) for name in shares} == {
            name: half_up(share) for name, share in shares.items()
        }
    finally:
        step.rollback()


def test_what_was_said_is_frozen_and_watched_and_leads_no_chart(engine: sa.Engine) -> None:
    said = [
        Frozen("acquired", 3, 1, "3 peserta"),
        Frozen("acquired_change", 5_000, 100, "50 persen"),
        Frozen("acquired_Gojek", 2, 1, "2 peserta"),
        Frozen("received_from_new_share", 10_000, 100, "100 persen"),
        Frozen("acquired_share", 10_000, 10, "100 persen", "", (SCOPE.period, frozenset({"33.25"}))),
    ]
    with writing(engine) as conn:
        put(conn, world(2, ["Gojek", "Gojek"], [(100, 36_800)]))
        issue(conn, BRANCH, BRIEFING, said, "Sari", AT)
    with engine.connect() as conn:
        every = {one.metric: (one.then, one.now, one.agreement) for one in published(conn, SCOPE)}
        assert compared(conn, SCOPE)["metric"].to_list() == ["acquired"]
    assert every == {
        "acquired": (3, 3, Agreement.MATCHES),
        "acquired_change": (5_000, 5_000, Agreement.MATCHES),
        "acquired_Gojek": (2, 2, Agreement.MATCHES),
        "received_from_new_share": (10_000, 10_000, Agreement.MATCHES),
        "acquired_share": (10_000, 10_000, Agreement.MATCHES),
    }


@pytest.mark.parametrize(("before", "now", "there"), [(2, 2, False), (9, 2, False), (2, 9, False), (9, 9, True)])
def test_the_press_has_a_growth_where_both_its_numbers_may_leave(
    sqlite_engine: sa.Engine, before: int, now: int, there: bool
) -> None:
    said = [Frozen("acquired_change", 0, 100, "0 persen"), Frozen("acquired_Petani", 1, 1, "1 peserta")]
    with writing(sqlite_engine) as conn:
        put(conn, world(before, ["Gojek"] * now, []))
        issue(conn, BRANCH, BRIEFING, said, "Sari", AT)
        sector, growth = sorted(watched.known(conn, SCOPE), key=lambda one: one.metric)
    assert [growth.metric, sector.metric] == ["acquired_change", "acquired_Petani"]
    assert (growth.now is not None) is there
    assert sector.now is None  # one farmer


@pytest.mark.parametrize(("elsewhere", "there"), [(4, False), (5, True)])
def test_the_press_has_a_share_of_an_area_where_the_place_and_the_whole_may_leave(
    sqlite_engine: sa.Engine, elsewhere: int, there: bool
) -> None:
    """Of two places: with the whole and one of them anybody has the other."""
    said = [Frozen("acquired_share", 7_000, 10, "70 persen", "", (SCOPE.period, frozenset({"33.25"})))]
    with writing(sqlite_engine) as conn:
        put(conn, world(0, ["Gojek"] * 9 + ["Grab"] * elsewhere, []))
        issue(conn, BRANCH, BRIEFING, said, "Sari", AT)
        (share,) = watched.known(conn, SCOPE)
    assert (share.now is not None) is there


def test_a_share_of_an_area_moves_with_who_comes_elsewhere() -> None:
    """The whole's rows are among the causes."""
    assert rows_of(PLACE, "acquired_share") == SCOPE
    assert rows_of(SCOPE, "acquired_share_33.26") == PLACE
    assert rows_of(PLACE, "acquired_change") == PLACE


MANY = "acquired_share_33.25,33.26,33.27,33.75,33.76"
NOTHING_KNOWN = ["acquired_Siti Aminah", "offices_change", "acquired_share_Batang", MANY, "saldo", "acquired_"]


@pytest.mark.parametrize("metric", NOTHING_KNOWN)
def test_what_is_said_of_nothing_known_is_not_frozen(metric: str) -> None:
    assert derived.parts(metric) is None


@pytest.mark.parametrize(
    ("said", "computed", "holds"), [(-1_360, -1_355, True), (-1_350, -1_355, False), (1_360, 1_355, True)]
)
def test_a_fall_is_rounded_as_a_rise_of_as_much(said: int, computed: int, holds: bool) -> None:
    assert (agreement(said, computed, 10) is not Agreement.DIFFERS) is holds
