"""The folder of the branch's own files: which of them documents are made with, and why another is not."""

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from dashboard.briefing.brand.fault import Unusable
from dashboard.briefing.pack import DECK, LETTERHEAD, LOGO, BrandFile, Use
from dashboard.language.words import Words, words_in

NAMES: Mapping[str, Use] = {"logo.svg": LOGO, "logo.png": LOGO, "kop-surat.docx": LETTERHEAD, "salindia.pptx": DECK}
"""What each file is for, by its name; of two logos the first is used."""

LARGEST: Mapping[Use, int] = {LOGO: 2_000_000, LETTERHEAD: 8_000_000, DECK: 25_000_000}
"""The most bytes of each."""


@dataclass(frozen=True)
class Brand:
    """`files`: what documents are made with; `refused`: a sentence for each file that is not used, in the reader's
    language."""

    files: tuple[BrandFile, ...] = ()
    refused: tuple[str, ...] = ()


def read(folder: str, words: Words) -> Brand:
    """What a folder holds; nothing where there is none. Never raises: a file that cannot be used is named."""
    known, refused = _listed(folder)
    files: dict[Use, BrandFile] = {}
    for path in known:
        use = NAMES[path.name]
        if use in files:
            continue
        one = _used(path, use)
        if isinstance(one, BrandFile):
            files[use] = one
        else:
            refused.append((path.name, one))
    sentences = (words("brand.fault", file=name, why=_why(words, name, reason)) for name, reason in refused)
    return Brand(tuple(files[use] for use in (LOGO, LETTERHEAD, DECK) if use in files), tuple(sentences))


def _listed(folder: str) -> tuple[list[Path], list[tuple[str, str]]]:
    """The files with a name that is known, in order; and the others, which somebody has named otherwise."""
    if not folder:
        return [], []
    try:
        there = {one.name: one for one in Path(folder).iterdir() if not one.name.startswith((".", "~"))}
    except FileNotFoundError:
        return [], []
    except OSError:
        return [], [(Path(folder).name, "unreadable")]
    others = [(name, "name") for name in sorted(there) if name not in NAMES]
    return [there[name] for name in NAMES if name in there], others


def _used(path: Path, use: Use) -> BrandFile | str:
    """The file, or why it is not used."""
    try:
        about = path.stat()
        if about.st_size > LARGEST[use]:
            return "large"
        return _judged(str(path), use, about.st_mtime_ns, about.st_size)
    except OSError:
        return "unreadable"
    except Unusable as fault:
        return fault.reason


def _why(words: Words, name: str, reason: str) -> str:
    use = NAMES.get(name, LOGO)
    values = {"most": words.number(LARGEST[use] // 1_000_000), "names": words.join(list(NAMES))}
    return words(f"brand.why.{reason}", **values)


@lru_cache(maxsize=16)
def _judged(path: str, use: Use, _changed: int, size: int) -> BrandFile | str:
    """The file as documents take it, judged once as long as it is not changed; or why it is not used."""
    with Path(path).open("rb") as file:
        content = file.read(size + 1)
    sha256 = hashlib.sha256(content).hexdigest()
    try:
        if use == LOGO:
            content = _logo(content, path)
        one = BrandFile(use, Path(path).name, sha256, base64.b64encode(content).decode())
        if use != LOGO:
            _office(content, one)
    except Unusable as fault:
        return fault.reason
    return one


def _logo(content: bytes, path: str) -> bytes:
    from dashboard.briefing.brand import logo  # with what draws: not before there is a logo

    drawing = logo.of_svg(content) if path.endswith(".svg") else logo.of_png(content)
    logo.tried(drawing)
    return drawing


def _office(content: bytes, one: BrandFile) -> None:
    """Judge an office file and make a small document with it. Raises Unusable."""
    from dashboard.briefing.brand import office_file
    from dashboard.briefing.documents.docx.letter import letter
    from dashboard.briefing.documents.pptx.frame import NoLayout
    from dashboard.briefing.documents.pptx.slides import slides
    from dashboard.briefing.warmup import SMALLEST

    office_file.judge(content, one.name.rpartition(".")[2])
    make = letter if one.use == LETTERHEAD else slides
    try:
        make(replace(SMALLEST, brand=(one,)), words_in(SMALLEST.language))
    except Unusable:
        raise
    except NoLayout as error:
        raise Unusable("no_layout") from error
    except Exception as error:  # whatever a damaged file makes the libraries raise
        raise Unusable("damaged") from error
