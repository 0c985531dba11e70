"""One sentence of a press text with its figures and the claims that they may stand for."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from dashboard.briefing.release.claims import TOGETHER, Claim, Subject, together
from dashboard.briefing.release.derived import sectors_of
from dashboard.briefing.release.release import Release
from dashboard.briefing.review import attribution
from dashboard.briefing.review.cues import may_follow
from dashboard.briefing.review.match import ClaimMatch, matches
from dashboard.briefing.review.numerals import Numeral, spot
from dashboard.briefing.review.period_mentions import MONTH_NAME
from dashboard.briefing.review.place_mentions import mentions as places
from dashboard.briefing.review.sector_mentions import sectors

MONEY = frozenset({Subject.ALL, Subject.NEW_MONEY, Subject.EARLIER_MONEY})

BREAK = re.compile(
    r"[;,](?!\d)(?! (?:yakni|yaitu|ialah|masing-masing|namely))|\b(?:sedangkan|sementara|lalu|kemudian|while"
    r"|whereas)\b",
    re.IGNORECASE,
)
"""Where another clause begins: what is named after it is not said of the figure before it."""

ELSE = re.compile(rf"{BREAK.pattern}|\b(?:dan|serta|and)\b", re.IGNORECASE)
_LIST = re.compile(
    r"\b(?:disusul|diikuti|menyusul|unggul|mengungguli|lebih|di atas|di bawah|(?:di)?banding\w*|daripada|followed"
    r"|behind|than|over)\b",
    re.IGNORECASE,
)
"""What does not stand in a list: two that are named on its sides are not named together."""


_POINTS = re.compile(r"\b(?:keduanya|ketiganya|kedua|ketiga|both|these|wilayah|daerah|areas?)\b", re.IGNORECASE)
"""What stands for places just named, or for all of them."""


_FINE = re.compile(
    rf"{MONTH_NAME.pattern}|\b(?:bulan\w*|months?|monthly|triwulan|kuartal|quarters?|[QT][1-4]|awal tahun|pekan)\b",
    re.IGNORECASE,
)
"""Without one of these a sentence tells nothing of a month or a quarter."""


@dataclass(frozen=True, eq=False)
class Said:
    """A figure, the claims that it may stand for, and how it fits them; None where it is nobody's.

    `derived`: whether these follow from other figures and have no sentence of their own.
    """

    numeral: Numeral
    claims: tuple[Claim, ...]
    fit: ClaimMatch | None
    derived: bool = False

    @property
    def subjects(self) -> frozenset[Subject]:
        """Whose figure it may be."""
        return frozenset(claim.subject for claim in self.claims)


@dataclass(frozen=True, eq=False)
class Statement:
    """A sentence. `said`: its figures in order."""

    text: str
    said: tuple[Said, ...]

    @cached_property
    def flat(self) -> str:
        """The text, as long, with no point or comma inside a number: so that one ends a clause wherever it stands."""
        return re.sub(r"(?<=\d)[.,](?=\d)", "·", self.text)

    def written(self, one: Numeral) -> str:
        """A figure as the text has it."""
        return self.text[one.start : one.end]

    def between(self, number: int, after: int) -> str:
        """The text from the end of one figure (-1: the beginning) to the start of a later one (or the end)."""
        start = self.said[number].numeral.end if number >= 0 else 0
        return self.text[start : self.said[after].numeral.begins if after < len(self.said) else len(self.text)]

    def clause(self, at: int) -> tuple[int, int]:
        """Where the clause in which something stands begins and ends."""
        bounds = [0, *(one.start() for one in BREAK.finditer(self.flat)), len(self.text)]
        return max(one for one in bounds if one <= at), min(one for one in bounds if one > at or one == bounds[-1])

    def with_instead(self, one: Numeral, words: str, bound: bool = False) -> str:
        """The sentence with other words for a figure; `bound`: for the words that bound it too."""
        return self.text[: one.begins if bound else one.start] + words + self.text[one.end :]


def statement(sentence: str, release: Release, earlier: str = "") -> Statement:
    """The sentence with its figures; `earlier`: the one before, of whose parts it may speak: "bersama 171 petani,
    mereka berjumlah 374"."""
    around = f"{earlier} {sentence}" if earlier and attribution.points_back(sentence) else sentence
    if len(release.statements) > REMEMBERED:
        release.statements.clear()
    if (sentence, around) not in release.statements:
        numerals = spot(sentence, release.language, release.given)
        said = tuple(_said(one, around, release) for one in numerals)
        release.statements[sentence, around] = Statement(sentence, said)
    return release.statements[sentence, around]


