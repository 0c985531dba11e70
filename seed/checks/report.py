"""What a check says, file by file. Personal data is masked before it comes here."""

import re
from collections.abc import Mapping, Set
from dataclasses import dataclass, field

import polars as pl

from seed.checks.extent import Extent, extent
from seed.checks.loads_before import EarlierFile
from seed.checks.parse import Source
from seed.checks.personal import LONG_NUMBER, Names, is_name, is_person_heading, names
from seed.checks.validator import CHANGED, KNOWN, Judged
from seed.files.contract import FileColumn, Personal
from seed.files.rules import FileError, Notice, RefusalRule, Suspicion
from seed.files.tables import FileNotice, FileTable

HIDDEN = "…"
_NO_REFUSALS = {"row": pl.UInt32, "column": pl.String, "value": pl.String, "rule": pl.String}
EXAMPLES = 100
"""Refusals of one file that the database keeps; their counts by rule are kept whole."""


@dataclass(frozen=True)
class FileReport:
    """One file, or one sheet of a workbook. `rows_read` is `good` + `known` + `refused`, in rows.

    `good`: to be loaded, `changed` of them into a row that exists; `known`: already there as they are. `dropped`: rows
    of the database that the kind's files replace, counted once, at the first of them. `kind`: None
    where `error` says why the file is none. `refusals`: row (its number in the file), column (its heading; null: the
    whole row), value (masked), rule; a row may have several. `refused_rows`: row and the file's columns, masked.
    `ignored`: headings of columns that are not read. `suspected`: what is suspected of rows to be loaded, in the form
    of `refusals`; `extent`: how far the rows reach that passed; `before`: files of the kind that were loaded before.
    """

    name: str
    sha256: str
    kind: str | None
    error: FileError | None
    rows_read: int
    good: int
    known: int
    changed: int
    refused: int
    refusals: pl.DataFrame
    refused_rows: pl.DataFrame
    notices: tuple[FileNotice, ...]
    ignored: tuple[str, ...]
    dropped: int = 0
    suspected: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=_NO_REFUSALS))
    extent: Extent | None = None
    before: tuple[EarlierFile, ...] = ()

    @property
    def clean(self) -> bool:
        """Whether every row can be loaded."""
        return self.error is None and not self.refused

    @property
    def by_rule(self) -> dict[str, int]:
        """Refused rows by rule, most first."""
        return _by_rule(self.refusals)

    @property
    def suspicions(self) -> dict[str, int]:
        """Suspected rows by rule, most first."""
        return _by_rule(self.suspected)


def _by_rule(rows: pl.DataFrame) -> dict[str, int]:
    counted = rows.group_by("rule").agg(pl.col("row").n_unique()).sort("row", "rule", descending=[True, False])
    return dict(counted.rows())


@dataclass(frozen=True)
class Report:
    """What a check says of files that belong together, in the order in which they were given."""

    files: tuple[FileReport, ...]

    @property
    def clean(self) -> bool:
        """Whether the files can be loaded as they are."""
        return all(file.clean for file in self.files)

    @property
    def readable(self) -> bool:
        """Whether at least their good rows can be loaded: each file is one that is recognised."""
        return all(file.error is None for file in self.files)

    @property
    def good(self) -> int:
        """Rows to be loaded. Zero: the database has them all."""
        return sum(file.good for file in self.files)

    @property
    def changes(self) -> int:
        """Rows of the database that loading would insert, update or delete."""
        return self.good + sum(file.dropped for file in self.files)

    @property
    def refused(self) -> int:
        """Rows refused."""
        return sum(file.refused for file in self.files)

    @property
    def suspicions(self) -> dict[Suspicion, int]:
        """Rows suspected by rule, in the rules' order."""
        return {
            rule: rows for rule in Suspicion if (rows := sum(file.suspicions.get(rule.value, 0) for file in self.files))
        }

    def unconfirmed(self, confirmed: Set[Suspicion]) -> tuple[Suspicion, ...]:
        """The suspicions that nobody has confirmed: the files are not loaded while there is one."""
        return tuple(rule for rule in self.suspicions if rule not in confirmed)


