"""Trace codes: the same view has the same code, each number its own, and people may type them as they do."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.figures import registry
from queries.lineage import codes
from queries.lineage.codes import ALPHABET, CodeError, Seen
from queries.metrics import catalogue

SEEN = Seen(
    branch="PKL",
    first_month=date(2019, 1, 1),
    last_month=date(2019, 6, 1),
    as_of=date(2019, 6, 30),
    wilayah=None,
    offices=None,
    sectors=None,
    agent="",
    role="head",
    press=False,
    data_version=1,
    definitions=(("acquired", "1"), ("received", "1")),
)


def test_a_code_stays_the_same_for_ever() -> None:
    """What was printed once must open for good: a code that changes here breaks every slide that is out."""
    assert codes.code_of(SEEN, "acquired") == "4YP2WQXD-FF6T"


@pytest.mark.parametrize(
    "other",
    [
        {"branch": "SMG"},
        {"first_month": date(2019, 2, 1)},
        {"last_month": date(2019, 5, 1)},
        {"as_of": None},
        {"wilayah": ("33.25",)},
        {"wilayah": ()},
        {"offices": ("K1",)},
        {"sectors": ("Nelayan",)},
        {"agent": "A1"},
        {"role": "press"},
        {"press": True},
        {"data_version": 2},
        {"definitions": (("acquired", "2"), ("received", "1"))},
    ],
)
def test_everything_that_a_number_depends_on_is_in_its_code(other: dict) -> None:
    assert codes.view_of(replace(SEEN, **other)) != codes.view_of(SEEN)


def test_every_metric_and_figure_has_letters_of_its_own() -> None:
    """Where this fails for a new one, give it another id: the letters of the others must not change."""
    names = [*catalogue(), *registry.FIGURES]
    assert len(names) > 50
    assert len({codes.part_of(name) for name in names}) == len(set(names))


@given(st.integers(0, 2**256 - 1), st.sampled_from(sorted(registry.FIGURES)), st.sampled_from([8, 11]))
def test_a_code_is_read_back_however_it_is_typed(number: int, name: str, letters: int) -> None:
    written = str(codes.Code(codes._letters(number, 256, letters), codes.part_of(name)))
    sloppy = written.replace("0", "o").replace("1", "l").lower()
    for typed in (
        written,
        sloppy,
        f" {written[:4]} {written[4:]} ",
        written.replace("-", ""),
        written.replace("-", "–"),
        written.replace("-", "\u2011"),  # as below a figure, where it does not break
    ):
        code = codes.parse(typed)
        assert str(code) == written
        assert codes.named(code, registry.FIGURES) == name


@given(st.integers(0, 2**40 - 1), st.data())
def test_no_single_wrong_letter_passes(number: int, data: st.DataObject) -> None:
    written = str(codes.Code(codes._letters(number, 40, 8), codes.part_of("acquired")))
    place = data.draw(st.sampled_from([n for n, letter in enumerate(written) if letter != "-"]))
    wrong = data.draw(st.sampled_from([letter for letter in ALPHABET if letter != written[place]]))
    with pytest.raises(CodeError) as refused:
        codes.parse(written[:place] + wrong + written[place + 1 :])
    assert refused.value.reason == "mistyped"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "letters"),
        ("   ", "letters"),
        ("K7QM2X4D-A5Q!", "letters"),
        ("UUUUUUUU-UUUU", "letters"),
        ("K7QM2X4D", "length"),
        ("K7QM2X4DA5QFF", "length"),
        ("A", "length"),
        ("0" * 500, "length"),
    ],
)
def test_what_is_no_code_says_why(text: str, reason: str) -> None:
    with pytest.raises(CodeError) as refused:
        codes.parse(text)
    assert (refused.value.reason, refused.value.text) == (reason, text)


def test_letters_of_nothing_known_name_nothing() -> None:
    assert codes.named(codes.Code("00000000", codes.part_of("nothing")), [*catalogue(), *registry.FIGURES]) is None
