"""What may be said on the command line of months that are known already. Its words are in decisions.toml."""

import argparse
import re
from collections.abc import Iterator
from datetime import date

from dashboard.language.words import Words
from queries.periods import Period, PeriodError
from seed.checks.decisions import Decision, Decisions

_KINDS = {"iuran": "contributions", "peserta": "participants"}


class DecisionError(ValueError):
    """An option that names no month, or a month that has two; the message says it in the reader's language."""


def options(parser: argparse.ArgumentParser, words: Words) -> None:
    """One option a decision, each as often as there are months."""
    for one in (Decision.REPLACE, Decision.CORRECT, Decision.ADD, Decision.SUM):
        described = words(f"decisions.help.{one}")
        parser.add_argument(f"--{one}", action="append", default=[], metavar="MONTH", help=described)


def given(asked: argparse.Namespace, words: Words) -> Decisions:
    """The decisions asked for; a month without a kind is of every kind. Raises DecisionError."""
    decided: dict[tuple[str, date], Decision] = {}
    for option, _, months in named(asked, words):
        one = Decision(option)
        for kind, month in months:
            if decided.setdefault((kind, month), one) is not one:
                raise DecisionError(words("decisions.twice", month=words.month(month)))
    return decided


def named(asked: argparse.Namespace, words: Words) -> Iterator[tuple[str, str, list[tuple[str, date]]]]:
    """Each option given, its text, and the months that it names."""
    for one in Decision:
        for text in getattr(asked, one):
            yield one, text, list(_months(text, words))


def _months(text: str, words: Words) -> Iterator[tuple[str, date]]:
    named = re.fullmatch(rf"(?:({'|'.join((*_KINDS, *_KINDS.values()))}):)?(.+)", text.strip(), re.IGNORECASE)
    kind = (named[1] or "").lower() if named else ""
    try:
        period = Period.parse(named[2] if named else "")
    except PeriodError:
        raise DecisionError(words("decisions.unknown", text=text)) from None
    for month in period.months():
        for one in [_KINDS.get(kind, kind)] if kind else _KINDS.values():
            yield one, month
