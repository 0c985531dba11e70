"""A number beside the period before, its target, and where a running semester would end; as bars."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from dashboard.figures import pace
from dashboard.figures.comparison import counted_in
from dashboard.language.words import Words
from dashboard.view.view import View
from queries import flows, targets
from queries.metrics import catalogue
from queries.periods import Period, month_end

_FLOWS = ("acquired", "received")
Kind = Literal["before", "now", "aim"]


@dataclass(frozen=True)
class Against:
    """`now`: the sum of the period so far. `before`: of the period before, as far. `aim`: the target. `ahead`: where a
    running semester would end. None where there is none. `ended`: whether the period is counted to its end.
    `when`: the period before, as far as it is compared."""

    metric: str
    now: int
    before: int | None = None
    aim: int | None = None
    ahead: int | None = None
    ended: bool = True
    when: Period | None = None


@dataclass(frozen=True)
class Bar:
    """One bar. `value` and `until`: its end, and that of what goes on from there (a forecast, or the variance), as
    parts of the longest. `text`: the variance or the forecast, as it is written; empty where there is none."""

    kind: Kind
    value: float
    until: float
    text: str


@lru_cache(maxsize=256)
def against(view: View, metric: str) -> Against | None:
    """What a number is compared with; None where that is nothing, or not asked: nothing judges for the press."""
    if view.press or metric not in _FLOWS:
        return None
    now, last = view.ask(flows.totals)[metric], catalogue()[metric].until(view.scope)
    if now is None or last is None:
        return None
    before, aim = view.before(), view.ask(targets.target, metric)
    then = before.ask(flows.totals)[metric] if before else None
    if not then and not aim:
        return None
    ahead = pace.ask(view, metric).ahead.projected if pace.runs(view, metric) else None
    when = counted_in(before.scope, metric) if before else None
    return Against(metric, now, then, aim, ahead, last >= month_end(view.scope.period.last), when)


def bars(words: Words, sides: Against) -> list[Bar]:
    """The bars from the top: the period before, this one, its target. What goes on from the period before and from the
    target leads to this one; from this one to where it would end."""
    longest = max(sides.now, sides.before or 0, sides.aim or 0, sides.ahead or 0) or 1
    now, written = sides.now / longest, words.rupiah_short if sides.metric == "received" else words.number
    drawn: list[Bar] = []
    if sides.before:
        drawn.append(Bar("before", sides.before / longest, now, _signed(words, sides.now, sides.before)))
    goes_on = "" if sides.ahead is None else f"→ {written(sides.ahead)}"
    drawn.append(Bar("now", now, (sides.ahead or sides.now) / longest, goes_on))
    if sides.aim:
        text = _signed(words, sides.now, sides.aim) if sides.ended else ""
        drawn.append(Bar("aim", sides.aim / longest, now if sides.ended else sides.aim / longest, text))
    return drawn


def said(words: Words, sides: Against) -> str:
    """The bars in words, for who does not see them."""
    written = words.rupiah_short if sides.metric == "received" else words.number
    values = {"now": sides.now, "before": sides.before, "aim": sides.aim, "ahead": sides.ahead}
    when = words.period(sides.when) if sides.when else ""
    return "; ".join(words(f"kpis.bar.said.{one}", value=written(n), when=when) for one, n in values.items() if n)


def _signed(words: Words, now: int, other: int) -> str:
    """The variance with its sign; empty where it would be words."""
    change = words.change(now, other)
    return change if change[:1] in ("+", "-", "−") else ""
