"""The recipes to serve it: systemd takes the unit, and the container has all that the dashboard imports."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from dashboard.shell.operation.probes import READY
from run import ROOT

FOLDER = ROOT / "docs" / "served"
CONTAINER = (FOLDER / "Containerfile").read_text(encoding="utf-8")


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not here")
def test_systemd_finds_nothing_wrong_with_the_unit(tmp_path: Path) -> None:
    unit = (FOLDER / "perisai.service").read_text(encoding="utf-8")
    # Its programs and user are the office's; those of this machine stand in for them.
    here = unit.replace("/srv/perisai/.venv/bin/python", sys.executable).replace("=perisai\n", "=root\n")
    here = here.replace("/srv/perisai", str(ROOT)).replace("StateDirectory=root", "StateDirectory=perisai")
    file = tmp_path / "perisai.service"
    file.write_text(here, encoding="utf-8")
    ended = subprocess.run(["systemd-analyze", "verify", file], capture_output=True, text=True, check=False)
    assert [line for line in ended.stderr.splitlines() if "perisai.service" in line] == []


def test_the_container_has_all_that_is_imported_and_no_more(tmp_path: Path) -> None:
    copied = [line.split()[1:] for line in CONTAINER.splitlines() if line.startswith("COPY ") and "--from" not in line]
    for *sources, _target in copied:
        for source in sources:
            place = tmp_path / source
            place.parent.mkdir(parents=True, exist_ok=True)
            copy = shutil.copytree if (ROOT / source).is_dir() else shutil.copy
            copy(ROOT / source, place)
    program = "import serve, dashboard.cli.main, dashboard.briefing.worker, dashboard.imports.read_worker"
    environment = {**os.environ, "PERISAI_DATA_FOLDER": str(tmp_path / "data"), "PYTHONPATH": ""}
    ended = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert ended.stderr == ""
    assert not (tmp_path / "tests").exists()


def test_the_container_is_nobodys_root_takes_locked_packages_and_says_whether_it_is_ready() -> None:
    assert re.search(r"^USER perisai$", CONTAINER, re.MULTILINE)
    assert "--require-hashes -r /requirements.lock" in CONTAINER
    assert f"127.0.0.1:8501{READY}" in CONTAINER
    assert re.search(r"^VOLUME /data$", CONTAINER, re.MULTILINE)
