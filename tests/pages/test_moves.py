"""An agent at another office, on the page of files: asked since when, and loaded once that is answered."""

from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
import sqlalchemy as sa
from streamlit.testing.v1 import AppTest

from dashboard import settings
from dashboard.cli import main
from dashboard.shell.routes import AGENTS, FILES
from dashboard.view import cache
from queries.db import schema as s
from tests.pages.opening import at

AGENT = "Kode Perisai;Nama;Kode Kantor;Tgl Daftar\n"
BRANCH = {
    "kantor.csv": "Kode Kantor;Nama Kantor;Wilayah\nK1;Kantor Satu;33.25\nK2;Kantor Dua;33.75\n",
    "agen.csv": f"{AGENT}A1;Agen Satu;K1;13-01-2019\nA2;Agen Dua;K2;14-01-2019\n",
    "peserta.csv": "Kode Perisai;Tgl Daftar;No KPJ;NIK\nA1;20-03-2019;19000000001;9900000000000001\n",
    "iuran.csv": "No KPJ;BLTH;Tgl Bayar;Nominal\n19000000001;03-2019;20-03-2019;16.800\n",
}
ELSEWHERE = f"{AGENT}A1;Agen Satu;K2;13-01-2019\n"


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """The page of files, with an agent's file chosen that names another office."""
    monkeypatch.setenv("PERISAI_DATA_FOLDER", str(tmp_path / "data"))
    monkeypatch.setenv("PERISAI_DEMO", "no")
    for name, text in BRANCH.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert main.main(["import", *(str(tmp_path / name) for name in BRANCH)]) == 0
    chosen = SimpleNamespace(name="agen.csv", getvalue=ELSEWHERE.encode)
    monkeypatch.setattr("streamlit.file_uploader", lambda *_, **__: [chosen])
    opened = at(FILES).run()
    assert not opened.exception
    yield opened
    cache.engine(settings.read().url).dispose()


def load_button(app: AppTest):
    return next(button for button in app.button if button.label.startswith("Muat "))


def question(app: AppTest):
    (asked,) = [radio for radio in app.radio if radio.key and radio.key.startswith("move-moved_office-A1")]
    return asked


def stored() -> list[tuple]:
    p = s.postings.c
    with cache.engine(settings.read().url).connect() as conn:
        return [tuple(row) for row in conn.execute(sa.select(p.since, p.office_code).where(p.agent_code == "A1"))]


def test_a_move_is_loaded_once_its_day_is_said(app: AppTest) -> None:
    asked = question(app)
    assert "K2" in asked.label
    assert any("1 peserta dan Rp16.800" in option for option in asked.options)
    assert load_button(app).disabled
    asked.set_value("since").run()
    assert load_button(app).disabled
    (day,) = [one for one in app.date_input if one.key.startswith("move-day-")]
    day.set_value(date(2019, 4, 15)).run()
    assert not app.exception
    assert any("sejak 15 April 2019" in one.value for one in app.caption)
    load_button(app).click().run()
    assert not app.exception
    assert sorted(stored()) == [(s.ALWAYS, "K1"), (date(2019, 4, 15), "K2")]


def test_a_correction_says_that_the_past_goes_along(app: AppTest) -> None:
    question(app).set_value("always").run()
    assert any("A1 sejak semula di kantor K2" in one.value and "1 peserta" in one.value for one in app.caption)
    load_button(app).click().run()
    assert not app.exception
    assert stored() == [(s.ALWAYS, "K2")]


def test_who_acted_here_and_stands_elsewhere_is_named_below_the_agents(app: AppTest) -> None:
    asked = question(app)
    asked.set_value("since").run()
    (day,) = [one for one in app.date_input if one.key.startswith("move-day-")]
    day.set_value(date(2019, 3, 25)).run()
    load_button(app).click().run()
    agents = at(AGENTS, wilayah="33.25").run()
    assert not agents.exception
    (said,) = [one.value for one in agents.caption if "A1" in one.value]
    assert "1 peserta, Rp16\\.800" in said
