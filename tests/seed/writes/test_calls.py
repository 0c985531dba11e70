"""Calls to agents: written with who and when, read within the scope, closed by what is loaded."""

from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa

from queries.agents import calls
from queries.db import schema as s
from queries.db.engine import writing
from queries.periods import shift
from seed.writes.assigned import AssignedError
from seed.writes.calls import note_outcome, plan
from tests.support.worlds import BRANCH, Agent, Participant, Payment, World, put, scope_of

NOON = datetime(2019, 7, 1, 5, 0, tzinfo=UTC)
AS_OF = date(2019, 6, 30)
SCOPE = scope_of("2019-S1", date(2019, 6, 1))
OFFICES = {"K1": "33.25", "K2": "33.75"}


def change(code: str, act: str = "acquisition", until: date = date(2019, 7, 31)) -> dict:
    return {"code": code, "to_status": "dormant_retained", "act": act, "act_until": until}


def world(acts: str = "") -> World:
    """Agents A1 to A4, each with a participant of January 2019. `acts`: "A1 acquires 2019-07-03", or pays, a line."""
    agents = [Agent(f"A{n}", "K2" if n == 4 else "K1", date(2018, 1, 5)) for n in range(1, 5)]
    drawn = World(offices=OFFICES, agents=agents)
    drawn.participants = [Participant(n, f"A{n}", date(2019, 1, 10)) for n in range(1, 5)]
    for line in acts.strip().splitlines():
        agent, verb, day = line.split()
        if verb == "acquires":
            drawn.participants.append(Participant(len(drawn.participants) + 1, agent, date.fromisoformat(day)))
        else:
            paid_on = date.fromisoformat(day)
            drawn.payments.append(Payment(int(agent[1]), paid_on.replace(day=1), paid_on))
    return drawn


def opened(engine: sa.Engine, drawn: World, *changes: dict, to: str = "Ani", on: date = date(2019, 7, 3)) -> None:
    with writing(engine) as conn:
        put(conn, drawn)
        plan(conn, BRANCH, changes, AS_OF, to, on, "Siti", NOON)


def stages(engine: sa.Engine, today: date = date(2019, 7, 10)) -> dict[str, str]:
    with engine.connect() as conn:
        return dict(calls.calls(conn, SCOPE, today).select("agent_code", "stage").rows())


def oracle(drawn: World, change: dict, outcome: str | None, today: date) -> str:
    """How a call of 1 July stands, from the rows alone."""
    acquired = [one.registered_on for one in drawn.participants if one.agent == change["code"]]
    stewards = {one.id: one.agent for one in drawn.participants}
    paid = [one.paid_on for one in drawn.payments if stewards[one.participant] == change["code"]]
    closing = acquired + (paid if change["act"] == "payment" else [])
    if any(day > AS_OF for day in closing):
        return "acted"
    if NOON.date() <= change["act_until"] < today:
        return "lapsed"
    return "waiting" if outcome in ("reached", "promised") else "to_call"


@pytest.mark.parametrize("today", [date(2019, 7, 31), date(2019, 8, 1)])
@pytest.mark.parametrize("outcome", [None, "reached", "promised", "not_reached", "wrong_number"])
def test_a_call_stands_as_the_oracle_says(engine: sa.Engine, outcome: str | None, today: date) -> None:
    drawn = world("""
        A1 acquires 2019-07-03
        A2 pays 2019-07-04
        A3 pays 2019-07-04
        A3 acquires 2019-06-30
    """)
    changes = [
        *(change("A1"), change("A2", "payment"), change("A3")),
        change("A4", until=date(2019, 6, 30)),  # too late when it was opened: it does not lapse
    ]
    opened(engine, drawn, *changes)
    with writing(engine) as conn:
        for number in range(1, 5) if outcome else ():
            note_outcome(conn, BRANCH, number, outcome or "", "Ani", NOON)
    expected = {one["code"]: oracle(drawn, one, outcome, today) for one in changes}
    assert stages(engine, today) == expected
    assert {"A1": "acted", "A2": "acted"}.items() <= expected.items()
    with engine.connect() as conn:
        assert calls.to_call(conn, SCOPE, today) == list(expected.values()).count("to_call")


