"""What a release tells part by part, and where a text names the parts: places, sectors, payers, statuses of agents."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from dashboard.briefing.release.claims import Claim, Subject
from dashboard.briefing.release.derived import STATUSES, sector_of
from dashboard.briefing.release.release import Release
from dashboard.briefing.review import attribution
from dashboard.briefing.review.parts import does, statuses
from dashboard.briefing.review.period_mentions import MONTH_NAME, MONTHS
from dashboard.briefing.review.period_mentions import mentions as periods
from dashboard.briefing.review.place_mentions import mentions as places
from dashboard.briefing.review.sector_mentions import sectors
from dashboard.briefing.review.statement import MONEY
from queries.metrics import Unit


class Named(NamedTuple):
    """Where a part is named, and its name in `Dimension.claims`."""

    at: int
    name: str


@dataclass(frozen=True)
class Dimension:
    """The parts of one whole, each with its figure, and where a text names them, in order."""

    claims: dict[str, Claim]
    said: tuple[Named, ...]

    def value(self, name: str) -> Fraction:
        """A part's figure."""
        return Fraction(self.claims[name].exact)

    def stands(self, name: str, nth: int, most: bool) -> bool:
        """Whether so many parts are before it, counted from the most or from the fewest; equal ones share a place."""
        own = self.value(name)
        others = [self.value(one) for one in self.claims if one != name]
        ahead = sum((one > own) if most else (one < own) for one in others)
        return ahead <= nth <= ahead + sum(one == own for one in others)

    def first(self, nth: int, most: bool) -> Claim:
        """The claim of the part that does stand there."""
        ordered = sorted(self.claims.values(), key=lambda one: Fraction(one.exact), reverse=most)
        return ordered[min(nth, len(ordered) - 1)]


def dimensions(text: str, release: Release) -> Iterator[Dimension]:
    """The dimensions of which a text names a part."""
    topic = attribution.topic(text)
    each = []
    if not topic & (MONEY | {Subject.AGENTS}):
        areas = areas_of(release)
        each = [
            Dimension(areas, tuple(Named(at, code) for at, code in places(text, release) if code in areas)),
            Dimension(_sectors(release), tuple(Named(*one) for one in sectors(text, release))),
        ]
        if all(one.said for one in each):
            each = []  # fishers of Batang: of that nothing is known
        each.append(_months(text, release, "acquired"))
    if topic & MONEY:
        areas = areas_of(release, "received")
        named = tuple(Named(at, code) for at, code in places(text, release) if code in areas)
        each += [_payers(text, release), Dimension(areas, named), _months(text, release, "received")]
    if not topic or topic & {Subject.AGENTS}:
        each.append(_agents(text, release))
    each.append(_growth(text, release))
    for one in each:
        if one.said and len(one.claims) > 1:
            yield one


def areas_of(release: Release, metric: str = "acquired") -> dict[str, Claim]:
    """The acquisitions, or the money, of each place in the release's own period, by code."""
    last = max((claim.period for claim in release.known), key=lambda one: one.last, default=None)
    return {
        claim.places: claim
        for claim in release.known
        if claim.metric == metric
        and claim.unit is not Unit.PERCENT
        and claim.period == last
        and claim.places
        and "," not in claim.places
    }


def _months(text: str, release: Release, metric: str) -> Dimension:
    """Each month of the release's own period, by its first day."""
    now = max((claim.period for claim in release.known), key=lambda one: one.last, default=None)
    if now is None:
        return Dimension({}, ())
    claims = {
        claim.period.first.isoformat(): claim
        for claim in release.known
        if claim.metric == metric and not claim.places and claim.period.length == 1
        if now.first <= claim.period.first <= now.last and not claim.published
    }
    said = [(at, name) for at, name in _month_names(text, now.last.year) if name in claims]
    return Dimension(claims, tuple(Named(*one) for one in said))


def periods_of(text: str, release: Release) -> Dimension:
    """The periods that a text names, each with its figure of what the text is about: one against another."""
    now = max((claim.period for claim in release.known), key=lambda one: one.last, default=None)
    topic = attribution.topic(text)
    metric = "received" if topic & MONEY else "acquired" if not topic or topic & {Subject.NEW} else ""
    if now is None or places(text, release):
        return Dimension({}, ())
    claims = {
        str(claim.period): claim for claim in reversed(release.known) if claim.metric == metric and not claim.places
    }
    said = [Named(one.start, str(one.period)) for one in periods(text, now) if str(one.period) in claims]
    return Dimension(claims, tuple(said))


