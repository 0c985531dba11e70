"""The slides of a briefing: what they hold, that they are whole, and that the same briefing gives the same bytes."""

import io
from dataclasses import replace
from datetime import datetime

import openpyxl
import pytest
from pptx import Presentation
from pptx.util import Pt

from dashboard.briefing.documents import number_formats
from dashboard.briefing.documents.pptx import template
from dashboard.briefing.documents.pptx.layout import SMALL
from dashboard.briefing.documents.pptx.slides import slides
from dashboard.briefing.documents.totals import totals
from dashboard.briefing.pack import Pack
from dashboard.fonts.typeface import typeface
from dashboard.language.words import LANGUAGES, words_in
from tests.support.briefing_pack import FRAMED, grid, plain, sample
from tests.support.package import parts

JUTA = '[>=1000000][$-421]"Rp"#,##0.0,," juta"'
MILIAR = '[>=1000000000][$-421]"Rp"#,##0.0,,," miliar"'
WHOLE = '[$-421]"Rp"#,##0'


def opened(pack: Pack):
    return Presentation(io.BytesIO(slides(pack, words_in(pack.language))))


@pytest.fixture(scope="module", params=LANGUAGES)
def briefing(request: pytest.FixtureRequest):
    """The sample and its slides."""
    pack = sample(request.param)
    return pack, opened(pack)


def texts(slide) -> str:
    """Everything that is written on a slide."""
    cells = [cell.text for one in slide.shapes if one.has_table for row in one.table.rows for cell in row.cells]
    return " ".join([*(one.text_frame.text for one in slide.shapes if one.has_text_frame), *cells]).replace("\xa0", " ")


def charts(deck) -> list:
    return [one for slide in deck.slides for one in slide.shapes if one.has_chart]


def test_the_deck_is_wide_and_in_the_branchs_colours_and_font(briefing) -> None:
    _, deck = briefing
    assert (deck.slide_width, deck.slide_height) == (Pt(960), Pt(540))
    theme = parts(slides(sample("id"), words_in("id")))["ppt/theme/theme1.xml"].decode()
    assert theme.count('<a:latin typeface="Inter"') == 2
    assert all(f'<a:{slot}><a:srgbClr val="{colour[1:].upper()}"/>' in theme for slot, colour in template.THEME.items())


def test_parts_of_a_stack_have_their_numbers_and_an_axis_the_unit_where_it_has_no_room(briefing) -> None:
    """Rp10.9 million is wider than a column where Rp10,9 juta is not."""
    pack, deck = briefing
    chart = next(one.chart for one in charts(deck) if one.name == "received_parts")
    formats = [one._element.xpath(".//c:dLbls/c:numFmt/@formatCode") for one in chart.plots[0].series]
    bare = pack.language == "en"
    assert formats == [["[$-409]#,##0.0,,"] if bare else [f"{JUTA};{WHOLE}"]] * 2
    assert chart.value_axis.visible == bare
    if bare:
        assert '" million"' in chart.value_axis.tick_labels.number_format


def test_charts_hold_the_figures_own_numbers_and_nothing_for_a_withheld_cell(briefing) -> None:
    pack, deck = briefing
    native = [one for one in pack.exhibits if one.native]
    drawn = charts(deck)
    assert [one.name for one in drawn] == [one.id for one in native]
    for frame, one in zip(drawn, native, strict=True):
        at = [column.name for column in one.table.columns]
        expected = [tuple(row[at.index(name)] for row in one.table.rows) for name in one.native.series]
        assert [tuple(series.values) for series in frame.chart.plots[0].series] == expected
        book = openpyxl.load_workbook(io.BytesIO(frame.chart.part.chart_workbook.xlsx_part.blob)).active
        inside = [tuple(cell.value for cell in column[1:]) for column in list(book.columns)[1:]]
        assert inside == expected
    assert None in drawn[0].chart.plots[0].series[1].values


def test_rupiah_stay_rupiah_and_are_shown_short(briefing) -> None:
    pack, deck = briefing
    unit = {"id": "juta", "en": "million"}[pack.language]
    received = next(one for one in charts(deck) if one.name == "received_by_wilayah").chart
    assert received.plots[0].series[0].values[0] == 34_500_000
    code = received.plots[0].series[0].data_labels.number_format
    assert code.startswith(f'[>=1000000]{"[$-421]" if pack.language == "id" else "[$-409]"}"Rp"#,##0.0,," {unit}";')


