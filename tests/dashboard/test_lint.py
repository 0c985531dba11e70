"""Sentences of an edited press release, right and wrong, and what is found in each."""

from collections import Counter
from dataclasses import replace

import pytest

from dashboard.briefing.lint import Severity, check
from dashboard.briefing.release import Release
from dashboard.briefing.sentences import sentences
from dashboard.briefing.spelled import spelled
from dashboard.briefing.spotted import spot
from dashboard.i18n import words
from tests.dashboard.drawn_release import FIGURES, drawn

ROWS = """
# the 1.313 and the money of all: never in one sentence, however it is turned
id | Sebanyak 1.313 peserta membayar iuran sekitar Rp114 juta. | joined
id | Sebanyak 1.313 peserta telah menyetorkan Rp113,7 juta. | joined
id | Iuran sekitar Rp114 juta disetor oleh 1.313 peserta. | joined
id | Sekitar Rp114 juta iuran terkumpul dari 1.313 peserta. | joined
id | Rp113,7 juta, yang disetorkan oleh 1.313 peserta baru, diterima pada semester I 2019. | joined
id | Dari 1.313 peserta itu, pada semester I 2019, terkumpul iuran Rp113.702.400. | joined
id | Seribu tiga ratus tiga belas peserta menyumbang sekitar seratus empat belas juta rupiah. | joined
id | Sebanyak 1.313 peserta, yang menyetorkan Rp 113,7 juta, diakuisisi pada semester I 2019. | joined
id | Akuisisi 1.313 peserta menghasilkan penerimaan iuran 113,7 juta rupiah. | joined
id | Sebanyak 1313 orang mendaftar dan iurannya Rp 113.702.400,-. | joined
id | Berkat 1.313 peserta baru, kas bertambah Rp113,70 juta. | joined
id | Sebanyak 1.313 peserta diakuisisi; iurannya Rp113,7 juta. | joined
id | Iuran Rp113,7 juta itu dibayar 32 agen. | joined
id | Sebanyak 32 agen menjaring 1.313 peserta. | joined
id | Sebanyak 1.313 peserta membayar Rp21,9 juta. | joined
id | Sebanyak 1.313 peserta baru menyetor Rp113,7 juta dan peserta sebelumnya Rp21,9 juta. | joined
id | Sebanyak 1.313 peserta diakuisisi dan peserta sebelumnya membayar Rp113,7 juta. | joined
id | Sebanyak 1.313 peserta membayar Rp114 juta. | about joined
en | Some 1,313 participants paid about Rp114 million. | joined
en | Rp113.7 million was paid by the 1,313 participants. | joined
en | From one thousand three hundred and thirteen participants came Rp113.7 million. | joined
id | Iuran 1.313 peserta baru itu mencapai Rp113,7 juta. | joined
id | Ribuan peserta baru menyetor Rp113,7 juta. | joined
id | Sebanyak 1.313 peserta diakuisisi, dan penerimaan iuran mencapai Rp113,7 juta. | joined
# nor by pointing back at them
id | Sebanyak 1.313 peserta diakuisisi. Mereka menyetor Rp113,7 juta. | joined
id | Sebanyak 1.313 peserta diakuisisi. Dari jumlah itu terkumpul Rp113,7 juta. | joined
id | Sebanyak 1.313 peserta diakuisisi. Hasilnya, iuran mencapai Rp113,7 juta. | joined
en | 1,313 participants were acquired. They paid Rp113.7 million. | joined
# nor the money said to be of others than paid it
id | Iuran Rp113,7 juta berasal dari peserta baru. | joined
id | Peserta sebelumnya membayar Rp113,7 juta. | joined
id | Rp21,9 juta dibayar peserta baru dan Rp91,8 juta dibayar peserta sebelumnya. | joined
en | New participants paid Rp113.7 million. | joined
id | Sebanyak 1.313 peserta menyetor Rp113,7 juta, dan peserta baru dan peserta lama bersyukur. | joined
id | Sebanyak 1.313 peserta diakuisisi. Iurannya mencapai Rp113,7 juta. | joined
# the right wordings
id | Sebanyak 1.313 peserta diakuisisi. Iuran dari peserta baru dan peserta sebelumnya mencapai Rp113,7 juta. |
id | Sebanyak 1.313 peserta yang diakuisisi pada semester pertama 2019 ditambah peserta sebelumnya yang sudah masuk, \
jumlah iurannya sudah mencapai sekitar Rp114 juta. |
id | Sebanyak 1.313 peserta dan peserta sebelumnya menyetor Rp113,7 juta. |
id | Iuran dari peserta lama dan baru mencapai sekitar Rp114 juta. | |
id | Rp91,8 juta dibayar peserta baru dan Rp21,9 juta dibayar peserta sebelumnya. |
id | Dari Rp113,7 juta itu, Rp91,8 juta atau 80,75 persen dibayar peserta baru. |
id | Kantor cabang memiliki 32 agen dan 10 kantor mitra kerja Perisai di empat wilayah. |
en | Contributions from new and earlier participants reached Rp113.7 million. |
en | 1,313 participants were acquired. Contributions of all participants reached about Rp114 million. |
# nothing is divided by anything
id | Rata-rata iuran per peserta baru mencapai Rp86.600. | divided
id | Tiap peserta menyetor Rp86.597. | divided
id | Setiap agen rata-rata mengakuisisi 41 peserta. | divided
en | On average each participant paid Rp86,600. | divided
# percentages from their numerators and denominators
id | Realisasi Rp113,7 juta dari target Rp107,2 juta atau 108 persen. | percent
id | Realisasi Rp113,7 juta dari target Rp107,2 juta atau 106,05 persen. |
id | Penerimaan iuran mencapai 106,05 persen dari target. |
id | Penerimaan iuran mencapai 106,1 persen dari target. |
id | Penerimaan iuran mencapai 106% dari target. |
id | Penerimaan iuran mencapai seratus enam persen dari target. |
id | Penerimaan iuran mencapai 106,06 persen dari target. | percent
id | Penerimaan iuran mencapai 107 persen dari target. | percent
id | Penerimaan iuran mencapai 108% dari target Rp107,2 juta. | percent
id | Target Rp107,2 juta terlampaui 108 persen. | percent
id | Realisasi Rp146,309 miliar dari target Rp137,956 miliar atau 108 persen. | unknown unknown percent
id | Realisasi Rp146,309 miliar dari target Rp137,956 miliar atau 106,05 persen. | unknown unknown
id | Akuisisi 1.313 peserta setara 109,42 persen dari target 1.200 peserta. |
id | Akuisisi 1.313 peserta setara 106,05 persen dari target 1.200 peserta. | percent joined
id | Capaian akuisisi 106,05 persen dari target. | percent
id | Akuisisi turun 16,48 persen dibandingkan semester II 2018. |
id | Akuisisi naik 16,48 persen dibandingkan semester II 2018. | percent
id | Penerimaan iuran turun 16,48 persen. | percent
id | Penerimaan iuran naik 72,70 persen dari Rp65,8 juta. |
id | Penerimaan iuran naik 72,70 persen dari target. | percent
id | Sebanyak 22 dari 32 agen atau 68,75 persen aktif. |
id | Sebanyak 22 dari 32 agen atau 70 persen aktif. | percent
id | Sebanyak 92 persen peserta merasa puas. | percent
en | Contributions reached Rp113.7 million, 108 per cent of the target of Rp107.2 million. | percent
en | Contributions reached Rp113.7 million, 106.05% of the target of Rp107.2 million. |
id | Realisasi iuran Rp113,7 juta (108%) melebihi target. | percent
id | Penerimaan iuran tumbuh 72,7 persen menjadi Rp113,7 juta. |
# figures that nobody knows
id | Jumlah agen mencapai 32 orang. |
id | Dari 32 agen, 22 di antaranya aktif, 5 melambat, dan 5 dorman. |
id | Sebanyak 1.313 agen terdaftar. | unknown
id | Penerimaan iuran mencapai Rp113,7 miliar. | unknown
id | Ahli waris menerima santunan Rp42 juta. | rate
id | Sebanyak 1.331 peserta diakuisisi. | unknown
id | Sebanyak seribu tiga ratus tiga puluh satu peserta diakuisisi. | unknown
id | Sebanyak 1,313 peserta diakuisisi. |
id | Terdapat 33 agen. | unknown
id | Terdapat tiga puluh dua agen di sepuluh kantor. |
id | Penerimaan iuran mencapai Rp131,7 juta. | unknown
id | Agen Perisai bertugas di lima kabupaten/kota. | unknown
id | Iuran mulai Rp16.800 per bulan. | rate
id | Iuran mulai Rp17.500 per bulan. | unknown
en | 1,331 new participants were acquired. | unknown
# dates, times, laws, telephones, durations, lists are none
id | Pada 25 Juli 2019 pukul 10.00 WIB, sesuai UU Nomor 24 Tahun 2011 Pasal 5 ayat (2), hubungi (0285) 421313. |
id | 1. Peserta berusia 17–65 tahun mendaftar selama 3 bulan, paling lambat 1 s.d. 30 Juni 2019. |
id | Layanan Masyarakat 175, Jalan Sudirman No. 5, Pekalongan 51111, surel humas175@bpjs.go.id, COVID-19, HUT ke-74. |
id | Nomor: 123/PERS/072019 sesuai Perdir 13/PERDIR.02/042022, kode telusur 7K2M-QX4D, versi data 12. |
en | On July 25, 2019 at 9 a.m., by Law No. 24 of 2011, call +62 285 421313 within 24 hours, Q2 2019. |
id | Iuran mencapai sekitar Rp114 juta, kata Kepala Cabang, Kamis (25/7). |
# rounded and exact
id | Penerimaan iuran mencapai Rp114 juta. | about
id | Penerimaan iuran mencapai sekitar Rp114 juta. |
id | Penerimaan iuran mencapai hampir Rp114 juta. |
id | Penerimaan iuran mencapai lebih dari Rp113 juta. |
id | Penerimaan iuran mencapai lebih dari Rp114 juta. | unknown
id | Penerimaan iuran mencapai sekitar Rp113.702.400. | about
id | Sekitar 1.313 peserta diakuisisi. | about
id | Sekitar 1.300 peserta diakuisisi. |
id | Sebanyak 1.300 peserta diakuisisi. | about
id | Hampir 1.300 peserta diakuisisi. | unknown
en | Contributions reached Rp114 million. | about
# places
id | Terbanyak di Kabupaten Pekalongan, yakni 423 peserta, disusul Kabupaten Batang (378), Kabupaten Pemalang (262). |
id | Sebanyak 1.313 peserta diakuisisi di Kabupaten Batang. | place
id | Kabupaten Batang mencatat 1.313 peserta. | place
id | Di Batang diakuisisi 1.313 peserta. | place
id | Penerimaan iuran di Kota Pekalongan mencapai Rp113,7 juta. | place
id | Sebanyak 378 peserta diakuisisi di Kabupaten Batang. |
id | Sebanyak 378 peserta diakuisisi di Kota Pekalongan. | place
id | Kabupaten Batang mencatat 378 peserta dan Kota Pekalongan 250 peserta. |
id | Kabupaten Batang mencatat 250 peserta dan Kota Pekalongan 378 peserta. | place
id | Dari 1.313 peserta, 378 diakuisisi di Batang. |
id | Di Kabupaten Batang diakuisisi 378 dari 1.313 peserta. |
id | Sebanyak 1.313 peserta diakuisisi di Kabupaten/Kota Pekalongan, Pemalang, dan Batang. |
id | Di Kabupaten Batang diakuisisi 378 peserta (28,79 persen), di Kota Pekalongan 250 peserta (19,04 persen). |
en | 1,313 participants were acquired in Batang Regency. | place
en | 378 participants were acquired in Batang Regency. |
# periods
id | Sebanyak 1.572 peserta diakuisisi pada semester I 2019. | period
id | Pada semester pertama 2019 diakuisisi 1.572 peserta. | period
id | Sebanyak 1.572 peserta diakuisisi pada semester II 2018. |
id | Sebanyak 1.313 peserta diakuisisi, turun dari semester II 2018, yakni 1.572 peserta. |
id | Penerimaan iuran triwulan II 2019 mencapai Rp113,7 juta. | period
en | Contributions of semester II 2018 reached Rp113.7 million. | period
en | In semester I 2019, 1,313 participants were acquired, against 1,572 in semester II 2018. |
# names
id | Agen Siti Aminah mengakuisisi peserta terbanyak. | named
id | Menurut Slamet, peserta bertambah. | named
id | Mereka mendaki Gunung Slamet bersama Slamet Riyadi. |
en | The agent Budi Santoso was there. | named
# fields
id | “[kutipan Kepala Cabang],” kata [nama]. | blank
id | Nomor: ……/……/072019 | blank
"""


