"""Random sequences of loads, corrections, hand-overs and undos: drawn for the oracle, and replayed into a database."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

import polars as pl
import pytest
import sqlalchemy as sa
from hypothesis import strategies as st

from queries.db import schema as s
from seed.checks.validator import CHANGED, NEW, Judged
from seed.writes import completeness, summaries
from seed.writes import load as loading
from seed.writes.takeovers import hand_over_in_transaction
from seed.writes.undo import UndoError, undo_in_transaction
from tests.support.oracle_history import KINDS, Content, History, Person, Rests
from tests.support.worlds import BRANCH, World, put_rows

OFFICES, AGENTS, PEOPLE = ("K1", "K2", "K3"), ("A1", "A2", "A3"), tuple(f"k{n}" for n in range(6))
PLACES, SECTORS = ("33.25", "33.26", "33.75"), ("Nelayan", "Gojek", "-")
DAYS = (date(2018, 12, 31), date(2019, 1, 1), date(2019, 2, 28), date(2019, 5, 31), date(2019, 6, 30), date(2019, 7, 1))
MONTHS = (date(2018, 12, 1), date(2019, 2, 1))
AT = datetime(2019, 9, 1, tzinfo=UTC)

NIKS = {"k0": "a", "k1": "a", "k2": "b", "k3": "b"}
"""Memberships of one person: whichever is registered later is a return. Each of the others is of a person alone."""

places, sectors = st.sampled_from(PLACES), st.sampled_from(SECTORS)
ends = st.sampled_from((None, DAYS[-1]))
"""A membership ends, or the end is taken back."""
days, amounts = st.sampled_from(DAYS), st.sampled_from((16_800, 36_800))


@dataclass
class Load:
    """What one load brings of each kind: the codes whose rows are new or changed, and those that it takes out."""

    new: dict[str, list] = field(default_factory=dict)
    changed: dict[str, list] = field(default_factory=dict)
    gone: dict[str, list] = field(default_factory=dict)


@dataclass(frozen=True)
class HandOver:
    """Participants (KPJ) who go from agents to another from a day on, by an act of somebody's."""

    people: tuple[str, ...]
    givers: frozenset[str]
    agent: str
    since: date


@dataclass(frozen=True)
class Undo:
    """The undo of a load, by its number among the versions; `refused`: something rests on it, and it stays."""

    load: int
    refused: bool = False


Step = Load | HandOver | Undo


@st.composite
def histories(draw: st.DrawFn, longest: int = 6) -> tuple[History, list[Step]]:
    """A branch's versions, and the steps that lead to them: a load, a hand-over, or an undo of any."""
    history, steps = History(), []
    for _ in range(draw(st.integers(1, longest))):
        if history.standing and draw(st.integers(0, 3)) == 0:
            take_out(history, steps, draw(st.sampled_from(history.standing)))
            continue
        before = history.contents[-1]
        if before.people and draw(st.integers(0, 3)) == 0:
            _draw_hand_over(draw, history, steps)
            continue
        content = history.begin()
        _draw_load(draw, content)
        load = told(before, content)
        if load.new or load.changed or load.gone:
            history.standing.append(history.newest)
            steps.append(load)
        else:
            history.contents.pop()
    return history, steps


def _draw_hand_over(draw: st.DrawFn, history: History, steps: list[Step]) -> None:
    """One participant goes to an agent who does not look after them on the day, and now and then another with them."""
    content = history.contents[-1]
    kpj = draw(st.sampled_from(sorted(content.people)))
    since = max(draw(days), content.people[kpj].registered_on)
    agent = draw(st.sampled_from([one for one in AGENTS if one != content.steward(kpj, since)]))
    there = [one for one, person in sorted(content.people.items()) if person.registered_on <= since]
    others = [one for one in there if content.steward(one, since) != agent]
    people = tuple(sorted({kpj, draw(st.sampled_from(others))}))
    givers = frozenset(content.steward(one, since) for one in people)
    history.begin().taken.update({(one, since): agent for one in people})
    steps.append(HandOver(people, givers, agent, since))
    history.standing.append(history.newest)


