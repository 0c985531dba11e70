"""What a press release claims: who may stand in one sentence, how the press rounds, what an edited text still says."""

from fractions import Fraction

import pytest

from dashboard.briefing.release import wording
from dashboard.briefing.release.claims import MixedSubjects, Subject, round_to, sentence, together
from dashboard.briefing.review.extract import claimed
from dashboard.language.formats import short_step
from dashboard.language.words import words_in
from tests.support.drawn_release import drawn


def test_its_claims_are_those_that_its_text_tells() -> None:
    release = drawn()
    texts = [one.text for one in release.paragraphs]
    ours = {one.key for one in release.claims if not one.published}
    assert ours == {one.key for one in claimed(texts, release) if not one.published}
    assert {"acquired", "received", "agents_listed", "offices", "received_target_reached"} <= {key[0] for key in ours}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Penerimaan iuran mencapai Rp113,7 juta.", [("received", 113_700_000, 100_000, "Rp113,7 juta")]),
        ("Penerimaan iuran mencapai sekitar Rp113 juta.", []),
        ("Sekitar 1.300 peserta diakuisisi.", [("acquired", 1_300, 100, "Sekitar 1.300 peserta")]),
        ("Iuran Rp113.702.400.", [("received", 113_702_400, 1, "Rp113.702.400")]),
        ("Iuran mencapai 106 persen dari target.", [("received_target_reached", 10_600, 100, "106 persen")]),
        ("Akuisisi turun 16,5 persen.", [("acquired_change", -1_650, 10, "16,5 persen")]),
        ("Lebih dari 1.300 peserta diakuisisi.", [("acquired", 1_313, 1, "1.313 peserta")]),
        ("Tidak ada angka di sini.", []),
    ],
)
def test_an_edited_text_claims_what_it_says(text: str, expected: list) -> None:
    claims = claimed([text], drawn(published=()))
    assert [(one.metric, one.value, one.rounding, one.wording) for one in claims] == expected


@pytest.mark.parametrize(
    ("subjects", "may"),
    [
        ((), True),
        ((Subject.NEW,), True),
        ((Subject.NEW, Subject.ALL), False),
        ((Subject.NEW, Subject.EARLIER_MONEY), False),
        ((Subject.NEW, Subject.NEW_MONEY), True),
        ((Subject.ALL, Subject.NEW_MONEY, Subject.EARLIER_MONEY), True),
        ((Subject.NEW, Subject.AGENTS), False),
        ((Subject.AGENTS, Subject.OFFICES, Subject.AREA), True),
        ((Subject.ALL, Subject.AGENTS), False),
        ((Subject.NEW, Subject.AREA), True),
    ],
)
def test_who_may_stand_in_one_sentence(subjects: tuple[Subject, ...], may: bool) -> None:
    assert together(subjects) is may


def test_no_sentence_is_made_of_the_new_ones_and_all_the_money() -> None:
    known = {one.metric: one for one in reversed(drawn().known) if not one.numerator}
    with pytest.raises(MixedSubjects):
        sentence(words_in("id"), "release.received.parts", new=known["acquired"], earlier=known["received"])


@pytest.mark.parametrize(
    ("amount", "short", "about", "step"),
    [
        (113_702_400, "Rp113,7 juta", "sekitar Rp114 juta", 100_000),
        (114_000_000, "Rp114 juta", "Rp114 juta", 100_000),
        (113_500_000, "Rp113,5 juta", "sekitar Rp114 juta", 100_000),
        (112_500_000, "Rp112,5 juta", "sekitar Rp113 juta", 100_000),
        (113_650_000, "Rp113,7 juta", "sekitar Rp114 juta", 100_000),
        (113_649_999, "Rp113,6 juta", "sekitar Rp114 juta", 100_000),
        (999_950_000, "Rp1 miliar", "sekitar Rp1 miliar", 100_000_000),
        (146_309_000_000, "Rp146,3 miliar", "sekitar Rp146 miliar", 100_000_000),
        (36_800, "Rp36.800", "Rp36.800", 1),
        (0, "Rp0", "Rp0", 1),
    ],
)
def test_rupiah_of_the_press(amount: int, short: str, about: str, step: int) -> None:
    indonesian = words_in("id")
    assert (wording.rupiah(indonesian, amount), wording.about(indonesian, amount), short_step(amount)) == (
        short,
        about,
        step,
    )


@pytest.mark.parametrize(
    ("hundredths", "step"),
    [(10_605, 10), (1, 1), (4, 1), (5, 10), (0, 10), (9_994, 10), (9_996, 1), (10_000, 10), (10_004, 1), (-4, 1)],
)
def test_a_percentage_keeps_a_second_decimal_where_the_first_would_say_nothing_or_all(
    hundredths: int, step: int
) -> None:
    assert wording.percent_step(hundredths) == step


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [
        (1_313, 1_876, "69,99"),
        (14_631, 13_796, "106,05"),
        (1, 8, "12,5"),
        (1, 800, "0,13"),
        (3, 800, "0,38"),
        (2, 3, "66,67"),
    ],
)
def test_a_percentage_rounds_half_up(part: int, whole: int, said: str) -> None:
    """0,125 becomes 0,13: Python and Babel would make it 0,12."""
    hundredths = round_to(Fraction(part * 10_000, whole), 1)
    assert wording.percent(words_in("id"), hundredths) == f"{said} persen"
