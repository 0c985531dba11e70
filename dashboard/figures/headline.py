"""The period in at most three sentences: what was reached, and the two things about it that matter most."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

import polars as pl

from dashboard.figures import caption, certainty, changed
from dashboard.figures import funds as paying
from dashboard.figures.caption import Context
from dashboard.figures.kpis import or_withheld
from dashboard.view import captions, clock
from dashboard.view.pure import pure
from dashboard.view.view import View
from queries import flows, funds, rules, settled, targets
from queries.agents import calls, countdown
from queries.comparisons import Earlier
from queries.figures import figures
from queries.metrics import catalogue
from queries.periods import Period, months_between, shift
from queries.rules import Notable
from queries.settled import KINDS
from queries.versions import NotOnRecord

SENTENCES = 3
"""How many there are at most."""


@dataclass(frozen=True)
class Since:
    """Since when the headline says what is new: a data version or day. `visited`: the day of the reader's visit before,
    at which the version was the newest; None: the reader chose it."""

    asked: str
    visited: date | None = None


@dataclass(frozen=True, eq=False)
class SeenBefore:
    """The sums as they were known before. `when`: since when, as the beginning of a sentence; `chosen`: whether the
    reader chose it. `wrong`: why nothing is known of then, a sentence; empty where it is.
    """

    when: str = ""
    sums: Mapping[str, int | None] = field(default_factory=dict)
    chosen: bool = False
    wrong: str = ""


@dataclass(frozen=True, eq=False)
class Weighed:
    """`now`: the answer of `queries.figures`. `targets`: by measure, None without one. `year_before`: the sums of the
    same months a year before, None where there are none to compare with. `within`: the rows of `countdown.within`.
    `unsettled`: the measures that a missing month could make another number. `notable`: what is worth a sentence.
    `to_call`: the calls that somebody is to make. `seen`: what the reader saw before, None where that is not asked.
    `ending`: the rows of `funds.ending`, None without any; `today`: the day from which theirs are counted.
    """

    now: Mapping[str, int | None]
    targets: Mapping[str, int | None] = field(default_factory=dict)
    year_before: Mapping[str, int | None] | None = None
    within: pl.DataFrame | None = None
    unsettled: frozenset[str] = frozenset()
    notable: Notable = field(default_factory=Notable)
    to_call: int = 0
    seen: SeenBefore | None = None
    ending: pl.DataFrame | None = None
    today: date = date.max


def headline(view: View, since: Since | None = None) -> str:
    """The period in at most three sentences; for the press in one, which says what is and judges nothing. `since`: what
    is new since then is said, None for nothing of the kind.
    """
    return headline_of(caption.context(view), ask(view, since))


def ask(view: View, since: Since | None = None) -> Weighed:
    """What the sentences are made of."""
    if view.press:
        return Weighed(view.ask(figures))
    before, today = view.before(Earlier.YEAR_BEFORE), clock.today(view)
    notable = view.ask(rules.notable)
    return Weighed(
        view.ask(figures),
        {measure: view.ask(targets.target, measure) for measure in _FLOWS},
        before.ask(flows.totals) if before and before.scope.reach_month else None,
        view.ask(countdown.within, today),
        frozenset(measure for measure in _FLOWS if view.ask(settled.unsettled, measure)),
        notable,
        view.ask_anew(calls.to_call, today),
        _seen(view, since) if since else None,
        view.ask(funds.ending, today, notable.fund_days),
        today,
    )


def _seen(view: View, since: Since) -> SeenBefore:
    words, chosen = view.words, since.visited is None
    try:
        then = changed.since(view, since.asked)
    except NotOnRecord as wrong:
        return SeenBefore(chosen=chosen, wrong=captions.not_on_record(words, wrong))
    if since.visited:
        when = words("kpis.judged.since_visit", day=words.day(since.visited))
    else:
        when = words("kpis.judged.since_chosen", then=changed.versioned(then))
    return SeenBefore(when, then.ask(flows.totals) if then.scope.reach_month else dict.fromkeys(_FLOWS), chosen)


@pure
def headline_of(context: Context, answers: Weighed) -> str:
    """`headline` from its answers: what was acquired and received, then the most important sentences of `_said`.

    Of what there are no data it says so; states that are withheld, or depend on a month that is missing, it leaves out.
    """
    words, now = context.words, answers.now
    if set(_FLOWS) <= context.no_data:
        kinds = words.join(words(f"completeness.kind.{KINDS[metric][0]}") for metric in _FLOWS)
        return words("completeness.no_data_title", what=kinds, period=context.period) + "."
    values = {"period": words.capital(context.period), **{name: _flow(context, name, now) for name in _FLOWS}}
    if _withheld(now):
        return words("press.headline", listed=or_withheld(words, words.number, now["agents_listed"]), **values)
    return " ".join([words("kpis.headline", **values), *_said(context, answers)][:SENTENCES])


_FLOWS = ("acquired", "received")
_STATES = ("agents_active", "agents_listed", "agents_dormant_retained")


def _said(context: Context, answers: Weighed) -> Iterator[str]:
    """What may be said after the first sentence, by importance.

    What cannot be told for sure; what is new since a day that the reader chose, or since their visit before, where it
    is as notable as a change against the year before; the worse target that was missed, or will be at this pace; a fund
    that ends soon, or has ended and left people; agents past their deadline or close to it; what else is new; what fell
    by so much as is notable against the same months a year before, then what rose; the other targets; the agents'
    states.
    """
    if context.press:
        yield _states(context, answers)
        return
    if context.doubtful:
        yield _states(context, answers)
    news = _news(context, answers)
    if news and news[0]:
        yield news[1]
    aims = sorted(aim for measure in _FLOWS if (aim := _aim(context, answers, measure)) is not None)
    behind = [text for _, missed, text in aims if missed]
    yield from behind[:1]
    if answers.ending is not None and (ends := paying.line(context.words, answers.ending, answers.today)) is not None:
        yield ends
    if (due := _due(context, answers)) is not None:
        yield due
    if news and not news[0]:
        yield news[1]
    yield from (text for _, text in sorted(_changes(context, answers)))
    yield from behind[1:]
    yield from (text for _, missed, text in aims if not missed)
    if not context.doubtful:
        yield _states(context, answers)


def _states(context: Context, answers: Weighed) -> str:
    words, now = context.words, answers.now
    listed = words.count("agent", now["agents_listed"])
    if context.doubtful:
        return words("kpis.judged.doubt", listed=listed)
    return words(
        f"kpis.judged.{'dormant' if now['agents_dormant_retained'] else 'active'}",
        active=words.number(now["agents_active"]),
        dormant=words.number(now["agents_dormant_retained"]),
        listed=listed,
    )


def _aim(context: Context, answers: Weighed, measure: str) -> tuple[float, bool, str] | None:
    """What part of a target is reached, whether it is missed or will be at this pace, and the sentence; None without
    one, or where a month that is missing could still reach it."""
    words, scope = context.words, context.scope
    target, so_far, last = answers.targets.get(measure), answers.now[measure], catalogue()[measure].until_month(scope)
    if not target or so_far is None or last is None or measure in context.no_data:
        return None
    share = so_far / target
    values = {"measure": words(f"kpis.judged.measure.{measure}"), "target": _written(context, measure, target)}
    percent = words.percent_short(share)
    if so_far >= target:
        return share, False, words("kpis.judged.met", share=percent, **values)
    if measure in answers.unsettled:
        return None
    left = months_between(last, scope.period.last)
    if not left:
        gap = _written(context, measure, target - so_far)
        return share, True, words("kpis.judged.missed", gap=gap, share=percent, **values)
    counted = months_between(scope.period.first, last) + 1
    needed, pace = -(-(target - so_far) // left), so_far // counted
    values |= {"needed": _written(context, measure, needed), "pace": _written(context, measure, pace)}
    behind = (target - so_far) * counted > so_far * left
    text = words(f"kpis.judged.{'needed' if behind else 'on_course'}", left=words.count("month", left), **values)
    return share, behind, text


def _due(context: Context, answers: Weighed) -> str | None:
    """The agents past their deadline, those whose state changes soon, the calls to make; None where there are none."""
    if answers.within is None:
        return None
    words = context.words
    past = answers.within.filter(pl.col("days") == 0).row(0, named=True)
    near = answers.within.filter(pl.col("days") > 0, pl.col("days") <= answers.notable.days).tail(1)
    parts = []
    if past["agents"]:
        parts.append(words("kpis.judged.past", agents=words.count("agent", past["agents"])))
    for row in near.filter(pl.col("agents") > 0).to_dicts():
        agents, due = words.count("agent", row["agents"]), words.number(row["due_for_removal"])
        parts.append(words("kpis.judged.ahead", agents=agents, days=words.number(row["days"]), due=due))
    if answers.to_call:
        parts.append(words("kpis.judged.to_call", calls=words.count("call", answers.to_call)))
    unsure = certainty.any_of([past["uncertain"], *near["uncertain"]])
    return certainty.marked(words, "; ".join(parts), unsure) + "." if parts else None


def _changes(context: Context, answers: Weighed) -> Iterator[tuple[float, str]]:
    """The change of each measure against the same months a year before, and its sentence, where it is notable."""
    words = context.words
    for measure in _FLOWS:
        now, then = answers.now[measure], (answers.year_before or {}).get(measure)
        if now is None or not then or measure in answers.unsettled or measure in context.no_data:
            continue
        if abs(now - then) * 100 >= answers.notable.change * then:
            name, value = words.capital(words(f"kpis.judged.measure.{measure}")), _written(context, measure, then)
            change, before = words.change(now, then), words.period(_year_before(context, measure))
            text = words("kpis.judged.changed", measure=name, change=change, before=before, value=value)
            yield (now - then) / then, text


def _year_before(context: Context, measure: str) -> Period:
    """The months of the year before that are set beside those of a measure."""
    scope = context.scope
    last = catalogue()[measure].until_month(scope) or scope.period.last
    return Period(shift(scope.period.first, -12), shift(last, -12))


def _news(context: Context, answers: Weighed) -> tuple[bool, str] | None:
    """What is another than the reader saw, and whether it goes before all else; None where nothing is."""
    words, seen = context.words, answers.seen
    if seen is None:
        return None
    if seen.wrong:
        return True, seen.wrong
    parts, notable = [], seen.chosen
    for measure in _FLOWS:
        now, then = answers.now[measure], seen.sums[measure] or 0
        if now is None or now == then or measure in context.no_data:
            continue
        notable = notable or abs(now - then) * 100 >= answers.notable.change * then
        sides = {"before": _written(context, measure, then), "after": _written(context, measure, now)}
        name = words(f"kpis.judged.measure.{measure}")
        parts.append(words("kpis.judged.news", measure=name, change=words.change(now, then), **sides))
    if not parts:
        return (True, words("kpis.judged.no_news", when=seen.when)) if seen.chosen else None
    return notable, words("kpis.judged.since", when=seen.when, what=words.join(parts))


def _written(context: Context, measure: str, value: int) -> str:
    return context.words.rupiah_short(value) if measure == "received" else context.words.number(value)


def _withheld(now: Mapping[str, int | None]) -> bool:
    return any(now[name] is None for name in (*_FLOWS, *_STATES))


def _flow(context: Context, metric: str, now: Mapping[str, int | None]) -> str:
    """What was acquired, or received, as a part of the sentence."""
    words, value = context.words, now[metric]
    if metric in context.no_data:
        return words("completeness.no_data_of", what=words(f"completeness.kind.{KINDS[metric][0]}"))
    if metric == "received":
        return words("kpis.said.received", received=or_withheld(words, words.rupiah_short, value))
    if _withheld(now):
        return words("press.said.acquired", people=or_withheld(words, words.number, value))
    return words("kpis.said.acquired", people=words.count("participant", value))
