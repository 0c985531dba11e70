"""Which rows stand for a payment: not the cancelled ones, and programmes paid in rows of their own as one."""

from dataclasses import dataclass

import polars as pl

from seed.files.characters import DASHES
from seed.files.rules import Notice, RefusalRule
from seed.files.tables import FileNotice, FileTable
from seed.values.statuses import CANCELLED, FINE, REVERSED, is_fine

_NEGATIVE = r"(?i)^\s*\(?\s*(?:rp|idr)?\.?\s*[-(]"
PROGRAMS = ["JHT", "JKK", "JKM"]
ASIDE = tuple(
    prefix + name for name in ("blth_last", "year", "fine", "total", "status", "remark") for prefix in ("", "given_")
)
"""Columns that have served once the rows are settled."""

PAYMENT = ["kpj", "blth", "paid_on"]

CANCELLED_ROWS = {
    **{"file": pl.UInt32, "row": pl.UInt32, "kpj": pl.String, "blth": pl.Date, "paid_on": pl.Date},
    **{"amount": pl.Int64, "says": pl.String},
}
"""What a cancelled row says of a payment: which one, of how many rupiah; `says`: CANCELLED or REVERSED."""


@dataclass(frozen=True)
class Payments:
    """`rows`: those that stand for a payment; `refused`: what is refused for another row's sake, row and rule.

    `apart`: rows that stand for none, cancelled ones and parts of another. `notices`: how many, and what they held.
    `cancelled`: the rows cancelled, as CANCELLED_ROWS.
    """

    rows: pl.DataFrame
    refused: pl.DataFrame
    apart: pl.Series
    notices: tuple[FileNotice, ...]
    cancelled: pl.DataFrame


def settled(table: FileTable, rows: pl.DataFrame, refusals: pl.DataFrame, marks: pl.DataFrame) -> Payments:
    """The payments that the rows hold, cancelled ones and fines left out and programmes added up. `refusals`: of the
    rows; `marks`: row, value of what the columns beside them say, see cells.marked.

    Of the application's list, the agents that are on it. Rows of another kind, or without a column that could say so,
    stand as they are.
    """
    if table.kind.name == "roster":
        return _listed(rows)
    says = table.match.positions.keys() & {"status", "remark", "program"}
    if table.kind.name != "contributions" or not (says or table.marks or (rows["amount"].null_count())):
        none = pl.DataFrame(schema={"row": pl.UInt32, "rule": pl.String})
        return Payments(rows, none, none["row"], (), pl.DataFrame(schema=CANCELLED_ROWS))
    aside = _aside(table, rows, refusals, marks)
    cancelled, fines = aside.filter(pl.col("says") != FINE), aside.filter(pl.col("says") == FINE)
    standing = rows.filter(~pl.col("row").is_in(aside["row"].implode()))
    taken_back = _taken_back(cancelled, standing, _negative(table))
    broken = refusals.filter(~pl.col("row").is_in(aside["row"].implode()))["row"]
    parts, refused = _parts(standing, broken)
    refused = pl.concat([taken_back, refused]).unique(maintain_order=True)
    left_out = cancelled.filter(~pl.col("row").is_in(taken_back["row"].implode()))
    good = parts.filter(~pl.col("row").is_in(refused["row"].implode()))
    added = _added(good)
    joined = good.filter(~pl.col("row").is_in(added["row"].implode()))
    apart = pl.concat([left_out["row"], fines["row"], joined["row"]])
    payments = rows.filter(~pl.col("row").is_in(apart.implode()))
    payments = payments.join(added, on="row", how="left", maintain_order="left").with_columns(
        amount=pl.coalesce("sum", "amount"), program=pl.coalesce("all", "program"), payer=pl.coalesce("by", "payer")
    )
    whole = left_out.drop_nulls([*PAYMENT, "amount"]).select(*CANCELLED_ROWS)
    return Payments(payments.select(rows.columns), refused, apart, _notices(left_out, fines, good, added), whole)


def _listed(rows: pl.DataFrame) -> Payments:
    """The rows of the application's list without agents whose status says that they are on it no more."""
    gone = rows.filter(pl.col("status") == CANCELLED)["row"]
    said = (FileNotice(Notice.NOT_LISTED_LEFT_OUT, {"rows": gone.len()}),) if gone.len() else ()
    none = pl.DataFrame(schema={"row": pl.UInt32, "rule": pl.String})
    stands = rows.filter(~pl.col("row").is_in(gone.implode()))
    return Payments(stands, none, gone, said, pl.DataFrame(schema=CANCELLED_ROWS))


