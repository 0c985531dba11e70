"""What is said of an issued briefing later: the letter that corrects or withdraws it, and the figures it says instead.

The letter is a press release like any other, so that the documents of one are made of it; it is kept as it was written,
in each language of the briefing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import cast

import sqlalchemy as sa

from dashboard.briefing.pack import Paragraph, ParagraphKind
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
from queries.published import derived, drafts
from queries.published.published import Published
from queries.published.register import CORRECTED, WITHDRAWN, Issued
from seed.writes.notices import TakenBack, take_back
from seed.writes.publish import Frozen, PublishError

Letter = tuple[Paragraph, ...]
_Written = tuple[tuple[str, str], ...]
Letters = Mapping[str, Letter]
"""One letter in each language of the briefing, its own language first."""


def instead(words: Words, one: Published) -> Frozen:
    """What is said now in a figure's place, rounded and worded as that was. Raises ValueError where it has no value."""
    if one.now is None:
        raise ValueError(f"{one.metric} has no value now")
    step, text = _worded(words, one, one.now)
    wilayah = frozenset(one.places.split(",")) if one.places else None
    return Frozen(one.metric, round_to(one.now, step), step, text, "", (one.period, wilayah))


def _worded(words: Words, one: Published, amount: int) -> tuple[int, str]:
    """The rounding of a published figure, and an amount in its words."""
    unit, step = derived.entry(one.metric).unit, one.rounding
    if unit is Unit.RUPIAH and one.rounding > 1:
        short = scaled(amount)
        whole = short[1].size if short else 1
        step = whole if one.rounding >= whole else short_step(amount)
        return step, wording.about(words, amount) if step == whole else words.rupiah_short(amount)
    if unit is Unit.RUPIAH:
        return step, words.rupiah(amount)
    if unit is not Unit.PERCENT:
        return step, words.count(wording.NOUNS[unit], amount)
    text = wording.percent(words, round_to(amount, step))
    if (known := derived.parts(one.metric)) and known.kind == "change":
        text = words(f"release.way.{'rise' if amount >= 0 else 'fall'}", percent=text)
    return step, text


def correction(view: View, issued: Issued, differing: Sequence[Published], on: date) -> Letters:
    """The letters that say what each figure was, what it is, and why."""
    letters: dict[str, Letter] = {}
    for words in _languages(issued):
        answers = published.ask(of_press(view, words))
        middle = [("figures", _corrected(words, answers, issued, one)) for one in differing]
        letters[words.language] = _letter(view, words, issued, "correction", on, middle)
    return letters


def withdrawal(view: View, issued: Issued, reasons: Mapping[str, str], on: date) -> Letters:
    """The letters that say that a briefing does not hold, and why. `reasons`: in each of its languages. Raises
    PublishError, no_reason, where one is missing."""
    for words in _languages(issued):
        if not reasons.get(words.language, "").strip():
            raise PublishError("no_reason", words.language)
    return {
        words.language: _letter(view, words, issued, "withdrawal", on, [("figures", reasons[words.language].strip())])
        for words in _languages(issued)
    }


def correct(
    view: View, issued: Issued, letters: Letters, differing: Sequence[Published], on: date, at: datetime
) -> int:
    """Record a correction and freeze what it says; its number. Raises AccessDenied, PublishError."""
    words = words_in(issued.language)
    figures = [instead(words, one) for one in differing]
    own, also = _written(issued, letters)
    return _record(view, TakenBack(issued.id, CORRECTED, on, own, figures, also), at)


def withdraw(view: View, issued: Issued, letters: Letters, on: date, at: datetime) -> int:
    """Record that a briefing is withdrawn; the notice's number. Raises AccessDenied, PublishError."""
    own, also = _written(issued, letters)
    return _record(view, TakenBack(issued.id, WITHDRAWN, on, own, (), also), at)


def _languages(issued: Issued) -> list[Words]:
    return [words_in(language) for language in (issued.language, *issued.also)]


def of_press(view: View, words: Words) -> View:
    """The whole branch for the press, in a language: what a letter may say."""
    return register.of_branch(view, words).for_press()


def embargo(view: View, issued: Issued, at: datetime) -> datetime | None:
    """Until when what a briefing is about was under embargo at a moment; None where it was not."""
    about = replace(view, past=None, scope=view.scope.during(issued.period))
    stood = about.ask_anew(drafts.embargo, at)
    return stood.until if stood else None


def _corrected(words: Words, answers: PublishedAnswers, issued: Issued, one: Published) -> str:
    now = instead(words, one).wording
    said = one.wording if _said_in(issued, words.language, one.wording) else _worded(words, one, one.value)[1]
    figure = published.heading(words, answers, one).replace(captions.SEPARATOR, ", ")
    why = published.causes(words, one.metric, answers.steps.get(one.id, ()))
    text = words("correction.figure", figure=figure, said=said, now=now)
    return f"{text} {words('correction.because', causes=why)}" if why else f"{text} {words('correction.never')}"


def _said_in(issued: Issued, language: str, wording: str) -> bool:
    """Whether a figure was worded so in a language: as its text has it, else in the briefing's own."""
    texts = {issued.language: issued.release, **issued.also}
    saying = [name for name, text in texts.items() if wording in text] or [issued.language]
    return language in saying


def _letter(view: View, words: Words, issued: Issued, kind: str, on: date, middle: Iterable[tuple[str, str]]) -> Letter:
    branch = {"branch": view.holding.name}
    standing = register.standing(view, words.language)
    title = issued.title_in(words.language)
    about = {"title": title, "outlet": issued.outlet, "day": words.day(issued.published_on)}
    about["period"] = words.period(issued.period)
    lead = words(f"correction.{kind}.lead", **about, **branch)
    paragraphs = [
        ("letterhead", standing.get("letterhead") or words("release.letterhead", **branch)),
        ("number", words(f"correction.{kind}.number")),
        ("title", words(f"correction.{kind}.title", title=title)),
        ("lead", words("release.lead.dated", city=view.holding.name, day=words.day(on), text=lead)),
        *middle,
        ("context", words(f"correction.{kind}.ask")),
        ("contact", standing.get("contact") or words("release.contact", **branch)),
    ]
    if view.holding.is_demo:
        paragraphs.append(("note", words("release.note.demo")))
    return as_letter(paragraphs)


def as_letter(pairs: Iterable[tuple[str, str]]) -> Letter:
    """A letter of kinds and texts."""
    return tuple(Paragraph(cast(ParagraphKind, kind), text) for kind, text in pairs)


def _written(issued: Issued, letters: Letters) -> tuple[_Written, dict[str, _Written]]:
    """The letter in the briefing's language, and in the others."""
    every: dict[str, _Written] = {
        language: tuple((str(one.kind), one.text) for one in letter) for language, letter in letters.items()
    }
    return every.pop(issued.language), every


def _record(view: View, notice: TakenBack, at: datetime) -> int:
    view.viewer.require(Permission.PUBLISH)
    try:
        with writing(cache.engine(view.url)) as conn:
            return take_back(conn, view.holding.code, notice, view.viewer.name, at)
    except sa.exc.OperationalError as error:
        raise PublishError("not_written") from error
