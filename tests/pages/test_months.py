"""Which months are whole, on the page and on the command line: the grid, the line above every page, somebody's word."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from icalendar import Calendar
from streamlit.testing.v1 import AppTest

from dashboard.cli import main, who
from dashboard.figures import countdown, countdown_calendar, registry
from dashboard.imports import imports
from dashboard.shell.routes import AGENT, AGENTS, CONTRIBUTIONS, FILES, OVERVIEW, WATCH
from tests.pages.opening import at, branch
from tests.pages.reading import listed_loads

MONTHS = range(1, 7)
FILES_OF = {
    "kantor.csv": "Kode Kantor;Nama Kantor;Wilayah\nK1;Kantor Satu;33.25\n",
    "agen.csv": "Kode Perisai;Nama;Kode Kantor;Tgl Daftar\nA1;Agen Satu;K1;13-01-2019\nA2;Agen Dua;K1;13-01-2019\n",
    "peserta.csv": "Kode Perisai;Tgl Daftar;No KPJ;NIK\n"
    + "A2;14-01-2019;19000000099;9900000000000099\n"
    + "".join(f"A1;2{n}-0{n}-2019;1900000000{n};990000000000000{n}\n" for n in MONTHS),
}
GAP = "Iuran Mei 2019 belum dimuat: jumlah di bawah ini kurang."
DOUBT = "Status sebagian agen belum pasti: bergantung pada bulan yang belum dimuat."


def payments(*months: int) -> str:
    return "No KPJ;BLTH;Tgl Bayar;Nominal\n" + "".join(f"19000000001;0{n}-2019;2{n}-0{n}-2019;16800\n" for n in months)


@pytest.fixture(autouse=True)
def loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A branch of the first half of 2019 whose payments of May are missing; A2 acquired in January alone."""
    with branch(load, tmp_path, monkeypatch):
        yield


def load(folder: Path) -> None:
    assert imported(folder, FILES_OF | {"iuran.csv": payments(1, 2, 3, 4, 6)}) == 0


def imported(folder: Path, files: dict[str, str]) -> int:
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return main.main(["import", "--by", "Ani", *(str(folder / name) for name in files)])


def opened(page: str = OVERVIEW) -> AppTest:
    app = at(page, periode="2019-S1").run()
    assert not app.exception
    return app


def warnings(app: AppTest) -> str:
    return " ".join(one.value for one in app.warning).replace("\\", "")


def figures(capsys: pytest.CaptureFixture[str]) -> dict:
    capsys.readouterr()
    assert main.main(["figures", "--period", "2019-S1"]) == 0
    return json.loads(capsys.readouterr().out)


def grid(app: AppTest) -> dict[str, str]:
    """The state of each month's payments."""
    table = next(one.value for one in app.dataframe if "Pembayaran" in one.value.columns)
    return dict(zip(table["Bulan"], table["Iuran"], strict=True))


@pytest.mark.parametrize("page", [OVERVIEW, AGENTS, CONTRIBUTIONS, FILES])
def test_every_page_says_first_what_is_missing(page: str) -> None:
    assert warnings(opened(page)).startswith(f"{GAP} {DOUBT}")


def test_a_status_that_depends_on_the_missing_month_is_said_to_be_uncertain() -> None:
    table = next(one.value for one in opened(AGENTS).dataframe if "Status" in one.value.columns)
    assert dict(zip(table["Kode"], table["Status"], strict=True)) == {
        "A1": "Aktif",
        "A2": "Jatuh nonaktif (belum pasti)",
    }


def test_no_page_and_no_file_tells_it_as_a_fact(capsys: pytest.CaptureFixture[str]) -> None:
    """Payments of May could have kept A2: the headline, the countdown, the numbers, the chart's title, the document."""
    app = opened()
    said = " ".join(one.value for one in app.markdown).replace("\\", "")
    assert "2 agen terdaftar; status sebagian belum pasti" in said
    assert "1 dari 2 agen" not in said
    assert said.count(DOUBT) == 1  # that none is dormant
    assert "(belum pasti)." in said  # who is past the deadline
    assert [one.value for one in app.metric if one.label.startswith("Agen terdaftar")] == ["2"]
    view = app.session_state["view"]
    assert registry.figure(view, "agents_by_status").title == "2 agen terdaftar; status sebagian belum pasti"
    assert registry.figure(view, "agents_by_status").note.endswith(DOUBT)
    assert registry.figure(view, "agent_grid").table.filter("uncertain")["code"].unique().to_list() == ["A2"]
    watched = opened(WATCH)
    assert DOUBT in " ".join(one.value for one in watched.markdown).replace("\\", "")
    unsure = {(row["code"], row["uncertain"]) for row in figures(capsys)["countdown"]}
    assert unsure == {("A1", False), ("A2", True)}


