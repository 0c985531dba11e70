"""Sets the deactivation rule of a branch from a day on: new dated rows, by an act that is recorded like a load.

What held before the day goes on holding for it: no row of the past is rewritten. A mistake is undone like a load.
"""

from collections.abc import Mapping
from datetime import date, datetime

import sqlalchemy as sa

from queries import branches
from queries.db import schema as s
from queries.db.engine import writing
from queries.rules import NAMES, Reading, rule_on
from seed.writes import acts
from seed.writes.observations import observe

LONGEST_SOURCE = 200
"""Letters of a source, as the column holds."""

ALLOWED: Mapping[str, range] = {
    "dormant_after": range(1, 13),  # as far back as the summaries know when a contribution last ran
    "reactivate_after": range(61),
    "reading": range(min(Reading), max(Reading) + 1),
}
"""The values that each part of the rule may have."""


class RuleError(ValueError):
    """Nothing was set, because of `reason`.

    nothing: no part of the rule is named; out_of_range: a value is not ALLOWED; no_source: it does not say where it is
    from; too_long: the source is; no_data: nothing was loaded yet; same: the rule on that day is so already; taken: the
    branch has a row of that very day with another value, which would be rewritten.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(f"the rule was not set: {reason}")
        self.reason = reason


def set_rule(
    engine: sa.Engine, branch: str, by: str, at: datetime, since: date, values: Mapping[str, int], source: str
) -> int:
    """Let parts of the rule (see ALLOWED) have these values from the day `since` on, in one transaction; the act's id.

    `at`: when, with a time zone or in UTC. Raises RuleError, with nothing changed, and NoRule for a day before the
    branch's first rule.
    """
    source = source.strip()
    _require_sense(values, source)
    with writing(engine) as conn:
        acts.wait_turn(conn, branch)
        if not branches.data_version(conn, branch):
            raise RuleError("no_data")
        now = rule_on(conn, branch, since)
        new = {NAMES[part]: value for part, value in values.items() if getattr(now, part) != value}
        if not new:
            raise RuleError("same")
        r = s.rules.c
        own = sa.select(r.name).where(r.branch_code == branch, r.valid_from == since, r.name.in_(new))
        if conn.scalars(own).first():
            raise RuleError("taken")
        act = acts.record(conn, branch, by, at, len(new))
        row = {"branch_code": branch, "valid_from": since, "source": source, "import_id": act}
        conn.execute(sa.insert(s.rules), [{**row, "name": name, "value": value} for name, value in new.items()])
        observe(conn, branch)
    return act


def _require_sense(values: Mapping[str, int], source: str) -> None:
    if not values:
        raise RuleError("nothing")
    if any(value not in ALLOWED[part] for part, value in values.items()):
        raise RuleError("out_of_range")
    if not source:
        raise RuleError("no_source")
    if len(source) > LONGEST_SOURCE:
        raise RuleError("too_long")
