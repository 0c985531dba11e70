"""What the server writes down of itself: one line a record, in words or as JSON, in which nothing from outside steers.

A record's text may repeat what a file or a person wrote. So nothing in it ends a line or moves a terminal's cursor, a
run of digits as long as a KPJ is not written, and as JSON an error is its kind and place alone: its own words may hold
a row, and such lines are sent on to where more people read than in the data folder.
"""

import json
import logging
import re
import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType

ROOT = Path(__file__).parents[2]

_NUMBER = re.compile(r"\d{11,}")
"""As long as a KPJ, or a NIK."""

_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_AS_TEXT = "%(asctime)s %(levelname)s %(name)s: %(message)s"

_ABOUT: ContextVar[Mapping[str, object]] = ContextVar("about", default=MappingProxyType({}))


@contextmanager
def about(**parts: object) -> Iterator[None]:
    """What stands in each JSON line that is written meanwhile, by this request or run of a page: who, where."""
    token = _ABOUT.set({**_ABOUT.get(), **parts})
    try:
        yield
    finally:
        _ABOUT.reset(token)


class TextLines(logging.Formatter):
    """A record in words. The second line and those after it are set in, so that none can pass for a record."""

    def __init__(self, pattern: str = _AS_TEXT) -> None:
        super().__init__(pattern)

    def format(self, record: logging.LogRecord) -> str:
        """The record, with an error's whole trace."""
        lines = _NUMBER.sub("…", super().format(record)).split("\n")
        return "\n    ".join(_CONTROL.sub(_escaped, line) for line in lines)


class JsonLines(logging.Formatter):
    """A record as one line of JSON: time (UTC), level, logger, message, what it is about, an error's kind and place."""

    def format(self, record: logging.LogRecord) -> str:
        """The record; ASCII alone, so that no reader of lines sees two."""
        parts: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **_ABOUT.get(),
            **getattr(record, "about", {}),
        }
        if record.exc_info and record.exc_info[1]:
            parts["error"], parts["at"] = kind(record.exc_info[1]), place(record.exc_info[1])
        return json.dumps({name: _quiet(value) for name, value in parts.items()})


def kind(error: BaseException) -> str:
    """What an error is, without its words."""
    return type(error).__name__


def place(error: BaseException) -> list[str]:
    """Where an error was raised, outermost first: `file:line function`, files from the project's folder on."""
    frames = traceback.extract_tb(error.__traceback__)
    return [f"{_within(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]


def _within(file: str) -> str:
    path = Path(file)
    if "site-packages" in path.parts:
        return Path(*path.parts[path.parts.index("site-packages") + 1 :]).as_posix()
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.name


def _quiet(value: object) -> object:
    return _NUMBER.sub("…", value) if isinstance(value, str) else value


def _escaped(control: re.Match[str]) -> str:
    return control[0].encode("unicode_escape").decode()
