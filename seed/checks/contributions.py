"""Contributions, compared with the database: which are known, which correct a known one, which are new."""

from dataclasses import replace

import polars as pl
import sqlalchemy as sa

from queries.months import month_at, month_number, month_start
from seed.checks import existing, payers
from seed.checks.decisions import Decision, Decisions
from seed.checks.known_months import in_months, known_months, offered
from seed.checks.pairing import KEY, pairs, was
from seed.checks.personal import Names
from seed.checks.suspicions import rates
from seed.checks.suspicions.payments import payments
from seed.checks.validator import CHANGED, KNOWN, MOVED, NEW, Judged, Sieve
from seed.files.rules import RefusalRule, Suspicion
from seed.values.hashing import kpj_hashes

KIND = "contributions"


def contributions(
    conn: sa.Connection,
    branch: str,
    rows: pl.DataFrame,
    cancelled: pl.DataFrame,
    people: pl.DataFrame,
    known: pl.Series,
    lost: set[str],
    secret: str,
    decisions: Decisions,
    broken: int,
    names: Names,
) -> Judged:
    """`cancelled`: rows that stand for none, see standing.CANCELLED_ROWS; `people`: id, kpj_hash, agent_code,
    registered_on, ended_on of the database's and of this load's; `known`: ids of the database's; `lost`: KPJ of
    participants refused; `broken`: rows of the kind refused before; `names`: people
    that the load names.
    """
    sieve = _owned(rows, people, lost, secret)
    payers.said(conn, branch, sieve, names)
    values = ["months", "amount", "payer"]
    sieve.refuse_repeated(KEY, values, "amount", RefusalRule.CONFLICT_IN_FILE)
    there = existing.contributions(conn, branch, pl.concat([sieve.rows["paid_on"], cancelled["paid_on"]]))
    sieve.settle(KEY, values, there, {"payer": pl.col("payer").is_null()})
    withdrawn = _withdrawn(cancelled, people, secret, there, sieve.rows)
    there, paired = _paired(conn, branch, sieve, there, known, withdrawn)
    refused = broken > 0 or bool(sieve.lost)
    matched = _matched(sieve.rows, there, paired, withdrawn)
    months = known_months(KIND, "paid_on", sieve.rows, matched, decisions, refused, withdrawn)
    decisions = offered(months)
    sieve.suspect(_in_already(conn, branch, sieve.rows, decisions), "amount", Suspicion.SUMMED_TWICE)
    paired = _decided(sieve, paired, decisions)
    payers.stay(sieve)
    free = there.join(was(paired), on=KEY, how="anti")
    gone = free.join(sieve.rows, on=KEY, how="anti").filter(in_months("paid_on", KIND, decisions, Decision.REPLACE))
    corrected = withdrawn.filter(in_months("paid_on", KIND, decisions, Decision.CORRECT))
    gone = pl.concat([gone, corrected.select(gone.columns)])
    payments(conn, branch, sieve, free.join(gone, on=KEY, how="anti"), known)
    _reach(sieve)
    owners = people.select("agent_code", participant_id="id")
    before = paired.select("participant_id", blth="blth_was", paid_on="paid_on_was", amount="amount_old")
    dropped, moved = (some.join(owners, on="participant_id", how="left") for some in (gone, before))
    return replace(sieve.judged(), dropped=dropped, moved=moved, months=months, cancelled=withdrawn)


def _reach(sieve: Sieve) -> None:
    """Give each row the last month that it covers."""
    until = month_number(pl.col("blth")) + pl.col("months").cast(pl.Int32) - 1
    rows = sieve.rows.with_columns(covered_until=until)
    sieve.rows = rows.with_columns(covered_until=month_at(pl.col("covered_until")))


def _owned(rows: pl.DataFrame, people: pl.DataFrame, lost: set[str], secret: str) -> Sieve:
    """The rows with their participants; those of nobody are refused."""
    numbers = rows.select(pl.col("kpj").unique())
    owners = numbers.with_columns(kpj_hash=kpj_hashes(numbers["kpj"], secret)).join(
        people.select("kpj_hash", "agent_code", "registered_on", "ended_on", participant_id="id"),
        on="kpj_hash",
        how="left",
    )
    sieve = Sieve(
        rows.join(owners.drop("kpj_hash"), on="kpj", how="left", maintain_order="left").with_columns(
            months=pl.col("months").fill_null(1)
        )
    )
    nobody = pl.col("participant_id").is_null()
    sieve.refuse(nobody & pl.col("kpj").is_in(sorted(lost)), "kpj", RefusalRule.PARENT_REFUSED)
    sieve.refuse(nobody, "kpj", RefusalRule.UNKNOWN_KPJ)
    return sieve


