"""The words of the press for a figure, and what they round it to."""

from fractions import Fraction

from dashboard.briefing.release.claims import round_to
from dashboard.language.formats import scale
from dashboard.language.words import Words

SCALES = {"million": 10**6, "billion": 10**9, "trillion": 10**12}
NOUNS = {"people": "participant", "agents": "agent", "offices": "office"}
"""The noun of each unit that counts (see `noun` in base.toml)."""

HUNDREDTHS = 100
"""Of one per cent: percentages are told to two decimals."""


def press_step(amount: int) -> int:
    """What rupiah round to in the press without a word: one decimal of the unit, Rp113,7 juta; below a million, 1."""
    short = scale(amount)
    return SCALES[short[1]] // 10 if short else 1


def rupiah(words: Words, amount: int) -> str:
    """Rp113,7 juta, Rp31 juta, Rp36.800."""
    return words.rupiah_short(amount)


def about(words: Words, amount: int) -> str:
    """Whole millions, milliards or trillions: "sekitar Rp114 juta", without "sekitar" where nothing was rounded."""
    short = scale(amount)
    unit = SCALES[short[1]] if short else 1
    written = words.rupiah_short(round_to(amount, unit))
    return written if amount % unit == 0 else words("release.about_amount", amount=written)


def percent(words: Words, hundredths: int) -> str:
    """69,98 persen (id), 69.98 per cent (en); without a sign."""
    return words("release.percent", n=words.decimal(Fraction(abs(hundredths), HUNDREDTHS), 2))
