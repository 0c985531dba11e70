"""Each page's script beside a page of constants, and beside itself at more contributions."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from dashboard.charts.figure import Figure
from dashboard.settings import read
from dashboard.shell.routes import ADDRESSES
from dashboard.view import cache
from dashboard.view.ahead import Ahead
from dashboard.view.asked import ASKED
from queries.db.schema import imports
from queries.press import masks
from seed.writes.observations import observe
from tests.bench import branch
from tests.bench.recording import Recording, recorded, show
from tests.bench.report import Line
from tests.bench.session import Session
from tests.bench.timing import Sample, in_turns, middle, ratio, timed

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PERIODS = ("2019-S1", "2018-S2")
GOAL, GOAL_CHANGED, GOAL_AFTER_A_LOAD, GOAL_AT_SIZE = 1.3, 1.5, 4.0, 1.2
"""Of a rerun, after the filter changed, just after a load; and at a hundred times the contributions."""


def opened(page: str, database: Path) -> Session:
    """A session that looks at a page over a database."""
    look_at(database)
    session = Session(ROOT / "streamlit_app.py")
    session.app.switch_page(page)
    session.choose(PERIODS[0])
    return session


def look_at(database: Path) -> None:
    """Let the dashboard's next run read another database."""
    os.environ["DATABASE_URL"] = f"sqlite:///{database}"


def recordings(session: Session) -> dict[str, Recording]:
    """A recording of the session's page for each of the periods that a reader goes to and fro between."""
    recorded_by = {}
    for period in reversed(PERIODS):
        session.choose(period)
        with recorded() as recorded_by[period]:
            session.run()
    return recorded_by


def measure(database: Path, rounds: int) -> Iterator[tuple[list[Line], list[Figure]]]:
    """For each page its lines, of a rerun and of a changed filter, and the figures that it showed."""
    for page, address in ADDRESSES.items():
        ours = opened(page, database)
        calls = recordings(ours)
        show(calls[PERIODS[0]])
        floor = Session(HERE / "constants_app.py")
        if floor.elements() != ours.elements():
            raise RuntimeError(f"{address}: the page of constants does not show what the page shows")
        again = in_turns(rounds, ours.run, floor.run)
        lines = [_line(f"{address}, rerun", GOAL, *again)]
        mine, constant = Filter(ours), Filter(floor, calls)
        taken = in_turns(rounds, mine.change, constant.change)
        lines.append(_line(f"{address}, filter changed", GOAL_CHANGED, *taken))
        taken = in_turns(rounds, mine.change_after_a_load, constant.change)
        lines.append(_line(f"{address}, filter changed after a load", GOAL_AFTER_A_LOAD, *taken))
        with asking_ahead(mine) as ahead:
            taken = in_turns(rounds, mine.change_when_asked_ahead, constant.change)
        seconds = f"; {median(ahead.took):.1f} CPU s after the load"
        lines.append(_line(f"{address}, the same when asked ahead", GOAL_AFTER_A_LOAD, *taken, more=seconds))
        yield lines, calls[PERIODS[0]].figures


def _line(what: str, goal: float, ours: list[Sample], floor: list[Sample], more: str = "") -> Line:
    mine = middle(ours)
    return Line(
        part="page",
        what=what,
        wall=mine.wall * 1e3,
        cpu=mine.cpu * 1e3,
        floor=middle(floor).cpu * 1e3,
        ratio=ratio(ours, floor),
        goal=goal,
        note=f"of CPU; floor: the same elements from constants{more}",
    )


@contextmanager
def asking_ahead(reader: "Filter") -> Iterator["Filter"]:
    """What the reader's page asks is noted, as in a server, and `Filter.change_when_asked_ahead` asks ahead."""
    ASKED.noting = True
    for _ in PERIODS:
        reader.change_after_a_load()  # asked anew, and so noted
    try:
        yield reader
    finally:
        ASKED.noting = False
        ASKED.taken()


class Filter:
    """A reader who goes to and fro between two periods."""

    def __init__(self, session: Session, constants: dict[str, Recording] | None = None) -> None:
        self._session, self._constants, self._turn = session, constants, 0
        self.took: list[float] = []
        """CPU seconds that asking ahead took after each load."""

    def change(self) -> Sample:
        """Choose the other period."""
        self._turn += 1
        period = PERIODS[self._turn % 2]
        if self._constants:
            show(self._constants[period])
        return self._session.choose(period)

    def change_after_a_load(self) -> Sample:
        """Choose the other period when nothing is remembered, since data were loaded after the page was last run."""
        _load()
        return self.change()

    def change_when_asked_ahead(self) -> Sample:
        """Choose the other period when the server has asked of the new data what was asked of those before."""
        _load()
        ahead = Ahead(read().url, branch.CODE)
        self.took.append(timed(lambda: ahead.turn(at_ease=False)).cpu)
        return self.change()


def _load() -> None:
    """A load that brings no row: nothing that is remembered holds any more, nor what the press decides of counts."""
    masks.of_counts.cache_clear()
    with cache.engine(read().url).begin() as conn:
        conn.execute(imports.insert(), {**_RECORD, "branch_code": branch.CODE})
        observe(conn, branch.CODE)  # as every load does in its transaction


_RECORD = {"imported_by": "bench", "imported_at": branch.AT, "accepted_rejects": False, "changed": 1}


def measure_sizes(databases: dict[int, Path], rounds: int) -> Iterator[Line]:
    """A line a page of figures and size above the smallest: a changed filter, beside the same at the smallest size."""
    for page, address in ADDRESSES.items():
        sessions = {database: opened(page, database) for database in databases.values()}
        if not recordings(next(iter(sessions.values())))[PERIODS[0]].figures:
            continue
        actions = [_at(database, Filter(session)) for database, session in sessions.items()]
        in_turns(2, *actions)
        smallest, *others = in_turns(rounds, *actions)
        for size, samples in zip(list(databases)[1:], others, strict=True):
            mine = middle(samples)
            yield Line(
                part="size",
                what=f"{address} at {size}x the contributions",
                wall=mine.wall * 1e3,
                cpu=mine.cpu * 1e3,
                floor=middle(smallest).cpu * 1e3,
                ratio=ratio(samples, smallest),
                goal=GOAL_AT_SIZE,
                note=f"of CPU; floor: the same page at {next(iter(databases))}x",
            )


def _at(database: Path, reader: Filter) -> Callable[[], Sample]:
    def change() -> Sample:
        look_at(database)
        return reader.change_after_a_load()

    return change
