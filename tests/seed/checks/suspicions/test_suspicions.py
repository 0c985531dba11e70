"""Each suspicion by value, drawn small; beside each, what is like it and ordinary."""

from datetime import date

import pytest

from seed.checks.decisions import Decision
from seed.files.rules import Suspicion
from tests.support.branch_files import check, load, load_branch, rows

PAID = "No KPJ;BLTH;Jumlah Bulan;Tgl Bayar;Nominal Iuran"
PEOPLE = "Kode Perisai;Tgl Daftar;No KPJ;NIK;Sektor;Program"
AGENTS = "Kode Perisai;Nama Agen;Kode Kantor;Tgl Daftar;Tgl Nonaktif"


@pytest.fixture(autouse=True)
def branch(engine):
    load_branch(engine)


def suspected(engine, heading, *lines):
    """Rule and rows of every suspicion of one file."""
    report = check(engine, [("berkas.csv", rows(heading, *lines))])
    assert report.clean, report.files[0].refusals.rows()
    return {rule.value: n for rule, n in report.suspicions.items()}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("19000000001;06-2018;1;14-06-2018;16.800", {}),
        ("19000000001;06-2009;1;14-06-2018;16.800", {"covered_before_registered": 1}),
        ("19000000001;02-2018;1;14-06-2018;16.800", {"covered_before_registered": 1}),
        ("19000000001;04-2018;1;21-03-2018;16.800", {"paid_before_registered": 1}),
        ("19000000001;04-2018;1;2018-04-03;36.800", {}),
        ("19000000001;06-2018;1;14-06-2018;8.099", {"below_least_rate": 1}),
        ("19000000001;06-2018;1;14-06-2018;8.100", {}),
        ("19000000001;06-2018;12;14-06-2018;97.199", {"below_least_rate": 1}),
        ("19000000001;06-2018;1;14-06-2018;2.000", {"below_least_rate": 1, "far_from_own_amounts": 1}),
        ("19000000001;06-2018;1;14-06-2018;50.400", {"far_from_own_amounts": 1}),
        ("19000000001;06-2018;1;14-06-2018;50.399", {}),
        ("19000000001;06-2018;1;14-06-2018;36.800", {}),
        ("19000000001;06-2018;12;14-06-2018;201.600", {}),
    ],
)
def test_a_payment(engine, line, expected):
    assert suspected(engine, PAID, line) == expected


@pytest.mark.parametrize(
    ("blth", "day", "months", "amount", "expected"),
    [
        ("09-2020", "14-09-2020", 1, "168", {}),
        ("09-2020", "14-09-2020", 1, "80", {"below_least_rate": 1}),
        ("07-2020", "14-09-2020", 1, "1.680", {"below_least_rate": 1, "far_from_own_amounts": 1}),
        ("02-2021", "14-02-2021", 1, "1.680", {"below_least_rate": 1, "far_from_own_amounts": 1}),
        ("01-2021", "14-01-2021", 2, "8.181", {}),
        ("01-2021", "14-01-2021", 2, "8.180", {"below_least_rate": 1}),
        ("01-2026", "14-01-2026", 1, "8.400", {}),
        ("01-2026", "14-01-2026", 1, "4.049", {"below_least_rate": 1}),
        ("12-2025", "14-12-2025", 1, "8.000", {"below_least_rate": 1}),
    ],
)
def test_the_least_rate_is_that_of_the_months_paid_for(engine, monkeypatch, blth, day, months, amount, expected):
    monkeypatch.setattr("tests.support.branch_files.TODAY", date(2026, 7, 31))
    assert suspected(engine, PAID, f"19000000001;{blth};{months};{day};{amount}") == expected


@pytest.mark.parametrize(
    ("line", "month", "expected"),
    [
        ("19000000001;03-2018;1;22-03-2018;16.800", 3, {"same_month_another_day": 1}),
        ("19000000001;03-2018;1;04-04-2018;16.800", 4, {"same_month_another_day": 1}),
        ("19000000001;04-2018;1;2018-04-03;16.800", 4, {"same_day_another_month": 1}),
    ],
)
def test_what_may_correct_a_known_payment_is_suspected_once_it_is_said_to_be_another(engine, line, month, expected):
    files = [("berkas.csv", rows(PAID, line))]
    assert check(engine, files).suspicions == {}
    besides = check(engine, files, {("contributions", date(2018, month, 1)): Decision.ADD})
    assert {rule.value: n for rule, n in besides.suspicions.items()} == expected


def test_two_months_paid_on_one_day_in_one_file_are_two_payments(engine):
    lines = ("19000000003;04-2019;1;14-06-2019;36.800", "19000000003;05-2019;1;14-06-2019;36.800")
    assert suspected(engine, PAID, *lines) == {}
    one, other = (("a.csv", rows(PAID, lines[0])), ("b.csv", rows(PAID, lines[1])))
    assert check(engine, [one, other]).suspicions == {Suspicion.SAME_DAY_ANOTHER_MONTH: 2}


def test_a_month_paid_twice_within_a_file(engine):
    lines = ("19000000003;06-2019;1;14-06-2019;16.800", "19000000003;06-2019;1;15-06-2019;16.800")
    assert suspected(engine, PAID, *lines) == {"same_month_another_day": 2}


