"""The code of each number and picture, and keeping what it leads back to. Nothing here stops a page.

A database that is read-only, or held by an import, keeps no trace for now: it is tried again later.
"""

import logging
import time
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qs, urlsplit

import polars as pl
import sqlalchemy as sa

from dashboard.charts.figure import Figure
from dashboard.view import cache
from dashboard.view.address import PARAMETERS, TRACE
from dashboard.view.view import View
from queries.db.engine import DatabaseUrlError, writing
from queries.figures import figures
from queries.lineage import codes as trace_codes
from queries.lineage.codes import Seen
from queries.metrics import catalogue
from queries.press.protected import NotForPress
from queries.published import definitions
from queries.rules import Rule
from queries.scope import Scope
from queries.targets import REACHED, reached, target
from seed.writes import traces

PATIENCE_MS = 100
"""How long a page waits for another writer."""

AGAIN_S = 30
"""After how long keeping is tried again where it failed."""

_ONE_AGENT = "one_agent"
"""What the id of a figure on one agent begins with."""

_log = logging.getLogger(__name__)


def code(view: View, name: str) -> str:
    """The trace code of a metric or figure of this view, by its id; the same view gives the same code."""
    return of_start(_view(view, seen_of(view, name)), name)


def start(view: View, one_agent: bool = False) -> str:
    """What the codes of all metrics and figures of a view begin with. `one_agent`: of those about the view's agent."""
    return _view(view, seen_of(view, _ONE_AGENT if one_agent else ""))


def of_start(start: str, name: str) -> str:
    """The code of a metric or figure, by its id, that begins so."""
    return str(trace_codes.Code(start, trace_codes.part_of(name)))


def link(view: View, code: str) -> str:
    """The whole address under which a code opens; empty for no code, and where readers cannot reach the dashboard."""
    address = cache.current_settings().public_address
    return f"{address}/{TRACE}?{PARAMETERS['code']}={code}" if code and address else ""


def read(text: str) -> str:
    """The code in what was entered: itself, or the one in a link. What only looks like a link stays as it is."""
    try:
        return parse_qs(urlsplit(text.strip()).query).get(PARAMETERS["code"], [text])[-1]
    except ValueError:
        return text


def keep_numbers(view: View, name: str = "") -> bool:
    """Keep the numbers of a view, unless they are; whether they are now. `name`: a metric or figure that is shown."""
    if view.holding.data_version == 0:
        return False
    seen = seen_of(view, name)
    if _letters_and_whether_stored(view.url, seen)[1]:
        return True
    return _once(view.url, (seen, ""), lambda conn: traces.keep(conn, _view(view, seen), seen, values(view), _now()))


def keep_picture(view: View, figure: Figure) -> bool:
    """Keep the table of a picture that leaves, with its view; whether it is kept now."""
    return _keep_table(view, figure.id, lambda: as_json(figure))


def keep_several(view: View, metric: str, label: str, rows: Sequence[tuple[str, str]]) -> bool:
    """Keep the numbers that stand for one metric together, as they are shown: each with its label."""
    table = {"title": label, "columns": [["label", ""], ["value", ""]], "rows": [list(row) for row in rows]}
    return _keep_table(view, metric, lambda: table)


def _keep_table(view: View, name: str, table: Callable[[], dict[str, Any]]) -> bool:
    if not keep_numbers(view, name):
        return False
    seen = seen_of(view, name)

    def keep(conn: sa.Connection) -> bool:
        traces.keep_table(conn, seen.branch, _view(view, seen), name, table())
        return True

    return _once(view.url, (seen, name), keep)


def find(view: View, code: trace_codes.Code) -> trace_codes.Trace | None:
    """What was kept of the view that a code leads to, in the branch of any view; None where nothing was."""
    with cache.engine(view.url).connect() as conn:
        return trace_codes.find(conn, view.holding.code, code.view)


def table(view: View, trace: trace_codes.Trace, name: str) -> dict[str, Any] | None:
    """The numbers of a picture as they left; None where they never did."""
    with cache.engine(view.url).connect() as conn:
        return trace_codes.table(conn, trace.seen.branch, trace.code, name)


def seen_of(view: View, name: str = "") -> Seen:
    """What is looked at in a view. An agent is part of it for a figure on one agent alone."""
    return _seen(view, view.choice.agent if name.startswith(_ONE_AGENT) else "")