def drawn_rows() -> list[tuple[str, str, list[str]]]:
    lines = [line for line in ROWS.splitlines() if line and not line.startswith("#")]
    return [(parts[0].strip(), parts[1].strip(), parts[2].split()) for parts in (line.split("|") for line in lines)]


@pytest.fixture(scope="module")
def releases() -> dict[str, Release]:
    with pytest.MonkeyPatch.context() as monkeypatch:
        return {language: drawn(monkeypatch, language) for language in ("id", "en")}


@pytest.mark.parametrize(("language", "text", "kinds"), drawn_rows(), ids=lambda value: str(value)[:60])
def test_what_is_found(language: str, text: str, kinds: list[str], releases: dict[str, Release]) -> None:
    """Whatever is refused says why, and what is offered in its place is not refused itself, in either language."""
    made = releases[language]
    found = check(text, made, words(language))
    assert Counter(one.kind for one in found) == Counter(kinds)
    for one in found:
        assert one.severity is (Severity.REMIND if one.kind in ("blank", "rate") else Severity.REFUSE)
        assert one.sentence in text
        assert one.why
        left = [again.kind for again in check(one.offer, made, words("en")) if again.severity is Severity.REFUSE]
        assert one.kind not in left
        assert left == [] or len(kinds) > 1
        assert one.offer or one.kind in ("blank", "rate")
    assert [one.kind for one in check(text, made, words("en"))] == [one.kind for one in found]


