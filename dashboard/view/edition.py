"""Whom a file is for: everybody, everybody after an embargo, or the office alone. Its stamp and its name say so."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from dashboard.language.words import Words
from dashboard.view.view import View
from queries.periods import JAKARTA
from queries.published import drafts


@dataclass(frozen=True)
class Edition:
    """`stamp`: the line at the top of every page and picture; `prefix`: what the names of its files begin with, so that
    none is written over another's. Both are empty for one that is open."""

    stamp: str = ""
    prefix: str = ""


OPEN = Edition()


def edition(words: Words, press: bool, until: datetime | None) -> Edition:
    """The edition of what is for the press or not, under embargo until a moment (with its time zone) or not."""
    there = until and until.astimezone(JAKARTA)
    embargo = words("briefing.embargo", day=words.day(there.date()), time=f"{there:%H.%M}") if there else ""
    stamps = ["" if press else words("briefing.internal_stamp"), embargo]
    names = ["" if press else "INTERNAL_", f"EMBARGO-{there:%Y-%m-%d-%H%M}_" if there else ""]
    return Edition(" · ".join(filter(None, stamps)), "".join(names))


def embargo_of(view: View) -> drafts.Embargo | None:
    """The embargo that stands now on what the view shows: of a briefing of some of its months and places. On what was
    known earlier too."""
    return replace(view, past=None).ask_anew(drafts.embargo, datetime.now(UTC))


def leaving(view: View) -> Edition:
    """The edition of a single picture that leaves from a page."""
    embargo = embargo_of(view)
    return edition(view.words, True, embargo.until if embargo else None)
