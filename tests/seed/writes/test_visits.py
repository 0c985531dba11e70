"""When a reader looked last: two moments, and when two openings are one visit."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from queries.db import schema as s
from queries.db.engine import writing
from seed.writes.visits import visit
from tests.support.worlds import BRANCH, World, put

START = datetime(2019, 7, 1, 5, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("minutes", "before"),
    [([0], None), ([0, 59], None), ([0, 60], 0), ([0, 59, 118], None), ([0, 60, 90], 0), ([0, 60, 180], 60)],
)
def test_the_visit_before_is_the_last_one_an_hour_away(
    engine: sa.Engine, minutes: list[int], before: int | None
) -> None:
    with writing(engine) as conn:
        put(conn, World())
        answers = [visit(conn, BRANCH, "Ani", START + timedelta(minutes=minute)) for minute in minutes]
        assert visit(conn, BRANCH, "Budi", START) is None
        assert visit(conn, "nobody", "Ani", START) is None
        rows = conn.execute(sa.select(s.visits.c.viewer).order_by(s.visits.c.viewer)).scalars().all()
    expected = None if before is None else (START + timedelta(minutes=before)).replace(tzinfo=None)
    assert answers[-1] == expected
    assert rows == ["Ani", "Budi"]