@pytest.mark.parametrize(
    ("largest", "code"),
    [
        (999_999, '[$-421]"Rp"#,##0'),
        (1_000_000, f"{JUTA};{WHOLE}"),
        (10**9, f"{MILIAR};{JUTA};{WHOLE}"),
        (10**12, f'[>=1000000000000][$-421]"Rp"#,##0.0,,,," triliun";{MILIAR};{WHOLE}'),
    ],
)
def test_each_amount_is_in_its_own_unit(largest: int, code: str) -> None:
    assert number_formats.short_format("rupiah", [None, 5, largest], words_in("id")) == code


@pytest.mark.parametrize(
    ("largest", "code"),
    [(5_999_999, '"Rp"#,##0.0,," juta"'), (6_000_000, '"Rp"#,##0,," juta"'), (6 * 10**9, '"Rp"#,##0,,," miliar"')],
)
def test_an_axis_has_one_unit_and_a_plain_zero(largest: int, code: str) -> None:
    written = number_formats.short_format("rupiah", [largest], words_in("id"), axis=True)
    assert written == f'[=0][$-421]"Rp"0;[$-421]{code}'


def test_no_amount_is_parted_from_its_unit_at_its_mark(briefing) -> None:
    """LibreOffice breaks a label at a fifth of the chart's width: in a wider letter two numbers lay over each other."""
    _, deck = briefing
    bodies = [one for frame in charts(deck) for one in frame.chart._chartSpace.xpath(".//*[self::c:dLbls]//a:bodyPr")]
    assert len(bodies) > 5
    assert {one.get("wrap") for one in bodies} == {"none"}


def test_a_chart_of_which_everything_is_withheld_is_its_picture() -> None:
    one = plain("id").exhibits[0]
    table = replace(one.table, rows=tuple((row[0], None, None) for row in one.table.rows))
    deck = opened(replace(plain("id"), exhibits=(replace(one, table=table),)))
    assert charts(deck) == []
    assert [shape.name for slide in deck.slides for shape in slide.shapes].count(one.id) == 1


def test_a_figure_without_native_kind_is_its_chart_cut_out_of_the_picture(briefing) -> None:
    _, deck = briefing
    drawn = [one for slide in deck.slides for one in slide.shapes if one.name == "wilayah_map"]
    left, top, width, height = FRAMED
    (one,) = drawn
    assert one.crop_left == pytest.approx(left / 1200, abs=1e-4)
    assert one.crop_top == pytest.approx(top / 675, abs=1e-4)
    assert one.width / one.height == pytest.approx(width / height, rel=1e-3)


def test_rows_that_a_picture_leaves_out_are_told_on_its_slide() -> None:
    w, pack = words_in("id"), plain("id")
    line = w("charts.left_out", rows="19", all="32")
    one = grid("id", 40)
    exhibit = replace(one, svg=one.svg.replace("</text>", f"</text><text>{line}</text>", 1))
    assert f"{line}." in texts(list(opened(replace(pack, exhibits=(exhibit,))).slides)[2])
    assert line[-20:] not in texts(list(opened(replace(pack, exhibits=(one,))).slides)[2])


def test_a_picture_whose_frame_is_not_known_is_shown_whole() -> None:
    pack = plain("id")
    one = replace(pack.exhibits[0], native=None, svg="<svg/>")
    deck = opened(replace(pack, exhibits=(one,)))
    drawn = next(each for slide in deck.slides for each in slide.shapes if each.name == one.id)
    assert (drawn.crop_left, drawn.crop_top, drawn.crop_right, drawn.crop_bottom) == (0, 0, 0, 0)


def test_every_chart_table_and_picture_is_described(briefing) -> None:
    _, deck = briefing
    seen = [
        one for slide in deck.slides for one in slide.shapes if one.has_chart or one.has_table or not one.has_text_frame
    ]
    assert len(seen) > 20
    assert [one.name for one in seen if not one._element.xpath(".//p:cNvPr/@descr")[0].strip()] == []


def test_notes_hold_definition_code_link_date_and_choices(briefing) -> None:
    pack, deck = briefing
    notes = [slide.notes_slide.notes_text_frame.text for slide in deck.slides]
    assert all(f"{label}: {value}" in note for note in notes for label, value in pack.filters)
    assert all(pack.as_of in note and pack.stamp in note for note in notes)
    for one in pack.exhibits:
        note_of = next(note for note in notes if note.startswith(one.title))
        wanted = [one.source, one.code, one.link, one.meaning.label, *(text for _, text in one.meaning.lines)]
        assert [part for part in wanted if part not in note_of] == []
    for one in pack.numbers:
        (note,) = [note for note in (notes[1], notes[7]) if one.meaning.lines[0][1] in note]
        assert one.code in note


def test_embargo_and_demonstration_label_stand_on_every_slide(briefing) -> None:
    pack, deck = briefing
    for slide in deck.slides:
        assert pack.stamp in texts(slide)
        assert pack.demo in texts(slide)
    without = opened(plain(pack.language))
    for slide in without.slides:
        assert pack.stamp not in texts(slide)
        assert pack.demo not in {one.text_frame.text for one in slide.shapes if one.has_text_frame}


