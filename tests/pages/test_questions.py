"""Questions about registrations on the page: for the head alone, asked, answered, and worded as questions."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.cli import main
from dashboard.language.words import words_in
from dashboard.shell.routes import WATCH
from tests.pages.opening import at, branch
from tests.pages.test_months import FILES_OF, imported, payments

ID = words_in("id")


@pytest.fixture(autouse=True)
def loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A1 registers on the last days of months, A2 in the middle of them."""
    with branch(load, tmp_path, monkeypatch):
        yield


def load(folder: Path) -> None:
    late = [(f"{day}-0{month}-2019", "A1") for month in (1, 3, 5) for day in (29, 30, 31)]
    early = [(f"{day}-0{month}-2019", "A2") for month in range(1, 7) for day in range(14, 22)]
    people = "".join(
        f"{agent};{day};190000001{n:02};99000000000001{n:02}\n" for n, (day, agent) in enumerate([*late, *early])
    )
    files = FILES_OF | {"peserta.csv": "Kode Perisai;Tgl Daftar;No KPJ;NIK\n" + people}
    paid = payments(*range(1, 7)).replace("19000000001", "19000000110")
    assert imported(folder, files | {"iuran.csv": paid}) == 0


def opened() -> AppTest:
    app = at(WATCH, periode="2019-S1").run()
    assert not app.exception
    return app


def unfolded() -> AppTest:
    app = opened()
    app.session_state["questions"] = True
    return app.run()


def listed(app: AppTest) -> list[tuple[str, str, str]]:
    table = next((one.value for one in app.dataframe if "Jawaban" in one.value.columns), None)
    if table is None:
        return []
    return [(row["Kode"], row["Hasil"], row["Jawaban"]) for row in table.to_dict("records")]


def click(app: AppTest, text: str) -> None:
    next(one for one in app.button if one.label == ID(text)).click().run()
    assert not app.exception


def printed(capsys: pytest.CaptureFixture) -> list[dict]:
    capsys.readouterr()
    assert main.main(["figures", "--period", "2019-S1"]) == 0
    return json.loads(capsys.readouterr().out)["signs"]


def test_the_head_alone_is_told_what_is_worth_a_question(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    (sign,) = printed(capsys)
    assert (sign["code"], sign["sign"], sign["counted"], sign["among"], sign["usual"]) == ("A1", "month_end", 9, 9, 0)
    assert ID("questions.title") in [one.label for one in opened().expander]
    for role in ("staff", "press"):
        monkeypatch.setenv("PERISAI_VIEWER_ROLE", role)
        assert printed(capsys) == []
        assert ID("questions.title") not in [one.label for one in opened().expander]


def test_a_question_is_given_to_somebody_and_answered_and_accuses_nobody() -> None:
    app = unfolded()
    field = app.multiselect(key="question_signs")
    (asked,) = field.options
    assert "9 dari 9 hari pendaftaran jatuh pada tiga hari terakhir bulan" in asked
    assert asked.endswith("Mengapa begitu?")
    click(app, "questions.plan.do")
    assert "pilih sedikitnya satu pertanyaan" in " ".join(one.value for one in app.error)
    app.multiselect(key="question_signs").set_value(["A1 month_end"])
    app.text_input(key="question_name").set_value("Ani")
    click(app, "questions.plan.do")
    assert [row[:2] for row in listed(app)] == [("A1", "belum ditanyakan")]
    assert not [one for one in app.multiselect if one.key == "question_signs"]
    app.text_input(key="question_answer").set_value("Rapat kelompok tiap akhir bulan")
    click(app, "questions.record.do")
    assert listed(app) == [("A1", "terjelaskan", "Rapat kelompok tiap akhir bulan")]
    for word in ("curang", "palsu", "fiktif", "pelanggaran", "dicurigai"):
        assert word not in ID("questions.about") + asked
