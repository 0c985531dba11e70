"""One agent's rows, and the facts that a verdict rests on with the rows that they are read from. Pure; no database."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from queries.periods import month_of, months_between, shift
from queries.rules import Reading, Rule
from queries.status import Status, StatusFacts, status_of


@dataclass(frozen=True)
class Service:
    """One time of the agent on the list. `since`: registered or reactivated; `until`: deactivated, None: not."""

    code: str
    since: date
    until: date | None = None


@dataclass(frozen=True)
class Acquisition:
    """One participant whom the agent registered. `last4`: of the KPJ, all that is shown of who it is."""

    participant: int
    last4: str
    registered_on: date


@dataclass(frozen=True)
class Takeover:
    """One participant who went from one agent to another on a day; `before`, `after`: the agents' codes."""

    participant: int
    last4: str
    since: date
    before: str
    after: str


Span = tuple[date | None, date | None]
"""The first month with an agent, None: from the beginning; and the first without, None: still with them."""


@dataclass(frozen=True)
class Contribution:
    """One payment of one of the agent's participants. `blth` and `covered_until`: first and last covered month.

    `theirs`: whether the agent looked after the participant on the day paid; `spans`: in which months they did.
    """

    participant: int
    last4: str
    blth: date
    covered_until: date
    paid_on: date
    months: int
    amount: int
    theirs: bool = True
    spans: tuple[Span, ...] = ((None, None),)

    @property
    def paid(self) -> date:
        """The month of payment."""
        return month_of(self.paid_on)

    @cached_property
    def stretches(self) -> tuple[tuple[date, date], ...]:
        """From which to which months it runs: in the month paid and in those covered, while with the agent."""
        both = ((self.paid, self.paid), (self.blth, self.covered_until))
        cut = (
            (max(first, since or first), min(last, shift(until, -1) if until else last))
            for first, last in both
            for since, until in self.spans
        )
        return tuple(one for one in cut if one[0] <= one[1])

    @cached_property
    def last_run(self) -> date | None:
        """The last month in which it runs; None where it never does while with the agent."""
        return max((last for _, last in self.stretches), default=None)

    @property
    def ahead(self) -> int:
        """Months paid in advance: from the month of payment to the last one covered."""
        return max(0, months_between(self.paid, self.covered_until))

    def runs(self, first: date, last: date) -> bool:
        """Whether it runs in one of the months from first to last."""
        return any(begin <= last and first <= end for begin, end in self.stretches)

    def came_in(self, first: date, last: date) -> bool:
        """Whether it was paid to the agent in one of the months from first to last."""
        return self.theirs and first <= self.paid <= last

    def last_run_by(self, month: date) -> date | None:
        """The last month up to `month` in which it runs; None where it does in none."""
        return max((min(end, month) for begin, end in self.stretches if begin <= month), default=None)


Row = Service | Acquisition | Contribution | Takeover


@dataclass(frozen=True)
class Rows:
    """What is stored of one agent, as far as a verdict needs it."""

    services: tuple[Service, ...]
    acquisitions: tuple[Acquisition, ...] = ()
    contributions: tuple[Contribution, ...] = ()
    takeovers: tuple[Takeover, ...] = ()
    """By day."""


