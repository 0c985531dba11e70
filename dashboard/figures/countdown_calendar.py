"""The countdown as a calendar file, for the calendar that the office has."""

from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar, Event

from dashboard.figures.countdown import act
from dashboard.view import captions
from dashboard.view.view import View
from queries.access import Permission
from queries.agents import countdown

MEDIA_TYPE = "text/calendar"


def calendar(view: View) -> bytes:
    """One all-day event a change of state, in the reader's language; the same data give the same bytes.

    An event keeps its UID from load to load, and the data version is its SEQUENCE: a calendar that reads the file again
    moves what it has. The stamp is the as-of day: the clock is not read. Raises AccessDenied, for agents are named.
    """
    view.viewer.require(Permission.NAME_AGENTS)
    words = view.words
    made = Calendar()
    made.add("prodid", f"-//Perisai//{words('watch.countdown.title')}//{words.language.upper()}")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", " ".join([words("watch.countdown.title"), view.holding.name]))
    for row in view.ask(countdown.changes).to_dicts():
        made.add_component(_event(view, row))
    return made.to_ical()


def file_name(view: View) -> str:
    """hitung-mundur_2019-S1_semua-wilayah_per-2019-06-30.ics."""
    return f"{captions.stem(view, 'countdown')}.ics"


def _event(view: View, row: dict) -> Event:
    words, day = view.words, row["day"]
    event = Event()
    event.add("uid", f"{view.holding.code}-{row['code']}-{day:%Y%m%d}-{row['to_status']}@perisai")
    event.add("dtstamp", _stamp(view.scope.as_of))
    event.add("sequence", view.holding.data_version)
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    status = words.status(row["to_status"])
    event.add("summary", words("watch.event.summary", code=row["code"], name=row["name"], status=status))
    lines = [
        words("watch.event.change", before=words.capital(words.status(row["from_status"])), after=status),
        words("watch.event.prevent", act=act(view, row)) if row["act"] else words("watch.act.none"),
        row["office"],
        captions.source(view),
        captions.as_of(view),
    ]
    event.add("description", "\n".join(lines))
    return event


def _stamp(as_of: date) -> datetime:
    return datetime.combine(as_of, time(), UTC)
