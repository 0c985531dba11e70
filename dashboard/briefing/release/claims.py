"""What a press text claims: figures with their rounding and with the people behind them, so that none are mixed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from dashboard.language.formats import exact, rounded
from dashboard.language.words import Words
from queries.metrics import Unit
from queries.periods import Period


class Subject(StrEnum):
    """Whose figure it is. The money of all participants is no figure of the new ones (design, section 2).

    A target has the subject of what it is set for. AREA: places, which go with everything.
    """

    NEW = "new"
    NEW_MONEY = "new_money"
    EARLIER_MONEY = "earlier_money"
    ALL = "all"
    AGENTS = "agents"
    OFFICES = "offices"
    AREA = "area"


TOGETHER: tuple[frozenset[Subject], ...] = (
    frozenset({Subject.NEW, Subject.NEW_MONEY}),
    frozenset({Subject.ALL, Subject.NEW_MONEY, Subject.EARLIER_MONEY}),
    frozenset({Subject.AGENTS, Subject.OFFICES}),
)
"""What one sentence may speak of: the same people, or a whole with its parts."""


class MixedSubjects(ValueError):
    """A sentence was asked for of figures that are not of the same people."""


@dataclass(frozen=True)
class Claim:
    """One figure as the press is told it.

    `metric`: of the catalogue, or `<metric>_target`, `<metric>_change`, `areas`, which the catalogue does not hold.
    `value`: as said, in the unit (percent in hundredths; a fall below zero), rounded to `rounding`; `exact`: as
    computed. `places`: Kemendagri codes in order, joined by commas, empty for the whole branch. `numerator` and
    `denominator`: of a percentage. `sentence`: a whole right sentence that says it. `published`: by whom, empty for a
    figure of ours.
    """

    metric: str
    value: int
    rounding: int
    wording: str
    subject: Subject
    unit: Unit
    exact: int | Fraction
    period: Period
    places: str = ""
    numerator: "Claim | None" = None
    denominator: "Claim | None" = None
    sentence: str = ""
    published: str = ""

    @property
    def key(self) -> tuple[str, Period, str, str]:
        """What tells it from every other claim of a release."""
        return self.metric, self.period, self.places, self.published


def together(subjects: Iterable[Subject]) -> bool:
    """Whether one sentence may speak of them."""
    asked = set(subjects) - {Subject.AREA}
    return not asked or any(asked <= group for group in TOGETHER)


def sentence(words: Words, key: str, values: Mapping[str, str] | None = None, **claims: Claim) -> str:
    """The text `key` with its placeholders filled with the claims' wordings and with `values`.

    Raises MixedSubjects where the claims do not go together: no sentence says that the new participants paid it all.
    """
    if not together(claim.subject for claim in claims.values()):
        raise MixedSubjects(f"{key!r} speaks of {', '.join(sorted({one.subject for one in claims.values()}))}")
    return words(key, **{name: claim.wording for name, claim in claims.items()}, **(values or {}))


def round_to(value: int | Fraction, step: int) -> int:
    """To a whole multiple of `step`, a half away from zero: a press officer's rounding, not Python's half to even."""
    ratio = exact(Fraction(value) / step)
    return int(rounded(ratio, 0)) * step if ratio is not None else 0
