"""Whether a DOCX or PPTX of the branch's can be used: opened by hand and judged before any library reads it.

Nothing is fetched: a file that would fetch is refused.
"""

import io
import re
import zipfile
from collections.abc import Iterator

from lxml import etree

from dashboard.briefing.brand import references
from dashboard.briefing.brand.fault import Unusable
from dashboard.briefing.brand.logo import judge_drawing, measured

MOST_PARTS, MOST_BYTES, MOST_RATIO = 3_000, 120_000_000, 250
"""The most parts, bytes when unpacked, and times that a part may be larger than it is packed."""

_MAIN = {
    "docx": "wordprocessingml.document.main+xml",
    "pptx": "presentationml.presentation.main+xml",
}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ACTIVE = re.compile(r"(^|/)(vbaProject|vbaData|activeX|embeddings|oleObject|macrosheets)", re.IGNORECASE)
_FETCHING = re.compile(r"\b(INCLUDEPICTURE|INCLUDETEXT|INCLUDE|IMPORT|DDE|DDEAUTO|LINK|RD|DATABASE)\b", re.IGNORECASE)
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)


def judge(content: bytes, kind: str) -> None:
    """Raise Unusable for what is no such file, is protected, holds macros or objects, fetches, or is a bomb."""
    if content.startswith(_OLE):
        raise Unusable("protected")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _sized(archive)
            parts = {one.filename: archive.read(one) for one in archive.infolist() if not one.is_dir()}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError, EOFError) as error:
        if isinstance(error, Unusable):
            raise
        raise Unusable("not_office") from error
    if any(_ACTIVE.search(name) for name in parts):
        raise Unusable("active")
    types = _types(parts)
    if any("macroEnabled" in one for one in types):
        raise Unusable("active")
    if not any(_MAIN[kind] in one for one in types):
        raise Unusable("not_office")
    read: dict[str, etree._Element] = {}
    for name, part in parts.items():
        if name.endswith((".xml", ".rels", ".svg", ".vml")) or part.lstrip()[:5] == b"<?xml":
            read[name] = _judged_xml(name, part)
        elif "/media/" in name:
            _judge_picture(part)
    references.judge(read)


def _sized(archive: zipfile.ZipFile) -> None:
    infos = archive.infolist()
    names = [one.filename for one in infos]
    if any(one.flag_bits & 1 for one in infos):
        raise Unusable("protected")
    if len(infos) > MOST_PARTS or sum(one.file_size for one in infos) > MOST_BYTES:
        raise Unusable("too_big")
    if any(one.file_size > 1_000_000 and one.file_size > MOST_RATIO * max(one.compress_size, 1) for one in infos):
        raise Unusable("too_big")
    if len(names) != len(set(map(str.lower, names))) or any(
        ".." in one or one.startswith(("/", "\\")) for one in names
    ):
        raise Unusable("not_office")


def _types(parts: dict[str, bytes]) -> list[str]:
    if "[Content_Types].xml" not in parts:
        raise Unusable("not_office")
    return [one.get("ContentType", "") for one in parse(parts["[Content_Types].xml"]).iter("{*}Override", "{*}Default")]


def parse(content: bytes) -> etree._Element:
    """The XML without anything it refers to. Raises Unusable for one with a document type, or that is none."""
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content or b"\0" in content:
        raise Unusable("entities")
    try:
        return etree.fromstring(content, _PARSER)
    except etree.XMLSyntaxError as error:
        raise Unusable("not_office") from error


def _judged_xml(name: str, content: bytes) -> etree._Element:
    root = parse(content)
    if name.endswith(".svg"):
        judge_drawing(root)
    elif any(_FETCHING.search(text) for text in _fields(root)):
        raise Unusable("external")
    return root


def _fields(root: etree._Element) -> Iterator[str]:
    """What fields are asked to do, each as one text: an editor parts it over several runs."""
    for paragraph in root.iter(f"{_WORD}p"):
        yield "".join(one.text or "" for one in paragraph.iter(f"{_WORD}instrText"))
    yield from (one.get(f"{_WORD}instr", "") for one in root.iter(f"{_WORD}fldSimple"))


def _judge_picture(content: bytes) -> None:
    try:
        measured(content)
    except Unusable as fault:
        if fault.reason == "huge_picture":
            raise  # any other cannot be measured (EMF, video), and so is not drawn by the library either
