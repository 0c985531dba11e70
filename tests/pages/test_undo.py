"""A load is taken back, by the page and by the command line."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import settings
from dashboard.cli import main
from dashboard.shell.routes import FILES
from dashboard.view import cache
from queries.db.engine import writing
from seed.writes import notes
from tests.pages.opening import at, branch
from tests.pages.reading import listed_loads

FIRST = {
    "kantor.csv": "Kode Kantor;Nama Kantor;Wilayah\nK1;Kantor Satu;33.25\n",
    "agen.csv": "Kode Perisai;Nama;Kode Kantor;Tgl Daftar\nA1;Agen Satu;K1;13-01-2019\n",
}
SECOND = {
    "peserta.csv": "Kode Perisai;Tgl Daftar;No KPJ;NIK\nA1;20-03-2019;19000000001;9900000000000001\n",
    "agen baru.csv": "Kode Perisai;Nama;Kode Kantor;Tgl Daftar\nA1;Agen Kesatu;K1;13-01-2019\n",
}
TARGET = {"target.csv": "Semester;Ukuran;Nilai\n2019-S1;akuisisi;5\n"}


@pytest.fixture(autouse=True)
def loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A branch with two loads, of one and of another who loaded."""
    with branch(load, tmp_path, monkeypatch):
        yield


def load(folder: Path) -> None:
    for by, files in (("Ani", FIRST), ("Budi", SECOND)):
        assert imported(folder, files, by) == 0


def imported(folder: Path, files: dict[str, str], by: str) -> int:
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return main.main(["import", "--by", by, *(str(folder / name) for name in files)])


def opened(**address: str) -> AppTest:
    page = at(FILES, **address).run()
    assert not page.exception
    return page


def keys(page: AppTest) -> set[str]:
    return {button.key for button in page.button if button.key and button.key.startswith("undo")}


def text(page: AppTest) -> str:
    every = (*page.markdown, *page.caption, *page.warning, *page.success, *page.error)
    return " ".join(one.value for one in every).replace("\\", "")


def table(page: AppTest) -> list[dict]:
    return listed_loads(page).to_dict("records")


def test_what_would_be_undone_is_said_and_asked_before(tmp_path: Path) -> None:
    page = opened()
    for said in ("impor 2", "2 baris", "oleh Budi", "peserta.csv dan agen baru.csv"):
        assert said in text(page)
    assert keys(page) == {"undo"}
    page.button(key="undo").click().run()
    assert keys(page) == {"undo-yes", "undo-no"}
    assert any("seperti bila impor 2 tidak pernah dimuat" in one.value for one in page.warning)
    page.button(key="undo-no").click().run()
    assert keys(page) == {"undo"}
    assert len(table(page)) == 4


def test_the_newest_load_is_undone_and_then_the_one_before() -> None:
    page = opened()
    page.button(key="undo").click().run()
    page.button(key="undo-yes").click().run()
    assert not page.exception
    assert page.success[0].value == "Impor 2 dibatalkan: 2 baris dikembalikan atau dikeluarkan."
    rows = table(page)
    assert [row["Nama"] for row in rows][:2] == ["Pembatalan impor 2", "peserta.csv"]
    assert (rows[0]["Impor"], rows[0]["Oleh"], rows[1]["Keadaan"]) == (3, "staf", "Dibatalkan oleh impor 3")
    assert {row["Keadaan"] for row in rows if row["Impor"] == 1} == {"Berlaku"}
    assert "impor 1" in text(page)
    page.button(key="undo").click().run()
    page.button(key="undo-yes").click().run()
    assert "Impor 1 dibatalkan" in page.success[0].value
    assert keys(page) == set()


def test_a_load_that_came_meanwhile_changes_nothing_about_the_one_chosen(tmp_path: Path) -> None:
    page = opened()
    page.button(key="undo").click().run()
    page.button(key="undo-yes").click()
    assert imported(tmp_path, TARGET, "Citra") == 0
    page.run()
    assert not page.exception
    assert "Impor 2 dibatalkan" in page.success[0].value


def test_a_load_that_was_undone_meanwhile_is_not_asked_about() -> None:
    page = opened()
    page.button(key="undo").click().run()
    page.button(key="undo-yes").click()
    assert main.main(["undo", "--load", "2"]) == 0
    page.run()
    assert not page.exception
    assert "sudah dibatalkan" in page.warning[0].value
    assert "Yang akan dibatalkan: **impor 1**" in text(page)


def test_a_load_on_which_others_rest_says_which(tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    assert imported(tmp_path, TARGET, "Citra") == 0
    page = opened()
    page.selectbox(key="undo-load").set_value(1).run()
    page.button(key="undo").click().run()
    assert not page.exception
    assert keys(page) == {"undo-no"}
    said = (
        "Impor 2 (peserta.csv dan agen baru.csv) mempunyai 1 peserta yang bergantung pada peserta, agen, atau kantor "
        "yang akan hilang."
    )
    assert said in text(page)
    assert "Impor 2 (peserta.csv dan agen baru.csv) mengubah atau mengeluarkan 1 agen" in text(page)
    capsys.readouterr()
    assert main.main(["undo", "--load", "1"]) == 1
    assert said in capsys.readouterr().err
    page.selectbox(key="undo-load").set_value(2).run()
    page.button(key="undo").click().run()
    page.button(key="undo-yes").click().run()
    assert "Impor 2 dibatalkan" in page.success[0].value


def test_who_may_not_load_may_not_undo(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PERISAI_VIEWER_ROLE", "press")
    assert keys(opened()) == set()


def test_in_english_too() -> None:
    page = opened(bahasa="en")
    page.button(key="undo").click().run()
    page.button(key="undo-yes").click().run()
    assert page.success[0].value == "Load 2 is undone: 2 rows put back or taken out."
    assert table(page)[0]["Name"] == "Undo of load 2"


def test_the_command_line_undoes_and_says_what(capsys: pytest.CaptureFixture) -> None:
    capsys.readouterr()
    assert main.main(["undo", "--load", "7"]) == 1
    assert "tidak ada yang dibatalkan" in capsys.readouterr().err
    assert main.main(["undo", "--by", "Ani"]) == 0
    assert capsys.readouterr().out == "Impor 2 dibatalkan: 2 baris dikembalikan atau dikeluarkan.\n"
    assert main.main(["undo"]) == 0
    capsys.readouterr()
    assert main.main(["undo"]) == 1
    assert capsys.readouterr().err == "Tidak ada impor yang dapat dibatalkan.\n"
    assert main.main(["verify"]) == 0


def test_an_agent_with_a_note_is_named(capsys: pytest.CaptureFixture) -> None:
    chosen = settings.read()
    with writing(cache.engine(chosen.url)) as conn:
        notes.write(conn, chosen.branch_code, "A1", "Sudah dihubungi", "Ani", datetime.now(UTC))
    assert main.main(["undo"]) == 0
    capsys.readouterr()
    page = opened()
    page.button(key="undo").click().run()
    page.button(key="undo-yes").click().run()
    assert "agen A1 akan hilang" in page.error[0].value
