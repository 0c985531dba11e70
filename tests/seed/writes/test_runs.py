"""What runs, month by month and agent by agent, against the sentences of the design counted one by one."""

from datetime import date, timedelta

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from queries import stewards
from queries.periods import month_end, month_number, shift
from seed.writes import runs
from tests.support.oracle import first_day, last_day, number

FIRST = date(2019, 1, 1)
MONTHS = range(number(FIRST) - 1, number(FIRST) + 10)
AGENTS = ("A1", "A2", "A3")

days = st.integers(0, 170).map(lambda n: FIRST + timedelta(days=n)) | st.integers(0, 5).map(
    lambda n: month_end(shift(FIRST, n))
)
taken = st.tuples(st.integers(1, 2), days, st.sampled_from(AGENTS))
paid = st.tuples(st.integers(1, 2), days, st.integers(-3, 3), st.sampled_from([1, 1, 3, 6]))


def steward(takeovers: list, person: int, day: date) -> str:
    """The acquirer, who is the first agent, until the newest take-over."""
    known = sorted((since, agent) for one, since, agent in takeovers if one == person and since <= day)
    return known[-1][1] if known else AGENTS[0]


def ran(takeovers: list, payments: list, seen: int) -> set[tuple[str, int, int]]:
    """Agent, participant and month of what runs as seen from the end of a month."""
    rows = set()
    for person, on, ahead, months in payments:
        if number(on) <= seen:
            begin = number(shift(on.replace(day=1), ahead))
            for month in {number(on), *range(begin, begin + months)}:
                rows.add((steward(takeovers, person, last_day(min(month, seen))), person, month))
    return rows


def frames(takeovers: list, payments: list) -> tuple[pl.DataFrame, pl.DataFrame]:
    people = pl.DataFrame({"participant_id": [1, 2], "agent_code": ["A1", "A1"]})
    taken = pl.DataFrame(
        takeovers, {"participant_id": pl.Int64, "since": pl.Date, "agent_code": pl.String}, orient="row"
    )
    rows = [
        (person, AGENTS[0], month_number(on), month_number(shift(on.replace(day=1), ahead)), months)
        for person, on, ahead, months in payments
    ]
    schema = {"participant_id": pl.Int64, "agent_code": pl.String, **dict.fromkeys(("paid", "blth", "n"), pl.Int32)}
    own = pl.DataFrame(rows, schema, orient="row").with_columns(until=pl.col("blth") + pl.col("n") - 1)
    return runs.run_months(own), stewards.monthly(people, taken)


once_a_day = st.lists(taken, max_size=4, unique_by=lambda one: one[:2])


@given(once_a_day, st.lists(paid, max_size=4))
def test_what_runs_as_seen_from_each_month(takeovers: list, payments: list) -> None:
    run, months = frames(takeovers, payments)
    rows = runs.agent_runs(run, months)
    assert rows.select("agent_code", "month", "known_since").is_duplicated().sum() == 0
    offset = number(FIRST) - month_number(FIRST)
    for seen in MONTHS:
        at = seen - offset
        known = rows.filter(pl.col("known_since") <= at, pl.col("known_until") > at)
        expected = {(agent, month) for agent, _, month in ran(takeovers, payments, seen)}
        assert {(agent, month + offset) for agent, month in known.select("agent_code", "month").iter_rows()} == expected


@given(once_a_day, st.lists(paid, max_size=4))
def test_how_long_ago_each_participant_last_ran(takeovers: list, payments: list) -> None:
    run, months = frames(takeovers, payments)
    rows = runs.agent_recency(run, months)
    offset = number(FIRST) - month_number(FIRST)
    for seen in MONTHS:
        expected: dict[tuple[str, int], int] = {}
        for agent, person in {(agent, person) for agent, person, _ in ran(takeovers, payments, seen)}:
            past = [
                month for a, p, month in ran(takeovers, payments, seen) if (a, p) == (agent, person) and month <= seen
            ]
            if past and seen - max(past) < runs.RECENT:
                key = (agent, seen - max(past))
                expected[key] = expected.get(key, 0) + 1
        mine = rows.filter(pl.col("as_of_month") == seen - offset)
        assert {row[:2]: row[2] for row in mine.select("agent_code", "age", "people").iter_rows()} == expected


@given(once_a_day, st.lists(st.tuples(st.integers(1, 2), days), max_size=5))
def test_whose_a_day_is(takeovers: list, asked: list) -> None:
    taken = pl.DataFrame(
        takeovers, {"participant_id": pl.Int64, "since": pl.Date, "agent_code": pl.String}, orient="row"
    )
    rows = pl.DataFrame(asked, {"participant_id": pl.Int64, "day": pl.Date}, orient="row").with_columns(
        agent_code=pl.lit("A1")
    )
    days_of = stewards.assigned(rows, taken, "day")
    assert sorted(days_of.select("participant_id", "day", "agent_code").rows()) == sorted(
        (person, day, steward(takeovers, person, day)) for person, day in asked
    )


def test_the_last_day_of_a_month_decides_whose_it_is() -> None:
    """Paid in advance for January to June, taken over on the last day of March."""
    run, months = frames([(1, date(2019, 3, 31), "A2")], [(1, date(2019, 1, 10), 0, 6)])
    january = month_number(FIRST)
    assert sorted(runs.agent_runs(run, months).rows(), key=str) == [
        *(("A1", january + n, january, runs.FOR_EVER) for n in range(2)),
        *(("A1", january + n, january, january + 2) for n in range(2, 6)),
        *(("A2", january + n, january + 2, runs.FOR_EVER) for n in range(2, 6)),
    ]
    assert first_day(number(FIRST)) == FIRST
