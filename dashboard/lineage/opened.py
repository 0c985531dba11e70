"""A trace code is opened: what was kept of it, and the same question asked today, as far as the viewer may."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from dashboard.charts.figure import Figure
from dashboard.figures import countdown, insured, persistency, registry, stopped
from dashboard.figures.kpis import Kpi
from dashboard.view import codes
from dashboard.view.address import Choice
from dashboard.view.view import View
from queries.access import AccessDenied, Permission
from queries.lineage import codes as trace_codes
from queries.lineage.codes import Code, CodeError, Seen, Trace
from queries.metrics import Metric, catalogue
from queries.periods import Period

SEVERAL: dict[str, Callable[[View], list[Kpi]]] = {
    "agents_changing": countdown.numbers,
    "participants_active": insured.numbers,
    "participants_stopped": stopped.numbers,
    "persistency_people": persistency.numbers,
}
"""The metrics of which several numbers are shown together."""


class NotOpened(LookupError):
    """A code that does not open; the message is a sentence in the reader's language that says what to do."""


@dataclass(frozen=True)
class Opened:
    """What a code leads to. `name`: the metric's or figure's id. `view`: the same question today, for this viewer.

    `hidden`: what was shown then is kept from this viewer, since it was not made for the press and nobody knows what
    press mode would have withheld.
    """

    code: Code
    trace: Trace
    name: str
    view: View
    hidden: bool

    @property
    def is_figure(self) -> bool:
        """Whether it is a picture; else it is a number."""
        return self.name in registry.FIGURES

    def value_then(self, metric: str) -> float | None:
        """A metric's number as it was; None where it had none or is kept from this viewer."""
        value = None if self.hidden else self.trace.figures.get(metric, {}).get("value")
        return value if isinstance(value, (int, float)) else None

    @property
    def metric(self) -> Metric:
        """The metric that is shown."""
        return catalogue()[registry.metric(self.name) if self.is_figure else self.name]


def open_code(view: View, text: str) -> Opened:
    """Open a code or a link. `view`: any of the viewer's, today. Raises NotOpened."""
    words = view.words
    try:
        code = trace_codes.parse(codes.read(text))
    except CodeError as wrong:
        raise NotOpened(words(f"trace.wrong.{wrong.reason}", text=wrong.text.strip()[:40])) from None
    trace = codes.find(view, code)
    if trace is None:
        raise NotOpened(words("trace.wrong.unknown", code=str(code)))
    if view.past and trace.seen.data_version > view.past.version:
        version = words.number(trace.seen.data_version)
        raise NotOpened(words("trace.wrong.later", code=str(code), version=version))
    name = trace_codes.named(code, [*catalogue(), *registry.FIGURES])
    if name is None:
        raise NotOpened(words("trace.wrong.gone", code=str(code)))
    # Also where the letters of another number were put behind those of a view of one agent.
    if (names_agents(name) or trace.seen.agent) and not view.viewer.may(Permission.NAME_AGENTS):
        raise NotOpened(words("trace.wrong.not_named", code=str(code)))
    try:
        today = same_question(view, trace.seen)
    except AccessDenied:
        raise NotOpened(words("trace.wrong.places", code=str(code))) from None
    hidden = today.press and not trace.seen.press
    return Opened(code, trace, name, today, hidden)


def same_question(view: View, seen: Seen) -> View:
    """What was looked at, asked today; for the press where it was, or where who asks is.

    Raises AccessDenied for places that the viewer may not see, and for the whole branch unless they may see all of it.
    """
    viewer = view.viewer
    if viewer.wilayah is not None and seen.wilayah is None:
        raise AccessDenied("the whole branch was looked at")
    period = Period(seen.first_month, seen.last_month)
    chosen = {name: getattr(seen, name) for name in ("wilayah", "offices", "sectors")}
    last, known = view.holding.complete_in(period), view.holding
    scope = viewer.scope(period, last, **chosen, missing=known.missing, alone=known.alone)
    parts: dict[str, Any] = {name: chosen_codes or () for name, chosen_codes in chosen.items()}
    parts |= {"language": view.choice.language, "known_at": view.choice.known_at}
    choice = Choice(period=period.code, agent=seen.agent, **parts)
    asked = view.during(scope)
    today = replace(asked, choice=choice)
    return today.for_press() if seen.press else today


def names_agents(name: str) -> bool:
    """Whether a figure, by its id, names agents."""
    return name in registry.FIGURES and registry.FIGURES[name].names_agents


def composed(opened: Opened) -> Figure | None:
    """The picture as it is today; None where it is none, or the period has no complete month."""
    if not opened.is_figure or opened.metric.until(opened.view.scope) is None:
        return None
    return registry.figure(opened.view, opened.name)
