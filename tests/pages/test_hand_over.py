"""Participants are handed over on the page, and it is undone there like a load."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from streamlit.testing.v1 import AppTest

from dashboard import settings
from dashboard.cli import main
from dashboard.imports import imports
from dashboard.shell.routes import FILES, WATCH
from dashboard.view import cache
from queries.db import schema as s
from tests.pages.opening import at, branch

AGEN = "Kode Perisai;Nama;Kode Kantor;Tgl Daftar\nA1;Agen Satu;K1;13-01-2019\nA2;Agen Dua;K1;13-01-2019\n"
PEOPLE = ("20-02-2019;19000000001;9900000000000001", "21-02-2019;19000000002;9900000000000002")
LOADED = {
    "kantor.csv": "Kode Kantor;Nama Kantor;Wilayah\nK1;Kantor Satu;33.25\n",
    "agen.csv": AGEN,
    "peserta.csv": "\n".join(["Kode Perisai;Tgl Daftar;No KPJ;NIK", *(f"A1;{one}" for one in PEOPLE), ""]),
    "iuran.csv": "No KPJ;BLTH;Tgl Bayar;Nominal\n19000000001;02-2019;20-02-2019;16.800\n"
    "19000000001;03-2019;20-03-2019;16.800\n",
}


@pytest.fixture(autouse=True)
def loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with branch(load, tmp_path, monkeypatch):
        yield


def load(folder: Path) -> None:
    for name, text in LOADED.items():
        (folder / name).write_text(text, encoding="utf-8")
    assert main.main(["import", *(str(folder / name) for name in LOADED)]) == 0


def taken() -> list[tuple]:
    t = s.takeovers.c
    with cache.engine(settings.read().url).connect() as conn:
        return [tuple(row) for row in conn.execute(sa.select(t.participant_id, t.since, t.agent_code))]


def opened() -> AppTest:
    page = at(WATCH, periode="2019-02").run()
    assert not page.exception
    return page


def said(page: AppTest) -> str:
    return " ".join(one.value for one in (*page.markdown, *page.error)).replace("\\", "")


def test_one_of_an_agents_participants_or_all_go_to_another_and_it_is_undone() -> None:
    page = opened()
    page.selectbox(key="handover-from").select("A1").run()
    page.selectbox(key="handover-to").select("A2").run()
    page.date_input(key="handover-since").set_value(date(2019, 3, 1)).run()
    assert "2 peserta pindah dari A1 ke A2 sejak 1 Maret 2019" in said(page)
    people = page.multiselect(key="handover_people-A1-2019-03-01")
    page = people.select(people.options[0]).run()
    assert "1 peserta pindah dari A1 ke A2 sejak 1 Maret 2019; iuran sejak hari itu, Rp16.800," in said(page)
    page.button(key="handover-do").click().run()
    assert not page.exception
    assert "impor 2" in page.success[0].value
    assert taken() == [(1, date(2019, 3, 1), "A2")]
    assert "1 alih pembina tercatat" in said(page)
    assert any(one.proto.id.endswith("download-handed_over-csv") for one in page.get("download_button"))
    page.switch_page(FILES).run()
    page.button(key="undo").click().run()
    page.button(key="undo-yes").click().run()
    assert not page.exception
    assert taken() == []


def test_the_list_is_of_the_day_chosen_and_the_day_of_the_branchs_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """On 20 February one is registered, on the 21st both; on the 19th there is nobody to hand over."""
    monkeypatch.setattr(imports, "today", lambda: date(2019, 3, 31))
    page = opened()
    page.selectbox(key="handover-from").select("A1").run()
    since = page.date_input(key="handover-since")
    assert since.max == date(2019, 3, 31)
    for day, count in ((20, 1), (21, 2)):
        page.date_input(key="handover-since").set_value(date(2019, 2, day)).run()
        assert len(page.multiselect(key=f"handover_people-A1-2019-02-{day}").options) == count
    page.date_input(key="handover-since").set_value(date(2019, 2, 19)).run()
    assert not page.exception
    assert [one for one in page.info if "Pada 19 Februari 2019 tidak ada peserta yang dibina A1" in one.value]


def command(capsys: pytest.CaptureFixture, *options: str) -> tuple[int, str, str]:
    code = main.main(["hand-over", "--to", "A2", *options])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_by_command_one_by_kpj_then_all(capsys: pytest.CaptureFixture) -> None:
    code, out, _ = command(capsys, "--from", "A1", "--since", "2019-03", "190-0000-0001")
    assert code == 0
    assert out.startswith(
        "1 peserta pindah dari A1 ke A2 sejak 1 Maret 2019; iuran sejak hari itu, Rp16.800, ikut pindah."
    )
    code, out, _ = command(capsys, "--from", "A1", "--since", "2019-02-21", "--all")
    assert (code, "2 peserta pindah" in out) == (0, True)
    assert "1 peserta di antaranya sudah diambil alih lagi sesudah hari itu" in out
    assert sorted(taken()) == [
        (1, date(2019, 2, 21), "A2"),
        (1, date(2019, 3, 1), "A2"),
        (2, date(2019, 2, 21), "A2"),
    ]


@pytest.mark.parametrize(
    ("options", "code", "sentence"),
    [
        (["--from", "A1", "--since", "2019-03"], 2, "Tulis nomor KPJ pesertanya, atau --all"),
        (["--office", "K1", "--since", "2019-03", "19000000001"], 2, "Tulis nomor KPJ pesertanya, atau --all"),
        (["--from", "A1", "--since", "1-3-2019", "--all"], 2, "1-3-2019 bukan hari"),
        (["--from", "A1", "--since", "2019-03", "19000000009"], 1, "KPJ …0009 tidak tercatat"),
        (["--from", "A1", "--since", "2099-01", "--all"], 1, "hari itu belum tiba"),
        (["--from", "A9", "--since", "2019-03", "--all"], 1, "tidak ada peserta yang dibina A9"),
        (["--from", "A2", "--since", "2019-03", "--all"], 1, "tidak ada peserta yang dibina A2"),
        (["--from", "A3", "--since", "2019-03", "19000000001"], 1, "tidak ada peserta yang dibina A3"),
    ],
)
def test_what_a_command_cannot_do_changes_nothing(
    capsys: pytest.CaptureFixture, options: list[str], code: int, sentence: str
) -> None:
    done, _, wrong = command(capsys, *options)
    assert (done, sentence in wrong) == (code, True), wrong
    assert taken() == []


def test_the_press_officer_hands_nobody_over(capsys: pytest.CaptureFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PERISAI_VIEWER_ROLE", "press")
    assert command(capsys, "--from", "A1", "--since", "2019-03", "--all")[0] == 1
    assert taken() == []
