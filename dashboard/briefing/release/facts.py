"""The figures that a press release may tell, as claims; a withheld one is missing."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from dashboard.briefing.answers import MEASURES, BriefingAnswers
from dashboard.briefing.release import wording
from dashboard.briefing.release.claims import Claim, Subject, round_to, sentence
from dashboard.figures.comparison import counted_in
from dashboard.language.formats import short_step
from queries import targets
from queries.metrics import Unit, catalogue
from queries.periods import month_of
from queries.sectors import NONE, OTHER
from queries.settled import without_data

_UNITS = {Subject.NEW: Unit.PEOPLE, Subject.AGENTS: Unit.AGENTS, Subject.OFFICES: Unit.OFFICES}
_MONEY = {
    "received": Subject.ALL,
    "received_from_new": Subject.NEW_MONEY,
    "received_from_earlier": Subject.EARLIER_MONEY,
}
_AGENTS = ("agents_listed", "agents_active", "agents_slowing", "agents_dormant_retained", "agents_due_for_removal")
STOCKS = ("offices", *_AGENTS)
_WHOLES = {
    "received_from_new": "received",
    "received_from_earlier": "received",
    **dict.fromkeys(_AGENTS[1:], "agents_listed"),
}
"""The whole that each of them is a part of."""


@dataclass(frozen=True)
class ReleaseFacts:
    """`claims`: by name; `areas`: by wilayah code, the acquisitions there, most first; `published`: by metric, by
    others; `issued`: the branch's own, which it may quote and cannot agree with; `sectors`: as `areas`, by sector."""

    claims: dict[str, Claim]
    areas: dict[str, Claim]
    published: dict[str, Claim]
    issued: dict[str, Claim] = field(default_factory=dict)
    sectors: dict[str, Claim] = field(default_factory=dict)

    def get(self, name: str) -> Claim | None:
        """The claim, None where there is no such figure or it is withheld."""
        return self.claims.get(name)

    def every(self) -> tuple[Claim, ...]:
        """All of them, the published ones last."""
        return (
            *(*self.claims.values(), *self.areas.values(), *self.sectors.values()),
            *(*self.published.values(), *self.issued.values()),
        )


def facts(answers: BriefingAnswers) -> ReleaseFacts:
    """What may be told of the answers: their figures, targets, parts and changes, the places, what was published."""
    if answers.scope.as_of is None:
        return ReleaseFacts({}, {}, {})
    nothing = without_data(answers.holding.completeness, answers.scope)
    now = {name: value for name, value in answers.figures.items() if name not in nothing}
    values = {name: now.get(name) for name in ("acquired", *_MONEY)}
    claims = {name: claim_of(answers, name, value) for name, value in values.items() if value is not None}
    claims |= _before(answers, claims) | _targets(answers, claims)
    if answers.scope.sectors is None:  # agents have no sector
        # A status that depends on a month that is missing is no fact, and is never claimed.
        known = _AGENTS[:1] if answers.doubtful else _AGENTS
        states = {name: now.get(name) for name in ("offices", *known)}
        claims |= {name: claim_of(answers, name, value) for name, value in states.items() if value is not None}
    areas, sectors = _areas(answers), _sectors(answers)
    claims |= _shares(answers, claims, areas) | _count_of_places(answers)
    return ReleaseFacts(claims, areas, _published(answers, own=False), _published(answers, own=True), sectors)


def subject_of(metric: str) -> Subject:
    """Whose figure a metric is."""
    if metric == "acquired":
        return Subject.NEW
    return _MONEY.get(metric) or (Subject.OFFICES if metric == "offices" else Subject.AGENTS)


def when(answers: BriefingAnswers, name: str = "") -> str:
    """The period in a sentence; of one that has not ended, up to which day.

    `name`: of a claim, which may count further than the agents' statuses are known.
    """
    words, scope = answers.words, answers.scope
    period = words.period(scope.period)
    measure = next((one for one in MEASURES if name.startswith(one)), "")
    day = catalogue()[measure].until(scope) if measure else scope.as_of
    if day is None or month_of(day) == scope.period.last:
        return period
    return words("release.until", period=period, day=words.day(day))


