"""From answers and figures to a pack: the numbers, their meanings and traces, and the figures as exhibits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from dashboard.briefing.answers import BriefingAnswers
from dashboard.briefing.pack import Confirmed, Exhibit, Meaning, Number, Pack, Paragraph, Withheld
from dashboard.briefing.release.headlines import Headline, headline
from dashboard.charts.figure import Figure
from dashboard.figures import registry
from dashboard.figures.kpis import Kpi
from dashboard.language.words import Words
from dashboard.view import captions, codes
from dashboard.view.edition import Edition
from dashboard.view.edition import edition as edition_of
from dashboard.view.press import reason, reasons, why_not, withheld_cells
from dashboard.view.view import View
from queries import targets
from queries.metrics import catalogue
from queries.press.protected import NotForPress
from queries.published.drafts import Edit


@dataclass(frozen=True)
class Chosen:
    """The figures of a briefing, in order, with the headlines that stand, and what press mode keeps back; `headlines`:
    each figure's, with what it was composed as."""

    figures: tuple[Figure, ...]
    withheld: tuple[Withheld, ...]
    headlines: tuple[Headline, ...] = ()


def choose(view: View, ids: Sequence[str], edits: Sequence[Edit] = ()) -> Chosen:
    """Compose the figures, with the headlines among the edits. In press mode one that may not leave is listed as
    withheld, and so is each of its cells."""
    chosen, omitted = [], []
    for name in ids:
        try:
            composed = registry.figure(view, name)
        except NotForPress as denied:
            omitted.append(Withheld(view.words(f"briefing.figure.{name}"), reason(view.words, denied)))
            continue
        chosen.append(headline(composed, edits))
        if view.press:
            omitted += [Withheld(what, why) for what, why in reasons(composed, view.words)]
    return Chosen(tuple(one.headed(view.words) for one in chosen), tuple(omitted), tuple(chosen))


def exhibits(view: View, chosen: Chosen, edition: Edition) -> tuple[Exhibit, ...]:
    """Each figure without its pictures: its table as the press may have it, its trace kept."""
    return tuple(_exhibit(view, figure, edition) for figure in chosen.figures)


def pack(
    answers: BriefingAnswers,
    exhibits: Sequence[Exhibit],
    withheld: Sequence[Withheld],
    release: Sequence[Paragraph],
    embargo: datetime | None = None,
    confirmed: Sequence[Confirmed] = (),
) -> Pack:
    """The briefing of these pictures and this press release. `withheld`: see the function of that name; `confirmed`:
    figures of the release that nobody but somebody's word stands for."""
    words, edition = answers.words, edition_of(answers.words, answers.press, embargo)
    about = answers.captions
    return Pack(
        language=words.language,
        title=words("briefing.title", period=words.period(answers.scope.period)),
        subtitle=captions.SEPARATOR.join(filter(None, (about.scope, about.missing.rstrip(".")))),
        branch=words("briefing.branch", branch=answers.holding.name),
        demo=words("charts.demo") if answers.holding.is_demo else "",
        stamp=edition.stamp,
        press=answers.press,
        as_of=about.as_of,
        data_version=answers.holding.data_version,
        moment=answers.moment.isoformat() if answers.moment else "",
        stem=edition.prefix + about.stem,
        filters=_filters(answers, edition_of(words, True, embargo).stamp),
        cite=_cite(answers),
        numbers=tuple(number(answers, kpi) for kpi in numbers(answers)),
        exhibits=tuple(exhibits),
        withheld=tuple(withheld),
        release=tuple(release),
        confirmed=tuple(confirmed),
    )


def _cite(answers: BriefingAnswers) -> str:
    """How the briefing is cited and, of one for the press, under what terms."""
    words, about = answers.words, answers.captions
    cited = words("briefing.cite", source=about.source, as_of=about.as_of)
    return f"{cited} {words('figures.licence')}." if answers.press else cited


def numbers(answers: BriefingAnswers) -> list[Kpi]:
    """The numbers of a briefing, in order; how far a target is reached only where one was set."""
    return [one for one in answers.numbers if one.metric not in targets.REACHED or one.raw is not None]


def number(answers: BriefingAnswers, kpi: Kpi) -> Number:
    """A number as the documents have it: with the value itself, its meaning and where its code opens."""
    beside = captions.SEPARATOR.join(part for part in (kpi.change, kpi.beside) if part)
    link, means = answers.links.get(kpi.code, ""), meaning(answers.words, kpi.metric)
    return Number(kpi.metric, kpi.label, kpi.value, kpi.raw, beside, kpi.code, link, means)


def withheld(answers: BriefingAnswers, chosen: Chosen) -> tuple[Withheld, ...]:
    """Everything that press mode keeps back of a briefing, with the reason: numbers first, then figures and cells."""
    if not answers.press:
        return chosen.withheld
    words = answers.words
    missing = [name for name, value in answers.figures.items() if value is None]
    why = {name: words(f"press.reason.{why_not(name, answers.scope, answers.doubtful)}") for name in missing}
    return (*(Withheld(catalogue()[name].label[words.language], one) for name, one in why.items()), *chosen.withheld)


def meaning(words: Words, metric: str) -> Meaning:
    """A metric's definition, formula, what it leaves out, caveat and source, for a document."""
    entry = catalogue()[metric]
    texts = {part: getattr(entry, part)[words.language] for part in ("definition", "formula", "leaves_out", "caveat")}
    lines = [(words(f"base.catalogue.{part}"), text) for part, text in texts.items()]
    files = words.join(words(f"kpis.file.{name}") for name in entry.files)
    version = words("briefing.definition_version", version=words.number(entry.version))
    return Meaning(
        entry.label[words.language], (*lines, (words("briefing.files"), files), (words("briefing.version"), version))
    )


def _exhibit(view: View, figure: Figure, edition: Edition) -> Exhibit:
    codes.keep_picture(view, figure)
    table = registry.table(figure, withheld_cells(figure) if view.press else ())
    return Exhibit(
        id=figure.id,
        title=figure.title,
        subtitle=figure.subtitle,
        note=figure.note,
        source=figure.whose,
        as_of=figure.as_of,
        alt=figure.alt,
        code=figure.code,
        link=codes.link(view, figure.code),
        stem=edition.prefix + figure.stem,
        meaning=meaning(view.words, registry.metric(figure.id)),
        table=table,
        native=registry.native(figure, table),
    )


def _filters(answers: BriefingAnswers, embargo: str) -> tuple[tuple[str, str], ...]:
    words, scope, about = answers.words, answers.scope, answers.captions
    rows = [
        (words("frame.period"), f"{words.period(scope.period)} ({scope.period.code})"),
        (words("frame.wilayah"), words.capital(about.places)),
        (words("frame.sectors"), about.sectors or words("frame.all.sectors")),
        (words("briefing.audience"), words("briefing.press" if answers.press else "briefing.internal")),
        (words("briefing.as_of"), words.day(scope.as_of) if scope.as_of and not captions.apart(scope) else about.as_of),
        (words("briefing.data_version"), words.number(answers.holding.data_version)),
    ]
    if about.missing:
        rows.append((words("briefing.missing"), about.missing))
    if about.known_at:
        rows.append((words("frame.known_at.label"), about.known_at))
    return (*rows, (words("briefing.embargo_label"), embargo)) if embargo else tuple(rows)
