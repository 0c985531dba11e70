"""Why an agent is in a state: a verdict in clauses, each with the rows that it is read from. Pure; no database.

What makes a citation true: every clause states how many rows it rests on, so that taking away a cited row changes what
is said; and all that is said follows from the cited rows alone, so that taking away any other row changes nothing.
"""

from dataclasses import dataclass
from datetime import date

from queries.agents.evidence import Row, Rows, Situation
from queries.periods import month_end, months_later, shift
from queries.rules import Reading, Rule
from queries.status import Status

Payer = tuple[str, int]
"""The last four digits of a participant's KPJ, and how many months ahead they paid."""

Stated = int | date | tuple[Payer, ...] | None
"""What a clause states: a number or yes and no, a day or month, payers; None for a day that there is none of."""


@dataclass(frozen=True)
class Clause:
    """One part of the sentence. `values`: what it states, by name; `cites`: the rows behind it, in their order."""

    kind: str
    values: tuple[tuple[str, Stated], ...]
    cites: tuple[Row, ...] = ()

    def __getitem__(self, name: str) -> Stated:
        return dict(self.values)[name]

    def number(self, name: str) -> int:
        """A number that it states."""
        value = self[name]
        assert isinstance(value, int), f"{self.kind} states no number {name}"
        return value

    def day(self, name: str) -> date:
        """A day that it states, or a month as its first day."""
        value = self[name]
        assert isinstance(value, date), f"{self.kind} states no date {name}"
        return value

    @property
    def payers(self) -> tuple[Payer, ...]:
        """Whose contributions it states, in their order."""
        value = self["who"]
        assert isinstance(value, tuple), f"{self.kind} states no payers"
        return value


@dataclass(frozen=True)
class Verdict:
    """The state on the as-of day and why. Months as their first day; None where nothing was ever paid.

    `due_on`: the day after the last month that counts, from which on the agent is due for removal; None once removed.
    `reactivate_on`: the first day on which they may be active again; None while nothing threatens.
    """

    status: Status
    zero_months: int
    last_running_month: date | None
    retained_until: date | None
    due_on: date | None
    reactivate_on: date | None
    clauses: tuple[Clause, ...]

    @property
    def cited(self) -> frozenset[Row]:
        """Every row that a clause cites."""
        return frozenset(row for clause in self.clauses for row in clause.cites)

    @property
    def stated(self) -> tuple[object, ...]:
        """All that it says, without the citations."""
        state = (self.status, self.zero_months, self.last_running_month, self.retained_until)
        said = tuple((clause.kind, clause.values) for clause in self.clauses)
        return *state, self.due_on, self.reactivate_on, said


def verdict(rows: Rows, as_of: date, rule: Rule) -> Verdict | None:
    """The verdict by the rule on the as-of day; None for who was not registered by then. Later rows are not seen."""
    begun = sorted((one for one in rows.services if one.since <= as_of), key=lambda one: one.since)
    if not begun:
        return None
    acquired = tuple(one for one in rows.acquisitions if one.registered_on <= as_of)
    paid = tuple(one for one in rows.contributions if one.paid_on <= as_of)
    taken = tuple(one for one in rows.takeovers if one.since <= as_of)
    situation = Situation(begun[-1], tuple(begun[:-1]), acquired, paid, as_of, rule, taken)
    status = situation.status
    due_on = None if status is Status.REMOVED else shift(situation.due_month, 1)
    again = _reactivated(situation, status, due_on)
    return Verdict(
        status=status,
        zero_months=situation.zero,
        last_running_month=situation.last_running,
        retained_until=situation.unbroken and month_end(shift(situation.unbroken, rule.dormant_after - 1)),
        due_on=due_on,
        reactivate_on=again,
        clauses=tuple(_clauses(situation, status, due_on, again)),
    )


def _reactivated(situation: Situation, status: Status, due_on: date | None) -> date | None:
    threatened = (Status.DORMANT_RETAINED, Status.DUE_FOR_REMOVAL)
    ends = situation.own.until if status is Status.REMOVED else due_on if status in threatened else None
    return ends and months_later(ends, situation.rule.reactivate_after)


