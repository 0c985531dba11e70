"""Which months the figures rest on, as JSON."""

from datetime import date

import polars as pl

from dashboard.language.words import words_in
from dashboard.view.completeness import gaps
from queries.completeness import Completeness
from queries.scope import Scope


def completeness_document(known: Completeness, scope: Scope, doubtful: bool, agents: pl.DataFrame) -> dict:
    """begins (kind to the first month of its data, null: none), last_complete (month), complete (whether each month of
    the period up to the as-of day is whole in both kinds), missing (kind, month, partly: those up to the last complete
    month that are not), no_data
    (kind, month: those before the data begin), doubtful (whether a status depends on a missing month), uncertain_agents
    (their codes, for who may see them), sentence (what is missing, in Indonesian; null: nothing).

    `agents`: the rows of `standings`, none for who may not see them.
    """
    missing = known.missing(scope.period.first, scope.period.last)
    words, begins = words_in("id"), dict(known.begins)
    sentence = gaps(words, missing)
    before = [
        {"kind": kind, "month": f"{month:%Y-%m}"}
        for kind, begin in begins.items()
        for month in scope.period.months()
        if month < begin
    ]
    return {
        "begins": {kind: f"{month:%Y-%m}" for kind, month in begins.items()},
        "last_complete": _month(known.last_complete),
        "complete": scope.as_of is not None and not missing and not before,
        "missing": [{"kind": gap.kind, "month": f"{gap.month:%Y-%m}", "partly": gap.partly} for gap in missing],
        "no_data": before,
        "doubtful": doubtful,
        "uncertain_agents": agents.filter("uncertain")["code"].to_list() if agents.height else [],
        "sentence": words.capital(words("completeness.note", gaps=sentence)) if sentence else None,
    }


def _month(month: date | None) -> str | None:
    return f"{month:%Y-%m}" if month else None