def where(answers: BriefingAnswers) -> str:
    """The places and sectors in a sentence: "di wilayah kerja Kantor Cabang Pekalongan", "di Kabupaten Batang"."""
    words, scope = answers.words, answers.scope
    if scope.wilayah is None and scope.offices is None:
        place = words("release.where.branch", branch=answers.holding.name)
    else:
        place = words("release.where.place", places=answers.captions.places)
    chosen = answers.captions.sectors
    return words("release.where.sectors", place=place, sectors=chosen) if chosen else place


def claim_of(
    answers: BriefingAnswers,
    metric: str,
    value: int,
    suffix: str = "",
    where_: str | None = None,
    *,
    listed: bool = False,
) -> Claim:
    """A figure of the view's period, with the sentence that says it. `suffix`: of a target's name; `listed`: whether it
    is told in a list, in which digits stand beside digits."""
    words, subject = answers.words, subject_of(metric)
    unit = _UNITS.get(subject, Unit.RUPIAH)
    step = short_step(value) if unit is Unit.RUPIAH else 1
    counted = words.count if listed else words.count_spelled
    written = wording.rupiah(words, value) if unit is Unit.RUPIAH else counted(wording.NOUNS[unit], value)
    places = ",".join(sorted(answers.scope.wilayah or ()))
    claim = Claim(
        metric + suffix, round_to(value, step), step, written, subject, unit, value, answers.scope.period, places
    )
    return _said(answers, claim, f"release.say.{metric}{suffix}", {"where": where_} if where_ else {})


def _said(
    answers: BriefingAnswers, claim: Claim, key: str, more: Mapping[str, str] | None = None, **others: Claim
) -> Claim:
    """The claim with its sentence; `more`: what it says instead of, or besides, when and where."""
    day = answers.words.day(answers.scope.as_of) if answers.scope.as_of else ""
    values = {"when": when(answers, claim.metric), "where": where(answers), "day": day, **(more or {})}
    return replace(claim, sentence=answers.words.capital(sentence(answers.words, key, values, value=claim, **others)))


def _percent(answers: BriefingAnswers, metric: str, numerator: Claim, denominator: Claim, exact: Fraction) -> Claim:
    step = wording.percent_step(exact)
    value = round_to(exact, step)
    written = wording.percent(answers.words, value)
    period, places = numerator.period, numerator.places
    return Claim(
        metric, value, step, written, numerator.subject, Unit.PERCENT, exact, period, places, numerator, denominator
    )


def _targets(answers: BriefingAnswers, claims: dict[str, Claim]) -> dict[str, Claim]:
    """Each measure's target, and what part of it is reached."""
    goals = {}
    for measure in MEASURES:
        target = answers.targets.get(measure)
        if target is None:
            continue
        goal = goals[f"{measure}_target"] = claim_of(answers, measure, target, "_target")
        if measure in claims:
            name, now = f"{measure}_target_reached", claims[measure]
            part = targets.reached(now.exact, target)
            if part is None or wording.unsayable(part * 100 * wording.HUNDREDTHS):
                continue
            reached = _percent(answers, name, now, goal, part * 100 * wording.HUNDREDTHS)
            goals[name] = _said(answers, reached, "release.say.reached", now=now, goal=goal)
    return goals


def _before(answers: BriefingAnswers, claims: dict[str, Claim]) -> dict[str, Claim]:
    """What each measure was in the period before, and by how much it changed; nothing where nothing was."""
    changes: dict[str, Claim] = {}
    if answers.before is None:
        return changes
    scope, totals = answers.before
    for measure in MEASURES:
        before = replace(answers, scope=scope.during(counted_in(scope, measure)))
        then = totals.get(measure)
        if not then or measure not in claims:
            continue
        earlier, now = claim_of(before, measure, then), claims[measure]
        changes[f"{measure}_before"] = earlier
        ratio = Fraction((now.exact - then) * 100 * wording.HUNDREDTHS, then)
        change = _percent(answers, f"{measure}_change", now, earlier, ratio)
        if change.value and not wording.unsayable(ratio):
            key = f"release.say.{'rise' if ratio > 0 else 'fall'}"
            than = {"before": answers.words.period(earlier.period)}
            changes[f"{measure}_change"] = _said(answers, change, key, than, now=now, earlier=earlier)
    return changes


