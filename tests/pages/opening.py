"""The app at an address, and branches loaded by the command line."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache as once_only
from pathlib import Path

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from dashboard import settings
from dashboard.settings import ROOT
from dashboard.shell.routes import ADDRESSES, OVERVIEW
from dashboard.view import cache

Load = Callable[[Path], None]

manifest_scanner.scan_component_manifests = once_only(manifest_scanner.scan_component_manifests)
"""Each app looks for components through the metadata of all installed packages, which stay as they are."""

_LOADED: dict[Load, str] = {}
"""What each function loaded, in a folder to be copied."""


def at(page: str = OVERVIEW, **address: str | list[str]) -> AppTest:
    """The app at the address of a page (its file, or an address itself), not run yet.

    `switch_page` would want the first page run before, and half of all pages' time.
    """
    app = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=60)
    app.query_params.update(address)
    if page != OVERVIEW:
        app._page_hash = calc_hash(ADDRESSES.get(page, page))
    return app


@contextmanager
def branch(load: Load, folder: Path, patch: pytest.MonkeyPatch) -> Iterator[None]:
    """The branch that `load` loads into an empty one, in a folder of a test's own; loaded once for the tests of a file.

    `load` is a function of a module, which is handed the folder for its files and depends on nothing else.
    """
    patch.setenv("PERISAI_DATA_FOLDER", str(folder / "data"))
    patch.setenv("PERISAI_DEMO", "no")
    if load in _LOADED:
        shutil.copytree(_LOADED[load], folder, dirs_exist_ok=True)
    else:
        load(folder)
        cache.engine(settings.read().url).dispose()
        _LOADED[load] = tempfile.mkdtemp(dir=os.environ["PERISAI_TEST_FOLDER"])
        shutil.copytree(folder, _LOADED[load], dirs_exist_ok=True)
    yield
    cache.engine(settings.read().url).dispose()
