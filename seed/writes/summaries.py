"""Keeps the monthly summaries true, inside the import's transaction.

Each summary is a plain function of one agent's (or one office's) rows, so that bringing up to date is: take away the
touched agents' months, compute them again, put them back.
"""

from datetime import date

import polars as pl
import sqlalchemy as sa

from queries.db.rows import fetch
from queries.db.schema import (
    SUMMARIES,
    agent_months,
    agent_recency,
    agent_runs,
    agents,
    cohort_months,
    contributions,
    membership_months,
    offices,
    participants,
)
from queries.months import month_at, month_number, spread
from queries.periods import month_number as number_of
from queries.periods import shift
from seed.writes import bulk, returns

RECENT = 12
"""Months back that `agent_recency` reaches: as far as any setting of the rule goes."""

_EVER = date(1900, 1, 1)


def refresh(conn: sa.Connection, branch: str, touched: set[str] | None, since: date | None) -> None:
    """Bring the summaries of a branch up to date.

    `touched`: codes of the agents whose rows changed, None for all; `since`: first month that changed, None for all.
    Months before `since` and other agents are left as they are.
    """
    start = since or _EVER
    office_codes = _offices_of(conn, branch, touched)
    for table, frame in computed(conn, branch, touched, office_codes, start).items():
        owner, owners = ("office_code", office_codes) if table is cohort_months else ("agent_code", touched)
        old = sa.delete(table).where(table.c.branch_code == branch, _month_column(table) >= start)
        if touched is not None:
            old = old.where(table.c[owner].in_(sorted(owners or ())))
        conn.execute(old)
        bulk.insert(conn, table, frame)


def computed(
    conn: sa.Connection, branch: str, touched: set[str] | None, office_codes: set[str], start: date
) -> dict[sa.Table, pl.DataFrame]:
    """Each summary's rows from `start` on, computed from the participants' and contributions' rows."""
    people = _people(conn, branch, office_codes)
    paid = _paid(conn, branch, office_codes, shift(start, 1 - RECENT) if start > _EVER else start)
    mine = people if touched is None else people.filter(pl.col("agent_code").is_in(sorted(touched)))
    own = paid.join(mine, on="participant_id")
    covered = _covered(paid)
    first = number_of(start)
    entries = _entries(paid, first, _paid_before(conn, branch, start))
    frames = {
        agent_months: _agent_months(mine, own, covered),
        agent_runs: _agent_runs(own),
        agent_recency: _agent_recency(own),
        cohort_months: _cohort_months(people, paid.join(people, on="participant_id"), covered, entries),
        membership_months: returns.membership_months(conn, branch, mine, own, start),
    }
    return {
        table: frame.filter(pl.col(_month_column(table).name) >= first).with_columns(
            pl.lit(branch).alias("branch_code"),
            *(month_at(pl.col(name)).alias(name) for name in _MONTHS if name in frame.columns),
        )
        for table, frame in frames.items()
    }


_MONTHS = ("month", "registration_month", "as_of_month", "known_since")


def _month_column(table: sa.Table) -> sa.Column[date]:
    return table.c.as_of_month if table is agent_recency else table.c.month


def _offices_of(conn: sa.Connection, branch: str, touched: set[str] | None) -> set[str]:
    query = sa.select(offices.c.code).where(offices.c.branch_code == branch)
    if touched is not None:
        query = sa.select(agents.c.office_code).where(
            agents.c.branch_code == branch, agents.c.code.in_(sorted(touched))
        )
    return set(conn.scalars(query))


def _people(conn: sa.Connection, branch: str, office_codes: set[str]) -> pl.DataFrame:
    """One row a participant: participant_id, agent_code, office_code, sector, registration_month (index)."""
    query = (
        sa.select(
            participants.c.id.label("participant_id"),
            participants.c.agent_code,
            agents.c.office_code,
            participants.c.sector,
            participants.c.registered_on.label("registration_month"),
        )
        .join_from(
            participants,
            agents,
            (agents.c.branch_code == participants.c.branch_code) & (agents.c.code == participants.c.agent_code),
        )
        .where(participants.c.branch_code == branch, agents.c.office_code.in_(sorted(office_codes)))
    )
    return fetch(conn, query).with_columns(_index("registration_month"))


