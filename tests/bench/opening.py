"""A page as a browser that has never been there opens it: when something is to be read, when all is, what jumps."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, sync_playwright

from dashboard.shell.routes import ADDRESSES
from tests.bench.report import Line
from tests.browser.conftest import LAPTOP, PHONE, served
from tests.browser.reader import Reader
from tests.support import machine

WHITE = 1000
"""Milliseconds after the first byte that a page may be white: the issue's."""

JUMPS = """window.jumped = 0; new PerformanceObserver(seen => {
  for (const one of seen.getEntries()) if (!one.hadRecentInput) window.jumped += one.value;
}).observe({type: "layout-shift", buffered: true})"""

_TIMES = """[performance.getEntriesByType("navigation")[0].responseStart,
  performance.getEntriesByName("first-contentful-paint")[0].startTime, performance.now(), window.jumped]"""


def measure(database: Path, folder: Path, rounds: int) -> Iterator[Line]:
    """A line a page and width; none without a Chromium."""
    program = machine.chromium()
    if program is None:
        return
    (there := folder / "served").mkdir()
    shutil.copy(database, there / "perisai.db")
    with served(there, f"sqlite:///{there / 'perisai.db'}") as address, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        for window in (LAPTOP, PHONE):
            for page in ADDRESSES.values():
                taken = [_opened(browser, window, address, page) for _ in range(rounds)]
                yield _line(f"{page} at {window['width']}", taken)
        browser.close()


def _opened(browser: Browser, window: dict, address: str, page: str) -> list[float]:
    """First byte, first words, all of it (milliseconds), and the layout's shift."""
    context = browser.new_context(viewport=window, reduced_motion="reduce")
    reader = Reader(context.new_page(), address)
    reader.page.add_init_script(JUMPS)
    reader.open(page)
    times: list[float] = reader.measure(_TIMES)
    context.close()
    return times


def _line(what: str, taken: list[list[float]]) -> Line:
    first, words, whole, jumped = (median(one) for one in zip(*taken, strict=True))
    return Line(
        part="opening",
        what=what,
        wall=words - first,
        floor=WHITE,
        ratio=(words - first) / WHITE,
        goal=1.0,
        note=f"of time, first byte to words; all of it after {whole - first:.0f} ms; layout shift {jumped:.3f}",
    )
