"""What became of published figures: then, now, and every step between, against whole copies kept in plain Python."""

from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa

from queries.db import schema as s
from queries.lineage.causes import Cause
from queries.metrics import catalogue
from queries.published import published
from queries.published.explanation import Part, explanation
from queries.published.published import Published
from queries.published.references import Agreement
from queries.targets import hundredths, reached
from seed.writes.observations import observe
from seed.writes.summaries import refresh
from seed.writes.undo import undo_in_transaction
from tests.support.worlds import BRANCH, Agent, Participant, Payment, World, put, scope_of

JANUARY, JUNE = date(2019, 1, 1), date(2019, 6, 1)
ANY = scope_of("2019-S1", JUNE)


def publish(conn: sa.Connection, metric: str, value: int, places: str = "", **more: object) -> int:
    """Put a published figure of the first half of 2019 into the database; its id."""
    number = 1 + conn.scalar(sa.select(sa.func.count()).select_from(s.reference_figures))
    row = {
        "branch_code": BRANCH,
        "id": number,
        "metric": metric,
        "value": value,
        "rounding": 1,
        "wording": f"{value}",
        "first_month": JANUARY,
        "last_month": JUNE,
        "places": places,
        "source": f"uji {number}",
        "published_on": date(2019, 7, 1),
    }
    conn.execute(s.reference_figures.insert(), row | more)
    return number


def figures(conn: sa.Connection) -> dict[int, Published]:
    return {one.id: one for one in published.published(conn, ANY)}


def small() -> World:
    return World(
        offices={"K1": "33.25", "K2": "33.26"},
        agents=[Agent("A1", "K1", date(2018, 1, 5)), Agent("A2", "K2", date(2018, 1, 5))],
        participants=[Participant(1, "A1", date(2019, 3, 1)), Participant(2, "A2", date(2019, 6, 30))],
        payments=[Payment(1, date(2019, 3, 1), date(2019, 3, 1)), Payment(2, date(2019, 6, 1), date(2019, 6, 30))],
    )


def load(conn: sa.Connection, number: int, *, undoes: int | None = None, by: str = "Sari") -> dict:
    """Record a load made on 3 August, Jakarta time, and give what its rows have in common."""
    row = {"id": number, "branch_code": BRANCH, "imported_at": datetime(2031, 8, 2, 18, 0), "imported_by": by}
    conn.execute(s.imports.insert(), row | {"accepted_rejects": False, "changed": 1})
    if undoes:
        conn.execute(s.undone_imports.insert(), {"import_id": undoes, "undone_by": number})
    return {"branch_code": BRANCH, "import_id": number}


def registered(conn: sa.Connection, own: dict, number: int, agent: str, day: date) -> None:
    person = own | {"id": number, "agent_code": agent, "registered_on": day, "sector": "-", "kpj_last4": "0000"}
    conn.execute(s.participants.insert(), person | {"kpj_hash": f"k{number}", "nik_hash": f"n{number}"})
    refresh(conn, BRANCH, None, None)
    observe(conn, BRANCH)


def test_then_now_verdict_and_difference(conn: sa.Connection) -> None:
    put(conn, small())
    publish(conn, "acquired", 2)
    publish(conn, "received", 34_000, rounding=1_000)
    publish(conn, "acquired", 9, places="33.25")
    publish(conn, "zero_months", 3)
    publish(conn, "acquired", 3, last_month=date(2031, 6, 1))
    observe(conn, BRANCH)
    every = figures(conn)
    values = {key: (one.then, one.now, one.agreement, one.difference) for key, one in every.items()}
    assert values == {
        1: (2, 2, Agreement.MATCHES, 0),
        2: (33_600, 33_600, Agreement.AFTER_ROUNDING, -400),
        3: (1, 1, Agreement.DIFFERS, -8),
        4: (None, None, None, None),
        5: (None, None, None, None),
    }
    known = [(str(catalogue()[one.metric].version), 1) for one in every.values()][:3]
    assert [(one.definition, one.data_version) for one in every.values()] == [*known, (None, None), (None, None)]
    assert all(explanation(conn, ANY, one) == () for one in every.values())


def test_the_newest_comes_first(conn: sa.Connection) -> None:
    put(conn, small())
    for day in (date(2019, 7, 1), date(2019, 8, 1), date(2019, 7, 1)):
        publish(conn, "acquired", 2, published_on=day)
    assert [one.id for one in published.published(conn, ANY)] == [2, 1, 3]


def test_a_figure_that_no_load_observed_yet_is_computed_when_it_is_asked_for(conn: sa.Connection) -> None:
    put(conn, small())
    publish(conn, "acquired", 2)
    (one,) = figures(conn).values()
    assert (one.then, one.now, one.stale, one.observations) == (None, 2, True, ())
    assert explanation(conn, ANY, one) == ()


