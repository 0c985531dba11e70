"""Which rows of two files contradict each other: each file's report names the other file and its row."""

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from seed.checks.parse import Source
from seed.checks.validator import Judged
from seed.files.rules import Notice, RefusalRule
from seed.files.tables import FileNotice

SAID = 20
"""Contradictions that one file's report names; all its rows are refused and counted."""

_SAME: dict[tuple[str, RefusalRule], tuple[list[str], str | None]] = {
    ("wilayah", RefusalRule.CONFLICT_IN_FILE): (["code"], None),
    ("offices", RefusalRule.CONFLICT_IN_FILE): (["match"], None),
    ("agents", RefusalRule.CONFLICT_IN_FILE): (["match"], None),
    ("participants", RefusalRule.CONFLICT_IN_FILE): (["kpj_hash"], None),
    ("participants", RefusalRule.KPJ_OF_ANOTHER_AGENT): (["kpj_hash"], "agent_code"),
    ("contributions", RefusalRule.CONFLICT_IN_FILE): (["participant_id", "blth", "paid_on"], None),
    ("targets", RefusalRule.CONFLICT_IN_FILE): (
        ["first_month", "last_month", "wilayah_code", "office_code", "measure"],
        None,
    ),
    ("denominators", RefusalRule.CONFLICT_IN_FILE): (["name", "year", "wilayah_code"], None),
    ("funds", RefusalRule.CONFLICT_IN_FILE): (["name", "since"], None),
    ("references", RefusalRule.CONFLICT_IN_FILE): (["metric", "first_month", "last_month", "places", "source"], None),
}
"""By kind and rule: what rows of one thing have in common, and what differs where the rule has other causes too."""


def noted(sources: Sequence[Source], judged: dict[str, Judged]) -> list[Source]:
    """The sources, with a notice for each row that a row of another file contradicts."""
    pairs = [_pairs(judged[kind], rule, *same) for (kind, rule), same in _SAME.items() if kind in judged]
    between = pl.concat(pairs) if pairs else pl.DataFrame()
    if between.is_empty():
        return list(sources)
    return [
        replace(source, notices=(*source.notices, *_notices(between.filter(pl.col("file") == position), sources)))
        for position, source in enumerate(sources)
    ]


def _pairs(judged: Judged, rule: RefusalRule, same: list[str], differing: str | None) -> pl.DataFrame:
    """`file`, `row`, `other_file`, `other_row`: each row refused, and the first of another file against it."""
    refused = judged.refusals.filter(pl.col("rule") == rule.value).select("file", "row")
    schema = {"file": pl.UInt32, "row": pl.UInt32, "other_file": pl.UInt32, "other_row": pl.UInt32}
    if refused["file"].n_unique() < 2:
        return pl.DataFrame(schema=schema)
    rows = judged.lost.join(refused, on=["file", "row"], how="semi")
    of = [*same, *([differing] if differing else [])]
    mine = rows.select("file", "row", *of)
    others = mine.rename({"file": "other_file", "row": "other_row", **({differing: "other"} if differing else {})})
    against = pl.col("file") != pl.col("other_file")
    if differing:
        against &= pl.col(differing) != pl.col("other")
    pairs = mine.join(others, on=same, nulls_equal=True).filter(against).sort("file", "row", "other_file", "other_row")
    return pairs.unique(["file", "row"], keep="first", maintain_order=True).select(*schema)


def _notices(pairs: pl.DataFrame, sources: Sequence[Source]) -> list[FileNotice]:
    return [
        FileNotice(Notice.CONTRADICTS, {"row": row, "other": sources[other].name, "other_row": other_row})
        for row, other, other_row in pairs.head(SAID).select("row", "other_file", "other_row").iter_rows()
    ]
