"""Makes a briefing's files in a process of its own: eight people who make one at once stall no page."""

import atexit
import dataclasses
import sys
from functools import lru_cache
from pathlib import Path

from dashboard.briefing.pack import Pack
from dashboard.language.words import Words
from dashboard.render.export import ExportError
from dashboard.render.pool import Renderer, RenderError, RenderTimeout
from dashboard.settings import ROOT

WORKER = Path(__file__).with_name("worker.py")
SECONDS = 60.0


def command(worker: Path = WORKER) -> list[str]:
    """How the process is started: by its path, told the folder in which it finds the dashboard."""
    return [sys.executable, "-P", str(worker), str(ROOT)]


@lru_cache
def office() -> Renderer:
    """The application's own process; stopped at exit. `office().start()` warms it up beforehand."""
    renderer = Renderer(command())
    atexit.register(renderer.close)
    return renderer


def archive(pack: Pack, words: Words, *, using: Renderer | None = None, timeout: float = SECONDS) -> bytes:
    """The ZIP of the briefing's files (see dashboard.briefing.documents.archive). Raises ExportError.

    A process that died is started again; one that takes longer than `timeout` seconds is stopped.
    """
    try:
        return (using or office()).render(dataclasses.asdict(pack), timeout)
    except RenderTimeout:
        raise ExportError(words("report.slow", seconds=words.number(timeout))) from None
    except RenderError as error:
        raise ExportError(words("report.failed", reason=str(error))) from error
