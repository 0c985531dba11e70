"""Marks a briefing as issued: which figures it freezes, as they were said."""

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction
from typing import Any

import sqlalchemy as sa

from dashboard.briefing.pack import Number, Pack
from dashboard.briefing.release.wording import HUNDREDTHS, percent_step
from dashboard.language.formats import exact, rounded, short_step
from dashboard.view import cache
from dashboard.view.view import View
from queries.access import Permission
from queries.db.engine import writing
from queries.metrics import Unit, catalogue
from queries.published import derived
from queries.published.register import ConfirmedFigure
from queries.scope import Scope
from seed.writes import publish
from seed.writes.publish import Briefing, Frozen, PublishError

_log = logging.getLogger(__name__)


def issue(
    view: View,
    packs: Sequence[Pack],
    claims: Iterable,
    outlet: str,
    published_on: date,
    embargo_until: datetime | None,
    sha256: str,
    by: str,
    at: datetime,
    files: Mapping[str, str] | None = None,
) -> int:
    """Freeze the briefing's figures in one transaction; the briefing's id.

    `packs`: of each language, the briefing's own first; `claims`: of the press releases (see
    dashboard/briefing/release/claims.py); `sha256`: of the ZIP, `files`: of each file in it by name; `by`: who issues
    it; `at`, `embargo_until`: with their time zone. Raises AccessDenied, and PublishError with nothing written:
    not_written where the database is read-only, held by another or not there.
    """
    view.viewer.require(Permission.PUBLISH)
    pack, *others = packs
    _require(view, pack)
    composed = _briefing(view.scope, pack, others)
    briefing = replace(
        composed,
        outlet=outlet,
        published_on=published_on,
        embargo_until=embargo_until,
        sha256=sha256,
        files=files or {},
    )
    figures = frozen(view.scope, pack, claims)
    try:
        with writing(cache.engine(view.url)) as conn:
            return publish.issue(conn, view.holding.code, briefing, figures, by, at)
    except sa.exc.OperationalError as error:
        _log.warning("a briefing was not issued: %s", error.orig)
        raise PublishError("not_written") from error


def _require(view: View, pack: Pack) -> None:
    """Raise PublishError for what is for the office alone, or of offices or sectors."""
    if not pack.press:
        raise PublishError("internal")
    if view.scope.offices is not None or view.scope.sectors is not None:
        raise PublishError("narrowed")


def _briefing(scope: Scope, pack: Pack, others: Sequence[Pack]) -> Briefing:
    """The briefing of these packs, before it is said to whom it goes."""
    return Briefing(
        period=scope.period,
        wilayah=scope.wilayah,
        language=pack.language,
        press=pack.press,
        figures=tuple(one.id for one in pack.exhibits),
        release=_text(pack),
        outlet="",
        published_on=date.min,
        embargo_until=None,
        sha256="",
        confirmed=tuple(figure for one in (pack, *others) for figure in _confirmed(one)),
        also={one.language: _text(one) for one in others},
    )


def _text(pack: Pack) -> str:
    """The press release as it goes out."""
    return "\n\n".join(one.text for one in pack.release)


def _confirmed(pack: Pack) -> tuple[ConfirmedFigure, ...]:
    return tuple(
        ConfirmedFigure(one.figure, one.sentence, one.reason, one.by, datetime.fromisoformat(one.at))
        for one in pack.confirmed
    )


def frozen(scope: Scope, pack: Pack, claims: Iterable) -> list[Frozen]:
    """What a briefing says, one row a figure: its numbers, as the press release says them where it does, and what the
    release says besides, growth, shares and sectors too. What is withheld, or was published by others, is not in it."""
    own = (scope.period, scope.places)
    said = {number.metric: _said(number) for number in pack.numbers if number.raw is not None}
    figures = {(metric, own): one for metric, one in said.items()}
    for claim in claims:
        where = (getattr(claim, "period", own[0]), getattr(claim, "places", own[1]))
        metric = _metric(claim)
        if derived.parts(metric) and not getattr(claim, "published", ""):
            code = said[metric].code if where == own and metric in said else ""
            there = None if where == own else (where[0], frozenset(where[1].split(",")) if where[1] else None)
            figures[metric, where] = Frozen(metric, claim.value, claim.rounding, claim.wording, code, there)
    return list(figures.values())


def _metric(claim: Any) -> str:
    """What a claim is frozen as: a share of areas, one or several together, names the places that it is a part of."""
    whole = getattr(claim, "denominator", None)
    if claim.metric in ("acquired_share", "acquired_sum_share") and whole:
        return f"acquired_share_{whole.places}".removesuffix("_")
    return str(claim.metric)


def _said(number: Number) -> Frozen:
    """A number of the briefing as it is written on it: "Rp113,7 juta" is 113.700.000, rounded to 100.000."""
    unit, value = catalogue()[number.metric].unit, exact(number.raw)
    assert value is not None, "what is withheld is not frozen"
    if unit is Unit.PERCENT:
        value = value * 100 * HUNDREDTHS
        rounding = percent_step(Fraction(value))
    else:
        rounding = short_step(value) if unit is Unit.RUPIAH else 1
    return Frozen(number.metric, int(rounded(value / rounding, 0)) * rounding, rounding, number.value, number.code)