@dataclass(frozen=True)
class Situation:
    """What is known of a registered agent on the as-of day, the last of a month (design, section 2).

    `own`: the service of that day, the last one begun by then; `earlier`: those before it, in order.
    """

    own: Service
    earlier: tuple[Service, ...]
    acquisitions: tuple[Acquisition, ...]
    contributions: tuple[Contribution, ...]
    as_of: date
    rule: Rule
    takeovers: tuple[Takeover, ...] = ()

    @property
    def month(self) -> date:
        """The as-of month."""
        return month_of(self.as_of)

    @cached_property
    def last_acquired_on(self) -> date | None:
        """The day of the last acquisition; None where there is none since the month in which the service began."""
        last = max((one.registered_on for one in self.acquisitions), default=None)
        return last if last and month_of(last) >= month_of(self.own.since) else None

    @cached_property
    def last_acquired(self) -> tuple[Acquisition, ...]:
        """The acquisitions of that day."""
        return tuple(one for one in self.acquisitions if one.registered_on == self.last_acquired_on)

    @cached_property
    def base(self) -> date:
        """The month from which zero months are counted."""
        return month_of(self.last_acquired_on or self.own.since)

    @cached_property
    def zero(self) -> int:
        """Whole months without an acquisition."""
        return months_between(self.base, self.month)

    @cached_property
    def window(self) -> tuple[date, date]:
        """The first and the last of the months that the rule looks at."""
        return self._months(self.rule.dormant_after)

    @cached_property
    def running(self) -> tuple[Contribution, ...]:
        """The contributions that run in the window."""
        return tuple(one for one in self.contributions if one.runs(*self.window))

    @cached_property
    def last_running(self) -> date | None:
        """The last month in which a contribution runs."""
        return max((one.last_run for one in self.contributions if one.last_run), default=None)

    @cached_property
    def longest(self) -> tuple[Contribution, ...]:
        """The contributions that run in that month."""
        return tuple(one for one in self.contributions if one.last_run and one.last_run == self.last_running)

    @cached_property
    def last_past(self) -> date | None:
        """The last month up to the as-of month in which one runs."""
        past = (one.last_run_by(self.month) for one in self.contributions)
        return max((month for month in past if month), default=None)

    @cached_property
    def later(self) -> tuple[Contribution, ...]:
        """The contributions that run after the as-of month."""
        return tuple(one for one in self.contributions if one.last_run and one.last_run > self.month)

    @cached_property
    def came_in(self) -> tuple[Contribution, ...]:
        """The contributions that came in in the window."""
        return tuple(one for one in self.contributions if one.came_in(*self.window))

    @cached_property
    def last_received(self) -> date | None:
        """The last month in which one came in."""
        return max((one.paid for one in self.contributions if one.theirs), default=None)

    @cached_property
    def newest(self) -> tuple[Contribution, ...]:
        """The contributions that came in in that month."""
        return tuple(one for one in self.contributions if one.theirs and one.paid == self.last_received)

    @cached_property
    def last_retaining(self) -> date | None:
        """The last month up to the as-of month with what the rule's reading asks of contributions."""
        return {Reading.RUNS: self.last_past, Reading.CAME_IN: self.last_received}.get(self.rule.reading)

    @cached_property
    def unbroken(self) -> date | None:
        """The last month that retains: of those that run on, before the first gap as long as the rule's months."""
        end = self.last_retaining
        if self.rule.reading is not Reading.RUNS:
            return end
        while end and (reached := self._further(end)):
            end = reached
        return end

    def _further(self, end: date) -> date | None:
        """The first month after `end` and after the as-of month that runs, where no such gap lies between."""
        first, last = max(shift(end, 1), shift(self.month, 1)), shift(end, self.rule.dormant_after)
        starts = [max(begin, first) for one in self.later for begin, end in one.stretches if first <= end]
        return min((month for month in starts if month <= last), default=None)

    @cached_property
    def status(self) -> Status:
        """The status on the as-of day."""
        left = self.own.until
        facts = StatusFacts(
            removed=left is not None and left <= self.as_of,
            acquired_within=lambda months: self.zero < months,
            runs_within=lambda months: any(one.runs(*self._months(months)) for one in self.contributions),
            came_in_within=lambda months: any(one.came_in(*self._months(months)) for one in self.contributions),
        )
        return status_of(facts, self.rule)

    @cached_property
    def due_month(self) -> date:
        """The last month that counts: at its end the agent falls due if nobody is acquired and nobody pays again, or
        fell; of an agent who is not removed."""
        keep = self.rule.dormant_after
        month = shift(self.base, keep)
        if self.status is Status.DUE_FOR_REMOVAL:
            return max(month, shift(self.last_retaining, keep)) if self.last_retaining else month
        month = max(month, shift(self.month, 1))
        while self._retaining(shift(month, 1 - keep), month):
            month = shift(month, 1)
        return month

    def _months(self, count: int) -> tuple[date, date]:
        """The first and the last of so many months up to the as-of month."""
        return shift(self.month, 1 - count), self.month

    def _retaining(self, first: date, last: date) -> tuple[Contribution, ...]:
        """The contributions that, by the rule's reading, retain in one of the months from first to last."""
        match self.rule.reading:
            case Reading.RUNS:
                return tuple(one for one in self.contributions if one.runs(first, last))
            case Reading.CAME_IN:
                return tuple(one for one in self.contributions if one.came_in(first, last))
        return ()

    @cached_property
    def deciding(self) -> tuple[Row, ...]:
        """The rows that set `due_month`: the contributions that retain in the month that is the last to hold, if any,
        else what zero months are counted from.
        """
        last = shift(self.due_month, -self.rule.dormant_after)
        return self._retaining(last, last) or self.last_acquired or (self.own,)
