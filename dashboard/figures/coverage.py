"""Coverage: active participants beside people that others have counted, and what moved the ratio."""

from typing import Any

import polars as pl

from dashboard.charts import bridge
from dashboard.charts.figure import Figure
from dashboard.figures import caption
from dashboard.figures.caption import Context, Listing
from dashboard.language.words import Words
from dashboard.view.pure import pure
from dashboard.view.view import View
from queries import coverage, insured

METRIC = "coverage"
COUNTS = ("people", "denominator")
POINTS = ("points", "by_people", "by_denominator")


def ask(view: View) -> pl.DataFrame:
    """The rows of `coverage.change` beside the period before, with the name of each place under label."""
    now, before = view.ask(coverage.coverage), view.before()
    then = None if before is None else before.ask(coverage.coverage)
    return _beside(now, then, view.ask(insured.labels, "wilayah"))


@pure
def _beside(now: pl.DataFrame, then: pl.DataFrame | None, places: pl.DataFrame) -> pl.DataFrame:
    rows = coverage.change(now, now.clear() if then is None else then)
    return rows.join(places, on="code", how="left", maintain_order="left")


def runs(view: View) -> bool:
    """Whether there is a denominator."""
    return not view.press and not view.ask(coverage.coverage).is_empty()


def figure(context: Context, answers: pl.DataFrame) -> Figure:
    """Of each denominator the ratio of the period before, what people and what the denominator did to it, and what it
    is; below it that of each kabupaten/kota. Without a ratio there is no bar: the table says why."""
    words, rows = context.words, answers.to_dicts()
    bars = [bar for row in rows if not row["refused"] for bar in _bars(words, row)]
    frame = pl.DataFrame(bars, {"label": pl.String, "kind": pl.String, "value": pl.Float64}, orient="row")
    drawing = bridge.bridge(frame, words, lambda points: words.decimal(points, 2), 28 * max(1, frame.height) + 6)
    texts: dict[str, list[Any]] = {
        "coverage_name": [words("coverage.bar.now", name=row["name"], year=str(row["year"])) for row in rows],
        "coverage_place": [_place(words, row) for row in rows],
        "coverage_why": [_why(words, row) or None for row in rows],
        "coverage_origin": [": ".join(filter(None, (row["source"], row["definition"]))) for row in rows],
    }
    name, place, *said = (pl.Series(column, all, dtype=pl.String) for column, all in texts.items())
    numbers = (
        *(pl.col(count).alias(f"coverage_{count}") for count in COUNTS),
        (pl.col("people") / pl.col("denominator")).alias("coverage_share"),
        *(pl.col(points).alias(f"coverage_{points}") for points in POINTS),
    )
    table = answers.select(name, place, *numbers, *said)
    title = sentence(words, answers).removesuffix(".")
    return caption.figure(context, "coverage", title, "coverage", drawing, table)


def _bars(words: Words, row: dict[str, Any]) -> list[tuple[str, str, float]]:
    """The bars of one ratio, in percent: of a place itself alone, of the whole choice how it came about too."""
    share = 100 * row["people"] / row["denominator"]
    if row["code"]:
        return [(_place(words, row), "whole", share)]
    named = words("coverage.bar.now", name=row["name"], year=str(row["year"]))
    if row["points"] is None:
        return [(named, "whole", share)]
    before = words("coverage.bar.before", name=row["name"], year=str(row["year_before"]))
    moves = [(part, row[f"by_{part}"]) for part in ("people", "denominator")]
    return [
        (before, "whole", 100 * row["people_before"] / row["denominator_before"]),
        *((words(f"coverage.bar.{part}"), "goes" if n < 0 else "comes", abs(n)) for part, n in moves),
        (named, "whole", share),
    ]


def table(view: View) -> Listing:
    """Each denominator with the ratio of the whole choice and of its kabupaten/kota."""
    return table_of(caption.context(view), ask(view))


@pure
def table_of(context: Context, answers: pl.DataFrame) -> Listing:
    """`table` from its answers."""
    words, rows = context.words, answers.to_dicts()
    texts: dict[str, list[Any]] = {
        "coverage_name": [row["name"] for row in rows],
        "coverage_place": [_place(words, row) for row in rows],
        "coverage_year": [str(row["year"]) for row in rows],
        "coverage_share": [_share(words, row) for row in rows],
        "coverage_change": [_change(words, row) for row in rows],
        "coverage_source": [row["source"] or "" for row in rows],
        "coverage_definition": [row["definition"] or "" for row in rows],
    }
    columns = {name: pl.Series(one, dtype=pl.String) for name, one in texts.items()}
    counts = {f"coverage_{name}": answers[name] for name in COUNTS}
    order = [*list(columns)[:3], *counts, *list(columns)[3:]]
    return caption.listing(context, "coverage", sentence(words, answers), pl.DataFrame(columns | counts).select(order))


def _place(words: Words, row: dict[str, Any]) -> str:
    return words.wilayah(row["label"], row["kind"]) if row["label"] else words("coverage.whole")


def _share(words: Words, row: dict[str, Any]) -> str:
    if row["refused"]:
        return words(f"coverage.refused.{row['refused']}")
    return words.percent_short(row["people"] / row["denominator"])


def _change(words: Words, row: dict[str, Any]) -> str:
    """By how many points the ratio moved, and how much of it by people and by the denominator; or why nobody knows."""
    if row["not_compared"]:
        return _uncompared(words, row)
    if row["points"] is None:
        return ""
    return words("coverage.change", **{name: _points(words, row[name]) for name in POINTS})


def _why(words: Words, row: dict[str, Any]) -> str:
    """Why there is no ratio, or no change; empty where there are both, or nothing before."""
    return words(f"coverage.refused.{row['refused']}") if row["refused"] else _uncompared(words, row)


def _uncompared(words: Words, row: dict[str, Any]) -> str:
    """Why the ratio is not compared with the one before; empty where it is, or there is none before."""
    return words(f"coverage.not_compared.{row['not_compared']}") if row["not_compared"] else ""


def _points(words: Words, points: float) -> str:
    written = words.decimal(abs(points), 2)
    return f"{'−' if points < 0 else '+'}{written}"


def sentence(words: Words, answers: pl.DataFrame) -> str:
    """The ratio of the whole choice, by each name; where there is none, why."""
    whole = [row for row in answers.to_dicts() if row["code"] == ""]
    if not whole:
        return words("coverage.none")
    return " ".join(
        words(
            f"coverage.{'without' if row['refused'] else 'sentence'}",
            name=row["name"],
            year=str(row["year"]),
            share=_share(words, row),
            people=words.count("participant", row["people"]),
            denominator="" if row["refused"] else words.number(row["denominator"]),
        )
        for row in whole
    )
