"""Slides and letters on the branch's own templates: its places filled, nothing of its samples left, no overlaps."""

import io
import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import docx
import pytest
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER as PLACE
from pptx.util import Pt
from pypdf import PdfReader

from dashboard.briefing.documents import prose
from dashboard.briefing.documents.docx.letter import letter, one_page
from dashboard.briefing.documents.pptx import inks
from dashboard.briefing.documents.pptx.slides import slides
from dashboard.briefing.pack import Pack
from dashboard.language.words import words_in
from tests.support import branch_templates as templates
from tests.support import office
from tests.support.briefing_pack import plain, sample
from tests.support.package import faults, parts

DECKS = {
    "4x3": {},
    "16x9": {"high": 405},
    "dark": {"high": 405, "dark": True, "renamed": True},
    "large": {"wide": 1440, "high": 810},
}
LETTERHEAD = templates.brand_file("letterhead", "kop-surat.docx", templates.letterhead())


def on(pack: Pack, use: str, name: str, content: bytes) -> Pack:
    return replace(pack, brand=(templates.brand_file(use, name, content),))


def few(language: str) -> Pack:
    """The sample with a figure of each kind: columns with a withheld cell, a line, stacked columns, bars, a map."""
    pack = sample(language)
    return replace(pack, exhibits=(*pack.exhibits[:4], pack.exhibits[7]), numbers=pack.numbers[:5])


@cache
def made_on(name: str) -> bytes:
    language = "en" if name == "dark" else "id"
    pack = on(few(language), "deck", "salindia.pptx", templates.deck(**DECKS[name]))
    return slides(pack, words_in(language))


@pytest.fixture(scope="module", params=DECKS)
def branded(request: pytest.FixtureRequest) -> tuple[str, bytes]:
    return request.param, made_on(request.param)


def test_the_decks_places_are_filled_and_none_is_left_empty(branded) -> None:
    _, document = branded
    deck = Presentation(io.BytesIO(document))
    for slide in deck.slides:
        by_kind = {one.placeholder_format.type: one for one in slide.placeholders}
        assert by_kind.keys() & {PLACE.TITLE, PLACE.CENTER_TITLE}
        assert PLACE.SLIDE_NUMBER in by_kind
        filled = [one for one in slide.placeholders if one.has_text_frame]
        assert [one.name for one in filled if not one.text_frame.text.strip()] == []
    drawn = [one for slide in deck.slides for one in slide.shapes if one.has_chart]
    assert len(drawn) == 4
    assert all(one.is_placeholder for one in drawn)
    assert any(one.is_placeholder for slide in deck.slides for one in slide.shapes if one.has_table)
    title = deck.slides[3].shapes.title
    assert not title._element.spPr.xpath("./a:xfrm"), "a title stands where the layout has it"
    assert not title._element.xpath(".//a:latin | .//a:solidFill"), "in the template's font and colour"


def test_nothing_of_the_sample_slides_is_left(branded) -> None:
    name, document = branded
    assert faults(document) == []
    inside = parts(document)
    assert not [one for one, content in inside.items() if templates.SAMPLE.encode() in content]
    count = len(Presentation(io.BytesIO(document)).slides)
    for folder in ("slides/slide", "notesSlides/notesSlide"):
        assert len([one for one in inside if re.fullmatch(rf"ppt/{folder}\d+\.xml", one)]) == count
    assert "docProps/app.xml" not in inside
    if name == "dark":
        assert slides(on(plain("id"), "deck", "x", templates.deck(**DECKS[name])), words_in("id")) == slides(
            on(plain("id"), "deck", "x", templates.deck(**DECKS[name])), words_in("id")
        )


def test_nothing_overlaps_and_nothing_stands_outside(branded) -> None:
    _, document = branded
    deck = Presentation(io.BytesIO(document))
    for number, slide in enumerate(deck.slides, start=1):
        shapes = [one for one in slide.shapes if one.name not in ("Number", "Footer")]
        boxes = [(one.name, one.left, one.top, one.left + one.width, one.top + one.height) for one in shapes]
        for n, (name, left, top, right, bottom) in enumerate(boxes):
            outside = (left < 0, top < Pt(15), right > deck.slide_width + 1, bottom > deck.slide_height + 1)
            assert not any(outside), (number, name)
            for other, *sides in boxes[n + 1 :]:
                gap = max(left - sides[2], sides[0] - right, top - sides[3], sides[1] - bottom)
                assert gap >= -Pt(2), (number, name, other)


def test_what_is_written_on_it_can_be_read(branded) -> None:
    _, document = branded
    deck = Presentation(io.BytesIO(document))
    layout = deck.slides[2].slide_layout
    dipped = inks.of_layout(layout)
    ground = dipped.colours["bg1"]
    for name in ("tx1", "tx2", "accent1", "accent5"):
        assert inks.contrast(dipped.colours[dipped.text[name]], ground) >= 4.5, name
    assert inks.contrast(dipped.colours[dipped.text["bg1"]], dipped.colours[dipped.fill["accent5"]]) >= 4.5
    marks = list(dipped.marks.values())[:5]
    assert all(inks.contrast(dipped.colours[one], ground) >= 2 for one in marks)
    used = {one for slide in deck.slides for one in slide.element.xpath(".//a:rPr//a:schemeClr/@val")}
    assert used <= set(dipped.text.values())


