"""The numbers at the top of a page, each with its comparison, its course and its definition."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from dashboard.view import captions, codes
from dashboard.view.view import View
from queries import flows, targets
from queries.comparisons import Earlier
from queries.figures import figures
from queries.metrics import catalogue


@dataclass(frozen=True)
class Kpi:
    """One number. `change` begins with a sign where it rose or fell and is empty where nothing can be compared.

    `beside` says what it is compared with, or what it is part of; `course` is its months, empty where it has none.
    `better`: whether more is good (normal), bad (inverse) or neither (off). `code`: its trace code.
    """

    metric: str
    label: str
    value: str
    change: str
    beside: str
    course: tuple[int, ...] = ()
    better: Literal["normal", "inverse", "off"] = "normal"
    code: str = ""


def overview(view: View) -> list[Kpi]:
    """Acquired, received, listed agents, dormant but retained, and how far the acquisition target is reached."""
    return [acquired(view), received(view), listed(view), dormant(view), reached(view, "acquired")]


def acquired(view: View) -> Kpi:
    """Participants acquired."""
    return _flow(view, "acquired", view.words.number)


def received(view: View) -> Kpi:
    """Contributions received."""
    return _flow(view, "received", view.words.rupiah_short)


def part(view: View, metric: str) -> Kpi:
    """received_from_new or received_from_earlier, with its share of what was received."""
    words, totals = view.words, view.ask(flows.totals)
    known = totals["received"] and totals[metric] is not None
    beside = words("kpis.share", share=words.percent_short(totals[metric] / totals["received"])) if known else ""
    amount, course = _or_withheld(view, words.rupiah_short)(totals[metric]), _course(view, metric)
    return Kpi(metric, label(view, metric), amount, "", beside, course, code=codes.code(view, metric))


def listed(view: View) -> Kpi:
    """Agents listed, and how many of them are active."""
    active = view.ask(figures)["agents_active"]
    beside = "" if active is None else view.words("kpis.active", active=view.words.number(active))
    return _state(view, "agents_listed", beside)


def dormant(view: View) -> Kpi:
    """Agents dormant but retained, and how many fall due."""
    due = view.ask(figures)["agents_due_for_removal"]
    beside = "" if due is None else view.words("kpis.due", due=view.words.number(due))
    return _state(view, "agents_dormant_retained", beside)


def status(view: View, code: str) -> Kpi:
    """Agents of one status."""
    return _state(view, f"agents_{code}", "")


def reached(view: View, measure: str) -> Kpi:
    """What part of the target is reached; without a target, that there is none."""
    words, target = view.words, view.ask(targets.target, measure)
    name = words("kpis.reached", metric=label(view, measure))
    code = codes.code(view, f"{measure}_target_reached")
    if not target:
        return Kpi(f"{measure}_target_reached", name, "–", "", words("kpis.no_target"), code=code)
    written = words.number if measure == "acquired" else words.rupiah_short
    part = targets.reached(view.ask(flows.totals)[measure], target)
    share = words("press.not_shown") if part is None else words.percent_short(float(part))
    return Kpi(f"{measure}_target_reached", name, share, "", words("kpis.target", target=written(target)), code=code)


def label(view: View, metric: str) -> str:
    """A metric's label in the view's language."""
    return catalogue()[metric].label[view.words.language]


def _flow(view: View, metric: str, written: Callable[[int], str]) -> Kpi:
    now, before = view.ask(flows.totals)[metric], view.before()
    course = _course(view, metric)
    change, beside = "", view.words("kpis.nothing_before")
    if before:
        then, period = before.ask(flows.totals)[metric], view.words.period(before.scope.period)
        change = "" if None in (now, then) else view.words.change(now, then)
        withheld = then is None and view.press
        beside = view.words("press.before", period=period) if withheld else ""
        beside = beside or view.words("kpis.than", value=written(then), period=period)
    earlier = (beside, _year_before(view, flows.totals, metric, written))
    beside = captions.SEPARATOR.join(part for part in earlier if part)
    course, code = course if len(course) > 1 else (), codes.code(view, metric)
    value = _or_withheld(view, written)(now)
    return Kpi(metric, label(view, metric), value, change, beside, course, code=code)


def _course(view: View, metric: str) -> tuple[int, ...]:
    """The months of a number; none where one of them is withheld."""
    months = view.ask(flows.by_month)[metric]
    return () if months.null_count() else tuple(months)


def _or_withheld(view: View, written: Callable[[int], str]) -> Callable[[int | None], str]:
    """How a number is written that may be withheld."""
    return lambda value: view.words("press.not_shown") if value is None else written(value)


def _year_before(view: View, question: Callable, metric: str, written: Callable[[int], str]) -> str:
    """The same months a year before; empty where the data does not reach back so far, or that is the period before."""
    before = view.before(Earlier.YEAR_BEFORE)
    if before is None or before.scope.as_of is None or before == view.before():
        return ""
    then, now = before.ask(question)[metric], view.ask(question)[metric]
    if then is None or now is None:
        return ""
    if not then:  # a percentage of nothing says nothing
        return view.words("kpis.year_before_none", value=written(then))
    change = view.words.change(now, then)
    return view.words("kpis.year_before", value=written(then), change=change)


def _state(view: View, metric: str, beside: str) -> Kpi:
    words, now, before = view.words, view.ask(figures)[metric], view.before()
    change, since = "", ""
    then = before.ask(figures)[metric] if before and before.scope.as_of else None
    if before and None not in (now, then):
        step, day = now - then, words.day(before.scope.as_of)
        change = f"{step:+d}" if step else ""
        since = words("kpis.since", day=day) if step else words("kpis.no_step", day=day)
    year_before = _year_before(view, figures, metric, words.number)
    told = captions.SEPARATOR.join(part for part in (since, beside, year_before) if part)
    better, code = _BETTER.get(metric, "off"), codes.code(view, metric)
    value = _or_withheld(view, words.number)(now)
    return Kpi(metric, label(view, metric), value, change, told, better=better, code=code)


_BETTER = {"agents_active": "normal", "agents_dormant_retained": "inverse", "agents_due_for_removal": "inverse"}


def headline(view: View) -> str:
    """The period in one sentence of the branch: acquired, received, and the agents' states."""
    words, told = view.words, view.ask(figures)
    if None in told.values():
        return _headline_for_press(view, told)
    key = "headline" if told["agents_dormant_retained"] else "headline_active"
    return words(
        f"kpis.{key}",
        period=words.capital(words.period(view.scope.period)),
        people=words.count("participant", told["acquired"]),
        received=words.rupiah_short(told["received"]),
        active=words.number(told["agents_active"]),
        listed=words.count("agent", told["agents_listed"]),
        dormant=words.number(told["agents_dormant_retained"]),
    )


def _headline_for_press(view: View, told: dict[str, int | None]) -> str:
    words = view.words
    return words(
        "press.headline",
        period=words.capital(words.period(view.scope.period)),
        people=_or_withheld(view, words.number)(told["acquired"]),
        received=_or_withheld(view, words.rupiah_short)(told["received"]),
        listed=_or_withheld(view, words.number)(told["agents_listed"]),
    )


def definition(view: View, metric: str) -> str:
    """A metric's definition, formula, what it leaves out, caveat, source and as-of day, as Markdown."""
    words, entry = view.words, catalogue()[metric]
    language = words.language
    day = words.day(view.scope.as_of) if view.scope.as_of else "–"
    lines = {
        "definition": entry.definition[language],
        "formula": entry.formula[language],
        "leaves_out": entry.leaves_out[language],
        "caveat": entry.caveat[language],
    }
    told = [f"**{words(f'base.catalogue.{name}')}:** {text}" for name, text in lines.items()]
    files = words.join(words(f"kpis.file.{name}") for name in entry.files)
    return "\n\n".join(
        [*told, words("kpis.source", files=files, day=day, version=words.number(view.holding.data_version))]
    )
