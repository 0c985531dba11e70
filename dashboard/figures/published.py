"""Published figures in words: what each comes to now, why, and all of them as a table."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from fractions import Fraction

import polars as pl

from dashboard.figures.caption import Listing
from dashboard.figures.kpis import label as label_of
from dashboard.language.words import Words
from dashboard.view import captions
from dashboard.view.captions import source
from dashboard.view.completeness import gaps
from dashboard.view.view import View
from queries import branches
from queries.completeness import Completeness
from queries.db.schema import MONTHLY
from queries.lineage.causes import METRICS
from queries.metrics import Unit
from queries.periods import JAKARTA, Period
from queries.published import derived
from queries.published.explanation import Part, Step, explanation
from queries.published.published import Published, published
from queries.published.references import Agreement
from queries.published.register import Issued
from queries.settled import KINDS, STATES

NAMED = 3
"""Figures that the overview names; the page has them all."""

_NOUNS = {Unit.PEOPLE: "participant", Unit.AGENTS: "agent", Unit.OFFICES: "office"}


@dataclass(frozen=True, eq=False)
class PublishedAnswers:
    """`every`: the branch's published figures, the newest first. `places`: names of the wilayah by code, in words.

    `steps`: what moved each of those that `moved`, by its id; `known`: which months of the branch are whole.
    """

    every: tuple[Published, ...]
    places: Mapping[str, str]
    steps: Mapping[int, tuple[Step, ...]]
    known: Completeness = field(default_factory=Completeness)


def ask(view: View) -> PublishedAnswers:
    """What was published, and what moved it since."""
    words, every = view.words, view.ask(published)
    return PublishedAnswers(
        tuple(every),
        {row["wilayah_code"]: words.wilayah(row["wilayah"], row["kind"]) for row in view.ask(branches.offices)},
        {one.id: view.ask(explanation, one) for one in moved(every)},
        view.holding.completeness,
    )


def broken(every: Iterable[Published]) -> list[Published]:
    """Those that stand and that the data no longer gives."""
    return [one for one in every if one.agreement is Agreement.DIFFERS and not one.taken_back]


def moved(every: Iterable[Published]) -> list[Published]:
    """The figures of which there is something to explain: they come to something else than then, or never matched."""
    return [one for one in every if one.agreement is Agreement.DIFFERS or one.then != one.now]


def line(view: View) -> str:
    """How many published figures no longer hold, and which; empty where all do."""
    return line_of(view.words, view.ask(published))


def line_of(words: Words, every: Iterable[Published]) -> str:
    """`line` from the published figures."""
    differing = broken(every)
    if not differing:
        return ""
    which = [
        words("published.line.one", metric=label(words, one.metric, one.period), wording=one.wording, source=one.source)
        for one in differing[:NAMED]
    ]
    if len(differing) > NAMED:
        which.append(words("published.line.more", n=words.number(len(differing) - NAMED)))
    return words("published.line.broken", n=words.count("reference", len(differing)), which="; ".join(which))


def sentence(words: Words, every: Collection[Published]) -> str:
    """How many there are, and how many hold."""
    every = [one for one in every if not one.taken_back]
    differing, undecided = len(broken(every)), sum(one.agreement is None for one in every)
    return words(
        "published.sentence",
        all=words.count("reference", len(every)),
        broken=words.number(differing),
        open=words.number(undecided),
        holding=words.number(len(every) - differing - undecided),
    )


def heading(words: Words, answers: PublishedAnswers, one: Published) -> str:
    """What a figure is of: "Akuisisi peserta · semester I 2019 · semua wilayah"."""
    return words("published.heading", metric=label(words, one.metric, one.period), scope=scope(words, answers, one))


def scope(words: Words, answers: PublishedAnswers, one: Published | Issued) -> str:
    """The period and places of a figure in words."""
    names = words.join(answers.places.get(code, code) for code in one.places.split(","))
    places = names if one.places else words("figures.scope.everywhere")
    return words("published.scope", period=words.period(one.period), places=places)


def label(words: Words, metric: str, period: Period) -> str:
    """What a figure of a period is called; also one that was said of another: how it changed, a part, a sector's."""
    known = derived.parts(metric) or derived.Derived(metric)
    own = label_of(words, known.base)
    if not known.kind:
        return own
    sector = words.sector(known.sector) if known.sector else ""
    if known.whole:
        return words("published.derived.areas_of", label=own, n=words.number(known.whole.count(",") + 1))
    before = words.period(period.previous())
    return words(f"published.derived.{known.kind}", label=own, sector=sector, before=before)


