"""Which data version a number or a day means, and when nothing can be said."""

from datetime import date, datetime

import pytest
import sqlalchemy as sa

from queries import versions
from queries.db import schema as s
from queries.versions import NotOnRecord, Past, Version
from tests.support.worlds import BRANCH, World, put_rows, scope_of

TODAY = date(2019, 12, 31)
LOADS = (
    (2, BRANCH, datetime(2019, 7, 4, 16, 59), 3),
    (3, BRANCH, datetime(2019, 7, 4, 17, 0), 1),  # midnight in Jakarta: the 5th
    (4, "LLL", datetime(2019, 7, 10), 5),
    (5, BRANCH, datetime(2019, 7, 20), 0),  # changed nothing
    (6, BRANCH, datetime(2019, 8, 1), 2),
)


@pytest.fixture
def loads(conn: sa.Connection) -> sa.Connection:
    put_rows(conn, World(loaded_at=datetime(2019, 7, 1, 3)))
    conn.execute(s.branches.insert(), {"code": "LLL", "name": "Lain", "is_demo": False, "secret_check": ""})
    for number, branch, at, changed in LOADS:
        row = {"id": number, "branch_code": branch, "imported_at": at, "imported_by": f"o{number}", "changed": changed}
        conn.execute(s.imports.insert(), row | {"accepted_rejects": False})
    return conn


def test_the_versions_are_the_loads_of_the_branch_that_changed_rows(loads: sa.Connection) -> None:
    every = versions.versions(loads, scope_of("2019-S1", None))
    assert every[0] == Version(6, datetime(2019, 8, 1), "o6")
    assert [one.number for one in every] == [6, 3, 2, 1]


@pytest.mark.parametrize(
    ("asked", "version", "day", "until"),
    [
        ("1", 1, date(2019, 7, 1), datetime(2019, 7, 4, 16, 59)),
        ("3", 3, date(2019, 7, 5), datetime(2019, 8, 1)),
        ("6", 6, date(2019, 8, 1), None),
        ("2019-07-03", 1, date(2019, 7, 3), datetime(2019, 7, 3, 17)),
        ("2019-07-04", 2, date(2019, 7, 4), datetime(2019, 7, 4, 17)),
        ("2019-07-05", 3, date(2019, 7, 5), datetime(2019, 7, 5, 17)),
        ("2019-12-31", 6, date(2019, 12, 31), datetime(2019, 12, 31, 17)),
    ],
)
def test_a_day_means_the_last_version_by_its_end_in_jakarta(
    loads: sa.Connection, asked: str, version: int, day: date, until: datetime | None
) -> None:
    assert versions.past(loads, BRANCH, asked, TODAY) == Past(BRANCH, version, day, until)


@pytest.mark.parametrize(
    ("asked", "reason", "first"),
    [
        ("0", "before", 1),
        ("2019-06-30", "before", 1),
        ("4", "unknown", None),
        ("5", "unknown", None),
        ("7", "unknown", None),
        ("2020-01-01", "future", None),
        ("kemarin", "unreadable", None),
        ("2019-02-30", "unreadable", None),
        ("20190704T", "unreadable", None),
        ("2019-W27-4", "unreadable", None),
        ("-1", "unreadable", None),
        ("٣", "unreadable", None),
        ("03", "unreadable", None),
        ("00", "unreadable", None),
        ("+3", "unreadable", None),
        (" 3", "unreadable", None),
        ("3\n", "unreadable", None),
        ("9999999999", "unreadable", None),
        ("9" * 5000, "unreadable", None),
        ("999999999", "unknown", None),
    ],
)
def test_what_is_not_on_record_is_refused_with_the_reason(
    loads: sa.Connection, asked: str, reason: str, first: int | None
) -> None:
    with pytest.raises(NotOnRecord) as refused:
        versions.past(loads, BRANCH, asked, TODAY)
    assert (refused.value.reason, refused.value.version) == (reason, first)


def test_rows_older_than_their_history_are_not_on_record(loads: sa.Connection) -> None:
    loads.execute(s.unrecorded.insert(), {"branch_code": BRANCH, "import_id": 3})
    for asked in ("2", "2019-07-04"):
        with pytest.raises(NotOnRecord) as refused:
            versions.past(loads, BRANCH, asked, TODAY)
        assert (refused.value.reason, refused.value.version, refused.value.day) == ("unrecorded", 3, date(2019, 7, 5))
    assert versions.past(loads, BRANCH, "3", TODAY).version == 3
    assert [one.number for one in versions.versions(loads, scope_of("2019-S1", None))] == [6, 3]


def test_before_anything_is_loaded_nothing_was_known(conn: sa.Connection) -> None:
    with pytest.raises(NotOnRecord) as refused:
        versions.past(conn, BRANCH, "1", TODAY)
    assert (refused.value.reason, refused.value.day) == ("before", None)
