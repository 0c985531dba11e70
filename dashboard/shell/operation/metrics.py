"""What the server counts of itself, for Prometheus.

No label holds a name, a number or an address: pages and kinds alone.
Each process counts its own; of the database every process tells the same.
"""

import time
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from prometheus_client import (
    CollectorRegistry,
    Counter,
    Histogram,
    ProcessCollector,
    disable_created_metrics,
    generate_latest,
)
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from streamlit.runtime import Runtime

from dashboard.render.pool import jobs
from dashboard.settings import Settings
from dashboard.view import cache
from queries import branches, loads

disable_created_metrics()
REGISTRY = CollectorRegistry()
_STEPS = (0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)

PAGE_SECONDS = Histogram(
    "perisai_page_seconds", "Runs of a page's script, by page", ["page"], buckets=_STEPS, registry=REGISTRY
)
FAULTS = Counter("perisai_faults", "Errors that nobody foresaw, by kind", ["kind"], registry=REGISTRY)
ANSWERS = Counter("perisai_answers", "HTTP answers, by class of status", ["status"], registry=REGISTRY)
_DATABASE_SECONDS = Histogram(
    "perisai_database_seconds",
    "Statements, until the database answers",
    buckets=(0.001, 0.0025, 0.005, 0.01, *_STEPS),
    registry=REGISTRY,
)
ProcessCollector(registry=REGISTRY)


@lru_cache(maxsize=1)
def time_statements() -> None:
    """Have each statement of every engine timed, from now on."""
    sa.event.listen(sa.Engine, "before_cursor_execute", _before)
    sa.event.listen(sa.Engine, "after_cursor_execute", _after)


def _before(conn: sa.Connection, *_statement: object) -> None:
    conn.info["perisai_began"] = time.perf_counter()


def _after(conn: sa.Connection, *_statement: object) -> None:
    _DATABASE_SECONDS.observe(time.perf_counter() - conn.info.pop("perisai_began", time.perf_counter()))


class Now(Collector):
    """What is counted when it is asked for: who is here, what waits, what was loaded."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def describe(self) -> Iterator[GaugeMetricFamily]:
        """Nothing beforehand: the database need not answer when the server starts."""
        return iter(())

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """The gauges. Of a database that does not answer there are none: `/ready` says that it is away."""
        sessions = Runtime.instance().stats_mgr.get_stats(["active_sessions"]) if Runtime.exists() else {}
        here = sum(int(getattr(one, "value", 0)) for family in sessions.values() for one in family)
        yield GaugeMetricFamily("perisai_sessions", "Browser tabs that are connected", value=here)
        waiting = GaugeMetricFamily("perisai_jobs", "Jobs that wait or are worked on, by process", labels=["process"])
        for module, number in jobs().items():
            waiting.add_metric([module], number)
        yield waiting
        try:
            with cache.engine(self._settings.url).connect() as conn:
                branch, _ = branches.looked_at(conn, self._settings.branch_code)
                number, newest = loads.counted(conn, branch)
        except sa.exc.SQLAlchemyError:
            return
        yield GaugeMetricFamily("perisai_loads", "Loads of the branch on record", value=number)
        if newest:
            when = GaugeMetricFamily("perisai_newest_load_timestamp_seconds", "When the newest load was made")
            when.add_metric([], newest.timestamp())
            yield when


def exposed(settings: Settings) -> bytes:
    """All of it in Prometheus' text format."""
    now: Any = CollectorRegistry()
    now.register(Now(settings))
    return generate_latest(REGISTRY) + generate_latest(now)
