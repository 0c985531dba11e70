"""Contributions received: added up against the published figure, in their two parts, by wilayah."""

import polars as pl

from dashboard.charts import contributions as charts
from dashboard.charts.figure import Figure
from dashboard.figures import caption
from dashboard.view import captions
from dashboard.view.view import View
from queries import flows, targets
from queries.periods import Period
from queries.press.protected import require_clear_parts
from queries.published import references
from queries.published.references import Agreement

APART = 0.2
"""Share of a published figure's value by which another must differ to be drawn too: nearer ones hide each other."""


def cumulative(view: View) -> Figure:
    """Received since the period began, month by month, with the published figure and the target as rules."""
    return _cumulative(view, tuple(_published(view).rows()))


@caption.remembered
def _cumulative(view: View, _told: tuple) -> Figure:
    """`_told`: what was published, so that the figure is composed anew once a briefing is issued."""
    told = view.ask(flows.by_month, view.holding.running_month)
    frame = told.select("month", "received", "cumulative", "running")
    drawing = charts.cumulative_received(frame, view.words, _rules(view), view.ask(targets.target, "received"))
    return caption.figure(view, "cumulative_received", _title(view), "rupiah", drawing, frame, captions.breaks(view))


def _published(view: View) -> pl.DataFrame:
    """What was published of the scope's contributions received, the newest first."""
    found = view.ask(references.compared).filter(pl.col("metric") == "received")
    return found.reverse().sort("published_on", descending=True, maintain_order=True)


def _rules(view: View) -> list[dict]:
    """The newest published figure, and those that lie apart from every newer one."""
    drawn: list[dict] = []
    for row in _published(view).select("value", "rounding", "wording", "source").to_dicts():
        if all(abs(row["value"] - one["value"]) > APART * one["value"] for one in drawn):
            drawn.append({**row, "wording": wording(view, row)})
    return drawn


def _title(view: View) -> str:
    words, received = view.words, view.ask(flows.totals)["received"]
    if received is None:
        return caption.partly(view, "received", None)
    told = {"amount": words.rupiah_short(received), "period": words.period(view.scope.period)}
    if not received:
        return words("figures.cumulative_received.none", **told)
    published = _published(view).filter(pl.col("agreement").is_not_null())
    if published.is_empty():
        return words("figures.cumulative_received.title", **told)
    # Of several published ones, one that no longer holds is what the reader must hear of.
    row = published.sort(pl.col("agreement") == Agreement.DIFFERS.value, descending=True, maintain_order=True).row(
        0, named=True
    )
    agrees = Agreement(row["agreement"]) is not Agreement.DIFFERS
    key = "figures.cumulative_received.agrees" if agrees else "figures.cumulative_received.differs"
    return words(key, wording=wording(view, row), difference=words.rupiah_short(abs(row["difference"])), **told)


def wording(view: View, row: dict) -> str:
    """The published wording; in English the value in words, since the wording is Indonesian."""
    if view.words.language == "id":
        return row["wording"]
    return view.words(
        "figures.about" if row["rounding"] > 1 else "figures.exactly", amount=view.words.rupiah_short(row["value"])
    )


@caption.remembered
def parts(view: View) -> Figure:
    """Received from participants registered in the period, and from earlier ones, by month."""
    if view.press:
        require_clear_parts(view.scope)
    words, totals = view.words, view.ask(flows.totals)
    told = view.ask(flows.by_month, view.holding.running_month)
    frame = told.select("month", "received_from_new", "received_from_earlier", "running")
    if None in totals.values():
        title = caption.partly(view, "received", totals["received"])
    else:
        title = words(
            f"figures.received_parts.{'title' if totals['received'] else 'none'}",
            new=words.rupiah_short(totals["received_from_new"]),
            earlier=words.rupiah_short(totals["received_from_earlier"]),
            period=words.period(view.scope.period),
        )
    drawing = charts.received_parts(frame, words)
    return caption.figure(view, "received_parts", title, "rupiah", drawing, frame, captions.breaks(view))


@caption.remembered
def by_wilayah(view: View) -> Figure:
    """Received by kabupaten/kota."""
    words, before = view.words, view.before()
    named = caption.named_wilayah(view, view.ask(flows.by_wilayah)).select("code", "label", "received")
    frame = caption.beside(named, caption.earlier(before, flows.by_wilayah), "code", "received")
    frame = frame.sort(["received", "code"], descending=[True, False], nulls_last=True)
    title = _wilayah_title(view, frame)
    drawing = charts.received_by(frame, words, before and words.period(before.scope.period))
    months = Period(before.scope.period.first if before else view.scope.period.first, view.scope.period.last)
    return caption.figure(view, "received_by_wilayah", title, "rupiah", drawing, frame, captions.breaks(view, months))


def _wilayah_title(view: View, frame: pl.DataFrame) -> str:
    if frame["received"].null_count():
        return caption.partly(view, "received", view.ask(flows.totals)["received"])
    words, total = view.words, frame["received"].sum()
    told = {"period": words.period(view.scope.period)}
    if total:
        first = frame.row(0, named=True)
        told |= {"label": first["label"], "amount": words.rupiah_short(first["received"])}
        told |= {"share": words.percent_short(first["received"] / total), "total": words.rupiah_short(total)}
    return words(f"figures.received_by_wilayah.{'title' if total else 'none'}", **told)
