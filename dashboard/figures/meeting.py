"""A meeting: the numbers to choose from, what the last one decided, and whether each of its numbers moved."""

from dataclasses import dataclass, replace
from typing import Any

import polars as pl

from dashboard.figures import caption
from dashboard.figures.caption import Listing
from dashboard.imports import effects
from dashboard.language.words import Words
from dashboard.view.view import View
from queries import meetings
from queries.figures import with_targets
from queries.metrics import catalogue
from queries.periods import Period
from queries.press.protected import NotForPress


@dataclass(frozen=True, eq=False)
class Meeting:
    """One meeting. `row`: of `meetings.meetings`. `findings`: the rows of `meetings.findings`, with `now`: the number
    of the same period by now, or at the meeting after, where one was held.
    """

    row: dict[str, Any]
    findings: pl.DataFrame


def of_branch(view: View, period: Period | None = None) -> View:
    """The view without the reader's choice of places: a meeting is about all that they may see. `period`: another one.

    Raises NotForPress for a view for the press.
    """
    if view.press:
        raise NotForPress("agents")
    known, asked = view.holding, period or view.scope.period
    scope = view.viewer.scope(asked, known.complete_in(asked), missing=known.missing, alone=known.alone)
    choice = replace(view.choice, period=asked.code, wilayah=(), sectors=(), offices=())
    return replace(view, scope=scope, choice=choice)


def numbers(view: View) -> dict[str, int]:
    """The numbers that a meeting may look at, by metric, in the catalogue's order."""
    whole = of_branch(view)
    values = whole.ask(with_targets)
    return {name: values[name] for name in catalogue() if name in values}


def choice(words: Words, metric: str, value: int | None) -> str:
    """A number in a list to choose from."""
    return f"{catalogue()[metric].label[words.language]}: {effects.value(metric, value, words)}"


def every(view: View) -> list[dict[str, Any]]:
    """The meetings, the newest first."""
    return of_branch(view).ask_anew(meetings.meetings).to_dicts()


def meeting(view: View, row: dict[str, Any]) -> Meeting:
    """A meeting with its findings."""
    findings = of_branch(view).ask_anew(meetings.findings, row["id"])
    later = any(one["id"] > row["id"] for one in every(view))
    return Meeting(row, findings.with_columns(now=pl.col("next_value") if later else _now(view, row, findings)))


def _now(view: View, row: dict[str, Any], findings: pl.DataFrame) -> pl.Series:
    values = of_branch(view, Period.parse(row["period"])).ask(with_targets)
    return pl.Series("now", [values.get(metric) for metric in findings["metric"]], dtype=pl.Int64)


def followed(view: View) -> dict[str, int | None]:
    """What the numbers of the newest meeting are by now."""
    rows = every(view)
    if not rows:
        return {}
    return dict(meeting(view, rows[0]).findings.select("metric", "now").iter_rows())


def table(view: View, one: Meeting) -> Listing:
    """The findings: the number at the meeting and by now, by how much it moved, what was decided, who does it when."""
    words, rows = view.words, one.findings.to_dicts()
    texts = {
        "figure": [catalogue()[row["metric"]].label[words.language] for row in rows],
        "at_meeting": [effects.value(row["metric"], row["value"], words) for row in rows],
        "by_now": [effects.value(row["metric"], row["now"], words) for row in rows],
        "moved_by": [moved(words, row) for row in rows],
        "decision": one.findings["decision"].to_list(),
        "owner": one.findings["owner"].to_list(),
    }
    columns = {name: pl.Series(values, dtype=pl.String) for name, values in texts.items()}
    frame = pl.DataFrame(columns).with_columns(due=one.findings["due_on"])
    return caption.listing(caption.context(of_branch(view)), "meeting", sentence(words, one), frame)


def moved(words: Words, row: dict[str, Any]) -> str:
    """Whether a number moved since the meeting, and by how much."""
    value, now = row["value"], row["now"]
    if value is None or now is None:
        return words("meeting.moved.unknown")
    way = "same" if now == value else "up" if now > value else "down"
    return words(f"meeting.moved.{way}", by=effects.value(row["metric"], abs(now - value), words))


def sentence(words: Words, one: Meeting) -> str:
    """Which meeting it was, and how many of its numbers moved."""
    pairs = one.findings.drop_nulls(["value", "now"])
    n = pairs.filter(pl.col("value") != pl.col("now")).height
    return words(
        "meeting.sentence",
        day=words.day(one.row["on_day"]),
        period=words.period(Period.parse(one.row["period"])),
        as_of=words.day(one.row["as_of"]),
        moved=words.number(n),
        n=words.number(one.findings.height),
    )


def about(words: Words, one: Meeting) -> str:
    """Of which months the numbers are, and how far they were loaded."""
    period = words.period(Period.parse(one.row["period"]))
    return words("meeting.minutes.numbers", period=period, as_of=words.day(one.row["as_of"]))


def file_name(words: Words, one: Meeting) -> str:
    """The minutes' file."""
    return f"{words('figures.meeting.stem')}_{one.row['on_day']}.docx"
