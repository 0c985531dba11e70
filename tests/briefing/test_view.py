"""What a briefing's view offers, and where its codes lead, before anything is drawn."""

import shutil
from pathlib import Path

import pytest

from dashboard import settings
from dashboard.briefing import answers, build
from dashboard.figures import registry
from dashboard.view import codes
from dashboard.view.view import View
from queries.periods import Period
from queries.press import gate, protected

PERIOD = "2019-S1"


@pytest.fixture(scope="module")
def data(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the demonstration."""
    return shutil.copytree(demo_folder, tmp_path_factory.mktemp("view") / "data")


@pytest.mark.parametrize(
    ("wilayah", "press", "drawn"),
    [
        (None, True, True),
        (["33.25"], True, False),
        (["33.25", "33.27"], True, True),
        (["33.25"], False, True),  # inside the office the others stand beside it
    ],
)
def test_of_one_area_nothing_is_drawn_by_area(data, monkeypatch, wilayah, press, drawn):
    monkeypatch.setenv("PERISAI_DATA_FOLDER", str(data))
    opened = build.open_view(settings.read(), Period.parse(PERIOD), wilayah, "id", press)
    by_area = {"acquired_by_wilayah", "received_by_wilayah", "wilayah_map"}
    assert by_area & {*build.figures(opened, None)} == (by_area if drawn else set())


def test_with_an_address_that_readers_reach_the_links_leave(data, monkeypatch):
    monkeypatch.setenv("PERISAI_DATA_FOLDER", str(data))
    monkeypatch.setenv("PERISAI_ADDRESS", "https://perisai.kantor/")
    opened = build.open_view(settings.read(), Period.parse(PERIOD), None, "id", press=True)
    assert codes.link(opened, "KP7B44B1-BTHM") == "https://perisai.kantor/telusur?kode=KP7B44B1-BTHM"
    assert codes.link(opened, "") == ""


def test_a_period_before_all_data_is_told_apart_and_none_from_few_for_the_press_is_not(data, monkeypatch):
    def opened(period: str, outside: bool) -> View:
        return build.open_view(settings.Settings(data_folder=str(data)), Period.parse(period), None, "id", outside)

    for outside in (True, False):
        with pytest.raises(build.NothingToTell, match="semester I 2010"):
            build.make(opened("2010-S1", outside), registry.usual(), None)
    monkeypatch.setattr(answers, "anything", lambda conn, scope: False)
    with pytest.raises(build.NothingToTell):
        build.require_something(answers.gather(opened(PERIOD, False)))
    monkeypatch.setattr(gate, "TWINS", {**gate.TWINS, answers.anything: protected.anything})
    build.require_something(answers.gather(opened(PERIOD, True)))
