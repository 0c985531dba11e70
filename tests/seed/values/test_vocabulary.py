"""Words that stand for one of a few, and places."""

import polars as pl
import pytest

from dashboard.language.words import texts
from queries import sectors
from seed.values import vocabulary
from seed.values.places import PLACES, resolve


def read(reader, *texts):
    answers = reader(pl.Series(texts, dtype=pl.String))
    return [rule if value is None else value for value, rule in answers.select("value", "rule").rows()]


@pytest.mark.parametrize(
    ("text", "sector"),
    [
        *(("GO-JEK", "Gojek"), ("Grab Bike", "Grab"), ("nelayan", "Nelayan"), ("PPRT", "Pengurus RT/RW")),
        *(("RT / RW", "Pengurus RT/RW"), ("Pengrajin Batik", "Perajin batik"), ("Tukang  las", "Tukang las")),
        ("Lain-lain", "Lainnya"),
    ],
)
def test_a_sector_has_one_name_where_it_is_known(text, sector):
    assert read(vocabulary.sectors, text) == [sector]


def test_the_press_is_told_the_sectors_that_the_importer_and_both_languages_know():
    assert {*vocabulary.SECTORS.values(), sectors.NONE} == sectors.KNOWN
    for language in ("id", "en"):
        named = {key.removeprefix("base.sector.") for key in texts(language) if key.startswith("base.sector.")}
        assert named == sectors.KNOWN


WORDS = {
    vocabulary.sectors: {
        "Gojek": "gojek|go jek|driver gojek|mitra gojek|pengemudi gojek|ojek online gojek|ojol gojek",
        "Grab": "grab|grab bike|driver grab|mitra grab|pengemudi grab|ojek online grab|ojol grab",
        "Nelayan": "nelayan|fisherman|fishermen|fisher",
        "Pengurus RT/RW": "pengurus rt/rw|pprt|rt/rw|ketua rt|ketua rw|ketua rt/rw|pengurus rt|pengurus rw|"
        "paguyuban pengurus rt|paguyuban pengurus rt/rw|paguyuban pengurus rukun tetangga|pengurus rukun tetangga",
        "Ojek pangkalan": "ojek pangkalan|opang",
        "Becak": "becak|tukang becak|pengemudi becak|pengayuh becak|abang becak",
        "Pedagang": "pedagang|trader",
        "Petani": "petani|petani dan buruh tani|petani/buruh tani|farmer",
        "Buruh harian": "buruh harian|buruh harian lepas|bhl|buruh harian dan bangunan|buruh harian/bangunan",
        "Perajin batik": "perajin batik|pengrajin batik|pembatik|perajin batik/umkm|pengrajin batik (umkm)",
        "Pekerja rentan": "pekerja rentan|pekerja rentan apbd",
        "Lainnya": "lainnya|lain-lain|lain|dll|dan lain-lain|other|others",
    },
    vocabulary.measures: {
        "acquired": "acquired|akuisisi|peserta|peserta baru|akuisisi peserta|jumlah peserta|peserta diakuisisi|"
        "kepesertaan|peserta terdaftar|acquisition|acquisitions|akuisisi peserta baru|tenaga kerja|target peserta",
        "received": "received|penerimaan iuran|iuran|penerimaan|iuran diterima|nominal iuran|jumlah iuran|"
        "contributions|contributions received|total iuran|penerimaan iuran (rp)|target iuran",
    },
    vocabulary.metrics: {
        "acquired": "acquired|akuisisi|peserta baru",
        "received": "received|penerimaan iuran|iuran",
        "agents_listed": "agents listed|agen|agen terdaftar|jumlah agen|agen perisai|agents|jumlah agen perisai",
        "offices": "offices|kantor|kantor perisai|kantor mitra|jumlah kantor|kantor mitra kerja|"
        "kantor mitra kerja perisai",
        "received_from_new": "received from new|iuran peserta baru|penerimaan iuran peserta baru",
        "received_from_earlier": "received from earlier|iuran peserta lama|penerimaan iuran peserta lama",
        "agents_active": "agents active|agen aktif",
        "agents_slowing": "agents slowing|agen melambat",
        "agents_dormant_retained": "agents dormant retained|agen dorman|agen dorman tetap terdaftar",
        "agents_due_for_removal": "agents due for removal|agen jatuh nonaktif",
    },
    vocabulary.place_kinds: {
        "kabupaten": "kabupaten|kab.|regency",
        "kota": "kota|kotamadya|kodya|city|municipality",
    },
}


@pytest.mark.parametrize(("reader", "value"), [(reader, value) for reader in WORDS for value in WORDS[reader]])
def test_what_stands_for_one_of_a_few_goes_by_each_of_its_words(reader, value):
    """A word that is lost here makes a sector of its own, or refuses a row of targets."""
    texts = WORDS[reader][value].split("|")
    assert read(reader, *texts, *map(str.title, texts)) == [value] * 2 * len(texts)


