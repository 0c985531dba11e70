"""Registrations and payments whose months are whole up to different ones: each is counted to its own last one."""

from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.cli.document import document
from queries import flows, pace, targets
from queries.agents.standings import standings
from queries.branches import holding
from queries.comparisons import Earlier, earlier
from queries.completeness import Gap
from queries.db import schema as s
from queries.figures import figures
from queries.lineage import proof
from queries.lineage.difference import Side, between
from queries.metrics import catalogue
from queries.periods import Period, month_of, shift
from queries.published import published, references
from queries.settled import unsettled
from tests.support.oracle import Oracle, first_day, number
from tests.support.out_of_step import JUNE, scoped, world
from tests.support.strategies import FIRST, MONTHS, PLACES, worlds
from tests.support.viewers import viewer
from tests.support.worlds import BRANCH, Participant, Payment, World, put

KINDS = ("participants", "contributions")


def test_money_that_came_in_does_not_wait_for_registrations(conn: sa.Connection) -> None:
    put(conn, world())
    scope = scoped(holding(conn, BRANCH))
    assert (scope.as_of, scope.until("participants")) == (date(2019, 1, 31), date(2019, 1, 31))
    assert scope.until("contributions") == date(2019, 5, 31)
    assert flows.totals(conn, scope) == {
        "acquired": 8,
        "received": 604_800,
        "received_from_new": 604_800,
        "received_from_earlier": 0,
    }
    rows = flows.by_month(conn, scope).select("acquired", "received", "cumulative").rows()
    assert rows == [
        (8, 134_400, 134_400),
        (None, 134_400, 268_800),
        (None, 134_400, 403_200),
        (None, 100_800, 504_000),
        (None, 100_800, 604_800),
    ]


def test_eight_payments_of_june_are_so_much_more(conn: sa.Connection) -> None:
    put(conn, world(*JUNE))
    scope = scoped(holding(conn, BRANCH))
    assert (scope.as_of, scope.until("contributions")) == (date(2019, 1, 31), date(2019, 6, 30))
    assert flows.totals(conn, scope)["received"] == 604_800 + 134_400
    assert flows.totals(conn, scope)["acquired"] == 8


