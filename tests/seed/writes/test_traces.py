"""Traces are kept once, as they were, and never under the code of another view."""

from dataclasses import replace
from datetime import UTC, datetime

import sqlalchemy as sa

from queries.db import schema as s
from queries.lineage import codes
from seed.writes import traces
from tests.queries.lineage.test_codes import SEEN as PEKALONGAN
from tests.support.worlds import BRANCH, World, put

SEEN = replace(PEKALONGAN, branch=BRANCH)
VIEW = codes.view_of(SEEN)
AT = datetime(2019, 7, 25, 9, tzinfo=UTC)


def test_what_was_seen_can_be_opened_again(conn: sa.Connection) -> None:
    put(conn, World())
    narrow = replace(SEEN, wilayah=("33.25", "33.26"), sectors=(), offices=("K1",), as_of=None, agent="A1", press=True)
    for seen in (SEEN, narrow):
        view = codes.view_of(seen)
        assert codes.find(conn, BRANCH, view) is None
        assert traces.keep(conn, view, seen, {"acquired": 1_313, "received": None}, AT)
        trace = codes.find(conn, BRANCH, view)
        assert trace.seen == seen
        assert trace.created_at == AT.replace(tzinfo=None)
        assert trace.figures["acquired"] == {"value": 1_313, "definition": "1"}
        assert trace.figures["received"] == {"value": None, "definition": "1"}
    assert codes.find(conn, "ELSE", VIEW) is None


def test_the_first_to_keep_a_view_has_the_say(conn: sa.Connection) -> None:
    put(conn, World())
    assert traces.keep(conn, VIEW, SEEN, {"acquired": 1}, AT)
    assert traces.keep(conn, VIEW, SEEN, {"acquired": 2}, AT)
    assert not traces.keep(conn, VIEW, replace(SEEN, data_version=2), {"acquired": 3}, AT)
    assert codes.find(conn, BRANCH, VIEW).figures["acquired"]["value"] == 1
    assert conn.scalar(sa.select(sa.func.count()).select_from(s.traces)) == 1


def test_a_pictures_table_stays_as_it_left(conn: sa.Connection) -> None:
    put(conn, World())
    traces.keep(conn, VIEW, SEEN, {}, AT)
    table = {"title": "Akuisisi", "columns": [["month", "bulan"]], "rows": [["2019-01-01"], [None]]}
    assert codes.table(conn, BRANCH, VIEW, "acquired_by_month") is None
    traces.keep_table(conn, BRANCH, VIEW, "acquired_by_month", table)
    traces.keep_table(conn, BRANCH, VIEW, "acquired_by_month", {**table, "rows": []})
    assert codes.table(conn, BRANCH, VIEW, "acquired_by_month") == table
