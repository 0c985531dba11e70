"""Words that stand for one of a few, and places."""

import polars as pl
import pytest

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


@pytest.mark.parametrize("text", ["JKK+JKM+JHT", "JKK, JKM & JHT", "jht jkk jkm", "3 Program", "3"])
def test_programmes(text):
    assert read(vocabulary.programs, text) == ["JKK+JKM+JHT"]


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
    ],
)
def test_semesters(text):
    assert [str(value) for value in read(vocabulary.semesters, text)] == ["2019-01-01"]


@pytest.mark.parametrize("text", ["2019", "2019-Q1", "Semester III 2019", "Maret 2019", "kapan saja"])
def test_what_is_no_semester(text):
    assert read(vocabulary.semesters, text) == ["unreadable_period"]


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
