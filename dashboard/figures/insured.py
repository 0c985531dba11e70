"""Active participants: how many there are, how they came to be so many, and who stands beside them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any, Literal

import polars as pl

from dashboard.charts import bridge as drawn
from dashboard.charts.figure import Figure
from dashboard.figures import caption, kpis
from dashboard.figures.caption import Context, Listing
from dashboard.figures.comparison import others
from dashboard.figures.declaration import Picked
from dashboard.figures.kpis import Kpi
from dashboard.language.words import Words
from dashboard.view import captions
from dashboard.view.pure import pure
from dashboard.view.view import View
from queries import insured, targets
from queries.access import Permission
from queries.insured import COMES, GOES, Cover

METRIC = "participants_active"

By = Literal["wilayah", "office", "sector", "agent"]
PARTS: tuple[By, ...] = ("wilayah", "office", "sector", "agent")
"""By what the stock is taken apart."""


@dataclass(frozen=True, eq=False)
class Stock:
    """`stock`: the row of `insured.stock`. `bridge`: the rows of `insured.bridge`, a month each. `goal`: the target,
    and the month at whose end it is to be reached; None without one."""

    stock: pl.DataFrame
    bridge: pl.DataFrame
    goal: tuple[int, date] | None = None


def ask(view: View) -> Stock:
    """The stock at the as-of day and the bridge of the period."""
    return Stock(view.ask(insured.stock), view.ask(insured.bridge), view.ask(targets.active))


def numbers(view: View) -> list[Kpi]:
    """The active, and of the others who is in arrears, whose cover has lapsed and who was never covered."""
    return numbers_of(caption.context(view), ask(view))


def numbers_of(context: Context, answers: Stock) -> list[Kpi]:
    """`numbers` from their answers."""
    words, row = context.words, answers.stock.row(0, named=True)
    code = context.code(METRIC)
    row_of_numbers = []
    for state in Cover:
        first = state is Cover.COVERED
        label = kpis.label(words, METRIC) if first else words(f"insured.state.{state.value}")
        beside = ""
        if first:
            amount = words("insured.a_month", amount=words.rupiah(row["amount"]))
            beside = captions.SEPARATOR.join(filter(None, (amount, _goal(words, answers.goal, row["covered"]))))
        value = row[state.value]
        row_of_numbers.append(Kpi(METRIC, label, words.number(value), "", beside, better="off", code=code, raw=value))
    return row_of_numbers


def _goal(words: Words, goal: tuple[int, date] | None, active: int) -> str:
    """The target beside the number, and what is missing to it; empty without one."""
    if goal is None:
        return ""
    target, month = goal
    key = "insured.goal_missing" if active < target else "insured.goal"
    return words(key, target=words.number(target), month=words.month(month), missing=words.number(target - active))


def sentence(view: View) -> str:
    """The bridge of the period in one sentence, and all memberships of whom the active are a part."""
    return sentence_of(view.words, ask(view))


@pure
def sentence_of(words: Words, answers: Stock) -> str:
    """`sentence` from its answers. A part of zero that most branches never have is not said."""
    bridge = answers.bridge
    first, last = bridge.row(0, named=True), bridge.row(-1, named=True)
    sums = bridge.select(pl.col(*COMES, *GOES).sum()).row(0, named=True)
    moves = [
        words(f"insured.part.{name}", n=words.number(sums[name]))
        for name in (*COMES, *GOES)
        if name in _USUAL or sums[name]
    ]
    return words(
        "insured.sentence",
        closing=words.count("participant", last["closing"]),
        month=words.month(last["month"]),
        opening=words.number(first["opening"]),
        moves=" ".join(moves),
        people=words.count("participant", answers.stock["people"][0]),
    )


def months(view: View) -> Listing:
    """The bridge, a month a row: people, and the rupiah that it closes with."""
    return months_of(caption.context(view), ask(view))


def months_of(context: Context, answers: Stock) -> Listing:
    """`months` from its answers."""
    columns = ["month", *(f"active_{name}" for name in _BRIDGE)]
    rows = answers.bridge.rename({name: f"active_{name}" for name in _BRIDGE}).select(columns)
    return caption.listing(context, "insured", sentence_of(context.words, answers), rows)


Unit = Literal["people", "rupiah"]


def bridge_of_people(context: Context, answers: Stock) -> Figure:
    """The bridge of the period in people, the target below it."""
    return _bridged(context, answers.bridge, "people", answers.goal)


def bridge_of_rupiah(context: Context, answers: Stock) -> Figure:
    """The bridge of the period in the rupiah that the covered pay for a month."""
    return _bridged(context, answers.bridge, "rupiah", None)


def _bridged(context: Context, answers: pl.DataFrame, unit: Unit, goal: tuple[int, date] | None) -> Figure:
    """`answers`: the rows of `insured.bridge`, without a row where no month is complete."""
    words, end = context.words, "_amount" if unit == "rupiah" else ""
    written = words.rupiah_short if end else words.number
    sums = {name: _sum(answers, f"{name}{end}") for name in (*COMES, *GOES)}
    repriced = _sum(answers, "repriced_amount") if end else 0
    opening, closing = _sum(answers.head(1), f"opening{end}"), _sum(answers.tail(1), f"closing{end}")
    steps = [(name, "goes" if name in GOES else "comes", n) for name, n in sums.items() if n or name in _USUAL]
    steps += [("repriced", "comes", repriced)] if repriced else []
    rows = [("opening", "whole", opening), *steps, ("closing", "whole", closing)]
    rows += [("target", "target", goal[0])] if goal else []
    frame = pl.DataFrame(rows, schema={"part": pl.String, "kind": pl.String, "value": pl.Int64}, orient="row")
    labels = [words(f"tables.active_{name}") for name in frame["part"]]
    table = frame.select(pl.Series("bridge_part", labels, dtype=pl.String), pl.col("value").alias(f"bridge_{unit}"))
    drawing = drawn.bridge(frame.with_columns(label=pl.Series(labels)), words, written, 28 * frame.height + 6)
    title = words(
        f"figures.active_bridge_{unit}.title",
        closing=words.rupiah_short(closing) if end else words.count("participant", closing),
        opening=written(opening),
        comes=written(sum(sums[name] for name in COMES) + max(repriced, 0)),
        goes=written(sum(sums[name] for name in GOES) - min(repriced, 0)),
    )
    return caption.figure(context, f"active_bridge_{unit}", title, unit, drawing, table)


_USUAL = ("new", "returned", "stopped")
"""The parts of a bridge that are said also where they are zero: most branches have them."""


def _sum(rows: pl.DataFrame, name: str) -> int:
    return int(rows[name].sum())


_BRIDGE = ("opening", *COMES, *GOES, "closing", "closing_amount")
COUNTED = tuple(f"active_{name}" for name in (*_BRIDGE[:-1], *(one.value for one in Cover), "people", "target"))
"""The columns of the tables that hold people; the other numbers are rupiah."""


@dataclass(frozen=True, eq=False)
class ByPart:
    """`rows`: one a part with somebody, by its code: code, part (its name), and each count of the bridge and the stock
    under active_<name>. `by`: one of PARTS; `said`: the whole's bridge, in words. `around`: see `comparison.others`."""

    by: By
    rows: pl.DataFrame
    said: str
    around: pl.DataFrame | None = None