FIRST, HALF, AUGUST = date(2019, 1, 1), date(2019, 1, 9), date(2019, 8, 1)
UNTIL = date(2019, 7, 31)
LATER = {
    "nothing": (),
    "one pays alone": (Payment(1, AUGUST, date(2019, 7, 20), payer="Mandiri"),),
    "both pay alone": (
        Payment(1, AUGUST, date(2019, 7, 20), payer="Mandiri"),
        Payment(2, AUGUST, date(2019, 7, 21)),
    ),
    "one alone, one by another fund": (
        Payment(1, AUGUST, date(2019, 7, 20), payer="Mandiri"),
        Payment(2, AUGUST, date(2019, 7, 21), payer="CSR"),
    ),
    "the fund goes on paying": tuple(Payment(n, AUGUST, date(2019, 7, 21), payer="APBD") for n in (1, 2)),
    "what is paid alone is for months that the fund has paid": (
        Payment(1, date(2019, 6, 1), date(2019, 7, 20), payer="Mandiri"),
        Payment(2, AUGUST, date(2019, 7, 21), payer="Mandiri"),
    ),
    "one alone, one taken over": (
        Payment(1, AUGUST, date(2019, 7, 20), payer="Mandiri"),
        (2, date(2019, 7, 5), "A2"),
    ),
    "one alone, one whose membership ended": (
        Payment(1, AUGUST, date(2019, 7, 20), payer="Mandiri"),
        Participant(2, "A1", date(2019, 1, 5), ended_on=date(2019, 7, 9), end_reason="death"),
    ),
    "somebody acquired": (Participant(9, "A1", date(2019, 7, 3)),),
    "a later end": (date(2019, 12, 31),),
    "the same end once more": (UNTIL,),
    "an end taken back": (None,),
}


def funded(later: tuple) -> tuple[World, list[date]]:
    """A1 looks after 1 and 2, whom APBD pays to July, and 3, whom it left in March; and the ends that were stated."""
    drawn, ends = world(), [UNTIL]
    drawn.participants = [Participant(n, "A1", date(2019, 1, 5)) for n in (1, 2, 3)]
    drawn.payments = [Payment(n, FIRST, HALF, 3 if n == 3 else 7, 7_000, "APBD") for n in (1, 2, 3)]
    for one in later:
        if isinstance(one, Participant):
            drawn.participants = [*(each for each in drawn.participants if each.id != one.id), one]
        elif isinstance(one, Payment):
            drawn.payments.append(one)
        elif isinstance(one, tuple):
            drawn.takeovers.append(one)
        else:
            ends = [*ends, one] if one else []
    return drawn, ends


def closed_by(drawn: World, ends: list[date]) -> str | None:
    """By what a call to A1 for the end of July is closed, from the rows alone."""
    if not ends or max(ends) > UNTIL:
        return "goes_on"
    for one in drawn.participants:
        theirs = [paid for paid in drawn.payments if paid.participant == one.id]
        if one.ended_on or drawn.steward(one.id, date.max) != "A1" or not theirs:
            continue
        reach = {paid: shift(paid.blth, paid.months - 1) for paid in theirs}
        last = max(theirs, key=lambda paid: (reach[paid], paid.paid_on, paid.blth))
        if last.payer == "APBD" and reach[last] >= AS_OF.replace(day=1):
            return None
    return "nobody_left"


def test_a_call_for_a_fund_is_closed_by_a_later_end_or_by_the_last_whom_it_paid(conn: sa.Connection) -> None:
    """And neither by one of several who pays, nor by an acquisition."""
    said = {}
    for name, later in LATER.items():
        drawn, ends = funded(later)
        step = conn.begin_nested()
        put(conn, drawn)
        plan(conn, BRANCH, [change("A1", "payment", UNTIL) | {"fund": "APBD"}], AS_OF, "Ani", UNTIL, "Siti", NOON)
        times = [{"name": "APBD", "since": FIRST.replace(day=n), "until": one} for n, one in enumerate(ends, 1)]
        for n, one in enumerate(times):
            conn.execute(s.funds.insert(), {"branch_code": BRANCH, "import_id": 1, "id": n, **one})
        days = {"open": UNTIL, "past": AUGUST}
        rows = {day: calls.calls(conn, SCOPE, on).row(0, named=True) for day, on in days.items()}
        step.rollback()
        said[name] = by = rows["open"]["closed_by"]
        assert by == closed_by(drawn, ends), name
        assert rows["open"]["acted_month"] is None
        stages = [rows[day]["stage"] for day in days]
        assert stages == (["acted", "acted"] if by else ["to_call", "lapsed"]), name
    assert [name for name, by in said.items() if by == "goes_on"] == ["a later end", "an end taken back"]
    assert [name for name, by in said.items() if by == "nobody_left"] == [
        *("both pay alone", "one alone, one by another fund"),
        *("one alone, one taken over", "one alone, one whose membership ended"),
    ]


