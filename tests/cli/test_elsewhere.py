"""Whatever another wilayah's rows are: who sees one wilayah is answered the same to the last letter."""

import json

import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.cli.document import document
from queries.access import Role
from queries.periods import Period
from tests.support.elsewhere import OWN, pairs
from tests.support.viewers import viewer as viewer_of
from tests.support.worlds import BRANCH, World, put

PERIODS = st.sampled_from(["2018-S2", "2019-S1", "2019-Q2", "2019", "2019-03", "2018-09..2019-08"])


def figures(engine: sa.Engine, world: World, period: str) -> str:
    """All that `figures --format json` prints for staff of OWN, of a branch that the head has looked at before."""
    with engine.connect() as conn:
        put(conn, world)
        document(conn, viewer_of(Role.HEAD, BRANCH), Period.parse(period))
        staff = viewer_of(Role.STAFF, BRANCH, frozenset({OWN}))
        said = json.dumps(document(conn, staff, Period.parse(period)), ensure_ascii=False, indent=1)
        conn.rollback()
    return said


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pairs(), PERIODS)
def test_the_figures_of_one_wilayah_say_nothing_of_another(sqlite_engine: sa.Engine, pair, period: str) -> None:
    first, second = (figures(sqlite_engine, world, period) for world in pair)
    assert first == second
