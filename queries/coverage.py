"""Coverage: the active participants of a place as a part of people that somebody else has counted there.

A denominator is a named number of an area and a year, with its source and its definition. Only one definition goes into
one ratio: where places are counted by different ones, or the same name by another one later, there is none, and why.
"""

import polars as pl
import sqlalchemy as sa

from queries import insured
from queries.frames import standard, yardsticks
from queries.scope import Scope

MIXED, SOURCES, MISSING, AREAS = "mixed_definitions", "mixed_sources", "places_missing", "of_areas"
"""Why there is no ratio: places counted by more than one definition; by more than one source; some not counted; the
choice is no area, but offices or a sector."""

_SHARE = {
    **dict.fromkeys(("name", "code"), pl.String),
    "year": pl.Int64,
    **dict.fromkeys(("source", "definition"), pl.String),
    **dict.fromkeys(("people", "denominator"), pl.Int64),
    "refused": pl.String,
}


def coverage(conn: sa.Connection, scope: Scope) -> pl.DataFrame:
    """One row a denominator's name and place: the scope's whole ("" as code) and each kabupaten/kota with one; by both.

    name, code, year (the newest up to the as-of year), source, definition (null: they are several), people (active on
    the as-of day), denominator (people; of the whole its own, or the sum of its places'), refused (why there is no
    ratio, else null; the denominator is null then). None without an as-of day.
    """
    if scope.as_of_month is None:
        return pl.DataFrame(schema=_SHARE)
    known = yardsticks.denominators(conn, scope).collect()
    if known.is_empty():
        return pl.DataFrame(schema=_SHARE)
    known = known.filter(pl.col("year") == pl.col("year").max().over("name"))
    places = standard.places_of_period(conn, scope)
    inside = known.filter(pl.col("wilayah_code").is_in(places))
    own = known.filter(pl.col("wilayah_code").is_null()) if scope.wilayah is None else known.clear()
    parts = [_summed(own, "", 1), _summed(inside.join(own, on="name", how="anti"), "", len(places))]
    none = known.select("name", "year").unique().join(pl.concat(parts), on="name", how="anti")
    parts.append(none.select("name", "year", code=pl.lit(""), refused=pl.lit(MISSING)))
    if scope.offices is None and scope.sectors is None:
        parts += [_summed(inside.filter(pl.col("wilayah_code") == code), code, 1) for code in places]
    people = pl.concat(insured.stock(conn, scope, by).select("code", people="covered") for by in (None, "wilayah"))
    rows = (
        pl.concat(parts, how="diagonal").join(people, on="code", how="left").with_columns(pl.col("people").fill_null(0))
    )
    if scope.offices is not None or scope.sectors is not None:
        rows = rows.with_columns(refused=pl.lit(AREAS))
    denominator = pl.when(pl.col("refused").is_null()).then("denominator")
    rows = rows.with_columns(denominator=denominator)
    return rows.select(pl.col(name).cast(kind) for name, kind in _SHARE.items()).sort("name", "code")


def _summed(rows: pl.DataFrame, code: str, places: int) -> pl.DataFrame:
    """The rows of each name as one, of so many places."""
    one = {name: pl.when(pl.col(name).n_unique() == 1).then(pl.col(name).first()) for name in ("source", "definition")}
    refused = (
        pl.when(pl.col("definition").n_unique() > 1)
        .then(pl.lit(MIXED))
        .when(pl.col("source").n_unique() > 1)
        .then(pl.lit(SOURCES))
        .when(pl.len() < places)
        .then(pl.lit(MISSING))
    )
    return rows.group_by("name").agg(
        pl.col("year").first(), denominator=pl.col("value").sum(), refused=refused, **one, code=pl.lit(code)
    )


def change(now: pl.DataFrame, before: pl.DataFrame) -> pl.DataFrame:
    """The rows of `coverage` now, with those of an earlier day, taken apart; in the order of `now`.

    Also people_before, denominator_before, year_before; points (percentage points that the ratio rose by), of them
    by_people (more people, of the denominator before) and by_denominator (another denominator, of the people now),
    whose sum is points; not_compared (why they are null though both ratios are there: another definition or source).
    Pure.
    """
    then = before.select(
        *("name", "code"),
        *(pl.col(name).alias(f"{name}_before") for name in ("people", "denominator", "year", "source", "definition")),
    )
    both = now.join(then, on=["name", "code"], how="left", maintain_order="left")
    there = pl.col("denominator").is_not_null() & pl.col("denominator_before").is_not_null()
    other = (
        pl.when(there & (pl.col("definition") != pl.col("definition_before")))
        .then(pl.lit(MIXED))
        .when(there & (pl.col("source") != pl.col("source_before")))
        .then(pl.lit(SOURCES))
    )
    both = both.with_columns(not_compared=other)
    fits = pl.col("not_compared").is_null()
    by_people = 100 * (pl.col("people") - pl.col("people_before")) / pl.col("denominator_before")
    by_other = 100 * (pl.col("people") / pl.col("denominator") - pl.col("people") / pl.col("denominator_before"))
    return both.with_columns(
        by_people=pl.when(fits).then(by_people), by_denominator=pl.when(fits).then(by_other)
    ).with_columns(points=pl.col("by_people") + pl.col("by_denominator"))
