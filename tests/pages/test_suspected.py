"""A suspicious file on the page: what it would bring, a box for each suspicion, and no load before all are ticked."""

from pathlib import Path
from types import SimpleNamespace

import pytest
import sqlalchemy as sa
from streamlit.testing.v1 import AppTest

from dashboard import settings
from dashboard.cli import main
from dashboard.shell.routes import FILES
from dashboard.view import cache
from queries.db import schema as s
from tests.pages.opening import at

BRANCH = {
    "kantor.csv": "Kode Kantor;Nama Kantor;Wilayah\nK1;Kantor Satu;33.25\n",
    "agen.csv": "Kode Perisai;Nama;Kode Kantor;Tgl Daftar\nA1;Agen Satu;K1;13-01-2019\n",
    "peserta.csv": "Kode Perisai;Tgl Daftar;No KPJ;NIK\nA1;20-03-2019;19000000001;9900000000000001\n",
}
PAID = "No KPJ;BLTH;Tgl Bayar;Nominal\n"
EARLY = f"{PAID}19000000001;02-2019;14-02-2019;16.800\n"
BOXES = ["confirm-covered_before_registered", "confirm-paid_before_registered"]


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Opens the page of files with one file chosen."""
    monkeypatch.setenv("PERISAI_DATA_FOLDER", str(tmp_path / "data"))
    monkeypatch.setenv("PERISAI_DEMO", "no")
    for name, text in BRANCH.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert main.main(["import", *(str(tmp_path / name) for name in BRANCH)]) == 0

    def opened(text: str) -> AppTest:
        chosen = SimpleNamespace(name="iuran.csv", getvalue=text.encode)
        monkeypatch.setattr("streamlit.file_uploader", lambda *_, **__: [chosen])
        app = at(FILES).run()
        assert not app.exception
        return app

    yield opened
    cache.engine(settings.read().url).dispose()


def load_button(app: AppTest):
    return next(button for button in app.button if button.label.startswith("Muat "))


def boxes(app: AppTest) -> list[str]:
    return [box.key for box in app.checkbox if box.key and box.key.startswith("confirm-")]


def payments() -> int:
    with cache.engine(settings.read().url).connect() as conn:
        return conn.scalar(sa.select(sa.func.count()).select_from(s.contributions))


def test_nothing_is_loaded_before_each_box_is_ticked(page) -> None:
    app = page(EARLY)
    assert sorted(boxes(app)) == BOXES
    for box in BOXES:
        assert load_button(app).disabled
        app.checkbox(key=box).check().run()
    assert not load_button(app).disabled
    load_button(app).click().run()
    assert not app.exception
    assert payments() == 1


def test_an_ordinary_file_has_no_box_and_says_what_it_brings(page) -> None:
    app = page(f"{PAID}19000000001;03-2019;20-03-2019;16.800\n")
    assert (boxes(app), load_button(app).disabled) == ([], False)
    assert any("yang akan dimuat" in one.value for one in app.markdown)


def test_very_many_refusals_are_in_pages_of_twenty(page) -> None:
    lines = "".join(f"19{n:09d};03-2019;20-03-2019;16.800\n" for n in range(100, 141))
    app = page(PAID + lines)
    assert refused(app) == 20
    app.number_input(key="refusals-page-0").set_value(3).run()
    assert not app.exception
    assert refused(app) == 1


def refused(app: AppTest) -> int:
    """Rows of the table of refusals."""
    return next(table.value.shape[0] for table in app.dataframe if "Kolom" in table.value.columns)
