"""The numbers at the top of a page, each with its comparison, its course and its definition."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from types import MappingProxyType
from typing import Literal

import polars as pl

from dashboard.figures import caption, certainty
from dashboard.figures.caption import Context
from dashboard.figures.comparison import counted_in
from dashboard.language.words import Words
from dashboard.view import captions
from dashboard.view.view import View
from queries import flows, targets
from queries.comparisons import Earlier
from queries.figures import figures
from queries.metrics import catalogue
from queries.scope import Scope
from queries.settled import STATES

_FLOWS = ("acquired", "received")
_PARTS = ("received_from_new", "received_from_earlier")
_OF_ACQUIRED = ("acquired_new", "acquired_returning")

OVERVIEW = ("acquired", "received", "agents_listed", "agents_dormant_retained", "acquired_target_reached")
"""The numbers of the overview, by metric."""


@dataclass(frozen=True)
class Kpi:
    """One number. `change` begins with a sign where it rose or fell and is empty where nothing can be compared.

    `beside` says what it is compared with, or what it is part of; `course` is its months, empty where it has none.
    `better`: whether more is good (normal), bad (inverse) or neither (off). `code`: its trace code. `raw`: the number
    itself, a ratio for a percentage; None where there is none, or it is withheld.
    """

    metric: str
    label: str
    value: str
    change: str
    beside: str
    course: tuple[int, ...] = ()
    better: Literal["normal", "inverse", "off"] = "normal"
    code: str = ""
    raw: int | float | None = None


@dataclass(frozen=True, eq=False)
class Numbers:
    """One question's numbers by metric, None where one is withheld.

    `before`, `year_before`: the same of the period before and of the same months a year before; None where there is
    none, or where the two are one period. `scope_before`, `scope_year_before`: of these, None without one.
    """

    now: Mapping[str, int | None]
    before: Mapping[str, int | None] | None = None
    scope_before: Scope | None = None
    year_before: Mapping[str, int | None] | None = None
    scope_year_before: Scope | None = None


@dataclass(frozen=True, eq=False)
class KpiAnswers:
    """`flows`: the sums of the period. `states`: those, and the agents of each state, on the as-of day. `months`: the
    rows of `flows.by_month`. `targets`: by measure, None without one. Whatever no number needs is empty.
    """

    flows: Numbers = Numbers({})
    states: Numbers = Numbers({})
    months: pl.DataFrame = field(default_factory=pl.DataFrame)
    targets: Mapping[str, int | None] = field(default_factory=dict)


@lru_cache(maxsize=256)
def numbers(view: View, *metrics: str) -> tuple[Kpi, ...]:
    """The number of each metric: acquired, received and its parts, agents of a state, how far a target is reached.

    Made once a view, as `registry.figure`: none changes without a load.
    """
    return tuple(numbers_of(caption.context(view), ask(view, metrics), metrics))


def number(view: View, metric: str) -> Kpi:
    """One number of `numbers`."""
    return numbers(view, metric)[0]


def ask(view: View, metrics: Iterable[str]) -> KpiAnswers:
    """Each question once that the numbers of these metrics need."""
    wanted = set(metrics)
    reached = {targets.REACHED[metric] for metric in wanted & targets.REACHED.keys()}
    flowing = wanted & {*_FLOWS, *_PARTS}
    totals = Numbers({})
    if wanted & set(_FLOWS):
        totals = _compared(view, flows.totals)
    elif flowing or reached:
        totals = Numbers(view.ask(flows.totals))
    return KpiAnswers(
        flows=totals,
        states=_compared(view, figures) if wanted - flowing - targets.REACHED.keys() else Numbers({}),
        months=view.ask(flows.by_month) if flowing else pl.DataFrame(),
        targets={measure: view.ask(targets.target, measure) for measure in sorted(reached)},
    )


def _compared(view: View, question: Callable[..., Mapping[str, int | None]]) -> Numbers:
    before, year_before = view.before(), view.before(Earlier.YEAR_BEFORE)
    if year_before is None or year_before.scope.reach_month is None or year_before == before:
        year_before = None
    return Numbers(
        now=view.ask(question),
        before=before.ask(question) if before else None,
        scope_before=before.scope if before else None,
        year_before=year_before.ask(question) if year_before else None,
        scope_year_before=year_before.scope if year_before else None,
    )


def numbers_of(context: Context, answers: KpiAnswers, metrics: Iterable[str]) -> list[Kpi]:
    """The numbers of these metrics, in order."""
    return [_number(context, answers, metric) for metric in metrics]


def _number(context: Context, answers: KpiAnswers, metric: str) -> Kpi:
    if metric in context.no_data:
        nothing = context.words("completeness.no_data")
        return Kpi(metric, _name(context.words, metric), nothing, "", "", code=context.code(metric))
    if metric in targets.REACHED:
        return _until(context, reached(context, answers, metric))
    if metric in _PARTS:
        return _until(context, part(context, answers, metric))
    if metric in (*_OF_ACQUIRED, "returned_by_paying"):
        return _until(context, returned(context, answers.states, metric))
    return (
        _until(context, flow(context, answers, metric)) if metric in _FLOWS else state(context, answers.states, metric)
    )


def _until(context: Context, kpi: Kpi) -> Kpi:
    """The number with the day until which it counts, where that is not the as-of day."""
    day, words = catalogue()[kpi.metric].until(context.scope), context.words
    if day is None or day == context.scope.as_of:
        return kpi
    until = words("kpis.until", day=words.day(day))
    return replace(kpi, beside=captions.SEPARATOR.join(filter(None, (until, kpi.beside))))


def flow(context: Context, answers: KpiAnswers, metric: str) -> Kpi:
    """What was acquired or received, beside the period before and the same months a year before."""
    words, sums = context.words, answers.flows
    written, now = _written(words, metric), sums.now[metric]
    change, beside = "", words("kpis.nothing_before")
    if sums.before is not None and sums.scope_before is not None:
        then, period = sums.before[metric], words.period(counted_in(sums.scope_before, metric))
        change = "" if now is None or then is None else words.change(now, then)
        withheld = then is None and context.press
        beside = (
            words("press.before", period=period) if withheld else words("kpis.than", value=written(then), period=period)
        )
    beside = captions.SEPARATOR.join(filter(None, (beside, _year_before(words, sums, metric))))
    name, value, course = (
        label(words, metric),
        or_withheld(words, written, now),
        _course(context, answers.months, metric),
    )
    return Kpi(metric, name, value, change, beside, course, code=context.code(metric), raw=now)


def part(context: Context, answers: KpiAnswers, metric: str) -> Kpi:
    """received_from_new or received_from_earlier, with its share of what was received."""
    words, sums = context.words, answers.flows.now
    amount, whole = sums[metric], sums["received"]
    share = words("kpis.share", share=words.percent_short(amount / whole)) if whole and amount is not None else ""
    value, course = or_withheld(words, words.rupiah_short, amount), _course(context, answers.months, metric)
    return Kpi(metric, label(words, metric), value, "", share, course, code=context.code(metric), raw=amount)


def returned(context: Context, counts: Numbers, metric: str) -> Kpi:
    """acquired_new or acquired_returning with its share of those acquired; returned_by_paying beside the period
    before."""
    words, now = context.words, counts.now[metric]
    beside, acquired = "", counts.now["acquired"]
    if metric in _OF_ACQUIRED and acquired and now is not None:
        beside = words("kpis.share_acquired", share=words.percent_short(now / acquired))
    elif counts.before is not None and counts.scope_before is not None and now is not None:
        then, period = counts.before[metric], words.period(counted_in(counts.scope_before, metric))
        beside = "" if then is None else words("kpis.than", value=words.number(then), period=period)
    value, name = or_withheld(words, words.number, now), label(words, metric)
    return Kpi(metric, name, value, "", beside, code=context.code(metric), raw=now)


def reached(context: Context, answers: KpiAnswers, metric: str) -> Kpi:
    """What part of the target is reached, and by how much it is missed; without a target, that there is none."""
    words, measure = context.words, targets.REACHED[metric]
    target, realised = answers.targets[measure], answers.flows.now[measure]
    name, code = _name(words, metric), context.code(metric)
    if not target:
        return Kpi(metric, name, "–", "", words("kpis.no_target"), code=code)
    ratio = targets.reached(realised, target)
    share = words("press.not_shown") if ratio is None else words.percent_short(float(ratio))
    written = _written(words, measure)
    beside = words("kpis.target", target=written(target))
    if realised is not None and realised < target:
        beside = words("kpis.target_missed", target=written(target), missing=written(target - realised))
    return Kpi(metric, name, share, "", beside, code=code, raw=None if ratio is None else float(ratio))


def _name(words: Words, metric: str) -> str:
    """What stands over a number."""
    measure = targets.REACHED.get(metric)
    return label(words, metric) if measure is None else words("kpis.reached", metric=label(words, measure))


def state(context: Context, counts: Numbers, metric: str) -> Kpi:
    """The agents of a state, beside the as-of day of the period before."""
    words, now, scope = context.words, counts.now[metric], counts.scope_before
    then = counts.before[metric] if counts.before and scope and scope.as_of else None
    change, since = "", ""
    if now is not None and then is not None and scope and scope.as_of:
        step, day = now - then, words.day(scope.as_of)
        change = f"{step:+d}" if step else ""
        since = words("kpis.since", day=day) if step else words("kpis.no_step", day=day)
    own = metric in STATES
    unsure = words("completeness.unsure") if context.doubtful and own else ""
    among = certainty.marked(words, _among(words, counts.now, metric), context.doubtful and not own)
    beside = (unsure, since, among, _year_before(words, counts, metric))
    return Kpi(
        metric,
        label(words, metric),
        or_withheld(words, words.number, now),
        change,
        captions.SEPARATOR.join(filter(None, beside)),
        better=_BETTER.get(metric, "off"),
        code=context.code(metric),
        raw=now,
    )


_BETTER: Mapping[str, Literal["normal", "inverse"]] = MappingProxyType(
    {"agents_active": "normal", "agents_dormant_retained": "inverse", "agents_due_for_removal": "inverse"}
)

_AMONG = MappingProxyType(
    {
        "agents_listed": ("active", "agents_active"),
        "agents_dormant_retained": ("due", "agents_due_for_removal"),
    }
)
"""Which other state is said beside a number: the text's name and its value, and the metric."""


