"""The register of what was issued: on the page, on the command line and as files; corrected and withdrawn there."""

import io
import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pypdf
import pytest
from docx import Document

from dashboard.briefing import issue
from dashboard.briefing.documents import zip_file
from dashboard.briefing.pack import Paragraph
from dashboard.cli import main
from dashboard.figures import published, register
from dashboard.language.words import words_in
from dashboard.shell.routes import OVERVIEW, TRACE
from queries.access import Role
from tests.pages import reading
from tests.pages.conftest import Opened
from tests.pages.test_published import Claim, folder, issued, load_late, pack_of
from tests.pages.test_watch import view_of

__all__ = ["folder"]

ID = words_in("id")
SAID = (Claim("acquired", 1313, 1, "1.313 peserta"),)


@pytest.fixture
def late(folder: Path) -> Path:
    """A briefing issued of 1.313, and twelve who were registered in its months loaded afterwards."""
    issued(view_of(folder), SAID)
    load_late(folder, 12)
    return folder


def button(app, key: str):
    (one,) = [each for each in app.button if each.label == ID(key)]
    return one


def test_a_briefing_is_corrected_on_the_page_and_its_letter_says_what_was_what_is_and_why(
    opened: Opened, late: Path
) -> None:
    assert "Suara Merdeka" in published.line(view_of(late))
    app = opened(late, TRACE)
    assert [one.message for one in app.exception] == []
    assert "777 orang dalam kalimat “Hadir 777 orang.”: daftar hadir (Ani, 25 Juli 2019 pukul 00.30 WIB)" in (
        reading.whole(app).replace("\\", "")
    )
    begins = [one.value for one in app.markdown].index(ID("register.act.correct_about", n=ID.count("reference", 1)))
    quoted = " ".join(one.value for one in app.markdown[begins:]).replace("\\", "")
    assert "tertulis “1.313 peserta”, seharusnya “1.325 peserta”" in quoted
    assert "12 peserta yang masuk terlambat" in quoted
    assert "Sari" not in quoted  # who loaded it is nobody's business outside
    button(app, "register.act.correct_button").click().run()
    assert [one.value for one in app.error] == []
    assert any(ID("register.act.corrected", n="x")[:14] in one.value for one in app.success)
    assert ID("register.act.nothing") in reading.whole(app).replace("\\", "")
    assert ID("register.state.corrected") in reading.whole(app)
    view = view_of(late)
    assert "Suara Merdeka" not in published.line(view)
    (one,) = register.ask(view).every
    assert (one.state, one.figures) == ("corrected", 2)
    assert not opened(late, OVERVIEW).exception
    staff = opened(late, TRACE, role="staff")
    assert not [one for one in staff.button if one.label == ID("register.act.withdraw_button")]


def test_a_briefing_is_withdrawn_with_a_reason(opened: Opened, late: Path) -> None:
    app = opened(late, TRACE, role="press")
    button(app, "register.act.withdraw_button").click().run()
    assert ID("register.act.no_reason") in [one.value.replace("\\", "") for one in app.error]
    app.text_area(key="register-reason-id").set_value("Salah periode.")
    button(app, "register.act.withdraw_button").click().run()
    assert [one.value for one in app.error] == []
    assert register.ask(view_of(late)).every[0].state == "withdrawn"
    assert "Salah periode" in reading.whole(app)
    assert not [one for one in app.button if one.label == ID("register.act.withdraw_button")]
    assert "Suara Merdeka" not in published.line(view_of(late))


