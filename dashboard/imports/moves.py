"""Agents and offices that stand elsewhere than before, and agents who are back, in words: for terminal and page."""

from datetime import date

from dashboard.language.words import Words
from queries.db.schema import ALWAYS
from seed.checks.answers import Move, Question
from seed.checks.report import FileReport

OPTIONS = ("since", "always")
"""What can be answered: from a day on, or always so."""

_DATED = {Question.REACTIVATED: "reactivated-from", Question.TAKEN_OVER: "taken-over-from"}
"""The option that says since when, where it is not the one of moves."""


def title(move: Move, words: Words) -> str:
    """What the file says, and what is known."""
    return _with_later(move, "asked", words(f"moves.asked.{move.question}", **_values(move, words)), words)


def option(choice: str, move: Move, words: Words) -> str:
    """What one of OPTIONS does."""
    return words(f"moves.{choice}.{move.question}", **_values(move, words))


def sentence(move: Move, words: Words) -> str:
    """What becomes of a move that is answered, or dated by the file."""
    kind = "corrected" if move.since == ALWAYS else "dated"
    return _with_later(move, kind, words(f"moves.{kind}.{move.question}", **_values(move, words)), words)


_LATER = 5
"""Take-overs after a move that are named; the others are counted."""


def _with_later(move: Move, kind: str, text: str, words: Words) -> str:
    """The text, and what becomes of the take-overs on record."""
    if not move.later:
        return text
    named = [
        words("moves.later.one", people=words.count("participant", n), agent=agent, since=words.day(since))
        for agent, since, n in move.later[:_LATER]
    ]
    if more := len(move.later) - _LATER:
        named += [words("moves.later.more", n=words.number(more))] if more > 0 else []
    return words(f"moves.later.{kind}", text=text, later=words.join(named))


def lines(file: FileReport, words: Words) -> list[str]:
    """The moves of one file for a terminal, with the options that answer them."""
    listed = []
    for move in file.moves:
        if move.since is not None:
            listed.append(f"  {sentence(move, words)}")
            continue
        listed.append(f"  {title(move, words)}")
        for choice, command in zip(OPTIONS, commands(move, words), strict=True):
            listed.append(f"    {command}: {option(choice, move, words)}")
    return listed


def commands(move: Move, words: Words) -> tuple[str, str]:
    """The options of the command line that answer it, in the order of OPTIONS."""
    dated = _DATED.get(move.question, "moved-from")
    return f"--{dated} {move.code}={words('moves.day')}", f"--always-so {move.code}"


def _values(move: Move, words: Words) -> dict[str, str]:
    before = words.day(date.fromisoformat(move.before)) if move.question is Question.REACTIVATED else move.before
    return {
        "code": move.code,
        "before": before,
        "after": move.after or "",
        "since": words.day(move.since) if move.since else "",
        "people": words.count("participant", move.people),
        "amount": words.rupiah(move.amount),
    }
