"""The SELECTs of registration cohorts: how many registered in a month, and how many of them a later month covers.

A cohort is of the place where it was registered, wherever its agent stands later, so that it loses and wins nobody.
What is covered is what is known now: a payment made after the as-of day counts for the month that it covers.
"""

from collections.abc import Iterable
from datetime import date

import polars as pl
import sqlalchemy as sa

from queries.db import schema as s
from queries.db.memo import part
from queries.db.rows import fetch, total
from queries.frames import postings
from queries.periods import shift
from queries.scope import Scope


@part
def sizes(conn: sa.Connection, scope: Scope) -> pl.LazyFrame:
    """One row an office, its wilayah then, sector and registration month up to the as-of month, by them.

    office_code, wilayah_code, sector, registration_month, cohort_people, entry_amount (rupiah that their first payments
    pay a month).
    """
    t = s.cohort_months.c
    keys = (t.office_code, t.wilayah_code, t.sector, t.registration_month)
    query = sa.select(*keys, total(t.acquired).label("cohort_people"), total(t.entry_amount).label("entry_amount"))
    query = query.where(*_inside(scope), t.registration_month <= scope.as_of_month)
    return fetch(conn, query.group_by(*keys).order_by(*keys)).lazy()


def covered(conn: sa.Connection, scope: Scope, pairs: Iterable[tuple[date, date]]) -> pl.LazyFrame:
    """One row an office, its wilayah then, sector and pair of registration month and month; no row where nobody is
    covered.

    office_code, wilayah_code, sector, registration_month, month (by these), covered_people, covered_amount (rupiah for
    that month).
    """
    t = s.cohort_months.c
    wanted = sa.tuple_(t.registration_month, t.month).in_(sorted(pairs))
    keys = (t.office_code, t.wilayah_code, t.sector, t.registration_month, t.month)
    query = sa.select(*keys, t.covered_people, t.covered_amount)
    return fetch(conn, query.where(*_inside(scope), wanted, t.covered_people > 0).order_by(*keys)).lazy()


def people(conn: sa.Connection, scope: Scope) -> pl.LazyFrame:
    """One row a participant registered by the as-of day: agent_code, agent (name), participant_id, registered_on; by
    agent_code and participant_id. The agent who registered them.
    """
    p, a = s.participants.c, s.agents.c
    query = (
        sa.select(p.agent_code, a.name.label("agent"), p.id.label("participant_id"), p.registered_on)
        .select_from(
            postings.registrations().join(s.agents, (a.branch_code == p.branch_code) & (a.code == p.agent_code))
        )
        .where(*_registered(scope))
    )
    return fetch(conn, query.order_by(p.agent_code, p.id)).lazy()


def payments(conn: sa.Connection, scope: Scope) -> pl.LazyFrame:
    """One row a payment of the participants of `people`: participant_id, blth, paid_on, months, amount, payer (null:
    not said); by the first.

    Reads the rows themselves: agent by registration month is too fine a grain to keep.
    """
    p, c = s.participants.c, s.contributions.c
    same = (c.branch_code == p.branch_code) & (c.participant_id == p.id)
    query = (
        sa.select(c.participant_id, c.blth, c.paid_on, c.months, c.amount, c.payer)
        .select_from(postings.registrations().join(s.contributions, same))
        .where(*_registered(scope))
    )
    return fetch(conn, query.order_by(c.participant_id, c.paid_on, c.blth)).lazy()


def payers(conn: sa.Connection, scope: Scope) -> pl.DataFrame:
    """One row a payer of the branch's contributions, as far as it is said: payer; by it. Of those in the places that
    the viewer may see, whichever of them are chosen."""
    c = s.contributions.c
    query = sa.select(c.payer).distinct().where(c.branch_code == scope.branch, c.payer.is_not(None))
    if scope.within is not None:
        inside = s.postings.c.wilayah_code.in_(sorted(scope.within))
        query = query.select_from(postings.payments()).where(inside)
    return fetch(conn, query.order_by(c.payer))


def _registered(scope: Scope) -> list[sa.ColumnElement[bool]]:
    p = s.participants.c
    before = [p.branch_code == scope.branch, p.registered_on < shift(scope.require_as_of_month(), 1)]
    return [*before, *postings.among(p.sector, scope.sectors), *postings.inside(scope)]


def _inside(scope: Scope) -> list[sa.ColumnElement[bool]]:
    t = s.cohort_months.c
    sectors = postings.among(t.sector, scope.sectors)
    return [t.branch_code == scope.branch, *sectors, *postings.inside(scope, s.cohort_months)]