def _aside(table: FileTable, rows: pl.DataFrame, refusals: pl.DataFrame, marks: pl.DataFrame) -> pl.DataFrame:
    """The rows that say of themselves that they are no payment, with `says`: REVERSED, CANCELLED or FINE. One below
    zero belongs to another, and is refused.
    """
    unclear = [RefusalRule.UNKNOWN_STATUS.value, RefusalRule.FINE_UNCLEAR.value]
    doubtful = refusals.filter(pl.col("rule").is_in(unclear))["row"]
    program = rows["program"].unique().drop_nulls()
    fines = [text for text in program if is_fine(text)]
    own = [rows.select("row", value=name) for name in ("status", "remark")]
    own.append(rows.select("row", value=pl.when(pl.col("program").is_in(fines)).then(pl.lit(FINE))))
    said = pl.concat([*own, marks.select("row", "value")])
    weight = pl.col("value").replace_strict({REVERSED: 0, CANCELLED: 1, FINE: 2}, default=None, return_dtype=pl.Int8)
    first = said.with_columns(weight=weight).drop_nulls("weight").sort("weight").unique("row", keep="first")
    left = first.filter(~pl.col("row").is_in(pl.concat([doubtful, _negative(table)]).implode()))
    return rows.join(left.select("row", says="value"), on="row", maintain_order="left")


def _negative(table: FileTable) -> pl.Series:
    """The rows whose amount is below zero."""
    texts = table.cells.select("row", pl.col("amount").str.replace_all(DASHES, "-").alias("text"))
    return texts.filter(pl.col("text").str.contains(_NEGATIVE))["row"]


def _taken_back(cancelled: pl.DataFrame, standing: pl.DataFrame, negative: pl.Series) -> pl.DataFrame:
    """The rows of which nobody can tell whether they stand: one that went back, and its twin that says nothing.

    `negative`: rows below zero, which are refused as they are; of these any row for the same month is a twin.
    """
    went_back, below = cancelled.filter(pl.col("says") == REVERSED), pl.col("row").is_in(negative.implode())
    same = [*PAYMENT, "amount"]
    of_negative = standing.filter(~below).join(standing.filter(below), on=["kpj", "blth"], how="semi")
    twins = standing.join(went_back, on=same, how="semi")
    rows = pl.concat([went_back.join(twins, on=same, how="semi")["row"], twins["row"], of_negative["row"]]).unique()
    return pl.DataFrame({"row": rows.sort()}).with_columns(rule=pl.lit(RefusalRule.CONFLICT_IN_FILE.value))


def _parts(rows: pl.DataFrame, broken: pl.Series) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The rows that are parts of one payment, each of a programme; and those that cannot be added up, row and rule.

    A programme twice, another number of months or payer is a contradiction. Where a part is refused, the others
    wait for it.
    """
    programs = pl.col("program").str.split("+")
    named = rows.with_columns(programs=programs, broken=pl.col("row").is_in(broken.implode())).filter(
        programs.list.eval(pl.element().is_in(PROGRAMS)).list.all()
    )
    refused = named.filter("broken", pl.col("programs").list.len() == 1)["kpj"].drop_nulls()
    waiting = pl.col("kpj").is_in(refused.implode()) & (pl.col("programs").list.len() == 1)
    keyed = named.drop_nulls(PAYMENT)
    together = keyed.filter(pl.struct(PAYMENT).is_duplicated() | waiting).with_columns(waiting=waiting)
    group = pl.struct(PAYMENT)
    several = together.filter((pl.col("program").n_unique().over(group) > 1) | pl.col("waiting"))
    twice = several.explode("programs").filter(pl.struct(*PAYMENT, "programs").is_duplicated())["row"]
    conflict = pl.col("row").is_in(twice.implode()) | (pl.col("months").fill_null(1).n_unique().over(group) > 1)
    conflict |= pl.col("payer").drop_nulls().n_unique().over(group) > 1
    rule = (
        pl.when(conflict.any().over(group))
        .then(pl.lit(RefusalRule.CONFLICT_IN_FILE.value))
        .when((pl.col("broken") | pl.col("waiting")).any().over(group))
        .then(pl.lit(RefusalRule.PART_REFUSED.value))
    )
    ruled = several.with_columns(rule=rule)
    bad = ruled.filter(pl.col("rule").is_not_null(), ~pl.col("broken")).select("row", "rule")
    return ruled.filter(pl.col("rule").is_null()).select(rows.columns), bad


_said = pl.col("payer").drop_nulls().first()


def _added(parts: pl.DataFrame) -> pl.DataFrame:
    """`row`, `sum`, `all`, `by`: the first row of each payment; the rupiah, programmes and payer of all its rows."""
    return (
        parts.group_by(PAYMENT, maintain_order=True)
        .agg(pl.col("row").first(), sum=pl.col("amount").sum(), all=pl.col("program").unique().sort(), by=_said)
        .select("row", "sum", pl.col("all").list.join("+"), "by")
    )


def _notices(
    cancelled: pl.DataFrame, fines: pl.DataFrame, parts: pl.DataFrame, added: pl.DataFrame
) -> tuple[FileNotice, ...]:
    notices = []
    for notice, some in ((Notice.CANCELLED_LEFT_OUT, cancelled), (Notice.FINES_LEFT_OUT, fines)):
        if some.height:
            notices.append(FileNotice(notice, {"rows": some.height, "stated": int(some["amount"].sum())}))
    if added.height:
        notices.append(FileNotice(Notice.PROGRAMS_ADDED, {"rows": parts.height, "payments": added.height}))
    return tuple(notices)
