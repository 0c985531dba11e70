"""The migrations make what queries/db/schema.py says, on both databases."""

from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from queries import loads
from queries.db.engine import writing
from queries.db.schema import metadata
from seed import migrate
from seed.migrate import DatabaseTooNew, upgrade


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
    with pytest.raises(DatabaseTooNew, match="9999"):
        upgrade(bare_engine)


def test_a_database_with_loads_knows_from_which_on_rows_are_recorded(bare_engine: sa.Engine) -> None:
    """What was published stays, too, with its place as a list of one."""
    with writing(bare_engine) as conn:
        command.upgrade(migrate._config(conn), "0002")
        for statement in (
            "insert into branches (code, name, is_demo, secret_check) values ('TST', 'Uji', false, '')",
            "insert into wilayah (code, name, kind) values ('33.25', 'Batang', 'kabupaten')",
            "insert into imports (branch_code, imported_at, imported_by, accepted_rejects) "
            "values ('TST', '2026-01-01 00:00:00', 'uji', false), ('TST', '2026-02-01 00:00:00', 'uji', false)",
            "insert into reference_figures (branch_code, id, metric, value, rounding, wording, first_month, "
            "last_month, wilayah_code, source, published_on) values ('TST', 1, 'acquired', 5, 1, '5', '2019-01-01', "
            "'2019-06-01', '33.25', 'Radar', '2019-07-01')",
        ):
            conn.exec_driver_sql(statement)
    upgrade(bare_engine)
    with bare_engine.connect() as conn:
        assert loads.unrecorded(conn, "TST") == conn.scalar(sa.text("select max(id) from imports"))
        assert loads.unrecorded(conn, "LAIN") == 0
        assert conn.execute(sa.text("select places, value from reference_figures")).all() == [("33.25", 5)]
