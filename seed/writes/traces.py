"""What was shown or left, kept so that its code leads back to it: once, in the caller's transaction, never changed."""

from collections.abc import Mapping
from datetime import datetime

import sqlalchemy as sa

from queries.db import schema as s
from queries.lineage import codes
from queries.lineage.codes import Seen
from seed.writes import acts


def keep(conn: sa.Connection, view: str, seen: Seen, values: Mapping[str, float | None], at: datetime) -> bool:
    """Keep what was looked at under the code of its view, unless it is kept. `at`: a moment with its time zone.

    `values`: the metrics that are one number, None for one that is withheld. False where another view has the code.
    """
    known = codes.find(conn, seen.branch, view)
    if known:
        return known.seen == seen
    until = {name: {"until": day.isoformat()} for name, day in seen.until}
    figures = {
        name: {"value": values.get(name), "definition": version, **until.get(name, {})}
        for name, version in seen.definitions
    }
    row = {
        "branch_code": seen.branch,
        "code": view,
        "made_at": acts.utc(at),
        **{name: getattr(seen, name) for name in ("first_month", "last_month", "as_of", "agent", "role", "press")},
        **{name: getattr(seen, name) for name in ("wilayah", "offices", "sectors", "data_version")},
        "figures": figures,
    }
    conn.execute(sa.insert(s.traces), row)
    return True


def keep_table(conn: sa.Connection, branch: str, view: str, figure: str, table: Mapping[str, object]) -> None:
    """Keep a picture's numbers under a code that is kept, unless they are: its `title`, `columns` and `rows`."""
    if codes.table(conn, branch, view, figure) is None:
        row = {"branch_code": branch, "code": view, "figure": figure, "table": table}
        conn.execute(sa.insert(s.trace_tables), row)
