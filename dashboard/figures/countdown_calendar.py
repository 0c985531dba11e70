"""The countdown as a calendar file (RFC 5545), for the calendar that the office has."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, time, timedelta
from typing import Any

import polars as pl
from icalendar import Alarm, Calendar, Event

from dashboard.figures import caption, certainty
from dashboard.figures.caption import Context
from dashboard.figures.countdown import act
from dashboard.view import clock
from dashboard.view.view import View
from queries import loads
from queries.access import Permission
from queries.agents import countdown
from queries.agents.countdown import Timing
from queries.branches import Holding

MEDIA_TYPE = "text/calendar"

REMINDER = timedelta(days=-3, hours=9)
"""When the alarm sounds, from the beginning of the deadline's day: three days before, at nine."""


def calendar(view: View) -> bytes:
    """One all-day event a deadline, on its day, with an alarm, in the reader's language; the same data and day give the
    same bytes. A change for the better has none; one that was prevented is cancelled.

    An event keeps its UID from load to load, and the data version is its SEQUENCE: a calendar that reads the file again
    moves what it has. Stamped and last modified it is when that version was loaded. Raises AccessDenied, for agents are
    named.
    """
    view.viewer.require(Permission.NAME_AGENTS)
    context, see_rows = caption.context(view), view.viewer.may(Permission.SEE_ROWS)
    events = begun(view, view.words("watch.countdown.title"))
    loaded = view.ask(loads.moment)
    stamp = loaded.replace(tzinfo=UTC) if loaded else datetime.combine(view.scope.period.first, time(), UTC)
    for uid, row in deadlines(view.holding, view.ask(countdown.changes, clock.today(view))):
        event = _event(context, row, see_rows)
        event.add("uid", uid)
        event.add("sequence", view.holding.data_version)
        for name in ("dtstamp", "last-modified"):
            event.add(name, stamp)
        events.add_component(event)
    written: bytes = events.to_ical()
    return written


def begun(view: View, title: str) -> Calendar:
    """A calendar without an event yet."""
    events = Calendar()
    events.add("prodid", f"-//Perisai//{title}//{view.words.language.upper()}")
    events.add("version", "2.0")
    events.add("calscale", "GREGORIAN")
    events.add("method", "PUBLISH")
    events.add("x-wr-calname", " ".join([title, view.holding.name]))
    return events


def file_name(view: View) -> str:
    """hitung-mundur_2019-S1_semua-wilayah_per-2019-06-30.ics."""
    return f"{caption.context(view).stem('countdown')}.ics"


def deadlines(holding: Holding, changes: pl.DataFrame) -> Iterator[tuple[str, dict[str, Any]]]:
    """UID and row of each of `countdown.changes` with a deadline; by day and code.

    The UID says who changes into what, and not when. Of one prevented none, where the same is due later: that event
    moves. A second time within the days gets a number.
    """
    times: dict[tuple[str, str], int] = {}
    met = pl.col("stage") == Timing.MET.value
    rows = changes.filter(pl.col("act_until").is_not_null())
    moved = rows.filter(~met).select("code", "to_status")
    rows = pl.concat([rows.filter(~met), rows.filter(met).join(moved, on=["code", "to_status"], how="anti")])
    for row in rows.sort("day", "code").to_dicts():
        same = row["code"], row["to_status"]
        times[same] = times.get(same, 0) + 1
        again = f"-{times[same]}" if times[same] > 1 else ""
        yield f"{holding.code}-{row['code']}-{row['to_status']}{again}@perisai", row


def _event(context: Context, row: Mapping[str, Any], see_rows: bool) -> Event:
    words, deadline, met = context.words, row["act_until"], row["stage"] == Timing.MET.value
    event = Event()
    event.add("dtstart", deadline)
    event.add("dtend", deadline + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    event.add("status", "CANCELLED" if met else "CONFIRMED")
    status, done = certainty.named(words, row["to_status"], row["uncertain"]), act(words, row, see_rows)
    summary = words("watch.event.summary", code=row["code"], name=row["name"], status=status)
    event.add("summary", summary)
    lines = [
        _change(context, row),
        *([words("completeness.verdict")] if row["uncertain"] else []),
        done if met else words("watch.event.prevent", act=done),
        row["office"],
        context.source,
        context.as_of,
    ]
    event.add("description", "\n".join(lines))
    if not met:
        event.add_component(_alarm(summary))
    return event


def _change(context: Context, row: Mapping[str, Any]) -> str:
    words = context.words
    after, day = certainty.named(words, row["to_status"], row["uncertain"]), words.day(row["day"])
    if row["from_status"] is None:
        return words("watch.event.already", after=words.capital(after), day=day)
    before = words.capital(certainty.named(words, row["from_status"], row["uncertain"]))
    return words("watch.event.change", before=before, after=after, day=day)


def _alarm(text: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", text)
    alarm.add("trigger", REMINDER)
    return alarm
