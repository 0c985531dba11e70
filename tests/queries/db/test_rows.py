"""What a statement can ask about at a time, and the types of what it answers."""

from datetime import date, datetime

import polars as pl
import pytest
import sqlalchemy as sa

from queries.db import rows
from queries.db.rows import fetch, in_parts


@pytest.mark.parametrize(("n", "sizes"), [(0, [0]), (1, [1]), (2_000, [2_000]), (4_001, [2_000, 2_000, 1])])
def test_each_value_is_in_one_part_in_order(n: int, sizes: list[int]) -> None:
    parts = in_parts(range(n))
    assert [len(part) for part in parts] == sizes
    assert [value for part in parts for value in part] == list(range(n))


def test_no_value_is_a_question_without_an_answer(engine: sa.Engine) -> None:
    one = sa.literal(1, sa.Integer).label("one")
    with engine.connect() as conn:
        (part,) = in_parts([])
        assert fetch(conn, sa.select(one).where(one.in_(part))).rows() == []


def test_a_value_has_the_type_of_its_column_whatever_the_driver_sends(engine: sa.Engine) -> None:
    """Yes, no and neither; a moment beside them takes another way."""
    day, at = date(2019, 6, 30), datetime(2019, 7, 1, 3, 4, 5)
    plain = [sa.literal(day, sa.Date).label("day"), sa.literal(None, sa.Date).label("never")]
    plain += [
        sa.literal(one, sa.Boolean).label(name) for name, one in (("yes", True), ("no", False), ("neither", None))
    ]
    with engine.connect() as conn:
        for more, kinds in (([], []), ([sa.literal(at, sa.DateTime).label("at")], [pl.Datetime("us")])):
            frame = fetch(conn, sa.select(*plain, *more))
            assert frame.dtypes == [pl.Date, pl.Date, pl.Boolean, pl.Boolean, pl.Boolean, *kinds]
            assert frame.row(0)[:5] == (day, None, True, False, None)


@pytest.mark.parametrize("few", [0, 3])
def test_few_rows_are_read_as_many_are(few: int, engine: sa.Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "_FEW", few)
    day, yes = date(2019, 6, 30), sa.literal(True, sa.Boolean)
    one = sa.select(sa.literal(1, sa.Integer).label("n"), sa.literal(day, sa.Date).label("day"), yes.label("yes"))
    none = sa.select(sa.literal(2, sa.Integer), sa.null(), sa.null())
    both = sa.union_all(one, none).subquery()
    with engine.connect() as conn:
        frame = fetch(conn, sa.select(both).order_by(both.c.n))
    assert frame.schema == {"n": pl.Int64, "day": pl.Date, "yes": pl.Boolean}
    assert frame.rows() == [(1, day, True), (2, None, None)]
