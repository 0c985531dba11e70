"""Why two numbers differ, in rows: against plain Python on whole copies of a branch through loads and undos."""

from collections import Counter
from datetime import date

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from queries.frames.evidence import MONEY
from queries.lineage import difference
from queries.lineage.causes import METRICS
from queries.lineage.difference import Side
from queries.periods import month_end
from queries.scope import Scope
from tests.queries.lineage.test_changes import replayed
from tests.support.histories import OFFICES, PLACES, SECTORS, histories
from tests.support.oracle_history import Content, History, Wanted
from tests.support.worlds import Agent, Participant, Payment, World, put, scope_of

WIDE = scope_of("2018-07..2019-12", date(2019, 12, 1))


@st.composite
def sides(draw: st.DrawFn, newest: int, metrics: tuple[str, ...]) -> tuple[str, int, Scope, Wanted]:
    """A metric at a version in a scope, and the same scope for the oracle."""
    period = draw(st.sampled_from(["2019-S1", "2019-S1", "2019-Q1", "2018-S2", "2019-02..2019-06", "2019-S2"]))
    complete = draw(st.sampled_from([date(2019, 5, 1), date(2019, 6, 1), date(2019, 12, 1)]))
    only = {
        name: draw(st.none() | st.none() | st.frozensets(st.sampled_from(chosen), min_size=1))
        for name, chosen in (("wilayah", PLACES), ("offices", OFFICES), ("sectors", SECTORS))
    }
    scope = scope_of(period, complete, **only)
    last = scope.as_of or date(1, 1, 1)
    return draw(st.sampled_from(metrics)), draw(st.integers(0, newest)), scope, Wanted(scope.period.first, last, **only)


@st.composite
def questions(draw: st.DrawFn) -> tuple:
    """A branch's versions, and three pairs of sides."""
    history, steps = draw(histories())
    pairs = [[draw(sides(history.newest, of)) for _ in range(2)] for of in (("acquired",), MONEY, MONEY)]
    return history, steps, pairs


def counted(history: History, side: tuple) -> dict[tuple, int]:
    metric, version, scope, wanted = side
    if scope.as_of is None:
        return {}
    return {row: value for row, value in wanted.parts(history.contents[version], metric).items() if value}


def why(history: History, row: tuple, here: tuple, there: tuple) -> str:
    """The first reason for which `there` does not count a row that `here` does."""
    content: Content = history.contents[here[1]]
    metric, version, scope, wanted = there
    person, day = content.people[row[0]], row[2] if len(row) > 1 else content.people[row[0]].registered_on
    agent = content.steward(row[0], day) if len(row) > 1 else person.agent
    office, place = content.station(agent, day)
    if not scope.period.first <= day <= month_end(scope.period.last):
        return "period"
    if scope.as_of is None or day > scope.as_of:
        return "as_of"
    if wanted.wilayah is not None and place not in wanted.wilayah:
        return "place"
    if wanted.offices is not None and office not in wanted.offices:
        return "place"
    if wanted.sectors is not None and person.sector not in wanted.sectors:
        return "sector"
    if metric in MONEY[1:] and (person.registered_on >= scope.period.first) != (metric == "received_from_new"):
        return "part"
    then = history.contents[version]
    if row in present(then, row):
        return "corrected"
    between = range(min(version, here[1]) + 1, max(version, here[1]) + 1)
    turned = [
        at
        for at in between
        if (row in present(history.contents[at], row)) != (row in present(history.contents[at - 1], row))
    ]
    if turned[-1] in history.undid:
        return "undone"
    late = version < here[1] and not (len(row) > 1 and history.took_out(turned[-1], row[0]))
    return "entered_late" if late else "corrected"


def present(content: Content, row: tuple) -> object:
    """The rows of a row's kind that a version has."""
    return content.paid if len(row) > 1 else {(kpj,) for kpj in content.people}


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(questions())
def test_every_row_has_its_reason_and_they_add_up(conn: sa.Connection, asked: tuple) -> None:
    history, steps, pairs = asked
    with replayed(conn, history, steps) as versions:
        for first, second in pairs:
            a, b = (Side(scope, metric, versions[version]) for metric, version, scope, _ in (first, second))
            compare_sides(difference.between(conn, a, b, WIDE), history, first, second)


