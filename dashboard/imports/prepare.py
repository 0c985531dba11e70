"""What happens before the first page, from a terminal and under Streamlit alike: the database is brought up to date."""

import tempfile
from collections.abc import Callable
from pathlib import Path

import sqlalchemy as sa

from dashboard.imports.lock import exclusive
from dashboard.imports.private import keep_private
from dashboard.language.words import Words, words_in
from dashboard.settings import Settings
from queries.db import schema
from queries.db.engine import DatabaseUrlError, connect, printable, writing
from seed.migrate import DatabaseVersionError, upgrade

Say = Callable[[str], None]


class StartError(RuntimeError):
    """The dashboard cannot start; the message, in the reader's language, says what to do."""


def prepare(settings: Settings, say: Say) -> sa.Engine:
    """Make the data folder, bring the database up to date and, where nobody has imported yet, load the demonstration,
    unless the setting `demo` keeps it out.

    `say` gets a line, in the language of the settings, before what takes time. Of two that start at once, one waits
    for the other. Raises StartError.
    """
    words = words_in(settings.language)
    try:
        engine = connect(settings.url)
    except DatabaseUrlError as error:
        raise StartError(words("launcher.database_address")) from error
    lock = settings.folder / "start.lock"
    try:
        open_ = keep_private(settings)
        lock.touch(mode=0o600)
    except OSError as error:
        text = words("launcher.data_folder", folder=str(settings.folder), reason=error.strerror or str(error))
        raise StartError(text) from error
    if open_:
        say(words("launcher.not_private", paths=words.join([str(path) for path in open_])))
    try:
        with exclusive(lock):
            empty = _is_empty(engine, words)
            if settings.keep_kpj == "no":
                _forget_numbers(engine, settings)
            if empty and settings.demo == "yes":
                say(words("launcher.demo"))
                _load_demonstration(engine, words, say)
                say(words("launcher.demo_loaded"))
    except BaseException:
        engine.dispose()
        raise
    return engine


def _is_empty(engine: sa.Engine, words: Words) -> bool:
    """Bring the database up to date; whether nothing was ever imported into it."""
    address = printable(engine.url)
    try:
        upgrade(engine)
        with engine.connect() as conn:
            return conn.scalar(sa.select(schema.imports.c.id).limit(1)) is None
    except DatabaseVersionError as error:
        raise StartError(words(f"launcher.database_{error.reason}", address=address)) from error
    except sa.exc.DBAPIError as error:
        reason = " ".join(str(error.orig).split())
        raise StartError(words("launcher.database_unreachable", address=address, reason=reason)) from error


def _forget_numbers(engine: sa.Engine, settings: Settings) -> None:
    """Delete the whole membership numbers that the branch kept before."""
    numbers_there = schema.kpj_numbers.c
    with engine.connect() as conn:
        if (
            conn.scalar(
                sa.select(numbers_there.participant_id)
                .where(numbers_there.branch_code == settings.branch_code)
                .limit(1)
            )
            is None
        ):
            return
    # Not at the top: every later start would wait for packages that it does not use.
    from seed.writes import numbers

    with writing(engine) as conn:
        numbers.forget(conn, settings.branch_code)


def _load_demonstration(engine: sa.Engine, words: Words, say: Say) -> None:
    """Write the demonstration branch as files and import them as any branch's."""
    # Not at the top: every later start would wait for packages that it does not use.
    from dashboard.imports import imports

    stages: set[str] = set()

    def progress(share: float, stage: str) -> None:
        if stage not in stages:
            stages.add(stage)
            say(words("launcher.demo_progress", share=words.percent(share, 0)))

    with tempfile.TemporaryDirectory(prefix="perisai-demo-") as folder:
        imports.load_demonstration(engine, Path(folder), progress)
