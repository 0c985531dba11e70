"""What the next one is worth: how far each agent is from the incentive's threshold, and what one more brings."""

from fractions import Fraction

import polars as pl
import sqlalchemy as sa

from queries import insured
from queries.agents.incentives import THREE, WHOLE, Scheme, bonus, half_up, in_force, rate, schemes
from queries.agents.standings import standings
from queries.frames import insured as frames
from queries.insured import Cover
from queries.months import month_start
from queries.periods import months_between
from queries.scope import Scope
from queries.status import LISTED


def next_worth(conn: sa.Connection, scope: Scope) -> pl.DataFrame:
    """One row a listed agent of the scope, nearest to the threshold first, then by code: the whole agent's, of every
    sector, in the as-of month. None where no month is complete.

    code, name, office; new (participants acquired in the month who count for the bonus), bonus_from (the threshold),
    missing (to it, 0: reached); one_more (rupiah that the agent's incentive rises by with one more participant of two
    programmes in the month), reached (rupiah of the bonus at the threshold, or at what was reached); payers (their
    participants 1 to 3 months past), payment (rupiah that the agent gets of a month paid by one of them, on average),
    payments (by all of them). The agent's part alone, whole rupiah, half up; null: no scheme is in force, or nobody is
    to pay.
    """
    if scope.as_of_month is None:
        return pl.DataFrame(schema=_WORTH)
    every = scope.of_every_sector()
    scheme = in_force(schemes(conn, scope), scope.as_of_month)
    agents = standings(conn, scope).filter(pl.col("status").is_in([status.value for status in LISTED]))
    acquired = _acquired(conn, every, scheme)
    due = _due(conn, every)
    rows = [
        {**row, **_of_agent(scheme, acquired.get(row["code"], (0, 0)), due.get(row["code"], []))}
        for row in agents.select("code", "name", "office").to_dicts()
    ]
    return pl.DataFrame(rows, schema=_WORTH).sort("missing", "code", nulls_last=True)


_WORTH = {
    **dict.fromkeys(("code", "name", "office"), pl.String),
    **dict.fromkeys(("new", "bonus_from", "missing", "one_more", "reached", "payers", "payment", "payments"), pl.Int64),
}


def _acquired(conn: sa.Connection, scope: Scope, scheme: Scheme | None) -> dict[str, tuple[int, int]]:
    """By agent how many participants of the as-of month count for the bonus, and how many of them have three
    programmes."""
    people = frames.memberships(conn, scope)
    new = people.filter(month_start(pl.col("registered_on")) == scope.require_as_of_month())
    if scheme and (scheme.bonus_two or scheme.bonus_three):
        new = new.remove("again")
    counted = new.group_by("agent_code").agg(pl.len(), three=(pl.col("program") == THREE).sum())
    return {agent: (people, three) for agent, people, three in counted.iter_rows()}


def _due(conn: sa.Connection, scope: Scope) -> dict[str, list[tuple[int, int]]]:
    """By steward: of each participant in arrears the number of the contribution month that is due, counted from the
    acquisition, whose month is the first, and the rupiah a month that they last paid."""
    states = insured.behind(conn, scope).filter(pl.col("state") == Cover.IN_ARREARS.value)
    due: dict[str, list[tuple[int, int]]] = {}
    for agent, acquired, last, amount in states.select("agent_code", "registered_on", "last", "monthly").iter_rows():
        due.setdefault(agent, []).append((months_between(acquired, last) + 2, amount))
    return due


def _of_agent(scheme: Scheme | None, acquired: tuple[int, int], due: list[tuple[int, int]]) -> dict[str, int | None]:
    new, three = acquired
    counts: dict[str, int | None] = {"new": new, "payers": len(due)}
    if scheme is None:
        return counts
    missing = max(0, scheme.bonus_from - new)
    more = bonus(scheme, new + 1, three) - bonus(scheme, new, three)
    shares = sum((Fraction(amount * rate(scheme, number), WHOLE) for number, amount in due), Fraction(0))
    return counts | {
        "bonus_from": scheme.bonus_from,
        "missing": missing,
        "one_more": _part(scheme, Fraction(more)),
        "reached": _part(scheme, Fraction(bonus(scheme, new + missing, three))),
        "payment": _part(scheme, shares / len(due)) if due else None,
        "payments": _part(scheme, shares) if due else None,
    }


def _part(scheme: Scheme, total: Fraction) -> int:
    return half_up(total * scheme.agent_part / WHOLE)
