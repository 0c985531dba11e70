"""Which months the figures rest on, as JSON."""

from collections.abc import Iterable
from datetime import date

import polars as pl

from dashboard.language.words import Words
from dashboard.view.completeness import behind as late_sentence
from dashboard.view.completeness import gaps
from queries.completeness import Completeness, Gap
from queries.db.schema import MONTHLY
from queries.scope import Scope


def completeness_document(
    known: Completeness, scope: Scope, doubtful: bool, agents: pl.DataFrame, grid: pl.DataFrame, words: Words
) -> dict:
    """What is whole of a period, and what was loaded of it, whatever the as-of day.

    begins (kind to the first month of its data, null: none), last_complete (month), complete (whether each month of the
    period up to the as-of day is whole in both kinds, and none after it is whole in one alone), missing (kind, month,
    partly: those up to the last month whole in both, or in the kind, that are not whole), behind (likewise: what keeps
    the as-of day before later months, in which another kind is whole), no_data (kind, month: those before the data
    begin), loaded (by month that has a row or a word: each kind's state and rows, and rupiah; null where it is
    missing), doubtful (whether a status depends on a missing month), uncertain_agents (their codes, for who may see
    them), sentence (what is missing, in the language of `words`; null: nothing).

    `agents`: the rows of `standings`, none for who may not see them; `grid`: the rows of `completeness.grid`, empty for
    who may not see the whole branch.
    """
    missing = known.missing(scope.period.first, scope.period.last)
    behind = known.holding_back(scope.period.first, scope.period.last)
    begins = dict(known.begins)
    note = words.capital(words("completeness.note", gaps=gaps(words, missing))) if missing else ""
    said = [sentence for sentence in (late_sentence(words, scope, behind), note) if sentence]
    before = [
        {"kind": kind, "month": f"{month:%Y-%m}"}
        for kind, begin in begins.items()
        for month in scope.period.months()
        if month < begin
    ]
    return {
        "begins": {kind: f"{month:%Y-%m}" for kind, month in begins.items()},
        "last_complete": _month(known.last_complete),
        "complete": scope.as_of is not None and not missing and not behind and not before,
        "missing": _gaps(missing),
        "behind": _gaps(behind),
        "no_data": before,
        "loaded": _loaded(grid, scope),
        "doubtful": doubtful,
        "uncertain_agents": agents.filter("uncertain")["code"].to_list() if agents.height else [],
        "sentence": " ".join(said) or None,
    }


def _gaps(missing: Iterable[Gap]) -> list[dict]:
    return [{"kind": gap.kind, "month": f"{gap.month:%Y-%m}", "partly": gap.partly} for gap in missing]


def _month(month: date | None) -> str | None:
    return f"{month:%Y-%m}" if month else None


def _loaded(grid: pl.DataFrame, scope: Scope) -> list[dict]:
    if grid.is_empty():
        return []
    rows = grid.filter(pl.col("month").is_between(scope.period.first, scope.period.last)).sort("month")
    return [
        {
            "month": f"{row['month']:%Y-%m}",
            **{kind: {"state": row[f"{kind}_state"], "rows": row[f"{kind}_rows"]} for kind in MONTHLY},
            "amount": row["contributions_amount"],
        }
        for row in rows.iter_rows(named=True)
    ]
