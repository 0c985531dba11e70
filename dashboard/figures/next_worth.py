"""What the next one is worth to each agent: a table of all, and a sentence of one."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from dashboard.figures import caption
from dashboard.figures.caption import Context, Listing
from dashboard.language.words import Words
from dashboard.view.view import View
from queries.access import Permission
from queries.agents.next_worth import next_worth

MONEY = ("one_more", "reached", "payment", "payments")
COUNTS = ("new", "bonus_from", "missing", "payers")


def agents(view: View) -> Listing:
    """Every listed agent, nearest to the threshold first. For who may see agents by name."""
    view.viewer.require(Permission.NAME_AGENTS)
    return agents_of(caption.context(view), view.ask(next_worth))


def agents_of(context: Context, rows: pl.DataFrame) -> Listing:
    """`agents` from the rows of `next_worth`."""
    named = rows.rename({name: f"worth_{name}" for name in (*COUNTS, *MONEY)})
    return caption.listing(context, "next_worth", summary(context, rows), named)


def summary(context: Context, rows: pl.DataFrame) -> str:
    """How many have reached the threshold, and who is nearest to it of the others."""
    words, known = context.words, rows.drop_nulls("missing")
    if known.is_empty():
        return words("worth.no_scheme")
    reached = known.filter(pl.col("missing") == 0).height
    nearest = known.filter(pl.col("missing") > 0).head(1).to_dicts()
    said = {
        "month": words.month(context.scope.require_as_of_month()),
        "reached": words.number(reached),
        "agents": words.count("agent", known.height),
        "threshold": words.number(known["bonus_from"][0]),
    }
    if not nearest:
        return words("worth.all", **said)
    return words("worth.nearest", **said, code=nearest[0]["code"], missing=words.number(nearest[0]["missing"]))


def sentence(view: View) -> str:
    """What the next one is worth to the agent whom the view is about; empty where they are not listed."""
    rows = view.ask(next_worth).filter(pl.col("code") == view.choice.agent).to_dicts()
    return sentence_of(caption.context(view), rows[0]) if rows else ""


def sentence_of(context: Context, row: Mapping[str, Any]) -> str:
    """`sentence` from a row of `next_worth`."""
    words = context.words
    if row["missing"] is None:
        return words("worth.no_scheme")
    said = [
        words(
            f"worth.{'short' if row['missing'] else 'over'}",
            month=words.month(context.scope.require_as_of_month()),
            new=words.count("participant", row["new"]),
            threshold=words.number(row["bonus_from"]),
            missing=words.number(row["missing"]),
            one_more=words.rupiah(row["one_more"]),
            reached=words.rupiah(row["reached"]),
        ),
        _payments(words, row),
    ]
    return " ".join(said)


def _payments(words: Words, row: Mapping[str, Any]) -> str:
    if not row["payers"]:
        return words("worth.nobody_due")
    people = words.count("participant", row["payers"])
    return words("worth.due", people=people, one=words.rupiah(row["payment"]), all=words.rupiah(row["payments"]))
