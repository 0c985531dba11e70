"""A briefing's press release as DOCX, laid out as a government's is: on one A4 page where the text allows it.

What is still to be filled in, [dalam kurung], is marked; the main figures stand as a table below the text.
"""

import io
from collections.abc import Iterable

from docx import Document
from docx.document import Document as Doc
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX, WD_TAB_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph as Line

from dashboard.briefing.documents import prose, zip_file
from dashboard.briefing.documents.docx.styles import STYLES, blank, bordered, colour
from dashboard.briefing.pack import Number, Pack, Paragraph
from dashboard.language.words import Words

WIDTH = 170
"""The text's width on A4, in mm."""

COLUMNS = (82, 34, 54)
"""The table's: label, value, trace code."""


def letter(pack: Pack, words: Words) -> bytes:
    """The DOCX. The same pack gives the same bytes."""
    document = Document(io.BytesIO(blank(pack.language)))
    page(document)
    _around(document, pack, words)
    for one in pack.release or (Paragraph("title", pack.title),):
        _paragraph(document, one)
    if numbers := [one for one in pack.numbers if one.raw is not None]:
        document.add_paragraph(words("report.numbers"), "Heading 1")
        _numbers(document, numbers, words)
    _described(document, pack)
    out = io.BytesIO()
    document.save(out)
    return zip_file.again(out.getvalue())


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


def _paragraph(document: Doc, one: Paragraph) -> None:
    head, rest = prose.dateline(one.text) if one.kind == "lead" else ("", one.text)
    line = document.add_paragraph(style=STYLES.get(one.kind, "Normal"))
    for text, strong in ((head, True), (rest, None)):
        for piece, field in prose.parts(prose.whole(prose.clean(text))):
            run = line.add_run(piece)
            run.bold = strong
            if field:
                run.font.highlight_color = WD_COLOR_INDEX.YELLOW


def _numbers(document: Doc, numbers: Iterable[Number], words: Words) -> None:
    """The main figures; the head row is marked as one, and no row breaks across pages."""
    table = document.add_table(rows=0, cols=len(COLUMNS))
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.LEFT, False
    bordered(table)
    heads = (words("report.label"), words("report.value"), words("report.code_label"))
    for cell, text in zip(row(table, "w:tblHeader", COLUMNS), heads, strict=True):
        cell.paragraphs[0].add_run(text).bold = True
    for one in numbers:
        label, value, code = row(table, "w:cantSplit", COLUMNS)
        label.paragraphs[0].add_run(prose.clean(one.label))
        value.paragraphs[0].add_run(prose.clean(one.value)).bold = True
        _linked(code.paragraphs[0], prose.clean(one.code), one.link)
    for line in table.rows:
        line.cells[1].paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT


def row(table: Table, mark: str, widths: tuple[int, ...]) -> tuple[_Cell, ...]:
    """The cells of one more row, with a mark of its own and these widths in mm."""
    added = table.add_row()
    added._tr.get_or_add_trPr().append(OxmlElement(mark))
    for cell, column, width in zip(added.cells, table.columns, widths, strict=True):
        cell.width = column.width = Mm(width)  # LibreOffice goes by the columns, Word by the cells
        cell.paragraphs[0].style = STYLES["cell"]
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
