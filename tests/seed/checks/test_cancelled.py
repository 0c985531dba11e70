"""Known payments that come back with a status that says they were cancelled."""

from datetime import date

import pytest
import sqlalchemy as sa

from queries.db import schema as s
from seed.checks.decisions import Decision, Sums
from seed.files.rules import Suspicion
from seed.importer import Refused
from tests.seed.checks.test_corrections import APRIL, BEFORE, PAID, file, paid
from tests.support.branch_files import check, load, load_branch

ADD, CORRECT, REPLACE = Decision.ADD, Decision.CORRECT, Decision.REPLACE


@pytest.fixture(autouse=True)
def branch(engine):
    load_branch(engine)


STATUS = f"{PAID};Status"
CANCELLED = "19000000001;03-2018;1;2018-04-03;16.800;BATAL"


def cancelled(*lines):
    return file(*lines, heading=STATUS)


def test_a_known_payment_that_was_cancelled_is_asked_about(engine):
    report = check(engine, cancelled(CANCELLED))
    (asked,) = report.undecided
    assert (asked.month, asked.cancelled, asked.gone, asked.mostly) == (APRIL, Sums(1, 16_800), Sums(0, 0), True)
    assert asked.options == (REPLACE, CORRECT, ADD)
    assert report.files[0].corrected.rows() == [(2, "status", "Status", None, "cancelled")]
    with pytest.raises(Refused):
        load(engine, cancelled(CANCELLED))
    assert paid(engine) == BEFORE


@pytest.mark.parametrize("decision", [CORRECT, REPLACE])
def test_a_cancelled_payment_goes_and_stays_on_record(engine, decision):
    outcome = load(engine, cancelled(CANCELLED), decisions={("contributions", APRIL): decision})
    assert (outcome.changed, outcome.report.files[0].dropped) == (1, 1)
    assert paid(engine) == BEFORE[1:]
    with engine.connect() as conn:
        (was,) = conn.execute(sa.select(s.superseded.c.kind, s.superseded.c.until_import_id)).all()
    assert was == ("contributions", outcome.import_id)
    assert load(engine, cancelled(CANCELLED)).changed == 0


def test_a_cancelled_payment_stays_where_somebody_says_so(engine):
    outcome = load(engine, cancelled(CANCELLED), decisions={("contributions", APRIL): ADD})
    assert (outcome.changed, paid(engine)) == (0, BEFORE)


@pytest.mark.parametrize(
    "lines",
    [
        ["19000000001;03-2018;1;2018-04-03;36.800;BATAL"],  # another attempt, of another amount
        ["19000000001;03-2018;1;2018-04-04;16.800;BATAL"],
        ["19000000009;03-2018;1;2018-04-03;16.800;BATAL"],
        [CANCELLED, "19000000001;03-2018;1;2018-04-03;16.800;LUNAS"],  # failed, then made
    ],
    ids=["amount", "day", "person", "twice"],
)
def test_what_was_cancelled_is_that_payment_alone(engine, lines):
    assert load(engine, cancelled(*lines)).changed == 0
    assert paid(engine) == BEFORE


def test_a_payment_cancelled_and_made_again_is_no_correction(engine):
    """The first goes, the second is new: each is counted once."""
    again = cancelled(CANCELLED, "19000000001;03-2018;1;2018-04-05;16.800;LUNAS")
    (asked,) = check(engine, again).undecided
    assert (asked.cancelled.rows, asked.new.rows, asked.after.rows) == (1, 1, 0)
    load(engine, again, decisions={("contributions", APRIL): CORRECT})
    assert paid(engine) == [(1, "03", "05-04", 1, 16_800), *BEFORE[1:]]


PARTS = "No KPJ;BLTH;Program;Tgl Bayar;Nominal Iuran"


def part(program, amount):
    return file(f"19000000001;06-2018;{program};2018-06-14;{amount}", heading=PARTS)


JUNE = ("contributions", date(2018, 6, 1))
LITTLE = {Suspicion.BELOW_LEAST_RATE}


def test_another_programme_of_a_known_payment_is_asked_about_and_added_up(engine):
    load(engine, part("JKK", "10.000"), confirmed=LITTLE)
    (asked,) = check(engine, part("JKM", "6.800")).undecided
    assert (asked.month, asked.options) == (JUNE[1], (Decision.SUM, REPLACE, CORRECT, ADD))
    load(engine, part("JKM", "6.800"), decisions={JUNE: Decision.SUM})
    assert paid(engine) == [*BEFORE[:2], (1, "06", "14-06", 1, 16_800), *BEFORE[2:]]


def test_a_programme_is_not_added_up_twice(engine):
    """The same file cannot be; another one that has it is asked about: 16,800 without 6,800 is a JKK of its own."""
    load(engine, part("JKK", "10.000"), confirmed=LITTLE)
    summed = {JUNE: Decision.SUM}
    load(engine, part("JKM", "6.800"), decisions=summed)
    for program, amount in (("JKM", "6.800"), ("JKK", "10.000")):
        (again,) = check(engine, part(program, amount), summed).undecided
        assert (again.options, again.again) == ((REPLACE, CORRECT, ADD), True)
        saved_again = [(name, text + b"\n;;;;\n") for name, text in part(program, amount)]
        assert check(engine, saved_again, summed).suspicions["summed_twice"] == 1
        with pytest.raises(Refused):
            load(engine, saved_again, decisions=summed)
    assert "summed_twice" not in check(engine, part("JHT", "20.000"), summed).suspicions
    load(engine, part("JHT", "20.000"), decisions=summed)
    assert paid(engine) == [*BEFORE[:2], (1, "06", "14-06", 1, 36_800), *BEFORE[2:]]


@pytest.mark.parametrize("program", ["JKK+JKM", "", "BPU"])
def test_what_names_no_programme_alone_is_not_added_up(engine, program):
    load(engine, part("JKK", "10.000"), confirmed=LITTLE)
    brought, decided = part(program, "16.800"), {JUNE: Decision.SUM}
    assert [one.options for one in check(engine, brought, decided).undecided] == [(REPLACE, CORRECT, ADD)]
    with pytest.raises(Refused):
        load(engine, brought, decisions=decided)
