"""A briefing's press release as DOCX, laid out as a government's is: on one A4 page where the text allows it.

What is still to be filled in, [dalam kurung], is marked; the main figures stand as a table below the text.
"""

import io
from collections.abc import Iterable, Sequence

from docx import Document
from docx.document import Document as Doc
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX, WD_TAB_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph as Line

from dashboard.briefing.brand import logo
from dashboard.briefing.documents import fit_text, prose, zip_file
from dashboard.briefing.documents.docx import letterhead
from dashboard.briefing.documents.docx.letterhead import LetterSheet
from dashboard.briefing.documents.docx.styles import STYLES, blank, bordered, colour, ruled, sized, sizes
from dashboard.briefing.pack import LETTERHEAD, LOGO, BrandFile, Number, Pack, Paragraph, content_of
from dashboard.language.words import Words

WIDTH = 170
"""The text's width on A4, in mm."""

COLUMNS = (82, 34, 54)
"""The table's: label, value, trace code."""

_SHARES = (0.44, 0.28, 0.28)
"""The same on the branch's letterhead, whose letters may be larger."""

_LOGO = (34.0, 14.0)
"""The most width and height of a logo beside the letterhead, in mm."""

_LEADING, _NARROWER = 1.32, 1.06
"""A line's height in its letters' size, and how much narrower than its box a measured text is set in common fonts."""


def letter(pack: Pack, words: Words) -> bytes:
    """The DOCX. The same pack gives the same bytes."""
    sheet = sheet_of(pack.brand, pack.language)
    if not sheet.own:
        _fit(pack, words, sheet)
    _written(sheet, pack, words)
    document = sheet.closed()
    _described(document, pack)
    out = io.BytesIO()
    document.save(out)
    return zip_file.again(out.getvalue())


def sheet_of(brand: Sequence[BrandFile], language: str) -> LetterSheet:
    """An empty letter: the branch's letterhead, else the house's A4."""
    if template := content_of(brand, LETTERHEAD):
        return letterhead.opened(template, language)
    document = Document(io.BytesIO(blank(language)))
    page(document)
    return LetterSheet(document, WIDTH, STYLES)


def _written(sheet: LetterSheet, pack: Pack, words: Words) -> None:
    """The letter's text: the house's own with its letterhead as a line and, of a branch that has one, its logo."""
    document = sheet.document
    if sheet.own:
        _around(document, pack, words)
    else:
        _stamped(sheet, pack)
    for one in pack.release or (Paragraph("title", pack.title),):
        if one.kind == "letterhead" and not sheet.own:
            continue
        if one.kind == "letterhead" and (drawing := content_of(pack.brand, LOGO)):
            with_logo(sheet, drawing, one.text)
        else:
            _paragraph(sheet, one)
    if numbers := [one for one in pack.numbers if one.raw is not None]:
        document.add_paragraph(words("report.numbers"), sheet.looks["heading"])
        _numbers(sheet, numbers, words)
    if not sheet.own:
        version = words("report.version", version=words.number(pack.data_version))
        foot = document.add_paragraph(prose.clean(f"{pack.branch} · {pack.as_of} · {version}"), sheet.looks["note"])
        foot.paragraph_format.space_before = Pt(4)  # below the table's line


def _stamped(sheet: LetterSheet, pack: Pack) -> None:
    """Stamp and demonstration label under the branch's letterhead, on every page where it leaves room."""
    if text := "   ".join(prose.clean(one) for one in (pack.stamp, pack.demo) if one):
        for line in letterhead.mark(sheet, text):
            line.style = sheet.looks["cell"]
            line.alignment = WD_ALIGN_PARAGRAPH.CENTER
            line.runs[0].bold, line.runs[0].font.color.rgb = True, colour("reference")


def with_logo(sheet: LetterSheet, drawing: bytes, text: str) -> None:
    """The line of the letterhead with the branch's logo at its left, over a rule."""
    document, (wide, high) = sheet.document, logo.shape(drawing)
    across = min(_LOGO[0], _LOGO[1] * wide / high)
    left = int(across) + 6
    table = document.add_table(rows=0, cols=3)
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.LEFT, False
    ruled(table)
    picture, middle, _ = row(table, "w:cantSplit", (left, sheet.width - 2 * left, left), sheet.looks["cell"])
    drawn = picture.paragraphs[0].add_run().add_picture(io.BytesIO(logo.png(drawing)), width=Mm(across))
    drawn._inline.docPr.set("descr", prose.clean(text).replace("\n", ", "))
    middle.paragraphs[0].style = sheet.looks["cell"]
    middle.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = middle.paragraphs[0].add_run(prose.clean(text))
    run.bold, run.font.size = True, Pt(12)
    for one in (picture, middle):
        one.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    space = document.add_paragraph(style=sheet.looks["cell"])
    space.paragraph_format.line_spacing = Pt(4)


def one_page(pack: Pack, words: Words) -> bool:
    """Whether the letter is one page by its measures, as far as they can be known before a program sets it."""
    sheet = sheet_of(pack.brand, pack.language)
    return sheet.own or _fit(pack, words, sheet)


def _fit(pack: Pack, words: Words, sheet: LetterSheet) -> bool:
    """Set the letterhead's text in the largest letters at which the letter is one page; whether there are any."""
    room = _room(sheet)
    for size in sizes(sheet.document):
        sized(sheet.document, size)
        if _high(pack, words, sheet) <= room:
            return True
    return False


def _room(sheet: LetterSheet) -> float:
    section = sheet.document.sections[0]
    return (section.page_height or 0) / 12700 - letterhead.above(section) - letterhead.below(section)


