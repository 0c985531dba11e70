"""The register of what was issued: each briefing with its text, its files' hashes, and what became of it. Ask anew."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

import sqlalchemy as sa

from queries.db import schema as s
from queries.periods import Period
from queries.scope import Scope

CORRECTED, WITHDRAWN = "corrected", "withdrawn"


class BriefingNotice(NamedTuple):
    """What was said later of a briefing: that it is corrected, or withdrawn. `paragraphs`: kind and text of each of its
    letter in the briefing's language, `also`: in each further one; `at`: UTC."""

    id: int
    kind: str
    on_day: date
    paragraphs: tuple[tuple[str, str], ...]
    data_version: int
    by: str
    at: datetime
    also: Mapping[str, tuple[tuple[str, str], ...]] = {}


class ConfirmedFigure(NamedTuple):
    """One figure of a briefing that is not the dashboard's, as it is written, in its sentence; for what reason, by whom
    and when it was confirmed (written: with a time zone; read: UTC, without one)."""

    figure: str
    sentence: str
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True)
class Issued:
    """One briefing that was issued. `places`: codes joined by commas, empty for the whole branch; `figures`: how many
    it froze; `embargo_until`, `issued_at`: UTC; `sha256`: of the ZIP, `files`: of each file in it, by name, none where
    it was issued before those were kept; `confirmed`: the figures in it that are not the dashboard's; `notices`: in
    time; `also`: its press releases in further languages."""

    id: int
    period: Period
    places: str
    language: str
    release: str
    outlet: str
    published_on: date
    embargo_until: datetime | None
    issued_at: datetime
    issued_by: str
    data_version: int
    sha256: str
    files: Mapping[str, str]
    figures: int
    confirmed: tuple[ConfirmedFigure, ...]
    notices: tuple[BriefingNotice, ...]
    also: Mapping[str, str] = field(default_factory=dict)

    @property
    def state(self) -> str:
        """issued, or what the last notice says: corrected, withdrawn."""
        return self.notices[-1].kind if self.notices else "issued"

    @property
    def title(self) -> str:
        """The release's title: its paragraph after letterhead, number and time; its first line where it has fewer."""
        return self.title_in(self.language)

    def title_in(self, language: str) -> str:
        """The same of its press release in one of its languages."""
        text = self.also.get(language, self.release)
        paragraphs = [one for one in text.split("\n\n") if one.strip()]
        return " ".join((paragraphs[3] if len(paragraphs) > 3 else paragraphs[0]).split()) if paragraphs else ""


def register(conn: sa.Connection, scope: Scope) -> list[Issued]:
    """Every briefing that the scope's branch issued, whatever its period, of places that the viewer may see: the newest
    first."""
    b, r = s.briefings.c, s.reference_figures.c
    query = sa.select(s.briefings).where(b.branch_code == scope.branch).order_by(b.id.desc())
    if not (rows := conn.execute(query).mappings().all()):
        return []
    own = sa.select(r.briefing_id, sa.func.count().label("n")).where(
        r.branch_code == scope.branch, r.briefing_id.is_not(None), r.notice_id.is_(None)
    )
    counted = {row.briefing_id: row.n for row in conn.execute(own.group_by(r.briefing_id))}
    said, f, files = notices(conn, scope.branch), s.briefing_files.c, dict[int, dict[str, str]]()
    named = sa.select(f.briefing_id, f.name, f.sha256).where(f.branch_code == scope.branch)
    for briefing, name, digest in conn.execute(named.order_by(f.briefing_id, f.name)):
        files.setdefault(briefing, {})[name] = digest
    known, also = _confirmed(conn, scope.branch), _also(conn, scope.branch)
    names = ("id", "places", "language", "release", "outlet", "published_on", "embargo_until")
    more = ("issued_at", "issued_by", "data_version", "sha256")
    return [
        Issued(
            **{name: row[name] for name in (*names, *more)},
            period=Period(row["first_month"], row["last_month"]),
            files=files.get(row["id"], {}),
            figures=counted.get(row["id"], 0),
            confirmed=known.get(row["id"], ()),
            notices=said.get(row["id"], ()),
            also=also.get(row["id"], {}),
        )
        for row in rows
        if scope.allows(row["places"])
    ]


def _confirmed(conn: sa.Connection, branch: str) -> dict[int, tuple[ConfirmedFigure, ...]]:
    """What was confirmed of each briefing of a branch, in its order."""
    c, every = s.confirmed_figures.c, dict[int, tuple[ConfirmedFigure, ...]]()
    query = sa.select(c.briefing_id, c.figure, c.sentence, c.reason, c.confirmed_by, c.confirmed_at)
    for briefing, *one in conn.execute(query.where(c.branch_code == branch).order_by(c.briefing_id, c.number)):
        every[briefing] = (*every.get(briefing, ()), ConfirmedFigure(*one))
    return every


def _also(conn: sa.Connection, branch: str) -> dict[int, dict[str, str]]:
    """The press releases of each briefing of a branch in further languages."""
    t, every = s.briefing_texts.c, dict[int, dict[str, str]]()
    query = sa.select(t.briefing_id, t.language, t.release).where(t.branch_code == branch)
    for briefing, language, text in conn.execute(query.order_by(t.briefing_id, t.language)):
        every.setdefault(briefing, {})[language] = text
    return every


def notices(conn: sa.Connection, branch: str) -> dict[int, tuple[BriefingNotice, ...]]:
    """What was said later of each briefing of a branch, in time, by the briefing's id."""
    n, every = s.notices.c, dict[int, tuple[BriefingNotice, ...]]()
    query = sa.select(
        *(n.briefing_id, n.id, n.kind, n.on_day, n.paragraphs, n.data_version, n.written_by, n.written_at, n.also)
    ).where(n.branch_code == branch)
    for row in conn.execute(query.order_by(n.id)):
        said = {language: _pairs(letter) for language, letter in (row.also or {}).items()}
        one = BriefingNotice(row.id, row.kind, row.on_day, _pairs(row.paragraphs), *row[5:8], said)
        every[row.briefing_id] = (*every.get(row.briefing_id, ()), one)
    return every


def _pairs(paragraphs: Iterable[Iterable[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((kind, text) for kind, text in paragraphs)


def taken_back(conn: sa.Connection, branch: str) -> dict[int, str]:
    """Which published figures no longer stand, by id, and why: those of a briefing that was withdrawn, and each in
    whose place a later notice on its briefing put another."""
    said = notices(conn, branch)
    if not said:
        return {}
    withdrawn = {briefing for briefing, each in said.items() if each[-1].kind == WITHDRAWN}
    r, newest, gone = s.reference_figures.c, dict[tuple[object, ...], int](), dict[int, str]()
    what = (r.briefing_id, r.metric, r.first_month, r.last_month, r.places)
    query = sa.select(r.id, *what).where(r.branch_code == branch, r.briefing_id.in_(said))
    for number, *own in conn.execute(query.order_by(sa.func.coalesce(r.notice_id, 0), r.id)):
        if own[0] in withdrawn:
            gone[number] = WITHDRAWN
        elif tuple(own) in newest:
            gone[newest[tuple(own)]] = CORRECTED
        newest[tuple(own)] = number
    return gone
