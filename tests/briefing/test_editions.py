"""Internal, embargoed and open editions: each says what it is, and none is written over another."""

import re
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime

import openpyxl
import pytest
from pptx import Presentation
from pypdf import PdfReader

from dashboard.briefing import answers, assemble, build, store
from dashboard.briefing.answers import gather
from dashboard.briefing.documents import zip_file
from dashboard.briefing.pack import Paragraph
from dashboard.briefing.release.confirmed import with_confirmed
from dashboard.briefing.release.headlines import with_headline
from dashboard.briefing.release.release import release
from dashboard.language.words import words_in
from dashboard.view import cache
from queries.db import schema as s
from queries.db.engine import writing
from queries.periods import Period
from queries.published.drafts import Draft, Edit
from seed.writes.drafts import save as save_draft
from tests.briefing.test_build import EMBARGO, PERIOD, data, run, view

__all__ = ["data", "run", "view"]

ID = words_in("id")


STEM = "taklimat_2019-S1_semua-wilayah_per-2019-06-30"


def test_every_page_slide_sheet_and_picture_of_an_internal_edition_says_so(run, tmp_path):
    assert run("briefing", "--period", PERIOD, "--figures", "agents_by_status", "--internal", "--out", tmp_path)[0] == 0
    folder = tmp_path / f"INTERNAL_{STEM}"
    assert all(path.name.startswith("INTERNAL_") for ending in ("png", "svg") for path in folder.rglob(f"*.{ending}"))
    (docx,), (pptx,) = (list(folder.rglob(f"*.{ending}")) for ending in ("docx", "pptx"))
    letter = zipfile.ZipFile(docx)
    header = "".join(letter.read(name).decode() for name in letter.namelist() if "header" in name)
    pages = [
        *(page.extract_text() for pdf in folder.rglob("*.pdf") for page in PdfReader(pdf).pages),
        *(
            " ".join(one.text_frame.text for one in slide.shapes if one.has_text_frame)
            for slide in Presentation(pptx).slides
        ),
        *(str(sheet["A2"].value) for sheet in openpyxl.load_workbook(next(folder.glob("*.xlsx")))),
        re.sub("<[^>]*>", "", header),
        *(svg.read_text() for svg in folder.rglob("*.svg")),
    ]
    assert [page for page in pages if "INTERNAL KANTOR CABANG" not in " ".join(page.split())] == []
    assert ID("release.at_once") not in re.sub("<[^>]*>", "", letter.read("word/document.xml").decode())


def test_internal_embargoed_and_open_editions_lie_beside_each_other(view, tmp_path):
    asked, until = answers.gather(view), datetime.fromisoformat(f"{EMBARGO}+07:00")
    for press, embargo in ((False, None), (True, until), (True, None), (False, until)):
        packed = assemble.pack(replace(asked, press=press), (), (), (), embargo)
        store.write(zip_file.packed({"isi.txt": packed.stamp.encode()}), packed.stem, tmp_path)
    stamps = {path.parent.name: path.read_text() for path in tmp_path.rglob("isi.txt")}
    assert stamps == {
        f"INTERNAL_{STEM}": "INTERNAL KANTOR CABANG: memuat nama agen, tidak untuk disiarkan",
        f"EMBARGO-2019-07-25-1000_{STEM}": "EMBARGO sampai 25 Juli 2019 pukul 10.00 WIB",
        STEM: "",
        f"INTERNAL_EMBARGO-2019-07-25-1000_{STEM}": "INTERNAL KANTOR CABANG: memuat nama agen, tidak untuk disiarkan"
        " · EMBARGO sampai 25 Juli 2019 pukul 10.00 WIB",
    }
    assert len(list(tmp_path.glob("*.zip"))) == 4


def test_a_release_under_embargo_or_for_inside_does_not_say_at_once(view):
    said = [Paragraph("title", f"{ID('release.at_once').upper()}: 1.313 peserta")]
    build.require_not_at_once(view, said, None)
    for one, until in ((view, datetime(2019, 7, 25, tzinfo=UTC)), (replace(view, press=False), None)):
        with pytest.raises(build.NothingToTell, match="Untuk disiarkan segera"):
            build.require_not_at_once(one, said, until)


@pytest.fixture
def drafted(data, view):
    """What saves a draft of the view's briefing, with one paragraph edited; nothing of it is left behind."""

    def save(edit: str, *confirmed: Edit, **chosen: object) -> None:
        (title,) = [one.text for one in release(gather(view), None).paragraphs if one.kind == "title"]
        after = Draft(edits=(Edit("title", 0, title, edit), *confirmed), **chosen)
        with writing(cache.engine(view.url)) as conn:
            save_draft(conn, view.scope, "id", True, Draft(), after, "Sari", datetime(2019, 7, 24, tzinfo=UTC))

    yield save
    with writing(cache.engine(view.url)) as conn:
        for table in (s.drafts, s.standing_texts):
            conn.execute(table.delete())