def _high(pack: Pack, words: Words, sheet: LetterSheet) -> float:
    """How high the letter is, in points."""
    across, high = sheet.width * 72 / 25.4, letterhead.MARK if pack.stamp or pack.demo else 0.0

    def add(text: str, kind: str, within: float) -> float:
        style = sheet.document.styles[sheet.looks.get(kind, sheet.looks["body"])]
        form, size = style.paragraph_format, style.font.size.pt
        lines = fit_text.lines(text, size / _NARROWER, within, bool(style.font.bold))
        return lines * size * _LEADING + sum(one.pt for one in (form.space_before, form.space_after) if one is not None)

    for one in pack.release:
        high += add(one.text, one.kind, across) if one.kind != "letterhead" else 0
    numbers = [one for one in pack.numbers if one.raw is not None]
    high += sum(add(one.label, "cell", across * _SHARES[0] - 12) for one in numbers)
    high += add(words("report.numbers"), "heading", across) + add("-", "cell", across) + 4 if numbers else 4
    return high + add(
        f"{pack.branch} · {pack.as_of} · {pack.data_version} {words('report.version', version='')}", "note", across
    )


def page(document: Doc) -> None:
    """Make the page an A4 with the letter's margins."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm((210 - WIDTH) / 2)
    section.top_margin, section.bottom_margin = Mm(20), Mm(17)
    section.header_distance = section.footer_distance = Mm(8)


def _around(document: Doc, pack: Pack, words: Words) -> None:
    """Stamp and demonstration label at the top of every page; branch, day, version and page at its foot."""
    section = document.sections[0]
    top, foot = section.header.paragraphs[0], section.footer.paragraphs[0]
    for line in (top, foot):
        line.paragraph_format.tab_stops.add_tab_stop(Mm(WIDTH), WD_TAB_ALIGNMENT.RIGHT)
    run = top.add_run(f"{prose.clean(pack.stamp)}\t{prose.clean(pack.demo)}")
    run.bold, run.font.color.rgb = True, colour("reference")
    version = words("report.version", version=words.number(pack.data_version))
    foot.add_run(f"{prose.clean(f'{pack.branch} · {pack.as_of} · {version}')}\t{words('report.page')} ")
    _field(foot, "PAGE")
    foot.add_run("/")
    _field(foot, "NUMPAGES")


def _paragraph(sheet: LetterSheet, one: Paragraph) -> None:
    head, rest = prose.dateline(one.text) if one.kind == "lead" else ("", one.text)
    line = sheet.document.add_paragraph(style=sheet.looks.get(one.kind, sheet.looks["body"]))
    for text, strong in ((head, True), (rest, None)):
        for piece, field in prose.parts(prose.whole(prose.clean(text))):
            run = line.add_run(piece)
            run.bold = strong
            if field:
                run.font.highlight_color = WD_COLOR_INDEX.YELLOW


def _numbers(sheet: LetterSheet, numbers: Iterable[Number], words: Words) -> None:
    """The main figures; the head row is marked as one, and no row breaks across pages."""
    columns = COLUMNS if sheet.own else tuple(int(share * sheet.width) for share in _SHARES)
    table = sheet.document.add_table(rows=0, cols=len(COLUMNS))
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.LEFT, False
    bordered(table)
    heads = (words("report.label"), words("report.value"), words("report.code_label"))
    for cell, text in zip(row(table, "w:tblHeader", columns, sheet.looks["cell"]), heads, strict=True):
        cell.paragraphs[0].add_run(text).bold = True
    for one in numbers:
        label, value, code = row(table, "w:cantSplit", columns, sheet.looks["cell"])
        label.paragraphs[0].add_run(prose.clean(one.label))
        value.paragraphs[0].add_run(prose.clean(one.value)).bold = True
        _linked(code.paragraphs[0], prose.clean(one.code), one.link)
    for line in table.rows:
        line.cells[1].paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT


def row(table: Table, mark: str, widths: tuple[int, ...], style: str = STYLES["cell"]) -> tuple[_Cell, ...]:
    """The cells of one more row, with a mark of its own and these widths in mm."""
    added = table.add_row()
    added._tr.get_or_add_trPr().append(OxmlElement(mark))
    for cell, column, width in zip(added.cells, table.columns, widths, strict=True):
        cell.width = column.width = Mm(width)  # LibreOffice goes by the columns, Word by the cells
        cell.paragraphs[0].style = style
    return added.cells


def _linked(line: Line, text: str, link: str) -> None:
    """A text that opens a link, where there is one that leads somewhere from another machine."""
    run = line.add_run(text)
    if text and link.startswith(("https://", "http://")):
        around = OxmlElement("w:hyperlink")
        around.set(qn("r:id"), line.part.relate_to(link, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
        run.font.color.rgb = colour("accent")
        line._p.append(around)
        around.append(run._r)


def _field(line: Line, name: str) -> None:
    """A field that the program fills: the page's number, or how many there are."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    run = line.add_run("1")
    line._p.append(field)
    field.append(run._r)


def _described(document: Doc, pack: Pack) -> None:
    """The file's own description."""
    about, day = document.core_properties, pack.loaded_at.replace(tzinfo=None)
    about.title, about.subject, about.author = (prose.clean(text) for text in (pack.title, pack.subtitle, pack.branch))
    about.last_modified_by, about.comments, about.keywords = (
        prose.clean(pack.branch),
        prose.clean(pack.cite),
        "",
    )
    about.language, about.revision = pack.language, 1
    about.created = about.modified = about.last_printed = day