def _paid(conn: sa.Connection, branch: str, office_codes: set[str], since: date) -> pl.DataFrame:
    """One row a contribution that reaches `since` or later.

    participant_id, paid_on, paid, blth, until (months as indexes), amount.
    """
    c = contributions.c
    query = sa.select(c.participant_id, c.paid_on, c.blth, c.covered_until.label("until"), c.amount).where(
        c.branch_code == branch
    )
    if since > _EVER:
        query = query.where(sa.or_(c.paid_on >= since, c.covered_until >= since))
    return fetch(conn, query).with_columns(
        month_number(pl.col("paid_on")).alias("paid"), _index("blth"), _index("until")
    )


def _index(name: str) -> pl.Expr:
    return month_number(pl.col(name)).alias(name)


def _covered(paid: pl.DataFrame) -> pl.DataFrame:
    """One row a participant and covered month, however often it was paid; covered_amount: rupiah for that month."""
    shares = paid.select("participant_id", "blth", "until", _share().alias("share"), rest=_rest(), first="blth")
    amount = pl.col("share") + pl.when(pl.col("month") == pl.col("first")).then("rest").otherwise(0)
    months = spread(shares, "month", "blth", "until")
    return months.group_by("participant_id", "month").agg(covered_amount=amount.sum())


def _share() -> pl.Expr:
    """What a payment, spread evenly over the months it covers, pays for each; the first one gets what is left over."""
    return pl.col("amount") // (pl.col("until") - pl.col("blth") + 1)


def _rest() -> pl.Expr:
    return pl.col("amount") % (pl.col("until") - pl.col("blth") + 1)


def _paid_before(conn: sa.Connection, branch: str, start: date) -> pl.DataFrame:
    """One row a participant who paid both before `start` and since: participant_id. Their first payment stands."""
    c = contributions.c
    since = sa.select(c.participant_id).where(c.branch_code == branch, c.paid_on >= start)
    query = sa.select(c.participant_id).distinct().where(c.branch_code == branch, c.paid_on < start)
    return fetch(conn, query.where(c.participant_id.in_(since), sa.literal(start > _EVER)))


def _entries(paid: pl.DataFrame, first: int, before: pl.DataFrame) -> pl.DataFrame:
    """One row a participant whose first payment was made in the month `first` or later.

    participant_id, month (index, of that payment), entry_amount: what it pays for its first month.
    """
    return (
        paid.filter(pl.col("paid") >= first)
        .join(before, on="participant_id", how="anti")
        .sort("paid_on", "blth")
        .group_by("participant_id", maintain_order=True)
        .agg(month=pl.col("paid").first(), entry_amount=(_share() + _rest()).first())
    )


def _agent_months(people: pl.DataFrame, own: pl.DataFrame, covered: pl.DataFrame) -> pl.DataFrame:
    """agent_code, month (index), acquired, received, covered_people."""
    registered = people.group_by("agent_code", pl.col("registration_month").alias("month")).agg(acquired=pl.len())
    received = own.group_by("agent_code", pl.col("paid").alias("month")).agg(received=pl.col("amount").sum())
    protected = covered.join(people, on="participant_id").group_by("agent_code", "month").agg(covered_people=pl.len())
    return _side_by_side(registered, received, protected)


_COUNTS = ("acquired", "received", "covered_people", "covered_amount", "entry_amount")


def _side_by_side(*frames: pl.DataFrame) -> pl.DataFrame:
    """Frames that count different things by the same keys, as one frame with zeros where one has no row."""
    every = pl.concat(frames, how="diagonal")
    counts = [name for name in _COUNTS if name in every.columns]
    keys = [name for name in every.columns if name not in counts]
    return every.group_by(keys).agg(pl.col(counts).cast(pl.Int64).sum())


