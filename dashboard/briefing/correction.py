"""What is said of an issued briefing later: the letter that corrects or withdraws it, and the figures it says instead.

The letter is a press release like any other, so that the documents of one are made of it; it is kept as it was written.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from typing import cast

import sqlalchemy as sa

from dashboard.briefing.brand import files
from dashboard.briefing.pack import Pack, Paragraph, ParagraphKind
from dashboard.briefing.release import wording
from dashboard.briefing.release.claims import round_to
from dashboard.figures import published, register
from dashboard.figures.published import PublishedAnswers
from dashboard.language.formats import scaled, short_step
from dashboard.language.words import Words, words_in
from dashboard.view import cache, captions
from dashboard.view.view import View
from queries.access import Permission
from queries.db.engine import writing
from queries.metrics import Unit
from queries.published import derived
from queries.published.published import Published
from queries.published.register import CORRECTED, WITHDRAWN, BriefingNotice, Issued
from seed.writes.notices import TakenBack, take_back
from seed.writes.publish import Frozen, PublishError

Letter = tuple[Paragraph, ...]


def instead(words: Words, one: Published) -> Frozen:
    """What is said now in a figure's place, rounded and worded as that was. Raises ValueError where it has no value."""
    if one.now is None:
        raise ValueError(f"{one.metric} has no value now")
    unit, step, text = derived.entry(one.metric).unit, one.rounding, ""
    if unit is Unit.RUPIAH and one.rounding > 1:
        short = scaled(one.now)
        whole = short[1].size if short else 1
        step = whole if one.rounding >= whole else short_step(one.now)
        text = wording.about(words, one.now) if step == whole else words.rupiah_short(one.now)
    elif unit is Unit.PERCENT:
        text = wording.percent(words, round_to(one.now, step))
        if (known := derived.parts(one.metric)) and known.kind == "change":
            text = words(f"release.way.{'rise' if one.now >= 0 else 'fall'}", percent=text)
    elif unit is Unit.RUPIAH:
        text = words.rupiah(one.now)
    else:
        text = words.count(wording.NOUNS[unit], one.now)
    wilayah = frozenset(one.places.split(",")) if one.places else None
    return Frozen(one.metric, round_to(one.now, step), step, text, "", (one.period, wilayah))


def correction(view: View, issued: Issued, differing: Sequence[Published], on: date) -> Letter:
    """The letter that says what each figure was, what it is, and why. In the briefing's language."""
    words = words_in(issued.language)
    answers = published.ask(of_press(view, words))
    said = [_corrected(words, answers, one) for one in differing]
    return _letter(view, words, issued, "correction", on, [("figures", text) for text in said])


def withdrawal(view: View, issued: Issued, reason: str, on: date) -> Letter:
    """The letter that says that a briefing does not hold, and why."""
    words = words_in(issued.language)
    return _letter(view, words, issued, "withdrawal", on, [("figures", reason.strip())])


def correct(view: View, issued: Issued, letter: Letter, differing: Sequence[Published], on: date, at: datetime) -> int:
    """Record a correction and freeze what it says; its number. Raises AccessDenied, PublishError."""
    words = words_in(issued.language)
    figures = [instead(words, one) for one in differing]
    return _record(view, TakenBack(issued.id, CORRECTED, on, _written(letter), figures), at)


def withdraw(view: View, issued: Issued, letter: Letter, on: date, at: datetime) -> int:
    """Record that a briefing is withdrawn; the notice's number. Raises AccessDenied, PublishError."""
    return _record(view, TakenBack(issued.id, WITHDRAWN, on, _written(letter)), at)


def pack(view: View, issued: Issued, notice: BriefingNotice) -> Pack:
    """The letter of a notice as the documents are made of it."""
    words = words_in(issued.language)
    own = of_press(view, words)
    return Pack(
        language=issued.language,
        title=dict(notice.paragraphs).get("title", issued.title),
        subtitle=words.period(issued.period),
        branch=words("briefing.branch", branch=view.holding.name),
        demo=words("charts.demo") if view.holding.is_demo else "",
        stamp="",
        press=True,
        as_of=words("correction.as_of", day=words.day(notice.on_day)),
        data_version=notice.data_version,
        moment=notice.at.replace(tzinfo=UTC).isoformat(),
        stem=words("correction.stem", n=str(notice.id), day=f"{notice.on_day:%Y-%m-%d}"),
        filters=(),
        cite=captions.source(own),
        numbers=(),
        exhibits=(),
        withheld=(),
        release=_paragraphs(notice.paragraphs),
        brand=files.read(view.templates, words).files,
    )


def of_press(view: View, words: Words) -> View:
    """The whole branch for the press, in a language: what a letter may say."""
    return register.of_branch(view, words).for_press()


def _corrected(words: Words, answers: PublishedAnswers, one: Published) -> str:
    now = instead(words, one).wording
    figure = published.heading(words, answers, one).replace(captions.SEPARATOR, ", ")
    why = published.causes(words, one.metric, answers.steps.get(one.id, ()))
    text = words("correction.figure", figure=figure, said=one.wording, now=now)
    return f"{text} {words('correction.because', causes=why)}" if why else f"{text} {words('correction.never')}"


def _letter(view: View, words: Words, issued: Issued, kind: str, on: date, middle: Iterable[tuple[str, str]]) -> Letter:
    branch = {"branch": view.holding.name}
    standing = register.standing(view, issued.language)
    about = {"title": issued.title, "outlet": issued.outlet, "day": words.day(issued.published_on)}
    about["period"] = words.period(issued.period)
    lead = words(f"correction.{kind}.lead", **about, **branch)
    paragraphs = [
        ("letterhead", standing.get("letterhead") or words("release.letterhead", **branch)),
        ("number", words(f"correction.{kind}.number")),
        ("title", words(f"correction.{kind}.title", title=issued.title)),
        ("lead", words("release.lead.dated", city=view.holding.name, day=words.day(on), text=lead)),
        *middle,
        ("context", words(f"correction.{kind}.ask")),
        ("contact", standing.get("contact") or words("release.contact", **branch)),
    ]
    if view.holding.is_demo:
        paragraphs.append(("note", words("release.note.demo")))
    return _paragraphs(paragraphs)


def _paragraphs(pairs: Iterable[tuple[str, str]]) -> Letter:
    return tuple(Paragraph(cast(ParagraphKind, kind), text) for kind, text in pairs)


def _written(letter: Letter) -> tuple[tuple[str, str], ...]:
    return tuple((one.kind, one.text) for one in letter)


def _record(view: View, notice: TakenBack, at: datetime) -> int:
    view.viewer.require(Permission.PUBLISH)
    try:
        with writing(cache.engine(view.url)) as conn:
            return take_back(conn, view.holding.code, notice, view.viewer.name, at)
    except sa.exc.OperationalError as error:
        raise PublishError("not_written") from error
