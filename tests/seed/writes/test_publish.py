"""Issuing a briefing: what is frozen, and what keeps it from being issued."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
import sqlalchemy as sa

from queries.db import schema as s
from queries.db.engine import writing
from queries.metrics import catalogue
from queries.periods import Period
from seed.importer import Refused
from seed.writes.publish import LONGEST, Briefing, Frozen, PublishError, issue
from tests.support.branch_files import BRANCH as FILES
from tests.support.branch_files import load, load_branch, refusals
from tests.support.branch_files import rows as file_rows
from tests.support.worlds import BRANCH, Agent, Participant, Payment, World, put

S1 = Period.parse("2019-S1")
AT = datetime(2019, 7, 25, 9, 30, tzinfo=timezone(timedelta(hours=7)))
BRIEFING = Briefing(
    period=S1,
    wilayah=None,
    language="id",
    press=True,
    figures=("acquired_by_month", "cumulative_received"),
    release="SIARAN PERS",
    outlet="ANTARA",
    published_on=date(2019, 7, 25),
    embargo_until=datetime(2019, 7, 26, 3, 0, tzinfo=UTC),
    sha256="a" * 64,
)
ACQUIRED = Frozen("acquired", 2, 1, "sebanyak 2 peserta", "K7QM2X4D-A5QF")
RECEIVED = Frozen("received", 34_000, 1_000, "sekitar Rp34 ribu")


@pytest.fixture
def branch(engine: sa.Engine) -> sa.Engine:
    world = World(
        offices={"K1": "33.25", "K2": "33.26"},
        agents=[Agent("A1", "K1", date(2018, 1, 5)), Agent("A2", "K2", date(2018, 1, 5))],
        participants=[Participant(1, "A1", date(2019, 3, 1)), Participant(2, "A2", date(2019, 6, 30))],
        payments=[Payment(1, date(2019, 3, 1), date(2019, 3, 1)), Payment(2, date(2019, 6, 1), date(2019, 6, 30))],
    )
    with writing(engine) as conn:
        put(conn, world)
    return engine


def issued(engine: sa.Engine, *figures: Frozen, by: str = "Sari", **changes: object) -> int:
    with writing(engine) as conn:
        return issue(conn, BRANCH, replace(BRIEFING, **changes), figures, by, AT)


def rows(engine: sa.Engine, table: sa.Table) -> list[dict]:
    with engine.connect() as conn:
        return [dict(row) for row in conn.execute(sa.select(table).order_by(*table.primary_key)).mappings()]


def test_a_briefing_freezes_its_figures(branch: sa.Engine) -> None:
    assert issued(branch, ACQUIRED, RECEIVED) == 1
    (briefing,) = rows(branch, s.briefings)
    assert briefing == {
        "branch_code": BRANCH,
        "id": 1,
        "first_month": date(2019, 1, 1),
        "last_month": date(2019, 6, 1),
        "places": "",
        "language": "id",
        "press": True,
        "figures": ["acquired_by_month", "cumulative_received"],
        "release": "SIARAN PERS",
        "outlet": "ANTARA",
        "published_on": date(2019, 7, 25),
        "embargo_until": datetime(2019, 7, 26, 3, 0),
        "issued_at": datetime(2019, 7, 25, 2, 30),
        "issued_by": "Sari",
        "data_version": 1,
        "sha256": "a" * 64,
    }
    first, second = rows(branch, s.reference_figures)
    assert first == {
        "branch_code": BRANCH,
        "id": 1,
        "metric": "acquired",
        "value": 2,
        "rounding": 1,
        "wording": "sebanyak 2 peserta",
        "first_month": date(2019, 1, 1),
        "last_month": date(2019, 6, 1),
        "places": "",
        "source": "ANTARA, 25 Juli 2019",
        "published_on": date(2019, 7, 25),
        "import_id": None,
        "briefing_id": 1,
        "published_by": "Sari",
        "definition": str(catalogue()["acquired"].version),
        "data_version": 1,
        "code": "K7QM2X4D-A5QF",
        "notice_id": None,
    }
    assert (second["id"], second["value"], second["rounding"], second["code"]) == (2, 34_000, 1_000, None)


def test_what_it_came_to_when_it_was_issued_stays_beside_what_was_said(branch: sa.Engine) -> None:
    issued(branch, RECEIVED, ACQUIRED)
    seen = [
        (row["reference_id"], row["number"], row["import_id"], row["value"]) for row in rows(branch, s.observations)
    ]
    assert seen == [(1, 1, 1, 33_600), (2, 1, 1, 2)]
    assert {row["observed_at"] for row in rows(branch, s.observations)} == {datetime(2019, 7, 25, 2, 30)}


def test_a_briefing_of_some_places_and_a_figure_of_another_scope(branch: sa.Engine) -> None:
    other = Frozen("acquired", 1, 1, "1 peserta", where=(Period.parse("2019-Q1"), None))
    issued(branch, replace(ACQUIRED, value=1), other, wilayah=frozenset({"33.26", "33.25"}))
    scopes = [(row["first_month"], row["last_month"], row["places"]) for row in rows(branch, s.reference_figures)]
    assert scopes == [(date(2019, 1, 1), date(2019, 6, 1), "33.25,33.26"), (date(2019, 1, 1), date(2019, 3, 1), "")]
    assert [row["value"] for row in rows(branch, s.observations)] == [2, 1]


def test_another_outlet_day_or_scope_is_another_briefing(branch: sa.Engine) -> None:
    numbers = [
        issued(branch, ACQUIRED),
        issued(branch, ACQUIRED, outlet="Suara Merdeka"),
        issued(branch, ACQUIRED, published_on=date(2019, 7, 26)),
        issued(branch, ACQUIRED, wilayah=frozenset({"33.25"})),
        issued(branch, ACQUIRED, period=Period.parse("2019-Q2")),
    ]
    assert numbers == [1, 2, 3, 4, 5]
    assert [row["id"] for row in rows(branch, s.reference_figures)] == [1, 2, 3, 4, 5]


def test_what_it_withholds_of_its_semester_is_written_once(branch: sa.Engine) -> None:
    """Of two people nothing leaves, in any cell; the second briefing withholds the same."""
    first = issued(branch, ACQUIRED)
    cells = rows(branch, s.issued_cells)
    assert {cell["state"] for cell in cells} == {"few"}
    assert {cell["briefing_id"] for cell in cells} == {first}
    assert {(one["measure"], one["place"], one["month"], one["part"]) for one in cells if one["month"]} >= {
        ("acquired", "33.25", "2019-03-01", ""),
        ("received", "33.26", "2019-06-01", "new"),
        ("received", "", "2019-06-01", ""),
    }
    issued(branch, ACQUIRED, outlet="Radar Pekalongan")
    assert rows(branch, s.issued_cells) == cells


@pytest.mark.parametrize(
    ("figures", "changes", "reason", "what"),
    [
        ((), {}, "nothing", ""),
        ((ACQUIRED,), {"outlet": " \n"}, "no_outlet", ""),
        ((ACQUIRED,), {"outlet": "x" * (LONGEST + 1)}, "long_outlet", str(LONGEST)),
        ((ACQUIRED,), {"period": Period.parse("2030-S1")}, "period_open", "2030-S1"),
        ((ACQUIRED,), {"period": Period.parse("2019-05..2019-07")}, "period_open", "2019-05..2019-07"),
        ((Frozen("happiness", 1, 1, "1"),), {}, "unknown_metric", "happiness"),
        ((ACQUIRED, ACQUIRED), {}, "twice", "acquired"),
        ((replace(ACQUIRED, wording=" "),), {}, "bad_figure", "acquired"),
        ((replace(ACQUIRED, wording="x" * 201),), {}, "bad_figure", "acquired"),
        ((replace(ACQUIRED, rounding=0),), {}, "bad_figure", "acquired"),
        ((replace(ACQUIRED, where=(Period.parse("2019-S2"), None)),), {}, "period_open", "2019-S2"),
        ((replace(ACQUIRED, where=(Period.parse("2019-06..2019-07"), None)),), {}, "period_open", "2019-06..2019-07"),
        ((replace(ACQUIRED, where=(S1, None)),), {"period": Period.parse("2019")}, "period_open", "2019"),
    ],
)
def test_what_cannot_be_issued(
    branch: sa.Engine, figures: tuple[Frozen, ...], changes: dict, reason: str, what: str
) -> None:
    with pytest.raises(PublishError) as refused:
        issued(branch, *figures, **changes)
    assert (refused.value.reason, refused.value.what) == (reason, what)
    assert [rows(branch, table) for table in (s.briefings, s.reference_figures, s.observations)] == [[], [], []]


@pytest.mark.parametrize("outlet", ["ANTARA", " antara ", "AnTara"])
def test_the_same_briefing_is_issued_once(branch: sa.Engine, outlet: str) -> None:
    issued(branch, ACQUIRED)
    with pytest.raises(PublishError) as refused:
        issued(branch, RECEIVED, outlet=outlet)
    assert refused.value.reason == "already_issued"
    assert len(rows(branch, s.briefings)) == 1


def test_a_figure_that_came_as_a_file_under_the_same_source_stands(branch: sa.Engine) -> None:
    issued(branch, ACQUIRED)
    with writing(branch) as conn:
        conn.execute(sa.update(s.reference_figures).values(briefing_id=None))
        conn.execute(sa.delete(s.briefings))
    with pytest.raises(PublishError, match="already_issued"):
        issued(branch, ACQUIRED)


def test_no_file_changes_what_a_briefing_said(engine: sa.Engine) -> None:
    load_branch(engine)
    months = Period.parse("2018-03..2018-05")
    with writing(engine) as conn:
        issue(conn, FILES, replace(BRIEFING, period=months), [replace(ACQUIRED, value=3)], "Sari", AT)
    heading = "ukuran;nilai;periode;sumber;tanggal terbit;kalimat"
    line = "acquired;{};Maret-Mei 2018;ANTARA, 25 Juli 2019;2019-07-25;{}"
    before = rows(engine, s.reference_figures)
    same = file_rows(heading, line.format(3, "sebanyak 2 peserta"))
    assert load(engine, [("angka.csv", same)]).changed == 0
    with pytest.raises(Refused) as refused:
        load(engine, [("angka.csv", file_rows(heading, line.format(4, "4 peserta")))])
    assert refusals(refused.value.report) == [(2, "nilai", "4", "conflict_with_database")]
    assert rows(engine, s.reference_figures) == before
