"""The press release of the sample branch in the first semester of 2019, with all that is known of it part by part."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from dashboard.briefing.answers import PARTS, PeriodParts
from dashboard.briefing.release.release import Release, release
from queries.periods import Period, shift
from tests.support.drawn_release import ON, World

FIGURES = {
    "acquired": 1_313,
    "received": 114_133_600,
    "received_from_new": 80_688_000,
    "received_from_earlier": 33_445_600,
    "offices": 10,
    "agents_listed": 32,
    "agents_active": 21,
    "agents_slowing": 5,
    "agents_dormant_retained": 5,
    "agents_due_for_removal": None,
    "agents_removed": None,
}
BEFORE = {
    "acquired": 1_155,
    "received": 98_488_800,
    "received_from_new": 72_060_800,
    "received_from_earlier": 26_428_000,
}
SECTORS = {
    "Pedagang": 215,
    "Gojek": 214,
    "Nelayan": 203,
    "Grab": 193,
    "Petani": 171,
    "Buruh harian": 138,
    "Perajin batik": 134,
    "Ojek pangkalan": 27,
    "Pengurus RT/RW": 18,
}
CODES = ("33.25", "33.26", "33.27", "33.75")
MONTHS = (
    (256, 19_563_200, 10_892_800, 8_670_400),
    (228, 19_371_000, 11_747_000, 7_624_000),
    (237, 19_696_000, 13_294_400, 6_401_600),
    (237, 19_863_800, 15_439_000, 4_424_800),
    (169, 17_317_200, 13_711_600, 3_605_600),
    (186, 18_322_400, 15_603_200, 2_719_200),
)
MONTHS_BEFORE = (
    (189, 15_727_200, None, None),
    (163, 13_966_400, None, None),
    (186, 16_067_200, None, None),
    (172, 16_344_000, None, None),
    (228, 17_778_400, None, None),
    (217, 18_605_600, None, None),
)
AREAS = (
    (304, 23_178_000, None, None),
    (431, 41_954_900, None, None),
    (255, 22_110_400, None, None),
    (323, 26_890_300, None, None),
)
AREAS_BEFORE = (
    (120, 8_926_400, None, None),
    (489, 42_624_800, None, None),
    (299, 29_744_800, None, None),
    (247, 17_192_800, None, None),
)
SECTORS_BEFORE = {
    "Pedagang": 206,
    "Nelayan": 192,
    "Gojek": 191,
    "Grab": 164,
    "Petani": 133,
    "Perajin batik": 126,
    "Buruh harian": 105,
    "Ojek pangkalan": 38,
}
STOCKS_BEFORE = {"offices": 10, "agents_listed": 31, "agents_active": 28}
GOALS = {
    "acquired": dict(zip(CODES, (280, 420, 420, 280), strict=True)),
    "received": dict(zip(CODES, (24_000_000, 36_000_000, 36_000_000, 24_000_000), strict=True)),
}


@cache
def sampled(language: str) -> Release:
    """As the press sees it: one agent is due for removal, which is not told."""
    drawn = World(
        language=language,
        press=True,
        figures=FIGURES,
        before=BEFORE,
        targets={"acquired": 1_400, "received": 120_000_000},
        areas=dict(zip(CODES, (one[0] for one in AREAS), strict=True)),
        sector_people=SECTORS,
    )
    answers, now = drawn.answers(), Period.parse("2019-S1")
    before = Period.parse("2018-S2")
    parts = (
        PeriodParts(answers.scope, _months(now, MONTHS), _amounts(CODES, AREAS)),
        PeriodParts(
            answers.scope.during(before),
            _months(before, MONTHS_BEFORE),
            _amounts(CODES, AREAS_BEFORE),
            {**BEFORE, **STOCKS_BEFORE},
            SECTORS_BEFORE,
        ),
    )
    told = release(replace(answers, parts=parts, goals=GOALS), ON, None)
    return replace(told, names=told.names | {"Agen Contoh 16"})


def _months(period: Period, amounts: tuple[tuple, ...]) -> dict[date, dict[str, int | None]]:
    return _amounts([shift(period.first, number) for number in range(len(amounts))], amounts)


def _amounts(names: Iterable[Any], amounts: tuple[tuple, ...]) -> dict[Any, dict[str, int | None]]:
    return {name: dict(zip(PARTS, one, strict=True)) for name, one in zip(names, amounts, strict=True)}
