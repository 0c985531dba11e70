"""The demonstration in the database: a bit of everything, and never in a branch's own data."""

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import polars as pl
import pytest
import sqlalchemy as sa

from dashboard.imports import imports
from dashboard.imports.imports import DemonstrationError, load_demonstration
from dashboard.imports.prepare import prepare
from dashboard.settings import Settings
from queries import branches
from queries.agents import one_agent, roster, roster_readings
from queries.db import schema as s
from queries.db.engine import connect, writing
from queries.db.rows import fetch
from queries.figures import figures
from queries.periods import Period
from queries.published import published
from queries.scope import Scope
from seed.writes import branch
from tests.support.viewers import viewer
from tests.support.worlds import Agent, Participant, Payment, World, put

SMALL = {"agents": 3, "months": 12}


@pytest.fixture(scope="module")
def demo(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[sa.Connection]:
    """The demonstration as the first start loads it."""
    folder = shutil.copytree(demo_folder, tmp_path_factory.mktemp("demo") / "data")
    engine = connect(Settings(data_folder=str(folder)).url)
    with engine.connect() as conn:
        yield conn
    engine.dispose()


def half_year(conn: sa.Connection) -> Scope:
    return viewer(branch="DEMO").scope(Period.parse("2019-S1"), branches.holding(conn, "DEMO").last_complete)


def test_the_headline_figures_are_the_published_ones(demo: sa.Connection) -> None:
    now = figures(demo, half_year(demo))
    assert (now["acquired"], now["agents_listed"], now["offices"]) == (1_313, 32, 10)
    assert 113_500_000 <= now["received"] < 114_500_000
    agreed = {one.metric: one.agreement.value for one in published.published(demo, half_year(demo))}
    assert set(agreed) == {"acquired", "received", "agents_listed", "offices"}
    assert set(agreed.values()) <= {"matches", "matches_after_rounding"}


def test_there_is_a_bit_of_everything(demo: sa.Connection) -> None:
    scope = half_year(demo)
    now = figures(demo, scope)
    assert now["acquired_returning"] == now["returned_by_paying"] == 1
    assert all(roster.counted(demo, scope).values()), "each finding of a list held against the rule occurs"
    assert roster.checked(demo, scope)["back_after"].drop_nulls().to_list() == [1]
    explained = roster_readings.explained(demo, scope)
    counts = explained.group_by("reading").agg(pl.col("listed_explained", "missing_explained").sum())
    assert counts.n_unique(["listed_explained", "missing_explained"]) == 3, "the readings part"
    assert sum(row.services > 1 for row in demo.execute(_services())) == 1


def _services() -> sa.Select:
    t = s.services.c
    return sa.select(t.agent_code, sa.func.count().label("services")).group_by(t.agent_code)


def test_what_is_paid_after_a_take_over_counts_for_who_took_over(demo: sa.Connection) -> None:
    scope, t = half_year(demo), s.takeovers.c
    (after,) = set(demo.scalars(sa.select(t.agent_code)))
    taken = one_agent.evidence(demo, scope, after).takeovers
    (before,) = {one.before for one in taken}
    theirs = {one.participant for one in taken}
    day = date(2019, 5, 15)
    for agent, since in ((before, False), (after, True)):
        paid = [one for one in one_agent.evidence(demo, scope, agent).contributions if one.participant in theirs]
        assert {one.paid_on >= day for one in paid if one.theirs} == {since}


def test_a_month_was_corrected_and_the_past_knows_what_it_was(demo: sa.Connection) -> None:
    (one,) = (one for one in published.published(demo, half_year(demo)) if one.metric == "received")
    assert one.now is not None
    assert one.then is not None
    assert one.now - one.then == 140_000
    old = demo.scalars(sa.select(s.superseded.c.row).where(s.superseded.c.kind == "contributions")).all()
    assert len(old) == 5


@pytest.mark.parametrize("size", [SMALL, {"agents": 1, "months": 6}, {"agents": 12, "months": 9, "seed": 4}])
def test_any_size_is_loaded_without_a_question(sqlite_engine: sa.Engine, tmp_path: Path, size: dict[str, int]) -> None:
    assert load_demonstration(sqlite_engine, tmp_path, **size) == ["DEMO"]
    assert load_demonstration(sqlite_engine, tmp_path, **size) == ["DEMO"]
    with sqlite_engine.connect() as conn:
        loads = sa.select(sa.func.count()).select_from(s.imports)
        assert conn.scalar(loads) == 2, "what is there is not loaded again"


def test_a_load_that_is_missing_is_made_up_for(
    sqlite_engine: sa.Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = imports.importer.apply
    monkeypatch.setattr(imports.importer, "apply", _once(whole))
    with pytest.raises(KeyboardInterrupt):
        load_demonstration(sqlite_engine, tmp_path, **SMALL)
    monkeypatch.setattr(imports.importer, "apply", whole)
    load_demonstration(sqlite_engine, tmp_path, **SMALL)
    with sqlite_engine.connect() as conn:
        assert conn.scalar(sa.select(sa.func.count()).select_from(s.roster))
        assert conn.scalar(sa.select(sa.func.count()).select_from(s.imports)) == 2


def _once(apply: Callable) -> Callable:
    made: list[object] = []

    def applying(*given: object, **named: object) -> object:
        if made:
            raise KeyboardInterrupt
        made.append(apply(*given, **named))
        return made[0]

    return applying


OWN = World(
    agents=[Agent("AD0001", "K1", date(2019, 1, 5))],
    participants=[Participant(1, "AD0001", date(2019, 2, 1))],
    payments=[Payment(1, date(2019, 2, 1), date(2019, 2, 3))],
)


def rows_of(engine: sa.Engine, branch: str) -> dict[str, list[tuple]]:
    """Every row of the branch, by table."""
    with engine.connect() as conn:
        return {
            table.name: sorted(fetch(conn, sa.select(table).where(table.c[key] == branch)).rows(), key=str)
            for table in s.metadata.tables.values()
            for key in ("branch_code", "code")
            if key in table.c and (key == "branch_code" or table is s.branches)
        }


def test_a_branchs_own_data_are_never_written_to(engine: sa.Engine, tmp_path: Path) -> None:
    with writing(engine) as conn:
        put(conn, OWN)
        conn.exec_driver_sql("delete from wilayah where code not in (select wilayah_code from office_places)")
        if engine.dialect.name == "postgresql":
            conn.exec_driver_sql("select setval(pg_get_serial_sequence('imports', 'id'), 1)")
    before = rows_of(engine, "TST")
    assert len(before["participants"]) == 1
    load_demonstration(engine, tmp_path, **SMALL)
    assert rows_of(engine, "TST") == before
    assert rows_of(engine, "DEMO")["participants"]


def test_a_branch_that_bears_the_demonstrations_code_is_left_alone(sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    with writing(sqlite_engine) as conn:
        branch.ensure(conn, "DEMO", "Cabang Demak", "rahasia cabang")
    before = rows_of(sqlite_engine, "DEMO")
    with pytest.raises(DemonstrationError):
        load_demonstration(sqlite_engine, tmp_path, **SMALL)
    assert rows_of(sqlite_engine, "DEMO") == before


def test_another_demonstration_is_not_mixed_into_the_one_that_is_there(
    sqlite_engine: sa.Engine, tmp_path: Path
) -> None:
    load_demonstration(sqlite_engine, tmp_path / "a", **SMALL)
    before = rows_of(sqlite_engine, "DEMO")
    with pytest.raises(DemonstrationError):
        load_demonstration(sqlite_engine, tmp_path / "b", **SMALL, seed=7)
    assert rows_of(sqlite_engine, "DEMO") == before


def test_the_first_start_leaves_an_empty_branch_of_the_settings_empty(tmp_path: Path) -> None:
    """The demonstration is a branch of its own; the branch's own stays without a row."""
    chosen = Settings(data_folder=str(tmp_path), branch_code="PKL")
    engine = prepare(chosen, lambda line: None)
    try:
        assert not any(rows_of(engine, "PKL").values())
        assert rows_of(engine, "DEMO")["participants"]
    finally:
        engine.dispose()
