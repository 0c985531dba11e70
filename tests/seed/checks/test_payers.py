"""Who pays a contribution: said in a column, kept, corrected as any row, and never a person."""

from datetime import date

import polars as pl
import pytest
import sqlalchemy as sa

from queries.db import schema as s
from queries.db.engine import writing
from queries.versions import Past
from seed.checks.decisions import Decision
from seed.importer import Refused
from seed.values import vocabulary
from seed.writes import snapshots
from seed.writes.undo import undo_in_transaction
from tests.support.branch_files import AT, BRANCH, check, load, load_branch, rows

HEADING = "No KPJ;BLTH;Jumlah Bulan;Tgl Bayar;Nominal Iuran;Sumber Iuran"
KNOWN = "19000000001;03-2018;1;2018-04-03;16.800"
APRIL = date(2018, 4, 1)


@pytest.fixture(autouse=True)
def branch(engine):
    load_branch(engine)


def file(*lines, heading=HEADING):
    return [("iuran.csv", rows(heading, *lines))]


def payers(engine):
    c = s.contributions.c
    query = sa.select(c.participant_id, c.paid_on, c.payer).where(c.payer.is_not(None)).order_by(*c)
    with engine.connect() as conn:
        return [(one, f"{day:%d-%m}", payer) for one, day, payer in conn.execute(query)]


def test_how_a_payer_is_read():
    said = {
        "Mandiri": "Mandiri",
        "DIBAYAR SENDIRI": "Mandiri",
        "iuran peserta": "Mandiri",
        "Bank Mandiri": "Bank Mandiri",
        " APBD  Kota Pekalongan ": "APBD Kota Pekalongan",
        "-": None,
    }
    assert dict(vocabulary.payers(pl.Series(list(said))).select("text", "value").rows()) == said


def test_a_payer_comes_is_asked_about_stays_and_is_undone(engine):
    """What the column does not say stays as it is; another payer of a known payment is decided on."""
    decided = {("contributions", APRIL): Decision.CORRECT}
    said = file(f"{KNOWN};apbd kota pekalongan", "19000000002;04-2018;1;21-05-2018;16.800;APBD Kota Pekalongan")
    assert [one.month for one in check(engine, said).undecided] == [APRIL]
    with pytest.raises(Refused):
        load(engine, said)
    assert payers(engine) == []
    first = load(engine, said, decisions=decided)
    name = payers(engine)[0][2]
    assert payers(engine) == [(1, "03-04", name), (2, "21-05", name)]
    assert load(engine, file(f"{KNOWN};-")).changed == 0
    assert load(engine, file(KNOWN, heading=HEADING.rpartition(";")[0])).changed == 0
    corrected = file("19000000001;03-2018;1;2018-04-04;16.800;")
    load(engine, corrected, decisions=decided)
    assert payers(engine)[0] == (1, "04-04", name)
    own = file("19000000001;03-2018;1;2018-04-04;16.800;bayar sendiri")
    (line,) = check(engine, own).files[0].corrected.rows()
    assert line == (2, "payer", "Sumber Iuran", name, "Mandiri")
    last = load(engine, own, decisions=decided)
    assert payers(engine)[0] == (1, "04-04", "Mandiri")
    with engine.connect() as conn:
        past = snapshots.rows(conn, Past(BRANCH, first.import_id, None, (last.import_id,)), s.contributions)
    assert (1, name) in past.select("participant_id", "payer").rows()
    with writing(engine) as conn:
        undo_in_transaction(conn, BRANCH, "uji", AT, last.import_id)
    assert payers(engine)[0] == (1, "04-04", name)


@pytest.mark.parametrize(
    ("payer", "rule"),
    [
        ("Budi Santoso", "personal_data"),
        ("CSR 9969775600000001", "personal_data"),
        ("Agen 1", "personal_data"),
        ("CSR Bank Jateng", None),
        ("Pemerintah Kabupaten Batang", None),
        ("APBD 2019", None),
    ],
)
def test_a_person_or_a_number_is_no_payer(engine, payer, rule):
    report = check(engine, file(f"19000000002;04-2018;1;21-05-2018;16.800;{payer}"))
    assert report.files[0].by_rule == ({rule: 1} if rule else {})


def test_two_rows_of_a_payment_say_it_together_and_do_not_contradict(engine):
    line = "19000000002;04-2018;1;21-05-2018;16.800"
    twice = check(engine, file(f"{line};CSR", f"{line};Mandiri"))
    assert twice.files[0].by_rule == {"conflict_in_file": 2}
    load(engine, file(f"{line};", f"{line};CSR Bank Jateng"))
    assert payers(engine) == [(2, "21-05", "CSR Bank Jateng")]
    parts = [f"19000000003;06-2018;1;21-06-2018;{amount};{by}" for amount, by in ((10_000, "CSR"), (6_800, ""))]
    programs = [f"{one};{program}" for one, program in zip(parts, ("JKK", "JKM"), strict=True)]
    load(engine, file(*programs, heading=f"{HEADING};Program"))
    assert payers(engine)[-1] == (3, "21-06", "CSR")
