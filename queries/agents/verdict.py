"""Why an agent is in a state: a verdict in clauses, each with the rows that it is read from. Pure; no database.

What makes a citation true: every clause states how many rows it rests on, so that taking away a cited row changes what
is said; and all that is said follows from the cited rows alone, so that taking away any other row changes nothing.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from queries.agents.evidence import Known, Row, Rows
from queries.periods import month_end, month_of, shift
from queries.rules import Rule
from queries.status import Status


@dataclass(frozen=True)
class Clause:
    """One part of the sentence. `values`: what it states, by name; `cites`: the rows behind it, in their order."""

    kind: str
    values: tuple[tuple[str, object], ...]
    cites: tuple[Row, ...] = ()

    def __getitem__(self, name: str) -> object:
        return dict(self.values)[name]


@dataclass(frozen=True)
class Verdict:
    """The state on the as-of day and why. Months as their first day; None where nothing was ever paid.

    `due_on`: the first day of the month in which the agent falls due for removal, or fell; None once removed.
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
    def stated(self) -> tuple:
        """All that it says, without the citations."""
        told = (self.status, self.zero_months, self.last_running_month, self.retained_until)
        said = tuple((clause.kind, clause.values) for clause in self.clauses)
        return *told, self.due_on, self.reactivate_on, said


def verdict(rows: Rows, as_of: date, rule: Rule) -> Verdict | None:
    """The verdict by the rule on the as-of day; None for who was not registered by then. Later rows are not seen."""
    own = rows.registration
    if own is None or own.registered_on > as_of:
        return None
    acquired = tuple(one for one in rows.acquisitions if one.registered_on <= as_of)
    paid = tuple(one for one in rows.contributions if one.paid_on <= as_of)
    known = Known(own, acquired, paid, month_of(as_of), rule)
    removed = own.deactivated_on is not None and own.deactivated_on <= as_of
    status = Status.REMOVED if removed else known.status
    due_on = None if removed else known.due_month
    again = _reactivated(known, status, due_on)
    return Verdict(
        status=status,
        zero_months=known.zero,
        last_running_month=known.last_running,
        retained_until=known.unbroken and month_end(shift(known.unbroken, rule.dormant_after - 1)),
        due_on=due_on,
        reactivate_on=again,
        clauses=tuple(_clauses(known, status, due_on, again)),
    )


def _reactivated(known: Known, status: Status, due_on: date | None) -> date | None:
    if status is Status.REMOVED:
        return _months_later(known.own.deactivated_on, known.rule.reactivate_after)
    if status in (Status.DORMANT_RETAINED, Status.DUE_FOR_REMOVAL):
        return _months_later(due_on, known.rule.reactivate_after)
    return None


def _months_later(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day where it is shorter."""
    month = shift(month_of(day), months)
    return month.replace(day=min(day.day, monthrange(month.year, month.month)[1]))


def _clause(kind: str, cites: tuple[Row, ...], **values: object) -> Clause:
    return Clause(kind, tuple(values.items()), cites)


def _clauses(known: Known, status: Status, due_on: date | None, again: date | None) -> list[Clause]:
    removed = status is Status.REMOVED
    said = [_clause("removed", (known.own,), day=known.own.deactivated_on)] if removed else []
    said += [_acquiring(known), _paying(known), *_running(known)]
    if due_on:
        kind = "fell" if status is Status.DUE_FOR_REMOVAL else "falls"
        said.append(_clause(kind, known.holding, day=due_on, rows=len(known.holding)))
    if again:
        cites = (known.own,) if removed else known.holding
        said.append(_clause("reactivation", cites, day=again))
    if not any(known.own in clause.cites for clause in said):
        said.append(_clause("registered", (known.own,), day=known.own.registered_on))
    return said


def _acquiring(known: Known) -> Clause:
    """When the last participants were acquired, or that there were none since the registration."""
    day = known.last_acquired_on or known.own.registered_on
    cites = known.last_acquired or (known.own,)
    kind = ("acquired" if known.last_acquired else "new") if known.zero == 0 else "idle"
    if kind == "idle" and not known.last_acquired:
        kind = "never"
    return _clause(kind, cites, day=day, people=len(known.last_acquired), zero_months=known.zero, month=known.month)


def _paying(known: Known) -> Clause:
    """Whose contributions run in the months that the rule looks at."""
    people = len({one.participant for one in known.running})
    rows, months = len(known.running), known.rule.dormant_after
    return _clause("paying", known.running, people=people, rows=rows, months=months)


def _running(known: Known) -> list[Clause]:
    """Until when contributions run, what stopped before, and what is paid for later months."""
    if known.last_running is None:
        return [_clause("never_paid", ())]
    who = tuple((one.last4, one.ahead) for one in known.longest)
    said = [_clause("runs_until", known.longest, month=known.last_running, who=who, past=not known.later)]
    if known.last_past < known.window[0] and known.later:
        cites = tuple(one for one in known.contributions if one.runs(known.last_past, known.last_past))
        said.append(_clause("stopped", cites, month=known.last_past, rows=len(cites)))
    if known.later:
        said.append(_clause("later", known.later, month=known.month, rows=len(known.later)))
    return said
