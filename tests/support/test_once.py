"""What is written the second time is what was loaded the first time."""

import sqlalchemy as sa

from queries.db.engine import writing
from queries.db.schema import audit, metadata
from tests.support.branch_files import DATED, branch_files, lay_down, load
from tests.support.once import every_row, once

BUILT: list[str] = []


def build(engine: sa.Engine) -> None:
    BUILT.append(engine.dialect.name)
    lay_down(engine)
    load(engine, branch_files())
    load(engine, [("x.csv", DATED[0])])


def content(engine: sa.Engine) -> dict[str, list[str]]:
    return {table.name: sorted(map(repr, rows)) for table, rows in every_row(engine).items()}


def test_every_row_is_there_again_and_the_next_load_has_the_next_number(engine: sa.Engine) -> None:
    BUILT.clear()
    once(engine, build)
    loaded = content(engine)
    with writing(engine) as conn:
        for table in reversed(metadata.sorted_tables):
            if table is not audit:  # which nothing is taken out of
                conn.execute(sa.delete(table))
    once(engine, build)
    assert len(BUILT) == 1
    assert content(engine) == loaded
    assert loaded["imports"]
    assert loaded["contributions"]
    assert load(engine, [("x.csv", DATED[1])]).import_id == 3
