"""One reader's session with an app, whose runs are timed in the thread that runs the page.

Streamlit's own AppTest runs it; what AppTest does with the messages afterwards is not counted.
"""

import logging
from pathlib import Path
from typing import Any

from streamlit.runtime import context
from streamlit.runtime.scriptrunner.script_cache import ScriptCache
from streamlit.testing.v1 import AppTest, app_test, local_script_runner

from tests.bench.timing import Sample, timed

_TIMEOUT = 120


class TimedRunner(local_script_runner.LocalScriptRunner):
    """AppTest's runner, which keeps its compiled scripts from run to run as a server does."""

    taken: Sample
    _compiled = ScriptCache()

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._script_cache = self._compiled
        self._pages_manager._script_cache = self._compiled

    def _run_script_thread(self) -> None:
        TimedRunner.taken = timed(super()._run_script_thread)


def install() -> None:
    """Let every AppTest of this process be timed, and wait for a run without polling, which would cost CPU."""
    logging.getLogger("streamlit.runtime.scriptrunner_utils.script_run_context").disabled = True  # AppTest causes it
    app_test.LocalScriptRunner = TimedRunner  # type: ignore[misc]
    local_script_runner.require_widgets_deltas = _until_it_ended
    context._get_client_context = lambda: None  # AppTest's own is a mock, whose attributes take a tenth of a small page


def _until_it_ended(runner: Any, timeout: float = _TIMEOUT) -> None:
    runner._script_thread.join(timeout)


class Session:
    """A session that has opened an app."""

    def __init__(self, app: Path) -> None:
        self.app = AppTest.from_file(app, default_timeout=_TIMEOUT)
        self.run()

    def run(self) -> Sample:
        """Run the page again; raises RuntimeError where it shows an error."""
        self.app.run()
        if self.app.exception:
            raise RuntimeError(f"the page failed; its traceback is above: {self.app.exception[0].value}")
        return TimedRunner.taken

    def choose(self, period: str) -> Sample:
        """Choose a period in the frame's filter, as a reader does; on a page without one, as it was chosen before."""
        if any(field.key == "period" for field in self.app.sidebar.selectbox):
            self.app.sidebar.selectbox(key="period").set_value(period)
        else:
            self.app.session_state["period"] = period
        return self.run()

    def elements(self) -> list[str]:
        """What is on the page: the type of each element, in order."""
        return [node.type for node in _walk(self.app._tree)]


def _walk(node: Any) -> list[Any]:
    children = getattr(node, "children", None)
    return [node] if children is None else [node, *(one for child in children.values() for one in _walk(child))]
