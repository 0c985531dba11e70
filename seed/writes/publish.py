"""Freezes what a briefing says when it is issued: the briefing's row, and one published figure a number."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

import sqlalchemy as sa

from queries import branches
from queries.access import published_scope
from queries.branches import Holding
from queries.db import schema as s
from queries.periods import Period
from queries.published import derived
from queries.published.definitions import definition
from queries.published.register import ConfirmedFigure
from queries.scope import Scope
from seed.writes import acts, audit, precedent
from seed.writes.observations import observe

LONGEST = 150
"""Letters of an outlet: with the day it is the figures' source, whose column holds 200."""


@dataclass(frozen=True)
class Briefing:
    """A briefing about to be issued. `wilayah`: codes, None for the whole branch; `figures`: ids, in their order.

    `release`: the press release as it goes out; `outlet`: to whom; `embargo_until`: with its time zone; `sha256`: of
    the ZIP, `files`: of each file in it, by name; `confirmed`: the figures in it that are not the dashboard's; `also`:
    its press releases in further languages.
    """

    period: Period
    wilayah: frozenset[str] | None
    language: str
    press: bool
    figures: tuple[str, ...]
    release: str
    outlet: str
    published_on: date
    embargo_until: datetime | None
    sha256: str
    files: Mapping[str, str] = field(default_factory=dict)
    confirmed: tuple[ConfirmedFigure, ...] = ()
    also: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Frozen:
    """One figure as it goes out. `value` and `rounding` in the metric's unit, a percentage in hundredths of a percent.

    `code`: its trace code, empty for none. `where`: its period and places (as in Briefing)
    where they are not the briefing's; None: they are.
    """

    metric: str
    value: int
    rounding: int
    wording: str
    code: str = ""
    where: tuple[Period, frozenset[str] | None] | None = None


class PublishError(ValueError):
    """A briefing that cannot be issued, corrected or withdrawn. `reason`: nothing (no figure), internal, narrowed (to
    sectors or offices), no_outlet, long_outlet, period_open, already_issued, unknown_metric, twice (a metric),
    bad_figure (a wording that is empty or longer than 200 letters, a rounding below 1), no_briefing, withdrawn
    (already); `what` names it."""

    def __init__(self, reason: str, what: str = "") -> None:
        super().__init__(f"the briefing was not issued: {reason} {what}".rstrip())
        self.reason, self.what = reason, what


def issue(
    conn: sa.Connection, branch: str, briefing: Briefing, figures: Sequence[Frozen], by: str, at: datetime
) -> int:
    """Write the briefing and its figures, in the caller's transaction; the briefing's id.

    Each figure is computed once at the same time, as it is known now. `at`: a moment with its time zone; kept as UTC.
    Raises PublishError before anything is written.
    """
    acts.wait_turn(conn, branch)
    holding, outlet = branches.holding(conn, branch), " ".join(briefing.outlet.split())
    until = holding.complete_in(briefing.period)
    scope = published_scope(branch, briefing.period, until, briefing.wilayah, holding.missing, holding.alone)
    scopes = [_scope(scope, one) for one in figures]
    _require(scope, outlet, figures, scopes)
    if _issued(conn, scope, outlet, briefing.published_on):
        raise PublishError("already_issued", outlet)
    number = _write(conn, scope, briefing, outlet, (holding.data_version, by[: acts.LONGEST_NAME], at))
    about = {
        "source": source_of(outlet, briefing.published_on),
        "published_on": briefing.published_on,
        "briefing_id": number,
        "notice_id": None,
        "published_by": by[: acts.LONGEST_NAME],
        "data_version": holding.data_version,
    }
    freeze(conn, figures, scopes, about)
    precedent.remember(conn, (scope, *scopes), number)
    observe(conn, branch, at)
    audit.append(conn, branch, "issue", f"#{number}", by)
    return number


def freeze(
    conn: sa.Connection, figures: Sequence[Frozen], scopes: Sequence[Scope], about: Mapping[str, object]
) -> None:
    """Write a row a figure, each of its own scope; `about`: the columns that all of them share."""
    first = acts.next_id(conn, scopes[0].branch, s.reference_figures)
    rows = [
        {
            **_about(own),
            **about,
            "id": first + position,
            "metric": one.metric,
            "value": one.value,
            "rounding": one.rounding,
            "wording": one.wording.strip(),
            "definition": definition(conn, own, one.metric),
            "code": one.code or None,
        }
        for position, (one, own) in enumerate(zip(figures, scopes, strict=True))
    ]
    conn.execute(sa.insert(s.reference_figures), rows)


