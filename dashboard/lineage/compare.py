"""Two opened codes side by side, in words: for the page and for the command line alike."""

from dataclasses import dataclass

import sqlalchemy as sa

from dashboard.lineage import explain
from dashboard.lineage.opened import Opened
from dashboard.lineage.proof import PictureTable, behind, lines, written, written_rows
from dashboard.view.view import View
from queries.access import Permission
from queries.lineage import difference, states
from queries.lineage.difference import Difference, Side, comparable
from queries.metrics import Metric, catalogue
from queries.periods import Period, month_of
from queries.scope import Scope

ROW_LIMIT = 500
"""Rows that are shown; all of them are counted."""


@dataclass(frozen=True)
class RowDifference:
    """The difference in rows. `sums`: that the reasons add up to it. `rows`: the first of them; `first`: that not all
    are shown, or empty; `unexplained`: what the rows cannot say, or empty.
    """

    sums: str
    reasons: PictureTable
    rows: PictureTable
    first: str
    unexplained: str = ""


def filters(first: Opened, second: Opened) -> PictureTable:
    """What was looked at in each, side by side, and whether it differs."""
    words = first.view.words
    ours, theirs = dict(explain.looked_at(first)), dict(explain.looked_at(second))
    rows = [
        (words(f"trace.fact.{name}"), "≠" if ours[name] != theirs[name] else "=", ours[name], theirs[name])
        for name in ours
    ]
    return PictureTable("", ("", words("trace.beside.differs"), f"A {first.code}", f"B {second.code}"), tuple(rows))


def values(first: Opened, second: Opened) -> tuple[str, str, str]:
    """The two numbers as they were shown, and by how much the second is another, empty where nobody can say."""
    words, texts, raw = first.view.words, [], []
    for one in (first, second):
        value = one.value_then(metric_of(one))
        metric = catalogue()[metric_of(one)]
        texts.append(words("trace.withheld") if one.hidden else written(one.view, metric, value))
        raw.append(value)
    units = {catalogue()[metric_of(one)].unit for one in (first, second)}
    before, after = raw
    if before is None or after is None or len(units) > 1:
        return texts[0], texts[1], "" if len(units) == 1 else words("trace.beside.units")
    step = after - before
    if not step:
        return texts[0], texts[1], words("trace.beside.equal")
    change = ("+" if step > 0 else "") + written(first.view, catalogue()[metric_of(first)], step)
    return texts[0], texts[1], words("trace.beside.change", change=change)


def metric_of(opened: Opened) -> str:
    """The metric of the catalogue whose value stands for what was opened."""
    return opened.metric.id if not opened.is_figure else behind(opened)


def in_rows(first: Opened, second: Opened) -> RowDifference | str:
    """What makes the two numbers differ, in rows; or the sentence that says why no rows are compared."""
    view, words = first.view, first.view.words
    metrics = [behind(one) for one in (first, second)]
    of_states = all(metric in states.METRICS for metric in metrics)
    if not of_states and not comparable(*metrics):
        return words("trace.beside.no_rows")
    if not view.viewer.may(Permission.SEE_ROWS):
        return words("trace.proof.inside")
    if None in (one.trace.seen.until_of(metric) for one, metric in zip((first, second), metrics, strict=True)):
        return words("trace.no_now")
    ours, theirs = _side(first), _side(second)
    if of_states:
        versions = {one.trace.seen.data_version for one in (first, second)}
        return _agents(view, ours, theirs, "" if len(versions) == 1 else words("trace.beside.older_states"))
    inside = view.inside(Permission.SEE_ROWS)
    compared = inside.during(ours.scope).ask(_between, ours, theirs, _wide(first, second))
    metric = catalogue()[metrics[0]]
    step = compared.second - compared.first
    numbers = {"first": written(view, metric, compared.first), "second": written(view, metric, compared.second)}
    sums = words(
        "trace.beside.sums",
        change=_signed(view, metric, step),
        common=words.count("row", compared.common[0]),
        **numbers,
    )
    reasons = tuple(
        (
            words(f"trace.side.{row['side']}"),
            words(f"trace.reason.{row['reason']}"),
            words.number(row["rows"]),
            _signed(view, metric, row["change"]),
        )
        for row in compared.reasons.to_dicts()
    )
    labels = tuple(words(f"trace.beside.{name}") for name in ("side", "reason", "rows", "by"))
    more = compared.rows.height > ROW_LIMIT
    return RowDifference(
        sums,
        PictureTable("", labels, reasons),
        _rows(first, compared),
        words("trace.proof.first", n=words.number(ROW_LIMIT)) if more else "",
    )