@pytest.mark.parametrize("text", ["JKK+JKM+JHT", "JKK, JKM & JHT", "jht jkk jkm", "3 Program", "3"])
def test_programmes(text):
    assert read(vocabulary.programs, text) == ["JKK+JKM+JHT"]


@pytest.mark.parametrize(
    ("text", "program"),
    [
        *(("JKK", "JKK"), ("kematian", "JKM"), ("Hari Tua", "JHT"), ("Jaminan Kecelakaan Kerja", "JKK")),
        *(("jkk & kematian", "JKK+JKM"), ("2 program", "JKK+JKM"), ("2.0", "JKK+JKM"), (" 3  PROGRAM ", "JKK+JKM+JHT")),
        *(("4 program", "4 program"), ("12", "12"), ("Jaminan  Pensiun", "Jaminan Pensiun")),
    ],
)
def test_what_is_no_known_programme_stays_as_written(text, program):
    assert read(vocabulary.programs, text) == [program]


def test_measures():
    texts = ("Akuisisi", "acquired", "Penerimaan Iuran", "received", "Agen")
    assert read(vocabulary.measures, *texts) == ["acquired", "acquired", "received", "received", "unknown_measure"]
    assert read(vocabulary.metrics, "Agen", "kantor", "saldo") == ["agents_listed", "offices", "unknown_measure"]


@pytest.mark.parametrize(
    "text",
    [
        "2019-S1",
        "Semester I 2019",
        "Semester 1 Tahun 2019",
        "S1 2019",
        "I/2019",
        "2019-1",
        "Januari-Juni 2019",
        "smt. 1 2019",
        "sem i 2019",
        "2019 Semester I",
        "2019 / I",
    ],
)
def test_semesters(text):
    assert read(vocabulary.periods, text) == ["2019-S1"]


@pytest.mark.parametrize("text", ["Semester III 2019", "kapan saja"])
def test_what_is_no_period(text):
    assert read(vocabulary.periods, text) == ["unreadable_period"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        *(("Triwulan II 2019", "2019-Q2"), ("TW 2 2019", "2019-Q2"), ("Tahun 2019", "2019"), ("2019", "2019")),
        *(
            ("Maret 2019", "2019-03"),
            ("Januari s.d. Juni 2019", "2019-S1"),
            ("Nov 2018 - Jan 2019", "2018-11..2019-01"),
        ),
        *(("2019-01..2019-06", "2019-S1"), ("Juni-Januari 2019", "unreadable_period")),
        *(("Januari sampai dengan Maret 2019", "2019-Q1"), ("Januari hingga April 2019", "2019-01..2019-04")),
        *(("Nov 2018 until Feb 2019", "2018-11..2019-02"), ("Juli – September 2019", "2019-Q3")),
        *(
            ("Juli sd Agustus 2019", "2019-07..2019-08"),
            ("April — Juni 2019", "2019-Q2"),
            ("Mei to Juni 2019", "2019-05..2019-06"),
        ),
        *(
            ("Kuartal III/2019", "2019-Q3"),
            ("2019 Q4", "2019-Q4"),
            ("quarter 1 2019", "2019-Q1"),
            ("TW IV-2019", "2019-Q4"),
        ),
        *(("th. 2019", "2019"), ("thn 2019", "2019"), ("2019.0", "2019"), ("1899", "unreadable_period")),
        *(("Januari 2019 sampai Maret", "unreadable_period"), ("Januari-Maret-Mei 2019", "unreadable_period")),
    ],
)
def test_periods(text, code):
    assert read(vocabulary.periods, text) == [code]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        *(("33.25", "33.25"), ("3326", "33.26"), ("33,27", "33.27"), ("3375.0", "33.75"), (" '33.75", "33.75")),
        *(("Kabupaten Batang", "33.25"), ("KAB. PEKALONGAN", "33.26"), ("Kota Pekalongan", "33.75")),
        *(("Batang", "33.25"), ("pemalang ", "33.27"), ("Pekalongan (Kota)", "33.75"), ("Pekalongan City", "33.75")),
        *(("33.75 Pekalongan", "33.75"), ("33.26 - Kab. Pekalongan", "33.26"), ("Pekalongan", "ambiguous_wilayah")),
        *(("99.99", "unknown_wilayah"), ("33.25 Pemalang", "unknown_wilayah"), ("Wonosobo", "unknown_wilayah")),
        *(("Kota Batang", "unknown_wilayah"), ("Jawa Tengah", "unknown_wilayah")),
    ],
)
def test_places(text, code):
    assert read(lambda texts: resolve(texts, pl.DataFrame(PLACES)), text) == [code]


def test_place_codes():
    assert read(vocabulary.place_codes, "33.7", "3325", "33.251", "Batang") == [
        *("33.70", "33.25"),
        *("bad_place_code", "bad_place_code"),
    ]


def test_kinds_of_place():
    assert read(vocabulary.place_kinds, "Kab.", "KOTA", "provinsi") == ["kabupaten", "kota", "unknown_place_kind"]
