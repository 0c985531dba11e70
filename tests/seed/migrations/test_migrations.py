"""The migrations make what queries/db/schema.py says, on both databases."""

from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from queries.db import schema as s
from queries.db.engine import writing
from queries.db.schema import metadata
from seed import migrate
from seed.migrate import DatabaseVersionError, upgrade
from seed.writes import summaries


def described(engine: sa.Engine) -> dict[str, dict[str, object]]:
    """Every table as the database itself describes it, alembic's own left out; an order that means nothing is gone."""
    inspector = sa.inspect(engine)
    return {
        table: {
            "columns": {
                column["name"]: repr(sorted(column.items(), key=str)) for column in inspector.get_columns(table)
            },
            "key": repr(inspector.get_pk_constraint(table)),
            "foreign": sorted(map(repr, inspector.get_foreign_keys(table))),
            "unique": sorted(map(repr, inspector.get_unique_constraints(table))),
            "checks": sorted(map(repr, inspector.get_check_constraints(table))),
            "indexes": sorted(map(_index, inspector.get_indexes(table))),
            "statement": _sqlite_statement(engine, table),
        }
        for table in inspector.get_table_names()
        if table != "alembic_version"
    }


def _index(index: dict) -> str:
    """An index as text; a condition is an object whose repr is its address."""
    options = {name: str(value) for name, value in index.get("dialect_options", {}).items()}
    return repr({**index, "dialect_options": options})


def _sqlite_statement(engine: sa.Engine, table: str) -> str | None:
    if engine.dialect.name != "sqlite":
        return None
    with engine.connect() as conn:
        return conn.scalar(sa.text("select sql from sqlite_master where name = :name"), {"name": table})


def test_alembic_finds_no_difference(bare_engine: sa.Engine) -> None:
    upgrade(bare_engine)
    with bare_engine.connect() as conn:
        options = {"compare_type": True, "compare_server_default": True}
        assert compare_metadata(MigrationContext.configure(conn, opts=options), metadata) == []


def test_the_databases_own_description_is_the_same(bare_engine: sa.Engine) -> None:
    """Alembic compares no check constraints and nothing of SQLite's own, such as WITHOUT ROWID."""
    upgrade(bare_engine)
    migrated = described(bare_engine)
    metadata.drop_all(bare_engine)
    metadata.create_all(bare_engine)
    assert migrated == described(bare_engine)


def test_a_second_upgrade_changes_nothing(bare_engine: sa.Engine) -> None:
    upgrade(bare_engine)
    before = described(bare_engine)
    upgrade(bare_engine)
    assert described(bare_engine) == before


def test_two_that_start_at_once_both_find_the_tables(bare_engine: sa.Engine) -> None:
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(upgrade, [bare_engine, bare_engine]))
    assert sa.inspect(bare_engine).get_table_names()


def test_a_database_from_the_future_is_left_alone(bare_engine: sa.Engine) -> None:
    upgrade(bare_engine)
    with writing(bare_engine) as conn:
        conn.exec_driver_sql("update alembic_version set version_num = '9999'")
    with pytest.raises(DatabaseVersionError, match="9999") as refused:
        upgrade(bare_engine)
    assert refused.value.reason == "newer"


def at(engine: sa.Engine, revision: str) -> None:
    """The database as a step leaves it."""
    with writing(engine) as conn:
        command.upgrade(migrate._config(conn), revision)


def stamped(engine: sa.Engine, revision: str) -> sa.Engine:
    """The database as if a step before the initial one had left it: its tables, a branch, and that step's number."""
    with writing(engine) as conn:
        command.upgrade(migrate._config(conn), migrate._INITIAL)
        conn.execute(sa.insert(s.branches).values(code="TST", name="Uji", is_demo=False, secret_check=""))
        conn.exec_driver_sql(f"update alembic_version set version_num = '{revision}'")
    return engine


_BRANCH = "insert into branches (code, name, is_demo, secret_check) values ('TST', 'Uji', false, '')"


