"""What may be said on the command line that files do not say: since when agents and offices stand elsewhere (its words
are in moves.toml), and which fund pays (fund.toml)."""

import argparse
from collections.abc import Iterator
from datetime import date

from dashboard.imports import funds, imports
from dashboard.language import days
from dashboard.language.words import Words
from queries.db.schema import ALWAYS
from seed.checks.answers import Answers, Question

_DAYS = {"moved_from": (Question.OFFICE, Question.PLACE), "reactivated_from": (Question.REACTIVATED,)}
_DAYS |= {"taken_over_from": (Question.TAKEN_OVER,)}


class AnswerError(ValueError):
    """An option that names no code or no day, one to come, a code with two answers, or a part of a fund; the message
    says it in the reader's language.
    """


def options(parser: argparse.ArgumentParser, words: Words) -> None:
    """Since when, for each agent or office: as often as there are of them."""
    for name in _DAYS:
        option, described = f"--{name.replace('_', '-')}", words(f"moves.help.{name}")
        parser.add_argument(option, action="append", default=[], metavar="CODE=DAY", help=described)
    described = words("moves.help.always_so")
    parser.add_argument("--always-so", action="append", default=[], metavar="CODE", help=described)
    for name, stands in (("fund", "NAME"), ("fund_from", "DAY"), ("fund_until", "DAY")):
        option, described = f"--{name.replace('_', '-')}", words(f"fund.help.{name}")
        parser.add_argument(option, default="", metavar=stands, help=described)


def given(asked: argparse.Namespace, words: Words) -> Answers:
    """The answers given. An agent who was always at an office may be back since a day. Raises AnswerError."""
    answers: dict[tuple[Question, str], date] = {}
    for name, questions in _DAYS.items():
        for text in getattr(asked, name):
            code, _, day = text.partition("=")
            for question in questions:
                _answer(answers, question, code, _day(code.strip(), day.strip(), text, words), words)
    dated = {which for which in answers if which[0] is Question.REACTIVATED}
    for code in asked.always_so:
        for question in Question:
            if (question, code.strip().upper()) not in dated:
                _answer(answers, question, code, ALWAYS, words)
    return answers


def fund(asked: argparse.Namespace, words: Words) -> list[imports.File]:
    """The fund that is stated, as a file. Raises AnswerError where a part is missing, or there is nothing to load."""
    name, *texts = asked.fund.strip(), asked.fund_from, asked.fund_until
    if not any((name, *texts)):
        if not asked.files:
            raise AnswerError(words("fund.no_file"))
        return []
    if not all((name, *texts)):
        raise AnswerError(words("fund.whole"))
    first, last = (days.whole(text) for text in texts)
    if first is None or last is None:
        raise AnswerError(words("fund.day", text=texts[0] if first is None else texts[1]))
    return [funds.statement(name, first, last, bool(asked.files))]


def named(asked: argparse.Namespace) -> Iterator[tuple[str, str, list[tuple[Question, str]]]]:
    """Each option given, its text, and the questions that it may answer."""
    for name, questions in (*_DAYS.items(), ("always_so", tuple(Question))):
        for text in getattr(asked, name):
            code = text.partition("=")[0].strip().upper()
            yield name.replace("_", "-"), text, [(question, code) for question in questions]


def _answer(answers: dict[tuple[Question, str], date], question: Question, code: str, day: date, words: Words) -> None:
    which = question, code.strip().upper()
    if which in answers:
        raise AnswerError(words("moves.twice", code=code.strip()))
    answers[which] = day


def _day(code: str, text: str, whole: str, words: Words) -> date:
    """2019-07-15, or 2019-07 for its first day."""
    day = days.parsed(text) if code else None
    if day is None:
        raise AnswerError(words("moves.unknown", text=whole))
    if day > imports.today():
        raise AnswerError(words("moves.future", text=whole, today=words.day(imports.today())))
    return day
