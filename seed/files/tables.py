"""The rows of a file that are data, apart from titles, totals, page headings and signatures around them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import polars as pl

from seed.files.characters import plain, plain_cells
from seed.files.contract import FileKind, Notation
from seed.files.heading_rows import joined
from seed.files.headings import HeadingMatch, alternatives, best
from seed.files.marks import Mark, marks
from seed.files.rules import FileError, FileRule, Notice
from seed.files.sheet import Sheet
from seed.files.used_range import column_letters

BLANK = ("", "-", "--", "–", "—", "n/a", "N/A", "null", "NULL", "None", "nan", "NaN")
"""What stands in a cell that holds nothing. All-zero dates, which databases write for none, count too."""

_ZERO_DATE = r"^0{1,4}[-/.]00?[-/.]0{1,4}( 00:00(:00)?)?$"
_DAYS, _FROM_1904 = r"^\d{5}$", 1462
_MONTH = r"^[1-9](19|20)\d\d$"
"""A month and its year may stand as a number: 42019 is no day then."""

_TOTAL = r"(?i)^\W*((sub|grand|sub\s*grand)[\s_-]*)?(total|jumlah|jml)\b"


@dataclass(frozen=True)
class FileNotice:
    """Something in a file that is worth a look. `values`: what its text needs, not formatted."""

    notice: Notice
    values: dict[str, str | int | tuple[str, ...]]


@dataclass(frozen=True)
class FileTable:
    """One table of one kind.

    `cells`: one row a data row, in the file's order: `row`, its number in the file, and the columns of the kind that it
    has, as text, null where blank. `raw`: all cells as they stand, with `row`. `headings`: of each column of `raw`.
    `totals`: like `cells`, the TOTAL rows. `crowded`: numbers of rows with more cells than there are headings.
    `merged`: of a column, the numbers of the rows over which one of its values is merged. `hidden_rows`: numbers of the
    rows of `cells` that the file does not show; `hidden_columns`: the columns of `cells` that it does not show; `left`:
    empty columns before the first.
    """

    sheet: str | None
    kind: FileKind
    match: HeadingMatch
    headings: dict[str, str]
    cells: pl.DataFrame
    raw: pl.DataFrame
    totals: pl.DataFrame
    crowded: pl.Series
    numbers: dict[str, pl.Series]
    merged: dict[str, pl.Series]
    hidden_rows: pl.Series
    hidden_columns: tuple[str, ...]
    left: int
    notices: tuple[FileNotice, ...]

    def heading(self, column: str) -> str:
        """What the file calls a column of its kind."""
        return self.headings[f"c{self.match.positions[column]}"]

    def label(self, column: str) -> str:
        """What a column of `raw` goes by: its heading, or the letter that a spreadsheet shows over it."""
        return self.headings[column] or column_letters(int(column[1:]) + self.left + 1)

    @property
    def ignored(self) -> tuple[str, ...]:
        """The headings of the columns that are not read."""
        read = {*self._used, *self.marks}
        return tuple(heading for column, heading in self.headings.items() if column not in read and heading)

    @property
    def marks(self) -> dict[str, Mark]:
        """The columns of `raw` that are none of the kind's, and say whether a payment stands."""
        return marks(self.headings, self._used) if self.kind.name == "contributions" else {}

    @property
    def _used(self) -> set[str]:
        return {f"c{position}" for position in self.match.positions.values()}


