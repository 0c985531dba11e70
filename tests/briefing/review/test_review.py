"""Sentences of an edited press release, right and wrong, and what is found in each."""

from collections import Counter
from dataclasses import replace
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.briefing.release.release import Release
from dashboard.briefing.review.number_words import spelled
from dashboard.briefing.review.numerals import spot
from dashboard.briefing.review.review import Severity, check, severity_of
from dashboard.briefing.review.sentences import sentences
from dashboard.language.words import words_in
from tests.support.drawn_release import FIGURES, drawn
from tests.support.drawn_sentences import drawn_rows


@pytest.fixture(scope="module")
def releases() -> dict[str, Release]:
    return {language: drawn(language) for language in ("id", "en")}


def test_what_is_found(releases: dict[str, Release]) -> None:
    """Whatever is refused says why, and what is offered in its place is not refused itself, in either language."""
    for language, text, kinds in drawn_rows():
        release = releases[language]
        findings = check(text, release, words_in(language))
        assert Counter(one.kind for one in findings) == Counter(kinds), text
        for one in findings:
            assert one.severity is severity_of(one.kind)
            assert one.sentence in text
            assert one.why
            left = [each.kind for each in check(one.offer, release, words_in("en")) if each.severity is Severity.REFUSE]
            assert one.kind not in left, text
            assert left == [] or len(kinds) > 1, text
            assert one.offer or one.kind in ("blank", "rate", "unknown"), text
        again = check(text, release, words_in("en"))
        assert [one.kind for one in again] == [one.kind for one in findings], text


def offered(text: str, release: Release) -> list[str]:
    return [one.offer for one in check(text, release, words_in("id"))]


@pytest.mark.parametrize(
    ("text", "offer"),
    [
        (
            "Realisasi Rp146,309 miliar dari target Rp137,956 miliar atau 108 persen.",
            "Realisasi Rp146,309 miliar dari target Rp137,956 miliar atau 106,05 persen.",
        ),
        ("Penerimaan iuran 108 persen dari target.", "Penerimaan iuran 106,1 persen dari target."),
        ("Sebanyak 1.331 peserta diakuisisi.", "Sebanyak 1.313 peserta diakuisisi."),
        ("Penerimaan iuran mencapai Rp114 juta.", "Penerimaan iuran mencapai sekitar Rp114 juta."),
        ("Penerimaan iuran mencapai sekitar Rp113.702.400.", "Penerimaan iuran mencapai Rp113.702.400."),
        ("Kata agen Siti Aminah, peserta bertambah.", "Kata seorang agen, peserta bertambah."),
        (
            "Sebanyak 1.313 peserta menyetor Rp113,7 juta.",
            "Sebanyak 1.313 peserta kategori bukan penerima upah dijaring agen Perisai di wilayah kerja Kantor "
            "Cabang Pekalongan pada semester I 2019. Penerimaan iuran di wilayah kerja Kantor Cabang Pekalongan pada "
            "semester I 2019 dari peserta baru dan peserta sebelumnya mencapai Rp113,7 juta.",
        ),
    ],
)
def test_what_is_offered(text: str, offer: str, releases: dict[str, Release]) -> None:
    assert offer in offered(text, releases["id"])


def test_why_in_the_readers_language_and_the_offer_in_the_texts(releases: dict[str, Release]) -> None:
    (finding,) = check("Penerimaan iuran 108 persen dari target.", releases["id"], words_in("en"))
    assert finding.why == (
        "108 persen is not what its numerator and denominator give: Rp113,7 juta against Rp107,2 juta is 106,1 persen."
    )
    assert finding.offer == "Penerimaan iuran 106,1 persen dari target."


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
def test_few_people_are_not_told_to_the_press(text: str, press: bool, kinds: list[str]) -> None:
    areas = {"33.25": 378, "33.26": 423, "33.27": 508, "33.75": 4}
    few = {**FIGURES, "agents_due_for_removal": 3}
    release = drawn(press=press, areas=areas, figures=few)
    assert [one.kind for one in check(text, release, words_in("id"))] == kinds


def test_the_amounts_of_december_2019_when_they_are_the_branchs_own() -> None:
    money = {"received": 146_309_000_000, "received_from_new": 46_309_000_000, "received_from_earlier": 10**11}
    targets = {"received": 137_956_000_000}
    release = drawn(figures={**FIGURES, **money}, targets=targets, published=())
    (finding,) = check("Rp146,309 miliar dari target Rp137,956 miliar atau 108 persen.", release, words_in("id"))
    assert (finding.kind, finding.offer) == (
        "percent",
        "Rp146,309 miliar dari target Rp137,956 miliar atau 106,1 persen.",
    )


def test_a_published_figure_may_be_told_as_it_was_published() -> None:
    release = drawn(published=(("received", 120_000_000, 1_000_000),))
    assert check("Penerimaan iuran semula disebut sekitar Rp120 juta.", release, words_in("id")) == []
    assert [one.kind for one in check("Penerimaan iuran Rp120 juta.", release, words_in("id"))] == ["about"]


def test_names_with_numbers_of_offices_are_no_figures() -> None:
    release = drawn()
    assert check("Kantor Perisai 3 pindah alamat.", release, words_in("id")) == []
    release = replace(release, given=())
    assert [one.kind for one in check("Kantor Perisai 3 pindah alamat.", release, words_in("id"))] == ["unknown"]


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
    (number,) = spelled(f"ada {text} lalu")
    assert (number.value, number.step) == (value, step)


@pytest.mark.parametrize(
    "text", ["Rp113,7 juta", "Rp 113,7 juta", "Rp. 113,7 jt", "113,7 juta rupiah", "IDR 113,7 juta"]
)
def test_spellings_of_rupiah(text: str) -> None:
    (numeral,) = spot(f"Iuran {text} diterima", "id")
    assert (numeral.unit, numeral.value, numeral.step) == ("rupiah", 113_700_000, 100_000)


FRAGMENTS = sorted({word for _, text, _ in drawn_rows() for word in text.split()})


@settings(max_examples=150)
@given(
    words_of_it=st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=4), max_size=25),
    language=st.sampled_from(["id", "en"]),
)
def test_whatever_is_written_is_answered(words_of_it: list[str], language: str, releases: dict[str, Release]) -> None:
    release = releases[language]
    for one in check(" ".join(words_of_it), release, words_in(language)):
        assert one.why
        assert one.kind not in {again.kind for again in check(one.offer, release, words_in(language))}


@pytest.mark.parametrize(
    "text", ["1.313 peserta dan ", "(0285) 12-34-56 ", "peserta yang telah ", "dua puluh ", "Rp", "[ "]
)
def test_a_long_text_is_answered_at_once(text: str, releases: dict[str, Release]) -> None:
    """As long as five press releases; a pattern that goes back over itself would take minutes."""
    begun = process_time()
    check(text * (15_000 // len(text)), releases["id"], words_in("id"))
    assert process_time() - begun < 20


@pytest.mark.parametrize("text", ["2019 juta", "2019 milyar", "2019 triliun", "2019 trillion"])
def test_a_number_of_millions_is_no_year(text: str) -> None:
    assert [one.unit for one in spot(f"Iuran {text} diterima", "id")] == ["rupiah"]
