"""What a check says, file by file. Personal data is masked before it comes here."""

import re
from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import polars as pl

from seed.checks.answers import Move
from seed.checks.corrections import CORRECTION, corrections
from seed.checks.decisions import KnownMonth
from seed.checks.extent import Extent, extent
from seed.checks.loads_before import EarlierFile
from seed.checks.masking import HIDDEN, NO_REFUSALS, masked_rows, with_values
from seed.checks.parse import Source
from seed.checks.personal import LONG_NUMBER, Names, is_person_heading, names
from seed.checks.validator import CHANGED, KNOWN, MOVED, Judged
from seed.files.rules import FileError, Notice, Suspicion
from seed.files.tables import FileNotice, FileTable

EXAMPLES = 100
"""Refusals of one file that the database keeps; their counts by rule are kept whole."""


@dataclass(frozen=True)
class FileReport:
    """One file, or one sheet of a workbook. `rows_read` is `good` + `known` + `refused`, in rows.

    `good`: to be loaded, `changed` of them in place of a row that exists; `known`: already there as they are.
    `dropped`: rows of the database that the kind's files replace, counted once, at the first of them. `kind`: None
    where `error` says why the file is none. `refusals`: row (its number in the file), column (its heading; null: the
    whole row), value (masked), rule; a row may have several. `refused_rows`: row and the file's columns, masked.
    `ignored`: headings of columns that are not read. `suspected`: what is suspected of rows to be loaded, in the form
    of `refusals`; `extent`: how far the rows reach that passed; `before`: files of the kind that were loaded before;
    `corrected`: what the rows would change, see seed/checks/corrections.py; `known_from`: known rows by the load that
    they last came with; `months`: of those that the database has already, the file's; `moves`: agents and offices that
    stand elsewhere than before, and agents who are back.
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
    suspected: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=NO_REFUSALS))
    extent: Extent | None = None
    before: tuple[EarlierFile, ...] = ()
    corrected: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=CORRECTION))
    known_from: Mapping[int, int] = field(default_factory=dict)
    months: tuple[KnownMonth, ...] = ()
    moves: tuple[Move, ...] = ()

    @property
    def clean(self) -> bool:
        """Whether every row can be loaded."""
        return self.error is None and not self.refused

    @cached_property
    def by_rule(self) -> dict[str, int]:
        """Refused rows by rule, most first."""
        return _by_rule(self.refusals)

    @cached_property
    def suspicions(self) -> dict[str, int]:
        """Suspected rows by rule, most first."""
        return _by_rule(self.suspected)


def _by_rule(rows: pl.DataFrame) -> dict[str, int]:
    counted = rows.group_by("rule").agg(pl.col("row").n_unique()).sort("row", "rule", descending=[True, False])
    return dict(counted.rows())


@dataclass(frozen=True)
class Report:
    """What a check says of files that belong together, in the order in which they were given.

    `months`: those that the database has already; by kind and month. `effects`: figures already shown that would be
    others, see queries/effects.py; None where they were not compared. `completes`: kind and month of those that the
    load would be the first to reach after their end.
    """

    files: tuple[FileReport, ...]
    months: tuple[KnownMonth, ...] = ()
    effects: pl.DataFrame | None = None
    completes: tuple[tuple[str, date], ...] = ()

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

    @property
    def undecided(self) -> tuple[KnownMonth, ...]:
        """The months on which somebody must decide: the files are not loaded while there is one."""
        return tuple(one for one in self.months if one.undecided)

    @property
    def unanswered(self) -> tuple[Move, ...]:
        """The moves of which nobody has said since when: the files are not loaded while there is one."""
        return tuple(move for file in self.files for move in file.moves if move.since is None)

    def unconfirmed(self, confirmed: Set[Suspicion]) -> tuple[Suspicion, ...]:
        """The suspicions that nobody has confirmed: the files are not loaded while there is one."""
        return tuple(rule for rule in self.suspicions if rule not in confirmed)


def file_report(position: int, source: Source, judged: Judged | None) -> FileReport:
    """The report of one source, whose rows the judgement of its kind holds among others."""
    if source.table is None or judged is None:
        empty = pl.DataFrame(schema=NO_REFUSALS)
        return FileReport(
            source.name, source.sha256, None, source.error, 0, 0, 0, 0, 0, empty, empty.clear(), source.notices, ()
        )
    mine = pl.col("file") == position
    kind, people = source.table.kind.name, _named(source.table)
    refusals = pl.concat([source.refusals, judged.refusals.filter(mine)]).sort("row", maintain_order=True)
    rows, dropped = judged.rows.filter(mine), judged.dropped
    states = dict(rows["state"].value_counts().rows())
    refused = refusals["row"].n_unique()
    rows_read, known = source.table.cells.height - source.apart, states.get(KNOWN, 0)
    suspected = with_values(source.table, judged.suspected.filter(mine).sort("row", maintain_order=True), people)
    first = pl.concat([judged.rows["file"], judged.cancelled["file"]]).min()
    dropped = dropped if first == position else dropped.clear()
    return FileReport(
        name=source.name,
        sha256=source.sha256,
        kind=kind,
        error=None,
        rows_read=rows_read,
        good=rows_read - refused - known,
        known=known,
        changed=states.get(CHANGED, 0) + states.get(MOVED, 0),
        refused=refused,
        refusals=with_values(source.table, refusals, people),
        refused_rows=masked_rows(source.table, refusals, people),
        notices=(
            *source.notices,
            *_replaced(kind, dropped),
            *_returning(rows),
            *_unusual(position, judged.unusual, kind),
        ),
        ignored=tuple(_without_numbers(heading) for heading in source.table.ignored),
        dropped=dropped.height,
        suspected=pl.concat([suspected, _totals(source, bool(refused) or rows_read == known)]),
        extent=extent(kind, rows),
        before=judged.before,
        corrected=corrections(source.table, rows, judged.cancelled.filter(mine)),
        known_from=_known_from(rows),
        months=_months(judged, position),
        moves=tuple(move for move in judged.relocations if move.file == position),
    )


def _totals(source: Source, known: bool) -> pl.DataFrame:
    """The written totals that differ from a file's rows although all of them can be read: some may be missing.

    `known`: whether that needs no question, since rows are refused or nothing is new.
    """
    assert source.table is not None
    differing = [one.values for one in source.notices if one.notice is Notice.TOTAL_DIFFERS and not known]
    heading = source.table.heading("amount") if differing else None
    rule = Suspicion.TOTAL_DIFFERS.value
    rows = [(one["row"], heading, str(one["stated"]), rule) for one in differing]
    return pl.DataFrame(rows, schema=NO_REFUSALS, orient="row")


def _returning(rows: pl.DataFrame) -> list[FileNotice]:
    """How many people the file brings who were participants before."""
    people = rows.filter("returns")["nik_hash"].n_unique() if "returns" in rows.columns else 0
    return [FileNotice(Notice.RETURNING, {"people": people})] if people else []


def _known_from(rows: pl.DataFrame) -> dict[int, int]:
    if "import_id_old" not in rows.columns:
        return {}
    known = rows.filter(pl.col("state") == KNOWN)["import_id_old"].drop_nulls()
    return dict(known.value_counts().sort("import_id_old").iter_rows())


def _months(judged: Judged, position: int) -> tuple[KnownMonth, ...]:
    if not judged.months:
        return ()
    day = "paid_on" if "paid_on" in judged.rows.columns else "registered_on"
    named = (rows.filter(pl.col("file") == position) for rows in (judged.rows, judged.cancelled) if day in rows.columns)
    mine = {month for rows in named for month in rows[day].dt.month_start()}
    return tuple(one for one in judged.months if one.month in mine)


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


def _replaced(kind: str, dropped: pl.DataFrame) -> list[FileNotice]:
    """What a shorter list means, a month each: agents who stand on the list in the database and not on this one."""
    if kind != "roster" or dropped.is_empty():
        return []
    counted = dropped.group_by("month").len().sort("month")
    return [
        FileNotice(Notice.LIST_REPLACED, {"month": f"{month:%Y-%m}", "gone": gone})
        for month, gone in counted.iter_rows()
    ]


def stored(file: FileReport) -> dict[str, object]:
    """What the database keeps of a report: rows changed, refused rows by rule, the first refusals, the notices."""
    return {
        "changed": file.changed,
        "extent": file.extent.stored() if file.extent else None,
        "confirmed": file.suspicions,
        "decided": {f"{one.month:%Y-%m}": one.decided for one in file.months if one.asks and one.decided},
        "known_from": {str(load): rows for load, rows in file.known_from.items()},
        "suspected": file.suspected.head(EXAMPLES).to_dicts(),
        "rules": file.by_rule,
        "refusals": file.refusals.head(EXAMPLES).to_dicts(),
        "notices": [{"notice": str(one.notice), **one.values} for one in file.notices],
        "ignored": list(file.ignored),
        "moves": [
            {"question": one.question.value, "code": one.code, "before": one.before, "after": one.after}
            | {"since": one.since.isoformat() if one.since else None}
            for one in file.moves
        ],
    }
