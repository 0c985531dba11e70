"""The audit: each act once, in its own transaction, chained; a change is refused, and shows."""

from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa

from queries import audit as reading
from queries.access import AccessDenied, Role
from queries.audit import AuditEntry, Chain
from queries.db.engine import writing
from queries.db.schema_audit import TRIGGERS
from queries.people import Colleague
from seed.writes import audit, people
from seed.writes.audit import Actor, acting
from tests.support.viewers import viewer

HEAD = viewer(Role.HEAD, "TST")
AT = datetime(2019, 7, 1, tzinfo=UTC)


def written(engine: sa.Engine, *acts: str) -> None:
    for act in acts:
        with writing(engine) as conn:
            audit.append(conn, "TST", act, "#1", by="budi")


def chain(engine: sa.Engine) -> Chain:
    with engine.connect() as conn:
        return reading.chain(conn, HEAD)


def entries(engine: sa.Engine, **asked: object) -> list[AuditEntry]:
    with engine.connect() as conn:
        return reading.entries(conn, HEAD, **asked)


def test_entries_follow_each_other_and_the_newest_comes_first(engine: sa.Engine) -> None:
    assert chain(engine) == Chain(0, "", None)
    with acting(Actor("rina@kantor.example", "head", "10.0.0.7")):
        written(engine, "import")
    written(engine, "undo", "export")
    assert [(one.number, one.who, one.role, one.act, one.address) for one in entries(engine)] == [
        (3, "budi", "", "export", ""),
        (2, "budi", "", "undo", ""),
        (1, "rina@kantor.example", "head", "import", "10.0.0.7"),
    ]
    assert chain(engine) == Chain(3, entries(engine)[0].hash, None)
    assert [one.act for one in entries(engine, act="undo", who="budi")] == ["undo"]
    assert entries(engine, days=(date(2019, 1, 1), date(2019, 1, 2))) == []
    assert len(entries(engine, days=(date(2019, 1, 1), date(9000, 1, 1)))) == 3


def test_the_newest_follow_the_ones_before_them(engine: sa.Engine) -> None:
    written(engine, "import", "undo", "export")
    with engine.connect() as conn:
        assert {reading.chain(conn, HEAD, newest) for newest in (1, 2, 3, 9)} == {chain(engine)}


def test_what_is_rolled_back_was_never_there(engine: sa.Engine) -> None:
    written(engine, "import")
    with engine.connect() as conn:
        audit.append(conn, "TST", "undo", "#2")
        conn.rollback()
    written(engine, "export")
    assert [one.number for one in entries(engine)] == [2, 1]
    assert chain(engine).broken is None


_AGAIN = "into audit (branch_code, id, at, who, role, act, thing, scope, address, hash) values "
_ROW = "('TST', 1, '2019-07-01', 'x', '', 'undo', '', '', '', '')"
_SAME = {
    "sqlite": f"insert or replace {_AGAIN}{_ROW}",
    "postgresql": f"insert {_AGAIN}{_ROW} on conflict (branch_code, id) do update set who = 'x'",
}


def test_the_database_refuses_to_write_over_an_entry(engine: sa.Engine) -> None:
    written(engine, "import")
    with engine.connect() as conn, pytest.raises(sa.exc.DBAPIError, match="append-only"):
        conn.exec_driver_sql(_SAME[engine.dialect.name])
    assert chain(engine).broken is None


@pytest.mark.parametrize("change", ["update audit set who = 'x'", "delete from audit"])
def test_the_database_refuses_to_change_an_entry(engine: sa.Engine, change: str) -> None:
    written(engine, "import")
    with engine.connect() as conn, pytest.raises(sa.exc.DBAPIError, match="append-only"):
        conn.exec_driver_sql(change)
    assert [one.who for one in entries(engine)] == ["budi"]


@pytest.mark.parametrize(
    ("change", "broken"),
    [
        ("update audit set thing = '#9' where id = 2", 2),
        ("update audit set who = 'x' where id = 1", 1),
        ("delete from audit where id = 2", 2),
        ("delete from audit where id = 1", 1),
    ],
)
def test_a_change_behind_the_trigger_shows(sqlite_engine: sa.Engine, change: str, broken: int) -> None:
    written(sqlite_engine, "import", "undo", "export")
    with writing(sqlite_engine) as conn:
        for statement in TRIGGERS["sqlite"]:
            conn.exec_driver_sql(f"drop trigger {statement.split()[2]}")
        conn.exec_driver_sql(change)
    assert chain(sqlite_engine).broken == broken


def test_each_branch_has_a_record_of_its_own(sqlite_engine: sa.Engine) -> None:
    written(sqlite_engine, "import")
    with writing(sqlite_engine) as conn:
        assert audit.append(conn, "ABC", "import", "#1") == 1
    assert len(entries(sqlite_engine)) == 1


def test_what_does_not_fit_is_cut_and_nothing_steers_a_terminal(engine: sa.Engine) -> None:
    with writing(engine) as conn:
        audit.append(conn, "TST", "export", "a\x1b[31m\n" + "x" * 500, by="y" * 500)
    (one,) = entries(engine)
    assert (one.thing[:7], len(one.thing), len(one.who)) == ("a?[31m?", 120, 255)
    assert chain(engine).broken is None


@pytest.mark.parametrize("role", [Role.STAFF, Role.PRESS])
def test_only_who_may_read_it_reads_it(sqlite_engine: sa.Engine, role: Role) -> None:
    for ask in (reading.entries, reading.chain):
        with sqlite_engine.connect() as conn, pytest.raises(AccessDenied):
            ask(conn, viewer(role, "TST"))


def test_a_change_of_people_is_in_it_by_its_number_alone(engine: sa.Engine) -> None:
    rina = Colleague("rina@kantor.example", "Rina", Role.ADMINISTRATOR, None, False, date(2019, 1, 1))
    with writing(engine) as conn:
        people.add(conn, "TST", rina, "budi", AT, date(2019, 7, 1))
    with writing(engine) as conn:
        people.saw_as(conn, "TST", rina, "budi", AT)
    assert [(one.act, one.thing) for one in entries(engine)] == [("seen_as", "#2 seen_as"), ("people", "#1 added")]


def test_who_looks_is_asked_where_nobody_said_it(sqlite_engine: sa.Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit, "_PRESENT", [])
    audit.ask(lambda: None)
    assert audit.actor("budi") == Actor("budi")
    audit.ask(lambda: Actor("ani", "staff", "10.0.0.8"))
    assert audit.actor("budi") == Actor("ani", "staff", "10.0.0.8")
    with acting(Actor("rina")):
        assert audit.actor("budi") == Actor("rina")