FILTERS: Mapping[By, Picked] = MappingProxyType({"wilayah": "wilayah", "office": "offices", "sector": "sectors"})
"""The filter that narrows to one of the parts; none to an agent."""


def ask_parts(view: View, by: By) -> ByPart:
    """The stock and the period's bridge by one of PARTS; by agent for who may see agents by name."""
    around = others(view, lambda one: _of_parts(one, by), FILTERS[by]) if by in FILTERS else None
    return ByPart(by, _of_parts(view, by), sentence(view), around)


def _of_parts(view: View, by: By) -> pl.DataFrame:
    if by == "agent":
        view.viewer.require(Permission.NAME_AGENTS)
    stock, bridge = view.ask(insured.stock, by), view.ask(insured.bridge, by)
    first, last = _ends(bridge)
    summed = bridge.group_by("code").agg(
        pl.col("opening").filter(pl.col("month") == first).sum(),
        pl.col(*COMES, *GOES).sum(),
        pl.col("closing", "closing_amount").filter(pl.col("month") == last).sum(),
    )
    states = [one.value for one in Cover if one is not Cover.COVERED]
    rows = summed.join(stock.select("code", *states, "people"), on="code", how="full", coalesce=True).sort("code")
    counted = [*_BRIDGE[:-1], *states, "people", "closing_amount"]
    goals = view.ask(targets.by_place, by)
    aimed = [] if goals.is_empty() else [pl.col("target").alias("active_target")]
    rows = rows.join(goals, on="code", how="left")
    return rows.select(
        "code",
        _named(view, by, rows["code"]).alias("part"),
        *(pl.col(name).fill_null(0).alias(f"active_{name}") for name in counted),
        *aimed,
    )