def test_what_is_withheld_is_listed_with_its_reason(briefing) -> None:
    pack, deck = briefing
    listed = " ".join(map(texts, deck.slides))
    assert [one.what for one in pack.withheld if one.what not in listed] == []
    assert [one.reason for one in pack.withheld if one.reason not in listed] == []
    title = words_in(pack.language)("slides.withheld")
    titles = [slide.shapes.title.text_frame.text for slide in opened(plain(pack.language)).slides]
    assert title not in titles


def test_a_withheld_cell_is_told_and_its_column_has_no_total(briefing) -> None:
    pack, deck = briefing
    one = next(one for one in pack.exhibits if one.id == "acquired_by_wilayah")
    w = words_in(pack.language)
    slide = next(
        slide
        for slide in deck.slides
        if slide.shapes.title.text_frame.text.startswith(w("slides.table", title=one.title))
    )
    table = next(shape.table for shape in slide.shapes if shape.has_table)
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[3][2] == rows[4][2] == w("slides.withheld_cell")
    assert rows[-1] == [w("slides.total"), w.number(1313), ""]


def test_no_letter_is_smaller_than_a_reader_can_read(briefing) -> None:
    _, deck = briefing
    sizes = {
        int(size) for slide in deck.slides for size in slide.element.xpath(".//a:rPr/@sz | .//a:endParaRPr/@sz")
    } | {int(size) for one in charts(deck) for size in one.chart._chartSpace.xpath(".//a:defRPr/@sz")}
    assert min(sizes) >= SMALL * 100


def test_a_long_table_is_continued_and_a_longer_one_left_to_the_workbook() -> None:
    w, pack = words_in("id"), plain("id")
    two = opened(replace(pack, exhibits=(grid("id", 20),)))
    titles = [slide.shapes.title.text_frame.text for slide in two.slides]
    table, at = w("slides.table", title=grid("id").title), titles.index(w("slides.appendix"))
    assert [title for title in titles if "Tabel:" in title] == [
        w("slides.part", title=table, part="1", parts="2"),
        w("slides.part", title=table, part="2", parts="2"),
    ]
    rows = [
        len(list(one.table.rows)) - 1
        for slide in list(two.slides)[at + 2 : at + 4]
        for one in slide.shapes
        if one.has_table
    ]
    assert sum(rows) == 20
    none = opened(replace(pack, exhibits=(grid("id", 40),)))
    assert w("slides.longer", rows="40") in " ".join(map(texts, none.slides))
    assert not any("Tabel:" in slide.shapes.title.text_frame.text for slide in none.slides)


@pytest.mark.parametrize(
    ("moment", "is_meant"),
    [
        ("2019-07-02T03:15:42+00:00", datetime(2019, 7, 2, 3, 15, 42)),
        ("2019-07-02T10:15:42+07:00", datetime(2019, 7, 2, 3, 15, 42)),
        ("2019-07-02T03:15:42", datetime(2019, 7, 2, 3, 15, 42)),
        ("", datetime(2000, 1, 1)),
    ],
)
def test_a_document_is_of_the_moment_of_its_data(moment: str, is_meant: datetime) -> None:
    pack = sample("id", moment=moment)
    assert opened(pack).core_properties.created == is_meant


def test_what_adds_up_has_a_total() -> None:
    months, cumulative = sample("id").exhibits[:2]
    assert totals(months.table) == [None, 1313, None]
    assert totals(cumulative.table) == [None, 113_702_400, None]
    assert totals(replace(months.table, rows=months.table.rows[:1], withheld=())) == [None, None, None]
    assert totals(replace(months.table, withheld=())) == [None, 1313, 958]


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_cards_amount_stays_on_one_line_where_the_font_is_not_installed(language):
    """DejaVu Sans Bold, which stands in for it on a bare Linux, sets Rp113,7 juta 1.29 times as wide."""
    pack = sample(language)
    cards = {one.label: one.value for one in pack.numbers}
    found = 0
    for slide in Presentation(io.BytesIO(slides(pack, words_in(language)))).slides:
        for shape in slide.shapes:
            if shape.name not in cards or not shape.has_text_frame:
                continue
            frame = shape.text_frame
            run = next(one for part in frame.paragraphs for one in part.runs if one.font.bold)
            room = shape.width - frame.margin_left - frame.margin_right
            assert run.text.replace("\u00a0", " ") == cards[shape.name]
            assert 1.29 * typeface(600).width(run.text, run.font.size) <= room, run.text
            found += 1
    assert found == len(cards)
