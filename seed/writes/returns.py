"""Who came back, by month: with a new KPJ, or by paying again after more than three months without a covered one."""

from datetime import date

import polars as pl
import sqlalchemy as sa

from queries.db.rows import fetch
from queries.db.schema import contributions, participants
from queries.frames.memberships import MOST_WITHOUT_COVER, has_earlier
from queries.months import month_number
from seed.writes.runs import ABOVE

_OF = ("agent_code", "office_code", "wilayah_code", "sector")
_KEYS = (*_OF, "month")


def membership_months(
    conn: sa.Connection, branch: str, people: pl.DataFrame, own: pl.DataFrame, before: pl.DataFrame, start: date
) -> pl.DataFrame:
    """agent_code, office_code, wilayah_code, sector, month (index), acquired_returning, returned_by_paying; of months
    from `start` on.

    `people`: participants with the posting of their registration and registration_month (index); `own`: their
    contributions with that of the day paid, paid_on, paid, blth and until (months as indexes), at least those paid from
    `start` on; `before`: see `covered_before`.
    """
    p = participants.c
    again = fetch(
        conn,
        sa.select(p.id.label("participant_id")).where(
            p.branch_code == branch, p.registered_on >= start, has_earlier(participants)
        ),
    )
    registered = people.join(again, on="participant_id", how="semi").select(
        *_OF, month="registration_month", acquired_returning=1, returned_by_paying=0
    )
    returned = _returned(own.filter(pl.col("paid_on") >= start), before)
    paying = returned.select(*_OF, month="paid", acquired_returning=0, returned_by_paying=1)
    every = pl.concat([registered, paying], how="vertical_relaxed")
    return every.group_by(_KEYS).agg(pl.col("acquired_returning", "returned_by_paying").sum().cast(pl.Int64))


def covered_before(conn: sa.Connection, branch: str, start: date) -> pl.DataFrame:
    """One row a participant who paid both before `start` and since: participant_id, covered (month index, the last)."""
    c = contributions.c
    since = sa.select(c.participant_id).where(c.branch_code == branch, c.paid_on >= start)
    first = conn.scalar(sa.select(sa.func.min(c.paid_on)).where(c.branch_code == branch))
    begun = first is not None and first < start  # of the first load of all nobody need look who paid before it
    query = (
        sa.select(c.participant_id, sa.func.max(c.covered_until, type_=sa.Date).label("covered"))
        .where(c.branch_code == branch, c.paid_on < start, c.participant_id.in_(since) if begun else sa.false())
        .group_by(c.participant_id)
    )
    return fetch(conn, query).with_columns(month_number(pl.col("covered")).alias("covered"))


def _returned(own: pl.DataFrame, before: pl.DataFrame) -> pl.DataFrame:
    """The first row of each day on which a participant came back by paying, of those in `own`.

    All that is paid on a day counts together: who pays the months between on the same day has left none uncovered.
    """
    days = (
        own.sort("participant_id", "paid_on", "blth")
        .group_by("participant_id", "paid_on", maintain_order=True)
        .agg(pl.col(*_OF, "paid", "blth").first(), pl.col("until").max())
        .join(before, on="participant_id", how="left", maintain_order="left")
    )
    # A shift from one person to the next is taken back, instead of looking at each person's rows by themselves.
    first = pl.col("participant_id").ne_missing(pl.col("participant_id").shift(1))
    of_one = pl.col("participant_id") * ABOVE
    farthest = ((of_one + pl.col("until")).cum_max().shift(1) - of_one).cast(pl.Int32)
    earlier = pl.when(~first).then(farthest)
    covered = pl.max_horizontal(earlier, "covered")
    return days.filter(pl.col("blth") - covered - 1 > MOST_WITHOUT_COVER)
