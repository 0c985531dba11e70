"""The call list: planned and recorded on the page, counted on the overview, written to files, closed by a load."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from icalendar import Calendar
from streamlit.testing.v1 import AppTest

from dashboard.cli import main
from dashboard.language.words import words_in
from dashboard.shell.routes import AGENT, OVERVIEW, WATCH
from tests.pages.opening import at, branch
from tests.pages.test_months import FILES_OF, imported, payments

ID = words_in("id")


@pytest.fixture(autouse=True)
def loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A branch whose first half of 2019 is whole; A2 acquired in January alone."""
    with branch(load, tmp_path, monkeypatch):
        yield


def load(folder: Path) -> None:
    assert imported(folder, FILES_OF | {"iuran.csv": payments(*range(1, 7))}) == 0


def opened(page: str = WATCH, **choice: str) -> AppTest:
    app = at(page, **{"periode": "2019-S1"} | choice).run()
    assert not app.exception
    return app


def planned(app: AppTest, *codes: str, name: str = "Budi") -> AppTest:
    app.multiselect(key="call_agents").set_value(list(codes))
    app.text_input(key="call_name").set_value(name)
    next(one for one in app.button if one.label == ID("calls.plan.do")).click().run()
    assert not app.exception
    return app


def listed(app: AppTest) -> dict[str, tuple[str, str]]:
    """Caller and state by agent."""
    table = next((one.value for one in app.dataframe if "Penelepon" in one.value.columns), None)
    if table is None:
        return {}
    return {row["Kode"]: (row["Penelepon"], row["Keadaan"]) for row in table.to_dict("records")}


def said(app: AppTest) -> str:
    return " ".join(one.value for one in (*app.markdown, *app.error, *app.success)).replace("\\", "")


def test_a_call_is_planned_recorded_and_closed_by_the_load_with_the_act(tmp_path: Path) -> None:
    app = planned(opened(), "A2")
    assert "1 panggilan disimpan untuk Budi." in said(app)
    assert listed(app) == {"A2": ("Budi", "Perlu ditelepon")}
    assert "1 panggilan belum dilakukan" in said(opened(OVERVIEW))
    app.selectbox(key="call_outcome").set_value("promised")
    next(one for one in app.button if one.label == ID("calls.record.do")).click().run()
    assert listed(app) == {"A2": ("Budi", "Menunggu tindakan")}
    assert "belum dilakukan" not in said(opened(OVERVIEW))
    people = FILES_OF["peserta.csv"] + "A2;05-07-2019;19000000077;9900000000000077\n"
    assert imported(tmp_path, {"peserta.csv": people}) == 0
    assert listed(opened()) == {"A2": ("Budi", "Selesai: tindakan Juli 2019 sudah dimuat")}


def paid_by_a_fund(folder: Path, until: str, *decided: str) -> None:
    (folder / "dana.csv").write_text(payments(6), encoding="utf-8")
    fund = ("--fund", "APBDes", "--fund-from", "2019-01-01", "--fund-until", until)
    assert main.main(["import", "--by", "Ani", str(folder / "dana.csv"), *fund, *decided]) == 0


def test_a_call_for_a_fund_alone_is_planned_and_closed_by_a_later_end(tmp_path: Path) -> None:
    """A1 acquired in July already: whom the fund pays is the only reason."""
    people = FILES_OF["peserta.csv"] + "A1;05-07-2019;19000000077;9900000000000077\n"
    assert imported(tmp_path, {"peserta.csv": people}) == 0
    paid_by_a_fund(tmp_path, "2019-07-31", "--correct", "2019-06")
    assert listed(planned(opened(), "A1")) == {"A1": ("Budi", "Perlu ditelepon")}
    assert main.main(["calls", "--format", "ics", "--out", str(tmp_path / "ics")]) == 0
    (event,) = Calendar.from_ical((tmp_path / "ics").read_bytes()).walk("VEVENT")
    lines = str(event["description"]).splitlines()
    assert lines[0] == "Aktif; dana APBDes berakhir 31 Juli 2019: 1 peserta"
    assert lines[1].startswith("Semua yang dibayarnya")
    assert lines[1].endswith("paling lambat 31 Juli 2019")
    assert "1 panggilan belum dilakukan" in said(opened(OVERVIEW))
    paid_by_a_fund(tmp_path, "2019-12-31")
    assert listed(opened()) == {"A1": ("Budi", "Selesai: dana APBDes berlanjut")}
    assert "belum dilakukan" not in said(opened(OVERVIEW))


