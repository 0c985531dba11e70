"""The countdown as a calendar file, for the calendar that the office has."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from icalendar import Calendar, Event

from dashboard.figures import caption
from dashboard.figures.caption import Context
from dashboard.figures.countdown import act
from dashboard.view.view import View
from queries.access import Permission
from queries.agents import countdown
from queries.branches import Holding

MEDIA_TYPE = "text/calendar"


def calendar(view: View) -> bytes:
    """One all-day event a change of state, in the reader's language; the same data give the same bytes.

    An event keeps its UID from load to load, and the data version is its SEQUENCE: a calendar that reads the file again
    moves what it has. The stamp is the as-of day: the clock is not read. Raises AccessDenied, for agents are named.
    """
    view.viewer.require(Permission.NAME_AGENTS)
    context, see_rows = caption.context(view), view.viewer.may(Permission.SEE_ROWS)
    words = view.words
    events = Calendar()
    events.add("prodid", f"-//Perisai//{words('watch.countdown.title')}//{words.language.upper()}")
    events.add("version", "2.0")
    events.add("calscale", "GREGORIAN")
    events.add("method", "PUBLISH")
    events.add("x-wr-calname", " ".join([words("watch.countdown.title"), view.holding.name]))
    for row in view.ask(countdown.changes).to_dicts():
        events.add_component(_event(context, view.holding, row, see_rows))
    written: bytes = events.to_ical()
    return written


def file_name(view: View) -> str:
    """hitung-mundur_2019-S1_semua-wilayah_per-2019-06-30.ics."""
    return f"{caption.context(view).stem('countdown')}.ics"


def _event(context: Context, holding: Holding, row: Mapping[str, Any], see_rows: bool) -> Event:
    words, day = context.words, row["day"]
    event = Event()
    event.add("uid", f"{holding.code}-{row['code']}-{day:%Y%m%d}-{row['to_status']}@perisai")
    if context.scope.as_of:
        event.add("dtstamp", _stamp(context.scope.as_of))
    event.add("sequence", holding.data_version)
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    status = words.status(row["to_status"])
    event.add("summary", words("watch.event.summary", code=row["code"], name=row["name"], status=status))
    prevented = act(words, row, see_rows)
    lines = [
        words("watch.event.change", before=words.capital(words.status(row["from_status"])), after=status),
        words("watch.event.prevent", act=prevented) if row["act"] else words("watch.act.none"),
        row["office"],
        context.source,
        context.as_of,
    ]
    event.add("description", "\n".join(lines))
    return event


def _stamp(as_of: date) -> datetime:
    return datetime.combine(as_of, time(), UTC)
