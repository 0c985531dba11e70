"""Options of `import` and `check` that answer no question of the files: with one of them nothing is loaded."""

import argparse
from collections.abc import Iterator

from dashboard.cli import answers, decisions
from dashboard.imports import moves
from dashboard.imports.decisions import title
from dashboard.language.words import Words
from seed.checks.report import Report
from seed.files.rules import Suspicion


class UnaskedError(ValueError):
    """The message names the options and what is asked, in the reader's language. `report`: of the files."""

    def __init__(self, message: str, report: Report) -> None:
        super().__init__(message)
        self.report = report


def require_asked(asked: argparse.Namespace, report: Report, words: Words) -> None:
    """Raise UnaskedError where an option answers nothing that the report asks."""
    unasked = list(_unasked(asked, report, words))
    if unasked:
        questions = list(_questions(report, words))
        said = words("decisions.unasked", options=words.join(unasked))
        asks = (
            words("decisions.asks", questions=words.join(questions)) if questions else words("decisions.asks_nothing")
        )
        raise UnaskedError(f"{said} {asks}", report)


def _unasked(asked: argparse.Namespace, report: Report, words: Words) -> Iterator[str]:
    for rule in getattr(asked, "confirm", ()):
        if Suspicion(rule) not in report.suspicions:
            yield f"--confirm {rule}"
    months = {(one.kind, one.month) for one in report.months if one.asks}
    for option, text, named in decisions.named(asked, words):
        if not months & set(named):
            yield f"--{option} {text}"
    there = {(move.question, move.code.upper()) for file in report.files for move in file.moves}
    for option, text, codes in answers.named(asked):
        if not there & set(codes):
            yield f"--{option} {text}"


def _questions(report: Report, words: Words) -> Iterator[str]:
    """What the files ask, each with the options that answer it."""
    for rule in report.suspicions:
        yield f"--confirm {rule}"
    for one in report.months:
        if one.asks:
            commands = (words(f"decisions.command.{choice}", month=f"{one.month:%Y-%m}") for choice in one.options)
            yield f"{title(one, words)} ({' / '.join(commands)})"
    for file in report.files:
        for move in file.moves:
            yield " / ".join(moves.commands(move, words))
