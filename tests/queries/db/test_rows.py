"""What a statement can ask about at a time."""

import pytest
import sqlalchemy as sa

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
