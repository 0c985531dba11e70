"""The figures that a press release of a view may tell, as claims; a withheld one is missing."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from dashboard.briefing.release import wording
from dashboard.briefing.release.claims import Claim, Subject, round_to, sentence
from dashboard.language.formats import short_step
from dashboard.view import captions
from dashboard.view.view import View
from queries import branches, flows, targets
from queries.figures import figures
from queries.metrics import Unit
from queries.press.protected import NotForPress
from queries.published import references

_UNITS = {Subject.NEW: Unit.PEOPLE, Subject.AGENTS: Unit.AGENTS, Subject.OFFICES: Unit.OFFICES}
_MONEY = {
    "received": Subject.ALL,
    "received_from_new": Subject.NEW_MONEY,
    "received_from_earlier": Subject.EARLIER_MONEY,
}
_AGENTS = ("agents_listed", "agents_active", "agents_slowing", "agents_dormant_retained", "agents_due_for_removal")
_WHOLES = {
    "received_from_new": "received",
    "received_from_earlier": "received",
    **dict.fromkeys(_AGENTS[1:], "agents_listed"),
}
"""The whole that each of them is a part of."""

MEASURES = {"acquired": Subject.NEW, "received": Subject.ALL}
"""What has a target and an earlier period to be set beside, and whose figure it is."""


@dataclass(frozen=True)
class Facts:
    """`claims`: by name; `areas`: by wilayah code, the acquisitions there, most first; `published`: by metric."""

    claims: dict[str, Claim]
    areas: dict[str, Claim]
    published: dict[str, Claim]

    def get(self, name: str) -> Claim | None:
        """The claim, None where there is no such figure or it is withheld."""
        return self.claims.get(name)

    def every(self) -> tuple[Claim, ...]:
        """All of them, the published ones last."""
        return (*self.claims.values(), *self.areas.values(), *self.published.values())


def facts(view: View) -> Facts:
    """What may be told of a view: its figures, their targets, parts and changes, its places, what was published."""
    if view.scope.as_of is None:
        return Facts({}, {}, {})
    now = view.ask(figures)
    values = {name: now.get(name) for name in ("acquired", *_MONEY)}
    claims = {name: _claim(view, name, value) for name, value in values.items() if value is not None}
    claims |= _before(view, claims) | _targets(view, claims)
    if view.scope.sectors is None:  # agents have no sector
        states = {name: now.get(name) for name in ("offices", *_AGENTS)}
        claims |= {name: _claim(view, name, value) for name, value in states.items() if value is not None}
    areas = _areas(view)
    claims |= _shares(view, claims, areas) | _count_of_places(view)
    return Facts(claims, areas, _published(view))


def subject_of(metric: str) -> Subject:
    """Whose figure a metric is."""
    if metric == "acquired":
        return Subject.NEW
    return _MONEY.get(metric) or (Subject.OFFICES if metric == "offices" else Subject.AGENTS)


def when(view: View) -> str:
    """The period in a sentence; of one that has not ended, up to which day."""
    words, scope = view.words, view.scope
    period = words.period(scope.period)
    if scope.as_of is None or scope.as_of_month == scope.period.last:
        return period
    return words("release.until", period=period, day=words.day(scope.as_of))


def where(view: View) -> str:
    """The places and sectors in a sentence: "di wilayah kerja Kantor Cabang Pekalongan", "di Kabupaten Batang"."""
    words, scope = view.words, view.scope
    if scope.wilayah is None and scope.offices is None:
        place = words("release.where.branch", branch=view.holding.name)
    else:
        place = words("release.where.place", places=captions.places(view))
    chosen = captions.sectors(view)
    return words("release.where.sectors", place=place, sectors=chosen) if chosen else place


def may_answer(view: View, question: Callable, *more: object) -> Any:
    """A question's answer, None where it is none for the press."""
    try:
        return view.ask(question, *more)
    except NotForPress:
        return None


def _claim(view: View, metric: str, value: int, suffix: str = "", where_: str | None = None) -> Claim:
    """A figure of the view's period, with the sentence that says it. `suffix`: of a target's name."""
    words, subject = view.words, subject_of(metric)
    unit = _UNITS.get(subject, Unit.RUPIAH)
    step = short_step(value) if unit is Unit.RUPIAH else 1
    written = wording.rupiah(words, value) if unit is Unit.RUPIAH else words.count(wording.NOUNS[unit], value)
    places = ",".join(sorted(view.scope.wilayah or ()))
    claim = Claim(
        metric + suffix, round_to(value, step), step, written, subject, unit, value, view.scope.period, places
    )
    return _said(view, claim, f"release.say.{metric}{suffix}", where_)


def _said(view: View, claim: Claim, key: str, where_: str | None = None, **others: Claim) -> Claim:
    """The claim with its sentence."""
    day = view.words.day(view.scope.as_of) if view.scope.as_of else ""
    values = {"when": when(view), "where": where_ or where(view), "day": day}
    return replace(claim, sentence=view.words.capital(sentence(view.words, key, values, value=claim, **others)))


