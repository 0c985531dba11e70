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
from tests.support.branch_files import AT, BRANCH, check, load, load_branch, refusals, rows

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


FUNDS = "Sumber Iuran;Sejak;Sampai;Untuk Berkas"
BARE = "No KPJ;BLTH;Jumlah Bulan;Tgl Bayar;Nominal Iuran"


def funds(engine):
    c = s.funds.c
    with engine.connect() as conn:
        return conn.execute(sa.select(c.name, c.since, c.until).order_by(c.name, c.since)).fetchall()


def test_one_fund_pays_a_file_where_its_rows_do_not_say_and_is_undone_with_it(engine):
    """Its contributions are the fund's, another file's stay unsaid; the end is stated later, alone."""
    of = {("contributions", APRIL): Decision.ADD, ("contributions", date(2018, 5, 1)): Decision.ADD}
    bare = ("iuran.csv", rows(BARE, "19000000002;06-2018;1;21-06-2018;16.800"))
    other = ("lain.csv", rows(BARE, "19000000003;06-2018;1;22-06-2018;16.800"))
    stated = ("dana.csv", rows(FUNDS, "APBDes 2018;2018-01-01;30-06-2018;IURAN.csv", "CSR Bank;01-01-2018;31-12-2018;"))
    counted = ("penyebut.csv", rows("Penyebut;Tahun;Jumlah;Sumber;Definisi", "Pekerja BPU;2018;9.000;BPS;Bekerja"))
    first = load(engine, [bare, other, stated, counted], decisions=of)
    assert payers(engine) == [(2, "21-06", "APBDes 2018")]
    assert first.changed == 5
    whole = [(date(2018, 1, 1), date(2018, 6, 30)), (date(2018, 1, 1), date(2018, 12, 31))]
    assert funds(engine) == [("APBDes 2018", *whole[0]), ("CSR Bank", *whole[1])]
    later = load(engine, [("dana.csv", rows(FUNDS, "apbdes 2018;2018-01-01;2018-09-30;"))])
    assert later.changed == 1
    assert funds(engine)[0][2] == date(2018, 9, 30)
    with writing(engine) as conn:
        undo_in_transaction(conn, BRANCH, "B", AT, later.import_id)
    assert funds(engine)[0] == ("APBDes 2018", *whole[0])
    with writing(engine) as conn:
        undo_in_transaction(conn, BRANCH, "B", AT, first.import_id)
    assert (funds(engine), payers(engine)) == ([], [])
    with engine.connect() as conn:
        assert conn.scalar(sa.select(sa.func.count()).select_from(s.denominators)) == 0


def test_every_file_of_the_load_may_be_meant_and_a_row_that_says_who_keeps_it(engine):
    said = "19000000002;06-2018;1;21-06-2018;16.800;Mandiri", "19000000003;06-2018;1;22-06-2018;16.800;"
    of = {("contributions", date(2018, 5, 1)): Decision.ADD}
    load(engine, [*file(*said), ("dana.csv", rows(FUNDS, "CSR Bank;2018-01-01;2018-12-31;*"))], decisions=of)
    assert payers(engine) == [(2, "21-06", "Mandiri"), (3, "22-06", "CSR Bank")]


def test_what_is_no_fund_is_refused(engine):
    lines = (
        "Mandiri;2018-01-01;2018-12-31;",
        "CSR A;2018-12-31;2018-01-01;",
        "CSR B;2018-01-01;2018-12-31;lain.csv",
        "9972024900000009;2018-01-01;2018-12-31;",
        "CSR C;2018-01-01;2018-06-30;",
        "CSR C;2018-01-01;2018-07-31;",
    )
    report = check(engine, [("dana.csv", rows(FUNDS, *lines))])
    assert [(row, rule) for row, _, _, rule in refusals(report)] == [
        (2, "own_no_fund"),
        (3, "ends_before_it_begins"),
        (4, "unknown_file"),
        (5, "personal_data"),
        (6, "conflict_in_file"),
        (7, "conflict_in_file"),
    ]
    both = ("dana.csv", rows(FUNDS, "CSR A;2018-01-01;2018-12-31;*", "CSR B;2018-01-01;2018-12-31;*"))
    assert {rule for *_, rule in refusals(check(engine, [both]))} == {"conflict_in_file"}