@lru_cache(maxsize=1024)
def _seen(view: View, agent: str) -> Seen:
    scope = view.scope
    return Seen(
        branch=scope.branch,
        first_month=scope.period.first,
        last_month=scope.period.last,
        as_of=scope.as_of,
        agent=agent,
        role=view.viewer.role.value,
        press=view.press,
        data_version=view.holding.data_version,
        definitions=_definitions(view),
        until=_until(scope),
        **{part: _sorted(getattr(scope, part)) for part in ("wilayah", "offices", "sectors")},
    )


def _until(scope: Scope) -> tuple[tuple[str, date], ...]:
    """The metrics that are counted further than to the as-of day, each with its day."""
    days = [(name, metric.until(scope)) for name, metric in sorted(catalogue().items())]
    return tuple((name, day) for name, day in days if day and day != scope.as_of)


def as_json(figure: Figure) -> dict[str, Any]:
    """A figure's title, its columns (name and label) and rows, with months and days as text; without what only the
    drawing needs."""
    names = [name for name in figure.table.columns if figure.table.schema[name] != pl.Boolean]
    columns = [[name, figure.labels[name]] for name in names]
    rows = [[_plain(value, name) for name, value in zip(names, row, strict=True)] for row in figure.table[names].rows()]
    return {"title": figure.title, "columns": columns, "rows": rows}


def _plain(value: object, name: str) -> object:
    if isinstance(value, date):
        return f"{value:%Y-%m}" if name.endswith("month") else value.isoformat()
    return value


def _sorted(codes: frozenset[str] | None) -> tuple[str, ...] | None:
    return None if codes is None else tuple(sorted(codes))


def _definitions(view: View) -> tuple[tuple[str, str], ...]:
    """The version of each metric's meaning, with the rule in force."""
    return _versions(view.ask(definitions.rule_of))


@lru_cache(maxsize=64)
def _versions(rule: Rule | None) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((name, definitions.of_rule(name, rule)) for name in catalogue()))


def values(view: View) -> dict[str, float | None]:
    """The metrics that are one number each: those of `figures`, and how far each target is reached (a ratio)."""
    try:
        counts = view.ask(figures)
    except NotForPress:
        return {}
    numbers: dict[str, float | None] = {**counts}
    for metric, measure in REACHED.items():
        part = reached(counts[measure], view.ask(target, measure))
        numbers[metric] = None if part is None else float(part)
    return numbers


def _view(view: View, seen: Seen) -> str:
    return _start(view.url, seen)


@lru_cache(maxsize=4096)
def _start(url: str, seen: Seen) -> str:
    """Made once: its digest takes longer than all else that a number on a page needs."""
    return trace_codes.view_of(seen, _letters_and_whether_stored(url, seen)[0])


@lru_cache(maxsize=4096)
def _letters_and_whether_stored(url: str, seen: Seen) -> tuple[int, bool]:
    """How long the view's code is, longer where another view has the short one, and whether it is kept already."""
    try:
        with cache.engine(url).connect() as conn:
            for letters in (trace_codes.SHORT, trace_codes.LONG):
                known = trace_codes.find(conn, seen.branch, trace_codes.view_of(seen, letters))
                if known is None or known.seen == seen:
                    return letters, known is not None
    except (sa.exc.DBAPIError, DatabaseUrlError):
        return trace_codes.SHORT, False
    return trace_codes.LONG, False


@lru_cache(maxsize=4096)
def _state(_url: str, _what: tuple[Any, ...]) -> dict[str, float]:
    """What this process knows of a trace: `kept`, or when to try `again`."""
    return {}


def _once(url: str, what: tuple[Any, ...], keep: Callable[[sa.Connection], bool]) -> bool:
    known = _state(url, what)
    if "kept" in known:
        return bool(known["kept"])
    if time.monotonic() < known.get("again", 0):
        return False
    try:
        with writing(cache.engine(url), PATIENCE_MS) as conn:
            known["kept"] = keep(conn)
    except sa.exc.DBAPIError as error:
        _log.info("a trace was not kept: %s", error.orig)
        known["again"] = time.monotonic() + AGAIN_S
        return False
    return bool(known["kept"])


def _now() -> datetime:
    return datetime.now(UTC)
