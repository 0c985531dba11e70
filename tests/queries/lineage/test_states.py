"""The agents whom only one of two counts has, against sets in plain Python."""

from datetime import date

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from queries.agents.standings import standings
from queries.figures import figures
from queries.frames.evidence import STATES
from queries.lineage.states import METRICS, agents_apart
from tests.queries.test_against_oracle import choices, loaded
from tests.support.strategies import months, worlds
from tests.support.worlds import World, put, scope_of


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(worlds(), st.data())
def test_who_is_counted_once_makes_the_difference(conn: sa.Connection, world: World, data: st.DataObject) -> None:
    sides = []
    for _ in range(2):
        month = data.draw(months)
        scope = scope_of(f"{month:%Y-%m}", data.draw(st.none() | st.just(date(2019, 8, 1))), wilayah=data.draw(choices))
        sides.append((scope, data.draw(st.sampled_from(METRICS))))
    with loaded(conn, world):
        agents = agents_apart(conn, *sides[0], *sides[1])
        counts = [figures(conn, scope)[metric] for scope, metric in sides]
        known = [dict(standings(conn, scope).select("code", "status").iter_rows()) for scope, _ in sides]
    sets = [
        {code for code, status in states.items() if status in STATES[metric]}
        for states, (_, metric) in zip(known, sides, strict=True)
    ]
    assert [(side, code) for side, code, *_ in agents.rows()] == [
        *(("first", code) for code in sorted(sets[0] - sets[1])),
        *(("second", code) for code in sorted(sets[1] - sets[0])),
    ]
    assert agents["side"].eq("second").sum() - agents["side"].eq("first").sum() == counts[1] - counts[0]
    for row in agents.to_dicts():
        assert (row["status_first"], row["status_second"]) == tuple(states.get(row["code"]) for states in known)


def test_another_metric_has_no_states(conn: sa.Connection) -> None:
    put(conn, World())
    scope = scope_of("2019-S1", date(2019, 6, 1))
    with pytest.raises(KeyError):
        agents_apart(conn, scope, "acquired", scope, "agents_listed")
