"""What became of an issued briefing: corrected, with what its figures are now, or withdrawn. Nothing is deleted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

import sqlalchemy as sa

from queries import branches
from queries.db import schema as s
from queries.published.register import CORRECTED, WITHDRAWN, notices
from seed.writes import acts, audit, precedent
from seed.writes.observations import observe
from seed.writes.publish import Frozen, PublishError, freeze, own_scope, source_of


@dataclass(frozen=True)
class TakenBack:
    """What is said of a briefing. `kind`: corrected or withdrawn; `paragraphs`: kind and text of each of the letter;
    `figures`: what a correction says instead, each with its period and places; `also`: the letter in further languages.
    """

    briefing: int
    kind: str
    on_day: date
    paragraphs: Sequence[tuple[str, str]]
    figures: Sequence[Frozen] = ()
    also: Mapping[str, Sequence[tuple[str, str]]] = field(default_factory=dict)


def take_back(conn: sa.Connection, branch: str, one: TakenBack, by: str, at: datetime) -> int:
    """Write a notice, and freeze what it corrects, in the caller's transaction; the notice's number.

    `at`: a moment with its time zone; kept as UTC. Raises PublishError with nothing written: no_briefing, withdrawn
    (already), nothing (a correction without a figure, a letter without text).
    """
    acts.wait_turn(conn, branch)
    b = s.briefings
    briefing = conn.execute(sa.select(b).where(b.c.branch_code == branch, b.c.id == one.briefing)).mappings().first()
    if briefing is None:
        raise PublishError("no_briefing", str(one.briefing))
    earlier = notices(conn, branch).get(one.briefing, ())
    if earlier and earlier[-1].kind == WITHDRAWN:
        raise PublishError("withdrawn")
    if not any(text.strip() for _, text in one.paragraphs) or (one.kind == CORRECTED) != bool(one.figures):
        raise PublishError("nothing")
    holding, number = branches.holding(conn, branch), acts.next_id(conn, branch, s.notices)
    row = {
        "branch_code": branch,
        "id": number,
        "data_version": holding.data_version,
        "written_at": acts.utc(at),
        "written_by": by[: acts.LONGEST_NAME],
    }
    conn.execute(sa.insert(s.notices), row | _letters(one))
    if one.figures:
        scopes = [own_scope(holding, figure) for figure in one.figures]
        again = sum(each.kind == CORRECTED and each.on_day == one.on_day for each in earlier)
        source = f"{source_of(briefing['outlet'], briefing['published_on'])}; ralat {source_of('', one.on_day)}"
        about = {
            "source": f"{source} ({again + 1})" if again else source,
            "published_on": one.on_day,
            "briefing_id": one.briefing,
            "notice_id": number,
            "published_by": by[: acts.LONGEST_NAME],
            "data_version": holding.data_version,
        }
        freeze(conn, one.figures, scopes, about)
        precedent.remember(conn, scopes, one.briefing)
        observe(conn, branch, at)
    act = "correct" if one.kind == CORRECTED else "withdraw"
    audit.append(conn, branch, act, f"#{one.briefing} → #{number}", by)
    return number


def _letters(one: TakenBack) -> dict[str, object]:
    """What the notice says of which briefing, as columns."""
    return {
        "briefing_id": one.briefing,
        "kind": one.kind,
        "on_day": one.on_day,
        "paragraphs": [list(each) for each in one.paragraphs],
        "also": {language: [list(each) for each in letter] for language, letter in one.also.items()} or None,
    }
