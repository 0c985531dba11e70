"""Persistency: of those who registered, how many are still covered n months later, and for how much.

By people: of the participants registered n months or more before the as-of month, those whose covered months include
the n-th month after registration (design, section 2). By rupiah: what was paid for that n-th month, over what the first
payments of the same participants pay a month. A cohort whose n-th month lies after the as-of month has no answer yet.
"""

from datetime import date
from enum import StrEnum

import polars as pl
import sqlalchemy as sa

from queries.db import schema as s
from queries.db.memo import part
from queries.frames import cohorts, standard
from queries.months import month_start, shifted
from queries.periods import shift
from queries.scope import Scope

AGES = (1, 2, 3, 6, 12)
"""Months after registration at which it is asked."""

_COUNTS = {
    "cohort_people": pl.Int64,
    "covered_people": pl.Int64,
    "entry_amount": pl.Int64,
    "covered_amount": pl.Int64,
}
_RATIOS = {"people": pl.Float64, "rupiah": pl.Float64}


def overall(conn: sa.Connection, scope: Scope) -> pl.DataFrame:
    """One row an n of AGES, in order: n (months), cohort_people, covered_people, entry_amount, covered_amount (rupiah).

    people and rupiah: the ratios, null where nobody registered long enough ago, or, of rupiah, where none ever paid.
    """
    summed = _cohorts(conn, scope).group_by("n").agg(pl.col(list(_COUNTS)).sum())
    every = pl.LazyFrame({"n": AGES}, schema={"n": pl.Int64})
    return _with_ratios(every.join(summed, on="n", how="left", maintain_order="left"), "n").collect()


def by_cohort(conn: sa.Connection, scope: Scope) -> pl.DataFrame:
    """One row a registration month with participants and an n of AGES; by both. As `overall`, and registration_month.

    complete: whether the n-th month has ended on the as-of day; where not, covered and ratios are null, while
    registered (people) and entry_amount stand in every row.
    """
    if scope.as_of_month is None:
        return pl.DataFrame(schema={"registration_month": pl.Date, **_COHORT})
    size = cohorts.sizes(conn, scope).group_by("registration_month").agg(registered=pl.col("cohort_people").sum())
    known = _cohorts(conn, scope).group_by("registration_month", "n").agg(pl.col(list(_COUNTS)).sum())
    ages = pl.LazyFrame({"n": AGES}, schema={"n": pl.Int64})
    both = size.filter(pl.col("registered") > 0).join(ages, how="cross")
    joined = both.join(known, on=["registration_month", "n"], how="left")
    answered = _ratios(joined.with_columns(complete=pl.col("cohort_people").is_not_null()))
    return (
        answered.select("registration_month", *(pl.col(name).cast(kind) for name, kind in _COHORT.items()))
        .sort("registration_month", "n")
        .collect()
    )


_COHORT = {"n": pl.Int64, "registered": pl.Int64, "complete": pl.Boolean, **_COUNTS, **_RATIOS}


def by_wilayah(conn: sa.Connection, scope: Scope) -> pl.DataFrame:
    """One row a kabupaten/kota with an office, or a cohort, in the scope and an n; by code and n: code, label, kind,
    then as `overall`.
    """
    counts = _cohorts(conn, scope).with_columns(code=pl.col("wilayah_code"))
    places = standard.offices(conn, scope).select("wilayah_code")
    if scope.as_of_month is not None:
        there = cohorts.sizes(conn, scope).filter(pl.col("cohort_people") > 0)
        places = pl.concat([places, there.select("wilayah_code")])
    names = standard.wilayah(conn, scope).join(places.unique(), on="wilayah_code")
    names = names.select(code="wilayah_code", label="wilayah", kind="kind")
    return _grouped(names, counts, "label", "kind").collect()


def by_sector(conn: sa.Connection, scope: Scope) -> pl.DataFrame:
    """One row a sector with participants and an n; by code and n: code and label (the sector), then as `overall`."""
    counts = _cohorts(conn, scope).with_columns(code=pl.col("sector"))
    if scope.as_of_month is None:
        return _grouped(counts.select("code", label="code"), counts, "label").collect()
    there = cohorts.sizes(conn, scope).filter(pl.col("cohort_people") > 0)
    return _grouped(there.select(code="sector", label="sector").unique(), counts, "label").collect()


class Paying(StrEnum):
    """Who paid a participant's first contribution: they themselves, a fund, one who is not said; or none was paid."""

    OWN = "own"
    FUND = "fund"
    UNSAID = "unsaid"
    NEVER = "never"


def by_payer(conn: sa.Connection, scope: Scope) -> pl.DataFrame:
    """One row a part of Paying with participants and an n; in their order and by n: code and label (of Paying), then as
    `overall`. Who began with a fund stays with it, whoever pays later. Counted from the rows.
    """
    if scope.as_of_month is None:
        return pl.DataFrame(schema={"code": pl.String, "label": pl.String, "n": pl.Int64, **_COUNTS, **_RATIOS})
    people, paid = cohorts.people(conn, scope).collect(), cohorts.payments(conn, scope)
    first = paid.group_by("participant_id").agg(pl.col("payer").first())
    paying = people.lazy().join(first.with_columns(paid=pl.lit(True)), on="participant_id", how="left")
    named = paying.select("participant_id", code=_paying()).collect().lazy()
    counts = _by_participant(scope, people, paid).join(named, on="participant_id")
    rows = _grouped(named.select("code", label="code").unique(), counts, "label")
    return rows.sort(pl.col("code").cast(pl.Enum([part.value for part in Paying])), "n").collect()