def contents(engine: sa.Engine) -> tuple[object, ...]:
    """The tables as the database describes them, the rows of one, and the step."""
    with engine.connect() as conn:
        step = conn.exec_driver_sql("select version_num from alembic_version").scalars().all()
        return described(engine), conn.execute(sa.select(s.branches)).all(), step


def test_a_database_of_the_last_step_before_the_squash_opens_with_its_rows(bare_engine: sa.Engine) -> None:
    """Its tables are those of the initial step; a table of somebody else's in the same database does not matter."""
    tables, rows, _ = contents(stamped(bare_engine, "0003"))
    newest = ScriptDirectory(str(migrate.FOLDER)).get_current_head()
    with writing(bare_engine) as conn:
        conn.exec_driver_sql("create table of_somebody_else (a integer)")
    upgrade(bare_engine)
    with writing(bare_engine) as conn:
        conn.exec_driver_sql("drop table of_somebody_else")
    now, same, step = contents(bare_engine)
    assert (same, step) == (rows, [newest])
    assert now.keys() > tables.keys()


def test_rows_of_the_initial_step_are_there_after_the_newest(bare_engine: sa.Engine) -> None:
    """Also those that others point at, of a table that SQLite has to make anew."""
    with writing(stamped(bare_engine, migrate._INITIAL)) as conn:
        for statement in _ROWS:
            conn.exec_driver_sql(statement)
    upgrade(bare_engine)
    p, c = s.participants.c, s.contributions.c
    with bare_engine.connect() as conn:
        people = conn.execute(sa.select(p.id, p.agent_code, p.nik_hash, p.ended_on)).all()
        paid = conn.execute(sa.select(c.participant_id, c.amount)).all()
    assert (people, paid) == ([(7, "A1", "n7", None)], [(7, 16_800)])
    with bare_engine.connect() as conn:
        assert summaries.verify(conn, "TST").is_empty()
        assert conn.scalar(sa.select(s.agent_months.c.acquired).where(s.agent_months.c.acquired > 0)) == 1
    with writing(bare_engine) as conn, pytest.raises(sa.exc.IntegrityError):
        conn.execute(sa.delete(s.participants))


_ROWS = (
    "insert into wilayah (code, name, kind) values ('33.25', 'Batang', 'kabupaten')",
    "insert into imports (id, branch_code, imported_at, imported_by, accepted_rejects, changed) "
    "values (1, 'TST', '2019-07-01 00:00:00', 'uji', false, 1)",
    "insert into offices (branch_code, code, name, wilayah_code, import_id) values ('TST', 'K1', 'K1', '33.25', 1)",
    "insert into agents (branch_code, code, name, office_code, registered_on, import_id) "
    "values ('TST', 'A1', 'A1', 'K1', '2018-01-01', 1)",
    "insert into participants (branch_code, id, agent_code, registered_on, sector, kpj_hash, kpj_last4, nik_hash, "
    "import_id) values ('TST', 7, 'A1', '2019-01-01', '-', 'k7', '0007', 'n7', 1)",
    "insert into contributions (branch_code, participant_id, blth, paid_on, covered_until, months, amount, import_id) "
    "values ('TST', 7, '2019-01-01', '2019-01-31', '2019-01-01', 1, 16800, 1)",
)


@pytest.mark.parametrize("revision", ["0001", "0002"])
def test_a_database_of_an_early_step_is_refused_and_left_as_it_is(bare_engine: sa.Engine, revision: str) -> None:
    before = contents(stamped(bare_engine, revision))
    with pytest.raises(DatabaseVersionError, match=revision) as refused:
        upgrade(bare_engine)
    assert refused.value.reason == "older"
    assert contents(bare_engine) == before


def test_a_draft_of_the_last_step_before_the_squash_is_refused(bare_engine: sa.Engine) -> None:
    with writing(stamped(bare_engine, "0003")) as conn:
        conn.exec_driver_sql("alter table observations drop column definition")
    before = contents(bare_engine)
    with pytest.raises(DatabaseVersionError, match="0003") as refused:
        upgrade(bare_engine)
    assert refused.value.reason == "older"
    assert contents(bare_engine) == before
