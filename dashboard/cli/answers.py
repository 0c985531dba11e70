"""What may be said on the command line of agents and offices that stand elsewhere. Its words are in moves.toml."""

import argparse
from datetime import date

from dashboard.language.words import Words
from queries.db.schema import ALWAYS
from queries.periods import Period, PeriodError
from seed.checks.answers import Answers, Question

_DAYS = {"moved_from": (Question.OFFICE, Question.PLACE), "reactivated_from": (Question.REACTIVATED,)}
_DAYS |= {"taken_over_from": (Question.TAKEN_OVER,)}


class AnswerError(ValueError):
    """An option that names no code or no day; the message says it in the reader's language."""


def options(parser: argparse.ArgumentParser, words: Words) -> None:
    """Since when, for each agent or office: as often as there are of them."""
    for name in _DAYS:
        option, described = f"--{name.replace('_', '-')}", words(f"moves.help.{name}")
        parser.add_argument(option, action="append", default=[], metavar="CODE=DAY", help=described)
    described = words("moves.help.always_so")
    parser.add_argument("--always-so", action="append", default=[], metavar="CODE", help=described)


def given(asked: argparse.Namespace, words: Words) -> Answers:
    """The answers given. Raises AnswerError."""
    answers = {(question, code.strip().upper()): ALWAYS for code in asked.always_so for question in Question}
    for name, questions in _DAYS.items():
        for text in getattr(asked, name):
            code, _, day = text.partition("=")
            for question in questions:
                answers[question, code.strip().upper()] = _day(day.strip(), text, words)
    return answers


def _day(text: str, whole: str, words: Words) -> date:
    """2019-07-15, or 2019-07 for its first day."""
    try:
        return date.fromisoformat(text) if len(text) > len("2019-07") else Period.parse(text).first
    except (ValueError, PeriodError):
        raise AnswerError(words("moves.unknown", text=whole)) from None
