"""Rows that pass one question after another, and the refusals of those that do not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from seed.checks.answers import Move
from seed.checks.decisions import KnownMonth
from seed.checks.loads_before import EarlierFile
from seed.checks.parse import REFUSAL
from seed.files.rules import RefusalRule, Suspicion

NEW, CHANGED, MOVED, KNOWN = "new", "changed", "moved", "known"
"""What a row that passed is to the database; kept in the column `state`. Moved: its key changed, see `Judged.moved`."""

WRITTEN = (NEW, CHANGED, MOVED)
"""The states of the rows that a load writes."""


WITHDRAWN = {"file": pl.UInt32, "row": pl.UInt32, "says": pl.String}
"""Beside a row of the database: the row of a file that says it was cancelled, and how."""


@dataclass
class Sieve:
    """`rows`: those still passing, in order; `refusals`: of those that did not; `lost`: the rows refused.

    `suspected`: what was suspected of rows that pass, in the form of refusals.
    """

    rows: pl.DataFrame
    refusals: list[pl.DataFrame] = field(default_factory=list)
    lost: list[pl.DataFrame] = field(default_factory=list)
    suspected: list[pl.DataFrame] = field(default_factory=list)

    def suspect(self, where: pl.Expr, column: str, rule: Suspicion) -> None:
        """Note the rows to be loaded where it holds, once their `state` is known; they go on passing."""
        odd = self.rows.filter(where, pl.col("state").is_in(WRITTEN))
        if odd.height:
            self.suspected.append(odd.select("file", "row", column=pl.lit(column), rule=pl.lit(rule.value)))

    def refuse(self, where: pl.Expr, column: str, rule: RefusalRule) -> None:
        """Take out the rows where it holds; null does not hold."""
        bad = self.rows.filter(where)
        if bad.height:
            self.refusals.append(bad.select("file", "row", column=pl.lit(column), rule=pl.lit(rule.value)))
            self.lost.append(bad)
            self.rows = self.rows.filter(where.not_() | where.is_null())

    def refuse_repeated(self, key: Sequence[str], differing: Sequence[str], column: str, rule: RefusalRule) -> None:
        """Take out the rows that share a key and differ in another column: nobody can tell which one is right."""
        repeated = self.rows.filter(pl.struct(key).is_duplicated())
        if repeated.is_empty():
            return
        groups = repeated.group_by(key).agg(pl.struct(differing).n_unique().alias("kinds")).filter(pl.col("kinds") > 1)
        bad = repeated.join(groups, on=key, how="semi", nulls_equal=True).select("file", "row")
        self.refuse(pl.struct("file", "row").is_in(bad.to_struct().implode()), column, rule)

    def settle(
        self,
        key: Sequence[str],
        values: Sequence[str],
        existing: pl.DataFrame,
        keep: Mapping[str, pl.Expr] | None = None,
    ) -> None:
        """Give each row its `state`, beside the database's row of the same key as `<column>_old`.

        A second row of the same key and values is known. `keep`: where a value is not given and the old one stays.
        """
        first = pl.struct(key).is_first_distinct()
        old = {name: f"{name}_old" for name in existing.columns if name not in key}
        there = existing.rename(old).with_columns(there=pl.lit(True))
        joined = self.rows.with_columns(first=first).join(
            there, on=list(key), how="left", nulls_equal=True, maintain_order="left"
        )
        in_database = pl.col("there").is_not_null()
        given_or_old = {
            name: pl.when(in_database & where).then(f"{name}_old").otherwise(name)
            for name, where in (keep or {}).items()
        }
        differs = pl.any_horizontal(pl.lit(False), *(pl.col(name).ne_missing(pl.col(f"{name}_old")) for name in values))
        state = (
            pl.when(~pl.col("first"))
            .then(pl.lit(KNOWN))
            .when(~in_database)
            .then(pl.lit(NEW))
            .when(differs)
            .then(pl.lit(CHANGED))
            .otherwise(pl.lit(KNOWN))
        )
        self.rows = joined.with_columns(**given_or_old).with_columns(state=state).drop("first", "there")

    def number(self, existing: pl.DataFrame) -> None:
        """Give each row its `id`: the database's of a row that is there, the next ones in order of a new one."""
        new = pl.col("state") == NEW
        number = pl.lit(existing["id"].max() or 0) + new.cast(pl.Int64).cum_sum()
        self.rows = self.rows.with_columns(id=pl.when(new).then(number).otherwise("id_old"))

    def judged(self) -> "Judged":
        """What is left, and what was refused."""
        refusals = pl.concat([pl.DataFrame(schema=REFUSAL), *self.refusals])
        lost = pl.concat([self.rows.clear(), *self.lost], how="diagonal_relaxed")
        suspected = pl.concat([pl.DataFrame(schema=REFUSAL), *self.suspected])
        passed = self.rows.select("file", "row")
        return Judged(self.rows, refusals, lost, suspected=suspected.join(passed, on=["file", "row"], how="semi"))


@dataclass(frozen=True)
class Judged:
    """Of one kind: the rows that passed, with `state` and the database's columns; the refusals; the rows refused.

    `dropped`: rows of the database that these replace, by its key; `moved`: the keys of those that a row of the state
    takes the place of, corrected. `suspected`: what is suspected of rows to be loaded, in the form of refusals;
    `unusual`: the months that differ from the usual, see seed/checks/volumes.py; `months`: those that the database has
    already, see seed/checks/decisions.py; `relocations`: of agents and offices, see seed/checks/answers.py; `before`:
    the files of the loads before, newest first; `cancelled`: rows of the database that a row says were cancelled.
    """

    rows: pl.DataFrame
    refusals: pl.DataFrame
    lost: pl.DataFrame
    dropped: pl.DataFrame = field(default_factory=pl.DataFrame)
    moved: pl.DataFrame = field(default_factory=pl.DataFrame)
    suspected: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=REFUSAL))
    unusual: pl.DataFrame = field(default_factory=pl.DataFrame)
    months: tuple[KnownMonth, ...] = ()
    relocations: tuple[Move, ...] = ()
    before: tuple[EarlierFile, ...] = ()
    cancelled: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=WITHDRAWN))

    def of(self, *states: str) -> pl.DataFrame:
        """The rows in these states."""
        return self.rows.filter(pl.col("state").is_in(states))
