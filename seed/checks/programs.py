"""Programmes of one payment that stand in several files of a load, JKK in one and JKM in another: added up as one."""

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from seed.checks.parse import Source
from seed.checks.standing import PAYMENT, PROGRAMS
from seed.files.rules import Notice, RefusalRule
from seed.files.tables import FileNotice

_ROW = ["file", "row"]


def added_up(sources: Sequence[Source]) -> list[Source]:
    """The sources, with each payment whose programmes lie in several of them in the first one that has a part of it.

    The same part in two files counts once. Parts that overlap otherwise, or differ in months or payer, are left to
    be refused. Where a part is refused, those in other files wait for it.
    """
    parts = _parts(sources)
    if parts["file"].n_unique() < 2:
        return list(sources)
    waiting = _waiting(parts)
    payments = _payments(parts.filter(~pl.col("broken")).join(waiting, on=_ROW, how="anti"))
    return [_with(source, n, sources, payments, waiting) for n, source in enumerate(sources)]


def _parts(sources: Sequence[Source]) -> pl.DataFrame:
    """The rows that name programmes: file, row, broken, the payment, programs (a list), amount, months,
    payer."""
    columns = [*_ROW, "broken", *PAYMENT, "program", "amount", "months", "payer"]
    frames = [
        rows.with_columns(broken=pl.lit(broken)).select(columns)
        for source in sources
        if source.table and source.table.kind.name == "contributions"
        for broken, rows in ((False, source.rows), (True, source.broken))
        if not rows.is_empty()
    ]
    if not frames:
        return pl.DataFrame(schema={"file": pl.UInt32})
    named = pl.concat(frames).with_columns(programs=pl.col("program").str.split("+"))
    return named.filter(pl.col("programs").list.eval(pl.element().is_in(PROGRAMS)).list.all()).drop("program")


def _waiting(parts: pl.DataFrame) -> pl.DataFrame:
    """file, row of the parts of a payment of which another file has another programme, refused."""
    refused = parts.filter("broken", pl.col("programs").list.len() == 1).drop_nulls("kpj")
    beside = parts.filter(~pl.col("broken")).join(refused, on="kpj", suffix="_refused")
    same = pl.all_horizontal(
        (pl.col(name) == pl.col(f"{name}_refused")).fill_null(True) for name in ("blth", "paid_on")
    )
    other = pl.col("programs").list.set_intersection("programs_refused").list.len() == 0
    return beside.filter(same & other, pl.col("file") != pl.col("file_refused")).select(_ROW).unique()


def _payments(parts: pl.DataFrame) -> pl.DataFrame:
    """One row a part of a payment that is added up: file, row, and of the payment first_file, first_row, sum, all,
    by."""
    key = pl.struct(PAYMENT)
    once = parts.sort(_ROW).unique([*PAYMENT, "programs", "amount", "months"], keep="first", maintain_order=True)
    whole = (
        once.filter(pl.col("file").n_unique().over(key) > 1)
        .group_by(PAYMENT)
        .agg(
            first_file=pl.col("file").first(),
            first_row=pl.col("row").first(),
            sum=pl.col("amount").sum(),
            all=pl.col("programs").list.explode().unique().sort(),
            named=pl.col("programs").list.len().sum(),
            lengths=pl.col("months").fill_null(1).n_unique(),
            by=pl.col("payer").drop_nulls().first(),
            payers=pl.col("payer").drop_nulls().n_unique(),
        )
        .filter(pl.col("payers") < 2)
        .filter(pl.col("all").list.len() == pl.col("named"), pl.col("lengths") == 1)
    )
    return parts.join(whole, on=PAYMENT).select(
        *_ROW, "first_file", "first_row", "sum", pl.col("all").list.join("+"), "by"
    )


def _with(
    source: Source, position: int, sources: Sequence[Source], payments: pl.DataFrame, waiting: pl.DataFrame
) -> Source:
    mine, refused = (some.filter(pl.col("file") == position) for some in (payments, waiting))
    if mine.is_empty() and refused.is_empty():
        return source
    is_first = (pl.col("file") == pl.col("first_file")) & (pl.col("row") == pl.col("first_row"))
    joined, firsts = mine.filter(~is_first), mine.filter(is_first).select(*_ROW, "sum", "all", "by")
    rows = source.rows.join(joined, on=_ROW, how="anti").join(firsts, on=_ROW, how="left", maintain_order="left")
    whole = {"amount": "sum", "program": "all", "payer": "by"}
    rows = rows.with_columns(**{name: pl.coalesce(of, name) for name, of in whole.items()})
    rows = rows.select(source.rows.columns)
    rule = pl.lit(RefusalRule.PART_REFUSED.value)
    refusals = refused.select(*_ROW, column=pl.lit(None, pl.String), rule=rule)
    notices = []
    here = payments.filter(pl.col("first_file") == position)
    if here.height:
        payments_here = here.select("first_row").n_unique()
        notices.append(FileNotice(Notice.PROGRAMS_ADDED, {"rows": here.height, "payments": payments_here}))
    for first, n in mine.filter(pl.col("first_file") != position)["first_file"].value_counts(sort=True).iter_rows():
        notices.append(FileNotice(Notice.PROGRAMS_ELSEWHERE, {"rows": n, "other": sources[first].name}))
    return replace(
        source,
        rows=rows.join(refused, on=_ROW, how="anti"),
        broken=pl.concat([source.broken, rows.join(refused, on=_ROW, how="semi")]),
        refusals=pl.concat([source.refusals, refusals]),
        notices=(*source.notices, *notices),
        apart=source.apart + joined.height,
    )
