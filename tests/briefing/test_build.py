"""A whole briefing of the demonstration by the command line: its files, and that all of them say the same."""

import hashlib
import io
import json
import re
import shutil
import zipfile
from pathlib import Path

import openpyxl
import polars as pl
import pytest
from PIL import Image
from pptx import Presentation
from pypdf import PdfReader

from dashboard import settings
from dashboard.briefing import assemble, build
from dashboard.cli import main
from dashboard.figures import registry
from dashboard.language.words import words_in
from dashboard.render import export
from queries.access import AccessDenied
from queries.periods import Period
from tests.support import demonstration, slipped

PERIOD = "2019-S1"
EMBARGO = "2019-07-25T10:00"


@pytest.fixture(scope="module")
def data(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the demonstration, into which cells slipped."""
    slipped.load(folder := shutil.copytree(demo_folder, tmp_path_factory.mktemp("briefing") / "data"))
    return folder


@pytest.fixture
def run(data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture):
    """A command's exit code, its output and what it says of errors, over the demonstration."""
    monkeypatch.setenv("PERISAI_DATA_FOLDER", str(data))

    def command(*arguments: object) -> tuple[int, str, str]:
        code = main.main([str(word) for word in arguments])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return command


@pytest.fixture(scope="module")
def written(data: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The files of the branch's briefing under embargo, by name, as the command wrote them."""
    out = tmp_path_factory.mktemp("out")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PERISAI_DATA_FOLDER", str(data))
        assert main.main(["briefing", "--period", PERIOD, "--embargo", EMBARGO, "--out", str(out)]) == 0
    (archive,) = out.glob("*.zip")
    with zipfile.ZipFile(archive) as packed:
        files = {name: packed.read(name) for name in packed.namelist()}
    beside = {path.relative_to(out / archive.stem).as_posix(): path for path in (out / archive.stem).rglob("*")}
    assert {name: path.read_bytes() for name, path in beside.items() if path.is_file()} == files
    return files


@pytest.fixture
def view(data: Path):
    """The view that the briefing was made of."""
    return build.open_view(settings.Settings(data_folder=str(data)), Period.parse(PERIOD), None, "id", press=True)


def one(written: dict[str, bytes], ending: str) -> bytes:
    """The only file of that ending."""
    (content,) = [content for name, content in written.items() if name.endswith(ending)]
    return content


def test_every_kind_of_file_is_there_and_named_in_the_manifest(written):
    endings = [name.rpartition(".")[2] for name in written]
    assert {kind: endings.count(kind) for kind in ("pptx", "pdf", "docx", "xlsx", "csv", "png", "svg", "txt")} == {
        "pptx": 1,
        "pdf": 1,
        "docx": 1,
        "xlsx": 1,
        "csv": 1,
        "txt": 3,  # a message, alternative texts, licence and citation
        "png": 4 * len(registry.usual()) + 2 + 5,  # in four shapes; an infographic in two, a carousel of five
        "svg": len(registry.usual()),
    }
    manifest = json.loads(written["manifest.json"])
    listed = {name: file["sha256"] for name, file in manifest["files"].items()}
    assert listed == {
        name: hashlib.sha256(content).hexdigest() for name, content in written.items() if name != "manifest.json"
    }


def test_each_figure_is_there_in_each_shape_with_the_stamp(written):
    """The band of the embargo is the first thing at the top of each picture."""
    sizes = {"persegi-1080x1080": (1080, 1080), "story-1080x1920": (1080, 1920), "a4-cetak": (1654, 2339)}
    shapes = {"persegi-1080x1080": "1x1", "story-1080x1920": "9x16", "a4-cetak": "a4"}
    drawn = {re.sub("^gambar/(.*)[.]svg$", r"\1", name) for name in written if name.endswith(".svg")}
    for folder, size in sizes.items():
        found = {name: Image.open(io.BytesIO(written[name])) for name in written if f"/{folder}/" in name}
        assert {*found} == {f"gambar/{folder}/{name}_{shapes[folder]}.png" for name in drawn}
        assert {one.size for one in found.values()} == {size}
        assert {one.convert("RGB").getpixel((4, 4)) for one in found.values()} == {(168, 67, 27)}
    assert all(name.startswith("EMBARGO-2019-07-25-1000_") for name in drawn)


def test_both_languages_lie_in_one_zip_and_the_same_input_gives_the_same_pictures(run, written, tmp_path):
    """That the same pictures give the same documents is tested in documents/test_archive.py."""
    asked = ("--period", PERIOD, "--figures", "acquired_by_month", "--embargo", EMBARGO, "--out", tmp_path)
    assert run("briefing", *asked, "--language", "both")[0] == 0
    (archive,) = tmp_path.glob("EMBARGO-2019-07-25-1000_taklimat_*_id-en.zip")
    with zipfile.ZipFile(archive) as packed:
        every = {name: packed.read(name) for name in packed.namelist()}
    again = {name.removeprefix("id/"): one for name, one in every.items() if name.startswith("id/gambar/")}
    assert len(again) == 5
    assert [name for name, content in again.items() if content != written[name]] == []
    stamped = [name for name, one in every.items() if b"EMBARGO" in one and name.startswith("en/")]
    assert sum(name.endswith(".svg") for name in stamped) == 1
    both = json.loads(every["manifest.json"])
    parts = ("numbers", "figures")
    coded = [[(one["id"], one["code"]) for part in parts for one in both[name][part]] for name in ("id", "en")]
    assert coded[0] == coded[1]
    assert {*both["files"]} == {*every} - {"manifest.json"}
    assert next(iter(every)).startswith("id/")
    read_me = every["id/BACA-SAYA.md"].decode()
    assert "folder `en`" in read_me
    assert "`../manifest.json`" in read_me


def test_the_charts_of_the_slides_hold_the_numbers_of_the_figures(view, written):
    charts = {}
    for slide in Presentation(io.BytesIO(one(written, ".pptx"))).slides:
        for shape in slide.shapes:
            if shape.has_chart:
                series = [[*plot.values] for plot in shape.chart.plots[0].series]
                charts[shape.name] = series
    compared = 0
    for figure in assemble.choose(view, registry.usual()).figures:
        table = registry.table(figure)
        native = registry.native(figure, table)
        if native is None:
            continue
        names = [column.name for column in table.columns]
        wanted = [[row[names.index(series)] for row in table.rows] for series in native.series]
        assert charts[figure.id] == wanted
        compared += 1
    assert compared == len(charts) >= 6


def test_the_workbook_the_csv_and_the_figure_say_the_same(view, written):
    book = openpyxl.load_workbook(io.BytesIO(one(written, ".xlsx")), data_only=True)
    every = {
        tuple(row)
        for sheet in book
        for row in sheet.iter_rows(values_only=True)
        if any(cell is not None for cell in row)
    }
    numbers = [[cell for cell in row if isinstance(cell, int | float)] for row in every]
    for figure in assemble.choose(view, registry.usual()).figures:
        table = registry.table(figure)
        for row in table.rows:
            wanted = [cell for cell in row if isinstance(cell, int | float)]
            assert wanted in numbers, (figure.id, row)
        csv = export.render(figure, view.words, "csv").decode("utf-8-sig")
        measures = [column.name for column in table.columns if column.kind in ("people", "rupiah")]
        for value in figure.table.select(measures).unpivot().drop_nulls()["value"]:
            assert str(value) in csv


def test_a_total_is_a_formula_that_gives_the_number(view, written):
    book = openpyxl.load_workbook(io.BytesIO(one(written, ".xlsx")))
    formulas = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row if str(cell.value)[:1] == "="]
    assert sum("SUM(" in formula for formula in formulas) >= 4
    values = openpyxl.load_workbook(io.BytesIO(one(written, ".xlsx")), data_only=True)
    values_in_it = {cell.value for sheet in values for row in sheet.iter_rows() for cell in row}
    by_month = assemble.choose(view, ["acquired_by_month"]).figures[0].table
    assert by_month["acquired"].sum() in values_in_it


def test_every_page_and_slide_is_under_embargo(written):
    for page in PdfReader(io.BytesIO(one(written, ".pdf"))).pages:
        assert "EMBARGO sampai 25 Juli 2019 pukul 10.00 WIB" in " ".join(page.extract_text().split())
    for slide in Presentation(io.BytesIO(one(written, ".pptx"))).slides:
        assert "EMBARGO sampai 25 Juli 2019" in " ".join(
            shape.text_frame.text for shape in slide.shapes if shape.has_text_frame
        )
    assert all(b"EMBARGO" in content for name, content in written.items() if name.endswith(".svg"))


def test_no_cell_of_people_is_small(view):
    tables = [registry.table(figure) for figure in assemble.choose(view, registry.usual()).figures]
    people = [
        row[number]
        for table in tables
        for number, column in enumerate(table.columns)
        for row in table.rows
        if column.kind == "people"
    ]
    assert len(people) > 40
    assert None in people
    assert [n for n in people if n is not None and n < 5] == []


def test_no_agent_is_named(written, tmp_path):
    agents = pl.read_csv(demonstration_file(tmp_path, "agen"), separator=";", skip_rows=title_rows(tmp_path, "agen"))
    secret = {text for row in agents.select("Kode Perisai", "Nama Agen").iter_rows() for text in row if text}
    texts = " ".join(read(name, content) for name, content in written.items())
    assert len(secret) > 32
    assert [name for name in secret if name in texts] == []


def test_nothing_that_slipped_into_another_column_is_in_any_file(written):
    """Of a name and of a NIK: slides, PDF, letter, workbook, with all their parts, pictures, CSV and JSON."""
    inside = [
        (f"{name}/{part}", packed.read(part))
        for name, content in written.items()
        if name.endswith(("pptx", "docx", "xlsx"))
        for packed in [zipfile.ZipFile(io.BytesIO(content))]
        for part in packed.namelist()
    ]
    pages = [
        (name, page.extract_text().encode())
        for name, content in written.items()
        if name.endswith("pdf")
        for page in PdfReader(io.BytesIO(content)).pages
    ]
    assert any(b"Lainnya" in content for name, content in inside if ".xlsx/" in name)
    assert slipped.leaked([*written.items(), *inside, *pages, *((name, name.encode()) for name in written)]) == []


def test_with_the_default_address_no_link_and_no_qr_leaves_and_the_code_does(written):
    """A link to the maker's own computer opens nothing elsewhere."""
    texts = {name: read(name, content) for name, content in written.items()}
    assert [name for name, text in texts.items() if re.search(r"localhost|127\.0\.0\.1|:8501|Kode QR", text)] == []
    manifest = json.loads(written["manifest.json"])
    traced = [*manifest["figures"], *manifest["numbers"]]
    assert {one["link"] for one in traced} == {""}
    drawn = [one["code"] for one in manifest["figures"]]
    for ending in (".pptx", ".pdf", ".xlsx"):
        text = next(text for name, text in texts.items() if name.endswith(ending))
        assert [code for code in drawn if code not in text] == [], ending


def demonstration_file(folder: Path, kind: str) -> Path:
    """A file of the demonstration, written anew."""
    demonstration.world(folder)
    return next(folder.rglob(f"{kind}.csv"))


def title_rows(folder: Path, kind: str) -> int:
    """The rows above the heading."""
    lines = demonstration_file(folder, kind).read_text(encoding="utf-8-sig").splitlines()
    return next(n for n, line in enumerate(lines) if "Kode Perisai" in line)


def read(name: str, content: bytes) -> str:
    """Every text of a file, whatever it is."""
    if name.endswith((".pptx", ".docx", ".xlsx")):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return " ".join(read(inner, packed.read(inner)) for inner in packed.namelist())
    if name.endswith(".pdf"):
        return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    return "" if name.endswith(".png") else content.decode("utf-8", "replace")


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--period", "2019-S3"], 2, "2019-S3"),
        (["--period", PERIOD, "--wilayah", "99.99"], 2, "99.99"),
        (["--period", "2031-S1"], 1, "semester I 2031"),
        (["--period", PERIOD, "--figures", "tidak_ada"], 1, "acquired_by_month"),
    ],
)
def test_what_cannot_be_made_says_why_and_writes_nothing(run, tmp_path, arguments, code, said):
    ended, _, error = run("briefing", *arguments, "--out", tmp_path / "out")
    assert (ended, said in error) == (code, True)
    assert not (tmp_path / "out").exists()


def test_the_press_makes_no_briefing_that_names_agents(run, tmp_path, monkeypatch):
    monkeypatch.setenv("PERISAI_VIEWER_ROLE", "press")
    ended, _, error = run("briefing", "--period", PERIOD, "--internal", "--out", tmp_path / "out")
    assert (ended, error.strip()) == (1, words_in("id")("cli.briefing.inside"))
    assert not (tmp_path / "out").exists()
    with pytest.raises(AccessDenied):
        build.open_view(settings.read(), Period.parse(PERIOD), None, "id", press=False)


def test_a_folder_that_cannot_be_written_is_told_with_what_to_do(run, tmp_path):
    (tmp_path / "out").write_text("tetap")
    asked = ("--period", PERIOD, "--figures", "acquired_by_month", "--out", tmp_path / "out")
    ended, _, error = run("briefing", *asked)
    assert ended == 1
    assert words_in("id")("cli.briefing.not_written", folder=str(tmp_path / "out"), reason="File exists") in error
    assert (tmp_path / "out").read_text() == "tetap"
