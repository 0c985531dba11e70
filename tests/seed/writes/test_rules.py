"""A rule is set from a day on: dated rows, recorded like a load, and undone like one."""

from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa

from queries import branches, loads
from queries.agents import standings
from queries.db import schema as s
from queries.db.engine import connect, writing
from queries.published.definitions import definition
from queries.rules import NoRule, Reading, Rule, rows, rule_on
from queries.versions import Past
from seed.writes import snapshots
from seed.writes.rules import RuleError, set_rule
from seed.writes.undo import undo
from tests.support.worlds import BRANCH, Agent, Participant, Payment, World, put, scope_of

D = date
AT = datetime(2019, 9, 2, 3, 0, tzinfo=UTC)
JULY = D(2019, 7, 1)
BEFORE = Rule(3, 6, Reading.RUNS)


@pytest.fixture(autouse=True)
def branch(engine: sa.Engine) -> None:
    """One agent with one payment for a year."""
    world = World(agents=[Agent("A1", "K1", D(2018, 1, 2))], participants=[Participant(1, "A1", D(2019, 1, 5))])
    world.payments = [Payment(1, D(2019, 1, 1), D(2019, 1, 5), 12, 201_600)]
    with writing(engine) as conn:
        put(conn, world)
        if conn.dialect.name == "postgresql":  # the load above chose its own number
            conn.exec_driver_sql("select setval(pg_get_serial_sequence('imports', 'id'), 1)")


def change(engine: sa.Engine, since: date = JULY, source: str = "Surat 12", **values: int) -> int:
    return set_rule(engine, BRANCH, "kepala", AT, since, values or {"reading": Reading.CAME_IN}, source)


def state(engine: sa.Engine, month: str) -> tuple[str, str]:
    with engine.connect() as conn:
        scope = scope_of(month, D.fromisoformat(f"{month}-01"))
        status = standings.standings(conn, scope)["status"][0]
        return status, definition(conn, scope, "agents_dormant_retained")


def test_it_holds_from_its_day_on_and_the_past_stays(engine: sa.Engine) -> None:
    act = change(engine)
    with engine.connect() as conn:
        assert rule_on(conn, BRANCH, D(2019, 6, 30)) == BEFORE
        assert rule_on(conn, BRANCH, D(2019, 7, 1)) == BEFORE._replace(reading=Reading.CAME_IN)
        assert branches.data_version(conn, BRANCH) == act == 2  # what pages remember is asked anew
        row = loads.files(conn, scope_of("2019-06", D(2019, 6, 1))).row(0, named=True)
        assert (row["load"], row["imported_by"], row["name"], row["act"], row["changed"]) == (
            act,
            "kepala",
            None,
            "rule",
            1,
        )
        assert rows(conn, BRANCH).rows()[-1] == (D(2019, 7, 1), "reading", 2, "Surat 12")
    assert state(engine, "2019-06") == ("dormant_retained", "1/3-1")
    assert state(engine, "2019-07") == ("due_for_removal", "1/3-2")


def test_an_undo_takes_it_back(engine: sa.Engine) -> None:
    with engine.connect() as conn:
        before = conn.execute(sa.select(s.rules).order_by(*s.rules.primary_key)).all()
    change(engine, dormant_after=4, reactivate_after=5, reading=Reading.ALONE)
    assert undo(engine, BRANCH, "kepala", AT).changed == 3
    with engine.connect() as conn:
        assert conn.execute(sa.select(s.rules).order_by(*s.rules.primary_key)).all() == before
    assert state(engine, "2019-07") == ("dormant_retained", "1/3-1")


def test_what_was_published_is_observed_under_the_new_definition(engine: sa.Engine) -> None:
    figure = {"branch_code": BRANCH, "id": 1, "metric": "agents_dormant_retained", "value": 1, "rounding": 1}
    figure |= {"wording": "1 agen", "source": "uji", "published_on": D(2019, 8, 1), "places": ""}
    with writing(engine) as conn:
        conn.execute(s.reference_figures.insert(), figure | dict.fromkeys(("first_month", "last_month"), D(2019, 7, 1)))
        conn.execute(s.contributions.update().values(paid_on=D(2019, 1, 5)))
    change(engine)
    with engine.connect() as conn:
        o = s.observations.c
        assert [tuple(row) for row in conn.execute(sa.select(o.import_id, o.definition))] == [(2, "1/3-2")]


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        ({"reading": 3}, "out_of_range"),
        ({"dormant_after": 13}, "out_of_range"),
        ({"dormant_after": 0}, "out_of_range"),
        ({"reactivate_after": -1}, "out_of_range"),
        ({"source": "  "}, "no_source"),
        ({"source": "x" * 201}, "too_long"),
        ({"dormant_after": 3, "reading": Reading.RUNS}, "same"),
    ],
)
def test_what_cannot_be_set_changes_nothing(engine: sa.Engine, asked: dict, reason: str) -> None:
    with pytest.raises(RuleError) as refused:
        change(engine, **asked)
    assert refused.value.reason == reason
    with engine.connect() as conn:
        assert (rule_on(conn, BRANCH, D(2019, 7, 1)), branches.data_version(conn, BRANCH)) == (BEFORE, 1)


def test_a_row_of_the_very_day_is_not_rewritten(engine: sa.Engine) -> None:
    change(engine)
    for asked, reason in (({"reading": Reading.ALONE}, "taken"), ({"reading": Reading.CAME_IN}, "same")):
        with pytest.raises(RuleError) as refused:
            change(engine, **asked)
        assert refused.value.reason == reason
    change(engine, dormant_after=4)  # another part of the rule, from the same day
    with pytest.raises(RuleError, match="nothing"):
        set_rule(engine, BRANCH, "kepala", AT, D(2019, 7, 1), {}, "Surat 12")
    with pytest.raises(NoRule):
        change(engine, since=D(2013, 1, 1))


def test_a_branch_without_data_has_no_rule_to_set(engine: sa.Engine) -> None:
    with writing(engine) as conn:
        conn.execute(s.imports.update().values(changed=0))
    with pytest.raises(RuleError, match="no_data"):
        change(engine)


def test_as_it_was_known_before_the_rule_is_that_of_then(engine: sa.Engine) -> None:
    change(engine)
    target = connect("sqlite://")
    with engine.connect() as conn:
        snapshots.build(conn, Past(BRANCH, 1, D(2019, 9, 1), None), target)
    with target.connect() as then:
        assert rule_on(then, BRANCH, JULY) == BEFORE
        assert standings.standings(then, scope_of("2019-07", JULY))["status"].to_list() == ["dormant_retained"]
    target.dispose()