def _draw_load(draw: st.DrawFn, content: Content) -> None:
    """Rows that are there change now and then, others come."""
    for office in OFFICES:
        if office not in content.offices or draw(st.integers(0, 9)) == 0:
            content.offices[office] = draw(places)
    for agent in AGENTS:
        if agent not in content.agents or draw(st.integers(0, 9)) == 0:
            content.agents[agent] = draw(st.sampled_from(OFFICES))
    _draw_moves(draw, content)
    for kpj in draw(st.lists(st.sampled_from(PEOPLE), max_size=2, unique=True)):
        there = content.people.get(kpj)
        if there:
            content.people[kpj] = Person(there.agent, there.registered_on, draw(sectors), draw(ends))
        else:
            content.people[kpj] = Person(draw(st.sampled_from(AGENTS)), draw(days), draw(sectors))
    for _ in range(draw(st.integers(0, 3)) if content.people else 0):
        key = draw(st.sampled_from(sorted(content.people))), draw(st.sampled_from(MONTHS)), draw(days)
        content.paid[key] = draw(amounts)
    _draw_take_overs(draw, content)
    if content.paid and draw(st.integers(0, 2)) == 0:
        del content.paid[draw(st.sampled_from(sorted(content.paid)))]


def _draw_take_overs(draw: st.DrawFn, content: Content) -> None:
    """A file gives a participant to another agent from a day on, and now and then ends a take-over on record."""
    if content.people and draw(st.integers(0, 2)) == 0:
        kpj, day = draw(st.sampled_from(sorted(content.people))), draw(days)
        content.taken[kpj, max(day, content.people[kpj].registered_on)] = draw(st.sampled_from(AGENTS))
    if content.taken and draw(st.integers(0, 3)) == 0:
        del content.taken[draw(st.sampled_from(sorted(content.taken)))]


def _draw_moves(draw: st.DrawFn, content: Content) -> None:
    """An agent or an office moves from a day on, also within what is known, and now and then it never did."""
    for rows, codes, to in ((content.moved, AGENTS, st.sampled_from(OFFICES)), (content.relocated, OFFICES, places)):
        if draw(st.integers(0, 4)) == 0:
            rows[draw(st.sampled_from(codes)), draw(days)] = draw(to)
        if rows and draw(st.integers(0, 5)) == 0:
            del rows[draw(st.sampled_from(sorted(rows)))]


def bring(history: History, steps: list[Step], **rows: dict) -> None:
    """One load more of these rows, by kind and key."""
    content = history.begin()
    for kind, brought in rows.items():
        getattr(content, kind).update(brought)
    steps.append(told(history.contents[-2], content))
    history.standing.append(history.newest)


def take_out(history: History, steps: list[Step], load: int | None = None) -> None:
    """A load that stands is undone, the newest if none is named, or refused where something rests on it."""
    load = load or history.standing[-1]
    try:
        history.undo(load)
    except Rests:
        steps.append(Undo(load, refused=True))
    else:
        steps.append(Undo(load))


def told(before: Content, after: Content) -> Load:
    """What leads from one content to another."""
    load = Load()
    for kind in KINDS:
        old, new = getattr(before, kind), getattr(after, kind)
        for into, keys in (
            (load.new, [key for key in new if key not in old]),
            (load.changed, [key for key in new if key in old and new[key] != old[key]]),
            (load.gone, [key for key in old if key not in new]),
        ):
            if keys:
                into[kind] = keys
    return load


def replay(
    conn: sa.Connection,
    history: History,
    steps: list[Step],
    before: Callable[[], None] = lambda: None,
    after: Callable[[], None] = lambda: None,
    each: Callable[[int], None] = lambda _load: None,
) -> list[int]:
    """The steps in the database; of each version, from 0 on, the id of its load.

    `before`: done before the first step; `after`: after each load, in its transaction; `each`: after each load or undo,
    whose number it is given, before the next one.
    """
    put_rows(conn, World(offices={}))
    conn.execute(sa.delete(s.imports))  # its number is not of the database's own counting
    before()
    versions = [0]
    for step in steps:
        if isinstance(step, Undo):
            _undo(conn, versions, step)
            if not step.refused:
                each(versions[-1])
            continue
        if isinstance(step, HandOver):
            versions.append(_hand_over(conn, step))
            each(versions[-1])
            continue
        row = {"branch_code": BRANCH, "imported_at": AT.replace(tzinfo=None), "imported_by": "uji"}
        made = conn.execute(sa.insert(s.imports).values(**row, accepted_rejects=False, changed=1))
        judged = _judged(conn, history.contents[len(versions)], step)
        versions.append(made.inserted_primary_key[0])
        months = completeness.reached(conn, BRANCH, judged, AT.date())
        loading.load(conn, BRANCH, judged, versions[-1], lambda _rows: None)
        completeness.write(conn, BRANCH, versions[-1], months)
        summaries.refresh(conn, BRANCH, None, None)
        after()
        each(versions[-1])
    return versions


