"""Which tests go to one worker together: what a file prepares is prepared once, and the browser is started once."""

from typing import Any

from xdist.scheduler.loadscope import LoadScopeScheduling


class ByFile(LoadScopeScheduling):
    """The tests of a file on one kind of database are one piece of work; so are all tests in the browser.

    The marks of pytest-xdist 3.8 for this have no effect under pytest 9.2, which keeps a test's id elsewhere.
    """

    def __init__(self, config: Any, log: Any = None) -> None:
        super().__init__(config, log)

    def _assign_work_unit(self, node: Any) -> None:
        """The costliest piece left comes next: the last ones are small, and no worker waits long for the other."""
        costliest = max(self.workqueue, key=lambda scope: seconds(scope, len(self.workqueue[scope])))
        self.workqueue.move_to_end(costliest, last=False)
        super()._assign_work_unit(node)

    def _split_scope(self, nodeid: str) -> str:
        file, _, test = nodeid.partition("::")
        if file.startswith("tests/browser/"):
            return "tests/browser"
        return file + next((name for name in ("sqlite", "postgresql") if name in test), "")


LONG = {
    "tests/browser": 150.0,
}
"""Seconds of the pieces whose tests are few and long; roughly, for the order alone (`--durations=0` says them)."""


def seconds(scope: str, tests: int) -> float:
    """What a piece of so many tests may cost."""
    return LONG.get(scope, tests * 0.15)