@pytest.mark.parametrize(("hour", "stage"), [("16:59", "lapsed"), ("17:00", "to_call")])
def test_the_day_on_which_a_call_was_opened_is_that_of_jakarta(engine: sa.Engine, hour: str, stage: str) -> None:
    """At 17:00 UTC the day after the deadline has begun there."""
    at = datetime.fromisoformat(f"2019-06-30T{hour}+00:00")
    with writing(engine) as conn:
        put(conn, world())
        plan(conn, BRANCH, [change("A1", until=AS_OF)], AS_OF, "Ani", date(2019, 7, 1), "Siti", at)
    assert stages(engine) == {"A1": stage}


def test_open_calls_come_first_by_day_with_who_wrote_what(engine: sa.Engine) -> None:
    opened(engine, world("A1 acquires 2019-07-03"), change("A1"), change("A2"))
    with writing(engine) as conn:
        plan(conn, BRANCH, [change("A3"), change("A4")], AS_OF, " Budi ", date(2019, 7, 2), "Siti", NOON)
        note_outcome(conn, BRANCH, 3, "not_reached", "Budi", NOON)
        note_outcome(conn, BRANCH, 4, "promised", "Budi", NOON)
    with engine.connect() as conn:
        rows = calls.calls(conn, SCOPE, date(2019, 7, 10))
        there = calls.calls(conn, scope_of("2019-S1", date(2019, 6, 1), wilayah=frozenset({"33.75"})), NOON.date())
    columns = ["id", "agent_code", "assigned_to", "opened_by", "outcome", "outcome_by", "stage", "office"]
    assert rows.select(columns).rows() == [
        (3, "A3", "Budi", "Siti", "not_reached", "Budi", "to_call", "K1"),
        (2, "A2", "Ani", "Siti", None, None, "to_call", "K1"),
        (4, "A4", "Budi", "Siti", "promised", "Budi", "waiting", "K2"),
        (1, "A1", "Ani", "Siti", None, None, "acted", "K1"),
    ]
    assert rows["acted_month"].to_list() == [None, None, None, date(2019, 7, 1)]
    assert there["agent_code"].to_list() == ["A4"]


@pytest.mark.parametrize(
    ("changes", "name", "reason"),
    [
        ([], "Ani", "nobody"),
        ([change("A1")], " ", "no_name"),
        ([change("A1")], "x" * 121, "too_long"),
        ([change("A1"), change("A9")], "Ani", "unknown_agent"),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_written(
    engine: sa.Engine, changes: list[dict], name: str, reason: str
) -> None:
    with writing(engine) as conn:
        put(conn, world())
        with pytest.raises(AssignedError) as refused:
            plan(conn, BRANCH, changes, AS_OF, name, NOON.date(), "Siti", NOON)
    assert refused.value.reason == reason
    assert stages(engine) == {}


@pytest.mark.parametrize(
    ("call", "outcome", "reason"), [(9, "reached", "unknown_call"), (1, "maybe", "unknown_outcome")]
)
def test_an_outcome_is_one_of_four_and_of_a_call_that_there_is(
    engine: sa.Engine, call: int, outcome: str, reason: str
) -> None:
    opened(engine, world(), change("A1"))
    with writing(engine) as conn, pytest.raises(AssignedError) as refused:
        note_outcome(conn, BRANCH, call, outcome, "Ani", NOON)
    assert refused.value.reason == reason
    assert stages(engine) == {"A1": "to_call"}