def file_report(
    position: int, source: Source, judged: Judged | None, before: tuple[EarlierFile, ...] = ()
) -> FileReport:
    """The report of one source, whose rows the judgement of its kind holds among others."""
    if source.table is None or judged is None:
        empty = pl.DataFrame(schema=_NO_REFUSALS)
        return FileReport(
            source.name, source.sha256, None, source.error, 0, 0, 0, 0, 0, empty, empty.clear(), source.notices, ()
        )
    mine = pl.col("file") == position
    people = _named(source.table)
    refusals = pl.concat([source.refusals, judged.refusals.filter(mine)]).sort("row", maintain_order=True)
    states = dict(judged.rows.filter(mine)["state"].value_counts().rows())
    refused = refusals["row"].n_unique()
    rows_read, known = source.table.cells.height - source.apart, states.get(KNOWN, 0)
    dropped = judged.dropped if judged.rows["file"].min() == position else judged.dropped.clear()
    return FileReport(
        name=source.name,
        sha256=source.sha256,
        kind=source.table.kind.name,
        error=None,
        rows_read=rows_read,
        good=rows_read - refused - known,
        known=known,
        changed=states.get(CHANGED, 0),
        refused=refused,
        refusals=_with_values(source.table, refusals, people),
        refused_rows=_masked_rows(source.table, refusals, people),
        notices=(*source.notices, *_replaced(dropped), *_unusual(position, judged.unusual, source.table.kind.name)),
        ignored=tuple(_without_numbers(heading) for heading in source.table.ignored),
        dropped=dropped.height,
        suspected=_with_values(source.table, judged.suspected.filter(mine).sort("row", maintain_order=True), people),
        extent=extent(source.table.kind.name, judged.rows.filter(mine)),
        before=before,
    )


def _unusual(position: int, unusual: pl.DataFrame, kind: str) -> list[FileNotice]:
    """What is usual, beside a month that is not: a notice a month, at the first file that has it."""
    if unusual.is_empty():
        return []
    notice = Notice.UNUSUAL_PAID if kind == "contributions" else Notice.UNUSUAL_REGISTERED
    rows = unusual.filter(pl.col("file") == position).drop("file").iter_rows(named=True)
    return [FileNotice(notice, {**row, "month": f"{row['month']:%Y-%m}"}) for row in rows]


def _named(table: FileTable) -> Names:
    """The people whom a table names in its columns for names, read or not; a place or an office has a name too."""
    if table.kind.name not in ("agents", "participants", "contributions", "roster"):
        return names([])
    columns = [table.raw[name] for name, heading in table.headings.items() if heading and is_person_heading(heading)]
    return names(columns)


def _without_numbers(heading: str) -> str:
    return re.sub(LONG_NUMBER, HIDDEN, heading)


def _replaced(dropped: pl.DataFrame) -> list[FileNotice]:
    """What a shorter list means, a month each: agents who stand on the list in the database and not on this one."""
    if dropped.is_empty():
        return []
    counted = dropped.group_by("month").len().sort("month")
    return [
        FileNotice(Notice.LIST_REPLACED, {"month": f"{month:%Y-%m}", "gone": gone})
        for month, gone in counted.iter_rows()
    ]


def _with_values(table: FileTable, refusals: pl.DataFrame, people: Names) -> pl.DataFrame:
    parts = [pl.DataFrame(schema=_NO_REFUSALS)]
    for name in refusals["column"].unique(maintain_order=True):
        some = refusals.filter(pl.col("column").eq_missing(pl.lit(name, pl.String)))
        if name is None or name not in table.match.positions:
            some = some.with_columns(column=pl.lit(None, pl.String), value=pl.lit(None, pl.String))
        else:
            values = table.cells.select("row", value=masked(pl.col(name), table.kind.column(name), people))
            some = some.join(values, on="row", how="left").with_columns(
                column=pl.lit(table.heading(name)),
                value=pl.when(_is_personal()).then(_hidden(pl.col("value"))).otherwise("value"),
            )
        parts.append(some.select(*_NO_REFUSALS))
    return pl.concat(parts).sort("row", maintain_order=True)


def _is_personal() -> pl.Expr:
    return pl.col("rule") == RefusalRule.PERSONAL_DATA.value


