"""What `figures` tells of single agents, and to whom."""

import csv
import io
import json
from datetime import date

import pytest
import sqlalchemy as sa

from dashboard.cli.document import as_csv, document
from queries.access import Role
from queries.periods import Period
from seed.writes.branch import lay_schemes
from tests.support.viewers import viewer as viewer_of
from tests.support.worlds import BRANCH, Agent, Participant, Payment, World, put

WORLD = World(
    agents=[Agent("A1", "K1", date(2018, 1, 10))],
    participants=[Participant(142, "A1", date(2019, 3, 12))],
    payments=[Payment(142, date(2019, 6, 1), date(2019, 6, 3), 5, 84_000)],
)


@pytest.fixture
def document_of(sqlite_engine: sa.Engine):
    def asked(role: Role) -> dict:
        with sqlite_engine.connect() as conn:
            put(conn, WORLD)
            lay_schemes(conn, BRANCH)
            return document(conn, viewer_of(role, BRANCH), Period.parse("2019-S1"))

    return asked


def test_the_verdict_with_its_clauses(document_of) -> None:
    (verdict,) = document_of(Role.HEAD)["verdicts"]
    clauses = verdict.pop("clauses")
    assert verdict == {
        "code": "A1",
        "status": "dormant_retained",
        "uncertain": False,
        "contact": None,
        "office_contact": None,
        "due_on": "2020-02-01",
        "reactivate_on": "2020-08-01",
    }
    assert clauses == [
        {"kind": "idle", "rows": 1, "day": "2019-03-12", "people": 1, "zero_months": 3, "month": "2019-06"},
        {"kind": "paying", "rows": 1, "people": 1, "months": 3},
        {"kind": "runs_until", "rows": 1, "month": "2019-10", "who": [{"kpj_last4": "0142", "months_ahead": 4}]},
        {"kind": "later", "rows": 1, "month": "2019-06"},
        {"kind": "falls", "rows": 1, "day": "2020-02-01"},
        {"kind": "reactivation", "rows": 1, "day": "2020-08-01"},
        {"kind": "registered", "rows": 1, "day": "2018-01-10"},
    ]


def test_the_incentive_of_each_month_of_the_period(document_of) -> None:
    """7,5% of Rp84.000 in June, nine tenths of it to the agent."""
    incentives = {row["month"]: (row["agent"], row["office"]) for row in document_of(Role.HEAD)["incentives"]}
    assert incentives == {f"2019-{n:02}": (0, 0) for n in range(1, 6)} | {"2019-06": (5_670, 630)}


def test_the_press_is_told_of_no_single_agent(document_of) -> None:
    printed = document_of(Role.PRESS)
    assert printed["verdicts"] == printed["incentives"] == printed["agents"] == []


def test_the_press_is_told_of_no_fewer_than_five_people(document_of) -> None:
    """A branch of a few: everything of people is withheld, and nothing is told beside it."""
    printed = document_of(Role.PRESS)
    assert {value for name, value in printed["figures"].items() if name != "offices"} == {None}
    for row in [*printed["months"], *printed["wilayah_rows"]]:
        assert row["acquired"] is row["received"] is None
    assert printed["persistency"] == []
    assert printed["roster"] is printed["pace"] is printed["running_month"] is None
    assert document_of(Role.HEAD)["figures"].keys() == printed["figures"].keys()


def test_as_csv_the_clauses_are_one_cell(document_of) -> None:
    printed = document_of(Role.HEAD)
    rows = list(csv.DictReader(io.StringIO(as_csv(printed))))
    cell = next(row["value"] for row in rows if (row["section"], row["name"]) == ("verdicts", "clauses"))
    assert json.loads(cell) == printed["verdicts"][0]["clauses"]
