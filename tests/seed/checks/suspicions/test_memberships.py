"""Who comes back, and when a membership ends: what is loaded, what is asked about, what is refused, by value."""

from datetime import date

import pytest
import sqlalchemy as sa

from queries.db import schema as s
from queries.frames import memberships
from queries.returns import returns
from seed.files.rules import Notice, Suspicion
from seed.writes import summaries
from seed.writes.undo import undo
from tests.support.branch_files import AT, BRANCH, check, load, load_branch, refusals, rows
from tests.support.worlds import scope_of

PEOPLE = "Kode Perisai;Tgl Daftar;No KPJ;NIK;Sektor;Program"
ENDS = "Kode Perisai;Tgl Daftar;No KPJ;NIK;Tgl Meninggal;Tgl Berhenti;Alasan Berhenti"
PAID = "No KPJ;BLTH;Jumlah Bulan;Tgl Bayar;Nominal Iuran"
FIRST, SECOND = "19000000001;9969775600000001", "19000000002;9972024900000002"
EVERY = frozenset(Suspicion)


@pytest.fixture(autouse=True)
def branch(engine):
    """Three participants: KPJ 1 is paid for until July 2018, KPJ 2 until March 2018."""
    load_branch(engine)


def suspected(engine, heading, *lines):
    """Rule and rows of every suspicion of one file without a refusal."""
    report = check(engine, [("berkas.csv", rows(heading, *lines))])
    assert report.clean, report.files[0].refusals.rows()
    return {rule.value: n for rule, n in report.suspicions.items()}


def brought(engine, heading, *lines):
    return load(engine, [("berkas.csv", rows(heading, *lines))], confirmed=EVERY)


def returned(engine, period):
    with engine.connect() as conn:
        assert summaries.verify(conn, BRANCH).is_empty()
        return returns(conn, scope_of(period, date(2019, 7, 1)))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("AB0002;2019-07-01;99000000002;9972024900000002;Gojek;JKK+JKM", {}),
        ("AB0002;2018-08-01;99000000001;9969775600000001;Gojek;JKK+JKM", {}),
        ("AB0002;2018-07-31;99000000001;9969775600000001;Gojek;JKK+JKM", {"returned_while_covered": 1}),
        (
            "AB0001;22-03-2018;99000000001;9969775600000001;Gojek;JKK+JKM",
            {"returned_while_covered": 1, "two_kpj_one_day": 1},
        ),
        ("AB0001;21-03-2018;99000000001;9969775600000001;Gojek;JKK+JKM", {}),
    ],
)
def test_a_known_nik_with_a_new_kpj(engine, line, expected):
    assert suspected(engine, PEOPLE, line) == expected


def test_two_kpj_of_one_nik_in_a_file(engine):
    new = ("AB0001;2018-06-20;19000000077;9969775600000077;;", "AB0001;2018-06-21;19000000078;9969775600000077;;")
    assert suspected(engine, PEOPLE, *new) == {"returned_too_soon": 1}
    assert suspected(engine, PEOPLE, new[0], new[1].replace("-21;", "-20;")) == {"two_kpj_one_day": 2}
    for day, expected in (("2018-09-30", {"returned_too_soon": 1}), ("2018-10-01", {})):
        assert suspected(engine, PEOPLE, new[0], new[1].replace("2018-06-21", day)) == expected
    of = "9969775600000077"
    ended = (f"AB0001;2018-06-20;19000000077;{of};;2018-07-02;", f"AB0001;2018-07-02;19000000078;{of};;;")
    assert suspected(engine, ENDS, *ended) == {}


def test_who_returns_is_acquired_and_not_new(engine):
    brought(engine, PEOPLE, "AB0002;2019-07-01;99000000002;9972024900000002;Gojek;JKK+JKM")
    expected = {"acquired_new": 0, "acquired_returning": 1, "returned_by_paying": 0}
    assert returned(engine, "2019-07") == expected
    assert returned(engine, "2018-S1") == {"acquired_new": 3, "acquired_returning": 0, "returned_by_paying": 0}


def test_a_return_is_named_before_it_is_loaded(engine):
    lines = (
        "AB0002;2019-07-01;99000000002;9972024900000002;Gojek;JKK+JKM",
        "AB0002;2019-07-01;99000000003;9972024900000777;Gojek;JKK+JKM",
    )
    (file,) = check(engine, [("peserta.csv", rows(PEOPLE, *lines))]).files
    assert [one.values for one in file.notices if one.notice is Notice.RETURNING] == [{"people": 1}]
    (file,) = check(engine, [("peserta.csv", rows(PEOPLE, lines[1]))]).files
    assert file.notices == ()


def test_an_earlier_membership_that_is_loaded_later_makes_the_known_one_a_return_until_it_is_undone(engine):
    new = {"acquired_new": 1, "acquired_returning": 0, "returned_by_paying": 0}
    brought(engine, PEOPLE, "AB0002;2019-07-01;99000000077;9969775600000077;Gojek;JKK+JKM")
    assert returned(engine, "2019-07") == new
    brought(engine, PEOPLE, "AB0001;2018-06-01;99000000066;9969775600000077;Gojek;JKK+JKM")
    assert returned(engine, "2019-07") == {"acquired_new": 0, "acquired_returning": 1, "returned_by_paying": 0}
    undo(engine, BRANCH, "uji", AT)
    assert returned(engine, "2019-07") == new