def test_without_an_agent_or_a_name_nothing_is_saved_and_the_page_says_what_to_do() -> None:
    assert "pilih agen yang akan ditelepon" in said(planned(opened()))
    app = planned(opened(), "A2", name="  ")
    assert "tulis siapa yang menelepon" in said(app)
    assert listed(app) == {}


def test_the_list_leaves_by_the_command_line_as_table_workbook_and_calendar(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    planned(opened(), "A2")
    capsys.readouterr()
    assert main.main(["calls"]) == 0
    assert "A2" in capsys.readouterr().out
    assert main.main(["calls", "--week", "2001-01-01"]) == 0
    assert "A2" not in capsys.readouterr().out
    for form in ("ics", "xlsx"):
        assert main.main(["calls", "--format", form, "--out", str(tmp_path / form)]) == 0
    (event,) = Calendar.from_ical((tmp_path / "ics").read_bytes()).walk("VEVENT")
    assert str(event["summary"]) == "Telepon A2 · Agen Dua (Budi)"
    assert str(event["uid"]).endswith("-call-1@perisai")
    assert (tmp_path / "xlsx").read_bytes().startswith(b"PK")
    assert main.main(["calls", "--outcome", "1", "reached", "--by", "Ani"]) == 0
    assert main.main(["calls", "--outcome", "7", "reached"]) == 1
    assert main.main(["calls", "--format", "ics"]) == 2
    assert main.main(["calls", "--week", "besok"]) == 2
    assert main.main(["calls", "--format", "ics", "--out", str(tmp_path / "ics")]) == 0
    assert not Calendar.from_ical((tmp_path / "ics").read_bytes()).walk("VEVENT")


def test_the_command_shows_the_demonstration_as_the_pages_do(
    demo_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """While there is no branch of one's own: its code is not the one of the settings, which has no rules."""
    monkeypatch.setenv("PERISAI_DATA_FOLDER", str(shutil.copytree(demo_folder, tmp_path / "demo")))
    assert main.main(["calls", "--format", "ics", "--out", str(tmp_path / "ics")]) == 0
    assert main.main(["calls", "--outcome", "1", "reached"]) == 1
    assert ID("calls.refused.unknown_call") in capsys.readouterr().err


def test_who_calls_sees_the_contact_everywhere_and_the_press_nowhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    office = "Kode Kantor;Nama Kantor;Wilayah;Telepon\nK1;Kantor Satu;33.25;0285 421234\n"
    agents = FILES_OF["agen.csv"].replace("Daftar\n", "Daftar;HP\n").replace("2019\nA2", "2019;081234567890\nA2")
    assert imported(tmp_path, {"kantor.csv": office, "agen.csv": agents}) == 0
    planned(opened(), "A2")
    table = next(one.value for one in opened().dataframe if "Penelepon" in one.value.columns)
    assert table["Kontak"].to_list() == ["kantor: 0285421234"]
    assert main.main(["calls", "--format", "ics", "--out", str(tmp_path / "ics")]) == 0
    (event,) = Calendar.from_ical((tmp_path / "ics").read_bytes()).walk("VEVENT")
    assert str(event["description"]).startswith("kantor: 0285421234\n")
    page = opened(AGENT, agen="A1")
    assert "081234567890" in " ".join(one.value for one in page.caption)
    monkeypatch.setenv("PERISAI_VIEWER_ROLE", "press")
    for app in (opened(AGENT, agen="A1"), opened(), opened(OVERVIEW)):
        assert not any(number in str(app) for number in ("081234567890", "421234"))
    capsys.readouterr()
    main.main(["figures", "--period", "2019-S1", "--format", "json"])
    assert "421234" not in capsys.readouterr().out


def test_the_press_sees_no_call_and_what_was_known_then_takes_none(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    planned(opened(), "A2")
    past = opened(diketahui="1")
    assert listed(past) == {}
    assert not [one for one in past.multiselect if one.key == "call_agents"]
    monkeypatch.setenv("PERISAI_VIEWER_ROLE", "press")
    press = opened()
    assert listed(press) == {}
    assert ID("calls.title") not in " ".join(one.value for one in press.subheader)
    capsys.readouterr()
    assert main.main(["calls"]) == 1
    assert "A2" not in capsys.readouterr().out