def _among(words: Words, now: Mapping[str, int | None], metric: str) -> str:
    """Beside the listed, how many are active; beside the dormant, how many fall due."""
    if metric not in _AMONG:
        return ""
    key, other = _AMONG[metric]
    n = now[other]
    return "" if n is None else words(f"kpis.{key}", **{key: words.number(n)})


def _written(words: Words, metric: str) -> Callable[[int | None], str]:
    return words.rupiah_short if metric == "received" else words.number


def or_withheld(words: Words, written: Callable[[int | None], str], value: int | None) -> str:
    """A number as written, or that it is not shown."""
    return words("press.not_shown") if value is None else written(value)


def _course(context: Context, months: pl.DataFrame, metric: str) -> tuple[int, ...]:
    """The months of a number, as far as they are counted; none where one is withheld, or there is one alone."""
    last = catalogue()[metric].until_month(context.scope)
    months = months.filter(pl.col("month") <= pl.lit(last, pl.Date))
    return () if months[metric].null_count() or months.height == 1 else tuple(months[metric])


def _year_before(words: Words, numbers: Numbers, metric: str) -> str:
    """The same months a year before, by their name; empty where there are none to compare with."""
    scope, now = numbers.scope_year_before, numbers.now[metric]
    then = numbers.year_before[metric] if numbers.year_before else None
    if scope is None or then is None or now is None:
        return ""
    day = scope.as_of if metric not in (*_FLOWS, *_PARTS) else None
    named = {"when": words.day(day) if day else words.period(counted_in(scope, metric))}
    if not then:  # a percentage of nothing says nothing
        return words("kpis.year_before_none", value=_written(words, metric)(then), **named)
    change = words.change(now, then)
    return words("kpis.year_before", value=_written(words, metric)(then), change=change, **named)


def label(words: Words, metric: str) -> str:
    """A metric's label in a language."""
    return catalogue()[metric].label[words.language]
