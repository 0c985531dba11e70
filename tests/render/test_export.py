import csv
import io
import re
from dataclasses import replace
from datetime import datetime

import altair
import openpyxl
import polars as pl
import pypdf
import pytest
from PIL import Image

from dashboard.charts.agents import agent_grid
from dashboard.language.words import LANGUAGES, words_in
from dashboard.render import export, sheet
from dashboard.render.export import FORMATS, ExportError, file_name, render
from dashboard.render.frame import WIDE, frame
from dashboard.render.pool import WorkerProcess, WorkError
from tests.support.drawn import RECEIVED, TITLES, figure, grid, texts

DEMO = {"id": "data demonstrasi", "en": "demonstration data"}


@pytest.fixture(scope="module")
def drawer():
    process = WorkerProcess("dashboard.render.worker")
    yield process
    process.close()


@pytest.fixture(params=LANGUAGES)
def language(request):
    return request.param


def exported(language: str, format: str, drawer: WorkerProcess, name: str = "cumulative") -> bytes:
    return render(figure(name, words_in(language)), words_in(language), format, using=drawer)


def squeezed(text: str) -> str:
    return " ".join(text.split())


SIZES = {"png": (2400, 1350), "png-square": (2400, 2400), "png-story": (1080, 1920), "png-a4": (2480, 3508)}


@pytest.mark.parametrize(("format", "size"), SIZES.items())
def test_a_png_has_the_promised_size_and_something_on_it(format, size, drawer):
    picture = Image.open(io.BytesIO(exported("id", format, drawer)))
    assert picture.size == size
    assert len(picture.convert("RGB").getcolors(maxcolors=2**24)) > 50


def test_a_pdf_has_real_text(language, drawer):
    pages = pypdf.PdfReader(io.BytesIO(exported(language, "pdf", drawer))).pages
    text = squeezed(pages[0].extract_text())
    assert len(pages) == 1
    for wanted in (TITLES[language], DEMO[language], "Per 30 Juni 2019", "Sumber: kantor cabang", "semester I 2019"):
        assert wanted in text
    assert {"id": "Rp113,7 juta", "en": "Rp113.7 million"}[language] in text
    fonts = {font["/BaseFont"] for font in (f.get_object() for f in pages[0]["/Resources"]["/Font"].values())}
    assert fonts
    assert all("Inter" in name for name in fonts)


def test_an_a4_page_is_one_a4_page(language, drawer):
    (page,) = pypdf.PdfReader(io.BytesIO(exported(language, "pdf-a4", drawer))).pages
    assert [float(side) for side in page.mediabox[2:]] == pytest.approx([595.28, 841.89], abs=0.6)
    assert TITLES[language] in squeezed(page.extract_text())


def test_one_drawing_gives_the_whole_picture_twice_and_the_chart_alone(language, drawer, monkeypatch):
    words, chart = words_in(language), replace(figure("cumulative", words_in(language)), code="K7QM2X4D-A5")
    asked = []
    monkeypatch.setattr(drawer, "work", lambda *job: asked.append(job) or WorkerProcess.work(drawer, *job))
    drawn = export.pictures(chart, words, "EMBARGO", using=drawer)
    assert len(asked) == 1
    assert drawn == export.pictures(chart, words, "EMBARGO", using=drawer)
    assert drawn.png == render(chart, words, "png", stamp="EMBARGO", using=drawer)
    assert drawn.svg == render(chart, words, "svg", stamp="EMBARGO", using=drawer)
    lines = " ".join(one.text for one in texts(drawn.chart.decode()))
    assert "Rp113" in lines
    assert "EMBARGO" not in lines
    assert TITLES[language] not in squeezed(lines)
    assert re.match(rb'<svg [^>]*width="\d+" height="\d+" viewBox="0 0 \d+ \d+"', drawn.chart)
    assert b"@font-face" not in drawn.chart


