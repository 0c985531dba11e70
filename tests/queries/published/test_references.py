"""Published figures, targets, and what the data holds."""

from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa

from queries import branches, targets
from queries.db import schema as s
from queries.frames import standard
from queries.metrics import Unit
from queries.published import references
from queries.published.references import Agreement, agreement
from tests.support.worlds import BRANCH, Agent, Participant, Payment, World, put, scope_of

JUNE = date(2019, 6, 1)
MILLION = 1_000_000


@pytest.mark.parametrize(
    ("published", "computed", "rounding", "expected"),
    [
        (1313, 1313, 1, Agreement.MATCHES),
        (1313, 1314, 1, Agreement.DIFFERS),
        (114 * MILLION, 113_702_400, MILLION, Agreement.AFTER_ROUNDING),
        (114 * MILLION, 113_500_000, MILLION, Agreement.AFTER_ROUNDING),  # halves are rounded up
        (114 * MILLION, 113_499_999, MILLION, Agreement.DIFFERS),
        (114 * MILLION, 114_499_999, MILLION, Agreement.AFTER_ROUNDING),
        (114 * MILLION, 114_500_000, MILLION, Agreement.DIFFERS),
        (114 * MILLION, 114 * MILLION, MILLION, Agreement.MATCHES),
    ],
)
def test_the_verdict_and_its_halves(published, computed, rounding, expected):
    assert agreement(published, computed, rounding) is expected


@pytest.mark.parametrize(
    ("published", "computed", "expected"),
    [
        (1_640, 1_645, Agreement.AFTER_ROUNDING),  # 16,4451 per cent is 16,4, and 16,45 in hundredths
        (1_650, 1_645, Agreement.AFTER_ROUNDING),
        (-1_640, -1_645, Agreement.AFTER_ROUNDING),
        (1_640, 1_646, Agreement.DIFFERS),
        (1_650, 1_644, Agreement.DIFFERS),
    ],
)
def test_a_percentage_that_was_rounded_once_before_is_not_held_to_the_half(published, computed, expected):
    assert agreement(published, computed, 10, Unit.PERCENT) is expected


def small() -> World:
    return World(
        offices={"K1": "33.25", "K2": "33.26"},
        agents=[Agent("A1", "K1", date(2018, 1, 5)), Agent("A2", "K2", date(2018, 1, 5))],
        participants=[Participant(1, "A1", date(2019, 3, 1)), Participant(2, "A2", date(2019, 6, 30))],
        payments=[Payment(1, date(2019, 3, 1), date(2019, 3, 1)), Payment(2, date(2019, 6, 1), date(2019, 7, 1))],
    )


def publish(conn: sa.Connection, metric: str, value: int, wilayah: str | None = None, last: date = JUNE) -> None:
    number = conn.scalar(sa.select(sa.func.count()).select_from(s.reference_figures))
    row = {
        "branch_code": BRANCH,
        "id": number,
        "metric": metric,
        "value": value,
        "rounding": 1,
        "wording": str(value),
        "first_month": date(2019, 1, 1),
        "last_month": last,
        "places": wilayah or "",
        "source": f"uji {number}",
        "published_on": date(2019, 7, 1),
    }
    conn.execute(s.reference_figures.insert(), row)


def test_only_what_was_published_of_exactly_this_scope_stands_beside_it(conn):
    put(conn, small())
    publish(conn, "acquired", 2)
    publish(conn, "acquired", 9, wilayah="33.25")
    publish(conn, "acquired", 7, last=date(2019, 3, 1))
    rows = {
        name: references.compared(conn, scope).select("value", "computed", "difference", "agreement").rows()
        for name, scope in {
            "all": scope_of("2019-S1", JUNE),
            "one": scope_of("2019-S1", JUNE, wilayah=frozenset({"33.25"})),
            "two": scope_of("2019-S1", JUNE, wilayah=frozenset({"33.25", "33.26"})),
            "sector": scope_of("2019-S1", JUNE, sectors=frozenset({"Nelayan"})),
            "office": scope_of("2019-S1", JUNE, offices=frozenset({"K1"})),
            "quarter": scope_of("2019-Q1", JUNE),
            "open": scope_of("2019-S1", date(2019, 5, 1)),
        }.items()
    }
    assert rows == {
        "all": [(2, 2, 0, "matches")],
        "one": [(9, 1, -8, "differs")],
        "two": [],
        "sector": [],
        "office": [],
        "quarter": [(7, 1, -6, "differs")],
        "open": [(2, None, None, None)],
    }


def test_what_others_published_comes_before_what_the_branch_issued_itself(conn):
    put(conn, small())
    briefing = {"branch_code": BRANCH, "id": 1, "first_month": date(2019, 1, 1), "last_month": JUNE, "places": ""}
    briefing |= {"language": "id", "press": True, "figures": [], "release": "", "outlet": "Radar", "issued_by": "uji"}
    briefing |= {"published_on": date(2019, 7, 2), "issued_at": datetime(2019, 7, 2), "data_version": 1, "sha256": ""}
    conn.execute(s.briefings.insert(), briefing)
    for value in (2, 3):
        publish(conn, "acquired", value)
    conn.execute(s.reference_figures.update().where(s.reference_figures.c.value == 2), {"briefing_id": 1})
    rows = references.compared(conn, scope_of("2019-S1", JUNE)).select("value", "own", "agreement").rows()
    assert rows == [(3, False, "differs"), (2, True, "matches")]