def test_the_command_makes_what_was_drafted_on_the_page(run, drafted, tmp_path, monkeypatch):
    asked = []

    def make(texts, ids, on, embargo, _progress):
        (text,) = texts
        title = text.edited and next(one.text for one in text.edited if one.kind == "title")
        asked.append((ids, on, embargo, title, text.confirmed))
        raise build.NothingToTell("cukup")

    monkeypatch.setattr(build, "make_all", make)
    drafted("Agen Perisai menjaring 1.313 peserta", figures=("agents_by_status",), on=date(2019, 7, 26))
    code, _, said = run("briefing", "--period", PERIOD, "--out", tmp_path)
    assert (code, "Sari" in said) == (1, True)
    run("briefing", "--period", PERIOD, "--out", tmp_path, "--date", "2019-07-27", "--figures", "received_by_wilayah")
    run("briefing", "--period", PERIOD, "--out", tmp_path, "--without-draft")
    mine, chosen, plain = asked
    assert mine == (("agents_by_status",), date(2019, 7, 26), None, "Agen Perisai menjaring 1.313 peserta", ())
    assert chosen[:2] == (("received_by_wilayah",), date(2019, 7, 27))
    assert plain[1:] == (None, None, None, ())
    assert len(plain[0]) > 1


def test_the_command_asks_the_linter_as_the_page_does(run, view, drafted, tmp_path, monkeypatch):
    monkeypatch.setattr(build, "make_all", lambda *_: pytest.fail("it was made"))
    (figure,) = assemble.choose(view, ["acquired_by_month"]).figures
    (head,) = with_headline((), figure, "Januari 2019 menjaring 1.313 peserta")
    drafted("Sebanyak 4 peserta dijaring di Kota Pekalongan. Hadir pula 777 orang lain.", head)
    code, out, said = run("briefing", "--period", PERIOD, "--out", tmp_path)
    assert (code, out, list(tmp_path.iterdir())) == (1, "", [])
    assert "--without-draft" in said
    assert "Ditolak: “Sebanyak 4" in said
    assert "Ditolak: “Januari 2019" in said
    assert "Belum dikonfirmasi: “Hadir" in said


def test_what_was_confirmed_on_the_page_goes_along(run, drafted, tmp_path, monkeypatch):
    known = []
    monkeypatch.setattr(build, "make_all", lambda texts, *_: known.extend(texts[0].confirmed) or pytest.fail("enough"))
    sentence = "Sebanyak 777 orang menghadiri acara"
    at = datetime(2019, 7, 24, tzinfo=UTC)
    drafted(sentence, *with_confirmed((), sentence, "777 orang", "daftar hadir", "Sari", at))
    with pytest.raises(pytest.fail.Exception, match="enough"):
        run("briefing", "--period", PERIOD, "--out", tmp_path)
    assert [(one.figure, one.reason, one.by) for one in known] == [("777 orang", "daftar hadir", "Sari")]


def test_a_reason_that_names_an_agent_answers_no_question(run, drafted, tmp_path, monkeypatch):
    """It is printed in the ZIP's README and manifest."""
    monkeypatch.setattr(build, "make_all", lambda *_: pytest.fail("it was made"))
    sentence, why = "Sebanyak 777 orang menghadiri acara", "kata agen Perisai Siti Aminah"
    drafted(sentence, *with_confirmed((), sentence, "777 orang", why, "Sari", datetime(2019, 7, 24, tzinfo=UTC)))
    code, _, said = run("briefing", "--period", PERIOD, "--out", tmp_path)
    assert code == 1
    assert ID("release.why.named_reason") in said


@pytest.mark.parametrize("period", [PERIOD, "2019-05", "2019"])
def test_two_languages_say_each_figure_alike_and_an_edit_that_does_not_is_refused(view, period):
    """One number is frozen and watched, and not that of the first language alone."""
    scope = view.scope.during(Period.parse(period))
    views = [replace(view, words=words_in(language), scope=scope) for language in ("id", "en")]
    releases = [release(gather(one), date(2019, 7, 26)) for one in views]
    said = [(one.paragraphs, one) for one in releases]
    build.require_alike(ID, said)
    if period == PERIOD:
        lead = next(one for one in said[1][0] if one.kind == "lead")
        lead = replace(lead, text="Perisai agents registered about 1,300 participants.")
        with pytest.raises(build.NothingToTell, match=r"“1\.313 peserta” dan “about 1,300 participants” ialah"):
            build.require_alike(ID, [said[0], ([lead], releases[1])])