def test_on_the_command_line_it_is_listed_corrected_and_its_letter_written(
    late: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture, tmp_path: Path
) -> None:
    monkeypatch.setenv("PERISAI_DATA_FOLDER", str(late))
    monkeypatch.setenv("PERISAI_DEMO", "no")

    def run(*words: str) -> str:
        assert main.main(["issued", *words]) == 0
        return capsys.readouterr().out

    (one,) = json.loads(run())
    assert (one["state"], one["differing"], one["outlet"], one["release"]) == (
        "issued",
        ["acquired"],
        "Suara Merdeka",
        "SIARAN PERS",
    )
    assert [(each["figure"], each["reason"], each["by"]) for each in one["confirmed"]] == [
        ("777 orang", "daftar hadir", "Ani")
    ]
    assert main.main(["issued", "--format", "docx", "--out", str(tmp_path / "x")]) == 1
    assert main.main(["issued", "--withdraw", " "]) == 1
    (one,) = json.loads(run("--correct"))
    assert (one["state"], one["differing"]) == ("corrected", [])
    assert main.main(["issued", "--correct"]) == 1
    assert ID("register.act.nothing") in capsys.readouterr().err
    for form in ("docx", "pdf", "xlsx"):
        run("--format", form, "--out", str(tmp_path / form))
    letter = "\n".join(line.text for line in Document(str(tmp_path / "docx")).paragraphs)
    printed = pypdf.PdfReader(tmp_path / "pdf").pages[0].extract_text()
    for text in (letter, " ".join(printed.split())):
        assert "seharusnya “1.325" in text.replace("\u00a0", " ")
        assert "RALAT SIARAN PERS" in text
    sheet = openpyxl.load_workbook(io.BytesIO((tmp_path / "xlsx").read_bytes())).active
    cells = [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row]
    assert "a" * 64 in cells
    assert any("seharusnya" in cell for cell in cells)
    monkeypatch.setenv("PERISAI_VIEWER_ROLE", Role.STAFF)
    assert main.main(["issued", "--withdraw", "Salah"]) == 1
    assert json.loads(run())[0]["state"] == "corrected"


@pytest.fixture
def bilingual(folder: Path) -> Path:
    """The same, issued in both languages under an embargo."""
    view = view_of(folder)
    packs = [
        replace(pack_of(view_of(folder, language), acquired=1313), release=(Paragraph("title", text),))
        for language, text in (("id", "Ada 1.313 peserta"), ("en", "There are 1,313 participants"))
    ]
    until = datetime(2030, 7, 25, 3, tzinfo=UTC)
    issue.issue(view, packs, SAID, "Suara Merdeka", date(2019, 7, 25), until, "a" * 64, "Sari", datetime.now(UTC))
    load_late(folder, 12)
    return folder


def test_of_a_briefing_in_two_languages_the_letters_are_in_both_and_stamped(
    opened: Opened, bilingual: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture, tmp_path: Path
) -> None:
    app = opened(bilingual, TRACE)
    button(app, "register.act.correct_button").click().run()
    assert not app.exception
    monkeypatch.setenv("PERISAI_DATA_FOLDER", str(bilingual))
    monkeypatch.setenv("PERISAI_DEMO", "no")
    assert main.main(["issued", "--format", "zip", "--out", str(tmp_path / "zip")]) == 0
    files = zip_file.unpacked((tmp_path / "zip").read_bytes())
    assert sorted(name.rpartition(".")[2] for name in files) == ["docx", "docx", "pdf", "pdf"]
    assert all(name.startswith("EMBARGO-2030-07-25-1000_") for name in files)
    letters = [Document(io.BytesIO(files[name])) for name in files if name.endswith("docx")]
    said = ["\n".join(line.text for line in letter.paragraphs).replace("\u00a0", " ") for letter in letters]
    assert "tertulis “1.313 peserta”, seharusnya “1.325 peserta”" in said[0]
    assert "it said “1,313 participants”; it should say “1,325 participants”" in said[1]
    assert "“There are 1,313 participants”" in said[1]
    stamps = [letter.sections[0].header.paragraphs[0].text for letter in letters]
    assert [one.split("\t")[0] for one in stamps] == [
        "EMBARGO sampai 25 Juli 2030 pukul 10.00 WIB",
        words_in("en")("briefing.embargo", day=words_in("en").day(date(2030, 7, 25)), time="10.00"),
    ]
    printed = pypdf.PdfReader(io.BytesIO(next(one for name, one in files.items() if name.endswith("pdf"))))
    assert "EMBARGO sampai" in printed.pages[0].extract_text().replace("\u00a0", " ")
    assert main.main(["issued", "--withdraw", "Salah periode."]) == 1
    assert "--withdraw-also" in capsys.readouterr().err
    assert main.main(["issued", "--withdraw", "Salah periode.", "--withdraw-also", "The period is wrong."]) == 0
    (one,) = register.ask(view_of(bilingual)).every
    assert ("figures", "The period is wrong.") in one.notices[-1].also["en"]
