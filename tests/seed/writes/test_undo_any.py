"""Any load is undone on which nothing rests: the database is then the one that never had it."""

import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings

from queries.db import schema as s
from seed.writes import summaries
from tests.support.histories import Load, Undo, histories, replay
from tests.support.oracle_history import Content
from tests.support.worlds import BRANCH


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(histories(8))
def test_the_rows_after_every_step_are_those_of_the_loads_that_stand(conn: sa.Connection, drawn: tuple) -> None:
    history, steps = drawn
    there: list[Content] = []
    done = [one for one in steps if not (isinstance(one, Undo) and one.refused)]

    def each(_load: int) -> None:
        there.append(content(conn))
        if not isinstance(done[len(there) - 1], Load):  # which computes all summaries anew here
            assert summaries.verify(conn, BRANCH).rows() == []

    step = conn.begin_nested()
    try:
        replay(conn, history, steps, each=each)
        assert there == [one.plain() for one in history.contents[1:]]
    finally:
        step.rollback()


def content(conn: sa.Connection) -> tuple:
    """The rows by what they are known by."""
    p, c = s.participants.c, s.contributions.c
    same = (p.branch_code == c.branch_code) & (p.id == c.participant_id)
    t = s.takeovers.c
    theirs = (p.branch_code == t.branch_code) & (p.id == t.participant_id)
    taken = sa.select(p.kpj_hash, t.since, t.agent_code).join_from(s.takeovers, s.participants, theirs)
    paid = sa.select(p.kpj_hash, c.blth, c.paid_on, c.amount).join_from(s.contributions, s.participants, same)
    return tuple(
        sorted(tuple(row) for row in conn.execute(query))
        for query in (
            sa.select(s.office_places.c.office_code, s.office_places.c.since, s.office_places.c.wilayah_code),
            sa.select(s.agent_offices.c.agent_code, s.agent_offices.c.since, s.agent_offices.c.office_code),
            sa.select(p.kpj_hash, p.agent_code, p.registered_on, p.sector, p.ended_on),
            taken,
            paid,
        )
    )
