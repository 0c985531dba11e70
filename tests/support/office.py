"""Opens documents as an office program does: LibreOffice without a window, each page as text with boxes and as picture.

A start takes seconds: convert all files of a test module in one call, in a fixture of the module.
"""

import os
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import pytest

from dashboard.fonts.typeface import FOLDER as FONTS
from tests.support import machine

SECONDS = 180
_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item></oor:items>"""
_FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<include ignore_missing="yes">/etc/fonts/fonts.conf</include><dir>{fonts}</dir><cachedir>{cache}</cachedir>
</fontconfig>"""


@dataclass(frozen=True)
class Box:
    """A text on a page, and where, in points from the upper left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Page:
    """One page of a PDF: its size in points, its lines and their words, in the order of reading."""

    width: float
    height: float
    lines: tuple[Box, ...]
    words: tuple[Box, ...]

    @property
    def text(self) -> str:
        """All words with one blank between two."""
        return " ".join(word.text for word in self.words)

    def outside(self) -> list[Box]:
        """The words that the page's edge cuts."""
        return [
            word
            for word in self.words
            if word.left < 0 or word.top < 0 or word.right > self.width or word.bottom > self.height
        ]


def required() -> None:
    """Skip the test where LibreOffice or poppler is not installed; fail it in CI."""
    if machine.libreoffice() is None or not machine.poppler():
        missing = (
            f"LibreOffice or poppler is not installed (Debian: sudo apt-get install {machine.OFFICE} poppler-utils)"
        )
        pytest.fail(missing) if os.environ.get("CI") else pytest.skip(missing)


def convert(files: Mapping[str, bytes], folder: Path, to: str = "pdf", shipped: bool = True) -> dict[str, Path]:
    """Open the files, named with their endings, and save them as PDF or as another format; by the names given.

    Formulas are computed anew. `shipped`: whether the shipped font is installed. A file that cannot be opened fails the
    test.
    """
    required()
    given, made = folder / "given", folder / to
    given.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (given / name).write_bytes(content)
    with tempfile.TemporaryDirectory(prefix="perisai-office-") as home:
        environment = _home(Path(home), FONTS.resolve() if shipped else Path(home))
        command = [
            machine.libreoffice(),
            f"-env:UserInstallation={(Path(home) / 'profile').as_uri()}",
            "--headless",
            "--norestore",
        ]
        command += ["--convert-to", to, "--outdir", str(made), *(str(given / name) for name in files)]
        ended = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=SECONDS, check=False)
    paths = {name: made / f"{Path(name).stem}.{to}" for name in files}
    lost = [name for name, path in paths.items() if not path.exists()]
    assert not lost, f"LibreOffice could not open {', '.join(lost)}: {ended.stdout}{ended.stderr}"
    return paths


def _home(home: Path, fonts: Path) -> dict[str, str]:
    """A profile that computes formulas anew, and the machine's fonts with those of a folder."""
    registry = home / "profile" / "user" / "registrymodifications.xcu"
    registry.parent.mkdir(parents=True)
    registry.write_text(_RECALCULATE, encoding="utf-8")
    chosen = home / "fonts.conf"
    chosen.write_text(_FONTS.format(fonts=fonts, cache=home / "cache"), encoding="utf-8")
    own = {"HOME": str(home), "FONTCONFIG_FILE": str(chosen), "SAL_USE_VCLPLUGIN": "svp", "LC_ALL": "C.UTF-8"}
    return {**os.environ, **own}


def pages(pdf: Path) -> list[Page]:
    """Each page of a PDF with its texts."""
    told = subprocess.run(["pdftotext", "-bbox-layout", str(pdf), "-"], capture_output=True, check=True).stdout
    name = "{http://www.w3.org/1999/xhtml}"
    return [
        Page(
            float(page.get("width")),
            float(page.get("height")),
            tuple(_box(line, " ".join(_texts(line, name))) for line in page.iter(f"{name}line")),
            tuple(_box(word, word.text or "") for word in page.iter(f"{name}word")),
        )
        for page in ElementTree.fromstring(told).iter(f"{name}page")
    ]


def _texts(line: ElementTree.Element, name: str) -> list[str]:
    return [word.text or "" for word in line.iter(f"{name}word")]


def _box(element: ElementTree.Element, text: str) -> Box:
    return Box(text, *(float(element.get(side)) for side in ("xMin", "yMin", "xMax", "yMax")))


def pictures(pdf: Path, dpi: int = 60, last: int = 999) -> list[Path]:
    """Each page as PNG up to the last one asked for, beside the PDF, in order."""
    start = pdf.with_suffix("")
    command = ["pdftoppm", "-r", str(dpi), "-l", str(last), "-gray", "-png", str(pdf), str(start)]
    subprocess.run(command, capture_output=True, check=True)
    return sorted(pdf.parent.glob(f"{start.name}-*.png"))


def fonts(pdf: Path) -> set[str]:
    """The names of the fonts that the PDF's text is set in, without the mark of a subset: Inter-Regular."""
    told = subprocess.run(["pdffonts", str(pdf)], capture_output=True, text=True, check=True).stdout
    return {line.split()[0].partition("+")[2] or line.split()[0] for line in told.splitlines()[2:]}
