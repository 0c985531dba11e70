"""What a branch's data holds, as its months and its last load tell."""

from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa

from queries import branches
from tests.support.worlds import BRANCH, Agent, Participant, World, put

MAY, JUNE = date(2019, 5, 1), date(2019, 6, 1)


@pytest.mark.parametrize(
    ("loaded_at", "complete", "running", "semester"),
    [
        (datetime(2019, 6, 30, 16, 59, tzinfo=UTC), MAY, JUNE, "2019-S1"),
        (datetime(2019, 6, 30, 17, 0, tzinfo=UTC), JUNE, None, "2019-S1"),  # midnight on Java
        (datetime(2019, 7, 1, 3, 0, tzinfo=UTC), JUNE, None, "2019-S1"),
        (datetime(2019, 5, 31, 3, 0, tzinfo=UTC), date(2019, 4, 1), JUNE, "2019-S1"),
        (datetime(2018, 1, 31, 3, 0, tzinfo=UTC), None, JUNE, None),  # no month had ended
        (datetime(2018, 2, 1, 3, 0, tzinfo=UTC), date(2018, 1, 1), JUNE, "2018-S1"),
    ],
)
def test_the_last_month_runs_until_a_load_after_its_end(
    conn: sa.Connection, loaded_at: datetime, complete: date | None, running: date | None, semester: str | None
) -> None:
    world = World(agents=[Agent("A1", "K1", date(2018, 1, 5))], participants=[Participant(1, "A1", date(2019, 6, 3))])
    world.loaded_at = loaded_at
    put(conn, world)
    holding = branches.holding(conn, BRANCH)
    assert (holding.first_month, holding.last_month) == (date(2018, 1, 1), JUNE)
    assert (holding.last_complete, holding.running_month) == (complete, running)
    assert (holding.newest_semester and holding.newest_semester.code) == semester
