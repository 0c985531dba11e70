"""The rows behind what a trace code leads to, with their SELECT, beside the number that they come to."""

from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

from dashboard.figures import registry
from dashboard.lineage.opened import Opened
from dashboard.view.view import View
from queries.access import Permission
from queries.figures import figures
from queries.frames.evidence import MONEY
from queries.lineage import proof
from queries.metrics import Metric, Unit, catalogue
from queries.targets import REACHED, target

_PROVED = {
    "cumulative": "received",
    "zero_months": "agents_listed",
    "retained_until": "agents_dormant_retained",
    "acquired_per_month": "acquired",
    **REACHED,
}
"""The metric whose rows stand behind another metric."""


@dataclass(frozen=True)
class PictureTable:
    """The columns' labels and the rows of a picture, as kept in JSON; see `seed.writes.traces.keep_table`."""

    title: str
    labels: tuple[str, ...]
    rows: tuple[tuple, ...]


@dataclass(frozen=True)
class Proof:
    """`sql`: the SELECT of the rows. `sentence`: how many they are and what they come to, beside the number; empty,
    with `rows` None, for a viewer who may not see rows. `first`: that not all are shown, or empty.
    """

    sql: str
    sentence: str
    first: str
    rows: pl.DataFrame | None


def behind(opened: Opened) -> str:
    """The metric whose rows stand behind what was opened."""
    own = registry.FIGURES[opened.name].proof if opened.is_figure else ""
    return own or _PROVED.get(opened.metric.id, opened.metric.id)


def prove(opened: Opened) -> Proof | None:
    """The rows behind the number; None where no single SELECT has them."""
    view, words = opened.view, opened.view.words
    metric = behind(opened)
    if metric not in proof.WITH_ROWS or opened.name.startswith("one_agent"):
        return None
    if catalogue()[metric].until(view.scope) is None:
        return None
    sql = view.ask(proof.sql, metric)
    if not view.viewer.may(Permission.SEE_ROWS):
        return Proof(sql, words("trace.proof.inside"), "", None)
    # Also where the code was made for the press: what follows is shown to this viewer alone.
    inside = view.inside(Permission.SEE_ROWS)
    number, amount = inside.ask(proof.counted, metric)
    figure = inside.ask(figures)[metric]
    rows, counted = inside.ask(proof.first_rows, metric), words.count("row", number)
    money = metric in MONEY
    parts = {"rows": counted, "number": words.rupiah(figure) if money else words.number(figure)}
    sums = words("trace.proof.sum", sum=words.rupiah(amount), **parts) if money else words("trace.proof.count", **parts)
    verdict = words("trace.proof.equal" if amount == figure else "trace.proof.differs")
    goal = inside.ask(target, metric) if opened.metric.id in REACHED else None
    goal_text = (words.rupiah(goal) if money else words.number(goal)) if goal else ""
    divided = words("trace.proof.target", target=goal_text) if goal else ""
    first = words("trace.proof.first", n=words.number(rows.height)) if rows.height < number else ""
    return Proof(sql, " ".join(part for part in (sums, verdict, divided) if part), first, rows)


def written(view: View, metric: Metric, value: float | None) -> str:
    """A number in the metric's unit, to the last digit; that it is withheld where press mode does."""
    if value is None:
        return view.words("trace.withheld") if view.press else "–"
    if metric.unit is Unit.RUPIAH:
        return view.words.rupiah(value)
    return view.words.percent(value) if metric.unit is Unit.PERCENT else view.words.number(value)


def written_rows(view: View, frame: pl.DataFrame) -> PictureTable:
    """Rows behind a number, each value as people read it."""
    words = view.words
    written: dict[str, Callable] = dict.fromkeys(
        ("registered_on", "service_since", "deactivated_on", "paid_on"), words.day
    )
    written |= {"blth": words.month, "amount": words.rupiah, "status": words.status, "sector": words.sector}
    forms = [written.get(name, str) for name in frame.columns]
    rows = [
        tuple("–" if value is None else form(value) for form, value in zip(forms, row, strict=True))
        for row in frame.iter_rows()
    ]
    return PictureTable("", tuple(words(f"trace.row.{name}") for name in frame.columns), tuple(rows))


def lines(name: str, table: PictureTable) -> list[str]:
    """A table as tab-separated lines under its name; without one, without its title."""
    head = [f"{name}: {table.title}"] if name else []
    return [
        *head,
        *("  " + "\t".join("–" if cell is None else str(cell) for cell in row) for row in (table.labels, *table.rows)),
    ]
