"""The branch's own files: what is used, and with which sentence another is not. Nothing raises, nothing is fetched."""

import io
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import docx
import pptx.opc.package
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from pptx import Presentation
from pptx.util import Pt

from dashboard.briefing.brand import files, logo, office_file
from dashboard.briefing.brand.fault import Unusable
from dashboard.language.words import LANGUAGES, words_in
from tests.support import branch_templates as templates
from tests.support.briefing_pack import _png

DECK, LETTER = templates.deck(), templates.letterhead()
SVG_HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 60 20">'
RELS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
TIED = (
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
WORD = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def svg(inner: str, head: str = SVG_HEAD) -> bytes:
    return f"{head}{inner}</svg>".encode()


def relation(kind: str, target: str) -> bytes:
    one = f'<Relationship Id="rId99" Type="{WORD}/{kind}" Target="{target}" TargetMode="External"/></Relationships>'
    return one.encode()


def related(document: bytes, part: str, kind: str, target: str) -> bytes:
    return templates.changed(document, part, b"</Relationships>", relation(kind, target))


def field(instruction: str) -> bytes:
    runs = "".join(f"<w:r><w:instrText>{half}</w:instrText></w:r>" for half in (instruction[:4], instruction[4:]))
    return templates.changed(LETTER, "word/document.xml", b"<w:body>", f"<w:body><w:p>{runs}</w:p>".encode())


def undeclared(target: str) -> bytes:
    """A letterhead with a relation that leads outside without saying so."""
    content = relation("image", target).replace(b' TargetMode="External"', b"")
    return templates.changed(LETTER, "word/_rels/document.xml.rels", b"</Relationships>", content)


def vml(inner: str) -> bytes:
    drawn = f"<w:body><w:p><w:r><w:pict {TIED}>{inner}</w:pict></w:r></w:p>"
    return templates.changed(LETTER, "word/document.xml", b"<w:body>", drawn.encode())


def in_header(inner: str) -> bytes:
    document = docx.Document(io.BytesIO(LETTER))
    document.sections[0].header.paragraphs[0]._p.append(parse_xml(f"<w:p {nsdecls('w')}>{inner}</w:p>")[0])
    return templates.saved(document)


def smart_letter() -> bytes:
    document = docx.Document(io.BytesIO(LETTER))
    head = document.sections[0].header
    name = head.part.relate_to(_diagram(head.part.package), f"{WORD}/diagramData")
    head.paragraphs[0].add_run()._r.append(
        parse_xml(f'<w:drawing {nsdecls("w")} {TIED}><b r:dm="{name}"/></w:drawing>')
    )
    return templates.saved(document)


def smart_deck() -> bytes:
    deck = Presentation(io.BytesIO(DECK))
    deck.slide_layouts[1].part.relate_to(_diagram(deck.part.package), f"{WORD}/diagramData")
    return templates.saved(deck)


def _diagram(package):
    made_of = docx.opc.part if isinstance(package, docx.opc.package.OpcPackage) else pptx.opc.package
    name = made_of.PackURI("/word/diagrams/data1.xml")
    kind = "application/vnd.openxmlformats-officedocument.drawingml.diagramData+xml"
    arguments = (name, kind, b"<a/>", package) if made_of is docx.opc.part else (name, kind, package, b"<a/>")
    return made_of.Part(*arguments)


def bomb() -> bytes:
    return templates.changed(LETTER, "word/media/bomb.bmp", b"", b"\0" * 200_000_000)


def huge(side: int = 20_000) -> bytes:
    """A PNG that says that it is 20.000 pixels wide and high."""
    head = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    checked = struct.pack(">I", zlib.crc32(b"IHDR" + head))
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + b"IHDR" + head + checked + _png()[33:]


def narrow_layouts() -> bytes:
    deck = Presentation()
    for owner in (deck.slide_master, *deck.slide_layouts):
        for place in owner.placeholders:
            place.left, place.top, place.width, place.height = (Pt(one) for one in (10, 10, 200, 60))
    return templates.saved(deck)


def typed(document: bytes, old: bytes, new: bytes) -> bytes:
    return templates.changed(document, "[Content_Types].xml", old, new)


FAULTY: list[tuple[str, str, Callable[[], bytes], str]] = [
    ("salindia.pptx", "text", lambda: b"halo", "not_office"),
    ("salindia.pptx", "a letter", lambda: LETTER, "not_office"),
    ("kop-surat.docx", "a deck", lambda: DECK, "not_office"),
    ("kop-surat.docx", "cut", lambda: LETTER[:-400], "not_office"),
    ("kop-surat.docx", "password", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "protected"),
    ("salindia.pptx", "macros", lambda: templates.changed(DECK, "ppt/vbaProject.bin", b"", b"x"), "active"),
    ("salindia.pptx", "macro type", lambda: typed(
        DECK, b"application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml",
        b"application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml"), "active"),
    ("salindia.pptx", "object", lambda: templates.changed(DECK, "ppt/embeddings/a.bin", b"", b"x"), "active"),
    ("kop-surat.docx", "remote template", lambda: templates.changed(
        LETTER, "word/_rels/settings.xml.rels", b"",
        RELS.format("").encode().replace(b"</Relationships>", relation("attachedTemplate", "https://x.example/a.dotm"))),
     "external"),
    ("kop-surat.docx", "linked picture", lambda: related(
        LETTER, "word/_rels/document.xml.rels", "image", "https://x.example/a.png"), "external"),
    ("kop-surat.docx", "file link", lambda: related(
        LETTER, "word/_rels/document.xml.rels", "hyperlink", "file:///etc/passwd"), "external"),
    ("kop-surat.docx", "fetching field", lambda: field(' INCLUDEPICTURE "https://x.example/a.png"'), "external"),
    ("kop-surat.docx", "outside by its address alone", lambda: undeclared("https://x.example/a.png"), "external"),
    ("kop-surat.docx", "outside by its path alone", lambda: undeclared("\\\\server\\a.png"), "external"),
    ("kop-surat.docx", "a link that a picture fetches", lambda: related(
        vml('<b r:link="rId99"/>'), "word/_rels/document.xml.rels", "hyperlink", "https://x.example/a.png"),
     "external"),
    ("kop-surat.docx", "VML that fetches", lambda: vml('<v:imagedata src="https://x.example/a.png"/>'), "external"),
    ("kop-surat.docx", "VML that fetches by another name", lambda: vml('<v:fill o:href="file:///x"/>'), "external"),
    ("kop-surat.docx", "VML that opens a program", lambda: vml('<v:shape href="file:///x.exe"/>'), "external"),
    ("kop-surat.docx", "another document", lambda: related(
        LETTER, "word/_rels/document.xml.rels", "aFChunk", "a.html"), "foreign"),
    ("kop-surat.docx", "tracked insertion", lambda: in_header("<w:ins w:id='1'><w:r/></w:ins>"), "tracked"),
    ("kop-surat.docx", "tracked deletion", lambda: in_header("<w:del w:id='1'><w:r/></w:del>"), "tracked"),
    ("kop-surat.docx", "SmartArt", smart_letter, "foreign"),
    ("salindia.pptx", "SmartArt", smart_deck, "foreign"),
    ("kop-surat.docx", "entity", lambda: templates.changed(
        LETTER, "word/document.xml", b"<w:document", b'<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]><w:document'),
     "entities"),
    ("kop-surat.docx", "bomb", bomb, "too_big"),
    ("kop-surat.docx", "huge picture", lambda: templates.changed(
        LETTER, "word/media/a.png", b"", huge()),
     "huge_picture"),
    ("kop-surat.docx", "no letterhead", lambda: templates.letterhead(header=False), "empty_letterhead"),
    ("salindia.pptx", "no room", narrow_layouts, "no_layout"),
    ("salindia.pptx", "no master", lambda: templates.changed(
        DECK, "ppt/_rels/presentation.xml.rels", b"slideMasters/slideMaster1.xml", b"slideMasters/none.xml"),
     "damaged"),
    ("logo.svg", "script", lambda: svg("<script>1</script>"), "script"),
    ("logo.svg", "handler", lambda: svg('<path d="M0 0" onload="x()"/>'), "script"),
    ("logo.svg", "page inside", lambda: svg("<foreignObject/>"), "script"),
    ("logo.svg", "remote picture", lambda: svg('<image href="https://x.example/a.png"/>'), "external"),
    ("logo.svg", "remote style", lambda: svg("<style>@import 'https://x.example'</style>"), "external"),
    ("logo.svg", "remote fill", lambda: svg('<path fill="url(https://x.example#a)"/>'), "external"),
    ("logo.svg", "remote copy", lambda: svg('<use xlink:href="file:///etc/passwd#a"/>'), "external"),
    ("logo.svg", "entity", lambda: b'<!DOCTYPE svg [<!ENTITY a "b">]>' + svg("&a;"), "entities"),
    ("logo.svg", "copies of copies", lambda: svg(
        '<g id="a"><path d="M0 0"/></g><g id="b"><use href="#a"/></g><use href="#b"/>'), "too_big"),
    ("logo.svg", "letters", lambda: svg("<text>BPJS</text>"), "letters"),
    ("logo.svg", "no size", lambda: svg("", SVG_HEAD.replace(' viewBox="0 0 60 20"', "")), "no_size"),
    ("logo.svg", "no picture", lambda: b"<html/>", "not_picture"),
    ("logo.png", "cut", lambda: _png()[:300], "not_picture"),
    ("logo.png", "another kind", lambda: b"GIF89a" + b"\0" * 40, "not_picture"),
    ("logo.png", "too many pixels", huge, "huge_picture"),
    ("Kop Surat.docx", "another name", lambda: LETTER, "name"),
    ("salindia.pptx", "pixels", lambda: templates.changed(DECK, "ppt/media/a.png", b"", huge(5_000)), "huge_picture"),
    ("logo.png", "too large", lambda: b"\0" * 2_000_001, "large"),
]  # fmt: skip


@pytest.mark.parametrize("faulty", FAULTY, ids=[one[1] for one in FAULTY])
def test_a_faulty_file_is_named_with_what_to_do(faulty: tuple, tmp_path: Path) -> None:
    name, _, make, reason = faulty
    (tmp_path / name).write_bytes(make())
    for language in LANGUAGES:
        read = files.read(str(tmp_path), words_in(language))
        assert [one.name for one in read.files] == []
        values = {"most": "2", "names": words_in(language).join(list(files.NAMES))}
        why = words_in(language)(f"brand.why.{reason}", **values)
        assert read.refused == (words_in(language)("brand.fault", file=name, why=why),)


def test_whole_files_are_used_and_those_of_the_system_passed_over(tmp_path: Path) -> None:
    whole = {"logo.svg": b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x.dtd">' + templates.SVG, "logo.png": _png()}
    whole |= {"kop-surat.docx": LETTER, "salindia.pptx": DECK, ".DS_Store": b"", "~$kop-surat.docx": b""}
    for name, content in whole.items():
        (tmp_path / name).write_bytes(content)
    read = files.read(str(tmp_path), words_in("id"))
    assert [one.name for one in read.files] == ["logo.svg", "kop-surat.docx", "salindia.pptx"]
    assert read.refused == ()
    (tmp_path / "logo.svg").unlink()
    assert files.read(str(tmp_path), words_in("id")).files[0].name == "logo.png"


def test_without_a_folder_nothing_is_used_and_nothing_said(tmp_path: Path) -> None:
    assert files.read("", words_in("id")) == files.read(str(tmp_path / "none"), words_in("id")) == files.Brand()


def test_a_logo_that_was_a_png_stays_as_it_was() -> None:
    assert logo.png(logo.of_png(_png())) == _png()
    assert logo.png(logo.of_svg(templates.SVG)).startswith(b"\x89PNG")


def test_links_that_a_reader_clicks_may_stay() -> None:
    for target in ("https://x.example", "mailto:a@x.example"):
        office_file.judge(related(LETTER, "word/_rels/document.xml.rels", "hyperlink", target), "docx")


def test_a_part_that_is_named_out_of_the_file_is_refused() -> None:
    with pytest.raises(Unusable, match="not_office"):
        office_file.judge(templates.changed(LETTER, "../../etc/cron", b"", b"x"), "docx")