def _agents(view: View, first: Side, second: Side, note: str) -> RowDifference:
    """The agents whom only one of two counts has, by today's data. `note`: what that leaves unexplained."""
    words = view.words
    ours = view.inside(Permission.SEE_ROWS).during(first.scope)
    agents = ours.ask(states.agents_apart, first.metric, second.scope, second.metric)

    def line(row: dict, *more: str) -> tuple[str, ...]:
        pair = [row["status_first"], row["status_second"]]
        written = [words.status(one) if one else words("trace.beside.outside") for one in pair]
        return (words(f"trace.side.{row['side']}"), *more, " → ".join(written))

    grouped = agents.group_by("side", "status_first", "status_second", maintain_order=True).len()
    signs = {"first": -1, "second": 1}
    reasons = [
        (*line(row), words.number(row["len"]), f"{signs[row['side']] * row['len']:+d}") for row in grouped.to_dicts()
    ]
    of_side = agents["side"].to_list()
    step = of_side.count("second") - of_side.count("first")
    sums = words(
        "trace.beside.agents", agents=words.count("agent", agents.height), change=f"{step:+d}" if step else "0"
    )
    labels = [words(f"trace.beside.{name}") for name in ("side", "states", "rows", "by")]
    rows = [line(row, row["code"], row["name"]) for row in agents.to_dicts()]
    heads = (labels[0], words("trace.row.code"), words("trace.row.name"), labels[1])
    return RowDifference(
        sums, PictureTable("", tuple(labels), tuple(reasons)), PictureTable("", heads, tuple(rows)), "", note
    )


def _signed(view: View, metric: Metric, step: int) -> str:
    return ("+" if step > 0 else "") + written(view, metric, step)


def _between(conn: sa.Connection, _scope: Scope, first: Side, second: Side, wide: Scope) -> Difference:
    return difference.between(conn, first, second, wide)


def _side(opened: Opened) -> Side:
    """The number as it was asked: up to its own days, at its own data version."""
    seen = opened.trace.seen
    scope = opened.view.viewer.scope(
        Period(seen.first_month, seen.last_month),
        month_of(seen.as_of) if seen.as_of else None,
        wilayah=seen.wilayah,
        offices=seen.offices,
        sectors=seen.sectors,
        alone={(flow, month_of(day)) for name, day in seen.until if (flow := _flow(name))},
    )
    return Side(scope, behind(opened), seen.data_version)


def _flow(metric: str) -> str | None:
    return catalogue()[metric].flow if metric in catalogue() else None


def _wide(first: Opened, second: Opened) -> Scope:
    """All months of the data and of both periods, so that a row whose day was corrected is found again."""
    holding, seen = first.view.holding, (first.trace.seen, second.trace.seen)
    starts = [month for month in (holding.first_month, *(one.first_month for one in seen)) if month]
    ends = [month for month in (holding.last_month, *(one.last_month for one in seen)) if month]
    hull = Period(min(starts), max(ends))
    return first.view.viewer.scope(hull, hull.last)


def _rows(opened: Opened, compared: Difference) -> PictureTable:
    """The first rows that only one of the two counts, or with another amount."""
    view, words = opened.view, opened.view.words
    listed = compared.rows.head(ROW_LIMIT)
    reasons = [
        (words(f"trace.side.{row['side']}"), words(f"trace.reason.{row['reason']}")) for row in listed.to_dicts()
    ]
    own = listed.drop("side", "reason", "change")
    own = own.select(name for name in own.columns if own[name].null_count() < own.height or not own.height)
    table = written_rows(view, own)
    labels = tuple(words(f"trace.beside.{name}") for name in ("side", "reason"))
    rows = tuple((*why, *row) for why, row in zip(reasons, table.rows, strict=True))
    return PictureTable("", (*labels, *table.labels), rows)


def text(first: Opened, second: Opened) -> str:
    """Everything that the page shows, as plain lines."""
    ours, theirs, change = values(first, second)
    out = [f"A  {explain.label(first)}: {ours}", f"B  {explain.label(second)}: {theirs}", change, ""]
    out += lines("", filters(first, second))
    compared = in_rows(first, second)
    if isinstance(compared, str):
        return "\n".join([*out, "", compared])
    out += [
        "",
        compared.sums,
        *lines("", compared.reasons),
        "",
        *([compared.unexplained] if compared.unexplained else []),
    ]
    if len(compared.rows.rows) > explain.FEW:
        out.append(first.view.words("trace.proof.first", n=first.view.words.number(explain.FEW)))
    few = PictureTable("", compared.rows.labels, compared.rows.rows[: explain.FEW])
    return "\n".join([*out, *lines("", few)])
