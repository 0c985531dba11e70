"""`python -m dashboard demo`: the demonstration, loaded or as files. Its words are in cli.toml."""

import argparse
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import sqlalchemy as sa

from dashboard.imports import imports, report
from dashboard.language.words import Words
from seed.demo import write


def options(parser: argparse.ArgumentParser, words: Words) -> None:
    """How large it is, and where to."""
    for size in write.LIMITS:
        parser.add_argument(f"--{size.replace('_', '-')}", type=int, metavar="N")
    parser.add_argument("--seed", type=int, metavar="N")
    parser.add_argument("--out", type=Path, metavar="FOLDER", help=words("cli.demo.out"))


def run(asked: argparse.Namespace, engine: Callable[[], sa.Engine], words: Words) -> int:
    """Write its files into a folder, or load it; 1 where its branches are there already. `engine`: opens the database,
    where it is loaded."""
    size = {name: value for name in (*write.LIMITS, "seed") if (value := getattr(asked, name)) is not None}
    if asked.out:
        written = write.write(asked.out, **size)
        print(words("cli.demo.written", codes=words.join(one.code for one in written), folder=str(asked.out)))
        return 0
    with tempfile.TemporaryDirectory(prefix="perisai-demo-") as folder:
        try:
            codes = imports.load_demonstration(engine(), Path(folder), report.progress(words), **size)
        except imports.DemonstrationError as error:
            print(words("cli.demo.taken", code=error.code), file=sys.stderr)
            return 1
    print(words("cli.demo.loaded", codes=words.join(codes)))
    return 0