def tables(sheets: Sequence[Sheet]) -> list[FileTable]:
    """The tables of a file: of a text one, of a workbook each sheet that is recognised.

    Raises FileError where there is none: what was said of the sheet that comes nearest.
    """
    matches: list[tuple[Sheet, int, HeadingMatch]] = []
    errors: list[FileError] = []
    recaps: list[str] = []
    hidden = tuple(sheet.name or "" for sheet in sheets if sheet.hidden)
    sheets = [replace(sheet, head=joined(sheet.head)) for sheet in sheets if not sheet.hidden]
    for sheet in sheets:
        try:
            matches.append((sheet, *best(sheet.head)))
        except FileError as error:
            errors.append(error)
            recaps += [sheet.name or ""] if error.rule is FileRule.RECAP else []
    if matches:  # beside the rows that it sums up a recap is no mistake
        errors = [error for error in errors if error.rule is not FileRule.RECAP]
    # A sheet that is meant, and in which something is wrong, does not pass as one that is none of ours.
    if not matches or (sheets[0].name is not None and any(_distance(error) == 0 for error in errors)):
        raise min(errors, key=_distance)
    if sheets[0].name is None:  # one text, cut at several separators: the cut that gives most columns
        return [_table(*max(matches, key=lambda one: len(one[2].positions)))]
    others = tuple(sheet.name or "" for sheet in sheets if all(sheet is not one[0] for one in matches))
    others = tuple(name for name in others if name not in recaps)
    unread = ((Notice.SHEETS_IGNORED, others), (Notice.SHEETS_HIDDEN, hidden), (Notice.RECAP_IGNORED, tuple(recaps)))
    notices = tuple(FileNotice(notice, {"sheets": names}) for notice, names in unread if names)
    return [_table(*one, notices if number == 0 else ()) for number, one in enumerate(matches)]


def _distance(error: FileError) -> int:
    if error.rule is FileRule.MISSING_COLUMNS:
        missing = error.values["missing"]
        return len(missing) if isinstance(missing, tuple) else 1
    return 100 if error.rule is FileRule.NOT_RECOGNISED else 0


def _table(sheet: Sheet, head: int, match: HeadingMatch, notices: tuple[FileNotice, ...] = ()) -> FileTable:
    raw = plain_cells(sheet.load()).with_row_index("row", offset=1).slice(head + 1)
    row = [heading and plain(heading).strip() for heading in sheet.head[head]]
    headings = {name: (row[at] if at < len(row) else None) or "" for at, name in enumerate(raw.columns[1:])}
    raw = _from_1900(raw, sheet, match)
    cells = raw.select("row", **{name: clean(f"c{position}") for name, position in match.positions.items()})
    texts = pl.all().exclude("row")
    filled = pl.any_horizontal(texts.is_not_null())
    lacking = pl.any_horizontal(pl.col(match.kind.required).is_null())
    odd = cells.filter(filled & lacking).join(raw, on="row", maintain_order="left")
    total = odd.filter(_first_text(raw.columns[1:]).str.contains(_TOTAL))["row"]
    data = cells.filter(filled, ~pl.col("row").is_in(total.implode()), ~_is_heading(match, row))
    below, said = _below(data, match.kind, odd, total)
    data = _without_numbering(data.filter(~pl.col("row").is_in(below.implode())), match, head)
    said = (*notices, *_choices(match, row), *said, *([FileNotice(Notice.NO_ROWS, {})] if data.is_empty() else []))
    width = max((at for at, heading in enumerate(row) if heading), default=0) + 1
    extra = [name for name in raw.columns[1:][width:] if sheet.name is None]
    crowded = raw.filter(pl.any_horizontal(clean(name).is_not_null() for name in extra))["row"] if extra else None
    numbers = {name: _numbers(sheet, match, name, data["row"]) for name in ("nik",) if name in match.positions}
    return FileTable(
        sheet=sheet.name,
        kind=match.kind,
        match=match,
        headings=headings,
        cells=data,
        raw=raw,
        totals=cells.filter(pl.col("row").is_in(total.implode())),
        crowded=pl.Series("row", [], dtype=pl.UInt32) if crowded is None else crowded,
        numbers={name: column for name, column in numbers.items() if column is not None},
        merged={name: _merged(sheet, position, raw.height + head + 1) for name, position in match.positions.items()},
        hidden_rows=data["row"].filter((data["row"] - 1).is_in(pl.Series(sorted(sheet.unseen.rows), dtype=pl.UInt32))),
        hidden_columns=tuple(name for name, at in match.positions.items() if sheet.unseen.has_column(at)),
        left=sheet.left,
        notices=said,
    )


def _merged(sheet: Sheet, position: int, height: int) -> pl.Series:
    ranges = [(top, min(end, height)) for top, left, end, _ in sheet.merged if left == position and top < end]
    rows = {row + 1 for top, end in ranges for row in range(top, end + 1)}
    return pl.Series("row", sorted(rows), dtype=pl.UInt32)


