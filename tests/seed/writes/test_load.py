"""A load writes the rows of its own branch and no other's."""

import polars as pl
import sqlalchemy as sa

from queries.db import schema as s
from seed.writes.load import delete, update
from tests.support.worlds import BRANCH, World, put_rows

OTHER = "LAIN"


def names(conn: sa.Connection) -> dict[tuple[str, str], str]:
    o = s.offices.c
    return {(branch, code): name for branch, code, name in conn.execute(sa.select(o.branch_code, o.code, o.name))}


def two_branches(conn: sa.Connection) -> None:
    put_rows(conn, World(offices={"K1": "33.25", "K2": "33.25"}))
    conn.execute(s.branches.insert(), {"code": OTHER, "name": "Lain", "is_demo": False, "secret_check": ""})
    conn.execute(s.office_places.delete())
    mine = sa.select(sa.literal(OTHER), s.offices.c.code, s.offices.c.name, s.offices.c.import_id)
    conn.execute(s.offices.insert().from_select(["branch_code", "code", "name", "import_id"], mine))


def test_a_changed_row_changes_in_its_branch_alone(conn: sa.Connection) -> None:
    two_branches(conn)
    changed = pl.DataFrame({"branch_code": [BRANCH], "import_id": [1], "code": ["K1"], "name": ["Baru"]})
    update(conn, s.offices, changed, ("code",))
    assert names(conn) == {
        **{(BRANCH, "K1"): "Baru", (BRANCH, "K2"): "K2"},
        **{(OTHER, "K1"): "K1", (OTHER, "K2"): "K2"},
    }


def test_a_row_that_goes_goes_from_its_branch_alone(conn: sa.Connection) -> None:
    two_branches(conn)
    delete(conn, BRANCH, s.offices, pl.DataFrame({"code": ["K1"]}), ("code",))
    assert names(conn).keys() == {(BRANCH, "K2"), (OTHER, "K1"), (OTHER, "K2")}


def test_of_no_rows_nothing_is_written(conn: sa.Connection) -> None:
    two_branches(conn)
    before = names(conn)
    none = pl.DataFrame(schema={"branch_code": pl.String, "code": pl.String, "name": pl.String})
    update(conn, s.offices, none, ("code",))
    delete(conn, BRANCH, s.offices, none, ("code",))
    assert names(conn) == before
