"""Meetings: written whole or not at all, and followed by the next one."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa

from queries import meetings
from queries.db.engine import writing
from seed.writes.meetings import Decided, LookedAt, MeetingError, hold
from tests.support.worlds import BRANCH, World, put, scope_of

AT, DAY = datetime(2019, 7, 3, 2, tzinfo=UTC), date(2019, 7, 3)
LOOKED_AT = LookedAt("2019-S1", date(2019, 6, 30), 4)
ONE = Decided("acquired", 1_313, " Kejar Pemalang ", "Ani", date(2019, 7, 10))
SCOPE = scope_of("2019-S1", date(2019, 6, 1))


def test_a_meeting_is_written_and_the_next_one_says_what_its_numbers_became(engine: sa.Engine) -> None:
    with writing(engine) as conn:
        put(conn, World())
        two = replace(ONE, metric="received", value=None)
        assert hold(conn, BRANCH, DAY, LOOKED_AT, [ONE, two], {}, "Siti", AT) == 1
        assert hold(conn, BRANCH, date(2019, 7, 10), LOOKED_AT, [ONE], {"acquired": 1_320, "other": 1}, "Siti", AT) == 2
    with engine.connect() as conn:
        every = meetings.meetings(conn, SCOPE)
        first, second = (meetings.findings(conn, SCOPE, number).rows() for number in (1, 2))
    assert every.select("id", "on_day", "written_by", "period", "data_version").rows() == [
        (2, date(2019, 7, 10), "Siti", "2019-S1", 4),
        (1, DAY, "Siti", "2019-S1", 4),
    ]
    assert first == [
        ("acquired", 1_313, 1_320, "Kejar Pemalang", "Ani", date(2019, 7, 10)),
        ("received", None, None, "Kejar Pemalang", "Ani", date(2019, 7, 10)),
    ]
    assert second == [("acquired", 1_313, None, "Kejar Pemalang", "Ani", date(2019, 7, 10))]


@pytest.mark.parametrize(
    ("findings", "reason"),
    [
        ([], "nothing"),
        ([replace(ONE, metric=f"acquired{n}") for n in range(8)], "too_many"),
        ([replace(ONE, metric="saldo")], "unknown_metric"),
        ([ONE, ONE], "twice"),
        ([replace(ONE, decision=" ")], "no_decision"),
        ([replace(ONE, owner="")], "no_owner"),
        ([replace(ONE, decision="x" * 501)], "too_long"),
        ([replace(ONE, owner="x" * 121)], "too_long"),
    ],
)
def test_what_is_not_whole_is_refused_and_nothing_written(
    sqlite_engine: sa.Engine, findings: list[Decided], reason: str
) -> None:
    with writing(sqlite_engine) as conn:
        put(conn, World())
        with pytest.raises(MeetingError) as refused:
            hold(conn, BRANCH, DAY, LOOKED_AT, findings, {}, "Siti", AT)
        assert refused.value.reason == reason
        assert meetings.meetings(conn, SCOPE).is_empty()
