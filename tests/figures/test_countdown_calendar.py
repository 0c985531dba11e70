"""The calendar of deadlines, by RFC 5545 and from load to load: an event moves, is cancelled, and is never doubled."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import polars as pl
import pytest
import sqlalchemy as sa
from icalendar import Calendar, Event

from dashboard.figures import countdown_calendar
from dashboard.imports import imports
from dashboard.language.words import words_in
from dashboard.view import cache
from dashboard.view.address import Choice
from dashboard.view.view import View
from queries.db import schema as s
from queries.periods import Period
from tests.support.viewers import viewer
from tests.support.worlds import BRANCH, Agent, Participant, Payment, World, put

D = date
WORLD = World(
    agents=[Agent("A1", "K1", D(2018, 1, 15)), Agent("A2", "K1", D(2018, 1, 15)), Agent("A3", "K1", D(2018, 1, 15))],
    participants=[Participant(1, "A1", D(2019, 6, 3)), Participant(2, "A2", D(2019, 4, 3))],
)
LOADED = datetime(2019, 7, 3, 4, 5, 6, tzinfo=UTC)


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imports, "today", lambda: D(2019, 7, 10))


def events(engine: sa.Engine, world: World, version: int = 2, period: str = "2019-S1") -> dict[str, Event]:
    """The events of the branch as it is loaded, by UID; as the file's own reader finds them."""
    with engine.begin() as conn:
        for table in reversed(s.metadata.sorted_tables):
            conn.execute(table.delete())
        put(conn, replace(world, loaded_at=LOADED))
        conn.execute(s.agents.update().values(name='Siti; "Ani", \\ Kp. Wonorejo ' + "é" * 60))
        load = dict(conn.execute(sa.select(s.imports)).mappings().one())
        conn.execute(s.imports.insert(), load | {"id": version})
    return read(calendar(engine, period))


def calendar(engine: sa.Engine, period: str = "2019-S1") -> bytes:
    url = engine.url.render_as_string(hide_password=False)
    holding = cache.holding(url, BRANCH)
    scope = viewer(branch=BRANCH).scope(Period.parse(period), D(2019, 6, 1))
    holding = holding._replace(last_complete=D(2019, 6, 1))
    view = View(words_in("id"), viewer(branch=BRANCH), holding, scope, Choice(), "light", url)
    return countdown_calendar.calendar(view)


def read(written: bytes) -> dict[str, Event]:
    every = Calendar.from_ical(written).walk("VEVENT")
    found = {str(event["uid"]): event for event in every}
    assert len(found) == len(every)
    return found


@pytest.mark.usefixtures("today")
def test_each_event_is_on_the_deadline_with_an_alarm_and_all_that_the_standard_asks_for(
    sqlite_engine: sa.Engine,
) -> None:
    found = events(sqlite_engine, WORLD, 7)
    assert {uid: event.decoded("dtstart") for uid, event in found.items()} == {
        "TST-A1-slowing@perisai": D(2019, 7, 31),
        "TST-A1-due_for_removal@perisai": D(2019, 9, 30),
        "TST-A2-due_for_removal@perisai": D(2019, 7, 31),
        "TST-A3-due_for_removal@perisai": D(2018, 4, 30),
    }
    for event in found.values():
        assert event.decoded("dtend") - event.decoded("dtstart") == timedelta(days=1)
        assert (event.decoded("sequence"), event["status"]) == (7, "CONFIRMED")
        assert event.decoded("dtstamp") == event.decoded("last-modified") == LOADED
        (alarm,) = event.walk("VALARM")
        assert (alarm["action"], alarm["description"]) == ("DISPLAY", event["summary"])
        assert alarm.decoded("trigger") == timedelta(days=-3, hours=9)
        assert 'Siti; "Ani", \\ Kp. Wonorejo é' in event["summary"]
        assert not event.errors
    said = str(found["TST-A2-due_for_removal@perisai"]["description"])
    assert "Melambat menjadi jatuh nonaktif mulai 1 Agustus 2019" in said
    assert "Yang mencegah: 1 pembayaran dari salah satu pesertanya paling lambat 31 Juli 2019." in said
    said = str(found["TST-A3-due_for_removal@perisai"]["description"])
    assert "Jatuh nonaktif mulai 1 Mei 2018." in said


@pytest.mark.usefixtures("today")
def test_lines_are_folded_and_texts_escaped(sqlite_engine: sa.Engine) -> None:
    events(sqlite_engine, WORLD)
    written = calendar(sqlite_engine)
    lines = written.split(b"\r\n")
    assert max(len(line) for line in lines) <= 75
    assert b"\n" not in written.replace(b"\r\n", b"")
    assert 'Siti\\; "Ani"\\, \\\\ Kp' in written.replace(b"\r\n ", b"").decode()


@pytest.mark.usefixtures("today")
def test_what_is_loaded_later_moves_the_event_and_what_was_prevented_is_cancelled(sqlite_engine: sa.Engine) -> None:
    acted = replace(WORLD, participants=[*WORLD.participants, Participant(3, "A1", D(2019, 7, 4))])
    acted = replace(acted, payments=[Payment(2, D(2019, 7, 1), D(2019, 7, 5))])
    before, now = events(sqlite_engine, WORLD, 7), events(sqlite_engine, acted, 8)
    assert set(before) & set(now) >= {"TST-A1-slowing@perisai", "TST-A2-due_for_removal@perisai"}
    assert {event.decoded("sequence") for event in now.values()} == {8}
    moved = now["TST-A1-slowing@perisai"]
    assert (moved.decoded("dtstart"), moved["status"]) == (D(2019, 8, 31), "CONFIRMED")
    met = now["TST-A2-due_for_removal@perisai"]
    assert (met.decoded("dtstart"), met["status"], met.walk("VALARM")) == (D(2019, 7, 31), "CANCELLED", [])
    assert "Sudah terpenuhi: pembayaran Juli 2019" in met["description"]


def test_who_turns_into_the_same_twice_has_two_events_and_what_gets_better_none() -> None:
    changes = pl.DataFrame(
        {
            "code": ["A1"] * 4,
            "day": [D(2019, 7, 1), D(2019, 8, 1), D(2019, 9, 1), D(2019, 7, 1)],
            "to_status": ["due_for_removal", "slowing", "due_for_removal", "due_for_removal"],
            "act_until": [D(2019, 6, 30), None, D(2019, 8, 31), D(2019, 6, 30)],
            "stage": ["reached", "coming", "coming", "met"],
        }
    )
    holding = cache.Holding("TST", "Uji", False, 1, None, None, None)
    assert [(uid, row["day"]) for uid, row in countdown_calendar.deadlines(holding, changes)] == [
        ("TST-A1-due_for_removal@perisai", D(2019, 7, 1)),
        ("TST-A1-due_for_removal-2@perisai", D(2019, 9, 1)),
    ]
