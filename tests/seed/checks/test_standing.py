"""Which rows of a file stand for a payment: cancelled ones left out, programmes in rows of their own added up."""

import pytest

from seed.checks.parse import take_in
from seed.files.rules import Notice
from tests.support.branch_files import TODAY, check, load, load_branch, refusals, rows

STATUS = "No KPJ;BLTH;Jumlah Bulan;Tgl Bayar;Nominal Iuran;Status"
PROGRAM = "No KPJ;BLTH;Program;Tgl Bayar;Nominal Iuran"


def read(*lines):
    (source,) = take_in([("iuran.csv", rows(*lines))], TODAY)
    assert source.error is None
    return source


def amounts(source) -> dict[int, int]:
    return dict(source.rows.select("row", "amount").rows())


def broken(source) -> list[tuple[int, str]]:
    return sorted(set(source.refusals.select("row", "rule").rows()))


def noticed(source) -> list[tuple[Notice, dict]]:
    return [(one.notice, one.values) for one in source.notices]


def paid(number: int, status: str, amount: str = "16.800", day: str = "14-06-2019") -> str:
    return f"1900000000{number};06-2019;1;{day};{amount};{status}"


def test_cancelled_rows_are_left_out_and_said():
    words = ("LUNAS", "LUNAS", "BATAL", "lunas", "Berhasil", "VOID", "aktif", "")
    source = read(STATUS, *(paid(number, word) for number, word in enumerate(words, 1)))
    assert amounts(source) == dict.fromkeys((2, 3, 5, 6, 8, 9), 16_800)
    assert (broken(source), source.apart) == ([], 2)
    assert noticed(source) == [(Notice.CANCELLED_LEFT_OUT, {"rows": 2, "stated": 33_600})]


@pytest.mark.parametrize("heading", ["Status", "Status Bayar", "STATUS TRANSAKSI", "Status Pembayaran", "Keterangan"])
def test_a_status_goes_by_several_headings(heading):
    source = read(STATUS.replace("Status", heading), paid(1, "LUNAS"), paid(2, "DIBATALKAN"))
    assert (amounts(source), source.apart) == ({2: 16_800}, 1)


def test_an_unknown_status_is_refused_and_an_unknown_remark_is_not():
    assert broken(read(STATUS, paid(1, "LUNAS"), paid(2, "menunggu konfirmasi"))) == [(3, "unknown_status")]
    assert broken(read(STATUS.replace("Status", "Keterangan"), paid(1, "titipan RT"), paid(2, "kolektif"))) == []


def test_a_cancelled_row_below_zero_belongs_to_another_and_is_refused():
    source = read(STATUS, paid(1, "LUNAS"), paid(1, "REVERSAL", "-16.800"), paid(2, "BATAL", "(16.800)"))
    below = [(3, "amount_not_positive"), (4, "amount_not_positive")]
    assert (broken(source), source.apart) == ([(2, "conflict_in_file"), *below], 0)


def test_neither_a_row_below_zero_nor_the_payment_that_it_takes_back_is_loaded():
    lines = (paid(1, ""), paid(2, ""), paid(1, "", "-16.800", "20-06-2019"))
    assert amounts(read(STATUS.replace(";Status", ""), *(line.removesuffix(";") for line in lines))) == {3: 16_800}


@pytest.mark.parametrize(
    ("heading", "stands", "cancelled"),
    [
        *(
            ("Batal", *pair)
            for pair in (("T", "Y"), ("Tidak", "Ya"), ("0", "1"), ("", "X"), ("FALSE", "TRUE"), ("", "v"))
        ),
        *(("Tgl Batal", "", day) for day in ("20-06-2019", "43636", "20 Juni 2019", "2019-06-20 10:11:00")),
        *(("Tanggal Pembatalan", "-", "20/06/2019"), ("Status Batal", "Tidak", "Ya"), ("Dibatalkan", "N", "Y")),
        *(("Alasan Batal", "", "salah input"), ("Petugas Pembatalan", "-", "ANI"), ("Reversal", "N", "Y")),
        *(("Valid", "Y", "N"), ("Sah", "Ya", "Tidak"), ("Jenis Transaksi", "Pembayaran", "Pembatalan")),
        *(("Nominal Batal", "0", "BATAL"), ("Uraian", "Iuran BPU", "VOID")),
    ],
)
def test_a_column_of_its_own_may_say_that_a_row_was_cancelled(heading, stands, cancelled):
    source = read(STATUS.replace("Status", heading), paid(1, stands), paid(2, cancelled), paid(3, stands))
    assert (amounts(source), broken(source), source.apart) == ({2: 16_800, 4: 16_800}, [], 1)
    assert heading not in source.table.ignored


@pytest.mark.parametrize(
    ("heading", "stands", "unclear"),
    [("Batal", "N", "mungkin"), ("No Reversal", "", "R-771"), ("D/K", "K", "D"), ("Nominal Batal", "0", "16.800")],
)
def test_what_such_a_column_says_is_refused_where_nobody_can_read_it(heading, stands, unclear):
    source = read(STATUS.replace("Status", heading), paid(1, stands), paid(2, unclear))
    assert (amounts(source), broken(source)) == ({2: 16_800}, [(3, "unknown_status")])


