"""What an earlier load refused stays to be read, and a load that changed nothing is listed."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import settings
from dashboard.cli import main
from dashboard.settings import ROOT
from dashboard.view import cache
from tests.pages.reading import listed_loads

FILES = {
    "kantor.csv": "Kode Kantor;Nama Kantor;Wilayah\nK1;Kantor Satu;33.25\n",
    "agen.csv": "Kode Perisai;Nama;Kode Kantor;Tgl Daftar\nA1;Agen Satu;K1;13-01-2019\n",
    "peserta.csv": (
        "Kode Perisai;Tgl Daftar;No KPJ;NIK\n"
        "A1;20-03-2019;19000000001;9900000000000001\n"
        "A9;20-03-2019;19000000002;9900000000000002\n"
    ),
}


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_data_page_tells_of_every_load(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str) -> None:
    monkeypatch.setenv("PERISAI_DATA_FOLDER", str(tmp_path / "data"))
    monkeypatch.setenv("PERISAI_LANGUAGE", language)
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    given = [str(tmp_path / name) for name in FILES]
    assert main.main(["import", "--accept-rejects", *given]) == 0
    page = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=30).run()
    page.switch_page("dashboard/pages/files.py").run()
    assert not page.exception
    assert len(listed_loads(page)) == 3
    refused = [one for one in page.expander if "peserta" in one.label]
    assert len(refused) == 1
    assert {"id": "1 baris ditolak", "en": "1 row refused"}[language] in refused[0].label
    assert main.main(["import", *given[:2]]) == 0  # nothing new: no data version, and listed all the same
    assert len(listed_loads(page.run())) == 5
    cache.engine(settings.read().url).dispose()