def _agent_runs(own: pl.DataFrame) -> pl.DataFrame:
    """agent_code, month, known_since (indexes): the months in which a contribution runs, and since when that is known.

    A contribution runs in the month it was paid and in every month it covers (design, section 2).
    """
    both = pl.concat(
        [
            own.select("agent_code", "paid", month=pl.col("paid")),
            spread(own.select("agent_code", "paid", "blth", "until"), "month", "blth", "until"),
        ]
    )
    return both.group_by("agent_code", "month").agg(known_since=pl.col("paid").min())


def _agent_recency(own: pl.DataFrame) -> pl.DataFrame:
    """agent_code, as_of_month (index), age, people: participants by months since a contribution of theirs last ran.

    Only months that were known to run when they came matter: one that became known later, by a late payment, became so
    in a month that runs itself and is more recent.
    """
    keys = ["agent_code", "participant_id"]
    timely = pl.concat(
        [
            own.select(*keys, month=pl.col("paid")),
            spread(
                own.select(*keys, "until", start=pl.max_horizontal("blth", "paid")).filter(
                    pl.col("until") >= pl.col("start")
                ),
                "month",
                "start",
                "until",
            ),
        ]
    ).unique()
    runs = timely.sort("participant_id", "month").with_columns(
        last=pl.min_horizontal(
            pl.col("month").shift(-1).over("participant_id").fill_null(2**30) - 1, pl.col("month") + RECENT - 1
        )
    )
    spans = runs.select("agent_code", "last", ran=pl.col("month"), start=pl.col("month"))
    return (
        spread(spans, "as_of_month", "start", "last")
        .group_by("agent_code", "as_of_month", age=pl.col("as_of_month") - pl.col("ran"))
        .agg(people=pl.len())
    )


def _cohort_months(
    people: pl.DataFrame, paid: pl.DataFrame, covered: pl.DataFrame, entries: pl.DataFrame
) -> pl.DataFrame:
    """office_code, sector, registration_month, month (indexes), and the counts and rupiah of the table."""
    keys = ["office_code", "sector", "registration_month"]
    registered = people.group_by(*keys, pl.col("registration_month").alias("month")).agg(acquired=pl.len())
    received = paid.group_by(*keys, pl.col("paid").alias("month")).agg(received=pl.col("amount").sum())
    protected = covered.join(people, on="participant_id").group_by(*keys, "month")
    first = entries.join(people, on="participant_id").group_by(*keys, "month").agg(pl.col("entry_amount").sum())
    return _side_by_side(
        registered,
        received,
        protected.agg(covered_people=pl.len(), covered_amount=pl.col("covered_amount").sum()),
        first,
    )


def verify(conn: sa.Connection, branch: str) -> pl.DataFrame:
    """The differences between the stored summaries and the rows: summary, key, column, stored, computed; empty if none.

    Sorted by summary and key. A row that only one side has stands with zero, or null, on the other.
    """
    fresh = computed(conn, branch, None, _offices_of(conn, branch, None), _EVER)
    differences = [_differences(conn, branch, table, fresh[table]) for table in SUMMARIES]
    return pl.concat(differences).sort("summary", "key", "column")


def _differences(conn: sa.Connection, branch: str, table: sa.Table, fresh: pl.DataFrame) -> pl.DataFrame:
    keys = [column.name for column in table.primary_key if column.name != "branch_code"]
    values = [column.name for column in table.c if not column.primary_key]
    stored = fetch(conn, sa.select(table).where(table.c.branch_code == branch))
    as_text = [pl.col(name).cast(pl.String) for name in keys + values]
    long = [
        frame.select(as_text).unpivot(on=values, index=keys, variable_name="column", value_name=side)
        for frame, side in ((stored, "stored"), (fresh, "computed"))
    ]
    joined = long[0].join(long[1], on=[*keys, "column"], how="full", coalesce=True)
    return joined.filter(pl.col("stored").ne_missing(pl.col("computed"))).select(
        pl.lit(table.name).alias("summary"),
        pl.concat_str([pl.lit(f"{name}=") + pl.col(name) for name in keys], separator=" ").alias("key"),
        "column",
        "stored",
        "computed",
    )