def _areas(answers: BriefingAnswers) -> dict[str, Claim]:
    """The acquisitions of each kabupaten/kota, where there are several and they are the parts of the view's."""
    if len(answers.areas) < 2 or answers.scope.offices is not None:
        return {}
    known = {code: people for code, people in answers.areas.items() if people is not None}
    ordered = sorted(known.items(), key=lambda one: (-one[1], one[0]))
    return {
        code: replace(claim_of(answers, "acquired", people, "", place_of(answers, code), listed=True), places=code)
        for code, people in ordered
    }


def place_of(answers: BriefingAnswers, code: str) -> str:
    """One kabupaten/kota in a sentence: "di Kabupaten Batang"."""
    return answers.words("release.where.place", places=answers.places[code])


def _shares(answers: BriefingAnswers, claims: dict[str, Claim], areas: dict[str, Claim]) -> dict[str, Claim]:
    """What part of its whole each part is: of the acquisitions, the money and the listed agents."""
    pairs = [("acquired", part) for part in areas.values()]
    pairs += [(whole, claims[name]) for name, whole in _WHOLES.items() if name in claims]
    shares = {}
    for whole, part in pairs:
        if whole in claims and claims[whole].exact:
            ratio = Fraction(part.exact * 100 * wording.HUNDREDTHS, claims[whole].exact)
            if wording.unsayable(ratio):
                continue
            name = f"{part.metric}_share"
            share = replace(_percent(answers, name, part, claims[whole], ratio), places=part.places)
            place = {"where": place_of(answers, part.places)} if part.places != claims[whole].places else {}
            values = {"part": _named_part(answers, part), "whole": claims[whole]}
            shares[f"{name} {part.places}"] = _said(answers, share, "release.say.share", place, **values)
    return shares


def _sectors(answers: BriefingAnswers) -> dict[str, Claim]:
    """The acquisitions of each sector that is known, most first; a withheld one is missing."""
    words, sectors = answers.words, {}
    for sector, value in answers.sectors.items():
        if value and sector not in (OTHER, NONE):
            claim = replace(claim_of(answers, "acquired", value, listed=True), metric=f"acquired_{sector}")
            sectors[sector] = _said(answers, claim, "release.say.sector", {"sector": words.sector_inside(sector)})
    return dict(sorted(sectors.items(), key=lambda one: (-one[1].value, one[0])))


def _named_part(answers: BriefingAnswers, part: Claim) -> Claim:
    """The part with the words that tell which it is: "22 agen yang aktif"; a place is named beside it."""
    words = answers.words
    if part.subject is Subject.AGENTS:
        status = words(f"release.status.{part.metric}")
        return replace(part, wording=words("release.say.part_of_agents", part=part.wording, status=status))
    if part.subject in (Subject.NEW_MONEY, Subject.EARLIER_MONEY):
        return replace(part, wording=words(f"release.say.part_{part.subject}", part=part.wording))
    return part


def _count_of_places(answers: BriefingAnswers) -> dict[str, Claim]:
    """How many kabupaten/kota the view is of."""
    count, scope = len(answers.places), answers.scope
    named = answers.words.count_spelled("wilayah", count)
    codes = ",".join(sorted(scope.wilayah or ()))
    claim = Claim("areas", count, 1, named, Subject.AREA, Unit.OFFICES, count, scope.period, codes)
    return {"areas": _said(answers, claim, "release.say.areas")}


def _published(answers: BriefingAnswers, *, own: bool) -> dict[str, Claim]:
    """What others published of the view's period and places, or the branch its `own`: the first of each metric that is
    computed here."""
    published: dict[str, Claim] = {}
    for one in (each for each in answers.published if each.own == own):
        metric, value = one.metric, one.value
        if metric in published or one.computed is None or metric not in {"acquired", "offices", *_MONEY, *_AGENTS}:
            continue
        claim = claim_of(answers, metric, value)
        written = wording.about(answers.words, value) if one.rounding > 1 else claim.wording
        if one.rounding > 1 and written == wording.rupiah(answers.words, value):
            written = answers.words("release.about_amount", amount=written)
        claim = replace(claim, value=value, rounding=one.rounding, wording=written, published=one.source)
        published[metric] = _said(answers, claim, f"release.say.{metric}")
    return published