def parts(view: View, by: By) -> Listing:
    """The parts in a table."""
    rows = _of_parts(view, by)  # first: it may be refused
    return caption.listing(caption.context(view), f"insured_{by}", sentence(view), rows.drop("code"))


OF_PART = tuple(f"bridge_{name}" for name in ("opening", *COMES, *GOES, "closing"))
"""The columns of people of a bridge by part."""


def by_part(context: Context, answers: ByPart) -> Figure:
    """The bridge of each part, the one with most at the end first."""
    words, table = context.words, _in_order(answers.rows)
    around = None if answers.around is None else _sums(words, _in_order(answers.around))
    drawing = drawn.by_part(_sums(words, table), words, words.number, around)
    note = words("insured.parts_note")
    if table.height > drawn.MOST:
        note += " " + words("insured.parts_first", drawn=words.number(drawn.MOST), n=words.number(table.height))
    title = _parts_title(words, table) if around is None else _chosen_title(words, table)
    return caption.figure(context, f"active_parts_{answers.by}", title, "people", drawing, table, note)


def _in_order(rows: pl.DataFrame) -> pl.DataFrame:
    counts = (pl.col(name.replace("bridge", "active", 1)).alias(name) for name in OF_PART)
    table = rows.select("code", pl.col("part").alias("label"), *counts)
    return table.sort("bridge_closing", "label", descending=[True, False])


def _sums(words: Words, table: pl.DataFrame) -> pl.DataFrame:
    """The parts as they are drawn."""
    moves = [_moves(words, row) for row in table.iter_rows(named=True)]
    return table.select(
        *("code", "label"),
        opening="bridge_opening",
        closing="bridge_closing",
        moves=pl.Series([whole for whole, _ in moves], dtype=pl.String),
        brief=pl.Series([brief for _, brief in moves], dtype=pl.String),
    )


def _moves(words: Words, row: dict[str, Any]) -> tuple[str, str]:
    """What lies between a part's opening and its closing: new, returned, stopped, the others where there are any; and
    in brief all that came and all that went."""
    signs = {**dict.fromkeys(COMES, "+"), **dict.fromkeys(GOES, "−")}
    said = [name for name in signs if name in _USUAL or row[f"bridge_{name}"]]
    brief = [sign + words.number(sum(row[f"bridge_{name}"] for name in of)) for sign, of in (("+", COMES), ("−", GOES))]
    return " ".join(signs[name] + words.number(row[f"bridge_{name}"]) for name in said), " ".join(brief)


def _parts_title(words: Words, table: pl.DataFrame) -> str:
    """How many are active, and which part changed most; all of equals."""
    closing = words.count("participant", int(table["bridge_closing"].sum()))
    moved = table.with_columns(by=(pl.col("bridge_closing") - pl.col("bridge_opening")).abs()).filter(pl.col("by") > 0)
    if moved.is_empty():
        return words("insured.parts_still", closing=closing)
    label, several = caption.leaders(words, moved, "by")
    if several:
        return words("insured.parts_tied", closing=closing, label=label)
    row = moved.sort("by").row(-1, named=True)
    values = {"opening": words.number(row["bridge_opening"]), "after": words.number(row["bridge_closing"])}
    return words("insured.parts_moved", closing=closing, label=label, **values)


def _chosen_title(words: Words, table: pl.DataFrame) -> str:
    """How many are active in what is chosen: "most" would be said of these alone."""
    label = table["label"][0] if table.height == 1 else words("insured.parts_several", n=words.number(table.height))
    opening, closing = table.select(pl.col("bridge_opening", "bridge_closing").sum()).row(0)
    people = words.count("participant", closing)
    return words("insured.parts_chosen", label=label, closing=people, opening=words.number(opening))


def _ends(bridge: pl.DataFrame) -> tuple[date | None, date | None]:
    if bridge.is_empty():
        return None, None
    first, last = bridge.select(first=pl.col("month").min(), last=pl.col("month").max()).row(0)
    return first, last


def _named(view: View, by: By, codes: pl.Series) -> pl.Series:
    """The names of the parts; of an agent the code too."""
    if by == "sector":
        return pl.Series([view.words.sector(code) for code in codes], dtype=pl.String)
    rows = map({row["code"]: row for row in view.ask(insured.labels, by).to_dicts()}.__getitem__, codes)
    if by == "wilayah":
        return pl.Series([view.words.wilayah(row["label"], row["kind"]) for row in rows], dtype=pl.String)
    if by == "agent":
        return pl.Series([f"{row['code']} · {row['label']}" for row in rows], dtype=pl.String)
    return pl.Series([row["label"] for row in rows], dtype=pl.String)
