"""Participants are handed over from a day on: what moves, what stays with the acquirer, and that it is taken back."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa

from queries import flows
from queries.agents import one_agent, portfolio, standings
from queries.db import schema as s
from queries.db.engine import writing
from queries.lineage import changes
from seed.writes import summaries
from seed.writes.takeovers import HandOverError, hand_over
from seed.writes.undo import UndoError, undo
from tests.support.worlds import BRANCH, Agent, Participant, Payment, World, put, scope_of

D = date
APRIL = D(2019, 4, 1)
AT = datetime(2030, 2, 1, tzinfo=UTC)
WORLD = World(
    offices={"K1": "33.25", "K2": "33.75"},
    agents=[
        Agent("A1", "K1", D(2018, 1, 5)),
        Agent("A2", "K2", D(2019, 1, 7)),
        Agent("A3", "K1", D(2018, 1, 5), D(2019, 2, 1)),
    ],
    participants=[Participant(1, "A1", D(2018, 2, 9)), Participant(2, "A1", D(2018, 3, 9))],
    payments=[
        Payment(1, D(2019, 1, 1), D(2019, 1, 10), 6, 100_800),
        Payment(2, D(2019, 2, 1), D(2019, 2, 10)),
        Payment(1, D(2019, 7, 1), D(2019, 4, 10)),
        Payment(2, D(2019, 4, 1), D(2019, 4, 11)),
    ],
)


@pytest.fixture
def branch(engine: sa.Engine) -> sa.Engine:
    with writing(engine) as conn:
        put(conn, WORLD)
        if engine.dialect.name == "postgresql":  # the world's load has a number that is not of its own counting
            conn.exec_driver_sql("select setval(pg_get_serial_sequence('imports', 'id'), 1)")
    return engine


def handed(
    engine: sa.Engine, people: Sequence[int] = (1,), agent: str = "A2", since: date = APRIL, giver: str = "A1"
) -> int:
    number = hand_over(engine, BRANCH, people, {giver}, agent, since, "uji", AT)
    with engine.connect() as conn:
        assert summaries.verify(conn, BRANCH).is_empty()
    return number


def by_agent(engine: sa.Engine, period: str, month: date, column: str) -> dict[str, object]:
    with engine.connect() as conn:
        rows = standings.standings(conn, scope_of(period, month))
        return dict(rows.select("code", column).rows())


def received(engine: sa.Engine, period: str) -> dict[str, int]:
    with engine.connect() as conn:
        rows = flows.by_office(conn, scope_of(period, D(2019, 6, 1)))
        return dict(rows.select("code", "received").rows())


def test_payments_go_with_the_steward_of_their_day_and_acquisitions_stay(branch: sa.Engine) -> None:
    handed(branch)
    assert received(branch, "2019-Q1") == {"K1": 117_600, "K2": 0}
    assert received(branch, "2019-Q2") == {"K1": 16_800, "K2": 16_800}
    assert by_agent(branch, "2018-S1", D(2019, 6, 1), "acquired") == {"A1": 2, "A3": 0}
    with branch.connect() as conn:
        now = scope_of("2019-06", D(2019, 6, 1))
        assert portfolio.looked_after(conn, now, ["A1"], D(2019, 4, 1))["participant"].to_list() == [2]
        assert portfolio.looked_after(conn, now, ["A2"], D(2019, 4, 1))["participant"].to_list() == [1]


def test_what_runs_is_the_stewards_and_the_past_stays_as_it_was_seen(branch: sa.Engine) -> None:
    """Paid in January for January to June: on 31 March it ran until June for A1, from April on it does for A2."""
    march = by_agent(branch, "2019-03", D(2019, 3, 1), "retained_until")
    assert march["A1"] == D(2019, 8, 31)
    handed(branch)
    assert by_agent(branch, "2019-03", D(2019, 3, 1), "retained_until") == march
    until = by_agent(branch, "2019-06", D(2019, 6, 1), "last_running_month")
    assert until == {"A1": D(2019, 4, 1), "A2": D(2019, 7, 1), "A3": None}


def test_what_an_office_received_is_told_as_it_was_known_and_why_it_is_another_now(branch: sa.Engine) -> None:
    load = handed(branch)
    scopes = {code: scope_of("2019-Q2", D(2019, 6, 1), offices=frozenset({code})) for code in ("K1", "K2")}
    with branch.connect() as conn:
        before = {code: changes.value(conn, scope, "received", 1) for code, scope in scopes.items()}
        steps = {code: changes.rows_between(conn, scope, "received", 1, load) for code, scope in scopes.items()}
        whole = changes.rows_between(conn, scope_of("2019-Q2", D(2019, 6, 1)), "received", 1, load)
    assert before == {"K1": 33_600, "K2": 0}
    assert steps["K1"].rows() == [("corrected", load, 1, -16_800)]
    assert steps["K2"]["change"].to_list() == [16_800]
    assert whole.is_empty()


def test_both_verdicts_cite_it(branch: sa.Engine) -> None:
    handed(branch, (1, 2))
    scope = scope_of("2019-06", D(2019, 6, 1))
    with branch.connect() as conn:
        for agent, kind in (("A1", "given"), ("A2", "taken")):
            verdict = one_agent.of_agent(conn, scope, agent)
            assert verdict is not None
            (clause,) = (one for one in verdict.clauses if one.kind in ("given", "taken"))
            assert (clause.kind, clause["people"], clause["day"]) == (kind, 2, D(2019, 4, 1))
            assert [(one.participant, one.before, one.after) for one in clause.cites] == [
                (1, "A1", "A2"),
                (2, "A1", "A2"),
            ]
        before = one_agent.of_agent(conn, scope_of("2019-03", D(2019, 3, 1)), "A1")
        assert before is not None
        assert {one.kind for one in before.clauses}.isdisjoint({"given", "taken"})


def test_it_is_taken_back(branch: sa.Engine) -> None:
    before = received(branch, "2019-Q2"), by_agent(branch, "2019-06", D(2019, 6, 1), "last_running_month")
    first = handed(branch, (1, 2))
    handed(branch, (1,), "A1", D(2019, 5, 1), giver="A2")
    with pytest.raises(UndoError):
        undo(branch, BRANCH, "uji", AT, load=1)
    undo(branch, BRANCH, "uji", AT)
    undo(branch, BRANCH, "uji", AT, load=first)
    with branch.connect() as conn:
        assert conn.scalar(sa.select(sa.func.count()).select_from(s.takeovers)) == 0
        assert summaries.verify(conn, BRANCH).is_empty()
    assert (received(branch, "2019-Q2"), by_agent(branch, "2019-06", D(2019, 6, 1), "last_running_month")) == before


def test_another_of_the_same_day_replaces_it_and_the_one_before_stays_on_record(branch: sa.Engine) -> None:
    handed(branch)
    handed(branch, agent="A1", giver="A2")
    t, k = s.takeovers.c, s.superseded.c
    with branch.connect() as conn:
        assert conn.execute(sa.select(t.participant_id, t.agent_code)).all() == [(1, "A1")]
        assert conn.scalar(sa.select(sa.func.count()).where(k.kind == "takeovers")) == 1
    undo(branch, BRANCH, "uji", AT)
    assert received(branch, "2019-Q2") == {"K1": 16_800, "K2": 16_800}


@pytest.mark.parametrize(
    ("people", "giver", "agent", "since", "reason"),
    [
        ((), "A1", "A2", D(2019, 4, 1), "nobody"),
        ((1, 9), "A1", "A2", D(2019, 4, 1), "nobody"),
        ((1,), "A1", "A9", D(2019, 4, 1), "agent"),
        ((1,), "A1", "A2", D(2019, 1, 6), "agent"),
        ((1,), "A1", "A3", D(2019, 2, 1), "agent"),
        ((1,), "A1", "A2", D(2030, 2, 2), "future"),
        ((1, 2), "A1", "A3", D(2018, 3, 8), "early"),
        ((1, 2), "A1", "A1", D(2019, 4, 1), "same"),
        ((1, 2), "A3", "A2", D(2019, 4, 1), "elsewhere"),
    ],
)
def test_what_cannot_be(
    branch: sa.Engine, people: tuple[int, ...], giver: str, agent: str, since: date, reason: str
) -> None:
    with pytest.raises(HandOverError) as refused:
        hand_over(branch, BRANCH, people, {giver}, agent, since, "uji", AT)
    assert refused.value.reason == reason
    with branch.connect() as conn:
        assert conn.scalar(sa.select(sa.func.count()).select_from(s.imports)) == 1


def test_who_was_with_the_giver_on_another_day_alone_is_elsewhere(branch: sa.Engine) -> None:
    """1 went from A1 to A2 in April: of May it is A2 who gives, of March A1, and what is on record of April stays."""
    handed(branch)
    with pytest.raises(HandOverError, match="elsewhere"):
        handed(branch, (1, 2), "A3", D(2019, 1, 31), giver="A2")
    with pytest.raises(HandOverError, match="elsewhere"):
        hand_over(branch, BRANCH, (1, 2), {"A1"}, "A2", D(2019, 5, 1), "uji", AT)
    handed(branch, (1, 2), "A3", D(2019, 1, 31))
    t = s.takeovers.c
    with branch.connect() as conn:
        rows = conn.execute(sa.select(t.participant_id, t.since, t.agent_code).order_by(t.participant_id, t.since))
        assert [tuple(row) for row in rows] == [(1, D(2019, 1, 31), "A3"), (1, APRIL, "A2"), (2, D(2019, 1, 31), "A3")]


def test_several_agents_give_at_once(branch: sa.Engine) -> None:
    handed(branch, (2,), "A3", D(2019, 1, 31))
    hand_over(branch, BRANCH, (1, 2), {"A1", "A3"}, "A2", APRIL, "uji", AT)
    with branch.connect() as conn:
        now = scope_of("2019-06", D(2019, 6, 1))
        assert portfolio.looked_after(conn, now, ["A2"], APRIL)["participant"].to_list() == [1, 2]
