"""The meeting: seven numbers at most, decided on, followed by the next one, with minutes."""

import io
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from streamlit.testing.v1 import AppTest

from dashboard.briefing.documents import fit_text
from dashboard.briefing.documents.docx.minutes import minutes
from dashboard.cli import main
from dashboard.figures import meeting
from dashboard.language.words import words_in
from dashboard.shell.routes import MEETING, OVERVIEW
from queries.press.protected import NotForPress
from tests.pages.opening import at, branch
from tests.pages.test_calls import load
from tests.pages.test_known_at import view_of
from tests.pages.test_months import FILES_OF, imported
from tests.support import branch_templates as templates
from tests.support.package import parts

ID = words_in("id")


@pytest.fixture(autouse=True)
def loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A branch whose first half of 2019 is whole: seven acquired."""
    with branch(load, tmp_path, monkeypatch):
        yield


def opened(page: str = MEETING, **choice: str) -> AppTest:
    app = at(page, **{"periode": "2019-S1"} | choice).run()
    assert not app.exception
    return app


def decide(app: AppTest, decision: str = "Kejar target", owner: str = "Ani") -> AppTest:
    app.multiselect(key="meeting_numbers").set_value(["acquired", "agents_active"]).run()
    for name in ("acquired", "agents_active"):
        app.text_input(key=f"meeting_decision_{name}").set_value(decision)
        app.text_input(key=f"meeting_owner_{name}").set_value(owner)
    next(one for one in app.button if one.label == ID("meeting.save")).click().run()
    assert not app.exception
    return app


def decided(app: AppTest) -> list[tuple[str, str, str]]:
    table = next((one.value for one in app.dataframe if "Keputusan" in one.value.columns), None)
    if table is None:
        return []
    return [(row["Saat rapat"], row["Sesudahnya"], row["Bergerak"]) for row in table.to_dict("records")]


def printed(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    capsys.readouterr()
    assert main.main(["meetings", *words]) == 0
    return capsys.readouterr().out


def test_the_next_meeting_opens_with_whether_each_number_moved_and_the_minutes_say_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert json.loads(printed(capsys)) == []
    first = opened(OVERVIEW)
    first.button(key="open-meeting").click().run()
    assert [one.value for one in first.title] == [ID("pages.meeting.title")]
    assert decided(decide(first)) == [("7", "7", "tetap"), ("1", "1", "tetap")]
    people = FILES_OF["peserta.csv"] + "A2;05-06-2019;19000000077;9900000000000077\n"
    assert imported(tmp_path, {"peserta.csv": people}) == 0
    page = opened()
    assert decided(page) == [("7", "8", "naik 1"), ("1", "2", "naik 1")]
    decide(page, "Pertahankan")
    view = view_of(page)
    newest, before = (meeting.meeting(view, row) for row in meeting.every(view))
    assert before.findings["next_value"].to_list() == [8, 2]
    content = minutes(view, newest, meeting.table(view, newest), meeting.table(view, before))
    document = Document(io.BytesIO(content))
    followed, now = [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]
    assert followed[1][1:5] == ["7", "8", "naik 1", "Kejar target"]
    due = ID.day(newest.findings["due_on"][0])
    assert followed[1][5] == f"Ani, sampai {due}"
    assert now[1][1:] == ["8", "Pertahankan", "Ani", due]
    assert [round(one.width.mm) for one in document.tables[0].columns] == [28, 29, 29, 25, 32, 27]
    assert "Angka semester I 2019, posisi 30 Juni 2019." in [one.text for one in document.paragraphs]
    assert ID("meeting.minutes.before") in [one.text for one in document.paragraphs]
    assert main.main(["meetings", "--format", "docx", "--out", str(tmp_path / "docx")]) == 0
    assert (tmp_path / "docx").read_bytes() == content
    (tmp_path / "templat").mkdir()
    (tmp_path / "templat" / "kop-surat.docx").write_bytes(templates.annotated_letterhead())
    own = replace(view, templates=str(tmp_path / "templat"))
    branded = minutes(own, newest, meeting.table(own, newest), meeting.table(own, before))
    assert [name for name, part in parts(branded).items() if b"Siti Aminah" in part] == []
    on_letterhead = Document(io.BytesIO(branded))
    assert on_letterhead.sections[0].header.paragraphs[0].text == "BPJS Ketenagakerjaan, Jalan Contoh 1"
    table = on_letterhead.tables[0]
    assert [[cell.text for cell in row.cells] for row in table.rows] == followed
    size = on_letterhead.styles[table.rows[0].cells[0].paragraphs[0].style.name].font.size.pt
    rooms = [one.width.pt - 2 * 5.4 for one in table.columns]
    heads = [max(fit_text.width(word, size, bold=True) for word in head.split()) for head in followed[0]]
    assert [room >= 1.15 * head for room, head in zip(rooms, heads, strict=True)] == [True] * 6, "no word is broken"
    said = json.loads(printed(capsys))
    assert [one["number"] for one in said] == [2, 1]
    rows = [[(row["value"], row["now"], row["moved"], row["decision"]) for row in one["findings"]] for one in said]
    assert rows[0] == [(8, 8, 0, "Pertahankan"), (2, 2, 0, "Pertahankan")]
    assert rows[1] == [(7, 8, 1, "Kejar target"), (1, 2, 1, "Kejar target")]
    assert said[1]["findings"][0]["owner"] == "Ani"
    assert "naik 1;Kejar target;Ani" in printed(capsys, "--meeting", "1", "--format", "csv")
    assert main.main(["meetings", "--meeting", "7"]) == 1
    assert ID("meeting.command.unknown", numbers=ID.join(["2", "1"])) in capsys.readouterr().err
    assert main.main(["meetings", "--format", "docx"]) == 2


def test_without_a_decision_nothing_is_saved_and_the_page_says_what_to_write() -> None:
    app = decide(opened(), decision=" ")
    assert "tulis keputusan untuk tiap angka" in " ".join(one.value for one in app.error)
    assert decided(app) == []


def test_the_press_has_no_meeting_and_of_the_past_none_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not [one for one in opened(diketahui="1").multiselect if one.key == "meeting_numbers"]
    monkeypatch.setenv("PERISAI_VIEWER_ROLE", "press")
    page = opened()
    assert not [one for one in page.multiselect if one.key == "meeting_numbers"]
    assert not [one for one in opened(OVERVIEW).button if one.key == "open-meeting"]
    with pytest.raises(NotForPress):
        meeting.every(view_of(page))
