"""Bulk rows: as they are, in the caller's transaction, a slice at a time."""

from datetime import datetime

import polars as pl
import pytest
import sqlalchemy as sa

from queries.db import schema as s
from queries.db.engine import writing
from seed.writes import bulk


def test_bulk_rows_keep_nulls_empty_texts_dates_and_odd_characters(engine):
    names = ['Ujung "Timur"', "a,b;c", "baris\nbaru", "\\N", "é"]
    frame = pl.DataFrame(
        {
            "code": [f"11.0{n}" for n in range(5)],
            "name": names,
            "kind": ["kota"] * 5,
            "latitude": [1.5, None, 0, -1, 2],
        },
        strict=False,
    )
    rows_written = []
    with writing(engine) as conn:
        assert bulk.insert(conn, s.wilayah, frame, rows_written.append) == 5
    with engine.connect() as conn:
        w = s.wilayah.c
        query = sa.select(w.name, w.latitude, w.longitude).order_by(w.code)
        assert [tuple(row) for row in conn.execute(query)] == [
            *(
                (names[0], 1.5, None),
                (names[1], None, None),
                (names[2], 0, None),
                (names[3], -1, None),
                (names[4], 2, None),
            )
        ]
    assert sum(rows_written) == 5


def test_bulk_rows_are_gone_when_the_transaction_fails(engine):
    def insert_and_fail():
        with writing(engine) as conn:
            bulk.insert(conn, s.wilayah, pl.DataFrame({"code": ["11.01"], "name": ["A"], "kind": ["kota"]}))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        insert_and_fail()
    with engine.connect() as conn:
        assert conn.execute(sa.select(s.wilayah)).all() == []


def test_more_rows_than_a_slice(sqlite_engine, monkeypatch):
    monkeypatch.setattr(bulk, "SLICE", 10)
    frame = pl.DataFrame({"code": [f"{n:05}" for n in range(35)], "kind": "kota"}).with_columns(name=pl.col("code"))
    rows_written = []
    with writing(sqlite_engine) as conn:
        bulk.insert(conn, s.wilayah, frame, rows_written.append)
        assert conn.scalar(sa.select(sa.func.count()).select_from(s.wilayah)) == 35
    assert rows_written == [10, 10, 10, 5]


def _indexes(conn):
    return conn.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'index' ORDER BY name").all()


_OLD = pl.DataFrame(
    {
        "branch_code": "D'A",
        "id": [*range(1, 36)],
        "kind": "roster",
        "key": [f"{n % 7}" for n in range(35)],
        "row": "{}",
        "import_id": 1,
        "until_import_id": 1,
    }
)


def _branch(conn):
    conn.execute(sa.insert(s.branches).values(code="D'A", name="A", is_demo=True, secret_check="x"))
    record = {"id": 1, "branch_code": "D'A", "imported_by": "x", "imported_at": datetime(2020, 1, 1)}
    conn.execute(sa.insert(s.imports).values(**record, accepted_rejects=False, changed=1))


def test_many_rows_have_what_all_have_in_common_and_their_indexes(sqlite_engine, monkeypatch):
    monkeypatch.setattr(bulk, "SLICE", 10)
    with writing(sqlite_engine) as conn:
        _branch(conn)
        before = _indexes(conn)
        bulk.insert(conn, s.superseded, _OLD.head(20))
        assert _indexes(conn) == before
        bulk.insert(conn, s.superseded, _OLD.tail(15))
        written = conn.execute(sa.select(*(s.superseded.c[name] for name in _OLD.columns)).order_by("id")).all()
        asked = sa.select(sa.func.count()).where(
            s.superseded.c.until_import_id == 1, s.superseded.c.branch_code == "D'A"
        )
        assert conn.scalar(asked) == 35
    assert [row._asdict() for row in written] == [{**row, "row": {}} for row in _OLD.to_dicts()]


def test_the_indexes_are_there_again_when_many_rows_fail(sqlite_engine, monkeypatch):
    monkeypatch.setattr(bulk, "SLICE", 10)
    with writing(sqlite_engine) as conn:
        _branch(conn)
        before = _indexes(conn)
    twice = pl.concat([_OLD, _OLD.tail(1)])
    with pytest.raises(sa.exc.IntegrityError), writing(sqlite_engine) as conn:
        bulk.insert(conn, s.superseded, twice)
    with sqlite_engine.connect() as conn:
        assert _indexes(conn) == before
        assert conn.scalar(sa.select(sa.func.count()).select_from(s.superseded)) == 0


def test_a_column_that_the_table_lacks(sqlite_engine):
    with writing(sqlite_engine) as conn, pytest.raises(KeyError, match="warna"):
        bulk.insert(conn, s.wilayah, pl.DataFrame({"warna": ["biru"]}))