@pytest.mark.parametrize(
    ("blth", "paid_on", "times"),
    [
        ("11-2018", "2018-11-20", 0),
        ("12-2018", "2018-12-20", 1),
        ("12-2018", "2018-11-20", 1),
        ("07-2018", "2018-12-20", 0),
    ],
)
def test_who_pays_again_comes_back_after_more_than_three_months_without_a_covered_one(engine, blth, paid_on, times):
    """KPJ 1 is paid for until July 2018: from August to November are four months."""
    brought(engine, PAID, f"19000000001;{blth};1;{paid_on};16.800")
    assert returned(engine, "2018-S2")["returned_by_paying"] == times
    c = s.contributions.c
    proof = sa.select(sa.func.count()).where(memberships.comes_back(s.contributions), c.paid_on >= date(2018, 8, 1))
    with engine.connect() as conn:
        assert conn.scalar(proof) == times


def test_arrears_of_the_same_day_leave_no_gap_and_those_of_a_later_day_undo_no_return(engine):
    brought(engine, PAID, "19000000001;12-2018;1;2018-12-20;16.800", "19000000001;08-2018;4;2018-12-20;67.200")
    assert returned(engine, "2018-S2")["returned_by_paying"] == 0
    brought(engine, PAID, "19000000002;12-2018;1;2018-12-20;16.800", "19000000002;04-2018;8;2018-12-21;134.400")
    assert returned(engine, "2018-S2")["returned_by_paying"] == 1


def ends(engine):
    p = s.participants.c
    with engine.connect() as conn:
        return conn.execute(sa.select(p.ended_on, p.end_reason).order_by(p.id)).all()[:2]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (";2019-05-03;Klaim JHT", (date(2019, 5, 3), "claimed")),
        (";10-06-2019;", (date(2019, 6, 10), "other")),  # the day of registration tells that the day is first
        (";2019-05-03;", (date(2019, 5, 3), "other")),
        (";2019-05-03;Meninggal dunia", (date(2019, 5, 3), "died")),
        (";2019-05-03;Pindah ke PU", (date(2019, 5, 3), "moved")),
        (";2019-05-03;Siti Aminah 9969775600000001", (date(2019, 5, 3), "other")),
        ("2019-05-03;;", (date(2019, 5, 3), "died")),
        ("2019-05-03;2019-05-03;Lanjut usia", (date(2019, 5, 3), "died")),
        ("2019-05-03;2019-04-01;Lanjut usia", (date(2019, 4, 1), "age")),
        (";;", (None, None)),
    ],
)
def test_the_end_of_a_membership_may_be_brought_later(engine, cells, expected):
    brought(engine, ENDS, f"AB0001;22-03-2018;{FIRST};{cells}")
    assert ends(engine) == [expected, (None, None)]
    assert load(engine, [("berkas.csv", rows(ENDS, f"AB0001;22-03-2018;{FIRST};{cells}"))]).changed == 0


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (";2018-03-21;", ("Tgl Berhenti", "2018-03-21", "ended_before_registered")),
        ("2018-03-21;;", ("Tgl Meninggal", "2018-03-21", "ended_before_registered")),
        (";2019-08-01;", ("Tgl Berhenti", "2019-08-01", "future_date")),
        (";;Klaim JHT", ("Alasan Berhenti", "…", "end_without_day")),
        (";10-06-2019;Klaim JHT", ("Tgl Berhenti", "10-06-2019", "ambiguous_date")),
    ],
)
def test_an_end_that_cannot_be(engine, cells, expected):
    report = check(engine, [("berkas.csv", rows(ENDS, f"AB0001;2018-03-22;{FIRST};{cells}"))])
    assert refusals(report) == [(2, *expected)]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [(";2018-05-12;", {"after_the_end": 1}), (";2018-05-13;", {}), (";2018-04-30;", {"after_the_end": 1})],
)
def test_an_end_before_what_was_paid_is_asked_about(engine, cells, expected):
    assert suspected(engine, ENDS, f"AB0001;22-03-2018;{FIRST};{cells}") == expected


def test_the_column_that_says_when_it_ended_is_named(engine):
    for cells, column in (("2018-05-12;;", "Tgl Meninggal"), (";2018-05-12;", "Tgl Berhenti")):
        report = check(engine, [("berkas.csv", rows(ENDS, f"AB0001;22-03-2018;{FIRST};{cells}"))])
        assert report.files[0].suspected.select("column", "value").rows() == [(column, "2018-05-12")]


def test_what_comes_after_an_end_is_asked_about(engine):
    brought(engine, ENDS, f"AB0001;21-03-2018;{SECOND};2018-06-10;;")
    assert suspected(engine, PAID, "19000000002;06-2018;1;2018-06-10;16.800") == {}
    assert suspected(engine, PAID, "19000000002;05-2018;1;2018-06-11;16.800") == {"after_the_end": 1}
    assert suspected(engine, PAID, "19000000002;07-2018;1;2018-06-10;16.800") == {"after_the_end": 1}
    again = "AB0002;2019-07-01;99000000002;9972024900000002"
    assert suspected(engine, PEOPLE, f"{again};;") == {"after_the_end": 1}


def test_an_end_that_is_emptied_is_asked_about_and_a_file_without_the_column_leaves_it(engine):
    brought(engine, ENDS, f"AB0001;21-03-2018;{SECOND};2018-06-10;;")
    assert load(engine, [("berkas.csv", rows(PEOPLE, f"AB0001;21-03-2018;{SECOND};Gojek;JKK+JKM"))]).changed == 0
    assert suspected(engine, ENDS, f"AB0001;21-03-2018;{SECOND};;;") == {"end_withdrawn": 1}
    brought(engine, ENDS, f"AB0001;21-03-2018;{SECOND};;;")
    assert ends(engine)[1] == (None, None)
