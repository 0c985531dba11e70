"""Files read as far as that goes without the database: tables of values, and the rows refused for their own sake."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import polars as pl

from queries.months import shifted
from seed.checks import hidden, payment_rules, standing
from seed.checks.cells import answered, beside, marked
from seed.checks.ranges import with_ranges
from seed.checks.recap import as_recap
from seed.checks.years import contradicting, with_years
from seed.files import reading
from seed.files.contract import Notation
from seed.files.rules import FileError, Notice, RefusalRule
from seed.files.tables import FileNotice, FileTable, tables
from seed.values import notation, said

File = tuple[str, bytes | Path]
"""A file's name, and its bytes or where it lies."""

REFUSAL = {"file": pl.UInt32, "row": pl.UInt32, "column": pl.String, "rule": pl.String}
"""One refusal: its file's place among the sources, the row's number, the column's name (null: the row), the rule."""

_TYPES = {
    Notation.DATE: pl.Date,
    Notation.MONTH: pl.Date,
    Notation.AMOUNT: pl.Int64,
    Notation.VALUE: pl.Int64,
    Notation.SAID: pl.Int64,
    Notation.COUNT: pl.Int64,
    Notation.YEAR: pl.Int64,
    Notation.DEGREES: pl.Float64,
}


_DAYS = ("deactivated_on", "reactivated_on", "effective_on", "died_on", "ended_on")


@dataclass(frozen=True)
class Source:
    """One table of the load, or a file that is none.

    `rows`: `file`, `row` and every column of the kind, of the rows that can be read (an optional column that the file
    lacks is null, and `given_<column>` false); `broken`: the same of those that cannot, as far as they can; `apart`:
    how many rows of the table stand for none.
    """

    name: str
    sha256: str
    table: FileTable | None
    error: FileError | None
    rows: pl.DataFrame
    broken: pl.DataFrame
    refusals: pl.DataFrame
    notices: tuple[FileNotice, ...]
    apart: int = 0
    cancelled: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=standing.CANCELLED_ROWS))


def take_in(files: Sequence[File], today: date) -> list[Source]:
    """Read files, in the order given; a workbook may hold several tables. `today`: the last day that has begun."""
    sources: list[Source] = []
    for name, given in files:
        sources.extend(read_file(Path(name).name, given, today, len(sources)))
    return sources


def read_file(name: str, given: bytes | Path, today: date, position: int) -> list[Source]:
    """The tables of one file, the first of which is at a position among the sources of a load."""
    sha256 = ""
    try:
        data = reading.content(given)
        sha256 = reading.digest(data)
        listing = tables(reading.sheets(data))
    except FileError as error:
        return [unread(name, error, sha256)]
    recaps = [(table, recap) for table in listing if (recap := as_recap(table))]
    listing = [table for table in listing if all(table is not of for of, _ in recaps)]
    if not listing:
        return [unread(name, recap, sha256) for _, recap in recaps]
    named = [name if len(listing) == 1 else f"{name} [{table.sheet}]" for table in listing]
    read = [
        _source(each, sha256, table, today, position + n)
        for n, (each, table) in enumerate(zip(named, listing, strict=True))
    ]
    if recaps:  # beside the rows that it sums up it is no mistake
        aside = FileNotice(Notice.RECAP_IGNORED, {"sheets": tuple(table.sheet or "" for table, _ in recaps)})
        read[0] = replace(read[0], notices=(*read[0].notices, aside))
    return read


def unread(name: str, error: FileError, sha256: str = "") -> Source:
    """A file that is no table, and why."""
    none = pl.DataFrame(schema=REFUSAL)
    return Source(name, sha256, None, error, none, none, none, ())


def _source(name: str, sha256: str, table: FileTable, today: date, position: int) -> Source:
    table = with_years(with_ranges(table))
    rows, refusals = _rows(table, position)
    refused = _refused(rows, _own_rules(table, rows, today))
    marks, place = marked(table), pl.lit(position, pl.UInt32).alias("file")
    unclear = marks.drop_nulls("rule").select(place, "row", "column", "rule")
    refusals = pl.concat([refusals, *refused, unclear, beside(table).select(place, "row", "column", "rule")])
    settled = standing.settled(table, rows, refusals, marks)
    sums = place, "row", pl.lit(None, pl.String).alias("column"), "rule"
    refusals = pl.concat([refusals, settled.refused.select(sums)])
    refusals = refusals.filter(~pl.col("row").is_in(settled.apart.implode()))
    unreadable = pl.col("row").is_in(refusals["row"].unique().implode())
    stand = settled.rows.drop(standing.ASIDE, strict=False)
    return Source(
        name=name,
        sha256=sha256,
        table=table,
        error=None,
        rows=stand.filter(~unreadable) if refusals.height else stand,
        broken=stand.filter(unreadable),
        refusals=refusals,
        notices=(*table.notices, *settled.notices, *_totals(table, rows, settled.rows), *hidden.notices(table, stand)),
        apart=settled.apart.len(),
        cancelled=settled.cancelled,
    )


