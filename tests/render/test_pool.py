"""The process beside the pages: fair, warm, started again when it dies, stopped when it hangs."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from dashboard.render.pool import WorkerProcess, WorkError, WorkTimeout
from dashboard.settings import ROOT

ODD = "tests.support.odd_worker"


@pytest.fixture
def process() -> Iterator[WorkerProcess]:
    one = WorkerProcess(ODD)
    yield one
    one.close()


def state(process: WorkerProcess) -> dict[str, Any]:
    return json.loads(process.work({"tell": True}))


def test_jobs_are_done_in_the_order_in_which_they_came(process, monkeypatch):
    queued, submit = [], process._queue.submit

    def noted(*job):
        queued.append(submit(*job))
        return queued[-1]

    monkeypatch.setattr(process._queue, "submit", noted)
    with ThreadPoolExecutor(9) as people:
        people.submit(process.work, {"say": "", "seconds": 0.5})
        waits = []
        for n in range(1, 9):
            while len(queued) < n:
                time.sleep(0.001)
            waits.append(people.submit(state, process))
    assert [one.result()["turn"] for one in waits] == list(range(1, 9))


def test_one_that_hangs_is_stopped_and_only_it(process):
    first = state(process)["pid"]
    with ThreadPoolExecutor(2) as people:
        hangs = people.submit(process.work, {"say": "never", "seconds": 60}, 0.5)
        waits = people.submit(process.work, {"say": "next"}, 10)
        assert waits.result() == b"next"
    with pytest.raises(WorkTimeout, match=r"stopped after 0\.5 s"):
        hangs.result()
    assert state(process)["pid"] != first


def test_who_gave_up_waiting_costs_the_others_nothing(process, tmp_path):
    first = state(process)["pid"]
    with ThreadPoolExecutor(1) as people:
        works = people.submit(process.work, {"say": "slow", "seconds": 0.5})
        while not works.running():
            time.sleep(0.001)
        time.sleep(0.1)
        with pytest.raises(WorkTimeout, match=r"no turn within 0\.05 s"):
            process.work({"die": str(tmp_path / "runs")}, 0.05)
        assert works.result() == b"slow"
    assert state(process)["pid"] == first
    assert not (tmp_path / "runs").exists()


def test_one_that_was_killed_is_started_again(process):
    first = state(process)["pid"]
    os.kill(first, signal.SIGKILL)
    assert process.work({"say": "again"}) == b"again"
    assert state(process)["pid"] != first


def test_a_job_over_which_the_process_dies_is_tried_twice_and_the_next_is_answered(process, tmp_path):
    with pytest.raises(WorkError, match="ended twice"):
        process.work({"die": str(tmp_path / "runs")})
    assert (tmp_path / "runs").read_text() == "xx"
    assert process.work({"say": "next"}) == b"next"


def test_a_job_that_cannot_be_done_gives_its_reason_also_without_words(process, capfd):
    with pytest.raises(WorkError, match=r"^ValueError: too wide$"):
        process.work({"fail": ["too wide\nand more"]})
    with pytest.raises(WorkError, match=r"^ValueError:$"):
        process.work({"fail": []})
    assert process.work({"say": "next"}) == b"next"
    assert "Traceback" in capfd.readouterr().err


def test_no_control_character_reaches_it(process):
    assert process.work({"say": "Su\x00ti\x1b \ud800\ufffeé\n"}) == "Suti é\n".encode()


def test_starting_one_that_works_waits_for_nothing(process):
    with ThreadPoolExecutor(1) as people:
        works = people.submit(process.work, {"say": "slow", "seconds": 0.5})
        while not works.running():
            time.sleep(0.001)
        process.start()
        assert not works.done()
    assert process._process.poll() is None


@pytest.mark.parametrize("module", ["dashboard.render.worker", "dashboard.briefing.documents.archive"])
def test_neither_process_loads_streamlit(module):
    loads = f"import sys, {module}; sys.exit('streamlit' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", loads], cwd=ROOT).returncode == 0


def test_pages_go_before_it(process):
    assert state(process)["nice"] == min(19, os.nice(0) + 5)


SERVER = """
import sys, threading, types
from dashboard.render.pool import RENDERER, WorkerProcess
page = types.ModuleType("__main__")  # as Streamlit replaces it on each run of a page
page.__file__ = {page!r}
sys.modules["__main__"] = page
process = WorkerProcess("{odd}")
print(process.work({{"tell": True}}).decode(), flush=True)
{end}
"""


def served(tmp_path: Path, end: str) -> subprocess.Popen[str]:
    """A server whose page says so when a process that it starts runs it again."""
    page = tmp_path / "streamlit_app.py"
    page.write_text(f"open({str(tmp_path / 'ran')!r}, 'w').close()\n")
    code = SERVER.format(page=str(page), odd=ODD, end=end)
    command = [sys.executable, "-W", "error", "-X", "dev", "-c", code]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT)


def test_a_server_that_ends_leaves_no_process_and_no_word(tmp_path):
    with served(tmp_path, "import atexit; atexit.register(process.close)") as server:
        _, errors = server.communicate(timeout=30)  # until whoever holds its pipes has ended, the process too
    assert (server.returncode, errors) == (0, "")
    assert not (tmp_path / "ran").exists()


def test_a_server_that_is_killed_leaves_no_process(tmp_path):
    with served(tmp_path, "import time; time.sleep(60)") as server:
        assert server.stdout.readline()
        server.kill()
        server.communicate(timeout=30)