def _clause(kind: str, cites: tuple[Row, ...], **values: Stated) -> Clause:
    return Clause(kind, tuple(values.items()), cites)


def _clauses(situation: Situation, status: Status, due_on: date | None, again: date | None) -> list[Clause]:
    removed = status is Status.REMOVED
    said = [_clause("removed", (situation.own,), day=situation.own.until)] if removed else []
    said += [*_away(situation), _acquiring(situation), *_receiving(situation), _paying(situation), *_running(situation)]
    said += _handed(situation)
    if due_on:
        ahead = "falls_alone" if situation.rule.reading is Reading.ALONE else "falls"
        kind = "fell" if status is Status.DUE_FOR_REMOVAL else ahead
        said.append(_clause(kind, situation.deciding, day=due_on, rows=len(situation.deciding)))
    if again:
        cites = (situation.own,) if removed else situation.deciding
        said.append(_clause("reactivation", cites, day=again))
    if not any(situation.own in clause.cites for clause in said):
        said.append(_clause("registered", (situation.own,), day=situation.own.since))
    return said


def _away(situation: Situation) -> list[Clause]:
    """That the agent was deactivated before, and is back."""
    if not situation.earlier:
        return []
    cites, left = (*situation.earlier, situation.own), situation.earlier[-1].until
    return [_clause("away", cites, day=left, back=situation.own.since, rows=len(cites))]


def _acquiring(situation: Situation) -> Clause:
    """When the last participants were acquired, or that there were none since the service began."""
    day = situation.last_acquired_on or situation.own.since
    cites = situation.last_acquired or (situation.own,)
    kind = ("acquired" if situation.last_acquired else "new") if situation.zero == 0 else "idle"
    if kind == "idle" and not situation.last_acquired:
        kind = "never"
    if kind in ("new", "never") and situation.earlier:
        kind = f"{kind}_back"
    people, zero = len(situation.last_acquired), situation.zero
    return _clause(kind, cites, day=day, people=people, zero_months=zero, month=situation.month)


def _receiving(situation: Situation) -> list[Clause]:
    """Whose contributions came in in the months that the rule looks at, or when the last did; where it asks that."""
    last = situation.last_received
    if situation.rule.reading is not Reading.CAME_IN or last is None:
        return []
    cites = situation.came_in or situation.newest
    people, months = len({one.participant for one in cites}), situation.rule.dormant_after
    kind = "came_in" if situation.came_in else "none_came_in"
    return [_clause(kind, cites, people=people, rows=len(cites), months=months, month=last)]


def _paying(situation: Situation) -> Clause:
    """Whose contributions run in the months that the rule looks at."""
    people = len({one.participant for one in situation.running})
    rows, months = len(situation.running), situation.rule.dormant_after
    return _clause("paying", situation.running, people=people, rows=rows, months=months)


def _running(situation: Situation) -> list[Clause]:
    """Until when contributions run, what stopped before, and what is paid for later months."""
    past = situation.last_past
    if past is None:
        return [_clause("never_paid", ())]
    who = tuple((one.last4, one.ahead) for one in situation.longest)
    said = [_clause("runs_until", situation.longest, month=situation.last_running, who=who, past=not situation.later)]
    if past < situation.window[0] and situation.later:
        cites = tuple(one for one in situation.contributions if one.runs(past, past))
        said.append(_clause("stopped", cites, month=past, rows=len(cites)))
    if situation.later:
        said.append(_clause("later", situation.later, month=situation.month, rows=len(situation.later)))
    return said


def _handed(situation: Situation) -> list[Clause]:
    """How many participants went to another agent, and how many came from one, and when the last did."""
    code = situation.own.code
    given = tuple(one for one in situation.takeovers if one.before == code)
    taken = tuple(one for one in situation.takeovers if one.after == code)
    return [
        _clause(kind, cites, people=len({one.participant for one in cites}), rows=len(cites), day=cites[-1].since)
        for kind, cites in (("given", given), ("taken", taken))
        if cites
    ]