def test_it_is_read_in_order_and_described(branded) -> None:
    name, document = branded
    w = words_in("en" if name == "dark" else "id")
    pack = few(w.language)
    deck = Presentation(io.BytesIO(document))
    for slide in deck.slides:
        shapes = list(slide.shapes)
        assert shapes[0] == slide.shapes.title or shapes[0].shape_id == slide.shapes.title.shape_id
        seen = [one for one in shapes if one.has_chart or one.has_table or not one.has_text_frame]
        assert [one.name for one in seen if not one._element.xpath(".//p:cNvPr/@descr")[0].strip()] == []
        texts = " ".join(one.text_frame.text for one in shapes if one.has_text_frame).replace("\xa0", " ")
        assert [one for one in (pack.stamp, pack.demo) if one not in texts] == []
        assert pack.stamp in slide.notes_slide.notes_text_frame.text


def test_the_house_has_its_own_deck_with_the_branchs_logo_and_titles_where_they_belong() -> None:
    logo = templates.brand_file("logo", "logo.svg", templates.SVG)
    deck = Presentation(io.BytesIO(slides(replace(few("id"), brand=(logo,)), words_in("id"))))
    assert [one.name for slide in deck.slides for one in slide.shapes if one.name == "Logo"] == ["Logo"]
    numbers = deck.slides[1]
    subtitle = next(one for one in numbers.shapes if one.name == "Subtitle")
    one_line = Pt(26 * 1.25)
    assert numbers.shapes.title.height == one_line
    assert subtitle.top - (numbers.shapes.title.top + one_line) == Pt(4)


def test_the_appendix_begins_with_what_it_holds() -> None:
    w, pack = words_in("id"), few("id")
    deck = Presentation(io.BytesIO(slides(pack, w)))
    table = next(one.table for one in deck.slides[6].shapes if one.has_table)
    titles = [slide.shapes.title.text_frame.text.replace("\xa0", " ") for slide in deck.slides]
    rows = [tuple(cell.text.replace("\xa0", " ") for cell in row.cells) for row in table.rows][1:]
    for slide, title in rows:
        first = titles[int(slide.partition("–")[0]) - 1]
        assert first.startswith(title) or title == w("slides.tables")
    assert int(rows[-1][0].partition("–")[2]) == len(titles)


@pytest.mark.parametrize("mark", ["", "{isi}"])
def test_the_letter_stands_on_the_letterhead(mark: str) -> None:
    w, pack = words_in("id"), sample("id")
    template = templates.letterhead(mark)
    pack = on(pack, "letterhead", "kop-surat.docx", template)
    document = docx.Document(io.BytesIO(letter(pack, w)))
    assert letter(pack, w) == letter(pack, w)
    section = document.sections[0]
    assert section.left_margin.mm == pytest.approx(30, abs=0.1)
    assert section.header.paragraphs[0].text == "BPJS Ketenagakerjaan, Jalan Contoh 1"
    assert section.header.paragraphs[-1].text == f"{pack.stamp}   {pack.demo}"
    assert document.styles["Normal"].font.name == "Georgia"
    lines = [one.text for one in document.paragraphs]
    said = [prose.clean(one.text) for one in pack.release if one.kind != "letterhead"]
    assert [line.replace("\xa0", " ") for line in lines if line.replace("\xa0", " ") in said] == said
    assert (templates.SAMPLE in lines) == bool(mark)
    assert not mark or lines[-1] == "Tembusan: Kantor Wilayah"
    assert one_page(pack, w)
    long = replace(pack, release=pack.release * 5)
    assert not one_page(long, w)


def test_nothing_of_a_letterheads_sample_text_stays_in_the_file() -> None:
    template = templates.annotated_letterhead()
    assert any(templates.SAMPLE.encode() in one for name, one in parts(template).items() if "footnotes" in name)
    document = letter(on(plain("id"), "letterhead", "kop-surat.docx", template), words_in("id"))
    assert faults(document) == []
    told = (templates.SAMPLE.encode(), b"Siti Aminah", b"comment", b"rPrChange")
    assert [(name, one) for name, content in parts(document).items() for one in told if one in content] == []


def test_nothing_of_a_decks_maker_stays_in_the_file() -> None:
    document = slides(on(plain("id"), "deck", "x", templates.annotated_deck()), words_in("id"))
    assert [name for name, content in parts(document).items() if templates.SAMPLE.encode() in content] == []


def test_office_programs_open_them_on_one_page_each_stamped(tmp_path: Path) -> None:
    stamped = replace(sample("id"), brand=(LETTERHEAD,))
    floating = on(sample("id"), "letterhead", "kop-surat.docx", templates.floating_letterhead())
    assert one_page(floating, words_in("id"))
    files = {
        "dark.pptx": made_on("dark"),
        "4x3.pptx": made_on("4x3"),
        "letter.docx": letter(stamped, words_in("id")),
        "floating.docx": letter(replace(floating, release=floating.release * 4), words_in("id")),
    }
    printed = office.convert(files, tmp_path, shipped=False)
    assert len(office.pages(printed["letter.docx"])) == 1
    reader = PdfReader(printed["floating.docx"])
    texts = [" ".join(page.extract_text().split()) for page in reader.pages]
    assert len(texts) > 1
    assert [text for text in texts if stamped.stamp not in text] == []
    for name in ("dark.pptx", "4x3.pptx"):
        pages = office.pages(printed[name])
        assert len(pages) == len(Presentation(io.BytesIO(files[name])).slides)
        assert [page.outside() for page in pages if page.outside()] == []
