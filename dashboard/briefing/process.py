"""Makes a briefing's files in a process of its own: eight people who make one at once stall no page."""

import atexit
import dataclasses

from dashboard.briefing.documents import zip_file
from dashboard.briefing.pack import Pack
from dashboard.language.words import Words
from dashboard.render.export import ExportError
from dashboard.render.pool import WorkerProcess, WorkError, WorkTimeout

SECONDS = 60.0
MAKER = WorkerProcess("dashboard.briefing.worker")
"""The application's own; `MAKER.start()` warms it up beforehand. Stopped at exit."""
atexit.register(MAKER.close)


def documents(pack: Pack, words: Words, *, using: WorkerProcess = MAKER, timeout: float = SECONDS) -> dict[str, bytes]:
    """The briefing's documents by name (see dashboard.briefing.documents.writers). Raises ExportError.

    A process that died is started again; one that takes longer than `timeout` seconds is stopped.
    """
    try:
        return zip_file.unpacked(using.work(dataclasses.asdict(pack), timeout))
    except WorkTimeout:
        raise ExportError(words("report.slow", seconds=words.number(timeout))) from None
    except WorkError as error:
        raise ExportError(words("report.failed", reason=str(error))) from error
