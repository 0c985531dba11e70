"""Which claims a figure in a text may stand for: by its value, within the rounding that its words allow."""

from collections.abc import Iterable
from enum import StrEnum
from fractions import Fraction
from math import ceil, floor

from dashboard.briefing.release.claims import Claim, Subject
from dashboard.briefing.release.wording import HUNDREDTHS
from dashboard.briefing.review.numerals import Bound, Numeral
from dashboard.language.formats import short_step
from queries.metrics import Unit


class ClaimMatch(StrEnum):
    """How a figure stands to a claim's value.

    NEEDS_ABOUT: right only as "sekitar"; TOO_EXACT: nothing was rounded, so that "sekitar" says too little.
    """

    FITS = "fits"
    NEEDS_ABOUT = "needs_about"
    TOO_EXACT = "too_exact"


BOUNDED = (Bound.OVER, Bound.UNDER, Bound.BELOW)
COUNTED = ("people", "agents", "offices", "persons")
_MEANT = {"": COUNTED, "persons": ("people", "agents")}


LOOSE = {Bound.EXACT: (Fraction(5, 2), Fraction(5, 2)), Bound.ABOUT: (Fraction(4), Fraction(4))}
"""So many hundredths below and above a proportion in words may the true one lie."""

PERCENT_FROM = {Bound.OVER: Fraction(5), Bound.UNDER: Fraction(5, 2)}
"""So many hundredths from a round percentage is still "lebih dari" or "hampir" it."""

NEARLY = {"percent": Fraction(92, 100), "times": Fraction(9, 10)}
"""From this part of a proportion on it is "hampir": 1,83 is nearly twice, 68,75 per cent not nearly three quarters."""


def unit_of(claim: Claim) -> str:
    """A claim's unit in the words of `spotted`."""
    if claim.metric.endswith("_times"):
        return "times"
    return "areas" if claim.subject is Subject.AREA else claim.unit.value


def nearest(value: Fraction, step: Fraction) -> Fraction:
    """The nearest multiple of a step; a half goes up."""
    return floor(value / step + Fraction(1, 2)) * step


def same_unit(numeral: Numeral, claim: Claim) -> bool:
    """Whether they may count the same: a bare number all that is counted, one of persons participants or agents."""
    return unit_of(claim) in _MEANT.get(numeral.unit, (numeral.unit,))


def fit(numeral: Numeral, claim: Claim) -> ClaimMatch | None:
    """How the figure tells the claim's value, None where it does not."""
    if not same_unit(numeral, claim):
        return None
    rough, scale = abs(float(claim.exact)), HUNDREDTHS if claim.unit is Unit.PERCENT else 1
    if numeral.value and not rough <= 3 * scale * float(numeral.value) <= 9 * rough:
        return None
    value, stated, step = abs(Fraction(claim.exact)), Fraction(numeral.value), Fraction(numeral.step)
    if claim.unit is Unit.PERCENT and not step:
        return ClaimMatch.FITS if near(numeral, value / HUNDREDTHS) else None
    if claim.unit is Unit.PERCENT:
        return ClaimMatch.FITS if _bounded(numeral.bound, stated, value / HUNDREDTHS, step, True) else None
    usual = Fraction(short_step(int(claim.exact)) if claim.unit is Unit.RUPIAH else 1)
    if claim.published and claim.rounding > 1:
        return _as_published(numeral, claim)
    if numeral.bound in BOUNDED:
        return ClaimMatch.FITS if _bounded(numeral.bound, stated, value, step) else None
    if stated == nearest(value, min(step, usual)):
        exact = numeral.bound is Bound.ABOUT and stated == value
        return ClaimMatch.TOO_EXACT if exact else ClaimMatch.FITS
    if any(stated == nearest(value, coarse) for coarse in _steps(stated, step)):
        return ClaimMatch.FITS if numeral.bound is Bound.ABOUT else ClaimMatch.NEEDS_ABOUT
    return None


def near(numeral: Numeral, value: Fraction) -> bool:
    """Whether a proportion in words tells a value in hundredths: "hampir separuh", "lebih dari dua pertiga"."""
    stated, times = Fraction(numeral.value), numeral.unit == "times"
    if numeral.bound is Bound.OVER:
        return value > stated and (stated == 50 or value < (stated + 100 if times else stated * Fraction(5, 4)))
    if numeral.bound in (Bound.UNDER, Bound.BELOW):
        least = NEARLY[numeral.unit] if numeral.bound is Bound.UNDER else Fraction(1, 2)
        return stated * least <= value < stated
    below, above = LOOSE[numeral.bound]
    scale = stated / 50 if times else 1  # twice: 1,9 to 2,1
    return stated - below * scale <= value <= stated + above * scale


def _as_published(numeral: Numeral, claim: Claim) -> ClaimMatch | None:
    """A figure that was published as about so much stays about so much."""
    if Fraction(numeral.value) != claim.value or numeral.bound in BOUNDED:
        return None
    return ClaimMatch.FITS if numeral.bound is Bound.ABOUT else ClaimMatch.NEEDS_ABOUT


def _bounded(bound: Bound, stated: Fraction, value: Fraction, step: Fraction, percent: bool = False) -> bool:
    """Whether the figure is the value's rounding or, as "lebih dari" and "hampir", the next one below or above it."""
    if bound in (Bound.EXACT, Bound.ABOUT):
        return stated == nearest(value, step)
    if stated == value:
        return False
    if percent and bound in PERCENT_FROM and stated * 2 % 5 == 0:
        return 0 < (value - stated if bound is Bound.OVER else stated - value) <= PERCENT_FROM[bound]
    if bound is Bound.BELOW and stated > value:
        return stated <= value * 2
    if bound is Bound.OVER:
        return any(stated == floor(value / one) * one for one in _steps(stated, step, digits=1))
    return any(stated == ceil(value / one) * one for one in _steps(stated, step))


def _steps(value: Fraction, step: Fraction, digits: int = 2) -> Iterable[Fraction]:
    """The units to which a figure may have been rounded: down to so many digits that tell."""
    coarse = step
    while value and value % coarse == 0:
        yield coarse
        coarse *= 10
        if value < 10 ** (digits - 1) * coarse:
            return


def rounding_of(numeral: Numeral, claim: Claim) -> Fraction:
    """The unit to which a figure that fits a claim rounds it: "sekitar 1.300" rounds 1.313 to hundreds."""
    stated, step = Fraction(numeral.value), Fraction(numeral.step)
    value = abs(Fraction(claim.exact)) / (HUNDREDTHS if claim.unit is Unit.PERCENT else 1)
    return next((one for one in _steps(stated, step) if nearest(value, one) == stated), step)


def matches(numeral: Numeral, known: Iterable[Claim]) -> dict[ClaimMatch, list[Claim]]:
    """The claims that the figure may stand for, by how it fits."""
    matching: dict[ClaimMatch, list[Claim]] = {one: [] for one in ClaimMatch}
    for claim in known:
        if (how := fit(numeral, claim)) is not None:
            matching[how].append(claim)
    return matching
