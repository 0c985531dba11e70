"""A briefing's files: one ZIP of which the same input gives the same bytes, made in a process of its own."""

import base64
import dataclasses
import hashlib
import io
import json
import re
import zipfile
from dataclasses import replace

import pytest

from dashboard.briefing import process
from dashboard.briefing.documents import zip_file
from dashboard.briefing.documents.archive import Folder, archive, files, manifest, safe
from dashboard.briefing.documents.readme import readme
from dashboard.briefing.documents.writers import DOCUMENTS, documents
from dashboard.briefing.pack import Confirmed, Pack, from_json
from dashboard.briefing.warmup import SMALLEST
from dashboard.language.words import LANGUAGES, words_in
from dashboard.render.export import ExportError
from dashboard.render.pool import WorkerProcess
from tests.support.briefing_pack import plain, sample

STEM = "taklimat_2019-S1_semua-wilayah_per-2019-06-30"


@pytest.fixture(scope="module", params=LANGUAGES)
def pack(request: pytest.FixtureRequest) -> Pack:
    return sample(request.param)


@pytest.fixture(scope="module")
def zipped(pack: Pack) -> bytes:
    return archive([folder_of(pack)])


def folder_of(pack: Pack) -> Folder:
    """The pack with its documents."""
    return Folder(pack, documents(pack, words_in(pack.language)))