def own_scope(holding: Holding, one: Frozen) -> Scope:
    """The scope of a figure that has its own period and places. Raises ValueError where it has not."""
    if one.where is None:
        raise ValueError(f"{one.metric} has no period of its own")
    period, wilayah = one.where
    until = holding.complete_in(period)
    return published_scope(holding.code, period, until, wilayah, holding.missing, holding.alone)


def _scope(whole: Scope, one: Frozen) -> Scope:
    """The scope of one figure of a briefing."""
    period, wilayah = one.where or (whole.period, whole.wilayah)
    return published_scope(whole.branch, period, whole.last_complete, wilayah, whole.missing, whole.alone)


def _about(scope: Scope) -> dict[str, object]:
    return {
        "branch_code": scope.branch,
        "first_month": scope.period.first,
        "last_month": scope.period.last,
        "places": scope.places,
    }


def _write(conn: sa.Connection, scope: Scope, briefing: Briefing, outlet: str, act: tuple[int, str, datetime]) -> int:
    """Write the briefing's row; its id."""
    data_version, by, at = act
    number = acts.next_id(conn, scope.branch, s.briefings)
    row = {
        **_about(scope),
        "id": number,
        "language": briefing.language,
        "press": briefing.press,
        "figures": list(briefing.figures),
        "release": briefing.release,
        "outlet": outlet,
        "published_on": briefing.published_on,
        "embargo_until": briefing.embargo_until and acts.utc(briefing.embargo_until),
        "issued_at": acts.utc(at),
        "issued_by": by,
        "data_version": data_version,
        "sha256": briefing.sha256,
    }
    conn.execute(sa.insert(s.briefings), row)
    file = {"branch_code": scope.branch, "briefing_id": number}
    if files := [file | {"name": name[:200], "sha256": digest} for name, digest in briefing.files.items()]:
        conn.execute(sa.insert(s.briefing_files), files)
    if also := [file | {"language": language, "release": text} for language, text in briefing.also.items()]:
        conn.execute(sa.insert(s.briefing_texts), also)
    if known := [
        file
        | {"number": n, "figure": one.figure, "sentence": one.sentence, "reason": one.reason}
        | {"confirmed_by": one.by[: acts.LONGEST_NAME], "confirmed_at": acts.utc(one.at)}
        for n, one in enumerate(briefing.confirmed, start=1)
    ]:
        conn.execute(sa.insert(s.confirmed_figures), known)
    return number


def _require(scope: Scope, outlet: str, figures: Sequence[Frozen], scopes: Sequence[Scope]) -> None:
    """Raise PublishError for the first thing that keeps the briefing from being issued."""
    if not figures:
        raise PublishError("nothing")
    if not outlet:
        raise PublishError("no_outlet")
    if len(outlet) > LONGEST:
        raise PublishError("long_outlet", str(LONGEST))
    seen: set[tuple[str, Scope]] = set()
    for one, own in zip(figures, scopes, strict=True):
        if own.as_of_month != own.period.last:
            raise PublishError("period_open", own.period.code)
        if derived.parts(one.metric) is None:
            raise PublishError("unknown_metric", one.metric)
        if not 0 < len(one.wording.strip()) <= 200 or one.rounding < 1:
            raise PublishError("bad_figure", one.metric)
        if (one.metric, own) in seen:
            raise PublishError("twice", one.metric)
        seen.add((one.metric, own))
    if scope.as_of_month != scope.period.last:
        raise PublishError("period_open", scope.period.code)


def _issued(conn: sa.Connection, scope: Scope, outlet: str, day: date) -> bool:
    """Whether a briefing of the same scope went to the outlet that day, or a figure of it has the same source."""
    known = ((s.briefings, s.briefings.c.outlet, outlet), (s.reference_figures, s.reference_figures.c.source, ""))
    for table, column, name in known:
        t, name = table.c, name or source_of(outlet, day)
        same = sa.select(column).where(
            t.branch_code == scope.branch,
            t.first_month == scope.period.first,
            t.last_month == scope.period.last,
            t.places == scope.places,
            t.published_on == day,
        )
        # Compared here, since the databases know capitals of other letters than A to Z differently.
        if name.casefold() in {other.casefold() for other in conn.scalars(same)}:
            return True
    return False


_MONTHS = (
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
    *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
)


def source_of(outlet: str, day: date) -> str:
    """The outlet and the day, as the source of a figure is written: "ANTARA, 25 Juli 2019"; without one, the day."""
    return f"{outlet}, ".removeprefix(", ") + f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