def value(words: Words, metric: str, number: int | None) -> str:
    """A value of a metric as it is kept, in words; a dash for none."""
    unit = derived.entry(metric).unit
    if unit is Unit.PERCENT:
        return words.percent(None if number is None else Fraction(number, 10_000))
    return (words.rupiah if unit is Unit.RUPIAH else words.number)(number)


def verdict(words: Words, one: Published) -> str:
    """The agreement with what is computed now, in words."""
    holds = words(f"pages.verdict.{one.agreement or 'open'}")
    return words(f"published.state.{one.taken_back}", verdict=holds) if one.taken_back else holds


def why(words: Words, answers: PublishedAnswers, one: Published) -> list[str]:
    """The sentences that explain a figure: then and now, and each step between."""
    then, now = value(words, one.metric, one.then), value(words, one.metric, one.now)
    if reason := _open(words, answers.known, one):
        return [reason]
    if one.then is None:
        return []
    if one.then == one.now:
        return [words("published.never", now=now)]
    version = words.number(one.observations[0].load) if one.data_version is None else words.number(one.data_version)
    lead = words("published.then_now", then=then, now=now, version=version)
    return [lead, *(step(words, one.metric, each) for each in answers.steps[one.id])]


def _open(words: Words, known: Completeness, one: Published) -> str:
    """Why a figure cannot be compared now, where months are missing; empty for any other reason, or none."""
    kinds, period = KINDS.get(derived.base(one.metric), ()), one.period
    if one.now is not None or any((known.last_whole(kind) or date.min) < period.last for kind in kinds or MONTHLY):
        return ""
    if one.metric in STATES and not any(gap.month == period.last for gap in known.gaps):
        return words("completeness.cannot_doubt")
    begins = known.beginning(kinds) if kinds else None
    if begins and period.first < begins:
        what = words.join(words(f"completeness.kind.{kind}") for kind in kinds if known.beginning([kind]) == begins)
        return words("completeness.cannot_begin", what=what, month=words.month(begins))
    missing = gaps(words, known.missing(period.first, period.last, kinds or MONTHLY))
    return words("completeness.cannot_gap", gaps=missing) if missing else ""


def step(words: Words, metric: str, one: Step) -> str:
    """One move of a figure as a sentence."""
    who = _who(words, one)
    if one.withheld:
        causes = words.join(words(f"published.kind.{part.cause}") for part in one.parts)
        return words("published.step.withheld", who=who, causes=causes)
    if one.change is None:
        return words("published.step.gone", who=who)
    parts = [part for part in one.parts if part.change]
    if one.by is not None and metric in METRICS and all(part.change is not None for part in one.parts):
        moves = words.join(_part(words, metric, part) for part in parts)
        return words("published.step.parts", who=who, parts=moves)
    moved_by = _moved(words, metric, one.change)
    if one.by is None:
        return words("published.step.alone", who=who, moved=moved_by)
    return words("published.step.counted", who=who, moved=moved_by, causes=words.join(_cause(words, one)))


def causes(words: Words, metric: str, steps: Iterable[Step]) -> str:
    """Why a figure moved, for outside: by how much for what reason, without who loaded it; empty where it did not."""
    said: list[str] = []
    for one in steps:
        parts = [part for part in one.parts if part.change]
        if metric in METRICS and not one.withheld and parts and all(part.change is not None for part in one.parts):
            said += [_part(words, metric, part) for part in parts]
        else:
            said += [words(f"published.kind.{part.cause}") for part in one.parts]
    return words.join(dict.fromkeys(said))


