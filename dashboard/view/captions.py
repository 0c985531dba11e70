"""The words that say what a figure is about: places, period, unit, source, as-of day, file name."""

from datetime import date

from dashboard.language.words import Words
from dashboard.view import completeness
from dashboard.view.view import View
from queries import branches
from queries.breaks import crossed
from queries.db.schema import MONTHLY
from queries.periods import Period
from queries.scope import Scope
from queries.sectors import public
from queries.versions import NotOnRecord, Past

SEPARATOR = " · "


def places(view: View) -> str:
    """The wilayah and offices in words: "semua wilayah", "Kota Pekalongan dan Kabupaten Batang"."""
    words, scope = view.words, view.scope
    if scope.whole_branch or (scope.wilayah is None and scope.offices is None):
        return words("figures.scope.everywhere")
    offices = view.ask(branches.offices)
    if scope.offices is not None:
        return words.join(f"{row['office']}" for row in offices) or words("figures.scope.nowhere")
    names = {row["wilayah_code"]: words.wilayah(row["wilayah"], row["kind"]) for row in offices}
    return words.join(names.values()) or words("figures.scope.nowhere")


def sectors(view: View) -> str:
    """The chosen sectors in words; empty where all are meant."""
    return view.words.join(view.words.sector(name) for name in _sectors(view))


def _sectors(view: View) -> list[str]:
    """The chosen sectors, for the press by names of the vocabulary alone."""
    chosen = view.scope.sectors or ()
    return sorted({public(name) if view.press else name for name in chosen})


def scope(view: View) -> str:
    """Places, sectors and period in one line, for under a title and over a page."""
    parts = [places(view), sectors(view), view.words.period(view.scope.period)]
    return view.words.capital(SEPARATOR.join(part for part in parts if part))


def source(view: View) -> str:
    """Where the numbers come from, with the data version."""
    key = "figures.source.demo" if view.holding.is_demo else "figures.source.branch"
    return view.words(key, branch=view.holding.name, version=view.words.number(view.holding.data_version))


def as_of(view: View) -> str:
    """The as-of day as a line, or that no month is complete, and until when each kind is counted where that is another
    day; and when it was known, where that is not now."""
    if not apart(view.scope):
        return day(view, view.scope.as_of)
    return _known(view, view.words.capital(completeness.reach(view.words, view.scope)))


def day(view: View, last: date | None) -> str:
    """A day until which is counted, as a line, or that no month is complete; and when it was known."""
    words = view.words
    return _known(view, words("figures.as_of.day", day=words.day(last)) if last else words("figures.as_of.none"))


def _known(view: View, line: str) -> str:
    words = view.words
    return f"{line}, {words('figures.known_at.on', day=words.day(view.past.day))}" if view.past else line


def apart(scope: Scope) -> tuple[str, ...]:
    """The kinds of rows, all where one of them is not counted to the as-of day; none where each is."""
    return MONTHLY if any(scope.until(kind) != scope.as_of for kind in MONTHLY) else ()


def now(view: View) -> str:
    """What a value as it is now is called: "Now"; where the view is of the past, as known on that day."""
    return _known_on(view.words, view.past) if view.past else view.words("tables.now")


def _known_on(words: Words, past: Past) -> str:
    return words.capital(words("figures.known_at.on", day=words.day(past.day)))


def known_at(words: Words, past: Past) -> str:
    """When something was known, inside a sentence: as known on 4 July 2019, data version 3."""
    return words("figures.known_at.known", day=words.day(past.day), version=words.number(past.version))


def not_on_record(words: Words, wrong: NotOnRecord) -> str:
    """Why nothing can be said to have been known then, and what can be asked for, as a sentence."""
    asked = wrong.asked
    if isinstance(asked, date):
        asked = words.day(asked)
    elif isinstance(asked, int):
        asked = words("figures.known_at.version", version=words.number(asked))
    if wrong.day is None:
        reason = "no_load" if wrong.reason == "before" else wrong.reason
        return words(f"figures.known_at.{reason}", asked=asked)
    first = {"day": words.day(wrong.day), "version": words.number(wrong.version)}
    return words(f"figures.known_at.{wrong.reason}", asked=asked, **first)


def breaks(words: Words, scope: Scope, months: Period | None = None) -> str:
    """The changes of rates that fall into these months, else the period's; empty where there is none."""
    sentences = [
        words(f"breaks.{one.name}", months=words.period(one.months), source=one.source)
        for one in crossed(months or scope.period, scope.sectors)
    ]
    return words("breaks.lead", breaks="; ".join(sentences)) if sentences else ""


def stem(view: View, name: str) -> str:
    """A file's name without its ending: akuisisi_2019-S1_semua-wilayah_per-2019-06-30."""
    return f"{view.words(f'figures.{name}.stem')}_{file_tail(view)}"


def file_tail(view: View, kind: str = "") -> str:
    """What the names of a view's files end in: 2019-S1_semua-wilayah_per-2019-06-30. `kind`: of rows that are alone in
    them, whose own last day is meant."""
    words, chosen = view.words, view.scope
    last = chosen.until(kind) if kind else chosen.as_of
    where = [*sorted(chosen.wilayah or ()), *sorted(chosen.offices or ()), *_sectors(view)]
    place = "+".join(safe(one) for one in where) or words("figures.stem.everywhere")
    parts = [chosen.period.code.replace("..", "-"), place]
    parts.append(words("figures.stem.as_of", day=last.isoformat() if last else "-"))
    if view.past:
        parts.append(words("figures.stem.known_at", day=f"{view.past.day}", version=str(view.past.version)))
    return "_".join(parts)


def safe(text: str) -> str:
    """A code as a part of a file name."""
    return "".join(letter if letter.isalnum() or letter in ".-" else "-" for letter in text).strip("-").lower()