def _percent(view: View, metric: str, numerator: Claim, denominator: Claim, exact: Fraction) -> Claim:
    value = round_to(exact, 1)
    written = wording.percent(view.words, value)
    period, places = numerator.period, numerator.places
    return Claim(
        metric, value, 1, written, numerator.subject, Unit.PERCENT, exact, period, places, numerator, denominator
    )


def _targets(view: View, claims: dict[str, Claim]) -> dict[str, Claim]:
    """Each measure's target, and what part of it is reached."""
    goals = {}
    for measure in MEASURES:
        target = may_answer(view, targets.target, measure)
        if not target:
            continue
        goal = goals[f"{measure}_target"] = _claim(view, measure, target, "_target")
        if measure in claims:
            name, now = f"{measure}_target_reached", claims[measure]
            part = targets.reached(now.exact, target) * 100 * wording.HUNDREDTHS
            goals[name] = _said(view, _percent(view, name, now, goal, part), "release.say.reached", now=now, goal=goal)
    return goals


def _before(view: View, claims: dict[str, Claim]) -> dict[str, Claim]:
    """What each measure was in the period before, and by how much it changed; nothing where nothing was."""
    before, changes = view.before(), {}
    if before is None:
        return changes
    totals = before.ask(flows.totals)
    for measure in MEASURES:
        then = totals.get(measure)
        if not then or measure not in claims:
            continue
        earlier, now = _claim(before, measure, then), claims[measure]
        changes[f"{measure}_before"] = earlier
        ratio = Fraction((now.exact - then) * 100 * wording.HUNDREDTHS, then)
        change = _percent(view, f"{measure}_change", now, earlier, ratio)
        if change.value:
            values = {"key": f"release.say.{'rise' if ratio > 0 else 'fall'}", "now": now, "earlier": earlier}
            changes[f"{measure}_change"] = _said(view, change, **values)
    return changes


def _areas(view: View) -> dict[str, Claim]:
    """The acquisitions of each kabupaten/kota, where there are several and they are the parts of the view's."""
    rows = may_answer(view, flows.by_wilayah)
    if rows is None or rows.height < 2 or view.scope.offices is not None:
        return {}
    ordered = rows.sort(["acquired", "code"], descending=[True, False], nulls_last=True)
    areas = {}
    for row in ordered.iter_rows(named=True):
        if row["acquired"] is not None:
            claim = _claim(view, "acquired", row["acquired"], "", _place(view, row["code"]))
            areas[row["code"]] = replace(claim, places=row["code"])
    return areas


def _place(view: View, code: str) -> str:
    return view.words("release.where.place", places=places_of(view)[code])


def _shares(view: View, claims: dict[str, Claim], areas: dict[str, Claim]) -> dict[str, Claim]:
    """What part of its whole each part is: of the acquisitions, the money and the listed agents."""
    pairs = [("acquired", part) for part in areas.values()]
    pairs += [(whole, claims[name]) for name, whole in _WHOLES.items() if name in claims]
    shares = {}
    for whole, part in pairs:
        if whole in claims and claims[whole].exact:
            ratio = Fraction(part.exact * 100 * wording.HUNDREDTHS, claims[whole].exact)
            name = f"{part.metric}_share"
            share = replace(_percent(view, name, part, claims[whole], ratio), places=part.places)
            place = _place(view, part.places) if part.places != claims[whole].places else None
            values = {"part": part, "whole": claims[whole]}
            shares[f"{name} {part.places}"] = _said(view, share, "release.say.share", place, **values)
    return shares


def _count_of_places(view: View) -> dict[str, Claim]:
    """How many kabupaten/kota the view is of."""
    count, scope = len(places_of(view)), view.scope
    named = view.words.count("wilayah", count)
    codes = ",".join(sorted(scope.wilayah or ()))
    claim = Claim("areas", count, 1, named, Subject.AREA, Unit.OFFICES, count, scope.period, codes)
    return {"areas": _said(view, claim, "release.say.areas")}


def _published(view: View) -> dict[str, Claim]:
    """What was published of the view's period and places, the first of each metric that is computed here."""
    rows = may_answer(view, references.compared)
    published: dict[str, Claim] = {}
    for row in rows.iter_rows(named=True) if rows is not None else ():
        metric, value = row["metric"], row["value"]
        if metric in published or row["computed"] is None or metric not in {"acquired", "offices", *_MONEY, *_AGENTS}:
            continue
        claim = _claim(view, metric, value)
        written = wording.about(view.words, value) if row["rounding"] > 1 else claim.wording
        if row["rounding"] > 1 and written == wording.rupiah(view.words, value):
            written = view.words("release.about_amount", amount=written)
        claim = replace(claim, value=value, rounding=row["rounding"], wording=written, published=row["source"])
        published[metric] = _said(view, claim, f"release.say.{metric}")
    return published


def places_of(view: View) -> dict[str, str]:
    """The kabupaten/kota of the view by their code, with their kind: Kota Pekalongan."""
    rows = view.ask(branches.offices)
    return {row["wilayah_code"]: view.words.wilayah(row["wilayah"], row["kind"]) for row in rows}


def everywhere(view: View) -> View:
    """The view of all places that its viewer may see."""
    return view.during(view.viewer.scope(view.scope.period, view.scope.last_complete))