def offered(text: str, made: Release) -> list[str]:
    return [one.offer for one in check(text, made, words("id"))]


@pytest.mark.parametrize(
    ("text", "offer"),
    [
        (
            "Realisasi Rp146,309 miliar dari target Rp137,956 miliar atau 108 persen.",
            "Realisasi Rp146,309 miliar dari target Rp137,956 miliar atau 106,05 persen.",
        ),
        ("Penerimaan iuran 108 persen dari target.", "Penerimaan iuran 106,05 persen dari target."),
        ("Sebanyak 1.331 peserta diakuisisi.", "Sebanyak 1.313 peserta diakuisisi."),
        ("Penerimaan iuran mencapai Rp114 juta.", "Penerimaan iuran mencapai sekitar Rp114 juta."),
        ("Penerimaan iuran mencapai sekitar Rp113.702.400.", "Penerimaan iuran mencapai Rp113.702.400."),
        ("Kata agen Siti Aminah, peserta bertambah.", "Kata seorang agen, peserta bertambah."),
        (
            "Sebanyak 1.313 peserta menyetor Rp113,7 juta.",
            "Sebanyak 1.313 peserta kategori bukan penerima upah diakuisisi agen Perisai di wilayah kerja Kantor "
            "Cabang Pekalongan pada semester I 2019. Penerimaan iuran di wilayah kerja Kantor Cabang Pekalongan pada "
            "semester I 2019 dari peserta baru dan peserta sebelumnya mencapai Rp113,7 juta.",
        ),
    ],
)
def test_what_is_offered(text: str, offer: str, releases: dict[str, Release]) -> None:
    assert offer in offered(text, releases["id"])