@pytest.mark.parametrize("more", [(), tuple(JUNE)])
def test_every_part_and_every_row_come_to_the_same(conn: sa.Connection, more: tuple[Payment, ...]) -> None:
    put(conn, world(*more))
    scope = scoped(holding(conn, BRANCH))
    received = flows.totals(conn, scope)["received"]
    for question in (flows.by_wilayah, flows.by_office, flows.by_sector, flows.by_agent, standings):
        rows = question(conn, scope)
        assert (rows["acquired"].sum(), rows["received"].sum()) == (8, received)
    assert proof.counted(conn, scope, "received") == (received // 16_800, received)
    assert proof.counted(conn, scope, "acquired") == (8, 8)
    assert figures(conn, scope)["agents_active"] == 4
    assert figures(conn, scope)["agents_due_for_removal"] == 0


def test_the_document_says_of_each_figure_until_when_it_counts(conn: sa.Connection) -> None:
    put(conn, world(*JUNE))
    told = document(conn, viewer(branch=BRANCH), Period.parse("2019-S1"))
    assert told["as_of"] == "2019-01-31"
    assert {name for name, day in told["until"].items() if day == "2019-06-30"} == {
        *("received", "received_from_new", "received_from_earlier", "returned_by_paying")
    }
    assert set(told["until"].values()) == {"2019-01-31", "2019-06-30"}
    assert told["completeness"]["sentence"].startswith("Pendaftaran peserta Februari 2019")
    assert (
        "pendaftaran dihitung sampai 31 Januari 2019, iuran sampai 30 Juni 2019; status per 31 Januari 2019"
        in told["completeness"]["sentence"]
    )
    assert told["months"][-1] == {"month": "2019-06", "acquired": None, "received": 134_400, "cumulative": 739_200}
    assert [one["measure"] for one in told["pace"]] == ["acquired"]  # the money of the semester is all in


def test_what_was_published_is_compared_once_its_own_kind_is_whole(conn: sa.Connection) -> None:
    put(conn, world(*JUNE))
    own = {"branch_code": BRANCH, "first_month": date(2019, 1, 1), "last_month": date(2019, 6, 1), "places": ""}
    said = {"rounding": 1, "wording": "x", "source": "X", "published_on": date(2019, 7, 1)}
    values = {"received": 739_200, "acquired": 8, "received_from_new": 739_200}
    rows = [{**own, **said, "metric": name, "value": value, "id": n} for n, (name, value) in enumerate(values.items())]
    conn.execute(s.reference_figures.insert(), rows)
    known = holding(conn, BRANCH)
    scope = scoped(known)
    compared = dict(references.compared(conn, scope).select("metric", "computed").iter_rows())
    assert compared == {"received": 739_200, "acquired": None, "received_from_new": None}
    assert {one.metric: one.now for one in published.known(conn, known)} == compared
    assert unsettled(conn, scope, "received_from_new")  # who is new is not known of February to June
    assert not unsettled(conn, scope, "received")


def test_the_running_semester_goes_as_far_as_each_kind(conn: sa.Connection) -> None:
    put(conn, world())
    scope = scoped(holding(conn, BRANCH))
    rows = pace.courses(conn, scope, date(2019, 1, 1)).select("n", "acquired", "received").rows()
    assert rows[0] == (1, 8, 134_400)
    assert rows[-1] == (5, None, 604_800)
    ahead = {one: pace.projection(conn, scope, date(2019, 1, 1), one) for one in pace.MEASURES}
    assert [(one.months, one.so_far) for one in ahead.values() if one] == [(1, 8), (5, 604_800)]


def test_of_the_running_month_nothing_is_shown_of_a_kind_that_is_not_loaded(conn: sa.Connection) -> None:
    both = world(loaded_at=datetime(2019, 6, 20, tzinfo=UTC))
    both.participants += [Participant(n, "AB0001", date(2019, n - 100, 5)) for n in range(102, 107)]
    put(conn, both)
    known = holding(conn, BRANCH)
    assert (known.last_complete, known.running_month) == (date(2019, 5, 1), date(2019, 6, 1))
    rows = flows.by_month(conn, scoped(known), known.running_month).tail(1)
    assert rows.select("acquired", "received", "received_from_new", "cumulative", "running").rows() == [
        (1, None, None, None, True)
    ]


def test_a_month_that_runs_in_one_kind_is_counted_in_the_other(conn: sa.Connection) -> None:
    """Payments of June came on 20 June, registrations of June in July."""
    both = world(*JUNE, loaded_at=datetime(2019, 6, 28, tzinfo=UTC))
    both.participants += [Participant(n, "AB0001", date(2019, n - 100, 5)) for n in range(102, 107)]
    put(conn, both)
    conn.execute(s.confirmed_months.insert().values(branch_code=BRANCH, kind=KINDS[0], month=JUNE[0].blth, import_id=1))
    known, scope = holding(conn, BRANCH), scoped(holding(conn, BRANCH))
    assert [scope.until(kind) for kind in KINDS] == [date(2019, 6, 30), date(2019, 5, 31)]
    told = document(conn, viewer(branch=BRANCH), Period.parse("2019-S1"))
    assert told["months"][-1] == {"month": "2019-06", "acquired": 1, "received": None, "cumulative": None}
    assert told["running_month"] == {"month": "2019-06", "acquired": None, "received": 134_400, "cumulative": None}
    assert (told["figures"]["acquired"], told["figures"]["received"]) == (13, 604_800)
    assert known.running_month == date(2019, 6, 1)


def test_a_gap_between_the_last_months_of_two_kinds_is_said(conn: sa.Connection) -> None:
    """Payments of April are missing, those of May are there: what was received is too little, and no fall is shown."""
    late = world()
    late.payments = [one for one in late.payments if one.blth != date(2019, 4, 1)]
    put(conn, late)
    known = holding(conn, BRANCH)
    assert known.completeness.gaps == (Gap(date(2019, 4, 1), "contributions"),)
    assert flows.totals(conn, scoped(known))["received"] == 504_000
    assert unsettled(conn, scoped(known), "received")
    rows = flows.by_month(conn, scoped(known)).select("acquired", "received", "cumulative").rows()
    assert rows[3] == (None, None, 403_200)
    assert earlier(scoped(known), Earlier.PREVIOUS, known.completeness) is None


def test_as_many_months_of_each_kind_stand_beside_it(conn: sa.Connection) -> None:
    both = world()
    both.participants += [Participant(20 + n, "AB0001", date(2018, n, 5)) for n in range(7, 13)]
    both.payments += [Payment(20 + n, date(2018, n, 1), date(2018, n, 6)) for n in range(7, 13)]
    put(conn, both)
    known = holding(conn, BRANCH)
    before = earlier(scoped(known), Earlier.PREVIOUS, known.completeness)
    assert before is not None
    assert (before.period.code, before.as_of) == ("2018-07..2018-11", date(2018, 7, 31))
    sums = flows.totals(conn, before)
    assert (sums["acquired"], sums["received"]) == (1, 5 * 16_800)
    assert targets.target(conn, before, "received") is None


def test_a_row_after_the_day_until_which_the_other_counts_says_so(conn: sa.Connection) -> None:
    put(conn, world(*JUNE))
    now = scoped(holding(conn, BRANCH))
    then = viewer(branch=BRANCH).scope(now.period, now.last_complete, alone={("contributions", date(2019, 5, 1))})
    wide = viewer(branch=BRANCH).scope(now.period, now.period.last)
    apart = between(conn, Side(then, "received", 1), Side(now, "received", 1), wide)
    assert apart.reasons.rows() == [("second", "as_of", 8, 134_400)]


@st.composite
def out_of_step(draw: st.DrawFn) -> tuple[World, dict[str, set[int]], Period]:
    """A branch whose rows all came before their months had ended, and somebody's words: months whole by kind."""
    drawn, begin = draw(worlds(people=5)), draw(st.integers(0, MONTHS - 3))
    first = shift(FIRST, begin)
    steps = st.sets(st.integers(begin, MONTHS - 1), max_size=MONTHS)
    whole = {kind: {shift(FIRST, n) for n in {*range(begin + 1), *draw(steps)}} for kind in KINDS}
    drawn.loaded_at = datetime(2018, 7, 1, tzinfo=UTC)
    drawn.confirmed = frozenset((kind, month) for kind, months in whole.items() for month in months)
    period = Period(first, shift(first, draw(st.integers(0, 8))))
    return drawn, {kind: {number(month) for month in months} for kind, months in whole.items()}, period


@given(out_of_step(), st.none() | st.frozensets(st.sampled_from(PLACES)))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_each_kind_is_counted_to_its_own_last_month(
    conn: sa.Connection, drawn: tuple, wilayah: frozenset[str] | None
) -> None:
    branch, whole, period = drawn
    both = set.intersection(*whole.values())
    months = range(number(period.first), number(period.last) + 1)
    until = {kind: max(own & set(months)) for kind, own in whole.items()}
    oracle = Oracle(branch, months[0], months[-1], max(both & set(months)), wilayah)
    oracle.ahead = frozenset((kind, month) for kind, own in whole.items() for month in own)
    with conn.begin_nested() as step:
        put(conn, branch)
        known = holding(conn, BRANCH)
        scope = scoped(known, period.code, wilayah=wilayah)
        assert {kind: number(scope.until_month(kind)) for kind in KINDS} == until
        assert number(scope.as_of_month) == max(both & set(months))
        totals = flows.totals(conn, scope)
        assert (totals["acquired"], totals["received"]) == (oracle.acquired(), oracle.received())
        rows = flows.by_month(conn, scope, known.running_month).to_dicts()
        shown = [month for month in months if month <= max(until.values())]
        running = known.running_month and number(known.running_month)
        assert [number(row["month"]) for row in rows] == sorted({*shown, *({running} & set(months))})
        for row in rows:
            month = number(row["month"])
            for kind, name, count in zip(
                KINDS, ("acquired", "received"), (oracle.acquired, oracle.received), strict=True
            ):
                there = month in whole[kind] or month in _with_rows(branch, kind)
                counted = month <= until[kind] or month == running
                assert row[name] == (count(month, month) if there and counted else None)
        step.rollback()


def _with_rows(branch: World, kind: str) -> set[int]:
    """The months with a row of the kind, of any place."""
    registered, paid = [one.registered_on for one in branch.participants], [one.paid_on for one in branch.payments]
    return {number(day) for day in (registered if kind == "participants" else paid)}


def test_the_catalogue_says_of_what_kind_each_flow_is() -> None:
    kinds = {name: metric.flow for name, metric in catalogue().items() if metric.flow}
    assert kinds["acquired"] == kinds["acquired_target_reached"] == "participants"
    assert kinds["received"] == kinds["received_from_new"] == kinds["cumulative"] == "contributions"
    assert catalogue()["acquired_per_month"].flow is None
    assert month_of(date(2019, 6, 30)) == first_day(number(date(2019, 6, 1)))
