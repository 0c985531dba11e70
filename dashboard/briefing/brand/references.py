"""What a part of an office file refers to: nothing outside it but what a reader clicks, and nothing of another kind."""

import posixpath
import re
from collections.abc import Mapping
from urllib.parse import unquote, urlsplit

from lxml import etree

from dashboard.briefing.brand.fault import Unusable

_RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_SCHEMES = ("https", "http", "mailto", "tel")
_VML = ("urn:schemas-microsoft-com:vml", "urn:schemas-microsoft-com:office:office")
_CLICKED = ("hyperlink", "hlinkClick", "hlinkHover", "hlinkMouseOver")
"""The elements that may name something outside: they open it when a reader clicks."""

_FETCHED = ("src", "href", "althref")
"""What VML fetches a picture by, without a relation; an address that a shape opens by a click has no namespace."""

_FOREIGN = ("aFChunk", "subDocument", "frame", "oleObject", "package", "control", "externalLink")
"""The ends of the kinds of relations to documents within the document, which nothing here reads or judges."""

_OUTSIDE = re.compile(r"^\s*(?:[a-z][a-z0-9+.-]*:|//|\\\\)", re.IGNORECASE)


def judge(parts: Mapping[str, etree._Element]) -> None:
    """Raise Unusable for parts (by name) that fetch, or that hold another document. What stands in a relation counts,
    whether it says that it leads outside or not."""
    for name, root in parts.items():
        if name.endswith(".rels"):
            outside = _outside(root)
            folder, _, own = name.rpartition("_rels/")
            owner = parts.get(posixpath.join(folder, own.removesuffix(".rels")))
            if owner is not None and outside:
                _clicked_alone(owner, outside)
        else:
            _without_vml(root)


def _outside(root: etree._Element) -> set[str]:
    """The names of the relations that lead outside."""
    names: set[str] = set()
    for one in root.iter("{*}Relationship"):
        if one.get("Type", "").rpartition("/")[2] in _FOREIGN:
            raise Unusable("foreign")
        declared = one.get("TargetMode", "").strip().lower() == "external"
        if declared or _OUTSIDE.match(unquote(one.get("Target", ""))):
            if not (declared and _is_link(one)):
                raise Unusable("external")
            names.add(one.get("Id", ""))
    return names


def _is_link(relation: etree._Element) -> bool:
    """Whether an external relation is one that a reader must click: the address of the branch's website."""
    kind = relation.get("Type", "").rpartition("/")[2]
    scheme = urlsplit(unquote(relation.get("Target", ""))).scheme
    return kind == "hyperlink" and scheme in _SCHEMES


def _clicked_alone(owner: etree._Element, outside: set[str]) -> None:
    for one in owner.iter(etree.Element):
        by = [key for key, value in one.attrib.items() if str(key).startswith(_RELATED) and value in outside]
        if by and etree.QName(one).localname not in _CLICKED:
            raise Unusable("external")


def _without_vml(root: etree._Element) -> None:
    for one in root.iter(etree.Element):
        name = etree.QName(one)
        if name.localname == "altChunk":
            raise Unusable("foreign")
        if name.namespace in _VML and any(_fetches(key, str(one.get(key))) for key in one.attrib):
            raise Unusable("external")


def _fetches(key: str, value: str) -> bool:
    """Whether VML fetches by an attribute, or opens by a click what is no address of a website."""
    name = etree.QName(key)
    if not value.strip() or name.localname not in _FETCHED:
        return False
    return name.localname != "href" or bool(name.namespace) or urlsplit(unquote(value)).scheme not in _SCHEMES