REMEMBERED = 2_000
"""So many sentences of a release are not read again at each keystroke."""


def _said(numeral: Numeral, text: str, release: Release) -> Said:
    fine = bool(_FINE.search(text))
    matching = matches(numeral, release.known if fine else release.coarse)
    how = next((fit for fit in ClaimMatch if matching[fit]), None)
    if release.rows and "arget" not in text.lower():
        for claims in matching.values():
            claims[:] = [one for one in claims if not (one.places and one.metric.endswith("_target"))]
        how = next((fit for fit in ClaimMatch if matching[fit]), None)
    fitting = tuple(matching[ClaimMatch.FITS])
    if how is not ClaimMatch.FITS or numeral.unit == "percent" or release.rows:
        named = {name for _, name in sectors(text, release)}
        placed = bool(list(places(text, release)) or _POINTS.search(text))
        follows = matches(numeral, release.near(float(numeral.value)))
        meant = tuple(
            one
            for one in follows[ClaimMatch.FITS]
            if (fine or one.period in release.spans)
            and sectors_of(one) <= named
            and (placed or not one.places)
            and may_follow(one, text)
        )
        if meant:
            return Said(numeral, (*fitting, *meant), ClaimMatch.FITS, derived=not fitting)
    return Said(numeral, tuple(matching[how]) if how else (), how)


def beside(statement: Statement, number: int, said: Iterable[tuple[int, str]]) -> list[frozenset[str]]:
    """What is named after a figure and before it, up to the figures beside it; what another clause names after it only
    where nothing is named before."""
    said, one = list(said), statement.said[number].numeral
    if not said:
        return []
    others = [each.numeral for each in statement.said if each.numeral.unit != "areas"]
    start = max((each.end for each in others if each.end <= one.begins), default=0)
    end = min((each.begins for each in others if each.begins >= one.end), default=len(statement.text))
    leading = _together(statement.text, [(at, name) for at, name in said if start <= at < one.begins][::-1])
    following = _together(statement.text, [(at, name) for at, name in said if one.end <= at < end])
    if leading and following and ELSE.search(statement.text[one.end : following[0][0]]):
        following = []
    return [frozenset(name for _, name in each) for each in (following, leading) if each]


def _together(text: str, said: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """The first ones, as far as they stand in one list."""
    for number, ((one, _), (other, _)) in enumerate(pairwise(said), 1):
        between = text[min(one, other) : max(one, other)]
        if BREAK.search(between.replace(",", "")) or _LIST.search(between):
            return said[:number]
    return said


def agree(said: Iterable[Said], more: frozenset[Subject] = frozenset()) -> bool:
    """Whether the figures can be read so that one sentence may speak of them; `more`: a group that it may speak of."""
    each = [one.subjects for one in said if one.claims]
    groups = [*TOGETHER, more | {Subject.AREA}] if more else list(TOGETHER)
    return any(all(subjects & (group | {Subject.AREA}) for subjects in each) for group in groups)


def apart(first: Said, second: Said) -> bool:
    """Whether two figures cannot be of people of whom one sentence may speak."""
    return not any(together({one, other}) for one in first.subjects for other in second.subjects)