def test_t_beside_f_may_be_true_or_tidak():
    source = read(STATUS.replace("Status", "Batal"), paid(1, "F"), paid(2, "T"))
    assert (amounts(source), broken(source)) == ({2: 16_800}, [(3, "unknown_status")])


def test_every_column_is_heard():
    lines = (paid(1, "LUNAS;T;"), paid(2, "LUNAS;Y;"), paid(3, "LUNAS;T;salah setor"))
    assert amounts(read(f"{STATUS};Batal;Alasan Batal", *lines)) == {2: 16_800}


@pytest.mark.parametrize("heading", ["Keterangan", "Jenis", "Jenis Pembayaran", "Uraian", "Jenis Iuran", "Status"])
@pytest.mark.parametrize("fine", ["Denda", "DENDA KETERLAMBATAN", "Denda iuran Juni 2019", "Biaya admin"])
def test_a_row_that_is_only_a_fine_is_no_contribution(heading, fine):
    other = {"Jenis Iuran": "JKK+JKM", "Status": "LUNAS"}.get(heading, "Iuran")
    source = read(STATUS.replace("Status", heading), paid(1, other), paid(1, fine, "2.000"), paid(2, fine, "1", "x"))
    assert (amounts(source), broken(source), source.apart) == ({2: 16_800}, [], 2)
    assert noticed(source) == [(Notice.FINES_LEFT_OUT, {"rows": 2, "stated": 2_001})]


@pytest.mark.parametrize(
    ("remark", "rule"),
    [
        *(("bayar tanpa denda", None), ("denda dihapus", None), ("admin", None), ("denda 0", None)),
        *(("iuran + denda", "fine_unclear"), ("Iuran Juni termasuk denda", "fine_unclear")),
    ],
)
def test_a_remark_on_a_fine_that_may_be_part_of_the_amount_is_refused(remark, rule):
    source = read(STATUS.replace("Status", "Keterangan"), paid(1, remark))
    assert [each for _, each in broken(source)] == ([rule] if rule else [])


def test_a_cancelled_row_of_nothing_is_left_out():
    source = read(STATUS, paid(1, "LUNAS"), paid(2, "BATAL", "0"), paid(3, "BATAL", "x"))
    assert (broken(source), source.apart, noticed(source)[0][1]) == ([], 2, {"rows": 2, "stated": 0})


def test_nobody_can_tell_whether_a_payment_stands_whose_twin_went_back():
    source = read(STATUS, paid(1, "LUNAS"), paid(1, "RETUR"), paid(2, "RETUR"))
    assert (broken(source), source.apart) == ([(2, "conflict_in_file"), (3, "conflict_in_file")], 1)
    assert amounts(read(STATUS, paid(1, "LUNAS"), paid(1, "BATAL"))) == {2: 16_800}


@pytest.mark.parametrize("total", ["50.400", "67.200"])
def test_a_total_may_count_the_cancelled_or_not(total):
    lines = [paid(1, "LUNAS"), paid(2, "BATAL"), paid(3, "LUNAS", "33.600"), f"TOTAL;;;;{total};"]
    assert [notice for notice, _ in noticed(read(STATUS, *lines))] == [Notice.CANCELLED_LEFT_OUT]


def part(number: int, program: str, amount: str, day: str = "14-06-2019") -> str:
    return f"1900000000{number};06-2019;{program};{day};{amount}"


def test_programmes_of_one_payment_are_added_up():
    lines = [part(number, *one) for number in (1, 2) for one in (("JKK", "10.000"), ("JKM", "6.800"))]
    source = read(PROGRAM, *lines, part(3, "JKK+JKM", "16.800"))
    assert (amounts(source), source.apart, broken(source)) == ({2: 16_800, 4: 16_800, 6: 16_800}, 2, [])
    assert noticed(source) == [(Notice.PROGRAMS_ADDED, {"rows": 4, "payments": 2})]


@pytest.mark.parametrize(
    "names", [("Jaminan Kecelakaan Kerja", "Jaminan Kematian", "Jaminan Hari Tua"), ("jkk", "jkm", "jht")]
)
def test_programmes_by_their_names(names):
    lines = [part(1, name, amount) for name, amount in zip(names, ("10.000", "6.800", "20.000"), strict=True)]
    assert amounts(read(PROGRAM, *lines)) == {2: 36_800}


def test_another_day_is_another_payment():
    source = read(PROGRAM, part(1, "JKK", "10.000"), part(1, "JKM", "6.800", "15-06-2019"))
    assert amounts(source) == {2: 10_000, 3: 6_800}


@pytest.mark.parametrize(
    "others", [[("JKK", "10.000")], [("JKK+JKM", "16.800")], [("JKM", "6.800"), ("JKM", "6.800"), ("JKK", "9.000")]]
)
def test_a_programme_twice_is_a_contradiction(others):
    lines = [part(1, "JKK", "10.000"), part(1, "JKM", "6.800"), *(part(1, *other) for other in others)]
    assert {rule for _, rule in broken(read(PROGRAM, *lines))} == {"conflict_in_file"}


