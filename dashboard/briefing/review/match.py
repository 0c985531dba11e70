"""Which claims a figure in a text may stand for: by its value, within the rounding that its words allow."""

from collections.abc import Iterable
from enum import StrEnum
from fractions import Fraction
from math import ceil, floor

from dashboard.briefing.release.claims import Claim, Subject
from dashboard.briefing.release.wording import HUNDREDTHS, press_step
from dashboard.briefing.review.numerals import Bound, Figure
from queries.metrics import Unit


class Fit(StrEnum):
    """How a figure stands to a claim's value.

    NEEDS_ABOUT: right only as "sekitar"; TOO_EXACT: nothing was rounded, so that "sekitar" says too little.
    """

    FITS = "fits"
    NEEDS_ABOUT = "needs_about"
    TOO_EXACT = "too_exact"


COUNTED = ("people", "agents", "offices", "persons")
_MEANT = {"": COUNTED, "persons": ("people", "agents")}


def unit_of(claim: Claim) -> str:
    """A claim's unit in the words of `spotted`."""
    return "areas" if claim.subject is Subject.AREA else claim.unit.value


def nearest(value: Fraction, step: Fraction) -> Fraction:
    """The nearest multiple of a step; a half goes up."""
    return floor(value / step + Fraction(1, 2)) * step


def same_unit(figure: Figure, claim: Claim) -> bool:
    """Whether they may count the same: a bare number all that is counted, one of persons participants or agents."""
    return unit_of(claim) in _MEANT.get(figure.unit, (figure.unit,))


def fit(figure: Figure, claim: Claim) -> Fit | None:
    """How the figure tells the claim's value, None where it does not."""
    if not same_unit(figure, claim):
        return None
    value, told, step = abs(Fraction(claim.exact)), Fraction(figure.value), Fraction(figure.step)
    if claim.unit is Unit.PERCENT:
        return Fit.FITS if _bounded(figure.bound, told, value / HUNDREDTHS, step) else None
    usual = Fraction(press_step(int(claim.exact)) if claim.unit is Unit.RUPIAH else 1)
    if claim.published and claim.rounding > 1:
        return _as_published(figure, claim)
    if figure.bound in (Bound.OVER, Bound.UNDER):
        return Fit.FITS if _bounded(figure.bound, told, value, step) else None
    if told == nearest(value, min(step, usual)):
        exact = figure.bound is Bound.ABOUT and told == value
        return Fit.TOO_EXACT if exact else Fit.FITS
    if any(told == nearest(value, coarse) for coarse in _steps(told, step)):
        return Fit.FITS if figure.bound is Bound.ABOUT else Fit.NEEDS_ABOUT
    return None


def _as_published(figure: Figure, claim: Claim) -> Fit | None:
    """A figure that was published as about so much stays about so much."""
    if Fraction(figure.value) != claim.value or figure.bound in (Bound.OVER, Bound.UNDER):
        return None
    return Fit.FITS if figure.bound is Bound.ABOUT else Fit.NEEDS_ABOUT


def _bounded(bound: Bound, told: Fraction, value: Fraction, step: Fraction) -> bool:
    """Whether the figure is the value's rounding or, as "lebih dari" and "hampir", the next one below or above it."""
    if bound in (Bound.EXACT, Bound.ABOUT):
        return told == nearest(value, step)
    if told == value:
        return False
    if bound is Bound.OVER:
        return any(told == floor(value / one) * one for one in _steps(told, step, digits=1))
    return any(told == ceil(value / one) * one for one in _steps(told, step))


def _steps(value: Fraction, step: Fraction, digits: int = 2) -> Iterable[Fraction]:
    """The units to which a figure may have been rounded: down to so many digits that tell."""
    coarse = step
    while value and value % coarse == 0:
        yield coarse
        coarse *= 10
        if value < 10 ** (digits - 1) * coarse:
            return


def rounding_of(figure: Figure, claim: Claim) -> Fraction:
    """The unit to which a figure that fits a claim rounds it: "sekitar 1.300" rounds 1.313 to hundreds."""
    told, step = Fraction(figure.value), Fraction(figure.step)
    value = abs(Fraction(claim.exact)) / (HUNDREDTHS if claim.unit is Unit.PERCENT else 1)
    return next((one for one in _steps(told, step) if nearest(value, one) == told), step)


def matches(figure: Figure, known: Iterable[Claim]) -> dict[Fit, list[Claim]]:
    """The claims that the figure may stand for, by how it fits."""
    found: dict[Fit, list[Claim]] = {one: [] for one in Fit}
    for claim in known:
        if (how := fit(figure, claim)) is not None:
            found[how].append(claim)
    return found
