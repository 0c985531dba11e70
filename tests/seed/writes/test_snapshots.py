"""A branch as it was known is, row by row, the database in which later loads were never made."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.cli.document import document
from queries import versions
from queries.branches import holding
from queries.db import schema as s
from queries.db.engine import connect, writing
from queries.lineage import changes
from queries.periods import Period
from queries.versions import Past
from seed.writes import notes, snapshots, summaries
from seed.writes.completeness import confirm, take_back
from seed.writes.observations import observe
from seed.writes.publish import Briefing, Frozen, issue
from seed.writes.rules import set_rule
from seed.writes.undo import undo
from tests.queries.published.test_published import publish
from tests.support.branch_files import AT, DATED, branch_files, lay_down, load, load_branch, rows
from tests.support.branch_files import BRANCH as FILES_BRANCH
from tests.support.histories import histories, replay
from tests.support.viewers import viewer
from tests.support.worlds import BRANCH

CODES = (s.traces, s.trace_tables)
SEMESTER, HALF = Period.parse("2019-S1"), Period.parse("2018-S1")
LATER = datetime(2019, 8, 2, 3, 0)


def content(conn: sa.Connection) -> dict[str, list[dict]]:
    """Every row of every table but those of the trace codes and the audit, by its key."""
    return {
        table.name: [dict(row) for row in conn.execute(sa.select(table).order_by(*table.primary_key)).mappings()]
        for table in s.metadata.sorted_tables
        if table not in (*CODES, s.audit)
    }


@contextmanager
def snapshot(conn: sa.Connection, past: Past) -> Iterator[sa.Connection]:
    target = connect("sqlite://")
    try:
        snapshots.build(conn, past, target)
        with target.connect() as then:
            yield then
    finally:
        target.dispose()


def figures(conn: sa.Connection) -> dict:
    """Everything that `figures --format json` prints."""
    return document(conn, viewer(branch=BRANCH), SEMESTER)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=10)
@given(histories(), st.randoms(use_true_random=False))
def test_later_loads_were_never_made(conn: sa.Connection, drawn: tuple, chance: Random) -> None:
    """Table by table at every version, so that whatever is asked has the same answer; `figures` at one of them.

    The summaries of a snapshot are those of the end, brought back; at that one they are held against its rows, too.
    """
    (history, steps), then, numbers = drawn, {}, {}
    asked_at = chance.randint(1, len(steps)) if steps else 0

    def each(load: int) -> None:
        then[load] = content(conn)
        if len(then) == asked_at:
            numbers[load] = figures(conn)

    step = conn.begin_nested()
    try:
        replay(conn, history, steps, before=lambda: published(conn), after=lambda: observe(conn, BRANCH), each=each)
        for load, rows in then.items():
            past = versions.past(conn, BRANCH, str(load), date(2019, 12, 31))
            with snapshot(conn, past) as known:
                assert content(known) == rows
                if load in numbers:
                    assert figures(known) == numbers[load]
                    assert summaries.verify(known, BRANCH).rows() == []
    finally:
        step.rollback()


def published(conn: sa.Connection) -> None:
    for metric in ("acquired", "received", "agents_listed", "offices"):
        publish(conn, metric, 0)


def test_every_table_is_known_by_something(conn: sa.Connection) -> None:
    for table in s.metadata.sorted_tables:
        if table not in s.SUMMARIES:
            assert snapshots.rows(conn, Past(BRANCH, 1, JULY, None), table).columns == table.c.keys()


def test_what_loads_bring_is_known_by_its_load() -> None:
    """A table that loads begin to bring is no longer known by anything else."""
    brought = {table.name for table in snapshots._KNOWN if set(table.c.keys()) >= {"branch_code", "import_id"}}
    assert brought == {"superseded", "unrecorded"}


def test_a_table_of_which_nobody_says_by_what_it_is_known_is_refused(conn: sa.Connection) -> None:
    stranger = sa.Table("stranger", sa.MetaData(), sa.Column("branch_code", sa.String))
    with pytest.raises(KeyError, match="stranger"):
        snapshots.rows(conn, Past(BRANCH, 1, JULY, None), stranger)


JULY = date(2019, 7, 1)
TARGET = rows("Semester;Ukuran;Nilai", "2018-S1;akuisisi;5")
ROSTER = rows("Bulan;Kode Perisai", "06-2018;AB0001", "06-2018;AB0002")
SHORTER = rows("Bulan;Kode Perisai", "06-2018;AB0001")
PUBLISHED = rows("Metrik;Nilai;Periode;Sumber;Terbit", "acquired;3;2018-S1;Radar;2018-08-01")


def content_now(engine: sa.Engine) -> dict[str, list[dict]]:
    with engine.connect() as conn:
        return content(conn)


def past_of(conn: sa.Connection, asked: str) -> Past:
    return versions.past(conn, FILES_BRANCH, asked, date(2019, 12, 31))


def test_files_of_every_kind_changed_replaced_and_undone(engine: sa.Engine) -> None:
    lay_down(engine)
    then = []
    for files in (branch_files(), *DATED, TARGET, ROSTER, SHORTER, PUBLISHED):
        load(engine, files if isinstance(files, list) else [("x.csv", files)])
        then.append(content_now(engine))
    for act in (
        lambda: confirm(engine, FILES_BRANCH, "participants", [date(2018, 4, 1)], "kepala", LATER),
        lambda: take_back(engine, FILES_BRANCH, "participants", [date(2018, 4, 1)], "kepala", LATER),
        lambda: set_rule(engine, FILES_BRANCH, "kepala", LATER, date(2018, 4, 1), {"dormant_after": 2}, "uji"),
        *(lambda one=one: undo(engine, FILES_BRANCH, "kepala", LATER, one) for one in (9, 8, 5, 12)),
    ):
        act()
        then.append(content_now(engine))
    with engine.connect() as conn:
        numbers = list(conn.scalars(sa.select(s.imports.c.id).order_by(s.imports.c.id)))
        for number, rows_then in zip(numbers, then, strict=True):
            with snapshot(conn, past_of(conn, str(number))) as known:
                assert content(known) == rows_then


def said(engine: sa.Engine, agent: str, outlet: str, at: datetime) -> None:
    """A note on an agent and a briefing, both of a moment."""
    period = Period.parse("2018-Q1")
    with writing(engine) as conn:
        notes.write(conn, FILES_BRANCH, agent, outlet, "Ani", at)
        briefing = Briefing(period, None, "id", True, ("acquired",), "", outlet, at.date(), None, "")
        issue(conn, FILES_BRANCH, briefing, [Frozen("acquired", 3, 1, "3 peserta")], "Ani", at)


def there(known: sa.Connection) -> set[int]:
    """How many notes, briefings and published figures there are, and how often those were computed."""
    tables = (s.notes, s.briefings, s.reference_figures, s.observations)
    return {known.scalar(sa.select(sa.func.count()).select_from(table)) or 0 for table in tables}


def test_notes_and_briefings_are_there_by_when_they_were_written(engine: sa.Engine) -> None:
    load_branch(engine)
    midnight = datetime(2019, 8, 4, 17, tzinfo=UTC)  # in Jakarta, between the 4th and the 5th
    for outlet, at in (("Radar", datetime(2019, 8, 2, 3, tzinfo=UTC)), ("Suara", midnight)):
        said(engine, "AB0001", outlet, at)
    for asked, count in (("1", 2), ("2019-08-01", 0), ("2019-08-02", 1), ("2019-08-04", 1), ("2019-08-05", 2)):
        with engine.connect() as conn, snapshot(conn, past_of(conn, asked)) as known:
            assert there(known) == {count}


def test_what_was_said_of_a_later_load_is_not_there_whatever_the_clock_said(engine: sa.Engine) -> None:
    load_branch(engine)
    load(engine, [("x.csv", rows("Kode;Nama;Kode Kantor;Tgl Daftar", "AB0003;Agen 3;KP02;2018-06-01"))])
    said(engine, "AB0003", "Radar", AT - timedelta(hours=1))
    for asked, count in (("1", 0), ("2", 1)):
        with engine.connect() as conn, snapshot(conn, past_of(conn, asked)) as known:
            assert there(known) == {count}


def test_of_several_branches_only_the_one_is_there(engine: sa.Engine) -> None:
    lay_down(engine, "LLL")
    lay_down(engine)
    load(engine, branch_files())
    with engine.connect() as conn, snapshot(conn, past_of(conn, "1")) as known:
        assert list(known.scalars(sa.select(s.branches.c.code))) == [FILES_BRANCH]
        assert content(known)["contributions"] == content(conn)["contributions"]


def test_what_changed_between_two_versions_is_named_within_the_past(engine: sa.Engine) -> None:
    lay_down(engine)
    late = rows("Kode Perisai;Tgl Daftar;KPJ;NIK", "AB0002;23-05-2018;19000000009;9969775600000009")
    for files in (branch_files(), [("x.csv", late)], [("x.csv", TARGET)]):
        load(engine, files)
    scope = viewer(branch=FILES_BRANCH).scope(HALF, HALF.last)
    with engine.connect() as conn, snapshot(conn, past_of(conn, "2")) as known:
        moves = [changes.rows_between(one, scope, "acquired", 1, 2).rows() for one in (conn, known)]
        assert moves[0] == moves[1] == [("entered_late", 2, 1, 1)]
        assert holding(known, FILES_BRANCH).data_version == 2