def compare_sides(compared: difference.Difference, history: History, first: tuple, second: tuple) -> None:
    ours, theirs = counted(history, first), counted(history, second)
    expected: dict[tuple[str, str], Counter] = {}

    def expect(side: str, reason: str, change: int) -> None:
        expected.setdefault((side, reason), Counter()).update(rows=1, change=change)

    for row in ours.keys() - theirs.keys():
        expect("first", why(history, row, first, second), -ours[row])
    for row in theirs.keys() - ours.keys():
        expect("second", why(history, row, second, first), theirs[row])
    for row in ours.keys() & theirs.keys():
        if ours[row] != theirs[row]:
            expect("both", "corrected", theirs[row] - ours[row])
    assert (compared.first, compared.second) == (sum(ours.values()), sum(theirs.values()))
    assert compared.reasons["change"].sum() == compared.rows["change"].sum() == compared.second - compared.first
    assert {(row["side"], row["reason"]): (row["rows"], row["change"]) for row in compared.reasons.to_dicts()} == {
        key: (parts["rows"], parts["change"]) for key, parts in expected.items()
    }
    assert compared.common[0] == len(ours.keys() & theirs.keys())
    assert compared.rows.height == compared.reasons["rows"].sum()


def test_what_is_shown_of_a_row(conn: sa.Connection) -> None:
    people = [Participant(1, "A1", date(2019, 1, 31)), Participant(2, "A1", date(2019, 4, 1))]
    paid = [Payment(1, date(2019, 1, 1), date(2019, 3, 31)), Payment(2, date(2019, 4, 1), date(2019, 4, 2))]
    put(conn, World(agents=[Agent("A1", "K1", date(2019, 1, 1))], participants=people, payments=paid))
    half, quarter = (scope_of(period, date(2019, 6, 1)) for period in ("2019-S1", "2019-Q1"))
    compared = difference.between(conn, Side(half, "received", 1), Side(quarter, "received", 1), WIDE)
    assert compared.reasons.rows() == [("first", "period", 1, -16_800)]
    row = ("A1", 2, "0002", date(2019, 4, 1), "Nelayan", date(2019, 4, 2), 16_800)
    assert compared.rows.rows() == [("first", "period", -16_800, *row)]
    compared = difference.between(conn, Side(quarter, "acquired", 1), Side(half, "acquired", 1), WIDE)
    assert compared.rows.rows() == [("second", "period", 1, "A1", 2, "0002", date(2019, 4, 1), "Nelayan", None, None)]


def test_rows_stand_by_their_reason_and_then_by_day(conn: sa.Connection) -> None:
    agents = [Agent("A1", "K1", date(2019, 1, 1)), Agent("A2", "K2", date(2019, 1, 1))]
    people = [Participant(1, "A1", date(2018, 12, 1)), Participant(2, "A2", date(2018, 12, 1))]
    days = [(1, date(2019, 5, 2)), (1, date(2019, 4, 3)), (2, date(2019, 1, 9))]
    paid = [Payment(who, day.replace(day=1), day) for who, day in days]
    put(conn, World(offices={"K1": "33.25", "K2": "33.75"}, agents=agents, participants=people, payments=paid))
    half = scope_of("2019-S1", date(2019, 6, 1))
    batang = scope_of("2019-Q1", date(2019, 6, 1), wilayah=frozenset({"33.25"}))
    compared = difference.between(conn, Side(half, "received", 1), Side(batang, "received", 1), WIDE)
    assert compared.reasons.rows() == [("first", "period", 2, -33_600), ("first", "place", 1, -16_800)]
    assert compared.rows.select("reason", "paid_on").rows() == [
        *(("period", date(2019, 4, 3)), ("period", date(2019, 5, 2)), ("place", date(2019, 1, 9))),
    ]


@pytest.mark.parametrize(
    ("first", "second", "rows"),
    [
        ("acquired", "acquired", True),
        ("received", "received_from_new", True),
        ("acquired", "received", False),
        ("agents_listed", "agents_listed", False),
        ("offices", "received", False),
    ],
)
def test_only_rows_of_one_kind_are_compared(conn: sa.Connection, first: str, second: str, rows: bool) -> None:
    assert difference.comparable(first, second) is rows
    assert set(METRICS) >= {first, second} or not rows
    if not rows:
        scope = scope_of("2019-S1", date(2019, 6, 1))
        with pytest.raises(ValueError, match="different things"):
            difference.between(conn, Side(scope, first, 1), Side(scope, second, 1), WIDE)