def test_a_dormant_agent_and_a_day_to_come_are_marked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of April nobody knows who registered, of May who paid: A2, dormant, may not be, and fall due a month later."""
    monkeypatch.setenv("PERISAI_DATA_FOLDER", str(tmp_path / "other"))
    people = FILES_OF["peserta.csv"].replace("A1;24-04-2019;19000000004;9900000000000004\n", "")
    paid = payments(1, 2, 3, 4, 6) + "19000000099;04-2019;22-04-2019;16800\n"
    assert imported(tmp_path, FILES_OF | {"peserta.csv": people, "iuran.csv": paid}) == 0
    app = opened()
    (row,) = [one.value for one in app.markdown if "sejak Januari 2019" in one.value]
    assert row.replace("\\", "").endswith("(belum pasti)")
    view = app.session_state["view"]
    table = countdown.table(view).table.select("code", "day", "from_status", "to_status")
    (row,) = table.filter(code="A2").rows()
    assert row[1:] == (date(2019, 8, 1), "Dorman, tetap terdaftar (belum pasti)", "Jatuh nonaktif (belum pasti)")
    assert not any("belum pasti" in cell for row in table.filter(code="A1").rows() for cell in row[2:])
    events = Calendar.from_ical(countdown_calendar.calendar(view)).walk("VEVENT")
    said = {str(event["summary"]): str(event["description"]) for event in events}
    assert "Status ini belum pasti." in said["A2 · Agen Dua: tenggat sebelum jatuh nonaktif (belum pasti)"]
    assert not any("belum pasti" in f"{name}{text}" for name, text in said.items() if name.startswith("A1"))


def test_the_verdict_on_an_agent_says_so_too() -> None:
    app = at(AGENT, periode="2019-S1", agen="A2").run()
    assert not app.exception
    assert any("Jatuh nonaktif (belum pasti)" in one.value for one in app.markdown)
    assert "Status ini belum pasti." in warnings(app)


def test_the_data_page_opens_with_the_grid() -> None:
    app = opened(FILES)
    assert app.subheader[0].value == "Bulan yang sudah lengkap"
    state = grid(app)
    assert (state["Mei 2019"], state["Juni 2019"], state["Juli 2019"]) == (
        "belum dimuat",
        "dimuat (impor 1)",
        "belum dimuat",
    )


def test_the_figures_as_a_document(capsys: pytest.CaptureFixture[str]) -> None:
    known = figures(capsys)
    loaded = known["completeness"].pop("loaded")
    assert [(row["month"], row["contributions"], row["amount"]) for row in loaded[4:]] == [
        ("2019-05", {"state": "missing", "rows": None}, None),
        ("2019-06", {"state": "loaded", "rows": 1}, 16_800),
    ]
    assert known["completeness"] == {
        "begins": {"participants": "2019-01", "contributions": "2019-01"},
        "last_complete": "2019-06",
        "complete": False,
        "missing": [{"kind": "contributions", "month": "2019-05", "partly": False}],
        "behind": [],
        "no_data": [],
        "doubtful": True,
        "uncertain_agents": ["A2"],
        "sentence": "Iuran Mei 2019 belum dimuat: jumlahnya kurang.",
    }
    assert [row["received"] for row in known["months"]] == [16_800] * 4 + [None, 16_800]
    assert [row["uncertain"] for row in known["agents"]] == [False, True]
    assert [one["uncertain"] for one in known["verdicts"]] == [False, True]


def test_payments_of_months_without_registrations_wait_and_the_page_says_for_what(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert imported(tmp_path, {"juli.csv": payments(7)}) == 0
    waits = "belum dimuat: pendaftaran peserta dihitung sampai Juni 2019, status agen sampai Juni 2019. Muat berkasnya."
    said = capsys.readouterr().out
    assert f"Pendaftaran peserta Juli 2019 {waits}" in said
    assert f"{waits} Bila memang tidak ada: python run.py months --empty peserta 2019-07" in said
    app = at(periode="2019-S2").run()
    behind = (
        "Pendaftaran peserta Juli 2019 belum dimuat: pendaftaran belum ada bulan yang lengkap, "
        "iuran sampai 31 Juli 2019; status agen belum dapat ditentukan."
    )
    assert behind in warnings(app)
    capsys.readouterr()
    assert main.main(["figures", "--period", "2019-S2"]) == 0
    known = json.loads(capsys.readouterr().out)
    assert (known["as_of"], known["completeness"]["complete"]) == (None, False)
    assert (known["figures"]["received"], known["until"]["received"]) == (16_800, "2019-07-31")
    assert (known["figures"]["acquired"], known["until"]["acquired"]) == (None, None)
    assert known["completeness"]["behind"] == [{"kind": "participants", "month": "2019-07", "partly": False}]
    assert known["completeness"]["loaded"][0]["amount"] == 16_800
    assert known["completeness"]["sentence"].startswith(behind)


def test_the_file_of_the_month_closes_the_gap(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert imported(tmp_path, {"mei.csv": payments(5)}) == 0
    assert figures(capsys)["completeness"]["complete"]
    assert "belum dimuat" not in warnings(opened())


@pytest.fixture
def early(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """June's rows were loaded on 29 June, with all that the files have."""
    early = datetime(2019, 6, 29, 3, tzinfo=UTC)
    clock = type("Clock", (datetime,), {"now": classmethod(lambda cls, tz=None: early.astimezone(tz))})
    monkeypatch.setenv("PERISAI_DATA_FOLDER", str(tmp_path / "early"))
    with monkeypatch.context() as then:
        then.setattr(imports, "datetime", clock)
        assert imported(tmp_path, FILES_OF | {"iuran.csv": payments(*MONTHS)}) == 0
    return tmp_path


