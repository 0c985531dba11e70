"""The demonstration's files loaded a second time."""

from datetime import UTC, datetime

from seed import importer
from seed.demo.write import write
from tests.support.branch_files import BRANCH, SECRET, lay_down

AT = datetime(2019, 7, 1, 3, 0, tzinfo=UTC)


def test_they_change_nothing_and_ask_nothing(tmp_path, engine):
    """Who moved has a row without a day, the office before, and one with the day; somebody came back."""
    (branch,) = write(tmp_path, agents=8, months=14)
    files = [(file.name, file) for file in branch.files]
    lay_down(engine)
    first = importer.apply(
        engine, files, BRANCH, SECRET, "staf", AT, may_publish=True, confirmed={*first_time(engine, files)}
    )
    assert first.changed
    with engine.connect() as conn:
        again = importer.check(conn, files, BRANCH, SECRET, AT.date())
    assert (again.clean, again.suspicions, again.undecided, again.unanswered) == (True, {}, (), ())
    assert [(file.good, file.changed, file.moves, file.dropped) for file in again.files] == [(0, 0, (), 0)] * len(files)


def first_time(engine, files):
    """What is suspected of them in an empty database."""
    with engine.connect() as conn:
        return importer.check(conn, files, BRANCH, SECRET, AT.date()).suspicions
