"""The ZIP of a briefing: its documents, the pictures, a README and a manifest, in one language or in several."""

import base64
import dataclasses
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.briefing.documents import zip_file
from dashboard.briefing.documents.readme import readme
from dashboard.briefing.documents.zip_file import safe
from dashboard.briefing.pack import Exhibit, Pack, Shapes
from dashboard.language.words import Words, words_in

MANIFEST = "manifest.json"


@dataclass(frozen=True)
class Folder:
    """A briefing in one language: what it says, its documents by name, and the further pictures of each exhibit."""

    pack: Pack
    documents: Mapping[str, bytes]
    shapes: Sequence[Shapes] = ()


def archive(folders: Sequence[Folder]) -> bytes:
    """The ZIP of all files. The same folders give the same bytes."""
    return zip_file.packed(files(folders), folders[0].pack.loaded_at)


def files(folders: Sequence[Folder]) -> dict[str, bytes]:
    """Every file by its path in the ZIP, and last the manifest that lists the others. Of several languages each has a
    folder of its name."""
    if len(folders) == 1:
        contents = _files(folders[0], ())
        return {**contents, MANIFEST: manifest(folders[0].pack, contents)}
    languages = [one.pack.language for one in folders]
    contents = {
        f"{one.pack.language}/{name}": content
        for one in folders
        for name, content in _files(one, [other for other in languages if other != one.pack.language]).items()
    }
    return {**contents, MANIFEST: _manifest_of_all([one.pack for one in folders], contents)}


def _files(one: Folder, others: Sequence[str]) -> dict[str, bytes]:
    """README, documents and pictures in one language. `others`: the languages of the folders beside it."""
    pack, words = one.pack, words_in(one.pack.language)
    contents = {**one.documents, **_pictures(pack.exhibits, one.shapes, words)}
    names = [*contents, f"../{MANIFEST}" if others else MANIFEST]
    return {words("report.readme.file"): readme(pack, words, names, others).encode(), **contents}


def manifest(pack: Pack, contents: Mapping[str, bytes]) -> bytes:
    """Size and SHA-256 of each file, what the briefing is about and each trace code, as JSON with sorted keys."""
    return _json({**_about(pack), "files": _hashes(contents)})


def _manifest_of_all(packs: Sequence[Pack], contents: Mapping[str, bytes]) -> bytes:
    """The same of several languages: each under its name."""
    every = {one.language: _about(one) for one in packs}
    return _json({"languages": [*every], **every, "files": _hashes(contents)})


def _about(pack: Pack) -> dict[str, Any]:
    return {
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
        "templates": {one.name: one.sha256 for one in pack.brand},
        "withheld": [{"what": one.what, "reason": one.reason} for one in pack.withheld],
    }


def _hashes(contents: Mapping[str, bytes]) -> dict[str, Any]:
    return {name: {"bytes": len(one), "sha256": hashlib.sha256(one).hexdigest()} for name, one in contents.items()}


def _json(about: Mapping[str, Any]) -> bytes:
    return (json.dumps(about, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def _traced(name: str, label: str, code: str, link: str) -> dict[str, Any]:
    return {"id": name, "label": label, "code": code, "link": link}


def _pictures(exhibits: Sequence[Exhibit], shapes: Sequence[Shapes], words: Words) -> dict[str, bytes]:
    """Each figure as PNG and SVG, as it was drawn, and in a folder each in its further shapes; one that was not drawn
    has none."""
    pictures: dict[str, bytes] = {}
    upright: dict[str, bytes] = {}
    folder = words("report.readme.folder")
    for number, one in enumerate(exhibits):
        name = _free(f"{folder}/{safe(one.stem)}", pictures)
        if one.png:
            pictures[f"{name}.png"] = base64.b64decode(one.png)
        if one.svg:
            pictures[f"{name}.svg"] = one.svg.encode()
        for shape, content in (shapes[number] if shapes else {}).items():
            inner = words(f"report.readme.shape.{shape}.folder")
            upright[f"{folder}/{inner}/{name.removeprefix(f'{folder}/')}_{shape}.png"] = content
    return pictures | dict(sorted(upright.items()))


def _free(name: str, taken: Mapping[str, bytes]) -> str:
    """The name, numbered where two figures have the same one."""
    candidates = [name, *(f"{name}-{n}" for n in range(2, len(taken) + 3))]
    return next(one for one in candidates if f"{one}.png" not in taken and f"{one}.svg" not in taken)