def _withdrawn(
    cancelled: pl.DataFrame, people: pl.DataFrame, secret: str, there: pl.DataFrame, rows: pl.DataFrame
) -> pl.DataFrame:
    """The database's payments, as `there`, that a row of the load says were cancelled: file, row, says.

    Of another amount, it is another payment; where a row of the load has it as well, an attempt that was repeated.
    """
    said = cancelled.with_columns(kpj_hash=kpj_hashes(cancelled["kpj"], secret)).join(
        people.select("kpj_hash", participant_id="id"), on="kpj_hash"
    )
    once = said.unique([*KEY, "amount"], keep="first", maintain_order=True)
    said = once.select(*KEY, "amount", "file", "row", "says")
    return there.join(said, on=[*KEY, "amount"]).join(rows, on=KEY, how="anti")


def _paired(
    conn: sa.Connection, branch: str, sieve: Sieve, there: pl.DataFrame, known: pl.Series, withdrawn: pl.DataFrame
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The database's payments among which a correction may be, and the pairs; rows in one are MOVED.

    `there` grows by payments made in other months, for a month for which somebody pays now.
    """
    new = sieve.rows.filter(pl.col("state") == NEW, pl.col("participant_id").is_in(known.implode()))
    if new.height:
        elsewhere = existing.contributions_for(conn, branch, new["blth"].unique().to_list())
        mine = elsewhere.join(new, on="participant_id", how="semi")
        there = pl.concat([there, mine.join(there, on=KEY, how="anti")])
    free = there.join(sieve.rows, on=KEY, how="anti").join(withdrawn, on=KEY, how="anti")
    paired = pairs(new, free)
    old = ["months_old", "amount_old", "payer_old"]
    joined = sieve.rows.join(paired, on=KEY, how="left", suffix="_pair", maintain_order="left")
    moved = pl.col("blth_was").is_not_null() & (pl.col("state") == NEW)
    sieve.rows = joined.with_columns(
        *(pl.coalesce(f"{name}_pair", name).alias(name) for name in old),
        state=pl.when(moved).then(pl.lit(MOVED)).otherwise("state"),
    ).drop(f"{name}_pair" for name in old)
    sieve.rows = sieve.rows.with_columns(disputed=pl.col("state").is_in([CHANGED, MOVED]))
    return there, paired


def _matched(rows: pl.DataFrame, there: pl.DataFrame, paired: pl.DataFrame, withdrawn: pl.DataFrame) -> pl.DataFrame:
    """The database's payments of the load's months, with `matched` and `same`: see `known_months`."""
    same = rows.filter(pl.col("state") == KNOWN).select(KEY).unique()
    marks = pl.concat(
        [
            same.with_columns(same=pl.lit(True)),
            rows.filter(pl.col("state") == CHANGED).select(KEY).with_columns(same=pl.lit(False)),
            was(paired).with_columns(same=pl.lit(False)),
            withdrawn.select(KEY).with_columns(same=pl.lit(False)),
        ]
    )
    days = pl.concat([rows["paid_on"], withdrawn["paid_on"]])
    months = days.dt.month_start().unique().alias("month").to_frame()
    inside = there.with_columns(month=month_start(pl.col("paid_on"))).join(months, on="month", how="semi")
    return inside.join(marks, on=KEY, how="left").with_columns(
        matched=pl.col("same").is_not_null(), same=pl.col("same").fill_null(False)
    )


_JKK, _JKM, _LEAST = 10_000, 6_800, 8_100
"""The least of each programme a month, and of a contribution, in months whose rates are not cut (domain, section 2)."""


def _in_already(conn: sa.Connection, branch: str, rows: pl.DataFrame, decisions: Decisions) -> pl.Expr:
    """The rows to be added to a payment that may have their programme already: without it, it would still be as much as
    the least of another programme in its months.
    """
    summed = in_months("paid_on", KIND, decisions, Decision.SUM) & (pl.col("state") == CHANGED)
    parts = rates.least(rows.filter(summed), rates.steps(conn, branch)) if decisions else rows.clear()
    if parts.is_empty():
        return pl.lit(False)
    other = pl.when(pl.col("program") == "JKM").then(_JKK).otherwise(_JKM)
    rest = (pl.col("amount_old") - pl.col("amount")) * _LEAST
    return pl.struct("file", "row").is_in(
        parts.filter(rest >= other * pl.col("least")).select("file", "row").to_struct().implode()
    )


def _decided(sieve: Sieve, paired: pl.DataFrame, decisions: Decisions) -> pl.DataFrame:
    """Where rows are others besides, they are new, or refused where one of the same key is known; where they are other
    programmes of known payments, they have the rupiah of both. The pairs left.
    """
    besides = in_months("paid_on", KIND, decisions, Decision.ADD)
    parts = in_months("paid_on", KIND, decisions, Decision.SUM) & (pl.col("state") == CHANGED)
    both = pl.when(parts).then(pl.col("amount_old") + pl.col("amount")).otherwise("amount")
    sieve.rows = sieve.rows.with_columns(amount=both)
    sieve.refuse(besides & (pl.col("state") == CHANGED), "amount", RefusalRule.CONFLICT_WITH_DATABASE)
    state = pl.when(besides & (pl.col("state") == MOVED)).then(pl.lit(NEW)).otherwise("state")
    sieve.rows = sieve.rows.with_columns(state=state)
    return paired.filter(~besides)
