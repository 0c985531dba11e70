"""Take-overs in the same load as another row of their participant: the acquirer's, or an earlier take-over's."""

from collections.abc import Sequence

import polars as pl
import sqlalchemy as sa

from queries import stewards
from seed.checks import existing
from seed.checks.handed import Handed
from seed.checks.validator import CHANGED, KNOWN, Sieve
from seed.files.rules import RefusalRule

_DAY = "effective_on"


def apart(sieve: Sieve, others: Sequence[str], known: pl.Series) -> pl.DataFrame:
    """Take out the rows with a day that name another agent than the row before them of the same participant, in time,
    where all else is the same; returned in time, with `before`, that agent.

    The first row of a participant stays: the one without a day, which names the acquirer; of somebody whom the database
    has (`known`: kpj_hash) it may be the earliest take-over. Two agents on one day stay, to be refused.
    """
    rows = sieve.rows.filter(pl.struct("kpj_hash").is_duplicated())
    if rows[_DAY].null_count() == rows.height:
        return sieve.rows.clear().with_columns(before=pl.lit(None, pl.String))
    rows = rows.unique(["kpj_hash", "agent_code", _DAY, *others], keep="first", maintain_order=True)
    of, first = pl.len().over("kpj_hash"), pl.col(_DAY).is_null() | pl.col("kpj_hash").is_in(known.implode())
    same = pl.struct(others).n_unique().over("kpj_hash") == 1
    each = pl.col(_DAY).n_unique().over("kpj_hash") == of
    rows = rows.sort("kpj_hash", _DAY, nulls_last=False).with_columns(
        before=pl.col("agent_code").shift(1).over("kpj_hash"), first=first.first().over("kpj_hash")
    )
    moves = (pl.col("before") != pl.col("agent_code")).fill_null(True).all().over("kpj_hash")
    later = rows.filter(of > 1, same, each, "first", moves).filter(pl.col("before").is_not_null())
    key = ["kpj_hash", "agent_code", _DAY]
    every = sieve.rows.join(later.select(*key, "before"), on=key, maintain_order="left")
    sieve.rows = sieve.rows.join(later, on=key, how="anti", maintain_order="left")
    return every


def beside(conn: sa.Connection, branch: str, sieve: Sieve, of: Handed, later: pl.DataFrame) -> Handed:
    """Put the rows of `apart` back, as what they are, and add their take-overs to the others.

    `sieve`: settled and numbered. A row whose participant is refused, or was registered after the day, is refused. One
    that the database knows already is known.
    """
    if later.is_empty():
        return of
    own = sieve.rows.filter(pl.struct("kpj_hash").is_first_distinct()).drop("file", "row", _DAY)
    rows = later.select("file", "row", _DAY, "kpj_hash", "before", named="agent_code").join(
        own, on="kpj_hash", how="left", maintain_order="left"
    )
    there = existing.takeovers(conn, branch)
    same = {f"{name}_old": name for name in own.columns if f"{name}_old" in own.columns}
    back = Sieve(rows.with_columns(**same, returns=pl.lit(False), agent_since=None, agent_until=None))
    back.refuse(pl.col("id").is_null(), "kpj", RefusalRule.PARENT_REFUSED)
    back.refuse(pl.col(_DAY) < pl.col("registered_on"), _DAY, RefusalRule.TAKEN_OVER_TOO_EARLY)
    sieve.refusals += back.refusals
    sieve.lost += back.lost
    rows = _with_state(back.rows, there, of.moved)
    moved = rows.filter(pl.col("state") == CHANGED).select(
        *("file", "row", "registered_on", _DAY, "named"),
        participant_id="id",
        acquirer="agent_code",
        agent_code="before",
        since=_DAY,
        taken_on=_DAY,
        code=pl.format("{}/{}", "before", "named"),
        answered=pl.lit(False),
    )
    sieve.rows = pl.concat([sieve.rows, rows.select(sieve.rows.columns)], how="vertical_relaxed")
    every = pl.concat([of.moved, moved], how="diagonal_relaxed")
    return Handed(every, there.join(every, on="participant_id", how="semi"))


def _with_state(rows: pl.DataFrame, there: pl.DataFrame, others: pl.DataFrame) -> pl.DataFrame:
    """The rows with their `state`, and with who looks after the participant until then, by database and file, as
    `before`: known where it is the same agent, or where the row stands there a second time. `others`: see Handed.
    """
    mine = rows.select(participant_id="id", since=_DAY, agent_code="named")
    first = others.drop_nulls("taken_on").select("participant_id", since="taken_on", agent_code="named")
    mine = pl.concat([mine, first])
    day = pl.col(_DAY).dt.offset_by("-1d")
    asked = rows.with_row_index("n").select("n", "agent_code", participant_id="id", day=day)
    known = stewards.assigned(asked, pl.concat([there, mine]).unique(["participant_id", "since"], keep="first"), "day")
    before = known.sort("n")["agent_code"]
    already = there.select(id="participant_id", **{_DAY: "since"}, now="agent_code")
    same = (pl.col("named") == pl.col("before")) | (pl.col("named") == pl.col("now")).fill_null(False)
    again = ~pl.struct("kpj_hash", _DAY).is_first_distinct()
    state = pl.when(same | again).then(pl.lit(KNOWN)).otherwise(pl.lit(CHANGED))
    rows = rows.with_columns(before=before).join(already, on=["id", _DAY], how="left", maintain_order="left")
    return rows.with_columns(state=state).with_columns(before=pl.coalesce("now", "before"))
