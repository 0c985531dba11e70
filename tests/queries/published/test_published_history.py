"""Whatever loads, corrections and undos come: a published figure's steps add up, by cause, to the whole copies."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from queries.db import schema as s
from queries.lineage.causes import METRICS
from queries.periods import Period
from queries.published import published
from queries.published.explanation import explanation
from queries.published.published import Published
from queries.scope import Scope
from seed.writes.observations import observe
from tests.queries.published.test_published import ANY, JANUARY, publish
from tests.support.histories import PLACES, histories, replay
from tests.support.oracle_history import History, Wanted
from tests.support.oracle_published import expected_moves
from tests.support.worlds import BRANCH


@contextmanager
def replayed(
    conn: sa.Connection, history: History, steps: list, wilayah: frozenset[str] | None, complete: bool
) -> Iterator[list[int]]:
    """The history in the database, its figures published before it begins, and out of it again.

    `complete`: somebody registered in July, and somebody says of each month up to it that it is whole, whatever the
    history.
    """

    def before() -> None:
        if complete:
            first = {"branch_code": BRANCH, "imported_at": datetime(2019, 9, 1), "imported_by": "uji", "changed": 1}
            number = conn.execute(s.imports.insert().values(**first, accepted_rejects=False)).inserted_primary_key[0]
            own = {"branch_code": BRANCH, "import_id": number}
            months = Period(date(2018, 12, 1), date(2019, 7, 1)).months()
            words = [own | {"kind": kind, "month": month} for kind in s.MONTHLY for month in months]
            conn.execute(s.confirmed_months.insert(), words)
            always = own | {"since": s.ALWAYS}
            conn.execute(s.offices.insert(), own | {"code": "K9", "name": "K9"})
            conn.execute(s.office_places.insert(), always | {"office_code": "K9", "wilayah_code": "33.25"})
            conn.execute(s.agents.insert(), own | {"code": "A9", "name": "A9"})
            conn.execute(s.agent_offices.insert(), always | {"agent_code": "A9", "office_code": "K9"})
            conn.execute(s.services.insert(), own | {"agent_code": "A9", "since": date(2019, 7, 1)})
            person = own | {"id": 900, "agent_code": "A9", "sector": "-", "kpj_last4": "0000"}
            person["registered_on"] = date(2019, 7, 1)
            conn.execute(s.participants.insert(), person | {"kpj_hash": "k900", "nik_hash": "n900"})
        for metric in METRICS:
            publish(conn, metric, 0, ",".join(sorted(wilayah or ())))

    step = conn.begin_nested()
    try:
        yield replay(conn, history, steps, before=before, after=lambda: observe(conn, BRANCH))
    finally:
        step.rollback()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(
    histories(), st.none() | st.frozensets(st.sampled_from(PLACES), min_size=1), st.sampled_from((True, True, False))
)
def test_every_step_adds_up_and_has_its_causes(
    conn: sa.Connection, drawn: tuple, wilayah: frozenset | None, complete: bool
) -> None:
    history, steps = drawn
    wanted = Wanted(JANUARY, date(2019, 6, 30), wilayah)
    with replayed(conn, history, steps, wilayah, complete) as versions:
        for one in published.published(conn, ANY):
            assert not complete or all(each.value is not None for each in one.observations)
            _hold_against_the_copies(conn, one, history, wanted, versions, ANY)


def _hold_against_the_copies(
    conn: sa.Connection, one: Published, history: History, wanted: Wanted, versions: list[int], scope: Scope
) -> None:
    known = [each for each in one.observations if each.value is not None]
    assert [each.load for each in one.observations] == versions[1:]
    for each in known:
        assert each.value == history.value(wanted, one.metric, versions.index(each.load))
    moves = explanation(conn, scope, one)
    assert all(sum(part.change for part in step.parts) == step.change for step in moves if step.change is not None)
    if one.then is not None and one.now is not None:
        assert sum(step.change for step in moves) == one.now - one.then
        assert one.now == history.value(wanted, one.metric, history.newest)
    if known and len(known) == len(one.observations) - one.observations.index(known[0]):  # none in between is unknown
        expected = expected_moves(history, wanted, one.metric, versions.index(known[0].load))
        assert (one.then, one.now) == (expected.then, expected.now)
        assert [(step.load, _parts(step)) for step in moves] == [
            (versions[at], causes) for at, causes in expected.steps
        ]


def _parts(step: object) -> dict[str, tuple[int, int]]:
    return {part.cause.value: (part.rows, part.change) for part in step.parts}
