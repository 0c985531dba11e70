"""What the pages ask, each question beside raw SQL of the same answer on the same connection."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

import polars as pl
import sqlalchemy as sa

from queries import branches, figures, flows, loads, targets
from queries.agents import standings
from queries.db.engine import connect
from queries.frames import standard
from queries.periods import Period
from queries.published import references
from queries.scope import Scope
from tests.bench import branch, floors
from tests.bench.report import Line
from tests.bench.timing import Sample, in_turns, middle, ratio, timed
from tests.support.viewers import viewer as viewer_of


def _but_returns(values: dict[str, int]) -> dict[str, int]:
    """The figures that their floor counts: who returns is another question."""
    return {name: value for name, value in values.items() if "return" not in name and name != "acquired_new"}


QUESTIONS: dict[str, tuple[Callable[[sa.Connection, Scope], object], str]] = {
    "branches.holding": (lambda conn, scope: branches.holding(conn, scope.branch)[:-1], floors.HOLDING),
    "data.places": (branches.offices, floors.PLACES),
    "frames.sectors": (standard.sectors, floors.SECTORS),
    "figures.anything": (figures.anything, floors.ANYTHING),
    "figures.figures": (lambda conn, scope: _but_returns(figures.figures(conn, scope)), floors.FIGURES),
    "flows.totals": (flows.totals, floors.TOTALS),
    "flows.by_month": (flows.by_month, floors.BY_MONTH),
    "flows.by_wilayah": (flows.by_wilayah, floors.BY_WILAYAH),
    "flows.by_office": (flows.by_office, floors.BY_OFFICE),
    "flows.by_sector": (flows.by_sector, floors.BY_SECTOR),
    "agents.standings": (standings.standings, floors.STANDINGS),
    "agents.by_status": (standings.by_status, floors.BY_STATUS),
    "agents.dormant": (standings.dormant, floors.DORMANT),
    "agents.grid": (standings.grid, floors.GRID),
    "references.compared": (references.compared, floors.COMPARED),
    "targets.target": (lambda conn, scope: targets.target(conn, scope, "acquired"), floors.TARGET),
    "loads.files": (loads.files, floors.FILES),
}
"""By name: the question, and its floor. Of what is held, without what is whole."""


def asked(conn: sa.Connection, scope: Scope, name: str) -> list[tuple]:
    """The answer of a question as plain rows, to be compared with its floor's."""
    return [tuple(map(_plain, row)) for row in _rows(QUESTIONS[name][0](conn, scope))]


def floor(conn: sa.Connection, scope: Scope, name: str) -> list[tuple]:
    """The rows of its floor, from the driver."""
    given = {"branch": scope.branch, "first": scope.period.first, "last": scope.period.last}
    given |= {"as_of": scope.as_of, "month": scope.as_of_month}
    texts = {key: value.isoformat() if isinstance(value, date) else value for key, value in given.items()}
    driver = conn.connection.driver_connection
    assert driver is not None
    return driver.execute(QUESTIONS[name][1], texts).fetchall()


def _rows(answer: object) -> list[tuple]:
    if isinstance(answer, pl.DataFrame):
        return answer.rows()
    if isinstance(answer, dict):
        return [tuple(answer.values())]
    if isinstance(answer, tuple):
        return [answer]
    if isinstance(answer, list):
        return [tuple(one.values()) if isinstance(one, dict) else (one,) for one in answer]
    return [(answer,)]


def _plain(value: object) -> object:
    """As SQLite's driver gives it."""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M:%S.%f}"
    return value.isoformat() if isinstance(value, date) else value


def measure(databases: dict[int, Path], rounds: int) -> Iterator[Line]:
    """A line a question and size; the note says how it grew since the smallest size."""
    scope = viewer_of(branch=branch.CODE).scope(Period.parse("2019-S1"), date(2019, 6, 1))
    engines = {size: connect(f"sqlite:///{file}") for size, file in databases.items()}
    conns = {size: engine.connect() for size, engine in engines.items()}
    for name in QUESTIONS:
        both = QUESTIONS[name][0], _floor_of(name)
        actions = [_action(conn, scope, what) for conn in conns.values() for what in both]
        in_turns(2, *actions)
        taken = in_turns(rounds, *actions)
        smallest = middle(taken[0]).cpu
        for n, size in enumerate(conns):
            ours, bare = taken[2 * n], taken[2 * n + 1]
            yield Line(
                part="query",
                what=f"{name} {size}x",
                wall=middle(ours).wall * 1e3,
                cpu=middle(ours).cpu * 1e3,
                floor=middle(bare).cpu * 1e3,
                ratio=ratio(ours, bare),
                note="" if not n else f"{middle(ours).cpu / smallest:.2f} times the CPU at {next(iter(conns))}x",
            )
    for size, conn in conns.items():
        conn.close()
        engines[size].dispose()


def _floor_of(name: str) -> Callable[[sa.Connection, Scope], object]:
    return lambda conn, scope: floor(conn, scope, name)


def _action(conn: sa.Connection, scope: Scope, what: Callable[[sa.Connection, Scope], object]) -> Callable[[], Sample]:
    return lambda: timed(lambda: what(conn, scope))
