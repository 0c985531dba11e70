"""Which tests go to one worker together: what a file prepares is prepared once, and the browser is started once."""

from typing import Any

from xdist.scheduler.loadscope import LoadScopeScheduling


class ByFile(LoadScopeScheduling):
    """The tests of a file on one kind of database are one piece of work; so are all tests in the browser.

    The marks of pytest-xdist 3.8 for this have no effect under pytest 9.2, which keeps a test's id elsewhere.
    """

    def __init__(self, config: Any, log: Any = None) -> None:
        super().__init__(config, log)

    def _split_scope(self, nodeid: str) -> str:
        file, _, test = nodeid.partition("::")
        if file.startswith("tests/browser/"):
            return "tests/browser"
        return file + next((name for name in ("sqlite", "postgresql") if name in test), "")
