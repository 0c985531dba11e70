"""A briefing's files, and the ZIP that holds them: the documents, the pictures, a README and a manifest."""

import base64
import dataclasses
import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from dashboard.briefing.documents import data, zip_file
from dashboard.briefing.documents.docx.letter import letter
from dashboard.briefing.documents.networks import files as networks
from dashboard.briefing.documents.pdf.report import report
from dashboard.briefing.documents.pptx.slides import slides
from dashboard.briefing.documents.readme import readme
from dashboard.briefing.documents.xlsx import workbook
from dashboard.briefing.documents.zip_file import safe
from dashboard.briefing.pack import Exhibit, Pack
from dashboard.language.words import Words

DOCUMENTS: Mapping[str, Callable[[Pack, Words], bytes]] = {
    "pptx": slides,
    "pdf": report,
    "docx": letter,
    "xlsx": workbook,
}
"""The maker of each document by its ending, in the order in which they lie in the ZIP."""

MANIFEST = "manifest.json"


def archive(pack: Pack, words: Words) -> bytes:
    """The ZIP of all files. The same pack gives the same bytes."""
    return zip_file.packed(files(pack, words), pack.loaded_at)


def files(pack: Pack, words: Words) -> dict[str, bytes]:
    """Every file by its path in the ZIP: README, documents, pictures, and last the manifest that lists the others."""
    stem = safe(pack.stem)
    documents = {f"{stem}.{ending}": make(pack, words) for ending, make in DOCUMENTS.items()}
    pictures = _pictures(pack.exhibits, words("report.readme.folder"))
    folder = words("report.networks.folder")
    pictures |= {f"{folder}/{stem}_{name}": content for name, content in networks.files(pack, words).items()}
    pictures |= data.files(pack, words, stem)
    name = words("report.readme.file")
    contents = {name: readme(pack, words, [*documents, *pictures, MANIFEST]).encode(), **documents, **pictures}
    return {**contents, MANIFEST: manifest(pack, contents)}


def manifest(pack: Pack, contents: Mapping[str, bytes]) -> bytes:
    """Size and SHA-256 of each file, what the briefing is about and each trace code, as JSON with sorted keys."""
    about = {
        "title": pack.title,
        "branch": pack.branch,
        "language": pack.language,
        "demo": bool(pack.demo),
        "press": pack.press,
        "stamp": pack.stamp,
        "as_of": pack.as_of,
        "data_version": pack.data_version,
        "data_loaded_at": pack.moment,
        "filters": dict(pack.filters),
        "numbers": [_traced(one.metric, one.label, one.code, one.link) for one in pack.numbers],
        "figures": [_traced(one.id, one.title, one.code, one.link) for one in pack.exhibits],
        "confirmed": [dataclasses.asdict(one) for one in pack.confirmed],
        "withheld": [{"what": one.what, "reason": one.reason} for one in pack.withheld],
        "files": {
            name: {"bytes": len(about), "sha256": hashlib.sha256(about).hexdigest()} for name, about in contents.items()
        },
    }
    return (json.dumps(about, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def _traced(name: str, label: str, code: str, link: str) -> dict[str, Any]:
    return {"id": name, "label": label, "code": code, "link": link}


def _pictures(exhibits: Iterable[Exhibit], folder: str) -> dict[str, bytes]:
    """Each figure as PNG and SVG, as it was drawn; one that was not drawn has none."""
    pictures: dict[str, bytes] = {}
    for one in exhibits:
        name = _free(f"{folder}/{safe(one.stem)}", pictures)
        if one.png:
            pictures[f"{name}.png"] = base64.b64decode(one.png)
        if one.svg:
            pictures[f"{name}.svg"] = one.svg.encode()
    return pictures


def _free(name: str, taken: Mapping[str, bytes]) -> str:
    """The name, numbered where two figures have the same one."""
    candidates = [name, *(f"{name}-{n}" for n in range(2, len(taken) + 3))]
    return next(one for one in candidates if f"{one}.png" not in taken and f"{one}.svg" not in taken)