def _hand_over(conn: sa.Connection, step: HandOver) -> int:
    p = s.participants.c
    people = list(conn.scalars(sa.select(p.id).where(p.kpj_hash.in_(step.people))))
    return hand_over_in_transaction(conn, BRANCH, people, step.givers, step.agent, step.since, "uji", AT)


def _undo(conn: sa.Connection, versions: list[int], step: Undo) -> None:
    """Undo a load, or see it refused with what rests on it."""
    if not step.refused:
        versions.append(undo_in_transaction(conn, BRANCH, "uji", AT, versions[step.load]).import_id)
        return
    with pytest.raises(UndoError) as refused:
        undo_in_transaction(conn, BRANCH, "uji", AT, versions[step.load])
    assert refused.value.reason == "rests"
    assert refused.value.rests


def _judged(conn: sa.Connection, content: Content, load: Load) -> dict[str, Judged]:
    """The load as the importer judges files: a state for each row, and a number for each new participant."""
    p = s.participants.c
    numbers = dict(conn.execute(sa.select(p.kpj_hash, p.id)).all())
    last = max(numbers.values(), default=0)
    numbers |= {kpj: last + n for n, kpj in enumerate(load.new.get("people", []), 1)}
    always, place, office = {"since": s.ALWAYS}, "wilayah_code", "office_code"
    rows = {
        "offices": {"offices": lambda code: {"code": code, "name": code, "contact": None}},
        "office_places": {
            "offices": lambda code: {office: code} | always | {place: content.offices[code]},
            "relocated": lambda key: {office: key[0], "since": key[1], place: content.relocated.get(key)},
        },
        "agents": {"agents": lambda code: {"code": code, "name": code, "contact": None}},
        "agent_offices": {
            "agents": lambda code: {"agent_code": code} | always | {office: content.agents[code]},
            "moved": lambda key: {"agent_code": key[0], "since": key[1], office: content.moved.get(key)},
        },
        "services": {"agents": lambda code: {"agent_code": code, "since": date(2018, 1, 1), "until": None}},
        "participants": {"people": lambda kpj: _person(numbers[kpj], kpj, content.people[kpj])},
        "takeovers": {"taken": lambda key: _take_over(numbers[key[0]], key[1], content.taken.get(key))},
        "contributions": {"paid": lambda key: _payment(numbers[key[0]], *key, content.paid.get(key, 1))},
    }
    return {kind: judged for kind, parts in rows.items() if (judged := _of_kind(load, parts))}


def _of_kind(load: Load, parts: dict[str, Callable]) -> Judged | None:
    """The rows of a table that a load writes and takes out. `parts`: by the kind of the content, how a row is made."""

    def made(brought: dict[str, list]) -> list[dict]:
        return [row(key) for own, row in parts.items() for key in brought.get(own, [])]

    rows = [
        one | {"state": state} for state, brought in ((NEW, load.new), (CHANGED, load.changed)) for one in made(brought)
    ]
    gone = made(load.gone)
    if not rows and not gone:
        return None
    frame = pl.DataFrame(rows or [gone[0] | {"state": NEW}], schema_overrides=_NULL)
    dropped = pl.DataFrame(gone, schema_overrides=_NULL) if gone else pl.DataFrame()
    return Judged(frame if rows else frame.clear(), pl.DataFrame(), pl.DataFrame(), dropped=dropped)


_NULLABLE = ("program", "end_reason", "contact", "payer")
_NULL = {"until": pl.Date, "ended_on": pl.Date} | dict.fromkeys(_NULLABLE, pl.String)


def _person(number: int, kpj: str, person: Person) -> dict:
    own = {"id": number, "sector": person.sector, "program": None, "agent_code": person.agent}
    own |= {"ended_on": person.ended_on, "end_reason": "died" if person.ended_on else None}
    own |= {"registered_on": person.registered_on, "nik_hash": f"n{NIKS.get(kpj, kpj)}"}
    return own | {"kpj_hash": kpj, "kpj_last4": kpj}


def _take_over(number: int, since: date, agent: str | None) -> dict:
    return {"participant_id": number, "since": since, "agent_code": agent}


def _payment(number: int, _kpj: str, blth: date, paid_on: date, amount: int) -> dict:
    own = {"participant_id": number, "blth": blth, "paid_on": paid_on, "covered_until": blth, "months": 1}
    return own | {"amount": amount, "payer": "APBD" if amount > 20_000 else None}