def _month_names(text: str, year: int) -> Iterator[tuple[int, str]]:
    for match in MONTH_NAME.finditer(text):
        if not re.match(rf"\s+(?!{year})\d{{4}}", text[match.end() :]):
            yield match.start(), date(year, MONTHS[match[0].lower()], 1).isoformat()


def _sectors(release: Release) -> dict[str, Claim]:
    return {name: claim for claim in reversed(release.known) if (name := sector_of(claim))}


def _payers(text: str, release: Release) -> Dimension:
    named = {claim.metric: claim for claim in reversed(release.known) if not claim.numerator}
    parts = {Subject.NEW_MONEY: "received_from_new", Subject.EARLIER_MONEY: "received_from_earlier"}
    claims = {name: named[name] for name in parts.values() if name in named}
    said = sorted(Named(at, parts[who]) for at, who in attribution.every_payer(text) if parts[who] in claims)
    return Dimension(claims, tuple(said))


def _agents(text: str, release: Release) -> Dimension:
    claims = {claim.metric: claim for claim in reversed(release.known) if claim.metric in STATUSES}
    said = [
        Named(at, name)
        for at, name in statuses(text)
        if name in claims and not (name == "agents_active" and does(text[at:]))
    ]
    return Dimension(claims, tuple(said))


_GROWS = r"iuran|penerimaan(?: iuran)?|contributions?|akuisisi|peserta(?: baru)?|acquisitions?|(?:new )?participants"
_MONEY = re.compile(r"iuran|penerimaan|contribution", re.IGNORECASE)
_FASTER = re.compile(
    rf"\b(?P<one>{_GROWS})\s+(?:tumbuh|naik|meningkat|grew|rose)\s+(?:lebih \w+|faster|more|slower"
    rf"|less)(?:\s+(?:cepat|pesat|strongly))?\s+"
    rf"(?:dari(?:pada)?|dibanding(?:kan)?|ketimbang|than)\s+(?P<other>{_GROWS})\b",
    re.IGNORECASE,
)
_GROWTH = re.compile(
    r"\b(?:pertumbuhan|kenaikan|peningkatan|lonjakan|lompatan|laju|growth (?:of|in)|rise (?:of|in)|increase (?:of"
    r"|in))\s+(?:jumlah "
    r"|penerimaan |the )?"
    r"(?:(?P<received>iuran|contributions?)|(?P<acquired>(?:peserta|akuisisi|kepesertaan|(?:new )?participants"
    r"|acquisitions)))",
    re.IGNORECASE,
)


def _growth(text: str, release: Release) -> Dimension:
    """The changes, one against the other: "pertumbuhan iuran lebih rendah daripada pertumbuhan peserta"."""
    changes = {
        claim.metric: claim for claim in release.known if claim.metric.endswith("_change") and not claim.published
    }
    said = [Named(match.start(), f"{match.lastgroup}_change") for match in _GROWTH.finditer(text)]
    if match := _FASTER.search(text):
        kinds = {side: "received" if _MONEY.match(match[side]) else "acquired" for side in ("one", "other")}
        said = [Named(match.start(side), f"{kind}_change") for side, kind in kinds.items()]
    return Dimension(changes, tuple(one for one in said if one.name in changes))


_REFERENCE = re.compile(
    r"\b(?:dari(?:pada)?|(?:di)?banding(?:kan)?|ketimbang|atas|kali|lipat|than|of|to|behind|over|as|kepada|dengan)"
    r"\s+(?:(?!dan\b)\w+\s+){0,3}$",
    re.IGNORECASE,
)


def roles(text: str, said: tuple[Named, ...]) -> tuple[str, str] | None:
    """Which of two parts is compared, and with which: "Batang lebih banyak dari Pemalang", "dibanding Pemalang, Batang
    lebih banyak"; None unless two are named."""
    names = list(dict.fromkeys(one.name for one in said))
    if len(names) != 2:
        return None
    first, second = names
    at = {one.name: one.at for one in reversed(said)}
    before = re.search(
        r"\b(?:(?:di)?banding(?:kan)?|ketimbang|than|compared (?:with|to))\s+(?:\w+\s+){0,3}$",
        text[: at[first]],
        re.IGNORECASE,
    )
    again = _REFERENCE.search(text[at[first] : at[second]])
    return (second, first) if before and not again else (first, second)
