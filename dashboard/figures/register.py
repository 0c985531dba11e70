"""The register of what was issued, in words: each briefing with its text, its files' hashes and what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import polars as pl

from dashboard.figures import published
from dashboard.figures.caption import Listing
from dashboard.figures.published import PublishedAnswers
from dashboard.language.words import Words
from dashboard.view import captions
from dashboard.view.view import View
from queries.periods import JAKARTA
from queries.published import drafts
from queries.published import register as issued_briefings
from queries.published.published import Published
from queries.published.references import Agreement
from queries.published.register import Issued


@dataclass(frozen=True, eq=False)
class RegisterAnswers:
    """`every`: the briefings that were issued, the newest first; `published`: all published figures, as for the press;
    `places`: names of the wilayah by code."""

    every: tuple[Issued, ...]
    published: tuple[Published, ...]
    places: Mapping[str, str]

    def differing(self, one: Issued) -> list[Published]:
        """The figures of a briefing that stand and that the data no longer gives."""
        own = (each for each in self.published if each.briefing == one.id and not each.taken_back)
        return [each for each in own if each.agreement is Agreement.DIFFERS]


def ask(view: View) -> RegisterAnswers:
    """What was issued, and how it stands to what is computed now; the same for whoever looks."""
    whole = of_branch(view, view.words).for_press()
    every = tuple(whole.ask_anew(issued_briefings.register))
    if not every:
        return RegisterAnswers((), (), {})
    answers = published.ask(whole)
    return RegisterAnswers(every, answers.every, answers.places)


def of_branch(view: View, words: Words) -> View:
    """The view of everything that its viewer may see, in the words of a language."""
    scope = view.scope
    scope = view.viewer.scope(scope.period, scope.last_complete, missing=scope.missing, alone=scope.alone)
    choice = replace(view.choice, language=words.language, wilayah=(), offices=(), sectors=())
    return replace(view, words=words, scope=scope, choice=choice)


def standing(view: View, language: str) -> dict[str, str]:
    """The texts with which the branch's letters begin."""
    return of_branch(view, view.words).ask_anew(drafts.standing, language)


def where(words: Words, answers: RegisterAnswers, one: Issued) -> str:
    """The period and places of a briefing."""
    return published.scope(words, PublishedAnswers((), answers.places, {}), one)


def state(words: Words, answers: RegisterAnswers, one: Issued) -> str:
    """What became of it; of one that stands, how many of its figures no longer hold."""
    line = words(f"register.state.{one.state}")
    if one.notices:
        line = words("register.since", state=line, day=words.day(one.notices[-1].on_day))
    differing = len(answers.differing(one))
    return words("register.broken", state=line, n=words.count("reference", differing)) if differing else line


def choice(words: Words, answers: RegisterAnswers, one: Issued) -> str:
    """A briefing in a list to choose from."""
    values = {"n": words.number(one.id), "day": words.day(one.published_on), "outlet": one.outlet}
    return words("register.choice", **values, scope=where(words, answers, one))


def listing(view: View, answers: RegisterAnswers) -> Listing:
    """The register as a table and a file."""
    words = view.words
    rows = [_row(words, answers, one) for one in answers.every]
    schema = dict.fromkeys(_COLUMNS, pl.String) | {"number": pl.Int64, "frozen_figures": pl.Int64}
    schema |= {"data_version": pl.Int64}
    version = words.number(view.holding.data_version)
    return Listing(
        id="register",
        title=words("register.title"),
        subtitle=words("register.subtitle"),
        source=captions.source(view),
        as_of=words("published.as_of", version=version),
        alt=words("tables.alt.register"),
        table=pl.DataFrame(rows, schema=schema, orient="row"),
        labels={name: words(f"tables.{name}") for name in _COLUMNS},
        stem=words("register.stem", version=version),
        demo=view.holding.is_demo,
    )


_COLUMNS = (
    *("number", "published_on_day", "outlet", "scope", "state", "frozen_figures", "embargo", "written_in", "issued_by"),
    *("data_version", "sha256", "release_text", "confirmed_figures", "file_hashes", "notice_texts"),
)
ASIDE = ("embargo", "written_in", *_COLUMNS[-6:])
"""Columns that are in the files, and on the page in the table's own menu."""


def _row(words: Words, answers: RegisterAnswers, one: Issued) -> list[object]:
    files = "\n".join(f"{name}  {digest}" for name, digest in one.files.items())
    said = "\n\n".join(text for notice in one.notices for _, text in notice.paragraphs)
    issued = words("register.issued_by", name=one.issued_by, day=words.day(_there(one.issued_at).date()))
    return [
        one.id,
        words.day(one.published_on),
        one.outlet,
        where(words, answers, one),
        state(words, answers, one),
        one.figures,
        embargo(words, one),
        words.join([words(f"register.language.{language}") for language in (one.language, *one.also)]),
        issued,
        one.data_version,
        one.sha256,
        "\n\n".join([one.release, *one.also.values()]),
        "\n".join(confirmed(words, one)),
        files,
        said,
    ]


def confirmed(words: Words, one: Issued) -> list[str]:
    """What was confirmed of it, one line a figure: which, in what sentence, why, by whom and when."""
    lines = []
    for each in one.confirmed:
        there = _there(each.at)
        values = {"figure": each.figure, "sentence": each.sentence, "reason": each.reason, "name": each.by}
        lines.append(
            words("report.readme.confirmed_line", day=words.day(there.date()), time=f"{there:%H.%M}", **values)
        )
    return lines


def embargo(words: Words, one: Issued) -> str:
    """Until when it was under embargo; empty where it was not."""
    if one.embargo_until is None:
        return ""
    there = _there(one.embargo_until)
    return words("register.until", day=words.day(there.date()), time=f"{there:%H.%M}")


def _there(at: datetime) -> datetime:
    return at.replace(tzinfo=UTC).astimezone(JAKARTA)