def test_why_in_the_readers_language_and_the_offer_in_the_texts(releases: dict[str, Release]) -> None:
    (found,) = check("Penerimaan iuran 108 persen dari target.", releases["id"], words("en"))
    assert found.why == (
        "108 persen is not what its numerator and denominator give: Rp113,7 juta against Rp107,2 juta is 106,05 persen."
    )
    assert found.offer == "Penerimaan iuran 106,05 persen dari target."


@pytest.mark.parametrize(
    ("text", "press", "kinds"),
    [
        ("Sebanyak 4 peserta diakuisisi di Kota Pekalongan.", True, ["few"]),
        ("Sebanyak empat peserta diakuisisi di Kota Pekalongan.", True, ["few"]),
        ("Sebanyak 4 peserta diakuisisi di Kota Pekalongan.", False, []),
        ("Sebanyak 3 agen jatuh nonaktif.", True, ["few"]),
        ("Sebanyak 5 agen dorman.", True, []),
    ],
)
def test_few_people_are_not_told_to_the_press(text: str, press: bool, kinds: list[str], monkeypatch) -> None:
    areas = {"33.25": 378, "33.26": 423, "33.27": 508, "33.75": 4}
    few = {**FIGURES, "agents_due_for_removal": 3}
    made = drawn(monkeypatch, press=press, areas=areas, figures=few)
    assert [one.kind for one in check(text, made, words("id"))] == kinds