def _rows(table: FileTable, position: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The rows with their values, and the refusals of single cells."""
    file = pl.lit(position, pl.UInt32).alias("file")
    values, refused = [table.cells["row"]], [pl.DataFrame(schema=REFUSAL)]
    for column in table.kind.columns:
        if column.name not in table.match.positions:
            values.append(pl.repeat(None, table.cells.height, dtype=_TYPES.get(column.notation, pl.String), eager=True))
        else:
            answers = answered(table, column)
            values.append(answers["value"])
            bad = pl.DataFrame([table.cells["row"], answers["rule"]]).drop_nulls("rule")
            refused.append(bad.select(file, "row", pl.lit(column.name).alias("column"), "rule"))
    names = ["row", *(column.name for column in table.kind.columns)]
    rows = pl.DataFrame([one.alias(name) for one, name in zip(values, names, strict=True)]).with_columns(
        file,
        *(
            pl.lit(c.name in table.match.positions).alias(f"given_{c.name}")
            for c in table.kind.columns
            if not c.required
        ),
    )
    if table.kind.name == "references":
        rows = _as_said(rows, table.cells["value"])
    return payment_rules.with_months(rows) if "blth_last" in table.match.positions else rows, pl.concat(refused)


def _as_said(rows: pl.DataFrame, texts: pl.Series) -> pl.DataFrame:
    """Published figures with the wording and the rounding of a value that is written in words, where the file does not
    give them in columns of their own."""
    read = [said.in_words(text) for text in texts]
    rounding = pl.Series("said_rounding", [one and one[1] for one in read], dtype=pl.Int64)
    wording = pl.Series("said_wording", [one and " ".join(text.split()) for one, text in zip(read, texts, strict=True)])
    named = rows.with_columns(rounding, wording.cast(pl.String))
    return named.with_columns(
        rounding=pl.coalesce("rounding", "said_rounding"), wording=pl.coalesce("wording", "said_wording")
    ).drop("said_rounding", "said_wording")


_Broken = tuple[str | None, RefusalRule, pl.Expr]
"""A column, or none for the row; the rule; where it is broken."""


def _own_rules(table: FileTable, rows: pl.DataFrame, today: date) -> list[_Broken]:
    """What a row can break by itself once its cells are read."""
    rules: list[_Broken] = [
        (name, RefusalRule.FUTURE_DATE, pl.col(name) > today)
        for name in (*_DAYS, "registered_on", "paid_on", "published_on", "month")
        if name in rows.columns
    ]
    rules += contradicting(table, rows)
    if table.kind.name == "agents":
        sooner = pl.col("deactivated_on") < pl.col("registered_on")
        rules.append(("deactivated_on", RefusalRule.DEACTIVATED_BEFORE_REGISTERED, sooner))
    if table.kind.name == "references":
        percent = pl.lit(table.cells["value"].str.contains(said.PERCENT).fill_null(False))
        rules.append(("value", RefusalRule.UNREADABLE_AMOUNT, percent != pl.col("metric").is_in(said.SHARES)))
    if table.kind.name == "participants":
        ends = ("died_on", "ended_on")
        rules += [(end, RefusalRule.ENDED_BEFORE_REGISTERED, pl.col(end) < pl.col("registered_on")) for end in ends]
        # A day that cannot be read is refused for its own sake, and is not missing.
        empty = [table.cells["row"].filter(table.cells[end].is_null()) for end in ends if end in table.cells.columns]
        undated = pl.all_horizontal(pl.lit(True), *(pl.col("row").is_in(rows.implode()) for rows in empty))
        rules.append(("end_reason", RefusalRule.END_WITHOUT_DAY, pl.col("end_reason").is_not_null() & undated))
    if table.kind.name == "contributions":
        ahead = pl.col("blth") > shifted(pl.col("paid_on"), payment_rules.MOST_MONTHS)
        rules += [*payment_rules.rules(table), ("blth", RefusalRule.MONTH_TOO_FAR, ahead)]
    if table.crowded.len():
        rules.append((None, RefusalRule.TOO_MANY_CELLS, pl.col("row").is_in(table.crowded.implode())))
    return rules


def _refused(rows: pl.DataFrame, rules: Sequence[_Broken]) -> list[pl.DataFrame]:
    """The refusals of the rules that some row breaks."""
    broken = rows.with_columns(where.fill_null(False).alias(f"broken_{n}") for n, (_, _, where) in enumerate(rules))
    refused = []
    for n, (column, rule, _) in enumerate(rules):
        if broken[f"broken_{n}"].any():
            name, says = pl.lit(column, pl.String).alias("column"), pl.lit(rule.value).alias("rule")
            refused.append(broken.filter(f"broken_{n}").select("file", "row", name, says))
    return refused


def _totals(table: FileTable, *readings: pl.DataFrame) -> list[FileNotice]:
    """The totals that are neither the sum of all rows above nor of those since the total before: something is lost.

    `readings`: the rows as they came, and those that stand; a total may be of either.
    """
    if "amount" not in table.totals.columns or table.totals.is_empty():
        return []
    stated = notation.read(table.totals["amount"], table.kind.column("amount"))["value"]
    notices, before = [], 0
    for row, amount in list(zip(table.totals["row"], stated, strict=True))[:50]:
        spans = [pl.col("row") < row, pl.col("row").is_between(before, row)]
        sums = [int(rows.filter(span)["amount"].sum()) for rows in readings for span in spans]
        if amount is not None and amount not in sums:
            notices.append(FileNotice(Notice.TOTAL_DIFFERS, {"row": row, "stated": amount, "counted": sums[-2]}))
        before = row
    return notices
