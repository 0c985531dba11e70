"""Whether an office file is whole: what makes an office program offer to repair it."""

import io
import posixpath
import re
import zipfile
from xml.etree import ElementTree

_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_NAMED = re.compile(rb'\br:(?:id|embed|link|pict)="([^"]+)"')

_ORDER = {
    "dLbls": "dLbl delete numFmt spPr txPr dLblPos showLegendKey showVal showCatName showSerName showPercent "
    "showBubbleSize separator showLeaderLines extLst",
    "dLbl": "idx delete layout tx numFmt spPr txPr dLblPos showLegendKey showVal showCatName showSerName showPercent "
    "showBubbleSize separator extLst",
    "ser": "idx order tx spPr invertIfNegative pictureOptions marker dPt dLbls trendline errBars cat val smooth shape",
    "catAx": "axId scaling delete axPos majorGridlines minorGridlines title numFmt majorTickMark minorTickMark "
    "tickLblPos spPr txPr crossAx crosses crossesAt auto lblAlgn lblOffset tickLblSkip tickMarkSkip noMultiLvlLbl",
    "valAx": "axId scaling delete axPos majorGridlines minorGridlines title numFmt majorTickMark minorTickMark "
    "tickLblPos spPr txPr crossAx crosses crossesAt crossBetween majorUnit minorUnit dispUnits",
    "scaling": "logBase orientation max min",
    "plotArea": "layout barChart lineChart catAx valAx dTable spPr",
    "chart": "title autoTitleDeleted pivotFmts view3D floor sideWall backWall plotArea legend plotVisOnly dispBlanksAs "
    "showDLblsOverMax",
    "legend": "legendPos legendEntry layout overlay spPr txPr",
    "barChart": "barDir grouping varyColors ser dLbls gapWidth overlap serLines axId",
    "lineChart": "grouping varyColors ser dLbls dropLines hiLowLines upDownBars marker smooth axId",
    "tcPr": "lnL lnR lnT lnB lnTlToBr lnBlToTr noFill solidFill",
    "rPr": "ln noFill solidFill latin ea cs sym hlinkClick",
    "pPr": "lnSpc spcBef spcAft buFont buNone buChar defRPr",
}
"""In which order an element's children must stand: an office program refuses any other."""


def parts(document: bytes) -> dict[str, bytes]:
    """The file's parts by name; a name that stands twice fails."""
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        names = archive.namelist()
        assert len(names) == len(set(names)), "a part stands twice"
        assert archive.testzip() is None
        return {name: archive.read(name) for name in names}


def faults(document: bytes) -> list[str]:
    """What is wrong with an office file: relations that lead nowhere, XML out of order, names given twice."""
    found, all = [], parts(document)
    types = ElementTree.fromstring(all["[Content_Types].xml"])
    known = {one.get("PartName", "").lstrip("/") for one in types.iter(f"{_TYPES}Override")}
    endings = {one.get("Extension") for one in types.iter(f"{_TYPES}Default")}
    found += [f"{name} is told of but not there" for name in known - all.keys()]
    for name, content in all.items():
        if name != "[Content_Types].xml" and name not in known and name.rpartition(".")[2] not in endings:
            found.append(f"{name} has no type")
        if name.endswith((".xml", ".rels")):
            found += [f"{name}: {fault}" for fault in _xml(ElementTree.fromstring(content))]
        if name.endswith(".rels"):
            found += [f"{name}: {fault}" for fault in _relations(name, content, all)]
        elif name.endswith(".xml"):
            folder, _, file = name.rpartition("/")
            told = all.get(f"{folder}/_rels/{file}.rels", b"")
            found += [
                f"{name}: {one} leads nowhere" for one in _NAMED.findall(content) if b'"' + one + b'"' not in told
            ]
    return found


def _relations(name: str, content: bytes, all: dict[str, bytes]) -> list[str]:
    folder = name.rpartition("_rels/")[0]
    rows = list(ElementTree.fromstring(content).iter(_RELATION))
    found = [] if len({row.get("Id") for row in rows}) == len(rows) else ["an id stands twice"]
    for row in rows:
        target = posixpath.normpath(posixpath.join("/", folder, row.get("Target"))).lstrip("/")
        if row.get("TargetMode") != "External" and target not in all:
            found.append(f"{row.get('Target')} is not there")
    return found


def _xml(root: ElementTree.Element) -> list[str]:
    found, ids = [], [one.get("id") for one in root.iter() if _local(one) == "cNvPr"]
    if len(ids) != len(set(ids)):
        found.append("two shapes have one id")
    for element in root.iter():
        order = _ORDER.get(_local(element), "").split()
        children = [_local(child) for child in element]
        if order and _chart_or_drawing(element):
            unknown = set(children) - set(order) - {"extLst"}
            places = [order.index(child) for child in children if child in order]
            if unknown or places != sorted(places):
                found.append(f"{_local(element)} holds {children}")
        if _local(element) == "v" and (element.text or "").lower() in ("none", "nan", "inf"):
            found.append(f"a value is {element.text}")
    return found


def _local(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]


def _chart_or_drawing(element: ElementTree.Element) -> bool:
    return "/drawingml/" in element.tag
