"""The branches that are measured: the demonstration's 32 agents with 1, 10 or 100 times the participants."""

from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa

from queries.db.engine import connect, writing
from seed import importer
from seed.demo import write
from seed.migrate import upgrade
from seed.writes import branch

CODE, SECRET = "DEMO", "bench"
AT = datetime(2019, 7, 25, tzinfo=UTC)
"""When it is said to be imported: on the day of the article."""


def files(folder: Path, factor: int) -> list[Path]:
    """The files of a branch with so many times the participants; written the first time they are asked for."""
    place = folder / f"files-{factor}"
    if not place.exists():
        write.write(place, contributions_factor=factor)
    return sorted((place / CODE).glob("*.csv"))


def factor_for(folder: Path, rows: int) -> int:
    """How many times the demonstration has about so many rows."""
    once = sum(file.read_bytes().count(b"\n") for file in files(folder, 1))
    return max(1, round(rows / once))


def prepared(url: str) -> sa.Engine:
    """A database with the tables and the branch's own row, and nothing imported."""
    engine = connect(url)
    upgrade(engine)
    with writing(engine) as conn:
        branch.ensure(conn, CODE, "Contoh", SECRET, is_demo=True)
    return engine


def load(engine: sa.Engine, given: list[Path]) -> int:
    """Import the files; the number of rows that were loaded."""
    named = [(file.name, file) for file in given]
    return importer.apply(engine, named, CODE, SECRET, "bench", AT, may_publish=True).changed


def databases(folder: Path, sizes: list[int]) -> dict[int, Path]:
    """An SQLite database of each size, imported as a branch's own files are."""
    paths = {size: folder / f"{size}.db" for size in sizes}
    for size, file in paths.items():
        engine = prepared(f"sqlite:///{file}")
        load(engine, files(folder, size))
        engine.dispose()
    return paths
