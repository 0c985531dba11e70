"""Coverage: active participants beside people that others have counted, and what moved the ratio."""

from typing import Any

import polars as pl

from dashboard.figures import caption
from dashboard.figures.caption import Context, Listing
from dashboard.language.words import Words
from dashboard.view.view import View
from queries import coverage, insured

COUNTS = ("people", "denominator")
POINTS = ("points", "by_people", "by_denominator")


def ask(view: View) -> pl.DataFrame:
    """The rows of `coverage.change` beside the period before, with the name of each place under label."""
    now, before = view.ask(coverage.coverage), view.before()
    then = now.clear() if before is None else before.ask(coverage.coverage)
    rows = coverage.change(now, then)
    places = view.ask(insured.labels, "wilayah")
    return rows.join(places, on="code", how="left", maintain_order="left")


def table(view: View) -> Listing:
    """Each denominator with the ratio of the whole choice and of its kabupaten/kota."""
    return table_of(caption.context(view), ask(view))


def table_of(context: Context, answers: pl.DataFrame) -> Listing:
    """`table` from its answers."""
    words, rows = context.words, answers.to_dicts()
    texts = {
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
        return words(f"coverage.not_compared.{row['not_compared']}")
    if row["points"] is None:
        return ""
    return words("coverage.change", **{name: _points(words, row[name]) for name in POINTS})


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
