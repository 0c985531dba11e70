"""A load with an unconfirmed suspicion is not made; a confirmed one loads its rows and is recorded with the load."""

import pytest
import sqlalchemy as sa

from queries.db import schema as s
from seed.files.rules import Suspicion
from seed.importer import Refused
from tests.support.branch_files import check, load, load_branch, rows

EARLY = (
    "iuran.csv",
    rows("No KPJ;BLTH;Jumlah Bulan;Tgl Bayar;Nominal Iuran", "19000000001;02-2018;1;14-02-2018;16.800"),
)
BOTH = {Suspicion.PAID_BEFORE_REGISTERED, Suspicion.COVERED_BEFORE_REGISTERED}


@pytest.fixture(autouse=True)
def branch(engine):
    load_branch(engine)


def payments(engine):
    with engine.connect() as conn:
        return conn.scalar(sa.select(sa.func.count()).select_from(s.contributions))


def test_a_check_names_each_suspicion_with_its_rows(engine):
    report = check(engine, [EARLY])
    assert report.suspicions == dict.fromkeys(
        (Suspicion.PAID_BEFORE_REGISTERED, Suspicion.COVERED_BEFORE_REGISTERED), 1
    )
    assert report.files[0].suspected.rows() == [
        (2, "Tgl Bayar", "14-02-2018", "paid_before_registered"),
        (2, "BLTH", "02-2018", "covered_before_registered"),
    ]
    assert (report.clean, report.good) == (True, 1)


@pytest.mark.parametrize("options", [{}, {"accept_rejects": True}, {"confirmed": {Suspicion.PAID_BEFORE_REGISTERED}}])
def test_nothing_is_loaded_while_one_is_not_confirmed(engine, options):
    with pytest.raises(Refused) as refused:
        load(engine, [EARLY], **options)
    assert set(refused.value.unconfirmed) == BOTH - options.get("confirmed", set())
    assert payments(engine) == 4


def test_confirmed_rows_are_loaded_and_the_load_records_it(engine):
    outcome = load(engine, [EARLY], confirmed=BOTH)
    assert (outcome.changed, payments(engine)) == (1, 5)
    f = s.import_files.c
    with engine.connect() as conn:
        report = conn.scalar(sa.select(f.report).where(f.import_id == outcome.import_id))
    assert report["confirmed"] == {"covered_before_registered": 1, "paid_before_registered": 1}
    assert report["suspected"][0] == {
        "row": 2,
        "column": "Tgl Bayar",
        "value": "14-02-2018",
        "rule": "paid_before_registered",
    }


def test_what_is_known_is_suspected_no_more(engine):
    load(engine, [EARLY], confirmed=BOTH)
    assert check(engine, [EARLY]).suspicions == {}


def test_confirming_does_not_accept_refused_rows(engine):
    bad = rows("No KPJ;BLTH;Tgl Bayar;Nominal Iuran", "19000000001;02-2018;14-02-2018;16.800", "1;03-2018;14-03-2018;1")
    with pytest.raises(Refused):
        load(engine, [("iuran.csv", bad)], confirmed=BOTH)
    assert payments(engine) == 4