@pytest.mark.parametrize("format", ["svg", "pdf", "pdf-a4"])
def test_the_code_and_the_embargo_are_text(format, language, drawer):
    words, chart = words_in(language), replace(figure("cumulative", words_in(language)), code="K7QM2X4D-A5")
    body = render(chart, words, format, stamp="EMBARGO sampai besok", using=drawer)
    said = body.decode() if format == "svg" else pypdf.PdfReader(io.BytesIO(body)).pages[0].extract_text()
    assert "K7QM2X4D-A5" in said
    assert "EMBARGO sampai besok" in said


def test_an_svg_has_the_words_the_numbers_and_the_font(language, drawer):
    svg = exported(language, "svg", drawer).decode()
    lines = squeezed(" ".join(one.text for one in texts(svg)))
    for wanted in (TITLES[language], DEMO[language], "Per 30 Juni 2019", "Sumber: kantor cabang"):
        assert wanted in lines
    assert svg.count("@font-face") == 2
    assert "<desc>Satu garis naik</desc>" in svg


def test_a_picture_of_no_demonstration_says_nothing_of_it(language):
    real = figure("cumulative", words_in(language))
    real = type(real)(**{**real.__dict__, "demo": False})
    around = frame(real, words_in(language), WIDE)
    assert DEMO[language] not in around.before


def test_markup_in_a_title_stays_text(drawer):
    odd = figure("cumulative", words_in("id"))
    odd = type(odd)(**{**odd.__dict__, "title": "A < B & C"})
    svg = render(odd, words_in("id"), "svg", using=drawer).decode()
    assert "A < B & C" in [one.text for one in texts(svg)]


@pytest.mark.parametrize("letter", ["\x00", "\x01", "\x0b", "\x1b"])
def test_a_letter_that_no_picture_can_hold_is_left_out_and_the_process_lives(letter, drawer):
    odd = replace(figure("cumulative", words_in("id")), title=f"Ju{letter}dul", source=f"Sum{letter}ber")
    render(odd, words_in("id"), "png", using=drawer)
    process = drawer._process
    assert {"Judul", "Sumber"} <= {one.text for one in texts(render(odd, words_in("id"), "svg", using=drawer).decode())}
    assert drawer._process is process


def test_a_csv_opens_in_a_spreadsheet_of_the_language(language, drawer):
    body = exported(language, "csv", drawer)
    assert body.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(body.decode("utf-8-sig")), delimiter=";" if language == "id" else ","))
    top = [row[0] for row in rows[: rows.index([])]]
    assert top[0] == TITLES[language]
    assert top[-1] == DEMO[language]
    head, *numbers = rows[rows.index([]) + 1 :]
    assert head == ["Bulan", "Penerimaan iuran", "Bagian", "Telat", "Nama"]
    assert [int(row[1]) for row in numbers] == RECEIVED
    yes, half = {"id": ("ya", "0,5"), "en": ("yes", "0.5")}[language]
    assert numbers[0] == ["2019-01", "15709600", half, yes, "'=1+1"]
    assert numbers[2][2:4] == ["", ""]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("opened_by", [";", ","])
def test_no_cell_of_a_csv_is_a_formula_whichever_separator_it_is_opened_by(language, opened_by):
    words = words_in(language)
    names = ["x,=1+1", "x;=1+1", "=1", "a\t=1", 'q","=1', "x\n=1", "Budi,=1+1,x", "Budi; =1+1;x"]
    hostile = replace(
        figure("cumulative", words),
        title="T;=1,=2",
        table=pl.DataFrame({"code": ["A1"] * len(names), "name": names}),
        labels={"code": "K", "name": "N;=1"},
    )
    text = sheet.to_csv(hostile, words).decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(text, newline=""), delimiter=opened_by) for cell in row]
    assert not [cell for cell in cells if cell.strip().startswith("=")]
    if opened_by == (";" if language == "id" else ","):
        assert {"'=1", "x,'=1+1", "Budi; '=1+1;x", "T;'=1,'=2"} <= {*cells}