def test_somebody_new_is_measured_by_the_load_itself(engine):
    person = ("peserta.csv", rows(PEOPLE, "AB0001;13-06-2018;19000000009;9969775600000009;Gojek;JKK+JKM"))
    paid = [f"19000000009;{month:02d}-2018;1;14-{month:02d}-2018;16.800" for month in range(6, 9)]
    odd = "19000000009;09-2018;1;14-09-2018;168.000"
    assert check(engine, [person, ("iuran.csv", rows(PAID, *paid))]).suspicions == {}
    report = check(engine, [person, ("iuran.csv", rows(PAID, *paid, odd))])
    assert report.files[1].suspected.select("row", "rule").rows() == [(5, "far_from_own_amounts")]


@pytest.mark.parametrize(
    ("day", "expected"), [("19-03-2018", {"registered_before_agent": 1}), ("20-03-2018", {}), ("13-06-2018", {})]
)
def test_a_registration_before_the_agents(engine, day, expected):
    assert suspected(engine, PEOPLE, f"AB0001;{day};19000000009;9969775600000009;Gojek;JKK+JKM") == expected


def test_a_registration_after_the_agents_deactivation(engine):
    load(engine, [("agen.csv", rows(AGENTS, "AB0001;Agen 1;KP01;20-03-2018;31-12-2018"))])
    late = "AB0001;{};19000000009;9969775600000009;Gojek;JKK+JKM"
    assert suspected(engine, PEOPLE, late.format("01-01-2019")) == {"registered_after_deactivation": 1}
    assert suspected(engine, PEOPLE, late.format("31-12-2018")) == {}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("AB0001;Agen 1;KP01;20-03-2018;22-03-2018", {}),
        ("AB0001;Agen 1;KP01;20-03-2018;21-03-2018", {"registered_after_deactivation": 1}),
        ("AB0001;Agen 1;KP01;22-03-2018;", {"registered_before_agent": 1}),
        ("AB1;Agen 1;KP01;20-03-2018;", {"nearly_a_known_code": 1}),
        ("ab-0001;Agen 1;KP01;20-03-2018;", {"nearly_a_known_code": 1}),
        # Cyrillic A, Greek A and B, letters O and L for digits, an accent.
        *(
            (f"{code};Agen 1;KP01;20-03-2018;", {"nearly_a_known_code": 1})
            for code in ("\u0410B0001", "\u0391\u03920001", "ABOOO1", "AB000l", "\u00c1B0001", "AB000I")
        ),
        ("AB00\u200b01;Agen 1;KP01;20-03-2018;", {}),
        ("AB0010;Agen 1;KP01;20-03-2018;", {}),
        ("AB0003;Agen 1;KP01;20-03-2018;", {}),
    ],
)
def test_an_agent(engine, line, expected):
    assert suspected(engine, AGENTS, line) == expected


def test_codes_of_offices_and_of_the_applications_list(engine):
    assert suspected(engine, "Kode Kantor;Nama Kantor;Kode Wilayah", "KP1;Lain;33.25") == {"nearly_a_known_code": 1}
    assert suspected(engine, "Bulan;Kode Perisai", "06-2019;AB2") == {"nearly_a_known_code": 1}
    assert suspected(engine, "Bulan;Kode Perisai", "06-2019;AB0002", "06-2019;AB0099") == {}


@pytest.mark.parametrize(("people", "expected"), [(5, {"niks_end_in_zero": 5}), (4, {})])
def test_niks_that_all_end_in_0(engine, people, expected):
    lines = [f"AB0001;13-06-2018;1900000001{n};99697756000000{n}0;Gojek;JKK+JKM" for n in range(people)]
    assert suspected(engine, PEOPLE, *lines) == expected


def test_one_nik_that_ends_otherwise_clears_them_all(engine):
    lines = [f"AB0001;13-06-2018;1900000001{n};99697756000000{n}0;Gojek;JKK+JKM" for n in range(8)]
    assert suspected(engine, PEOPLE, *lines, "AB0001;13-06-2018;19000000019;9969775600000091;Gojek;JKK+JKM") == {}


TWICE = rows(
    f"{AGENTS};Tgl Aktif Kembali",
    "AB0001;Agen 1;KP01;20-03-2018;30-04-2018;2018-11-01",
    "AB0002;Agen 2;KP02;06-05-2018;;",
)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2018-03-19", {"registered_before_agent": 1}),
        ("2018-04-30", {}),
        ("2018-05-01", {"registered_after_deactivation": 1}),
        ("2018-10-31", {"registered_after_deactivation": 1}),
        ("2018-11-01", {}),
    ],
)
def test_a_registration_between_two_services_of_the_agent(engine, day, expected):
    load(engine, [("agen.csv", TWICE)])
    assert suspected(engine, PEOPLE, f"AB0001;{day};19000000031;9969775600000031;;") == expected


def test_a_gap_that_a_file_brings_may_leave_participants_in_it(engine):
    people = [f"AB0001;2018-{month:02}-01;190000000{month};99697756000000{month};;" for month in (10, 12)]
    load(engine, [("peserta.csv", rows(PEOPLE, *people))])
    assert check(engine, [("agen.csv", TWICE)]).suspicions == {Suspicion.REGISTERED_AFTER_DEACTIVATION: 1}
    load(engine, [("agen.csv", TWICE)], confirmed={Suspicion.REGISTERED_AFTER_DEACTIVATION})
    assert check(engine, [("agen.csv", TWICE)]).suspicions == {}