def _masked_rows(table: FileTable, refusals: pl.DataFrame, people: Names) -> pl.DataFrame:
    """The refused rows with the file's columns. Only columns that are known to hold nothing personal are shown."""
    personal = refusals.filter(_is_personal()).group_by("column").agg("row")
    slipped = {f"c{table.match.positions[name]}": rows for name, rows in personal.iter_rows()}
    known = {f"c{position}": table.kind.column(name) for name, position in table.match.positions.items()}
    cells = [
        masked(pl.col(name), known[name], people) if name in known else _hidden(pl.col(name)) for name in table.headings
    ]
    cells = [
        pl.when(pl.col("row").is_in(slipped.get(name, []))).then(_hidden(pl.col(name))).otherwise(cell)
        for name, cell in zip(table.headings, cells, strict=True)
    ]
    some = table.raw.filter(pl.col("row").is_in(refusals["row"].unique().implode()))
    return some.select("row", *(cell.alias(name) for cell, name in zip(cells, _distinct(table.headings), strict=True)))


def _distinct(headings: Mapping[str, str]) -> list[str]:
    """The headings, or the columns' places where there is none, none of them twice."""
    seen = {"row": 1}
    named = []
    for name, heading in headings.items():
        label = heading or name
        seen[label] = seen.get(label, 0) + 1
        named.append(label if seen[label] == 1 else f"{label} ({seen[label]})")
    return named


def _hidden(text: pl.Expr) -> pl.Expr:
    return pl.when(text.is_not_null()).then(pl.lit(HIDDEN))


def masked(text: pl.Expr, column: FileColumn, people: Names) -> pl.Expr:
    """A column's cells as a report may show them: a KPJ by its last four characters, a NIK and a name not at all.

    A number as long as a KPJ or a NIK that strayed into another column is hidden there too, whatever stands between
    its digits, and a cell that is one of the people's names.
    """
    if column.personal is Personal.HIDDEN:
        return _hidden(text)
    if column.personal is Personal.LAST_FOUR:
        tail = pl.lit(HIDDEN) + text.str.tail(4)
        return pl.when(text.str.len_chars().is_between(6, 14)).then(tail).otherwise(_hidden(text))
    plain = text.str.replace_all(LONG_NUMBER, HIDDEN).str.slice(0, 120)
    return pl.when(is_name(text, people).fill_null(False)).then(_hidden(text)).otherwise(plain)


def refused_rows_csv(
    file: FileReport, texts: Mapping[str, str], row: str = "Baris", rule: str = "Aturan", reason: str = "Alasan"
) -> bytes:
    """The refused rows as a file to work through: row number, the file's columns, the rules broken and their texts.

    `texts`: each rule's text in the reader's language; `row`, `rule`, `reason`: the headings of the added columns.
    UTF-8 with BOM, `;`, personal data masked. A cell that a spreadsheet would run as a formula gets an apostrophe.
    """
    reasons = (
        file.refusals.select("row", "rule")
        .unique(maintain_order=True)
        .with_columns(text=pl.col("rule").replace_strict(texts, default=None, return_dtype=pl.String).fill_null(""))
        .group_by("row", maintain_order=True)
        .agg(pl.col("rule").str.join(", "), pl.col("text").str.join(" "))
        .select("row", pl.col("rule").alias("rule "), pl.col("text").alias("text "))
    )
    joined = file.refused_rows.join(reasons, on="row", how="left", maintain_order="left")
    safe = joined.with_columns(
        pl.when(pl.col(pl.String).str.contains(r"^[=+@\t\r]|^-[^\d]"))
        .then(pl.lit("'") + pl.col(pl.String))
        .otherwise(pl.col(pl.String))
        .name.keep()
    )
    headings = [row, *safe.columns[1:-2], rule, reason]
    body = safe.write_csv(separator=";", line_terminator="\r\n", include_header=False)
    head = pl.DataFrame([headings], orient="row").write_csv(separator=";", line_terminator="\r\n", include_header=False)
    return ("\ufeff" + head + body).encode()


def stored(file: FileReport) -> dict[str, object]:
    """What the database keeps of a report: rows changed, refused rows by rule, the first refusals, the notices."""
    return {
        "changed": file.changed,
        "extent": file.extent.stored() if file.extent else None,
        "confirmed": file.suspicions,
        "suspected": file.suspected.head(EXAMPLES).to_dicts(),
        "rules": file.by_rule,
        "refusals": file.refusals.head(EXAMPLES).to_dicts(),
        "notices": [{"notice": str(one.notice), **one.values} for one in file.notices],
        "ignored": list(file.ignored),
    }
