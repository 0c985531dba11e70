"""A file with a month that is known already: what differs, a choice for the month, and no load before it is made."""

from collections.abc import Iterator
from datetime import date
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
from seed.checks.decisions import Decision
from tests.pages.opening import at, branch

BRANCH = {
    "kantor.csv": "Kode Kantor;Nama Kantor;Wilayah\nK1;Kantor Satu;33.25\n",
    "agen.csv": "Kode Perisai;Nama;Kode Kantor;Tgl Daftar\nA1;Agen Satu;K1;13-01-2019\n",
    "peserta.csv": "Kode Perisai;Tgl Daftar;No KPJ;NIK\nA1;20-03-2019;19000000001;9900000000000001\n"
    "A1;20-03-2019;19000000002;9900000000000002\n",
}
PAID = "No KPJ;BLTH;Tgl Bayar;Nominal\n"
FIRST = f"{PAID}19000000001;03-2019;20-03-2019;16.800\n19000000002;03-2019;21-03-2019;16.800\n"
CORRECTED = FIRST.replace("21-03-2019;16.800", "22-03-2019;16.800")


@pytest.fixture(autouse=True)
def loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with branch(load, tmp_path, monkeypatch):
        yield


def load(folder: Path) -> None:
    assert imported(folder, **BRANCH, iuran=FIRST) == 0


def imported(folder: Path, *options: str, **files: str) -> int:
    paths = [folder / (name if "." in name else f"{name}.csv") for name in files]
    for path, text in zip(paths, files.values(), strict=True):
        path.write_text(text, encoding="utf-8")
    return main.main(["import", *options, *map(str, paths)])


def days() -> list[str]:
    c = s.contributions.c
    with cache.engine(settings.read().url).connect() as conn:
        return [f"{day:%d-%m}" for day in conn.scalars(sa.select(c.paid_on).order_by(c.paid_on))]


def opened(monkeypatch: pytest.MonkeyPatch, text: str) -> AppTest:
    chosen = SimpleNamespace(name="iuran.csv", getvalue=text.encode)
    monkeypatch.setattr("streamlit.file_uploader", lambda *_, **__: [chosen])
    page = at(FILES).run()
    assert not page.exception
    return page


def load_button(page: AppTest):
    return next(button for button in page.button if button.label.startswith("Muat "))


def test_a_month_is_loaded_once_somebody_has_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(monkeypatch, CORRECTED)
    (choice,) = [radio for radio in page.radio if radio.key.startswith("decision-")]
    assert (choice.label, choice.value, load_button(page).disabled) == ("Iuran Maret 2019", None, True)
    assert {table.proto.placeholder for table in page.dataframe} == {"–"}
    month = next(table.value for table in page.dataframe if "Hilang" in table.value.columns).to_dict("records")
    assert month == [
        {
            "Jenis": "Iuran",
            "Bulan": "Maret 2019",
            "Sama": "1 (Rp16.800)",
            "Baru": "0",
            "Diperbarui": "1 (Rp16.800)",
            "Hilang": "0",
        }
    ]
    choice.set_value(Decision.CORRECT).run()
    assert not page.exception
    assert not load_button(page).disabled
    assert "Tidak ada angka yang sudah ditampilkan yang berubah." in [one.value for one in page.caption]
    load_button(page).click().run()
    assert not page.exception
    assert days() == ["20-03", "22-03"]
    loads = next(table.value for table in page.dataframe if "Dikonfirmasi" in table.value.columns)
    assert loads["Dikonfirmasi"].to_list() == ["staf: Maret 2019 dikoreksi.", *["–"] * 4]