def contents(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        assert opened.testzip() is None
        return {name: opened.read(name) for name in opened.namelist()}


def test_every_document_and_picture_is_in_it_under_the_briefings_name(pack, zipped):
    folder, first = {"id": ("gambar", "BACA-SAYA.md"), "en": ("pictures", "README.md")}[pack.language]
    names = list(contents(zipped))
    offices = [f"{STEM}.{ending}" for ending in ("pptx", "pdf", "docx", "xlsx")]
    drawn = [f"{folder}/{one.stem}.{ending}" for one in pack.exhibits for ending in ("png", "svg")]
    terms = words_in(pack.language)("report.terms.file")
    assert names == [first, *offices, f"{STEM}.csv", terms, *drawn, "manifest.json"]


def test_each_file_is_of_its_kind(zipped):
    starts = {"pptx": b"PK", "pdf": b"%PDF-", "docx": b"PK", "xlsx": b"PK", "png": b"\x89PNG", "svg": b"<svg"}
    for name, content in contents(zipped).items():
        assert content.startswith(starts.get(name.rpartition(".")[2], b"")), name
        assert content, name


def test_the_pictures_are_the_packs(pack, zipped):
    pictures = contents(zipped)
    for one in pack.exhibits:
        mine = {name.rpartition(".")[2]: content for name, content in pictures.items() if f"/{one.stem}." in name}
        assert mine == {"png": base64.b64decode(one.png), "svg": one.svg.encode()}


def test_the_manifest_has_size_and_hash_of_every_other_file(pack, zipped):
    files_in_it = contents(zipped)
    manifest = json.loads(files_in_it.pop("manifest.json"))
    expected = {
        name: {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        for name, content in files_in_it.items()
    }
    assert manifest["files"] == expected
    assert manifest["filters"] == dict(pack.filters)
    assert manifest["data_version"] == 7
    assert {one["code"] for one in manifest["figures"]} == {one.code for one in pack.exhibits}
    assert len(manifest["withheld"]) == len(pack.withheld)


def test_the_manifests_keys_are_sorted(zipped):
    text = contents(zipped)["manifest.json"].decode()
    assert text == json.dumps(json.loads(text), ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def test_the_same_pack_gives_the_same_bytes(pack, zipped):
    again = archive([folder_of(pack)])
    changed = [name for name, content in contents(zipped).items() if contents(again)[name] != content]
    assert changed == []
    assert again == zipped


def test_no_file_tells_the_hour_of_its_making(zipped):
    entries = zipfile.ZipFile(io.BytesIO(zipped)).infolist()
    assert {one.date_time for one in entries} == {(2019, 7, 2, 3, 15, 42)}
    assert {one.external_attr >> 16 for one in entries} == {0o644}


def test_the_readme_says_what_it_is_about_what_is_withheld_and_how_to_cite(pack, zipped):
    name = {"id": "BACA-SAYA.md", "en": "README.md"}[pack.language]
    text = contents(zipped)[name].decode()
    wanted = [pack.title, pack.subtitle, pack.stamp, pack.demo, pack.cite]
    wanted += [value for row in pack.filters for value in row]
    wanted += [part for one in pack.withheld for part in (one.what, one.reason)]
    wanted += [one.code for one in (*pack.exhibits, *pack.numbers) if one.code]
    assert [one for one in wanted if one not in text] == []
    for part in (f"{STEM}.pptx", f"{STEM}.pdf", f"{STEM}.docx", f"{STEM}.xlsx", "*.png", "*.svg", "manifest.json"):
        assert part in text
    assert "Inter" in text
    assert "SHA-256" in text


def test_a_press_briefing_that_withholds_nothing_says_so_and_one_for_the_office_is_silent():
    w = words_in("id")
    assert w("report.readme.nothing") in readme(sample("id", withheld=()), w, [])
    silent = readme(plain("id"), w, [])
    assert w("report.withheld") not in silent
    assert "EMBARGO" not in silent


def test_markup_in_a_title_stays_text_in_the_readme():
    text = readme(sample("id", title="A | *B* <script>\n# C"), words_in("id"), [])
    assert text.startswith("# A \\| \\*B\\* \\<script> # C\n")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("taklimat_2019-S1", "taklimat_2019-S1"),
        ("../../etc/passwd", "etc-passwd"),
        ("a\\b:c*d?", "a-b-c-d"),
        ("Kafé Ünïcode", "Kafe-Unicode"),
        ("...", "briefing"),
        ("北京", "briefing"),
        ("x" * 120, "x" * 120),
    ],
)
def test_a_name_leads_nowhere_else_and_is_ascii(name, expected):
    assert safe(name) == expected


def test_two_long_names_that_begin_alike_stay_two():
    one, other = (safe(f"{'x' * 500}{end}") for end in "ab")
    assert (len(one), len(other)) == (120, 120)
    assert one != other
    assert one.startswith("x" * 111)


def test_two_figures_of_one_name_lie_beside_each_other():
    one = sample("id").exhibits[0]
    pack = sample("id", stem="../up", exhibits=(one, replace(one, svg="", png=one.png), one))
    names = files([replace(folder_of(pack), shapes=[{"1x1": bytes([n])} for n in range(3)])])
    squares = {name: names[name] for name in names if name.startswith("gambar/persegi-1080x1080/")}
    ends = [f"{one.stem}{end}_1x1.png" for end in ("", "-2", "-3")]
    assert squares == {f"gambar/persegi-1080x1080/{end}": bytes([n]) for n, end in enumerate(ends)}
    drawn = [name for name in names if name.startswith("gambar/") and name not in squares]
    assert drawn == [f"gambar/{one.stem}{end}" for end in (".png", ".svg", "-2.png", "-3.png", "-3.svg")]
    assert "up.pdf" in names
    assert all(re.fullmatch(r"(gambar/)?[A-Za-z0-9][A-Za-z0-9._-]*", name) for name in {*names} - {*squares})


def test_two_languages_have_a_folder_each_and_one_manifest():
    packs = [sample(language) for language in LANGUAGES]
    every = files([Folder(one, {"a.pdf": one.language.encode()}) for one in packs])
    assert (every["id/a.pdf"], every["en/a.pdf"]) == (b"id", b"en")
    assert {name.partition("/")[0] for name in every} == {"id", "en", "manifest.json"}
    about = json.loads(every["manifest.json"])
    assert about["languages"] == ["id", "en"]
    assert [about[one.language]["title"] for one in packs] == [one.title for one in packs]
    assert {*about["files"]} == {*every} - {"manifest.json"}
    assert "folder `id`" in every["en/README.md"].decode()


def test_an_office_file_loses_the_hour_alone():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive_file:
        archive_file.writestr("b.xml", "<b/>")
        archive_file.writestr("a.png", b"1")
    packed = zip_file.again(out.getvalue())
    assert contents(packed) == {"b.xml": b"<b/>", "a.png": b"1"}
    assert zip_file.again(packed) == packed


# The process


@pytest.fixture(scope="module")
def office_process():
    using = WorkerProcess("dashboard.briefing.worker")
    yield using
    using.close()


def test_a_process_of_its_own_makes_the_same_bytes(pack, zipped, office_process):
    written = process.documents(pack, words_in(pack.language), using=office_process)
    assert archive([Folder(pack, written)]) == zipped


@pytest.mark.parametrize(
    ("language", "advice"), [("id", "Berkas taklimat tidak dapat dibuat"), ("en", "files could not be made")]
)
def test_a_briefing_that_cannot_be_made_is_a_sentence_and_the_next_is_made(language, advice, office_process):
    broken = replace(plain(language).exhibits[0], chart="<svg", svg="<svg")
    with pytest.raises(ExportError, match=advice):
        process.documents(replace(plain(language), exhibits=(broken,)), words_in(language), using=office_process)
    assert process.documents(plain(language), words_in(language), using=office_process)


def test_one_that_takes_too_long_is_stopped_and_said_so(tmp_path):
    (tmp_path / "hangs.py").write_text("import sys\nwhile sys.stdin.buffer.read(1): pass\n")
    hanging = WorkerProcess("hangs", tmp_path)
    try:
        with pytest.raises(ExportError, match="lebih sedikit gambar"):
            process.documents(plain("id"), words_in("id"), using=hanging, timeout=0.3)
        assert hanging._process is None
    finally:
        hanging.close()


def test_the_first_pack_has_one_of_everything():
    assert from_json(json.dumps(dataclasses.asdict(SMALLEST))) == SMALLEST
    empty = [one.name for one in dataclasses.fields(SMALLEST) if getattr(SMALLEST, one.name) in ("", ())]
    assert empty == ["moment"]
    assert {one.native and one.native.kind for one in SMALLEST.exhibits} == {"column", "line", None}
    assert set(DOCUMENTS) == {"pptx", "pdf", "docx", "xlsx"}


def test_what_was_confirmed_stands_in_manifest_and_readme():
    why = Confirmed("Dihadiri 7.350 pekerja.", "7.350 pekerja", "Daftar hadir", "Ani", "2019-07-25T02:00:00+00:00")
    given = dataclasses.replace(SMALLEST, confirmed=(why,))
    contents = {"a": b""}
    assert json.loads(manifest(given, contents))["confirmed"] == [dataclasses.asdict(why)]
    text = readme(given, words_in("id"), [])
    assert "7.350 pekerja dalam kalimat “Dihadiri 7.350 pekerja.”: Daftar hadir (Ani, 25 Juli 2019 pukul 09.00" in text
    assert words_in("id")("report.readme.confirmed") not in readme(
        dataclasses.replace(SMALLEST, confirmed=()), words_in("id"), []
    )