def _who(words: Words, one: Step) -> str:
    day = words.day(_local(one.at).date())
    if one.by is None:
        before, after = one.definitions
        return words("published.who.definition", day=day, before=before, after=after)
    return words("published.who.load", load=words.number(one.load), day=day, by=one.by)


def _local(at: datetime) -> datetime:
    return at.replace(tzinfo=UTC).astimezone(JAKARTA)


def _part(words: Words, metric: str, part: Part) -> str:
    assert part.change is not None, "a step that cannot be split is said as a whole"
    return words(f"published.part.{part.cause}", moved=_moved(words, metric, part.change, part.rows))


def _moved(words: Words, metric: str, change: int, rows: int | None = None) -> str:
    unit, size = derived.entry(metric).unit, abs(change)
    if unit is Unit.PERCENT:
        amount = words("published.points", n=words.decimal(Fraction(size, 100), 2))
    elif unit is Unit.RUPIAH:
        amount = words.rupiah(size)
        if rows is not None:
            amount = words("published.money", amount=amount, rows=words.count("contribution", rows))
    else:
        amount = words.count(_NOUNS[unit], size)
    return words("published.step.up" if change > 0 else "published.step.down", amount=amount)


def _cause(words: Words, one: Step) -> list[str]:
    return [
        words(f"published.cause.{part.cause}", rows=words.count("row", part.rows))
        if part.rows is not None
        else words(f"published.kind.{part.cause}")
        for part in one.parts
    ]


def listing(view: View, answers: PublishedAnswers) -> Listing:
    """Every published figure as a file: numbers as numbers, percentages as per cent."""
    words, version = view.words, view.words.number(view.holding.data_version)
    known = [captions.known_at(words, view.past)] if view.past else []
    columns = {name: [cell(words, answers, one) for one in answers.every] for name, cell in _COLUMNS.items()}
    mixed = dict.fromkeys(_MIXED, pl.Object)
    return Listing(
        id="published",
        title=words("published.title"),
        subtitle=words("published.everything"),
        source=source(view),
        as_of=", ".join([words("published.as_of", version=version), *known]),
        alt=words("tables.alt.published"),
        table=pl.DataFrame(columns, schema_overrides=mixed),
        labels={name: words(f"tables.{name}") for name in columns} | {"now": captions.now(view)},
        stem=words("published.stem", version=str(view.holding.data_version)),
        demo=view.holding.is_demo,
    )


def _plain(one: Published, number: int | None) -> int | float | None:
    percent = derived.entry(one.metric).unit is Unit.PERCENT
    return number / 100 if percent and number is not None else number


_MIXED = ("value", "rounding", "then", "now", "difference")
_COLUMNS: Mapping[str, Callable[[Words, PublishedAnswers, Published], object]] = {
    "published_on": lambda _words, _answers, one: one.published_on,
    "metric": lambda words, _answers, one: label(words, one.metric, one.period),
    "scope": scope,
    "wording": lambda _words, _answers, one: one.wording,
    "value": lambda _words, _answers, one: _plain(one, one.value),
    "rounding": lambda _words, _answers, one: _plain(one, one.rounding),
    "published": lambda _words, _answers, one: one.source,
    "published_by": lambda _words, _answers, one: one.published_by,
    "verdict": lambda words, _answers, one: verdict(words, one),
    "then": lambda _words, _answers, one: _plain(one, one.then),
    "now": lambda _words, _answers, one: _plain(one, one.now),
    "difference": lambda _words, _answers, one: _plain(one, one.difference),
    "explanation": lambda words, answers, one: " ".join(why(words, answers, one)),
    "definition_then": lambda _words, _answers, one: one.definition,
    "definition_now": lambda _words, _answers, one: one.definition_now,
    "version_then": lambda _words, _answers, one: one.data_version,
    "trace_code": lambda _words, _answers, one: one.code,
}
