"""The words of the press for a figure, and what they round it to."""

from fractions import Fraction

from dashboard.briefing.release.claims import round_to
from dashboard.language.formats import PERCENT_DECIMALS, SHORT_DECIMALS, scaled
from dashboard.language.words import Words

NOUNS = {"people": "participant", "agents": "agent", "offices": "office"}
"""The noun of each unit that counts (see `noun` in base.toml)."""

HUNDREDTHS = 10**PERCENT_DECIMALS
"""Of one per cent: what a percentage is counted in."""


def rupiah(words: Words, amount: int) -> str:
    """Rp113,7 juta, Rp31 juta, Rp36.800."""
    return words.rupiah_short(amount)


def about(words: Words, amount: int) -> str:
    """Whole millions, milliards or trillions: "sekitar Rp114 juta", without "sekitar" where nothing was rounded."""
    short = scaled(amount)
    unit = short[1].size if short else 1
    written = words.rupiah_short(round_to(amount, unit))
    return written if amount % unit == 0 else words("release.about_amount", amount=written)


def percent_step(hundredths: int | Fraction) -> int:
    """What a percentage is rounded to: its first decimal, as on cards and pictures; its second where the first would
    say nothing, or all, of what is not."""
    tenth = 10 ** (PERCENT_DECIMALS - SHORT_DECIMALS)
    return 1 if _misleads(hundredths, tenth) else tenth


def unsayable(hundredths: int | Fraction) -> bool:
    """Whether a percentage would read as nothing, or all, of what is not, in every decimal that the press is told."""
    return _misleads(hundredths, 1)


def _misleads(hundredths: int | Fraction, step: int) -> bool:
    size = Fraction(abs(Fraction(hundredths)))
    return size not in (0, 100 * HUNDREDTHS) and round_to(size, step) in (0, 100 * HUNDREDTHS)


def percent(words: Words, hundredths: int) -> str:
    """69,9 persen (id), 69.9 per cent (en); without a sign, and with no decimal that says nothing."""
    decimals = next(n for n in range(PERCENT_DECIMALS + 1) if hundredths % (HUNDREDTHS // 10**n) == 0)
    return words("release.percent", n=words.decimal(Fraction(abs(hundredths), HUNDREDTHS), decimals))
