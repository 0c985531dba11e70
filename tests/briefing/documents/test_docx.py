"""The press release as DOCX: its order, what is still to fill in, and how LibreOffice sets it."""

import io
import zipfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml.ns import qn

from dashboard.briefing.documents import prose
from dashboard.briefing.documents.docx.letter import letter
from dashboard.briefing.pack import Pack, Paragraph
from dashboard.language.words import LANGUAGES, words_in
from queries.periods import JAKARTA
from tests.support import office
from tests.support.briefing_pack import plain, sample
from tests.support.drawn_release import World

EMBARGO = datetime(2019, 7, 26, 9, tzinfo=JAKARTA)


def opened(content: bytes) -> Document:
    return docx.Document(io.BytesIO(content))


def squeezed(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture(params=LANGUAGES)
def pack(request: pytest.FixtureRequest) -> Pack:
    return sample(request.param)


@pytest.fixture
def letter_bytes(pack: Pack) -> bytes:
    return letter(pack, words_in(pack.language))


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Both languages and a press release of nothing, as LibreOffice prints them."""
    files = {f"{language}.docx": letter(sample(language), words_in(language)) for language in LANGUAGES}
    stamped = World(demo=True, period="2019")  # the longest line over it, and all that a release says
    for language in LANGUAGES:
        pack = sample(language, release=replace(stamped, language=language).release(EMBARGO).paragraphs)
        files[f"whole-{language}.docx"] = letter(pack, words_in(language))
    files["plain.docx"] = letter(plain("id"), words_in("id"))
    return office.convert(files, tmp_path_factory.mktemp("letter"))


def test_the_paragraphs_stand_in_their_order_under_styles_that_say_what_they_are(pack, letter_bytes):
    lines = [(line.style.name, squeezed(line.text)) for line in opened(letter_bytes).paragraphs]
    release = [squeezed(one.text) for one in pack.release]
    assert [text for _, text in lines] == [*release, words_in(pack.language)("report.numbers")]
    styles = dict(zip((one.kind for one in pack.release), (name for name, _ in lines), strict=False))
    assert styles["title"] == "Title"
    assert styles["lead"] == styles["quotation"] == "Normal"
    assert lines[-1][0] == "Heading 1"


def test_place_and_date_are_bold_and_the_rest_of_the_lead_is_not(letter_bytes):
    lead = next(line for line in opened(letter_bytes).paragraphs if line.text.startswith("Pekalongan, 25"))
    assert [run.text for run in lead.runs if run.bold] == ["Pekalongan, 25 Juli 2019 – "]


def test_what_is_still_to_fill_in_is_marked_and_nothing_else_is(pack, letter_bytes):
    marked = [
        run.text
        for line in opened(letter_bytes).paragraphs
        for run in line.runs
        if run.font.highlight_color == WD_COLOR_INDEX.YELLOW
    ]
    fields = [piece for one in pack.release for piece, field in prose.parts(one.text) if field]
    assert marked == fields
    assert len(marked) >= 4


def test_the_table_has_each_number_that_there_is_with_its_code_and_link(pack, letter_bytes):
    document = opened(letter_bytes)
    head, *rows = document.tables[0].rows
    assert head._tr.trPr.find(qn("w:tblHeader")) is not None
    numbers = [[squeezed(cell.paragraphs[0].text) for cell in row.cells] for row in rows]
    assert numbers == [[one.label, one.value, one.code] for one in pack.numbers if one.raw is not None]
    links = [link.address for row in rows for link in row.cells[2].paragraphs[0].hyperlinks]
    assert links == [one.link for one in pack.numbers if one.code]


def test_embargo_and_demonstration_stand_over_and_branch_and_day_under_every_page(pack, letter_bytes):
    page = opened(letter_bytes).sections[0]
    assert page.header.paragraphs[0].text == f"{pack.stamp}\t{pack.demo}"
    foot = page.footer.paragraphs[0].text
    for wanted in (pack.branch, pack.as_of, words_in(pack.language)("report.version", version="7")):
        assert wanted in foot
    fields = [one.get(qn("w:instr")) for one in page.footer._element.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]


def test_without_embargo_and_demonstration_nothing_stands_over_it():
    assert opened(letter(plain("id"), words_in("id"))).sections[0].header.paragraphs[0].text.strip() == ""


def test_the_language_the_font_and_the_description_are_the_briefings(pack, letter_bytes):
    document = opened(letter_bytes)
    code = {"id": "id-ID", "en": "en-US"}[pack.language]
    assert {tag.get(qn("w:val")) for tag in document.styles.element.iter(qn("w:lang"))} == {code}
    used = {line.style.name for line in document.paragraphs} | {"Header", "Footer", "Cell"}
    assert {document.styles[name].font.name for name in used} == {"Inter"}
    properties = document.core_properties
    assert (properties.title, properties.author, properties.language) == (pack.title, pack.branch, pack.language)
    assert (
        properties.created.replace(tzinfo=None)
        == properties.modified.replace(tzinfo=None)
        == datetime(2019, 7, 2, 3, 15, 42)
    )


def test_the_same_pack_gives_the_same_bytes_without_the_hour_of_writing(pack, letter_bytes):
    assert letter(pack, words_in(pack.language)) == letter_bytes
    entries = zipfile.ZipFile(io.BytesIO(letter_bytes)).infolist()
    assert {one.date_time for one in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert [one.filename for one in entries if "thumbnail" in one.filename] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_one_page_on_which_nothing_is_cut_off(language, printed):
    pages = office.pages(printed[f"{language}.docx"])
    assert len(pages) == 1
    said = squeezed(pages[0].text)
    pack = sample(language)
    assert [one.text for one in pack.release if squeezed(one.text) not in said] == []
    assert [one.value for one in pack.numbers if one.raw and squeezed(one.value) not in said] == []
    assert pages[0].outside() == []
    assert [word.text for word in pages[0].words if word.left < 50 or word.right > pages[0].width - 50] == []
    assert f"{words_in(language)('report.page')} 1/1" in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_that_a_release_says_is_one_page_under_a_stamp_too(language, printed):
    pages = office.pages(printed[f"whole-{language}.docx"])
    assert len(pages) == 1
    assert pages[0].outside() == []


def test_libreoffice_sets_it_in_the_shipped_font(printed):
    assert {name.partition("-")[0] for name in office.fonts(printed["id.docx"])} == {"Inter"}


def test_without_a_press_release_the_title_and_the_numbers_are_left(printed):
    said = office.pages(printed["plain.docx"])[0].text
    pack = plain("id")
    assert pack.title in said
    assert pack.numbers[0].value in said


def test_odd_letters_stop_nothing():
    odd = (Paragraph("title", "A\u0000\u0007 <b> & 🎉"), Paragraph("lead", "Tanpa tanggal\tdan [kosong"))
    lines = opened(letter(sample("id", release=odd, numbers=()), words_in("id"))).paragraphs
    assert [line.text for line in lines] == ["A <b> & 🎉", "Tanpa tanggal dan [kosong"]


def test_only_links_that_lead_somewhere_are_links():
    one = replace(sample("id").numbers[0], link="javascript:alert(1)")
    cell = opened(letter(sample("id", numbers=(one,)), words_in("id"))).tables[0].rows[1].cells[2]
    assert cell.paragraphs[0].hyperlinks == []
    assert cell.text == one.code


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Pekalongan, 25 Juli 2019 – Agen", ("Pekalongan, 25 Juli 2019 – ", "Agen")),
        ("Pekalongan, [tanggal] – Agen – lagi", ("Pekalongan, [tanggal] – ", "Agen – lagi")),
        ("Agen bertambah. Iuran naik – sedikit", ("", "Agen bertambah. Iuran naik – sedikit")),
        ("Agen bertambah", ("", "Agen bertambah")),
        ("", ("", "")),
    ],
)
def test_a_dateline_ends_at_its_dash(text, expected):
    assert prose.dateline(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a [b] c", [("a ", False), ("[b]", True), (" c", False)]),
        ("[b][c]", [("[b]", True), ("[c]", True)]),
        ("a [b", [("a [b", False)]),
        ("", []),
    ],
)
def test_fields_are_what_stands_between_brackets(text, expected):
    assert prose.parts(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sekitar Rp114 juta", "sekitar Rp114\u00a0juta"),
        ("69,98 persen", "69,98\u00a0persen"),
        ("Rp113.7 million", "Rp113.7\u00a0million"),
        ("1.313 peserta", "1.313 peserta"),
    ],
)
def test_an_amount_is_not_parted_from_its_unit(text, expected):
    assert prose.whole(text) == expected


def test_no_style_is_named_that_is_not_there(letter_bytes):
    document = opened(letter_bytes)
    known = {style.style_id for style in document.styles}
    roots = (document.element, document.styles.element, document.sections[0].header._element)
    named = {
        one.get(qn("w:val"))
        for root in roots
        for tag in ("pStyle", "rStyle", "tblStyle", "basedOn", "link", "next")
        for one in root.iter(qn(f"w:{tag}"))
    }
    assert named <= known
    assert len(known) < 25
