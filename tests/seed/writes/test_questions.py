"""Questions about registrations: written with who and when, answered, and refused where something is missing."""

from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa

from queries.agents.questions import questions
from queries.db.engine import writing
from seed.writes.assigned import AssignedError
from seed.writes.questions import ask, note_answer
from tests.support.worlds import BRANCH, Agent, World, put, scope_of

AT, AS_OF = datetime(2019, 7, 1, 5, tzinfo=UTC), date(2019, 6, 30)
SCOPE = scope_of("2019-S1", date(2019, 6, 1))
SIGN = {"code": "A1", "sign": "once", "counted": 9, "among": 12}


def test_a_question_is_asked_and_answered(engine: sa.Engine) -> None:
    with writing(engine) as conn:
        put(conn, World(agents=[Agent("A1", "K1", date(2018, 1, 5)), Agent("A2", "K1", date(2018, 1, 5))]))
        two = [SIGN, SIGN | {"code": "A2", "sign": "threshold"}]
        assert ask(conn, BRANCH, two, AS_OF, " Ani ", date(2019, 7, 2), "Siti", AT) == 2
        note_answer(conn, BRANCH, 1, "explained", " Musim tanam ", "Ani", AT)
        note_answer(conn, BRANCH, 2, "not_reached", "", "Ani", AT)
    with engine.connect() as conn:
        rows = questions(conn, SCOPE)
    columns = ("id", "agent_code", "name", "sign", "counted", "among", "assigned_to", "outcome", "answer", "outcome_by")
    assert rows.select(columns).rows() == [
        (2, "A2", "Agen A2", "threshold", 9, 12, "Ani", "not_reached", None, "Ani"),
        (1, "A1", "Agen A1", "once", 9, 12, "Ani", "explained", "Musim tanam", "Ani"),
    ]


@pytest.mark.parametrize(
    ("signs", "name", "reason"),
    [
        ([], "Ani", "nobody"),
        ([SIGN], " ", "no_name"),
        ([SIGN], "x" * 121, "too_long"),
        ([SIGN | {"code": "A9"}], "Ani", "unknown_agent"),
    ],
)
def test_what_is_missing_is_refused(sqlite_engine: sa.Engine, signs: list[dict], name: str, reason: str) -> None:
    with writing(sqlite_engine) as conn:
        put(conn, World(agents=[Agent("A1", "K1", date(2018, 1, 5))]))
        with pytest.raises(AssignedError) as refused:
            ask(conn, BRANCH, signs, AS_OF, name, date(2019, 7, 2), "Siti", AT)
        assert refused.value.reason == reason
        assert questions(conn, SCOPE).is_empty()


@pytest.mark.parametrize(
    ("question", "outcome", "answer", "reason"),
    [
        (1, "guilty", "x", "unknown_outcome"),
        (1, "unclear", " ", "no_answer"),
        (1, "unclear", "x" * 501, "too_long"),
        (7, "unclear", "x", "unknown_question"),
    ],
)
def test_an_answer_is_one_of_four_to_a_question_that_there_is(
    sqlite_engine: sa.Engine, question: int, outcome: str, answer: str, reason: str
) -> None:
    with writing(sqlite_engine) as conn:
        put(conn, World(agents=[Agent("A1", "K1", date(2018, 1, 5))]))
        ask(conn, BRANCH, [SIGN], AS_OF, "Ani", date(2019, 7, 2), "Siti", AT)
        with pytest.raises(AssignedError) as refused:
            note_answer(conn, BRANCH, question, outcome, answer, "Ani", AT)
    assert refused.value.reason == reason