def test_a_workbook_has_numbers_as_numbers(language, drawer):
    sheet = openpyxl.load_workbook(io.BytesIO(exported(language, "xlsx", drawer))).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    first = [row[0] for row in rows]
    assert first[0] == TITLES[language]
    assert DEMO[language] in first
    head = first.index("Bulan")
    assert [row[1] for row in rows[head + 1 :]] == RECEIVED
    assert rows[head + 1][0] == datetime(2019, 1, 1)
    assert rows[head + 1][4] == "=1+1"
    assert sheet.cell(head + 2, 5).data_type == "s"


@pytest.mark.parametrize("format", [format for format in FORMATS if not format.startswith("pdf")])
def test_the_same_figure_gives_the_same_bytes(format, drawer):
    assert exported("id", format, drawer) == exported("id", format, drawer)


def test_languages_do_not_leak_into_each_other(drawer):
    before = exported("id", "svg", drawer, "received_parts")
    exported("en", "svg", drawer, "received_parts")
    assert exported("id", "svg", drawer, "received_parts") == before
    assert b"20 juta" in before
    assert b"million" not in before


def test_file_names_say_what_is_inside():
    chart = figure("cumulative", words_in("id"))
    names = [file_name(chart, format) for format in FORMATS]
    assert names[0] == "cumulative_2019-S1_semua-wilayah_per-2019-06-30.png"
    shapes = [name.removeprefix("cumulative_2019-S1_semua-wilayah_per-2019-06-30") for name in names[1:]]
    assert shapes == ["_1x1.png", "_9x16.png", "_a4.png", ".svg", ".pdf", "_a4.pdf", ".csv", ".xlsx"]
    assert len(set(names)) == len(FORMATS)


def test_a_picture_says_how_many_rows_it_shows_and_a_page_shows_all(drawer):
    chart = figure("agent_grid", words_in("id"))
    chart = type(chart)(**{**chart.__dict__, "drawing": agent_grid(grid(120), words_in("id"))})
    around = frame(chart, words_in("id"), WIDE)
    assert f"{around.rows} dari 120 baris" in around.before
    page = pypdf.PdfReader(io.BytesIO(render(chart, words_in("id"), "pdf", using=drawer, timeout=120))).pages[0]
    assert page.mediabox.height > 120 * 14
    assert "Slamet 118" in page.extract_text()
    assert Image.open(io.BytesIO(render(chart, words_in("id"), "png", using=drawer, timeout=120))).size == (2400, 1350)


def test_a_column_without_a_label_is_refused():
    chart = figure("cumulative", words_in("id"))
    with pytest.raises(ValueError, match="'cumulative' has no label for extra"):
        type(chart)(**{**chart.__dict__, "table": pl.DataFrame({"extra": [1]})})


def test_a_chart_that_cannot_be_drawn_is_an_error_with_a_reason_and_the_next_is_drawn(drawer):
    with pytest.raises(WorkError):
        drawer.work({"spec": {"mark": "nonsense"}, "before": "", "after": "", "format": "svg", "vega_lite": "6.4"})
    assert exported("id", "svg", drawer)


@pytest.mark.parametrize(
    ("language", "advice"), [("id", "Coba lagi, atau ambil CSV"), ("en", "Try again, or take the CSV")]
)
def test_a_drawing_that_hangs_is_stopped_and_said_so(language, advice, tmp_path):
    (tmp_path / "hangs.py").write_text("import sys\nwhile sys.stdin.buffer.read(1): pass\n")
    hanging = WorkerProcess("hangs", tmp_path)
    try:
        with pytest.raises(ExportError, match=advice):
            render(figure("cumulative", words_in(language)), words_in(language), "png", using=hanging, timeout=0.3)
        assert hanging._process is None
    finally:
        hanging.close()


def test_the_grammar_is_the_one_that_altair_writes():
    assert altair.SCHEMA_VERSION.removeprefix("v").startswith(export.VEGA_LITE)