def test_a_load_that_brings_a_late_row_moves_it(conn: sa.Connection) -> None:
    put(conn, small())
    publish(conn, "acquired", 2)
    publish(conn, "acquired", 1, places="33.25")
    observe(conn, BRANCH)
    registered(conn, load(conn, 2), 3, "A2", date(2019, 2, 3))
    whole, batang = figures(conn).values()
    assert (whole.then, whole.now, whole.agreement) == (2, 3, Agreement.DIFFERS)
    assert (batang.then, batang.now, batang.agreement) == (1, 1, Agreement.MATCHES)
    (step,) = explanation(conn, ANY, whole)
    assert (step.load, step.by, step.at, step.change) == (2, "Sari", datetime(2031, 8, 2, 18, 0), 1)
    assert step.parts == (Part(Cause.ENTERED_LATE, 1, 1),)
    assert explanation(conn, ANY, batang) == ()


def test_an_agents_state_names_the_causes_with_their_rows(conn: sa.Connection) -> None:
    put(conn, small())
    publish(conn, "agents_active", 1)
    publish(conn, "agents_dormant_retained", 1)
    observe(conn, BRANCH)
    registered(conn, load(conn, 2), 3, "A1", date(2019, 6, 3))
    registered(conn, load(conn, 3), 4, "A1", date(2019, 7, 3))  # after the as-of day
    active, dormant = figures(conn).values()
    assert [(one.then, one.now) for one in (active, dormant)] == [(1, 2), (0, 0)]
    (step,) = explanation(conn, ANY, active)
    assert (step.load, step.change, step.parts) == (2, 1, (Part(Cause.ENTERED_LATE, 1, 1),))


def test_several_causes_of_a_state_are_named_without_their_share(conn: sa.Connection) -> None:
    put(conn, small())
    publish(conn, "agents_active", 1)
    observe(conn, BRANCH)
    own = load(conn, 2)
    key = '{"agent_code":"A2","since":"2018-01-05"}'
    before = {"kind": "services", "key": key, "import_id": 1, "until_import_id": 2, "id": 1}
    conn.execute(s.superseded.insert(), before | {"branch_code": BRANCH, "row": {"until": None}})
    service = s.services.update().where(s.services.c.agent_code == "A2")
    conn.execute(service.values(until=date(2019, 6, 30), import_id=2))
    for number, day in ((3, date(2019, 6, 3)), (4, date(2019, 6, 4))):
        conn.execute(
            s.participants.insert(),
            own
            | {"id": number, "agent_code": "A1", "registered_on": day, "sector": "-", "kpj_last4": "0000"}
            | {"kpj_hash": f"k{number}", "nik_hash": f"n{number}"},
        )
    conn.execute(s.agents.insert(), own | {"code": "A3", "name": "A3"})
    conn.execute(s.agent_offices.insert(), own | {"agent_code": "A3", "since": s.ALWAYS, "office_code": "K1"})
    conn.execute(s.services.insert(), own | {"agent_code": "A3", "since": date(2019, 6, 1)})
    refresh(conn, BRANCH, None, None)
    observe(conn, BRANCH)
    (one,) = figures(conn).values()
    assert (one.then, one.now) == (1, 2)
    (step,) = explanation(conn, ANY, one)
    assert (step.change, step.parts) == (1, (Part(Cause.ENTERED_LATE, None, 3), Part(Cause.CORRECTED, None, 1)))


def test_another_rule_moves_it_by_its_definition(conn: sa.Connection) -> None:
    put(conn, small())
    publish(conn, "agents_dormant_retained", 0)
    publish(conn, "agents_listed", 2)
    observe(conn, BRANCH)
    moment = datetime(2031, 9, 1, tzinfo=UTC)
    conn.execute(s.rules.update().where(s.rules.c.name == "dormant_after_months").values(value=1))
    assert observe(conn, BRANCH, moment) == 1
    assert observe(conn, BRANCH, moment) == 0
    one, listed = figures(conn).values()
    assert (one.definition, one.definition_now, one.then, one.now) == ("1/3-1", "1/1-1", 0, 0)
    assert (listed.definition_now, len(listed.observations)) == ("1", 1)
    conn.execute(s.rules.update().where(s.rules.c.name == "dormant_after_months").values(value=3))
    assert observe(conn, BRANCH, moment) == 1  # back again: a third observation under the same data
    assert [each.definition for each in figures(conn)[1].observations] == ["1/3-1", "1/1-1", "1/3-1"]


def test_acquisitions_frozen_before_returns_counted_are_told_as_another_definition(conn: sa.Connection) -> None:
    """Version 1 left out a second registration of the same NIK."""
    world = small()
    world.participants = [Participant(1, "A1", date(2019, 3, 1)), Participant(2, "A2", date(2019, 6, 30), nik="1")]
    put(conn, world)
    number = publish(conn, "acquired", 1, definition="1", data_version=1)
    frozen = {"branch_code": BRANCH, "reference_id": number, "number": 1, "import_id": 1, "definition": "1", "value": 1}
    conn.execute(s.observations.insert(), {**frozen, "observed_at": datetime(2030, 1, 1)})
    assert observe(conn, BRANCH, datetime(2031, 9, 1, tzinfo=UTC)) == 1
    (one,) = figures(conn).values()
    assert (one.then, one.now, one.definition, one.definition_now) == (1, 2, "1", "2")
    (step,) = explanation(conn, ANY, one)
    assert (step.change, step.definitions) == (1, ("1", "2"))
    assert step.parts == (Part(Cause.DEFINITION_CHANGED, 1, None),)


