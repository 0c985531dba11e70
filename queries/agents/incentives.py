"""An estimate of the incentive that an agent earns, month by month, by the scheme in force (domain, section 2)."""

from datetime import date
from fractions import Fraction
from typing import NamedTuple

import polars as pl
import sqlalchemy as sa

from queries.agents.one_agent import life
from queries.db import schema as s
from queries.db.rows import fetch
from queries.db.schema import STILL
from queries.frames import agent as agent_rows
from queries.months import month_start
from queries.periods import month_of, months_between
from queries.scope import Scope

THREE = "JKK+JKM+JHT"
"""The programme text of a participant with three programmes; any other, and none, is taken for two."""

WHOLE = 10_000
"""Shares are stored in parts of this."""


class Scheme(NamedTuple):
    """One dated scheme; see the table's columns. Amounts in rupiah, shares and parts in 1/10.000."""

    valid_from: date
    bonus_from: int
    bonus_flat: int
    bonus_two: int
    bonus_three: int
    first_share: int
    first_until: int | None
    later_share: int
    later_until: int | None
    agent_part: int
    office_part: int
    source: str


def schemes(conn: sa.Connection, scope: Scope) -> list[Scheme]:
    """The schemes of the scope's branch, oldest first."""
    c = s.schemes.c
    query = sa.select(*(c[name] for name in Scheme._fields)).where(c.branch_code == scope.branch)
    return [Scheme(*row) for row in fetch(conn, query.order_by(c.valid_from)).iter_rows()]


def in_force(known: list[Scheme], month: date) -> Scheme | None:
    """The scheme of a month: the newest that is valid from its first day or before; None before the first."""
    return next((one for one in reversed(known) if one.valid_from <= month), None)


def estimate(conn: sa.Connection, scope: Scope, agent: str) -> pl.DataFrame:
    """One row a month of `one_agent.life`: month, new (participants acquired who count for the bonus), bonus (whether
    there were enough of them), agent_amount and office_amount (whole rupiah, each rounded half up; null: no scheme was
    in force), source.

    A bonus a head is for a NIK that was never registered: for a person's first membership here; whether there was one
    outside Perisai cannot be known. Contribution months are counted by the calendar from the acquisition, whose month
    is the first, a payment spread evenly over the months it covers. Only payments made while the agent looks after the
    participant earn.
    """
    months = life(conn, scope, agent)
    if not months:
        return pl.DataFrame(schema=_ESTIMATE)
    known = schemes(conn, scope)
    acquired = agent_rows.acquisitions(conn, scope, agent)
    paid = agent_rows.contributions(conn, scope, agent)
    people: dict[date, list[tuple[str | None, bool]]] = {month: [] for month in months}
    for day, program, again in acquired.select("registered_on", "program", "again").iter_rows():
        people.setdefault(month_of(day), []).append((program, again))
    services = agent_rows.services(conn, scope, agent)
    payments = _payments(paid.filter("theirs", _looked_after(services)))
    rows = [_month(month, in_force(known, month), people[month], payments.get(month, [])) for month in months]
    return pl.DataFrame(rows, schema=_ESTIMATE, orient="row")


_ESTIMATE = {
    "month": pl.Date,
    "new": pl.Int64,
    "bonus": pl.Boolean,
    "agent_amount": pl.Int64,
    "office_amount": pl.Int64,
    "source": pl.String,
}


class Payment(NamedTuple):
    """One payment: `start`, the number of its first covered month since the acquisition (its month is 1; below: before
    it), how many months it covers, and its amount in rupiah.
    """

    start: int
    months: int
    amount: int


def _looked_after(services: pl.DataFrame) -> pl.Expr:
    """Whether the agent looks after the participant on the day paid: from the month of the acquisition on, but not from
    the day of a deactivation until the next service begins."""
    looked_after = month_start(pl.col("paid_on")) >= month_start(pl.col("registered_on"))
    for until, following in services.select("until", pl.col("since").shift(-1).fill_null(STILL)).iter_rows():
        if until:
            looked_after &= ~pl.col("paid_on").is_between(until, following, closed="left")
    return looked_after


def _payments(paid: pl.DataFrame) -> dict[date, list[Payment]]:
    """The payments by the month in which they were made. `paid`: with the participant's registered_on."""
    by_month: dict[date, list[Payment]] = {}
    columns = ("paid_on", "blth", "registered_on", "months", "amount")
    for day, blth, acquired, months, amount in paid.select(columns).iter_rows():
        by_month.setdefault(month_of(day), []).append(Payment(months_between(acquired, blth) + 1, months, amount))
    return by_month


def _month(
    month: date, scheme: Scheme | None, people: list[tuple[str | None, bool]], paid: list[Payment]
) -> tuple[object, ...]:
    """`people`: programme of each participant acquired, and whether they had a membership before."""
    if scheme is None:
        return month, len(people), False, None, None, None
    a_head = scheme.bonus_two or scheme.bonus_three
    programs = [program for program, again in people if not (a_head and again)]
    new = len(programs)
    total = bonus(scheme, new, sum(one == THREE for one in programs)) + share(scheme, paid)
    agent, office = (half_up(total * part / WHOLE) for part in (scheme.agent_part, scheme.office_part))
    return month, new, new >= scheme.bonus_from, agent, office, scheme.source


def bonus(scheme: Scheme, new: int, three: int) -> int:
    """Rupiah for the new participants of a month, `three` of them with three programmes."""
    if new < scheme.bonus_from:
        return 0
    return scheme.bonus_flat + (new - three) * scheme.bonus_two + three * scheme.bonus_three


def share(scheme: Scheme, paid: list[Payment]) -> Fraction:
    """Rupiah for the contributions received in a month, not rounded."""
    total = Fraction(0)
    for one in paid:
        parts = sum(rate(scheme, number) for number in range(one.start, one.start + one.months))
        total += Fraction(one.amount * parts, one.months * WHOLE)
    return total


def rate(scheme: Scheme, number: int) -> int:
    """The share, in 1/10.000, of the n-th contribution month since the acquisition.

    A scheme that counts months has none for those before it; one that does not has the same share for all.
    """
    if scheme.first_until is None or 1 <= number <= scheme.first_until:
        return scheme.first_share
    if number < 1:
        return 0
    return scheme.later_share if scheme.later_until is None or number <= scheme.later_until else 0


def half_up(amount: Fraction) -> int:
    """Whole rupiah; half a rupiah goes up."""
    return int((amount + Fraction(1, 2)) // 1)