def test_another_number_of_months_is_a_contradiction():
    source = read(f"{PROGRAM};Jumlah Bulan", f"{part(1, 'JKK', '10.000')};1", f"{part(1, 'JKM', '6.800')};2")
    assert broken(source) == [(2, "conflict_in_file"), (3, "conflict_in_file")]


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        (part(1, "JKM", "6.8OO"), "unreadable_amount"),
        (part(1, "JKM", "6.800", "31-06-2019"), "unreadable_date"),
        (part(1, "JKM", "0"), "amount_not_positive"),
    ],
)
def test_a_part_waits_for_the_part_that_is_refused(line, rule):
    source = read(PROGRAM, part(1, "JKK", "10.000"), line, part(2, "JKK+JKM", "16.800", "15-06-2019"))
    assert (amounts(source), broken(source)) == ({4: 16_800}, [(2, "part_refused"), (3, rule)])


def test_unknown_programmes_are_not_added_up(sqlite_engine):
    load_branch(sqlite_engine)
    lines = rows(PROGRAM, part(1, "Paket A", "10.000"), part(1, "Paket B", "6.800"))
    assert [row[3] for row in refusals(check(sqlite_engine, [("x.csv", lines)]))] == ["conflict_in_file"] * 2


def two(engine, first, second):
    """The report of two files of one load."""
    load_branch(engine)
    return check(engine, [("jkk.csv", rows(PROGRAM, *first)), ("jkm.csv", rows(PROGRAM, *second))])


def test_programmes_in_files_of_their_own_are_added_up(sqlite_engine):
    jkk = [part(1, "JKK", "10.000"), part(2, "JKK", "10.000"), part(3, "JKK+JKM", "16.800")]
    report = two(sqlite_engine, jkk, [part(1, "JKM", "6.800"), part(2, "JKM", "6.800")])
    assert [(one.rows_read, one.good, one.refused, one.extent.amount) for one in report.files] == [
        (3, 3, 0, 50_400),
        (0, 0, 0, 0),
    ]
    assert [(one.notice, one.values) for file in report.files for one in file.notices] == [
        (Notice.PROGRAMS_ADDED, {"rows": 4, "payments": 2}),
        (Notice.PROGRAMS_ELSEWHERE, {"rows": 2, "other": "jkk.csv"}),
    ]


def test_two_programmes_in_one_file_and_the_third_in_another(sqlite_engine):
    report = two(sqlite_engine, [part(1, "JKK", "10.000"), part(1, "JKM", "6.800")], [part(1, "JHT", "20.000")])
    assert [(one.good, one.extent.amount) for one in report.files] == [(1, 36_800), (0, 0)]


def test_the_same_part_in_two_files_counts_once(sqlite_engine):
    both = [part(1, "JKK", "10.000"), part(1, "JKM", "6.800")]
    report = two(sqlite_engine, both, both)
    assert [(one.good, one.known, one.extent.amount) for one in report.files] == [(1, 0, 16_800), (0, 1, 16_800)]
    report = check(sqlite_engine, [(f"{n}.csv", rows(PROGRAM, both[n % 2])) for n in range(4)])
    assert (sum(one.good for one in report.files), report.refused) == (1, 0)


@pytest.mark.parametrize("other", [part(1, "JKK", "9.000"), part(1, "JKK+JKM", "16.800")])
def test_parts_of_two_files_that_overlap_contradict_each_other(sqlite_engine, other):
    report = two(sqlite_engine, [part(1, "JKK", "10.000")], [other])
    assert [row[3] for row in refusals(report)] == ["conflict_in_file"] * 2
    assert report.files[0].notices[0].values["other"] == "jkm.csv"


def test_a_part_waits_for_the_part_that_another_file_has_refused(sqlite_engine):
    report = two(sqlite_engine, [part(1, "JKK", "10.000"), part(2, "JKK", "10.000")], [part(1, "JKM", "6.8OO")])
    assert [(row[0], row[3]) for row in refusals(report)] == [(2, "part_refused"), (2, "unreadable_amount")]
    assert report.files[0].good == 1


def test_what_is_reported_is_what_is_loaded(sqlite_engine):
    load_branch(sqlite_engine)
    headings = f"{PROGRAM};Status"
    parts = (part(1, "JKK", "10.000"), part(1, "JKM", "6.800"), part(2, "JKK+JKM", "16.800"))
    files = [("iuran.csv", rows(headings, *(f"{one};LUNAS" for one in parts), f"{part(3, 'JKK+JKM', '16.800')};BATAL"))]
    outcome = load(sqlite_engine, files)
    (file,) = outcome.report.files
    assert (outcome.changed, file.rows_read, file.good, file.known, file.refused) == (2, 2, 2, 0, 0)
    (file,) = check(sqlite_engine, files).files
    assert (file.rows_read, file.good, file.known) == (2, 0, 2)