def test_a_step_of_the_definition_has_no_load_of_its_own(conn: sa.Connection) -> None:
    world = small()
    world.participants = [Participant(1, "A1", date(2019, 5, 1))]
    world.payments = [Payment(1, date(2019, 6, 1), date(2019, 6, 1))]
    put(conn, world)
    publish(conn, "agents_dormant_retained", 0)
    observe(conn, BRANCH)
    conn.execute(s.rules.update().where(s.rules.c.name == "dormant_after_months").values(value=1))
    (stale,) = figures(conn).values()
    assert (stale.then, stale.now, stale.stale) == (0, 1, True)
    observe(conn, BRANCH, datetime(2031, 9, 1, tzinfo=UTC))
    (one,) = figures(conn).values()
    for asked, at in ((stale, datetime(2030, 1, 1)), (one, datetime(2031, 9, 1))):
        (step,) = explanation(conn, ANY, asked)
        assert (step.by, step.at, step.change, step.definitions) == (None, at, 1, ("1/3-1", "1/1-1"))
        assert step.parts == (Part(Cause.DEFINITION_CHANGED, 1, None),)


def test_what_can_no_longer_be_computed_says_since_when(conn: sa.Connection) -> None:
    put(conn, small())
    publish(conn, "agents_slowing", 0)
    observe(conn, BRANCH)
    conn.execute(s.rules.delete())
    own = load(conn, 2)
    registered(conn, own, 3, "A1", date(2019, 5, 5))
    (one,) = figures(conn).values()
    assert (one.then, one.now, one.agreement, one.definition_now) == (0, None, None, "1/-")
    (step,) = explanation(conn, ANY, one)
    assert (step.load, step.change) == (2, None)


def test_what_moved_it_is_told_as_before_when_nothing_is_left(conn: sa.Connection) -> None:
    put(conn, small())
    publish(conn, "acquired", 2)
    observe(conn, BRANCH)
    registered(conn, load(conn, 2), 3, "A1", date(2019, 5, 5))
    conn.execute(s.contributions.delete())
    if conn.dialect.name == "postgresql":  # its numbers go on where they were given, not where they were written
        conn.execute(sa.text("SELECT setval(pg_get_serial_sequence('imports', 'id'), 2)"))
    for number in (3, 4):
        undo_in_transaction(conn, BRANCH, "Budi", datetime(2031, 8, 3 + number, tzinfo=UTC))
    (one,) = figures(conn).values()
    assert (one.then, one.now) == (2, None)
    late, gone = explanation(conn, ANY, one)[0], explanation(conn, ANY, one)[-1]
    assert (late.load, late.parts) == (2, (Part(Cause.ENTERED_LATE, 1, 1),))
    assert gone.change is None


@pytest.mark.parametrize(
    ("part_of", "whole", "expected"),
    [(146_309, 137_956, 10_605), (1, 20_000, 1), (1, 20_001, 0), (0, 5, 0), (5, 5, 10_000)],
)
def test_a_percentage_is_frozen_in_hundredths_and_a_half_is_rounded_up(part_of: int, whole: int, expected: int) -> None:
    assert hundredths(reached(part_of, whole)) == expected


def test_a_target_that_moved_moves_what_part_of_it_is_reached(conn: sa.Connection) -> None:
    put(conn, small())
    aim = {
        "branch_code": BRANCH,
        "id": 1,
        "first_month": JANUARY,
        "last_month": JUNE,
        "measure": "acquired",
        "value": 3,
        "import_id": 1,
    }
    conn.execute(s.targets.insert(), aim)
    publish(conn, "acquired_target_reached", 6_670, rounding=10)
    observe(conn, BRANCH)
    before = {"kind": "targets", "key": '{"id":1}', "import_id": 1, "until_import_id": 2, "id": 1}
    load(conn, 2)
    row = {
        "first_month": "2019-01-01",
        "last_month": "2019-06-01",
        "wilayah_code": None,
        "office_code": None,
        "measure": "acquired",
        "value": 3,
    }
    conn.execute(s.superseded.insert(), before | {"branch_code": BRANCH, "row": row})
    conn.execute(s.targets.update().values(value=4, import_id=2))
    observe(conn, BRANCH)
    (one,) = figures(conn).values()
    assert (one.then, one.now, one.agreement, one.difference) == (6_667, 5_000, Agreement.DIFFERS, -1_670)
    (step,) = explanation(conn, ANY, one)
    assert step.parts == (Part(Cause.CORRECTED, -1_667, 1),)
