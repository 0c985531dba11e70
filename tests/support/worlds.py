"""Small branches drawn as tables, put into a database as rows, with their summaries."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa

from queries.db import schema as s
from queries.periods import JAKARTA, Period, month_of, shift
from queries.scope import Scope
from seed.writes import summaries
from tests.support.viewers import viewer

BRANCH = "TST"
PLACES = {"33.25": ("Batang", "kabupaten"), "33.26": ("Pekalongan", "kabupaten"), "33.75": ("Pekalongan", "kota")}


@dataclass(frozen=True)
class Agent:
    """`moves`: from a day on at another office; `back`: services after the first, each with its end."""

    code: str
    office: str
    registered_on: date
    deactivated_on: date | None = None
    moves: tuple[tuple[date, str], ...] = ()
    back: tuple[tuple[date, date | None], ...] = ()


@dataclass(frozen=True)
class Participant:
    id: int
    agent: str
    registered_on: date
    sector: str = "Nelayan"
    program: str | None = None
    nik: str = ""
    ended_on: date | None = None
    end_reason: str | None = None

    @property
    def person(self) -> str:
        """Whose membership it is: where no NIK is drawn, of nobody else."""
        return self.nik or str(self.id)


@dataclass(frozen=True)
class Payment:
    participant: int
    blth: date
    paid_on: date
    months: int = 1
    amount: int = 16_800
    payer: str | None = None


STORED = {"alone": 0, "runs": 1, "came_in": 2}
"""The number under which each reading of the rule is stored."""


def rules_of(reading: str = "runs", months: int = 3) -> tuple[tuple[str, date, int], ...]:
    """The rule's rows, in force for ever."""
    values = {"dormant_after_months": months, "reactivate_after_months": 6}
    values |= {"removal_needs_no_contributions": STORED[reading]}
    return tuple((name, date(2014, 1, 1), value) for name, value in values.items())


