"""`python -m dashboard issued`: the register of what was issued; corrects or withdraws one. Its words are in
register.toml.
"""

import argparse
import json
import sys
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa

from dashboard.briefing import correction, notice_files
from dashboard.briefing.brand import files
from dashboard.cli import inside
from dashboard.figures import register
from dashboard.figures.register import RegisterAnswers
from dashboard.imports.imports import today
from dashboard.language.words import Words, words_in
from dashboard.settings import Settings
from dashboard.view.view import View
from queries.access import Permission, Viewer
from queries.published.register import Issued
from seed.writes.publish import PublishError

LETTERS = (*notice_files.FORMS, "zip")
"""How a letter is written: alone in the briefing's own language, or in all of them."""


def options(parser: argparse.ArgumentParser, words: Words) -> None:
    """Which briefing, what becomes of it, and in which form."""
    parser.add_argument("--briefing", type=int, metavar="N", help=words("register.command.briefing"))
    acts = parser.add_mutually_exclusive_group()
    acts.add_argument("--correct", action="store_true", help=words("register.command.correct"))
    acts.add_argument("--withdraw", metavar="REASON", help=words("register.command.withdraw"))
    parser.add_argument("--withdraw-also", metavar="REASON", default="", help=words("register.command.also"))
    forms = ("json", *inside.WRITERS, *LETTERS)
    parser.add_argument("--format", choices=forms, default="json", help=words("register.command.format"))
    parser.add_argument("--out", type=Path, metavar="FILE", help=words("register.command.out"))


def run(asked: argparse.Namespace, _engine: sa.Engine, chosen: Settings, viewer: Viewer, words: Words) -> int:
    """Print or write the register or a letter; 1 where there is none or nothing could be done, 2 where the words are
    off."""
    if inside.needs_out(asked.format, asked.out, words):
        return 2
    view = inside.view(chosen, viewer, words)
    if view is None:
        return 1
    answers = register.ask(view)
    one = next((each for each in answers.every if asked.briefing in (None, each.id)), None)
    if one is None and (asked.briefing or asked.correct or asked.withdraw or asked.format in LETTERS):
        numbers = words.join([words.number(each.id) for each in answers.every])
        print(words("register.command.unknown" if answers.every else "register.none", numbers=numbers), file=sys.stderr)
        return 1
    if one and (asked.correct or asked.withdraw is not None):
        try:
            _act(asked, view, answers, one)
        except PublishError as refused:
            print(_why(words, asked, refused), file=sys.stderr)
            return 1
        answers = register.ask(view)
        one = next(each for each in answers.every if each.id == one.id)
        state = register.state(words, answers, one)
        print(words("register.command.done", n=words.number(one.id), state=state), file=sys.stderr)
    if one and asked.format in LETTERS and not one.notices:
        print(words("register.command.no_letter", n=words.number(one.id)), file=sys.stderr)
        return 1
    for sentence in files.read(view.templates, words).refused if asked.format in LETTERS else ():
        print(sentence, file=sys.stderr)
    inside.put(view, f"issued.{asked.format}", _content(view, asked.format, answers, one), asked.out)
    return 0


def _act(asked: argparse.Namespace, view: View, answers: RegisterAnswers, one: Issued) -> None:
    view.viewer.require(Permission.PUBLISH)
    on, at = today(), datetime.now(UTC)
    if asked.correct:
        differing = answers.differing(one)
        letters = correction.correction(view, one, differing, on)
        correction.correct(view, one, letters, differing, on, at)
    else:
        reasons = dict.fromkeys(one.also, asked.withdraw_also) | {one.language: asked.withdraw}
        correction.withdraw(view, one, correction.withdrawal(view, one, reasons, on), on, at)


def _why(words: Words, asked: argparse.Namespace, refused: PublishError) -> str:
    if refused.reason == "no_reason":
        return words("register.command.no_reason" if asked.withdraw.strip() else "register.act.no_reason")
    if refused.reason == "nothing" and asked.correct:
        return words("register.act.nothing")
    return words(f"briefing.refused.{refused.reason}")


def _content(view: View, form: str, answers: RegisterAnswers, one: Issued | None) -> bytes:
    if one and form in LETTERS:
        packs = notice_files.packs(view, one, one.notices[-1])
        own = words_in(one.language)
        return notice_files.archive(packs) if form == "zip" else notice_files.FORMS[form](packs[0], own)
    if form in inside.WRITERS:
        return inside.WRITERS[form](register.listing(view, answers), view.words)
    document = [_one(answers, each) for each in answers.every]
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _one(answers: RegisterAnswers, one: Issued) -> dict:
    """A briefing as it is on record. differing: the metrics of its figures that stand and no longer agree."""
    return {
        **{name: getattr(one, name) for name in ("id", "state", "outlet", "language", "issued_by", "data_version")},
        "period": one.period.code,
        "places": one.places.split(",") if one.places else [],
        "published_on": one.published_on.isoformat(),
        "issued_at": one.issued_at.isoformat(),
        "embargo_until": one.embargo_until and one.embargo_until.isoformat(),
        "figures": one.figures,
        "differing": [each.metric for each in answers.differing(one)],
        "sha256": one.sha256,
        "files": dict(one.files),
        "release": one.release,
        "also": dict(one.also),
        "confirmed": [each._asdict() | {"at": each.at.isoformat()} for each in one.confirmed],
        "notices": [
            {
                "kind": each.kind,
                "day": each.on_day.isoformat(),
                "by": each.by,
                "letter": [text for _, text in each.paragraphs],
                "also": {language: [text for _, text in letter] for language, letter in each.also.items()},
            }
            for each in one.notices
        ],
    }