def test_the_same_files_after_the_end_of_the_month_make_it_whole(
    early: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert figures(capsys)["as_of"] == "2019-05-31"
    assert main.main(["check", str(early / "iuran.csv")]) == 0
    assert "iuran Juni 2019 menjadi lengkap" in capsys.readouterr().out
    assert main.main(["import", str(early / "iuran.csv"), str(early / "peserta.csv")]) == 0
    said = capsys.readouterr().out
    assert "pendaftaran peserta Juni 2019 dan iuran Juni 2019 menjadi lengkap" in said
    assert "tidak ada baris baru, bulannya sekarang lengkap" in said
    known = figures(capsys)
    assert (known["as_of"], known["data_version"]) == ("2019-06-30", 2)
    assert main.main(["import", str(early / "iuran.csv")]) == 0
    assert "menjadi lengkap" not in capsys.readouterr().out
    assert figures(capsys)["data_version"] == 2


def test_so_they_do_on_the_page(early: Path, capsys: pytest.CaptureFixture[str]) -> None:
    app = opened(FILES)
    assert grid(app)["Juni 2019"] == "sebagian, sampai 26 Juni 2019 (impor 1)"
    given = [(name, (early / name).read_bytes(), "text/csv") for name in ("iuran.csv", "peserta.csv")]
    app.file_uploader[0].set_value(given).run()
    assert any("menjadi lengkap" in one.value for one in app.info)
    next(button for button in app.button if button.label == "Muat: bulannya menjadi lengkap").click().run()
    assert "bulannya sekarang lengkap" in app.success[0].value
    assert grid(app)["Juni 2019"] == "dimuat (impor 2)"
    assert figures(capsys)["as_of"] == "2019-06-30"


def test_a_word_on_the_page_with_name_and_taken_back() -> None:
    app = opened(FILES)
    app.multiselect(key="word-months-give-1").select("contributions 2019-05").run()
    app.button(key="word-give").click().run()
    assert "iuran Mei 2019 dinyatakan kosong" in app.success[0].value
    assert "belum dimuat" not in warnings(app)
    assert grid(app)["Mei 2019"].startswith("kosong, dinyatakan")
    app.multiselect(key="word-months-back-2").select("contributions 2019-05").run()
    app.button(key="word-back").click().run()
    assert grid(app)["Mei 2019"] == "belum dimuat"
    assert warnings(app).startswith(GAP)


def test_a_word_on_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.main(["months", "--empty", "iuran", "2019-05", "--by", "Budi"]) == 0
    said = capsys.readouterr().out
    assert "Dicatat sebagai impor 2: iuran Mei 2019 dinyatakan kosong." in said
    by = f"dinyatakan Budi ({who.user()}) pada"
    assert f"Mei 2019: pendaftaran dimuat (impor 1), 1; iuran kosong, {by}" in said
    assert figures(capsys)["data_version"] == 2
    assert main.main(["months", "--take-back", "iuran", "2019-05"]) == 0
    assert figures(capsys)["completeness"]["missing"] != []


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--empty", "iuran", "2019-04"), 1, "April 2019 berisi baris"),
        (("--empty", "peserta", "2018-04"), 1, "Data belum dimulai pada April 2018"),
        (("--empty", "peserta", "2199-04"), 1, "April 2199 belum berakhir"),
        (("--take-back", "peserta", "2019-04"), 1, "Tidak ada pernyataan atas April 2019"),
        (("--empty", "peserta", "April"), 2, "April bukan bulan"),
        (("--empty", "peserta"), 2, "Sebut bulannya"),
    ],
)
def test_what_cannot_be_said(words: tuple, code: int, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main.main(["months", *words]) == code
    assert said in capsys.readouterr().err


def test_the_list_of_loads_names_an_act_without_a_file() -> None:
    for words in (("--empty", "iuran", "2019-05"), ("--take-back", "iuran", "2019-05")):
        assert main.main(["months", *words, "--by", "Budi"]) == 0
    assert main.main(["rule", "--since", "2019-09-01", "--months", "4", "--source", "Surat 3", "--by", "Budi"]) == 0
    app = opened(FILES)
    assert listed_loads(app)["Nama"].to_list()[:3] == [
        "Aturan diubah",
        "Pernyataan bulan kosong ditarik kembali",
        "Bulan dinyatakan kosong",
    ]
    assert "Berkas: Aturan diubah" in [one.value for one in app.caption]
