"""The floors of the measurements are floors of the same thing; how long anything takes is asserted nowhere."""

from datetime import date

import pytest
import sqlalchemy as sa

from queries.db import schema as s
from tests.bench import questions, reading
from tests.support.worlds import BRANCH, Agent, Participant, Payment, World, put, scope_of

WORLD = World(
    offices={"K1": "33.25", "K2": "33.75", "K3": "33.26"},
    agents=[
        Agent("A1", "K1", date(2018, 3, 14)),
        Agent("A2", "K1", date(2018, 7, 31)),
        Agent("A3", "K2", date(2018, 1, 15), date(2019, 2, 1)),
        Agent("A4", "K2", date(2018, 1, 15)),
        Agent("A5", "K2", date(2018, 9, 13)),
        Agent("A6", "K2", date(2019, 5, 13)),
        Agent("A7", "K2", date(2019, 7, 1)),
    ],
    participants=[
        Participant(1, "A1", date(2019, 6, 3)),
        Participant(2, "A1", date(2018, 11, 20), "Gojek"),
        Participant(3, "A2", date(2019, 1, 31), "Grab"),
        Participant(4, "A3", date(2018, 2, 1)),
        Participant(5, "A4", date(2018, 4, 30), "-"),
        Participant(6, "A5", date(2019, 4, 9)),
        Participant(7, "A7", date(2019, 7, 5)),
    ],
    payments=[
        Payment(1, date(2019, 6, 1), date(2019, 6, 5)),
        Payment(2, date(2018, 12, 1), date(2018, 12, 31), 6, 100_800),
        Payment(2, date(2019, 6, 1), date(2019, 7, 2)),
        Payment(3, date(2019, 1, 1), date(2019, 2, 2), 2, 33_600),
        Payment(3, date(2019, 12, 1), date(2019, 6, 20)),
        Payment(4, date(2018, 2, 1), date(2018, 2, 1)),
        Payment(6, date(2019, 4, 1), date(2019, 4, 9)),
        Payment(7, date(2019, 7, 1), date(2019, 7, 6)),
    ],
)


@pytest.fixture
def branch(sqlite_engine: sa.Engine) -> sa.Engine:
    """A branch with an agent of each status, targets, a load's files and published figures."""
    own = {"branch_code": BRANCH, "import_id": 1}
    target = {**own, "first_month": date(2019, 1, 1), "last_month": date(2019, 6, 1), "measure": "acquired"}
    figure = {"branch_code": BRANCH, "rounding": 1, "wording": "-", "source": "uji", "published_on": date(2019, 7, 1)}
    figure |= {"first_month": date(2019, 1, 1), "last_month": date(2019, 6, 1), "places": ""}
    file = {"import_id": 1, "name": "a.csv", "sha256": "-", "kind": "agents", "report": {}}
    with sqlite_engine.begin() as conn:
        put(conn, WORLD)
        places = enumerate(("33.25", "33.26", "33.75"), 1)
        conn.execute(s.targets.insert(), [{**target, "id": n, "wilayah_code": code, "value": n} for n, code in places])
        metrics = {"acquired": 3, "received": 100, "agents_listed": 5}
        conn.execute(
            s.reference_figures.insert(),
            [{**figure, "id": n, "metric": name, "value": value} for n, (name, value) in enumerate(metrics.items())],
        )
        conn.execute(s.import_files.insert(), [{**file, "position": n} for n in range(2)])
    return sqlite_engine


@pytest.mark.parametrize("period", ["2019-S1", "2019", "2019-Q1", "2018-S1"])
@pytest.mark.parametrize("name", questions.QUESTIONS)
def test_a_floor_gives_the_answer_of_its_question(branch: sa.Engine, name: str, period: str) -> None:
    scope = scope_of(period, date(2019, 6, 30))
    with branch.connect() as conn:
        answer = questions.asked(conn, scope, name)
        assert questions.floor(conn, scope, name) == answer
    assert answer or period != "2019-S1"


def test_the_branch_has_an_agent_of_each_status(branch: sa.Engine) -> None:
    with branch.connect() as conn:
        counted = {row[10] for row in questions.asked(conn, scope_of("2019-S1", date(2019, 6, 30)), "agents.standings")}
    assert counted == {"active", "slowing", "dormant_retained", "due_for_removal", "removed"}


def test_no_workbook_is_measured_under_more_rows_than_it_holds():
    assert reading.counts("CSV", 1_000_000) == [1_000_000, 10_000_000]
    assert reading.counts("XLSX", 100_000) == [100_000, 1_000_000]
    assert reading.counts("XLSX", 1_000_000) == [1_000_000]
    assert reading.counts("XLSX", 2_000_000) == [reading.MOST]