def _from_1900(raw: pl.DataFrame, sheet: Sheet, match: HeadingMatch) -> pl.DataFrame:
    """The rows with days that a workbook counts from 1904 counted from 1900, as every other's."""
    if not sheet.from_1904:
        return raw
    days = [
        position
        for name, position in match.positions.items()
        if match.kind.column(name).notation in (Notation.DATE, Notation.MONTH)
    ]
    for position in days:
        text, numbers = pl.col(f"c{position}"), sheet.numbers(position)
        if numbers is not None:
            number = pl.lit(numbers.gather(raw["row"] - 1)) & text.str.contains(_DAYS) & ~text.str.contains(_MONTH)
            later = (text.cast(pl.Int64, strict=False) + _FROM_1904).cast(pl.String)
            raw = raw.with_columns(pl.when(number).then(later).otherwise(text).alias(f"c{position}"))
    return raw


def clean(name: str) -> pl.Expr:
    """A column's texts without spaces around them, null where they hold nothing."""
    text = pl.col(name).str.strip_chars(" \t\n\r\u00a0\u200b\ufeff")
    blank = text.is_in(BLANK) | text.str.contains(_ZERO_DATE)
    return pl.when(~blank).then(text).alias(name)


def _first_text(columns: Sequence[str]) -> pl.Expr:
    return pl.coalesce(clean(name) for name in columns)


def _is_heading(match: HeadingMatch, row: Sequence[str | None]) -> pl.Expr:
    """A row that repeats the headings, as on each printed page."""
    return pl.all_horizontal(
        pl.col(name).eq_missing(pl.lit(row[position])) for name, position in match.positions.items()
    )


def _below(
    data: pl.DataFrame, kind: FileKind, odd: pl.DataFrame, total: pl.Series
) -> tuple[pl.Series, tuple[FileNotice, ...]]:
    """The rows under the table that are no data: a date of printing, a signature.

    After the last row that has at least two of the required columns: those below a total, and those that hold a single
    cell of running text.
    """
    required = pl.sum_horizontal(pl.col(name).is_not_null().cast(pl.Int32) for name in kind.required)
    end, last_total = _last(data.filter(required >= 2)["row"]), _last(total)
    others = [name for name in odd.columns if re.fullmatch(r"c\d+", name)]
    single = pl.sum_horizontal(clean(name).is_not_null().cast(pl.Int32) for name in others) == 1
    prose = single & _first_text(others).str.contains(r"\pL.*[\s,:]+.*\pL")
    below_all = (pl.col("row") > end) & pl.col("row").is_in(data["row"].implode())
    below_total = pl.lit(last_total > end) & (pl.col("row") > last_total)
    rows = odd.filter(below_all, below_total | prose)["row"]
    if rows.is_empty():
        return rows, ()
    return rows, (FileNotice(Notice.ROWS_BELOW, {"first": rows[0], "last": _last(rows)}),)


def _last(rows: pl.Series) -> int:
    """The largest of row numbers; 0 where there is none."""
    last = rows.max()
    return last if isinstance(last, int) else 0


def _without_numbering(data: pl.DataFrame, match: HeadingMatch, head: int) -> pl.DataFrame:
    """Without the row of column numbers, (1) (2) (3), that printed reports have under the headings."""
    if data.is_empty() or data["row"][0] != head + 2:
        return data
    first = data.row(0, named=True)
    counted = all(
        re.fullmatch(rf"\(?{position + 1}\)?", first[name] or "") for name, position in match.positions.items()
    )
    return data.slice(1) if counted and len(match.positions) > 1 else data


def _numbers(sheet: Sheet, match: HeadingMatch, name: str, rows: pl.Series) -> pl.Series | None:
    numbers = sheet.numbers(match.positions[name])
    return None if numbers is None else numbers.gather(rows - 1)


def _choices(match: HeadingMatch, row: Sequence[str | None]) -> list[FileNotice]:
    """Where the choice between two columns would change a figure. A code beside a name is no such choice."""
    harmless = {Notation.CODE, Notation.TEXT, Notation.PLACE}
    return [
        FileNotice(Notice.CHOSEN_COLUMN, {"used": row[match.positions[column]] or "", "unused": row[position] or ""})
        for position, column in alternatives(match, row).items()
        if match.kind.column(column).notation not in harmless
    ]
