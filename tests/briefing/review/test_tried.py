"""Sentences about the shared example branch, right and wrong: what passes, what is asked about and what is refused."""

import re
from dataclasses import replace
from functools import cache
from pathlib import Path

from dashboard.briefing.release.release import Release
from dashboard.briefing.review.review import Severity, check
from dashboard.language.words import words_in
from tests.support.drawn_release import FIGURES, drawn
from tests.support.sample_release import sampled

ROWS = [
    [part.strip() for part in line.split("|", 4)]
    for line in Path(__file__).with_name("tried.txt").read_text().splitlines()
    if line[:1].isdigit()
]
BRANCH = {
    **FIGURES,
    "received_from_new": 91_816_800,
    "received_from_earlier": 21_885_600,
    **dict.fromkeys(("agents_slowing", "agents_due_for_removal", "agents_removed")),
}
"""As the press sees it: five agents are slowing and none is due for removal, which gives none away."""

BEFORE = {
    "acquired": 717,
    "received": 65_836_800,
    "received_from_new": 52_583_200,
    "received_from_earlier": 13_253_600,
}
SECTORS = {
    "Nelayan": 187,
    "Pedagang": 178,
    "Gojek": 188,
    "Perajin batik": 196,
    "Pengurus RT/RW": 185,
    "Grab": 195,
    "Buruh harian": 184,
}


@cache
def world(name: str, language: str) -> Release:
    """`t`: with targets; `p`: of a reader who may not know the agents' names; `s`: the sample branch."""
    if name == "s":
        return sampled(language)
    targets = {"acquired": 1_200, "received": 107_213_000} if name == "t" else {}
    release = drawn(language, press=True, figures=BRANCH, before=BEFORE, targets=targets, sector_people=SECTORS)
    return replace(release, names=frozenset() if name == "p" else release.names | {"Agen 7"})


def outcome(name: str, language: str, text: str) -> str:
    findings, earlier = [], ""
    for paragraph in text.split(" // "):
        findings += check(paragraph, world(name, language), words_in(language), earlier)
        earlier += f"\n{paragraph}"
    severities = {one.severity for one in findings}
    return "refuse" if Severity.REFUSE in severities else "ask" if Severity.ASK in severities else "pass"


def test_each_sentence_has_its_outcome() -> None:
    wrong = [
        (expected, got, text)
        for _, name, language, expected, text in ROWS
        if (got := outcome(name, language, text)) != expected
    ]
    assert wrong == []


def test_there_are_as_many_right_sentences_as_wrong_ones() -> None:
    for batch, least in (("1", 60),):
        right = [row for row in ROWS if row[0] == batch and row[3] == "pass"]
        wrong = [row for row in ROWS if row[0] == batch and row[3] != "pass"]
        assert min(len(right), len(wrong)) >= least


SWAPPED = (
    ("peserta baru", "peserta lama"),
    ("semester II 2018", "semester I 2018"),
    ("aktif", "dorman"),
    ("naik", "turun"),
    ("1.313", "717"),
    ("Rp113,7 juta", "Rp91,8 juta"),
    ("423", "378"),
)


def test_a_word_changed_for_another_seldom_passes() -> None:
    """Right sentences with one word or number in another's place: nearly all are wrong, few are still true."""
    changed = [
        (name, language, text.replace(old, new, 1))
        for _, name, language, expected, text in ROWS[::2]
        for old, new in SWAPPED
        if expected == "pass" and re.search(rf"(?<![\w.]){re.escape(old)}(?!\w)", text)
    ]
    passed = [text for name, language, text in changed if outcome(name, language, text) == "pass"]
    assert len(changed) > 100
    assert len(passed) * 8 < len(changed), passed


def answered(text: str, release: Release) -> list[tuple]:
    """What somebody reads of a text, names taken out of it."""
    return [(one.kind, one.severity) for one in check(text, release, words_in("id"))]


def test_who_may_not_know_the_agents_learns_nothing_of_them() -> None:
    """A real agent's name is answered like a stranger's, in whatever shape it stands."""
    shapes = (
        "Agen Perisai {} rajin.",
        "Menurut {}, warga senang.",
        "{} merekrut banyak peserta.",
        "Kata {}, semua senang.",
        "{}, agen Perisai di Batang, senang.",
        "kami bertemu {} di pasar",
    )
    for shape in shapes:
        real, stranger = shape.format("Siti Aminah"), shape.format("Rina Wulandari")
        assert answered(real, world("p", "id")) == answered(stranger, world("p", "id")), shape
    assert answered("Kami bertemu Siti Aminah di pasar.", world("b", "id")) == [("named", Severity.REFUSE)]


def test_an_offer_brings_no_number_of_something_else() -> None:
    for text in (
        "Anggaran sosialisasi mencapai Rp110 juta.",
        "Sebanyak 1.300 spanduk dan 33 relawan disiapkan.",
        "Sebanyak 30 agen dorman.",
        "Bantuan hukum diberikan kepada 1.250 anggota koperasi.",
        "Penerimaan pajak daerah mencapai Rp115 juta.",
    ):
        for one in check(text, world("b", "id"), words_in("id")):
            assert "Rp113,7" not in one.offer, text
            assert "1.313" not in one.offer, text
            assert "32 agen" not in one.offer, text


def test_a_place_the_wrong_way_round_is_answered_with_its_own_change() -> None:
    """Not with the branch's, which rose by 13.7 per cent."""
    for text, own in (
        ("Peserta baru di Kabupaten Batang turun dari 304 menjadi 120 orang.", "naik 153,33 persen"),
        ("Peserta baru di Kabupaten Pemalang naik dari 255 menjadi 299 orang.", "turun 14,72 persen"),
    ):
        answers = [one for one in check(text, world("s", "id"), words_in("id")) if one.kind == "compared"]
        assert [(own in one.why, one.offer) for one in answers] == [(True, "")], text
