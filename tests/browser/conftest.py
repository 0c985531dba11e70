"""Chromium, and the dashboard served for it as it is for a reader; one worker does all of these tests."""

import http.client
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from dashboard.imports.prepare import prepare
from dashboard.settings import ROOT, Settings
from seed.demo.write import DemoBranch, write
from tests.browser.reader import ANSWERED, Reader
from tests.support import demonstration, machine
from tests.support.worlds import World

HERE = Path(__file__).parent
LAPTOP, PHONE = {"width": 1440, "height": 900}, {"width": 360, "height": 740}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker("browser")


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """One Chromium, which can look up no name but this machine's."""
    program = machine.chromium()
    if program is None:
        missing = "Chromium is not installed; install it, or set CHROMIUM to its path"
        pytest.fail(missing) if os.environ.get("CI") else pytest.skip(missing)
    options = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-dev-shm-usage"]
    letters = "--font-render-hinting=none"  # as wide as on a reader's screen: else each is rounded to whole pixels
    names = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost"
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=program, args=[*options, letters, names])
        yield browser
        browser.close()


@contextmanager
def served(
    folder: Path, database: str = "", demo: str = "no", role: str = "head", port: int = 0, **settings: str
) -> Iterator[str]:
    """The address of the dashboard, served upon a data folder as it is, until the end.

    `database`: the address of another one than the folder's own; `demo`: "yes" to lay the demonstration down first;
    `role`: who looks at it; `port`: a free one where it is not given; `settings`: others, by their variables' names.
    Who signs in how stands in the folder's secrets.toml.
    """
    prepare(Settings(data_folder=str(folder), database_url=database, demo=demo), lambda line: None).dispose()
    port = port or free_port()
    with (folder / "server.log").open("w") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", "serve.py", f"--server.port={port}"],
            cwd=ROOT,
            env={**os.environ, **_settings(folder, database, role), **settings},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            _answers(server, port, folder / "server.log")
            yield f"http://localhost:{port}"
        finally:
            server.terminate()
            server.wait(timeout=20)


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _settings(folder: Path, database: str, role: str) -> dict[str, str]:
    return {
        "PERISAI_DATA_FOLDER": str(folder),
        "PERISAI_DEMO": "no",
        "PERISAI_VIEWER_ROLE": role,
        "PERISAI_ASK_AHEAD": "no",
        "DATABASE_URL": database,
        "STREAMLIT_SECRETS_FILES": str(folder / "secrets.toml"),
        "FORWARDED_ALLOW_IPS": "none",
    }


def _answers(server: subprocess.Popen, port: int, log: Path) -> None:
    while server.poll() is None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", "/_stcore/health")
            if connection.getresponse().status == 200:
                return
        except OSError:
            with suppress(subprocess.TimeoutExpired):
                server.wait(timeout=0.1)
        finally:
            connection.close()
    pytest.fail(f"the dashboard ended: {log.read_text()}")


@pytest.fixture(scope="package")
def demonstration_address(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The dashboard with the demonstration in it."""
    with served(shutil.copytree(demo_folder, tmp_path_factory.mktemp("served") / "data")) as address:
        yield address


@pytest.fixture(scope="package")
def files(tmp_path_factory: pytest.TempPathFactory) -> DemoBranch:
    """The demonstration's files."""
    return write(tmp_path_factory.mktemp("files"))[0]


@pytest.fixture(scope="package")
def world(files: DemoBranch) -> World:
    """The demonstration's rows, for the oracle."""
    return demonstration.world_of([*files.files, *files.later])


Visitor = Callable[..., Reader]
Form = tuple[bool, bool]


@dataclass
class Window:
    """A browser profile, and its tabs that nobody uses just now."""

    context: BrowserContext
    stays: str = ""
    """The address of a dashboard that is there to the end: a tab may stay in it."""

    tabs: list[Page] = field(default_factory=list)


@pytest.fixture(scope="package")
def windows(chromium: Browser, demonstration_address: str) -> Iterator[dict[Form, Window]]:
    """A browser profile for each form, kept with its tabs: what a first visit fetched and compiled is there at the
    next, as it is for a reader. The first page in a new tab costs two seconds more."""
    kept = {
        (phone, dark): Window(_profile(chromium, phone, dark), demonstration_address)
        for phone in (False, True)
        for dark in (False, True)
    }
    yield kept
    for window in kept.values():
        window.context.close()


def _profile(chromium: Browser, phone: bool, dark: bool) -> BrowserContext:
    profile = chromium.new_context(
        viewport=PHONE if phone else LAPTOP,
        has_touch=phone,
        is_mobile=phone,
        color_scheme="dark" if dark else "light",
        reduced_motion="reduce",
        locale="nl-NL",  # neither of the two: what follows the browser's own language shows
        timezone_id="America/Lima",
        accept_downloads=True,
    )
    profile.add_init_script(ANSWERED)
    return profile


@contextmanager
def visits(chromium: Browser, windows: dict[Form, Window]) -> Iterator[Visitor]:
    """Lets somebody come: `visitor(address, phone=True, dark=True)`; `stranger=True` with nothing kept.

    At the end, no page may have told of an error, nor asked for anything outside of this machine.
    """
    with ExitStack() as stack:
        wrong: list[str] = []

        def visit(address: str, phone: bool = False, dark: bool = False, stranger: bool = False) -> Reader:
            if stranger:
                window = Window(_profile(chromium, phone, dark))
                stack.callback(window.context.close)
            else:
                window = windows[phone, dark]
            page = window.tabs.pop() if window.tabs else window.context.new_page()
            reader = Reader(page, address)
            if not stranger:
                stack.callback(_leave, reader, window)
            stack.enter_context(_listening(page, address, wrong))
            return reader

        yield visit
    assert wrong == []


def _leave(reader: Reader, window: Window) -> None:
    """Give a tab back with nothing chosen: in the dashboard where that stays, else on a page that ends the session."""
    reader.page.emulate_media(media="null")
    if reader.address == window.stays:
        reader.forget()
    else:
        reader.page.goto(f"{reader.address}/_stcore/health")
    window.tabs.append(reader.page)


@pytest.fixture
def visitor(chromium: Browser, windows: dict[Form, Window]) -> Iterator[Visitor]:
    """Lets somebody come for one test: see `visits`."""
    with visits(chromium, windows) as visit:
        yield visit


@contextmanager
def _listening(page: Page, address: str, wrong: list[str]) -> Iterator[None]:
    def console(message) -> None:
        if message.type == "error":
            wrong.append(f"{message.text} ({message.location.get('url')})")

    def request(asked) -> None:
        if not asked.url.startswith((address, address.replace("http", "ws"), "data:", "blob:")):
            wrong.append(f"asked for {asked.url}")

    def thrown(error) -> None:
        wrong.append(f"thrown: {error}")

    heard = {"console": console, "request": request, "pageerror": thrown, "websocket": request}
    for event, hear in heard.items():
        page.on(event, hear)
    yield
    for event, hear in heard.items():
        page.remove_listener(event, hear)