def test_the_amounts_of_december_2019_when_they_are_the_branchs_own(monkeypatch) -> None:
    money = {"received": 146_309_000_000, "received_from_new": 46_309_000_000, "received_from_earlier": 10**11}
    targets = {"received": 137_956_000_000}
    made = drawn(monkeypatch, figures={**FIGURES, **money}, targets=targets, published=())
    (found,) = check("Rp146,309 miliar dari target Rp137,956 miliar atau 108 persen.", made, words("id"))
    assert (found.kind, found.offer) == (
        "percent",
        "Rp146,309 miliar dari target Rp137,956 miliar atau 106,05 persen.",
    )


def test_a_published_figure_may_be_told_as_it_was_published(monkeypatch) -> None:
    made = drawn(monkeypatch, published=(("received", 120_000_000, 1_000_000),))
    assert check("Penerimaan iuran semula disebut sekitar Rp120 juta.", made, words("id")) == []
    assert [one.kind for one in check("Penerimaan iuran Rp120 juta.", made, words("id"))] == ["about"]


def test_names_with_numbers_of_offices_are_no_figures(monkeypatch) -> None:
    made = drawn(monkeypatch)
    assert check("Kantor Perisai 3 pindah alamat.", made, words("id")) == []
    made = replace(made, given=())
    assert [one.kind for one in check("Kantor Perisai 3 pindah alamat.", made, words("id"))] == ["unknown"]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Sebanyak 1.313 peserta. Iuran Rp1,2 miliar.", 2),
        ("Menurut UU No. 13 Tahun 2003, s.d. Juni 2019 berlaku. Selesai.", 2),
        ("Iuran Rp. 113 juta diterima H. Slamet, S.E., M.M. di kantor.", 1),
        ("“Baik.” Ia pergi! 1.313 peserta? Ya.", 4),
        ("1. Peserta\n2. Agen", 2),
        ("", 0),
    ],
)
def test_where_a_sentence_ends(text: str, parts: int) -> None:
    assert len(sentences(text)) == parts


@pytest.mark.parametrize(
    ("text", "value", "step"),
    [
        ("seribu tiga ratus tiga belas", 1_313, 1),
        ("seratus empat belas juta", 114_000_000, 10**6),
        ("seratus tiga belas koma tujuh juta", 113_700_000, 10**5),
        ("dua belas ribu lima ratus", 12_500, 1),
        ("sebelas", 11, 1),
        ("dua puluh satu", 21, 1),
        ("one thousand three hundred and thirteen", 1_313, 1),
        ("ninety-nine million", 99_000_000, 10**6),
    ],
)
def test_numbers_in_words(text: str, value: int, step: int) -> None:
    (found,) = spelled(f"ada {text} lalu")
    assert (found.value, found.step) == (value, step)


@pytest.mark.parametrize(
    "text", ["Rp113,7 juta", "Rp 113,7 juta", "Rp. 113,7 jt", "113,7 juta rupiah", "IDR 113,7 juta"]
)
def test_spellings_of_rupiah(text: str) -> None:
    (found,) = spot(f"Iuran {text} diterima", "id")
    assert (found.unit, found.value, found.step) == ("rupiah", 113_700_000, 100_000)