@dataclass
class World:
    """Everything that a branch brought. `offices`: code to wilayah code; `relocated`: (office, day, wilayah);
    `takeovers`: (participant, day, agent).

    `confirmed`: whether somebody says of each month up to the last one with a row, ended when it was loaded, that it is
    whole, so that what is tested is not the months; or kind and month of those that somebody says it of.
    """

    offices: dict[str, str] = field(default_factory=lambda: {"K1": "33.25"})
    agents: list[Agent] = field(default_factory=list)
    participants: list[Participant] = field(default_factory=list)
    payments: list[Payment] = field(default_factory=list)
    relocated: list[tuple[str, date, str]] = field(default_factory=list)
    takeovers: list[tuple[int, date, str]] = field(default_factory=list)
    loaded_at: datetime = datetime(2030, 1, 1, tzinfo=UTC)
    confirmed: bool | frozenset[tuple[str, date]] = True
    rules: tuple[tuple[str, date, int], ...] = rules_of()
    _indexed: dict[str, tuple[int, dict]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def _index(self, name: str, rows: list, key: Callable) -> dict:
        """A list's rows by a key, in their order; made once, for a branch of thousands is asked again and again."""
        count, by_key = self._indexed.get(name, (-1, {}))
        if count != len(rows):
            by_key = {}
            for row in rows:
                by_key.setdefault(key(row), []).append(row)
            self._indexed[name] = len(rows), by_key
        return by_key

    def steward(self, participant: int, day: date) -> str:
        """Who looks after a participant on a day: the newest who took over by then, or the acquirer."""
        every = self._index("takeovers", self.takeovers, lambda one: one[0]).get(participant, ())
        taken = [(since, agent) for _, since, agent in every if since <= day]
        return max(taken)[1] if taken else self.participant(participant).agent

    def agent(self, code: str) -> Agent:
        return self._index("agents", self.agents, lambda one: one.code)[code][0]

    def participant(self, number: int) -> Participant:
        return self._index("ids", self.participants, lambda one: one.id)[number][0]

    def registered_by(self, agent: str) -> list[Participant]:
        """The participants whom an agent acquired."""
        return self._index("acquirers", self.participants, lambda one: one.agent).get(agent, [])

    def paid_by(self, participant: int) -> list[Payment]:
        """A participant's payments."""
        return self._index("payments", self.payments, lambda one: one.participant).get(participant, [])

    def memberships(self, person: str) -> list[Participant]:
        """Each time that one person became a participant."""
        return self._index("people", self.participants, lambda one: one.person).get(person, [])

    def paid_while_with(self, agent: str) -> list[Payment]:
        """The payments, of any day, of the participants whom an agent ever looked after."""
        taken = self._index("takers", self.takeovers, lambda one: one[2]).get(agent, ())
        ever = dict.fromkeys([*(one.id for one in self.registered_by(agent)), *(one[0] for one in taken)])
        return [payment for one in ever for payment in self.paid_by(one)]


def put(conn: sa.Connection, world: World) -> None:
    """Write the world's rows and its summaries, as one load."""
    put_rows(conn, world)
    summaries.refresh(conn, BRANCH, None, None)


def put_rows(conn: sa.Connection, world: World) -> None:
    """Write the world's rows alone."""
    conn.execute(s.branches.insert(), {"code": BRANCH, "name": "Uji", "is_demo": False, "secret_check": ""})
    conn.execute(
        s.wilayah.insert(), [{"code": code, "name": name, "kind": kind} for code, (name, kind) in PLACES.items()]
    )
    load = {
        "id": 1,
        "branch_code": BRANCH,
        "imported_at": world.loaded_at.replace(tzinfo=None),
        "imported_by": "uji",
        "accepted_rejects": False,
        "changed": 1,
    }
    conn.execute(s.imports.insert(), load)
    rule = [
        {"branch_code": BRANCH, "name": name, "valid_from": since, "value": value, "source": "uji"}
        for name, since, value in world.rules
    ]
    every = {
        s.rules: rule,
        s.offices: [_own(code=code, name=code) for code in world.offices],
        s.office_places: [
            _own(office_code=code, since=since, wilayah_code=place)
            for code, since, place in (*((code, s.ALWAYS, at) for code, at in world.offices.items()), *world.relocated)
        ],
        s.agents: [_own(code=one.code, name=f"Agen {one.code}") for one in world.agents],
        s.agent_offices: [
            _own(agent_code=one.code, since=since, office_code=office)
            for one in world.agents
            for since, office in ((s.ALWAYS, one.office), *one.moves)
        ],
        s.services: [
            _own(agent_code=one.code, since=since, until=until)
            for one in world.agents
            for since, until in ((one.registered_on, one.deactivated_on), *one.back)
        ],
        s.participants: [_participant(one) for one in world.participants],
        s.takeovers: [_own(participant_id=one, since=since, agent_code=agent) for one, since, agent in world.takeovers],
        s.contributions: [_payment(one) for one in world.payments],
        s.load_months: _reached(world),
        s.confirmed_months: _confirmed(world) if world.confirmed else [],
    }
    for table, rows in every.items():
        if rows:
            conn.execute(table.insert(), rows)


def _reached(world: World) -> list[dict]:
    """What the importer writes of the months that a load reaches."""
    days = {
        "participants": [one.registered_on for one in world.participants],
        "contributions": [one.paid_on for one in world.payments],
    }
    return [
        _own(kind=kind, month=month, rows=len(own), new=len(own), last_day=max(own))
        for kind, every in days.items()
        for month in sorted({month_of(day) for day in every})
        if (own := [day for day in every if month_of(day) == month])
    ]


def _confirmed(world: World) -> list[dict]:
    if isinstance(world.confirmed, frozenset):
        return [_own(kind=kind, month=month) for kind, month in sorted(world.confirmed)]
    flows = [one.registered_on for one in world.participants] + [one.paid_on for one in world.payments]
    if not flows:
        return []
    loaded_on = world.loaded_at.astimezone(JAKARTA).date()
    first = month_of(min([*flows, *(one.registered_on for one in world.agents)]))
    last = min(month_of(max(flows)), shift(month_of(loaded_on), -1))
    months = Period(first, last).months() if first <= last else []
    return [_own(kind=kind, month=month) for kind in s.MONTHLY for month in months]


def _own(**columns: object) -> dict:
    return {"branch_code": BRANCH, "import_id": 1, **columns}


def _participant(one: Participant) -> dict:
    return _own(
        id=one.id,
        agent_code=one.agent,
        registered_on=one.registered_on,
        sector=one.sector,
        program=one.program,
        kpj_hash=f"k{one.id}",
        kpj_last4=f"{one.id:04}"[-4:],
        nik_hash=f"n{one.person}",
        ended_on=one.ended_on,
        end_reason=one.end_reason,
    )


def _payment(one: Payment) -> dict:
    return _own(
        participant_id=one.participant,
        blth=one.blth,
        paid_on=one.paid_on,
        months=one.months,
        covered_until=shift(one.blth, one.months - 1),
        amount=one.amount,
        payer=one.payer,
    )


def scope_of(period: str, last_complete: date | None, **only: Any) -> Scope:
    """A scope of the whole test branch, seen by its head."""
    chosen = Period.parse(period)
    return viewer(branch=BRANCH).scope(chosen, last_complete and month_of(last_complete), **only)
