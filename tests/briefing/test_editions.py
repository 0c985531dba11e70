"""Internal, embargoed and open editions: each says what it is, and none is written over another."""

import re
import zipfile
from dataclasses import replace
from datetime import UTC, datetime

import openpyxl
import pytest
from pptx import Presentation
from pypdf import PdfReader

from dashboard.briefing import build
from dashboard.briefing.pack import Paragraph
from dashboard.language.words import words_in
from tests.briefing.test_build import EMBARGO, PERIOD, data, run, view

__all__ = ["data", "run", "view"]

ID = words_in("id")


def test_internal_embargoed_and_open_editions_lie_beside_each_other_and_each_says_what_it_is(run, tmp_path):
    stamps = {"INTERNAL_": "INTERNAL KANTOR CABANG", "EMBARGO-2019-07-25-1000_": "EMBARGO sampai 25 Juli 2019", "": ""}
    common = ("briefing", "--period", PERIOD, "--figures", "agents_by_status", "--out", tmp_path)
    for more in ([], ["--embargo", EMBARGO], ["--internal"]):
        assert run(*common, *more)[0] == 0
    stem, at_once = "taklimat_2019-S1_semua-wilayah_per-2019-06-30", ID("release.at_once")
    assert {path.name for path in tmp_path.glob("*.zip")} == {f"{prefix}{stem}.zip" for prefix in stamps}
    for prefix, stamp in stamps.items():
        folder = tmp_path / f"{prefix}{stem}"
        assert all(path.name.startswith(prefix) for path in folder.rglob("*.png"))
        (docx,), (pptx,) = (list(folder.rglob(f"*.{ending}")) for ending in ("docx", "pptx"))
        pdfs, svgs = (list(folder.rglob(f"*.{ending}")) for ending in ("pdf", "svg"))
        sheets = openpyxl.load_workbook(next(folder.glob("*.xlsx")))
        letter = zipfile.ZipFile(docx)
        pages = [
            *(page.extract_text() for pdf in pdfs for page in PdfReader(pdf).pages),
            *(
                " ".join(one.text_frame.text for one in slide.shapes if one.has_text_frame)
                for slide in Presentation(pptx).slides
            ),
            *(str(sheet["A1"].value) for sheet in sheets),
            re.sub(
                "<[^>]*>", "", "".join(letter.read(name).decode() for name in letter.namelist() if "header" in name)
            ),
            *(svg.read_text() for svg in svgs),
        ]
        assert [page for page in pages if stamp not in " ".join(page.split())] == []
        released = re.sub("<[^>]*>", "", letter.read("word/document.xml").decode())
        assert (at_once in released) is (not prefix)


def test_a_release_under_embargo_or_for_inside_does_not_say_at_once(view):
    said = [Paragraph("title", f"{ID('release.at_once').upper()}: 1.313 peserta")]
    build.require_not_at_once(view, said, None)
    for one, until in ((view, datetime(2019, 7, 25, tzinfo=UTC)), (replace(view, press=False), None)):
        with pytest.raises(build.NothingToTell, match="Untuk disiarkan segera"):
            build.require_not_at_once(one, said, until)
