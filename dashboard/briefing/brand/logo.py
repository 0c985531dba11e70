"""The branch's logo: a PNG or an SVG that holds all of itself, as one SVG for every document."""

import base64
import binascii
import re

import typst
import vl_convert
from lxml import etree
from pptx.parts.image import Image

from dashboard.briefing.brand.fault import Unusable

MOST_PIXELS = 16_000_000
"""Of a logo, and of each picture in an office file."""
MOST_ELEMENTS = 20_000
_ALLOWED_DATA = re.compile(r"data:image/(png|jpeg);base64,[A-Za-z0-9+/=\s]*$")
_FORBIDDEN = {"script", "foreignObject", "iframe", "object", "embed", "animate", "set", "animateTransform", "handler",
              "animateMotion", "audio", "video", "canvas", "link", "feImage"}  # fmt: skip
_URL = re.compile(r"url\(\s*['\"]?\s*(?!['\"]?#)", re.IGNORECASE)
_DOCTYPE = re.compile(rb"<!DOCTYPE[^\[\]>]*>")
_INSIDE = re.compile(rb'<svg [^<>]*><image width="\d+" height="\d+" href="data:image/png;base64,([^"]+)"/></svg>')
_LENGTH = re.compile(r"^\s*([\d.]+)(?:px|pt|mm|cm|in)?\s*$")
_SVG = "http://www.w3.org/2000/svg"
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)


def of_svg(content: bytes) -> bytes:
    """The drawing as it was, without comments and document type. Raises Unusable."""
    content = _DOCTYPE.sub(b"", content, count=1)  # drawing programs name the standard so; what it names is not read
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content or b"\0" in content:
        raise Unusable("entities")
    if b"<?xml-stylesheet" in content:
        raise Unusable("script")
    try:
        root = etree.fromstring(content, _PARSER)
    except etree.XMLSyntaxError as error:
        raise Unusable("not_picture") from error
    if root.tag != f"{{{_SVG}}}svg":
        raise Unusable("not_picture")
    judge_drawing(root)
    if any(etree.QName(one).localname in ("text", "tspan") for one in root.iter(f"{{{_SVG}}}*")):
        raise Unusable("letters")
    left, top, wide, high = _size(root)
    root.set("viewBox", f"{left:g} {top:g} {wide:g} {high:g}")
    return etree.tostring(root)


def judge_drawing(root: etree._Element) -> None:
    """Raise Unusable for a drawing that runs, fetches or unfolds."""
    elements = [one for one in root.iter() if isinstance(one.tag, str)]
    if len(elements) > MOST_ELEMENTS:
        raise Unusable("too_big")
    for one in elements:
        name = etree.QName(one).localname
        if name in _FORBIDDEN:
            raise Unusable("script")
        if name == "style" and ("@import" in (one.text or "") or _URL.search(one.text or "")):
            raise Unusable("external")
        for key, value in one.attrib.items():
            key = etree.QName(key).localname.lower()
            if key.startswith("on"):
                raise Unusable("script")
            if key in ("href", "src") and not value.startswith("#") and not _may_be_named(name, value):
                raise Unusable("external")
            if _URL.search(value):
                raise Unusable("external")
    _unfolded(elements)


def _may_be_named(name: str, value: str) -> bool:
    """Whether a drawing may hold this address: a picture inside it, or a link, which nothing follows by itself."""
    if name == "image" and _ALLOWED_DATA.match(value):
        try:
            measured(base64.b64decode(value.partition(",")[2]), ("png", "jpg"))
        except binascii.Error as error:
            raise Unusable("not_picture") from error
        return True
    return name == "a"


def _unfolded(elements: list[etree._Element]) -> None:
    """Raise Unusable where a copy holds copies: a few lines become millions of parts."""
    by_id = {one.get("id"): one for one in elements if one.get("id")}
    for one in elements:
        if etree.QName(one).localname == "use":
            href = next((value for key, value in one.attrib.items() if etree.QName(key).localname == "href"), "")
            copied = by_id.get(href.removeprefix("#"))
            if copied is not None and any(etree.QName(each).localname == "use" for each in copied.iter("{*}*")):
                raise Unusable("too_big")


def _size(root: etree._Element) -> tuple[float, float, float, float]:
    """Where the drawing begins, its width and height: by its view box, else by its sides. Raises Unusable."""
    box = re.split(r"[\s,]+", root.get("viewBox", "").strip())
    sides = [_LENGTH.match(root.get(name, "")) for name in ("width", "height")]
    try:
        left, top, wide, high = (
            map(float, box) if len(box) == 4 else (0.0, 0.0, *(float(one[1]) for one in sides if one))
        )
    except ValueError as error:
        raise Unusable("no_size") from error
    _judge_shape(wide, high)
    return left, top, wide, high


def _judge_shape(wide: float, high: float) -> None:
    if not (0 < wide < 1e6 and 0 < high < 1e6 and 1 / 4 <= wide / high <= 12):
        raise Unusable("no_size")


def of_png(content: bytes) -> bytes:
    """The picture inside a drawing of its size. Raises Unusable."""
    wide, high = measured(content, ("png",))
    _judge_shape(wide, high)
    data = base64.b64encode(content).decode()
    return (
        f'<svg xmlns="{_SVG}" viewBox="0 0 {wide} {high}"><image width="{wide}" height="{high}" '
        f'href="data:image/png;base64,{data}"/></svg>'
    ).encode()


def measured(content: bytes, kinds: tuple[str, ...] = ()) -> tuple[int, int]:
    """Width and height, read from a picture's head alone. Raises Unusable for another kind, or too many pixels."""
    try:
        picture = Image.from_blob(content)
        kind, (wide, high) = picture.ext, picture.size
    except Exception as error:  # whatever a broken picture makes the library raise
        bomb = type(error).__name__.startswith("DecompressionBomb")
        raise Unusable("huge_picture" if bomb else "not_picture") from error
    if kinds and kind not in kinds:
        raise Unusable("not_picture")
    if wide * high > MOST_PIXELS:
        raise Unusable("huge_picture")
    return wide, high


def shape(svg: bytes) -> tuple[float, float]:
    """Width and height of a logo's drawing."""
    root = etree.fromstring(svg, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
    _, _, wide, high = map(float, root.get("viewBox").split())
    return wide, high


def png(svg: bytes, pixels: int = 400) -> bytes:
    """The drawing as PNG, so many pixels high, for office files; a logo that was one, as it was."""
    if inside := _INSIDE.fullmatch(svg):
        return base64.b64decode(inside[1])
    wide, high = shape(svg)
    if wide / high > 6:
        pixels = round(pixels * 6 * high / wide)
    return vl_convert.svg_to_png(_sized(svg, wide * pixels / high, pixels))


def _sized(svg: bytes, wide: float, high: float) -> str:
    root = etree.fromstring(svg, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
    root.set("width", f"{wide:g}")
    root.set("height", f"{high:g}")
    return etree.tostring(root).decode()


def tried(svg: bytes) -> None:
    """Raise Unusable for a drawing that no document could draw."""
    try:
        typst.compile(b'#image(bytes(sys.inputs.svg), format: "svg")', sys_inputs={"svg": svg.decode()})
        png(svg)
    except Exception as error:  # whatever a damaged drawing makes the libraries raise
        raise Unusable("not_picture") from error