def _paying() -> pl.Expr:
    said = pl.when(pl.col("payer") == s.OWN).then(pl.lit(Paying.OWN.value)).otherwise(pl.lit(Paying.FUND.value))
    unsaid = pl.when("paid").then(pl.lit(Paying.UNSAID.value)).otherwise(pl.lit(Paying.NEVER.value))
    return pl.when(pl.col("payer").is_not_null()).then(said).otherwise(unsaid)


def payers(conn: sa.Connection, scope: Scope) -> bool:
    """Whether it is said of any contribution of the branch who paid it."""
    return not cohorts.payers(conn, scope).is_empty()


def by_agent(conn: sa.Connection, scope: Scope) -> pl.DataFrame:
    """One row an agent with participants and an n; by code and n: code, label (name), then as `overall`.

    Counted from the rows.
    """
    if scope.as_of_month is None:
        return pl.DataFrame(schema={"code": pl.String, "label": pl.String, "n": pl.Int64, **_COUNTS, **_RATIOS})
    people = cohorts.people(conn, scope).collect()
    counts = _by_participant(scope, people, cohorts.payments(conn, scope)).rename({"agent_code": "code"})
    names = people.lazy().select(code="agent_code", label="agent").unique()
    return _grouped(names, counts, "label").collect()


def _grouped(names: pl.LazyFrame, counts: pl.LazyFrame, *about: str) -> pl.LazyFrame:
    summed = counts.group_by("code", "n").agg(pl.col(list(_COUNTS)).sum())
    every = names.join(pl.LazyFrame({"n": AGES}, schema={"n": pl.Int64}), how="cross")
    return _with_ratios(every.join(summed, on=["code", "n"], how="left"), "code", *about, "n").sort("code", "n")


def _with_ratios(frame: pl.LazyFrame, *keys: str) -> pl.LazyFrame:
    filled = frame.with_columns(pl.col(list(_COUNTS)).fill_null(0))
    return _ratios(filled).select(*keys, *(pl.col(name).cast(kind) for name, kind in {**_COUNTS, **_RATIOS}.items()))


def _ratios(frame: pl.LazyFrame) -> pl.LazyFrame:
    people, entry = pl.col("cohort_people"), pl.col("entry_amount")
    return frame.with_columns(
        people=pl.when(people > 0).then(pl.col("covered_people") / people),
        rupiah=pl.when(entry > 0).then(pl.col("covered_amount") / entry),
    )


@part
def _cohorts(conn: sa.Connection, scope: Scope) -> pl.LazyFrame:
    """office_code, wilayah_code, sector, registration_month, n, and the counts: of the cohorts whose n-th month is
    complete.

    Worked out here and not with each answer that is made from it: a page has five of them.
    """
    keys = ["office_code", "wilayah_code", "sector", "registration_month"]
    if scope.as_of_month is None:
        return pl.LazyFrame(schema={**dict.fromkeys(keys[:3], pl.String), keys[3]: pl.Date, "n": pl.Int64, **_COUNTS})
    size = cohorts.sizes(conn, scope).collect()
    due = _due(size["registration_month"].unique().to_list(), scope.as_of_month)
    covered = cohorts.covered(conn, scope, due.select("registration_month", "month").rows())
    return (
        size.lazy()
        .join(due.lazy(), on="registration_month")
        .join(covered, on=[*keys, "month"], how="left")
        .select(*keys, "n", pl.col(list(_COUNTS)).fill_null(0))
        .collect()
        .lazy()
    )


def _due(registered: list[date], as_of_month: date) -> pl.DataFrame:
    """registration_month, n, month: the n-th months after registration that have ended."""
    rows = [(one, n, shift(one, n)) for one in registered for n in AGES if shift(one, n) <= as_of_month]
    return pl.DataFrame(rows, {"registration_month": pl.Date, "n": pl.Int64, "month": pl.Date}, orient="row")


def _by_participant(scope: Scope, people: pl.DataFrame, payments: pl.LazyFrame) -> pl.LazyFrame:
    """agent_code, participant_id, n and the counts, one row a participant and an n that is due."""
    people = people.with_columns(registration_month=month_start(pl.col("registered_on")))
    due = _due(people["registration_month"].unique().to_list(), scope.require_as_of_month()).lazy()
    paid = payments.with_columns(share=pl.col("amount") // pl.col("months"), rest=pl.col("amount") % pl.col("months"))
    entry = paid.group_by("participant_id").agg(entry_amount=(pl.col("share") + pl.col("rest")).first())
    first, until = pl.col("blth"), shifted(pl.col("blth"), pl.col("months") - 1)
    asked = people.lazy().join(due, on="registration_month")
    covered = (
        asked.join(paid.with_columns(until=until), on="participant_id")
        .filter(pl.col("month").is_between(first, "until"))
        .group_by("participant_id", "n")
        .agg(
            covered_people=pl.lit(1, pl.Int64),
            covered_amount=(pl.col("share") + pl.when(pl.col("month") == first).then("rest").otherwise(0)).sum(),
        )
    )
    return (
        asked.join(entry, on="participant_id", how="left")
        .join(covered, on=["participant_id", "n"], how="left")
        .with_columns(cohort_people=pl.lit(1, pl.Int64))
        .select("agent_code", "participant_id", "n", pl.col(list(_COUNTS)).fill_null(0))
    )