def test_figures_that_would_be_others_are_set_side_by_side(monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(monkeypatch, FIRST.replace("21-03-2019;16.800", "21-03-2019;36.800"))
    (choice,) = [radio for radio in page.radio if radio.key.startswith("decision-")]
    choice.set_value(Decision.REPLACE).run()
    assert not page.exception
    effects = next(table.value for table in page.dataframe if "Angka" in table.value.columns).to_dict("records")
    whole, place = ({"Semula": "Rp33.600", "Menjadi": "Rp53.600"},) * 2
    assert effects == [
        {"Periode": "semester I 2019", "Angka": "Penerimaan iuran", **whole},
        {"Periode": "semester I 2019", "Angka": "Penerimaan iuran, Kabupaten Batang", **place},
    ]
    assert days() == ["20-03", "21-03"]


def test_the_command_line_says_what_to_choose(tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    assert imported(tmp_path, iuran=CORRECTED) == 1
    output = capsys.readouterr()
    for said in ("--replace 2019-03", "--correct 2019-03", "--add 2019-03", "21 Maret 2019 menjadi 22 Maret 2019"):
        assert said in output.out
    assert "Iuran Maret 2019" in output.err
    assert days() == ["20-03", "21-03"]
    assert imported(tmp_path, "--correct", "iuran:2019-01..2019-06", iuran=CORRECTED) == 0
    assert days() == ["20-03", "22-03"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--replace", "Maret"), "Maret bukan bulan. Tulis 2019-06, 2019-01..2019-06, atau iuran:2019-06."),
        (("--replace", "2019-03", "--add", "2019-03"), "Maret 2019 disebut dengan dua pilihan. Sebut satu saja."),
    ],
)
def test_what_is_no_month_or_two_choices_is_said(tmp_path: Path, capsys: pytest.CaptureFixture, options, said) -> None:
    assert imported(tmp_path, *options, iuran=CORRECTED) == 1
    assert capsys.readouterr().err.strip() == said
    assert days() == ["20-03", "21-03"]


def test_many_months_are_decided_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    later = [f"19000000001;0{n}-2019;20-0{n}-2019;16.800\n" for n in (4, 5, 6)]
    assert imported(tmp_path, later=PAID + "".join(later)) == 0
    page = opened(monkeypatch, PAID + "".join(line.replace(";20-", ";21-") for line in later))
    every = next(radio for radio in page.radio if radio.key.startswith("decision-all-"))
    every.set_value(Decision.REPLACE).run()
    assert not page.exception
    assert [radio.value for radio in page.radio if "-contributions-" in radio.key] == [Decision.REPLACE] * 3
    load_button(page).click().run()
    assert not page.exception
    assert days() == ["20-03", "21-03", "21-04", "21-05", "21-06"]


def test_a_choice_that_cannot_be_done_says_why_and_what_can_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    """A third participant who paid is not in the file: only the check with the choice finds that they cannot go."""
    rows = "".join(f"A1;20-03-2019;1900000000{n};990000000000000{n}\n" for n in (1, 2, 3))
    heading = "Kode Perisai;Tgl Daftar;No KPJ;NIK\n"
    assert imported(tmp_path, peserta=heading + rows) == 0
    shorter = heading + "".join(rows.splitlines(keepends=True)[:1] + rows.splitlines(keepends=True)[2:])
    why = (
        "Peserta Maret 2019: Ganti tidak mungkin: peserta yang hilang masih mempunyai iuran. Pilih sekaligus berkas "
        "iuran yang tanpa mereka dan ganti juga bulan-bulannya, atau pilih cara lain. Yang masih dapat dipilih: Tambah."
    )
    page = opened(monkeypatch, shorter)
    (choice,) = [radio for radio in page.radio if radio.key.startswith("decision-")]
    choice.set_value(Decision.REPLACE).run()
    assert not page.exception
    assert [one.value.replace("\\", "") for one in page.warning if "Ganti" in one.value] == [why]
    assert "Masih ada bulan yang belum dipilih." not in [one.value for one in page.caption]
    assert load_button(page).disabled
    capsys.readouterr()
    assert imported(tmp_path, "--replace", "2019-03", peserta=shorter) == 1
    assert why in capsys.readouterr().out


def test_the_session_keeps_two_reports_however_often_somebody_chooses(monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(monkeypatch, CORRECTED)
    (choice,) = [radio for radio in page.radio if radio.key.startswith("decision-")]
    for decision in (Decision.REPLACE, Decision.CORRECT, Decision.ADD):
        choice.set_value(decision).run()
    _, reports = page.session_state["checked_files"]
    assert [dict(months) for months, _ in reports] == [{}, {("contributions", date(2019, 3, 1)): Decision.ADD}]


def test_a_fund_that_is_stated_pays_the_file_and_its_end_comes_later_without_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Half a statement is none; with a file of contributions their payer is decided on as any correction."""
    page = opened(monkeypatch, f"{PAID}19000000001;04-2019;20-04-2019;16.800\n")

    def write(part: str, text: str) -> AppTest:
        return next(one for one in page.text_input if one.key.startswith(f"fund-{part}")).set_value(text).run()

    page = write("name", "APBDes 2019")
    page = write("since", "2019-01-01")
    page = write("until", "Juni")
    assert [one.value for one in page.warning if "Juni" in one.value]
    assert "sumber-iuran.csv" not in page.dataframe[1].value.to_string()
    page = write("until", "2019-06-30")
    load_button(page).click().run()
    with cache.engine(settings.read().url).connect() as conn:
        assert set(conn.scalars(sa.select(s.contributions.c.payer))) == {None, "APBDes 2019"}
        assert conn.scalars(sa.select(s.funds.c.until)).all() == [date(2019, 6, 30)]