def test_a_target_is_the_branchs_own_or_the_sum_of_its_places(conn):
    put(conn, small())

    def aim(number, wilayah, measure, value):
        row = {
            "branch_code": BRANCH,
            "id": number,
            "first_month": date(2019, 1, 1),
            "last_month": date(2019, 6, 1),
            "import_id": 1,
        }
        conn.execute(s.targets.insert(), row | {"wilayah_code": wilayah, "measure": measure, "value": value})

    whole, place = scope_of("2019-S1", JUNE), scope_of("2019-S1", JUNE, wilayah=frozenset({"33.26"}))
    assert targets.target(conn, whole, "acquired") is None
    aim(1, "33.25", "acquired", 100)
    assert targets.target(conn, whole, "acquired") is None  # one place has none: their sum would be too small
    aim(2, "33.26", "acquired", 50)
    assert targets.target(conn, whole, "acquired") == 150
    assert targets.target(conn, place, "acquired") == 50
    aim(3, None, "acquired", 140)
    assert targets.target(conn, whole, "acquired") == 140
    assert targets.target(conn, whole, "received") is None
    assert targets.target(conn, scope_of("2019-Q1", JUNE), "acquired") is None
    assert targets.target(conn, scope_of("2019-S1", JUNE, sectors=frozenset({"Nelayan"})), "acquired") is None


def test_a_target_counts_the_place_that_an_office_has_left(conn):
    """K1 moves on 10 April: what was reached until then counts in 33.25, so that its target does too."""
    world = small()
    world.relocated = [("K1", date(2019, 4, 10), "33.26"), ("K1", date(2019, 7, 1), "33.75")]
    put(conn, world)

    def aim(number, wilayah, value):
        row = {
            "branch_code": BRANCH,
            "id": number,
            "first_month": date(2019, 1, 1),
            "last_month": date(2019, 6, 1),
            "import_id": 1,
        }
        conn.execute(s.targets.insert(), row | {"wilayah_code": wilayah, "measure": "acquired", "value": value})

    whole, left = scope_of("2019-S1", JUNE), scope_of("2019-S1", JUNE, wilayah=frozenset({"33.25"}))
    aim(1, "33.26", 50)
    assert targets.target(conn, whole, "acquired") is None
    aim(2, "33.25", 100)
    assert (targets.target(conn, whole, "acquired"), targets.target(conn, left, "acquired")) == (150, 100)
    both = scope_of("2019-S1", JUNE, wilayah=frozenset({"33.25", "33.26", "33.27"}))
    assert targets.target(conn, both, "acquired") == 150
    assert standard.places_of_period(conn, scope_of("2018-S2", JUNE)) == ["33.25", "33.26"]
    assert standard.places_of_period(conn, scope_of("2019-Q2", JUNE)) == ["33.25", "33.26"]
    assert standard.places_of_period(conn, scope_of("2019-05", JUNE)) == ["33.26"]
    assert standard.places_of_period(conn, scope_of("2019-S2", date(2019, 8, 1))) == ["33.26", "33.75"]


@pytest.mark.parametrize(
    ("loaded", "complete", "running"),
    [
        ("2019-08-03T03:00", date(2019, 7, 1), None),
        ("2019-07-31T16:59", date(2019, 6, 1), date(2019, 7, 1)),  # 23.59 in Jakarta, the month still runs
        ("2019-07-31T17:00", date(2019, 7, 1), None),  # midnight in Jakarta
        ("2019-07-02T00:00", date(2019, 6, 1), date(2019, 7, 1)),
    ],
)
def test_a_month_is_complete_once_it_had_ended_when_the_data_was_loaded(conn, loaded, complete, running):
    world = small()
    world.loaded_at = datetime.fromisoformat(loaded).replace(tzinfo=UTC)
    put(conn, world)
    holding = branches.holding(conn, BRANCH)
    assert (holding.first_month, holding.last_month) == (date(2018, 1, 1), date(2019, 7, 1))
    assert (holding.last_complete, holding.running_month) == (complete, running)


def test_an_unknown_branch_holds_nothing_and_the_demonstration_steps_in(conn):
    holding = branches.holding(conn, "NONE")
    assert holding.data_version == 0
    assert (holding.first_month, holding.last_complete, holding.newest_semester) == (None, None, None)
    put(conn, small())
    assert branches.branch_to_show(conn, BRANCH) == BRANCH
    assert branches.branch_to_show(conn, "NONE") == "NONE"
    conn.execute(s.branches.update().values(is_demo=True))
    assert branches.branch_to_show(conn, "NONE") == BRANCH
    for wanted in (BRANCH, "NONE", "OTHER"):
        code = branches.branch_to_show(conn, wanted)
        assert branches.looked_at(conn, wanted) == (code, branches.data_version(conn, code))
    conn.execute(s.imports.update().values(changed=0))
    assert branches.looked_at(conn, "NONE") == ("NONE", 0)
